"""The one list of the product: timeline, whys, actions, summary, prompts and library are made of it.

It draws lines itself: rows wrap to any height, guides show depth, flags are underlined, and a gap can be held open
under a row for the editor. It knows rows, not reviews.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Sequence
from functools import lru_cache
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pm_tui.ui.plain import shown
from pm_tui.ui.widgets.row_lines import STYLES, Body, Part, Row, body, words_of, wrap
from pm_tui.ui.widgets.taking_keys import Spill, TakesKeys
from pm_tui.ui.widgets.underlined import Underlined

__all__ = ["RecordList", "Row", "wrap"]

WORDS_WIDTH = 34
"""Cells that words keep beside a second column."""

MOST_STRIPS = 4096
"""Painted lines that are kept for when they are seen again."""


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
        self.flagger: Callable[[Row], Sequence[Underlined]] | None = None
        self._rows: tuple[Row, ...] = ()
        self._tops: list[int] = []
        self._bodies: list[Body] = []
        self._known: dict[tuple[object, ...], Body] = {}
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._gap: tuple[str, int] | None = None
        self._leads = False
        self._widths = (0, 0, 0)
        self._base = Style()
        self._looks: dict[str, Style] = {}
        self._spill = Spill()

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
        if index is None or index + 1 >= len(self._tops):
            return None
        return self._tops[index + 1] - self._gap_height(index) - self.scroll_offset.y

    def reveal(self) -> None:
        """Scroll so that the row under the cursor is seen, with its gap."""
        if self._tops and self.cursor + 1 < len(self._tops):
            top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
            self.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, force=True)

    def lead(self) -> None:
        """Scroll so that the row under the cursor is the first that is seen; while out of sight, once it is seen."""
        self._leads = True
        if self.cursor < len(self._bodies):
            self.scroll_to(y=self._tops[self.cursor], animate=False, force=True)

    def _gap_height(self, index: int) -> int:
        return self._gap[1] if self._gap and self._rows[index].key == self._gap[0] else 0

    def _lay_out(self) -> None:
        """Find the lines of all rows; those of a row that says the same as before are known. Out of sight it waits."""
        width = self.scrollable_content_region.width
        if not width:
            self._tops, self._bodies = [0], []
            return
        longest = max((_head(row.head)[1] for row in self._rows), default=0)
        first = min(longest + 1, width // 3) if longest else 0
        beside = max((_head(row.second)[1] + 1 for row in self._rows if row.second), default=0)
        widths = (width, first, beside if width - first - beside >= WORDS_WIDTH else 0)
        if widths != self._widths:
            self._known, self._strips = {}, {}
        elif len(self._strips) > MOST_STRIPS:
            self._strips = {}
        known, self._known = self._known, {}
        self._widths, self._bodies = widths, []
        tops = [0]
        for index, row in enumerate(self._rows):
            words = (row.kind == "heading", *words_of(row))
            lines = self._known[words] = known.get(words) or self._body(row)
            self._bodies.append(lines)
            tops.append(tops[-1] + len(lines) + self._gap_height(index))
        self._tops = tops
        self.virtual_size = Size(width, tops[-1])
        self.refresh()

    def _body(self, row: Row) -> Body:
        width = self._widths[0]
        flags = self.flagger(row) if self.flagger and row.place else ()
        room = width - self.GUTTER - self._head_width(row) - 1  # with air before the scroll bar
        return body(row, room, max(width // 6, 1), flags)  # guides leave half of the width for the words

    def _head_width(self, row: Row) -> int:
        return 0 if row.kind == "heading" else self._widths[1] + self._widths[2]

    def _heads(self, row: Row) -> str:
        """What stands before the first line of the words: the first column, and the second where it fits."""
        first = set_cell_size(_head(row.head)[0], self._widths[1])
        return set_cell_size(first + _head(row.second)[0], self._head_width(row))

    def on_resize(self) -> None:
        """Wrap anew at the new width, or what came while the list was out of sight."""
        if self.scrollable_content_region.width != self._widths[0] or len(self._bodies) != len(self._rows):
            self._lay_out()
        if self._leads:
            self.lead()
        else:
            self.reveal()

    def repaint_flags(self) -> None:
        """Draw again after the roster or the kept flags changed."""
        self._known, self._strips = {}, {}
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw in other styles."""
        super().notify_style_update()
        self._strips, self._looks = {}, {}

    # --- drawing

    def repaint(self, places: Container[int]) -> None:
        """Draw the rows at these places again; the others stay as they are on the screen."""
        width, height = self.size
        above = self.scroll_offset.y
        first, last = bisect_right(self._tops, above) - 1, bisect_left(self._tops, above + height)
        seen = [index for index in range(first, min(last, len(self._bodies))) if index in places]
        lines = [(self._tops[index] - above, self._tops[index + 1] - self._tops[index]) for index in seen]
        if lines:
            self.refresh(*(Region(0, top, width, count) for top, count in lines))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible part. What style all its lines begin with is asked once: that takes as long as drawing one."""
        base = self.rich_style
        if base != self._base:
            self._base, self._strips, self._looks = base, {}, {}
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the visible part."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        base = self._base
        if not self._rows:
            hints = [self.empty[start:end] for start, end in wrap(self.empty, max(width, 1))]
            hint = hints[line] if line < len(hints) else ""
            return Strip([Segment(hint, base + self._styled("hint"))]).adjust_cell_length(width, base)
        index = bisect_right(self._tops, line) - 1
        if index >= len(self._bodies):
            return Strip.blank(width, base)
        row, lines, here = self._rows[index], self._bodies[index], line - self._tops[index]
        if here >= len(lines):
            return Strip.blank(width, base)
        chosen = index == self.cursor and bool(row.key)
        sign = self.sign(row, chosen=chosen, first=not here)
        key = (row, here, sign, chosen)
        if key not in self._strips:
            head = " " * self._head_width(row) if here else self._heads(row)
            self._strips[key] = self._strip(row, [Part(sign), Part(head, "head"), *lines[here]], chosen, width)
        return self._strips[key]

    def _strip(self, row: Row, parts: list[Part], chosen: bool, width: int) -> Strip:
        style = self._base
        if row.kind in ("interval", "gap", "heading", "unset", "past", "newest"):
            style += self._styled(row.kind)
        if chosen:
            style += self._styled("cursor")
        segments = [Segment(part.text, style + self._styled(part.style) if part.style else style) for part in parts]
        return Strip(segments).adjust_cell_length(width, style)

    def sign(self, row: Row, *, chosen: bool, first: bool) -> str:
        """What stands before a line of a row; that of the cursor tells whether keys go here."""
        del row, first
        return ("▌" if self.has_focus else "│") if chosen else " "

    def _styled(self, name: str) -> Style:
        look = self._looks.get(name)
        if look is None:  # Textual forgets its own with every refresh
            look = self._looks[name] = self.get_component_rich_style(f"record-list--{name}", partial=True)
        return look

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
        index = bisect_right(self._tops, event.y + self.scroll_offset.y) - 1
        if 0 <= index < len(self._rows) and self._rows[index].key:
            again = index == self.cursor and event.chain > 1
            self.cursor = index
            if again and (row := self.row):
                self.post_message(self.Activated(self, row))


@lru_cache(maxsize=4096)
def _head(text: str) -> tuple[str, int]:
    """The head of a row as it is shown, and how many cells it takes."""
    head = shown(text)
    return head, cell_len(head)


def _nearest(rows: Sequence[Row], index: int, step: int) -> int:
    """The row at `index` that can be chosen, or the next one on the way of `step`, or back."""
    ways = (range(index, len(rows)), range(index, -1, -1))
    for way in ways if step > 0 else ways[::-1]:
        for candidate in way:
            if 0 <= candidate < len(rows) and rows[candidate].key:
                return candidate
    return 0
