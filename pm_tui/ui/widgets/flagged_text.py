"""Clean text that underlines its flags and grows with its lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.content import Content
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.geometry import Size, clamp
from textual.strip import Strip
from textual.widgets import TextArea

from pm_tui.text import clean, splits
from pm_tui.ui.plain import calm, plain
from pm_tui.ui.widgets.taking_keys import TakesKeys
from pm_tui.ui.widgets.underlined import Underlined

Flagger = Callable[[str], tuple[Underlined, ...]]


def no_flags(_line: str) -> tuple[Underlined, ...]:
    """A flagger that finds nothing."""
    return ()


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


class FlaggedText(TakesKeys, TextArea):
    """A soft-wrapped text area of one to `max_lines` lines. Every change is cleaned before the document sees it.

    It keeps no history: undo is the session's. Offsets count characters from the start of the text.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prose--flag", "prose--hint", "prose--confidential"}

    def __init__(  # noqa: PLR0913 - a widget's settings, all by name
        self,
        text: str = "",
        *,
        placeholder: str = "",
        max_lines: int = 8,
        flagger: Flagger = no_flags,
        read_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        self.max_lines = max_lines
        self._flags_of = lru_cache(256)(flagger)
        super().__init__(
            clean(text),
            compact=True,
            highlight_cursor_line=False,
            max_checkpoints=0,
            placeholder=plain(placeholder),
            read_only=read_only,
            id=id,
            classes=classes,
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False

    @property
    def lines(self) -> int:
        """The height that the text needs at the present width, in lines."""
        return clamp(self.wrapped_document.height, 1, self.max_lines)

    @property
    def cursor(self) -> int:
        """The offset of the cursor."""
        return self._offset(self.cursor_location)

    def select_span(self, start: int, end: int) -> None:
        """Select what lies between two offsets, so that the next key replaces it."""
        self.selection = Selection(self._locate(start), self._locate(end))
        self.record_cursor_width()

    def set_flagger(self, flagger: Flagger) -> None:
        """Flag lines by `flagger`: a line in, the flags of that line out. It is asked once for each wording."""
        self._flags_of = lru_cache(256)(flagger)
        self.forget_flags()

    def forget_flags(self) -> None:
        """Ask the flagger anew about every line: what it flags has changed."""
        self._flags_of.cache_clear()
        self.notify_style_update()
        self.refresh()

    def flags(self) -> tuple[Underlined, ...]:
        """The flags of the whole text, with offsets into it."""
        return tuple(flag for row in range(self.document.line_count) for flag in self._flags_in(row))

    def flag_at_cursor(self) -> Underlined | None:
        """The flag that the cursor is at, else the first of its line, else the first of the text."""
        here = self._flags_in(self.cursor_location[0])
        at_cursor = (flag for flag in here if flag.start <= self.cursor <= flag.end)
        return next(at_cursor, None) or next(iter(here or self.flags()), None)

    def edit(self, edit: Edit) -> EditResult:
        """Change the document; every key, paste and call ends here."""
        edit.text = self._cleaned(edit)
        result = super().edit(edit)
        self.scroll_cursor_visible()  # Textual has done so before it knew the new height
        return result

    def load_text(self, text: str) -> None:
        """Replace the document by `text`, cleaned."""
        super().load_text(clean(text))

    def become(self, text: str, cursor: int | None = None) -> None:
        """Show `text`, with the cursor at offset `cursor` or still at its words; only what differs is replaced."""
        old, new = self.text, clean(text)
        if old != new:
            start = _shared(old, new)
            same = _shared(old[start:][::-1], new[start:][::-1])
            end = self._locate(len(old) - same)
            FlaggedText.edit(self, Edit(new[start : len(new) - same], self._locate(start), end, True))
        if cursor is not None:
            self.move_cursor(self._locate(clamp(cursor, 0, len(new))))

    def validate_placeholder(self, placeholder: str | Content) -> Content:
        """Never read markup in a placeholder."""
        return plain(placeholder) if isinstance(placeholder, str) else placeholder

    def get_line(self, line_index: int) -> Text:
        """A line with its flags, so that they are drawn in the same paint as its letters."""
        line = super().get_line(line_index)
        for flag in self._flags_of(line.plain):
            line.stylize(self.get_component_rich_style(f"prose--{flag.tier}", partial=True), flag.start, flag.end)
        return line

    def render_line(self, y: int) -> Strip:
        """A line of the widget; of a heap of marks on one letter, no more than do not reach the next line."""
        strip = super().render_line(y)
        if calm(strip.text) == strip.text:
            return strip
        return Strip([Segment(calm(segment.text), segment.style) for segment in strip], strip.cell_length)

    def clamp_visitable(self, location: Location) -> Location:
        """The nearest place where the cursor can stand: never inside what is seen as one character."""
        row, column = super().clamp_visitable(location)
        line = self.document.get_line(row)
        step = -1 if (row, column) < self.cursor_location else 1
        while splits(line, column):
            column += step
        return row, column

    def get_cursor_left_location(self) -> Location:
        """Where the cursor moves to the left, and what Backspace deletes: a whole character as it is seen."""
        return self.clamp_visitable(super().get_cursor_left_location())

    def get_cursor_right_location(self) -> Location:
        """Where the cursor moves to the right, and what Delete deletes."""
        return self.clamp_visitable(super().get_cursor_right_location())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines needed at `width` cells, so that already the first layout is right."""
        wrap_width = max(0, width - 1)  # the cursor at the end of a line needs a cell
        if self.wrap_width != wrap_width:
            self.wrapped_document.wrap(wrap_width, self.indent_width)
        return self.lines

    def _flags_in(self, row: int) -> tuple[Underlined, ...]:
        flags = self._flags_of(self.document.get_line(row))
        if not flags:
            return ()
        first = self._offset((row, 0))
        return tuple(flag._replace(start=flag.start + first, end=flag.end + first) for flag in flags)

    def _offset(self, location: Location) -> int:
        row, column = location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def _locate(self, offset: int) -> Location:
        before = self.text[:offset]
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    def _cleaned(self, edit: Edit) -> str:
        text = clean(edit.text)
        if text == edit.text:
            return text
        row, column = edit.top  # some characters are clean only behind others, which stand in the document
        before = self.document.get_line(row)[max(0, column - 8) : column]
        return clean(before + edit.text)[len(clean(before)) :]
