"""The one list of the product: timeline, whys, actions, summary, prompts and library are made of it.

It draws lines itself: rows wrap to any height, guides show depth, flags are underlined, and a gap can be held open
under a row for the editor. It knows rows, not reviews.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pm_tui.ui.widgets.row_drawing import RowDrawing
from pm_tui.ui.widgets.row_layout import Gap, RowLayout
from pm_tui.ui.widgets.row_lines import STYLES, Part, Row, shortened, wrap
from pm_tui.ui.widgets.taking_keys import Spill, TakesKeys
from pm_tui.ui.widgets.underlined import Underlined

__all__ = ["RecordList", "Row", "wrap"]


class RecordList(TakesKeys, ScrollView, can_focus=True):
    """Rows of any height with one cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"record-list--{name}" for name in STYLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor(-1)", show=False),
        Binding("down", "cursor(1)", show=False),
        Binding("home", "cursor(-100000)", show=False),
        Binding("end", "cursor(100000)", show=False),
    ]

    GUTTER: ClassVar[int] = 1
    """Cells before each row, for the signs of its state."""

    cursor: reactive[int] = reactive(0)

    class Highlighted(Message):
        """The cursor stands on another row, or on the same with another text."""

        def __init__(self, sender: RecordList, row: Row | None) -> None:
            super().__init__()
            self.sender = sender
            self.row = row

    class Activated(Message):
        """A row was clicked while the cursor stood on it."""

        def __init__(self, sender: RecordList, row: Row) -> None:
            super().__init__()
            self.sender = sender
            self.row = row

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.empty = empty
        self._rows: tuple[Row, ...] = ()
        self._laid = RowLayout(self.GUTTER)
        self._drawing = RowDrawing(self._styled)
        self._gap: Gap | None = None
        self._leads = False
        self._spill = Spill()

    def flag_by(self, flagger: Callable[[Row], Sequence[Underlined]]) -> None:
        """Underline in the text of each row what `flagger` finds there, from the next layout on."""
        self._laid.flagger = flagger

    # --- rows and cursor

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) and self._rows[self.cursor].key else None

    def show(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; the cursor stays with its row, or near where that was."""
        rows = tuple(map(shortened, rows))
        if rows == self._rows:
            return
        before = self.row
        self._rows = rows
        self._lay_out()
        if before and (index := self._index(before.key)) is not None:
            self.cursor = index
        else:
            self.cursor = _nearest(self._rows, min(self.cursor, len(rows) - 1), 1)
        if self.row != before:
            self.post_message(self.Highlighted(self, self.row))

    def select(self, key: str) -> bool:
        """Put the cursor on a row; whether there is one of that key."""
        index = self._index(key)
        if index is None:
            return False
        self.cursor = index
        self.reveal()
        return True

    def _index(self, key: str) -> int | None:
        return next((index for index, row in enumerate(self._rows) if row.key == key), None)

    def action_cursor(self, step: int) -> None:
        """Move the cursor by rows that can be chosen."""
        bounded = min(max(self.cursor + step, 0), max(len(self._rows) - 1, 0))
        if self._rows and bounded != self.cursor:
            self.cursor = _nearest(self._rows, bounded, step)
            self.reveal()
        elif step < 0:
            self.scroll_to(y=0, animate=False)

    def jump(self, by: int) -> None:
        """Move the cursor to the first row under the next heading, or under the one before."""
        tops = [_nearest(self._rows, index, 1) for index, row in enumerate(self._rows) if row.kind == "heading"]
        beyond = [top for top in tops if (top > self.cursor if by > 0 else top < self.cursor)]
        if beyond:
            self.cursor = min(beyond) if by > 0 else max(beyond)
            self.reveal()

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw both rows again, and tell which one is meant now."""
        self._leads = False
        self.repaint({before, now})
        self.post_message(self.Highlighted(self, self.row))

    # --- layout

    def open_gap(self, key: str, height: int) -> None:
        """Hold `height` lines free under a row."""
        if self._gap != (key, height):
            self._gap = (key, height)
            self._lay_out()
            self.reveal()

    def close_gap(self) -> None:
        """Let the rows close up again."""
        self._gap = None
        self._lay_out()

    def gap_top(self) -> int | None:
        """The first line of the gap inside the visible part of the list; None without a gap."""
        index = self._index(self._gap[0]) if self._gap else None
        if self._gap is None or index is None or index >= len(self._laid.bodies):
            return None
        return self._laid.tops[index + 1] - self._gap[1] - self.scroll_offset.y

    def reveal(self) -> None:
        """Scroll so that the row under the cursor is seen, with its gap and the heading above."""
        if self.cursor < len(self._laid.bodies):
            top, bottom = self._top(), self._laid.tops[self.cursor + 1]
            self.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, force=True)

    def lead(self) -> None:
        """Scroll so that the row under the cursor is the first that is seen; while out of sight, once it is seen.

        What cannot be chosen above it, such as its heading, is seen too, as far as there is room.
        """
        self._leads = True
        if self.cursor < len(self._laid.bodies):
            self.scroll_to(y=self._top(), animate=False, force=True)

    def _top(self) -> int:
        """The line at which the row under the cursor begins, with as much as fits of what only leads to it."""
        tops, first = self._laid.tops, self.cursor
        highest = tops[first + 1] - self.size.height
        while first and not self._rows[first - 1].key and tops[first - 1] >= highest:
            first -= 1
        return tops[first]

    def _lay_out(self) -> None:
        """Find the lines of all rows; out of sight it waits until they are seen."""
        width, widths = self.scrollable_content_region.width, self._laid.widths
        self._laid.lay_out(self._rows, width, self._gap)
        if width:
            if widths != self._laid.widths:
                self._drawing.forget()
            self.virtual_size = Size(width, self._laid.tops[-1])
            self.refresh()

    def on_resize(self) -> None:
        """Wrap anew at the new width, or what came while the list was out of sight."""
        if self.scrollable_content_region.width != self._laid.widths[0] or len(self._laid.bodies) != len(self._rows):
            self._lay_out()
        if self._leads:
            self.lead()
        else:
            self.reveal()

    def repaint_flags(self) -> None:
        """Draw again after the roster or the kept flags changed."""
        self._laid.forget()
        self._drawing.forget()
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw in other styles."""
        super().notify_style_update()
        self._drawing.forget_styles()

    # --- drawing

    def repaint(self, places: Container[int]) -> None:
        """Draw the rows at these places again; the others stay as they are on the screen."""
        width, above, tops = self.size.width, self.scroll_offset.y, self._laid.tops
        seen = [index for index in self._near(0) if index in places]
        if seen:
            self.refresh(*(Region(0, tops[index] - above, width, tops[index + 1] - tops[index]) for index in seen))

    def _near(self, lines: int) -> range:
        """The places of the rows that are seen, or lie that many lines above or below."""
        above, tops = self.scroll_offset.y, self._laid.tops
        first = self._laid.row_at(max(above - lines, 0))
        return range(first, min(bisect_left(tops, above + self.size.height + lines), len(tops) - 1))

    def in_sight(self) -> frozenset[str]:
        """The keys of the rows that are seen, or are when the list scrolls or grows by a screen."""
        return frozenset(self._rows[index].key for index in self._near(self.screen.size.height))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible part. What style all its lines begin with is asked once: that takes as long as drawing one."""
        self._drawing.begin_with(self.rich_style, self.scrollable_content_region.width)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the visible part."""
        line = y + self.scroll_offset.y
        if not self._rows:
            width = self.scrollable_content_region.width
            hints = [self.empty[start:end] for start, end in wrap(self.empty, max(width, 1))]
            return self._drawing.hint(hints[line] if line < len(hints) else "")
        index = self._laid.row_at(line)
        lines = self._laid.bodies[index] if index < len(self._laid.bodies) else []
        here = line - self._laid.tops[index]
        if here >= len(lines):
            return self._drawing.hint("")
        row = self._rows[index]

        def parts() -> list[Part]:
            head = " " * self._laid.head_width(row) if here else self._laid.heads(row)
            return [Part(head, "head"), *lines[here]]

        chosen = index == self.cursor and bool(row.key)
        sign = self.sign(row, chosen=chosen, first=not here)
        return self._drawing.line(row, here, sign, parts, chosen=chosen)

    def _styled(self, name: str) -> Style:
        return self.get_component_rich_style(f"record-list--{name}", partial=True)

    def sign(self, row: Row, *, chosen: bool, first: bool) -> str:
        """What stands before a line of a row; that of the cursor tells whether keys go here."""
        del row, first
        return ("▌" if self.has_focus else "│") if chosen else " "

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The mark of the cursor tells whether keys go here; no style does, so that none is looked up anew."""
        self.repaint({self.cursor})

    # --- keys and mouse

    def on_key(self, event: events.Key) -> None:
        """What spills out of a paste is no command."""
        if self._spill.holds(event):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A click chooses a row; a click on the chosen row, or a double click, activates it."""
        index = self._laid.row_at(event.y + self.scroll_offset.y)
        if 0 <= index < len(self._rows) and self._rows[index].key:
            again = index == self.cursor and event.chain > 1
            self.cursor = index
            if again and (row := self.row):
                self.post_message(self.Activated(self, row))


def _nearest(rows: Sequence[Row], index: int, step: int) -> int:
    """The row at `index` that can be chosen, or the next one on the way of `step`, or back."""
    ways = (range(index, len(rows)), range(index, -1, -1))
    for way in ways if step > 0 else ways[::-1]:
        for candidate in way:
            if 0 <= candidate < len(rows) and rows[candidate].key:
                return candidate
    return 0
