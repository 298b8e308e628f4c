"""A pane of events in which rows can be marked, and what is done to the marked ones: each command is one undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Literal, cast

from textual import on
from textual.app import ComposeResult

from pm_tui.review import fields, several
from pm_tui.review.model import Review
from pm_tui.review.remembered import remembered
from pm_tui.review.vocabulary import EVENT_KINDS
from pm_tui.review.writing import Context
from pm_tui.ui.widgets.chooser import Choice, Chooser, keyed
from pm_tui.ui.widgets.marking_list import MarkingList
from pm_tui.ui.widgets.question_line import QuestionLine
from pm_tui.ui.widgets.record_list import RecordList, Row
from pm_tui.ui.widgets.record_pane import Change, RecordPane

OnReview = Callable[[Review], Review]

NO_EVENT = "This row is no event of its own; go to one for that."
BACK = "Ctrl+Z takes it back."
NO_KIND = "none"
ON_MARKED = ("shift", "row-zone", "public", "event-kind", "tag", "delete", "back", "move-up", "move-down")


class MarkingPane(RecordPane):
    """Its commands mean the marked events, or the chosen one while none is marked."""

    footer_first: tuple[str, ...] = ()
    footer_words: Mapping[str, str] = MappingProxyType({})

    def new_list(self) -> MarkingList:
        """A list in which events can be marked, and nothing else."""
        return MarkingList(lambda row: row.kind == "record" and _is_event(row.key), empty=self.said_empty)

    def compose(self) -> ComposeResult:
        """Below the list a line for what is asked about several rows."""
        yield from super().compose()
        yield QuestionLine()

    # --- marks

    @property
    def marks(self) -> MarkingList:
        """The list, as what holds the marks."""
        return self.query_one(MarkingList)

    def redraw(self) -> None:
        """Make the rows anew; some marked ones may be gone."""
        super().redraw()
        self._follow_marks()

    @on(MarkingList.Marked)
    def _count_marks(self) -> None:
        """The rows are painted first: another title draws all of the pane anew."""
        self._follow_marks()
        self.call_after_refresh(self._say_count)

    def _say_count(self) -> None:
        if self.is_attached:
            self.retitle()

    @on(RecordList.Highlighted)
    def _follow_marks(self) -> None:
        """The key line begins with what can be done to the marked rows, or with what the chosen one calls for."""
        first = ON_MARKED if self.marks.marked else self.called_for(self.listing.row)
        if first != self.footer_first:
            self.footer_first = first
            self.footer_words = {"back": "Unmark"} if self.marks.marked else {}
            self.refresh_bindings()

    def called_for(self, row: Row | None) -> tuple[str, ...]:
        """The commands, by id, that this row needs more than others do."""
        del row
        return ()

    def with_marks(self, title: str) -> str:
        """A title that says how many rows are marked."""
        count = len(self.marks.marked)
        return f"{title} · {count} marked" if count else title

    def action_mark(self) -> None:
        """Mark the chosen row, or unmark it, and go on to the next."""
        self.marks.toggle()

    def action_mark_to(self, by: int) -> None:
        """Mark the rows on the way up or down."""
        self.marks.extend(by)

    def action_mark_all(self) -> None:
        """Mark all rows that are shown, or none."""
        self.marks.mark_all()

    def action_back(self) -> None:
        """Take the marks away; when there are none, return to the prompt."""
        if self.marks.marked:
            self.marks.unmark_all()
        else:
            super().action_back()

    def meant(self) -> frozenset[int]:
        """The ids of the events that a command means."""
        marked = self.marks.marked
        if marked:
            return frozenset(fields.split_place(key)[1] for key in marked)
        record = self.chosen_event()
        return frozenset({record}) if record else frozenset()

    def chosen_event(self) -> int:
        """The id of the event under the cursor; 0, and a word about it, on a row that is none."""
        table, record = self.chosen()
        if table == "events":
            return record
        self.tell(NO_EVENT if self.listing.row else "There is no event here yet; a adds one.")
        return 0

    def tell(self, why: str) -> None:
        """Say why a command does nothing."""

        def nothing(review: Review, _: Context) -> Review:
            raise ValueError(why)

        self.want("", nothing)

    # --- times

    def action_shift(self) -> None:
        """Ask by how much the times are off, and shift them."""
        rows = self.meant()

        def read(text: str) -> tuple[OnReview, str]:
            by = several.read_shift(text)
            return lambda review: several.shift(review, rows, by), f"by {several.write_shift(by)}"

        self._ask_times("by how much? +1d, -2h, +1h30m, -90s", rows, read, "shift", "Shifted")

    def action_row_zone(self) -> None:
        """Ask in which zone the times were written, and read them anew."""
        rows, now = self.meant(), self.context.now()

        def read(text: str) -> tuple[OnReview, str]:
            zone = several.read_zone(text, self.review.header.zone)
            return lambda review: several.written_in(review, rows, zone, now), f"as written in {zone.written}"

        self._ask_times("written in which zone? Europe/Berlin, UTC, PST", rows, read, "read", "Read")

    def _ask_times(
        self, question: str, rows: Collection[int], read: Callable[[str], tuple[OnReview, str]], label: str, done: str
    ) -> None:
        """Ask what to do to the times of rows. It is worked out while it is typed, so that Enter has but to show it."""

        @lru_cache(maxsize=1)
        def change(text: str) -> tuple[OnReview, str]:
            changed, how = read(text)
            return remembered(changed), how

        def answered(text: str) -> None:
            changed, how = change(text)
            self._do(label, done, rows, lambda review, _: changed(review), how)

        self._ask(question, rows, lambda text: several.foretold(self.review, rows, change(text)[0]), answered)

    # --- what a row says of itself

    def action_public(self) -> None:
        """Make the rows ones for customers, or internal when all of them are for customers."""
        rows = self.meant()
        public = not all(event.public for event in self.review.events if event.id in rows)
        how = "for customers" if public else "internal"
        self._do("make", "Made", rows, lambda review, _: several.set_fields(review, rows, public=public), how)

    def action_event_kind(self) -> None:
        """Set the kind of the rows by one key."""
        rows = self.meant()

        def take(name: str) -> None:
            kind = "" if name == NO_KIND else name
            change: dict[str, Any] = {"kind": kind}
            how = f"of kind {kind}" if kind else "of no kind"
            self._do("make", "Made", rows, lambda review, _: several.set_fields(review, rows, **change), how)

        if rows:
            choices = [*keyed(EVENT_KINDS[1:]), Choice("0", NO_KIND)]
            self.query_one(Chooser).ask(f"What kind of event {_are(len(rows))}?", choices, take)

    def action_tag(self) -> None:
        """Ask for tags to put on the rows, or to take off them."""
        rows = self.meant()

        def foretell(text: str) -> str:
            return f"{_rows(len(rows))}: {_tags(several.read_tags(text))}"

        def answered(text: str) -> None:
            tags = several.read_tags(text)
            self._do(
                "tag",
                "Tagged",
                rows,
                lambda review, _: several.untag(several.tag(review, rows, *tags.on), rows, *tags.off),
                f"({_tags(tags)})",
            )

        self._ask("which tags? billing, eu; -eu takes one off", rows, foretell, answered)

    # --- place

    def action_delete(self) -> None:
        """Delete the rows."""
        if not self.marks.marked and self.chosen()[0] != "events" and self.chosen()[1]:
            super().action_delete()
            return
        rows = self.meant()
        self._do("delete", "Deleted", rows, lambda review, _: several.delete(review, rows))

    def action_move(self, by: int) -> None:
        """Move the rows past their neighbour."""
        rows, way = self.meant(), cast(Literal[-1, 1], by)
        if rows:
            self._do(
                "move", "Moved", rows, lambda review, _: several.move(review, rows, way), "up" if by < 0 else "down"
            )

    # --- asking and doing

    def _ask(self, question: str, rows: Collection[int], foretell: Any, answered: Any) -> None:
        if rows:
            self.query_one(QuestionLine).ask(f"{_rows(len(rows))}: {question}", foretell, answered)

    @on(QuestionLine.Closed)
    def _take_keys_again(self, event: QuestionLine.Closed) -> None:
        if self.screen.focused in (None, event.line.field):
            self.listing.focus()

    def _do(self, label: str, done: str, rows: Collection[int], change: Change, how: str = "") -> None:
        """Change rows as one step, and say how many it changed, now and when it is undone."""

        def counted(word: str, before: Review, after: Review) -> str:
            kept = {id(event) for event in after.events}
            count = sum(id(event) not in kept for event in before.events if event.id in rows)
            return " ".join(filter(None, [word, _rows(count or len(rows)), how]))

        if rows:
            self.want(
                partial(counted, label),
                change,
                said=lambda before, after: f"{counted(done, before, after)}. {BACK}",
            )


def _is_event(key: str) -> bool:
    table, _, name = fields.split_place(key)
    return table == "events" and not name


def _rows(count: int) -> str:
    return f"{count} row{'s' * (count != 1)}"


def _are(count: int) -> str:
    return f"are these {count} rows" if count > 1 else "is this row"


def _tags(tags: several.Tags) -> str:
    """What is put on and what is taken off: ``on: billing · off: eu``. ValueError: neither."""
    parts = [f"on: {', '.join(tags.on)}" if tags.on else "", f"off: {', '.join(tags.off)}" if tags.off else ""]
    if not any(parts):
        raise ValueError("Type a tag, or a tag behind a minus to take it off.")
    return " · ".join(filter(None, parts))
