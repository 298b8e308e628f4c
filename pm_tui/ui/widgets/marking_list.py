"""A list in which rows can be marked, so that one command acts on them all. A mark is no edit."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from pm_tui.ui.widgets.marks import MARKED
from pm_tui.ui.widgets.record_list import RecordList, Row


class MarkingList(RecordList):
    """Rows for which `markable` holds can be marked. A mark stays with its row, also while that is not shown."""

    GUTTER = 2

    class Marked(Message):
        """Other rows are marked now."""

    def __init__(self, markable: Callable[[Row], bool], *, empty: str = "") -> None:
        super().__init__(empty=empty)
        self._markable = markable
        self._marks: frozenset[str] = frozenset()
        self._reach: tuple[frozenset[str], str, str] | None = None

    @property
    def marked(self) -> tuple[str, ...]:
        """The keys of the rows that are shown and marked, in their order."""
        return tuple(row.key for row in self.rows if row.key in self._marks) if self._marks else ()

    def toggle(self) -> None:
        """Mark the chosen row, or take its mark away, and go on to the next that can be marked."""
        row = self.row
        if row and self._markable(row):
            self._mark(self._marks ^ {row.key})
        self._go(1)

    def extend(self, by: int) -> None:
        """Mark from the row where this began up to the next one up (-1) or down (1); going back takes marks away."""
        row = self.row
        if row is None or not self._markable(row):
            self._go(by)
            return
        keys = [row.key for row in self.rows if self._markable(row)]
        base, anchor, at = self._reach or (self._marks, row.key, row.key)
        if at != row.key or anchor not in keys:
            base, anchor = self._marks, row.key
        self._go(by)
        here = self.row or row
        first, last = sorted((keys.index(anchor), keys.index(here.key)))
        self._mark(base | set(keys[first : last + 1]))
        self._reach = base, anchor, here.key

    def mark_all(self) -> None:
        """Mark all rows that are shown; when all are, none."""
        keys = frozenset(row.key for row in self.rows if self._markable(row))
        self._mark(self._marks - keys if keys <= self._marks else self._marks | keys)

    def unmark_all(self) -> None:
        """Take all marks away."""
        self._mark(frozenset())

    def _mark(self, marks: frozenset[str]) -> None:
        self._reach = None
        if changed := marks ^ self._marks:
            self._marks = marks
            self.repaint({place for place, row in enumerate(self.rows) if row.key in changed})
            self.post_message(self.Marked())

    def _go(self, by: int) -> None:
        """Go to the next row that can be marked; at the last one stay."""
        beyond = range(self.cursor + 1, len(self.rows)) if by > 0 else range(self.cursor - 1, -1, -1)
        there = next((index for index in beyond if self._markable(self.rows[index])), self.cursor)
        if there != self.cursor:
            self.cursor = there
            self.reveal()

    def sign(self, row: Row, *, chosen: bool, first: bool) -> str:
        """The sign of the cursor, and on the first line that of a mark."""
        return super().sign(row, chosen=chosen, first=first) + (MARKED if first and row.key in self._marks else " ")
