"""Where the rows of a list lie: which lines each takes at a width, beside its one or two columns of heads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from pm_tui.ui.plain import shown
from pm_tui.ui.widgets.row_lines import Body, Row, body, words_of
from pm_tui.ui.widgets.underlined import Underlined

WORDS_WIDTH = 34
"""Cells that words keep beside a second column."""

Gap = tuple[str, int]
"""The key of a row, and how many lines are held free under it."""


class RowLayout:
    """The lines of some rows. `tops` are their first lines and, last, how many there are; `bodies` what they say.

    Lines of a row that says the same as before, at the same width, are known.
    """

    def __init__(self, gutter: int) -> None:
        self.gutter = gutter
        self.flagger: Callable[[Row], Sequence[Underlined]] | None = None
        self.tops = [0]
        self.bodies: list[Body] = []
        self.widths = (0, 0, 0)
        self._known: dict[tuple[object, ...], Body] = {}

    def lay_out(self, rows: Sequence[Row], width: int, gap: Gap | None) -> None:
        """Find the lines of all rows in `width` cells. In none, where nobody sees them, there are none."""
        if not width:
            self.tops, self.bodies = [0], []
            return
        self._set_widths(rows, width)
        known, self._known = self._known, {}
        self.bodies = []
        tops = [0]
        for row in rows:
            words = (row.kind == "heading", *words_of(row))
            lines = self._known[words] = known.get(words) or self._body(row)
            self.bodies.append(lines)
            tops.append(tops[-1] + len(lines) + (gap[1] if gap and row.key == gap[0] else 0))
        self.tops = tops

    def _set_widths(self, rows: Sequence[Row], width: int) -> None:
        longest = max((_head(row.head)[1] for row in rows), default=0)
        first = min(longest + 1, width // 3) if longest else 0
        beside = max((_head(row.second)[1] + 1 for row in rows if row.second), default=0)
        widths = (width, first, beside if width - first - beside >= WORDS_WIDTH else 0)
        if widths != self.widths:
            self.widths, self._known = widths, {}

    def _body(self, row: Row) -> Body:
        width = self.widths[0]
        flags = self.flagger(row) if self.flagger and row.place else ()
        room = width - self.gutter - self.head_width(row) - 1  # with air before the scroll bar
        return body(row, room, max(width // 6, 1), flags)  # guides leave half of the width for the words

    def forget(self) -> None:
        """Know no lines any more: what is flagged has changed."""
        self._known = {}

    def row_at(self, line: int) -> int:
        """The place of the row that a line belongs to; it may lie behind the last one."""
        return bisect_right(self.tops, line) - 1

    def head_width(self, row: Row) -> int:
        """The cells before the words of a row."""
        return 0 if row.kind == "heading" else self.widths[1] + self.widths[2]

    def heads(self, row: Row) -> str:
        """What stands before the first line of the words: the first column, and the second where it fits."""
        first = set_cell_size(_head(row.head)[0], self.widths[1])
        return set_cell_size(first + _head(row.second)[0], self.head_width(row))


@lru_cache(maxsize=4096)
def _head(text: str) -> tuple[str, int]:
    """The head of a row as it is shown, and how many cells it takes."""
    head = shown(text)
    return head, cell_len(head)
