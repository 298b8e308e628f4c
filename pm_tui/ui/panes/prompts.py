"""The author's list: every prompt that the review raises, and where it stands."""

from __future__ import annotations

from pm_tui.review import coverage, fields
from pm_tui.review.coverage import Standing
from pm_tui.review.model import Answer, Review
from pm_tui.ui.widgets.marks import NOTE_MARK, PROMPT_MARKS, STALE_MARK
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane

WORDS = {"open": "open", "answered": "answered", "action": "made an action", "parked": "parked", "let-go": "let go"}


class PromptsPane(RecordPane):
    """All prompts. Enter goes to one."""

    TITLE = "Prompts"
    private = False
    """Whether the facilitator's notes are shown: never on the screen that the room sees."""

    EMPTY = (
        "No prompts yet. Mark milestones on the timeline (m), add whys and what went poorly: each raises a question."
    )

    def parts(self, review: Review) -> tuple[object, ...]:
        """What prompts and their standing follow from."""
        return (review.events, review.whys, review.lessons, review.actions, review.answers, review.header, review.notes)

    def title(self, review: Review) -> str:
        """How many are open."""
        counts = coverage.counts(review)
        return f"Prompts · {counts.open} of {counts.total} open"

    def rows(self, review: Review) -> list[Row]:
        """One row a prompt, with its answers below."""
        rows: list[Row] = []
        for standing in coverage.standings(review):
            rows.append(_prompt_row(standing))
            rows += _note_rows(review, standing.prompt.id) if self.private else []
            rows += [
                _answer_row(answer, note=standing.rested_on(answer), stale=answer in standing.stale)
                for answer in standing.answers
                if answer.text or answer in standing.stale or self.is_editing(f"answers:{answer.id}:text")
            ]
        earlier = coverage.earlier(review)
        if earlier:
            rows.append(Row(key="", text="Answered earlier", kind="heading"))
            rows += [_answer_row(answer, note=answer.asked) for answer in earlier]
        return rows

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
        """Prompts stand in the order of the review."""

    def action_details(self) -> None:
        """A prompt has no fields of its own."""

    def chosen(self) -> tuple[str, int]:
        """An answer; a prompt is no record."""
        row = self.listing.row
        table, record, _ = fields.split_place(row.key) if row else ("", 0, "")
        return ("answers", record) if table == "answers" else ("", 0)


def _prompt_row(standing: Standing) -> Row:
    prompt = standing.prompt
    said = f"{WORDS[standing.state]} again, y if it is still true" if standing.reopened else WORDS[standing.state]
    return Row(key=prompt.id, lead=PROMPT_MARKS[standing.state], text=prompt.text, note=said, kind="prompt")


def _note_rows(review: Review, prompt: str) -> list[Row]:
    """The facilitator's notes to a prompt, to be read and not chosen."""
    notes = [note for note in review.notes if note.prompt == prompt and note.text.strip()]
    return [Row(key="", lead=NOTE_MARK, text=note.text, guide=(True,)) for note in notes]


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
