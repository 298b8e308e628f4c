"""The one list of the product: timeline, whys, actions, summary, prompts and library are made of it.

It draws lines itself: rows wrap to any height, guides show depth, flags are underlined, and a gap can be held open
under a row for the editor. It knows rows, not reviews.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pm_tui.blame import Flag
from pm_tui.ui.plain import shown
from pm_tui.ui.widgets.key_order import KeyOrder, Spill

MARK_WIDTH = 2  # of a state mark with its space; what stands below it is set off by as much
WORDS_WIDTH = 34
"""Cells that words keep beside a second column."""
_WORD = re.compile(r"\n|[^\S\n]*[^\s]+[^\S\n]*|[^\S\n]+")


class Row(msgspec.Struct, frozen=True):
    """One row.

    `head` is a short first column, `second` another where there is room beside the words, `lead` a bold start of the
    text, `note` quieter lines below it.
    `guide` draws a tree: for each level whether its branch ends with this row. `place` names the text for the editor
    and for flags (see `review.fields`); a row without `key` cannot be chosen. `hint` stands in for an empty text.
    """

    key: str
    text: str = ""
    head: str = ""
    lead: str = ""
    note: str = ""
    guide: tuple[bool, ...] = ()
    kind: str = "record"
    place: str = ""
    hint: str = ""
    second: str = ""


class Part(msgspec.Struct, frozen=True):
    """A run of text in one style; `style` is the name of a component class of the list, "" for plain."""

    text: str
    style: str = ""


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where to cut `text` into lines of at most `width` cells, as (start, end); at words, else inside them."""
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word == "\n":
            lines.append((start, end))
            start = end = match.end()
            used = 0
            continue
        cells = cell_len(word.rstrip())
        if used and used + cells > width:
            lines.append((start, end))
            start, used = match.start(), 0
        end = match.end()
        while used == 0 and cells > width:
            cut = _fitting(text, start, end, width)
            lines.append((start, cut))
            start = cut
            word = text[start:end]
            cells = cell_len(word.rstrip())
        used += cell_len(word)
    lines.append((start, max(start, end)))
    return lines


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """The offset up to which `text` from `start` fills at most `width` cells; at least one whole character on."""
    end = min(end, start + 8 * width)  # no character that people write has more code points for a cell
    used = 0
    for first, last, cells in split_graphemes(text[start:end])[0]:
        used += cells
        if used > width:
            return start + (first or last)
    return end


class RecordList(KeyOrder, ScrollView, can_focus=True):
    """Rows of any height with one cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-list--head",
        "record-list--lead",
        "record-list--note",
        "record-list--guide",
        "record-list--hint",
        "record-list--interval",
        "record-list--gap",
        "record-list--heading",
        "record-list--unset",
        "record-list--cursor",
        "record-list--flag",
        "record-list--soft",
    }
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
        self.flagger: Callable[[Row], Sequence[Flag]] | None = None
        self._rows: tuple[Row, ...] = ()
        self._tops: list[int] = []
        self._bodies: dict[tuple[Row, int], list[list[Part]]] = {}
        self._gap: tuple[str, int] | None = None
        self._head_width = self._first_width = 0
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
            self.cursor = self._nearest(min(self.cursor, len(rows) - 1), 1)
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

    def _nearest(self, index: int, step: int) -> int:
        """The row at `index` that can be chosen, or the next one on the way of `step`, or back."""
        ways = (range(index, len(self._rows)), range(index, -1, -1))
        for way in ways if step > 0 else ways[::-1]:
            for candidate in way:
                if 0 <= candidate < len(self._rows) and self._rows[candidate].key:
                    return candidate
        return 0

    def action_cursor(self, step: int) -> None:
        """Move the cursor by rows that can be chosen."""
        bounded = min(max(self.cursor + step, 0), max(len(self._rows) - 1, 0))
        if self._rows and bounded != self.cursor:
            self.cursor = self._nearest(bounded, step)
            self.reveal()
        elif step < 0:
            self.scroll_to(y=0, animate=False)

    def jump(self, by: int) -> None:
        """Move the cursor to the first row under the next heading, or under the one before."""
        tops = [self._nearest(index, 1) for index, row in enumerate(self._rows) if row.kind == "heading"]
        beyond = [top for top in tops if (top > self.cursor if by > 0 else top < self.cursor)]
        if beyond:
            self.cursor = min(beyond) if by > 0 else max(beyond)
            self.reveal()

    def watch_cursor(self) -> None:
        """Redraw, and tell which row is meant now."""
        self.refresh()
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

    def _gap_height(self, index: int) -> int:
        return self._gap[1] if self._gap and self._rows[index].key == self._gap[0] else 0

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        longest = max((cell_len(shown(row.head)) for row in self._rows), default=0)
        self._first_width = min(longest + 1, width // 3) if longest else 0
        beside = max((cell_len(shown(row.second)) + 1 for row in self._rows if row.second), default=0)
        fits = width - self._first_width - beside >= WORDS_WIDTH
        head_width = self._first_width + (beside if fits else 0)
        tops = [0]
        known, self._bodies = self._bodies if head_width == self._head_width else {}, {}
        self._head_width = head_width
        for index, row in enumerate(self._rows):
            body = known.get((row, width)) or self._body(row, width)
            self._bodies[row, width] = body
            tops.append(tops[-1] + len(body) + self._gap_height(index))
        self._tops = tops
        self.virtual_size = Size(width, tops[-1])
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew at the new width."""
        self._lay_out()
        self.reveal()

    def repaint_flags(self) -> None:
        """Draw again after the roster or the kept flags changed."""
        self._bodies = {}
        self._lay_out()

    def _body(self, row: Row, width: int) -> list[list[Part]]:
        """The lines of a row, each as parts; without the column of the cursor."""
        head_width = 0 if row.kind == "heading" else self._head_width
        first, rest = _guides(row.guide[-max(width // 6, 1) :])  # half of the width is for the words
        inner = max(width - self.GUTTER - 1 - head_width - cell_len(first), 4)  # and air before the scroll bar
        text = shown(row.lead + row.text)
        lines: list[list[Part]] = []
        if text or not row.hint:
            flags = self.flagger(row) if self.flagger and row.place else ()
            for start, end in wrap(text, inner):
                lines.append(_painted(row, text, start, end, flags))
        else:
            hint = shown(row.hint)
            lines += [[Part(hint[start:end], "hint")] for start, end in wrap(hint, inner)]
        note = shown(row.note)
        if note:
            indent = " " * len(row.lead) if len(row.lead) <= MARK_WIDTH else ""
            lines += [[Part(indent + note[start:end], "note")] for start, end in wrap(note, inner - len(indent))]
        head = set_cell_size(set_cell_size(shown(row.head), self._first_width) + shown(row.second), head_width)
        blank = " " * head_width
        return [
            [Part(blank if index else head, "head"), Part(rest if index else first, "guide"), *parts]
            for index, parts in enumerate(lines)
        ]

    # --- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the visible part."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        base = self.rich_style
        if not self._rows:
            lines = [self.empty[start:end] for start, end in wrap(self.empty, max(width, 1))]
            hint = lines[line] if line < len(lines) else ""
            return Strip([Segment(hint, base + self._styled("hint"))]).adjust_cell_length(width, base)
        index = bisect_right(self._tops, line) - 1
        if index >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        body = self._bodies[row, width] if (row, width) in self._bodies else self._body(row, width)
        here = line - self._tops[index]
        if here >= len(body):
            return Strip.blank(width, base)
        chosen = index == self.cursor and bool(row.key)
        return self._strip(row, self.sign(row, chosen=chosen, first=not here), body[here], chosen, width)

    def _strip(self, row: Row, sign: str, parts: list[Part], chosen: bool, width: int) -> Strip:
        style = self.rich_style
        if row.kind in ("interval", "gap", "heading", "unset"):
            style += self._styled(row.kind)
        if chosen:
            style += self._styled("cursor")
        segments = [Segment(sign, style)]
        segments += [Segment(part.text, style + self._styled(part.style) if part.style else style) for part in parts]
        return Strip(segments).adjust_cell_length(width, style)

    def sign(self, row: Row, *, chosen: bool, first: bool) -> str:
        """What stands before a line of a row; that of the cursor tells whether keys go here."""
        del row, first
        return ("▌" if self.has_focus else "│") if chosen else " "

    def _styled(self, name: str) -> Style:
        return self.get_component_rich_style(f"record-list--{name}", partial=True)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The mark of the cursor tells whether keys go here."""
        self.refresh()

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


def _guides(guide: tuple[bool, ...]) -> tuple[str, str]:
    """What is drawn before the first line of a row in a tree, and before the others."""
    if not guide:
        return "", ""
    above = "".join("   " if last else "│  " for last in guide[:-1])
    return above + ("└─ " if guide[-1] else "├─ "), above + ("   " if guide[-1] else "│  ")


def _painted(row: Row, text: str, start: int, end: int, flags: Sequence[Flag]) -> list[Part]:
    """One line of the text, cut where its style changes; flags count from the end of the lead."""
    offset = len(row.lead)
    spans = [(0, offset, "lead")] if offset else []
    spans += [(flag.start + offset, flag.end + offset, "flag" if flag.tier == "flag" else "soft") for flag in flags]
    parts: list[Part] = []
    here = start
    for first, last, style in spans:
        if last <= here or first >= end:
            continue
        parts.append(Part(text[here : max(first, here)]))
        parts.append(Part(text[max(first, here) : min(last, end)], style))
        here = min(last, end)
    parts.append(Part(text[here:end].rstrip("\n")))
    return [part for part in parts if part.text]
