"""The author's list: every prompt that the review raises, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from pm_tui.review import coverage, fields, meetings, room
from pm_tui.review.agenda import AGENDA, title
from pm_tui.review.coverage import Standing
from pm_tui.review.gathering import Note, Stage
from pm_tui.review.model import Answer, Review
from pm_tui.review.writing import Context
from pm_tui.ui.commands import bindings
from pm_tui.ui.widgets.marks import NOTE_MARK, PROMPT_MARKS, STALE_MARK
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane

WORDS = {"open": "open", "answered": "answered", "action": "made an action", "parked": "parked", "let-go": "let go"}


class PromptsPane(RecordPane):
    """All prompts, those for the room in the order in which they are asked. Enter goes to one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("prompts")]
    agenda: tuple[Stage, ...] = AGENDA
    TITLE = "Prompts"
    private = False
    """Whether the facilitator's notes are shown whatever the room does: on a screen of one's own."""

    EMPTY = (
        "No prompts yet. Mark milestones on the timeline (m), add whys and what went poorly: each raises a question."
    )

    def parts(self, review: Review) -> tuple[object, ...]:
        """What prompts and their standing follow from."""
        parts = (review.events, review.whys, review.lessons, review.actions, review.answers, review.own_questions)
        return (*parts, review.header, review.meetings, review.turns, review.notes)

    def title(self, review: Review) -> str:
        """How many are open, and how many are for the room."""
        counts, asked = coverage.counts(review), room.asked(review, self._agenda(review))
        meeting = meetings.in_hand(review)
        how = "" if meeting and meeting.picked else " proposed"
        return f"Prompts · {counts.open} of {counts.total} open · {len(asked)}{how} for the room"

    def _agenda(self, review: Review) -> tuple[Stage, ...]:
        return meetings.agenda_of(review, self.agenda)

    def rows(self, review: Review) -> list[Row]:
        """Each prompt with its answers; what was picked for the room comes first, stage by stage."""
        rows: list[Row] = []
        under = ""
        for heading, standing in self._grouped(review):
            if heading != under:
                rows.append(Row(key="", text=heading, kind="heading"))
            under = heading
            rows += self._standing_rows(review, standing)
        earlier = coverage.earlier(review)
        if earlier:
            rows.append(Row(key="", text="Answered earlier", kind="heading"))
            rows += [_answer_row(answer, note=answer.asked) for answer in earlier]
        return rows

    def _grouped(self, review: Review) -> list[tuple[str, Standing]]:
        """The prompts in their order, each with its heading; nothing moves before somebody has picked."""
        known = {standing.prompt.id: standing for standing in coverage.standings(review)}
        meeting = meetings.in_hand(review)
        if meeting is None or not meeting.picked:
            return [("", standing) for standing in known.values()]
        asked = room.asked(review, self._agenda(review))
        first = [(f"For the room · {title(room.stage_of(prompt))}", known[prompt]) for prompt in asked]
        return first + [("For the author", standing) for prompt, standing in known.items() if prompt not in asked]

    def _standing_rows(self, review: Review, standing: Standing) -> list[Row]:
        rows = [_prompt_row(standing)]
        rows += [
            _answer_row(answer, note=standing.rested_on(answer), stale=answer in standing.stale)
            for answer in standing.answers
            if answer.text or answer in standing.stale or self.is_editing(f"answers:{answer.id}:text")
        ]
        if self._sees_notes(review):
            rows += [_note_row(note) for note in review.notes if note.prompt == standing.prompt.id]
        return rows

    def _sees_notes(self, review: Review) -> bool:
        """Whether private notes may be shown: the room does not see them."""
        return self.private or not (meetings.held(review) or self.desk.in_front())

    def _chosen_prompt(self) -> str:
        """The id of the prompt under the cursor, or of the one that the answer or the note under it is about."""
        row = self.listing.row
        if row is None or row.kind == "prompt":
            return row.key if row else ""
        table, record, _ = fields.split_place(row.key)
        below: dict[str, Sequence[Answer | Note]] = {"answers": self.review.answers, "notes": self.review.notes}
        return next((one.prompt for one in below.get(table, ()) if one.id == record), "")

    def action_for_room(self) -> None:
        """Ask the prompt aloud in the meeting, or leave it to the author's list."""
        if prompt := self._chosen_prompt():
            self.want(
                "choose for the room",
                lambda review, context: room.pick(review, prompt, self._agenda(review), context.new_id),
            )

    def action_private_note(self) -> None:
        """Note something to the prompt for oneself."""
        prompt = self._chosen_prompt()
        note = next((note for note in self.review.notes if note.prompt == prompt), None)
        if not self._sees_notes(self.review):
            self.want("", _not_in_front)
        elif note:
            self.edit(f"notes:{note.id}:text")
        elif prompt:
            self.begin("notes", Note(id=self.context.new_id(), prompt=prompt), "add a private note")

    def action_edit(self) -> None:
        """Go to the prompt, or edit the answer."""
        row = self.listing.row
        if row and row.kind == "prompt":
            self.post_message(self.PromptWanted(row.key))
        else:
            super().action_edit()

    def action_add(self) -> None:
        """Answers are added at the prompt."""
        row = self.listing.row
        if row and row.kind == "prompt":
            self.post_message(self.PromptWanted(row.key))

    def action_move(self, by: int) -> None:
        """Ask a prompt earlier in its stage, or later; the others stand in the order of the review."""
        if prompt := self._chosen_prompt():
            self.want(
                "move a prompt",
                lambda review, context: room.move(review, prompt, by, self._agenda(review), context.new_id),
            )

    def action_details(self) -> None:
        """A prompt has no fields of its own."""

    def chosen(self) -> tuple[str, int]:
        """An answer; a prompt is no record."""
        row = self.listing.row
        table, record, _ = fields.split_place(row.key) if row else ("", 0, "")
        return (table, record) if table in ("answers", "notes") else ("", 0)


def _not_in_front(review: Review, _context: Context) -> Review:
    raise ValueError("Private notes stay off a shared screen. They are here again after the meeting.")


def _prompt_row(standing: Standing) -> Row:
    prompt = standing.prompt
    said = f"{WORDS[standing.state]} again, y if it is still true" if standing.reopened else WORDS[standing.state]
    return Row(key=prompt.id, lead=PROMPT_MARKS[standing.state], text=prompt.text, note=said, kind="prompt")


def _note_row(note: Note) -> Row:
    return Row(
        key=f"notes:{note.id}",
        lead=NOTE_MARK,
        text=note.text,
        place=f"notes:{note.id}:text",
        hint="for you alone: never exported, never shown in a meeting",
        guide=(True,),
    )


def _answer_row(answer: Answer, note: str = "", *, stale: bool = False) -> Row:
    return Row(
        key=f"answers:{answer.id}",
        lead=STALE_MARK if stale else PROMPT_MARKS[answer.state],
        text=answer.text,
        note=note,
        place=f"answers:{answer.id}:text",
        hint=WORDS[answer.state],
        guide=(True,),
    )
