"""Everything else that a review says: header, summary, impact, lessons, open questions, response review."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

import msgspec
from textual.binding import BindingType

from pm_tui.confidential import KINDS
from pm_tui.review import due, edits, fields, meetings, summary_draft, writing
from pm_tui.review.harm import impact_told
from pm_tui.review.model import Lesson, Question, Review
from pm_tui.review.record import Record
from pm_tui.review.response import QUESTIONS, mark_for_room
from pm_tui.review.vocabulary import LESSON_KINDS, LessonKind
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import one_line
from pm_tui.ui.widgets.evidence_rows import evidence_rows
from pm_tui.ui.widgets.field_rows import field_row
from pm_tui.ui.widgets.marks import MARKED
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane

ABOUT_THE_INCIDENT = 8
"""How many fields of the header stand at the top; the others come behind what the group says."""
READERS = "readers:"
"""The key of the row that says how many questions of the response review are for readers only."""
LESSON_TITLES: dict[LessonKind, str] = {
    "well": "Went well",
    "poorly": "Went poorly",
    "lucky": "Where we were lucky",
    "surprise": "What surprised us",
    "learned": "What we learned",
}


class SummaryPane(RecordPane):
    """The document around timeline, whys and actions, as rows that are edited in place."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("summary")]
    TITLE = "Summary"
    readers_too = False
    """Whether a meeting sees the questions too that are for readers."""

    def parts(self, review: Review) -> tuple[object, ...]:
        """What this pane shows."""
        return (
            review.header,
            review.impact,
            review.events,
            review.meetings,
            review.lessons,
            review.questions,
            review.response,
            review.answers,
            review.evidence,
            review.kept,
            review.accepted,
            review.history,
        )

    def title(self, review: Review) -> str:
        """How much of the impact has been said."""
        told = sum(bool(writing.value_text(review, f"impact:{field.name}")) for field in fields.FIELDS["impact"])
        return f"Summary · impact {told} of {len(fields.FIELDS['impact'])}"

    def rows(self, review: Review) -> list[Row]:
        """Section by section."""
        told, people = fields.FIELDS["header"][:ABOUT_THE_INCIDENT], fields.FIELDS["header"][ABOUT_THE_INCIDENT:]
        rows = [_heading("Review")]
        rows += [field_row(review, f"header:{field.name}") for field in told]
        rows.append(_heading("Impact"))
        rows += [field_row(review, f"impact:{field.name}") for field in fields.FIELDS["impact"]]
        if told_impact := impact_told(review):
            rows.append(Row(key="", text=told_impact, kind="gap"))
        for kind in LESSON_KINDS:
            rows.append(_heading(LESSON_TITLES[kind]))
            for lesson in review.lessons:
                if lesson.kind == kind:
                    rows += [_lesson_row(lesson), *self.details("lessons", lesson.id)]
            rows.append(Row(key=f"add:lessons:{kind}", text="+ add", kind="unset"))
        rows += self._question_rows(review)
        rows += self._parked_rows(review)
        proof = evidence_rows(review, 0, self.desk.looks())
        rows += [_heading("Evidence"), *proof] if proof else []
        rows += self._kept_rows(review)
        rows.append(_heading("People, services, history"))
        rows += [_header_row(review, field.name) for field in people]
        rows += [field_row(review, f"meeting:{field.name}") for field in fields.FIELDS["meeting"]]
        rows += self._response_rows(review)
        return rows

    def _question_rows(self, review: Review) -> list[Row]:
        rows = [_heading("Open questions")]
        for question in review.questions:
            notes = [question.who, f"by {question.by:%d %b %Y}" if question.by else "", question.answer]
            rows.append(
                Row(
                    key=f"questions:{question.id}",
                    lead="✓ " if question.state == "answered" else "? ",
                    text=question.text,
                    note=" · ".join(note for note in notes if note),
                    place=f"questions:{question.id}:text",
                    hint="what do we not know yet? o says who answers, by when",
                )
            )
            rows += self.details("questions", question.id)
        rows.append(Row(key="add:questions", text="+ add", kind="unset"))
        return rows

    def _parked_rows(self, review: Review) -> list[Row]:
        parked = [
            answer
            for answer in review.answers
            if answer.state == "parked" and (answer.text or self.is_editing(f"answers:{answer.id}:text"))
        ]
        if not parked:
            return []
        return [
            _heading("Parking lot"),
            *(
                Row(key=f"answers:{answer.id}", lead="‖ ", text=answer.text, place=f"answers:{answer.id}:text")
                for answer in parked
            ),
        ]

    @staticmethod
    def _kept_rows(review: Review) -> list[Row]:
        """What was flagged and is kept; deleting such a row brings the flag back. Nothing of it is exported."""
        rows = [
            Row(
                key=f"kept:{kept.id}",
                lead=f"“{one_line(kept.quote)}” ",
                text=kept.reason,
                note=one_line(kept.sentence),
                place=f"kept:{kept.id}:reason",
                hint="why is it fine?",
            )
            for kept in review.kept
        ]
        rows += [
            Row(key=f"accepted:{row.id}", text=f"{KINDS[row.kind].said}, kept inside wherever it stands")
            for row in review.accepted
            if row.kind in KINDS and not row.customers
        ]
        return [_heading("Kept words"), *rows] if rows else []

    def _response_rows(self, review: Review) -> list[Row]:
        """The response review by group; a meeting sees what is marked for it, and how many others there are."""
        marked = {row.key for row in review.response if row.room}
        held = meetings.held(review) is not None
        shown = [
            question
            for question in QUESTIONS
            if not held or self.readers_too or question.key in marked or self.is_editing(f"response:{question.key}")
        ]
        rows: list[Row] = []
        for group, questions in groupby(shown, key=lambda question: question.group):
            rows.append(_heading(f"Response · {group}"))
            for question in questions:
                place = f"response:{question.key}"
                answer = writing.value_text(review, place)
                kind = "record" if answer else "unset"
                lead = f"{f'{MARKED} ' if question.key in marked else ''}{question.text} "
                rows.append(Row(key=place, lead=lead, text=answer, place=place, kind=kind))
        if held:
            rows += [] if shown else [_heading("Response")]
            others = sum(question.key not in marked for question in QUESTIONS)
            rows.append(Row(key=READERS, text=_for_readers(others, self.readers_too), kind="unset"))
        return rows

    # --- commands

    def action_draft(self) -> None:
        """Draft a summary where there is none yet, and open the editor on it."""
        self.want("draft the summary", lambda review, _: _drafted(review), edit="header:summary")

    def new_record(self, after: Row | None) -> tuple[edits.Table, Record, int | None] | None:
        """A lesson of the section that the cursor is in, or a question."""
        key = after.key if after else ""
        table, record, _ = fields.split_place(key)
        if table == "questions" or key == "add:questions":
            return "questions", Question(id=self.context.new_id()), record or None
        kind = key.removeprefix("add:lessons:")
        if table == "lessons":
            kind = edits.find(self.review, "lessons", record).kind
        if kind in LESSON_KINDS:
            return "lessons", Lesson(id=self.context.new_id(), kind=kind), record or None
        return None

    def action_edit(self) -> None:
        """Edit the row; on "+ add", add one."""
        row = self.listing.row
        if row and row.key == READERS:
            self.readers_too = not self.readers_too
            self.redraw()
        elif row and row.key.startswith("add:"):
            self.action_add()
        else:
            super().action_edit()

    def action_mark_room(self) -> None:
        """Mark the chosen question of the response review for the meeting, or unmark it."""
        row = self.listing.row
        table, _, key = row.key.partition(":") if row else ("", "", "")

        def said(_: Review, after: Review) -> str:
            marked = any(row.key == key and row.room for row in after.response)
            return f"Marked for the room ({MARKED})." if marked else "For readers again."

        if table == "response":
            self.want(
                "mark for the room", lambda review, context: mark_for_room(review, key, context.new_id), said=said
            )

    def action_move(self, by: int) -> None:
        """Move a lesson inside its list; other records among their like."""
        table, record = self.chosen()
        if table == "lessons":
            kind = edits.find(self.review, "lessons", record).kind
            self.want(
                "move a row", lambda review, _: edits.move(review, "lessons", record, by, lambda row: row.kind == kind)
            )
        else:
            super().action_move(by)


def _drafted(review: Review) -> Review:
    if writing.text_at(review, "header:summary").strip():
        raise ValueError("There is a summary already; a draft is only put where there is none.")
    if not (text := summary_draft.draft(review)):
        raise ValueError(
            "There is nothing to draft from yet: give the review a title, and the timeline its milestones."
        )
    return edits.change_single(review, "header", summary=text)


def _header_row(review: Review, name: str) -> Row:
    """A field of the header; why it is reviewed comes with what the records show."""
    row = field_row(review, f"header:{name}")
    shown = due.proposal(review) if name == "because" else ()
    if not shown:
        return row
    if not review.header.because:
        return msgspec.structs.replace(row, text=f"(the records show: {', '.join(shown)})")
    return msgspec.structs.replace(row, note=f"the records also show: {', '.join(shown)}")


def _for_readers(count: int, shown: bool) -> str:
    hint = "Enter hides them" if shown else "Enter shows them"
    return f"{count} question{'s are' if count != 1 else ' is'} for readers ({hint})"


def _heading(text: str) -> Row:
    return Row(key="", text=text, kind="heading")


def _lesson_row(lesson: Lesson) -> Row:
    return Row(key=f"lessons:{lesson.id}", lead="· ", text=lesson.text, place=f"lessons:{lesson.id}:text", hint="…")
