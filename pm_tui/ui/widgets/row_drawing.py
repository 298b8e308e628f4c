"""The lines of rows as they are painted, kept for when they are seen again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from pm_tui.ui.widgets.row_lines import Part, Row

MOST_STRIPS = 4096
TINTED = ("interval", "gap", "heading", "unset", "past", "newest")
"""Kinds of rows that have a style of their own."""


class RowDrawing:
    """Draws in the styles of a list, which `look_up` knows by their names (see `row_lines.STYLES`)."""

    def __init__(self, look_up: Callable[[str], Style]) -> None:
        self._look_up = look_up
        self._base, self._width = Style(), 0
        self._looks: dict[str, Style] = {}
        self._strips: dict[tuple[object, ...], Strip] = {}

    def begin_with(self, base: Style, width: int) -> None:
        """Draw all lines on this style, in so many cells, from now on."""
        if (base, width) != (self._base, self._width):
            self._base, self._width = base, width
            self.forget_styles()

    def forget(self) -> None:
        """Draw each line anew: its words may be others."""
        self._strips = {}

    def forget_styles(self) -> None:
        """Look up each style anew."""
        self._strips, self._looks = {}, {}

    def hint(self, text: str) -> Strip:
        """A line where there is no row."""
        return Strip([Segment(text, self._base + self._styled("hint"))]).adjust_cell_length(self._width, self._base)

    def line(self, row: Row, number: int, sign: str, parts: Callable[[], Sequence[Part]], *, chosen: bool) -> Strip:
        """One line of a row: its sign, and what `parts` says, which is asked but once."""
        key = (row, number, sign, chosen)
        if key not in self._strips:
            if len(self._strips) > MOST_STRIPS:
                self._strips = {}
            self._strips[key] = self._strip(row, [Part(sign), *parts()], chosen)
        return self._strips[key]

    def _strip(self, row: Row, parts: Sequence[Part], chosen: bool) -> Strip:
        style = self._base
        if row.kind in TINTED:
            style += self._styled(row.kind)
        if chosen:
            style += self._styled("cursor")
        segments = [Segment(part.text, style + self._styled(part.style) if part.style else style) for part in parts]
        return Strip(segments).adjust_cell_length(self._width, style)

    def _styled(self, name: str) -> Style:
        look = self._looks.get(name)
        if look is None:  # Textual forgets its own with every refresh
            look = self._looks[name] = self._look_up(name)
        return look
