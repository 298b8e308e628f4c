"""The one widget in which prose is edited."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.geometry import Size, clamp
from textual.message import Message

from pm_tui.blame import Flag
from pm_tui.text import clean
from pm_tui.ui.plain import plain
from pm_tui.ui.widgets.key_order import KeyOrder, Keystroke

Flagger = Callable[[str], tuple[Flag, ...]]

_ZERO_WIDTH_JOINER = "\u200d"
_SPILL_SECONDS = 0.05  # nobody types Enter this soon after a circumflex; the parser does


class FieldMessage(Message):
    """What a field says: its `field` and the `text` that it holds."""

    def __init__(self, field: ProseField, text: str) -> None:
        super().__init__()
        self.field = field
        self.text = text

    @property
    def control(self) -> ProseField:
        """The field that speaks."""
        return self.field


def _no_flags(_line: str) -> tuple[Flag, ...]:
    return ()


class ProseField(KeyOrder, inherit_bindings=False):
    """Soft-wrapped text that grows from one line up to `max_lines`, then scrolls.

    Enter commits, Ctrl+N breaks the line, Escape leaves. Keys that are not listed in `BINDINGS` bubble, and so do
    all that change the text while `read_only`. Undo is the session's: the field keeps no history.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prose--flag", "prose--hint"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "commit", "Commit", show=False),
        Binding("escape", "leave", "Leave", show=False),
        Binding("ctrl+n,ctrl+j,shift+enter", "break_line", "Break the line", show=False),
        Binding("up", "cursor_up", "Up", show=False),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("left", "cursor_left", "Left", show=False),
        Binding("right", "cursor_right", "Right", show=False),
        Binding("ctrl+left", "cursor_word_left", "Word left", show=False),
        Binding("ctrl+right", "cursor_word_right", "Word right", show=False),
        Binding("home,ctrl+a", "cursor_line_start", "Line start", show=False),
        Binding("end,ctrl+e", "cursor_line_end", "Line end", show=False),
        Binding("shift+up", "cursor_up(True)", "Select up", show=False),
        Binding("shift+down", "cursor_down(True)", "Select down", show=False),
        Binding("shift+left", "cursor_left(True)", "Select left", show=False),
        Binding("shift+right", "cursor_right(True)", "Select right", show=False),
        Binding("ctrl+shift+left", "cursor_word_left(True)", "Select word left", show=False),
        Binding("ctrl+shift+right", "cursor_word_right(True)", "Select word right", show=False),
        Binding("shift+home", "cursor_line_start(True)", "Select to line start", show=False),
        Binding("shift+end", "cursor_line_end(True)", "Select to line end", show=False),
        Binding("backspace", "delete_left", "Delete left", show=False),
        Binding("delete,ctrl+d", "delete_right", "Delete right", show=False),
        Binding("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_left", "Delete word left", show=False),
        Binding("ctrl+f,ctrl+delete,alt+delete", "delete_word_right", "Delete word right", show=False),
        Binding("ctrl+u,super+backspace", "delete_to_start_of_line", "Delete to line start", show=False),
        Binding("ctrl+k", "delete_to_end_of_line_or_delete_line", "Delete to line end", show=False),
        Binding("ctrl+x,super+x", "cut", "Cut", show=False),
        Binding("ctrl+c,super+c", "copy", "Copy", show=False),
        Binding("ctrl+v", "paste", "Paste", show=False),
    ]
    _CHANGES = ("commit", "break_line", "delete_", "cut", "paste")

    class Edited(FieldMessage):
        """The user changed the text; `cursor` is the offset of the cursor in it. Once for each key or paste."""

        def __init__(self, field: ProseField, text: str, cursor: int) -> None:
            super().__init__(field, text)
            self.cursor = cursor

    class Committed(FieldMessage):
        """Enter: the text is meant as it stands."""

    class Left(FieldMessage):
        """Escape: the user is done here."""

    class PastedLines(FieldMessage):
        """Several lines were pasted into a field that `splits_paste`; `text` holds them, the field does not."""

    class Edge(FieldMessage):
        """Up on the first line (`step` is -1) or Down on the last one (1)."""

        def __init__(self, field: ProseField, text: str, step: int) -> None:
            super().__init__(field, text)
            self.step = step

    class Grew(FieldMessage):
        """The field now needs another `height`, in lines: more or fewer."""

        def __init__(self, field: ProseField, text: str, height: int) -> None:
            super().__init__(field, text)
            self.height = height

    def __init__(  # noqa: PLR0913 - a widget's settings, all by name
        self,
        text: str = "",
        *,
        placeholder: str = "",
        max_lines: int = 8,
        splits_paste: bool = False,
        read_only: bool = False,
        flagger: Flagger = _no_flags,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        self.max_lines = max_lines
        self.splits_paste = splits_paste
        self._flags_of = lru_cache(256)(flagger)
        self._by_user = True
        self._ahead: Message | None = None
        self._joiner = ""
        self._last_key = 0.0
        self._spilling = False
        self._lines = 1
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

    # What the owner sets

    def load(self, text: str, cursor: int | None = None) -> None:
        """Show another text, with the cursor at offset `cursor` or at the end; nothing is posted."""
        self._ahead = None
        self._replace(text, len(text) if cursor is None else cursor)

    def sync(self, text: str, cursor: int | None = None) -> None:
        """Follow a change of the same text elsewhere, such as undo; nothing is posted.

        Without `cursor` the cursor stays at its words. While the owner has not yet dealt with the latest `Edited`,
        `text` is an echo of an earlier one, and the user's later keys win.
        """
        if self._ahead is None:
            self._replace(text, cursor)

    def set_flagger(self, flagger: Flagger) -> None:
        """Flag lines by `flagger`: a line in, the flags of that line out; it is asked once for each wording."""
        self._flags_of = lru_cache(256)(flagger)
        self.notify_style_update()
        self.refresh()

    def select_span(self, start: int, end: int) -> None:
        """Select what lies between two offsets, so that the next key replaces it."""
        self.selection = Selection(self._locate(start), self._locate(end))
        self.record_cursor_width()

    # What the owner asks

    @property
    def cursor(self) -> int:
        """The offset of the cursor in the text."""
        return self._offset(self.cursor_location)

    @property
    def lines(self) -> int:
        """The height that the text needs at the present width, in lines, at most `max_lines`."""
        return self._lines

    def flags(self) -> tuple[Flag, ...]:
        """The flags of the whole text, with offsets into it."""
        return tuple(flag for row in range(self.document.line_count) for flag in self._flags_in(row))

    def flag_at_cursor(self) -> Flag | None:
        """The flag that the cursor is at, else the first of its line, else the first of the text."""
        here = self._flags_in(self.cursor_location[0])
        at_cursor = (flag for flag in here if flag.start <= self.cursor <= flag.end)
        return next(at_cursor, None) or next(iter(here or self.flags()), None)

    def _flags_in(self, row: int) -> tuple[Flag, ...]:
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

    # Every change of the document goes through these two

    def edit(self, edit: Edit) -> EditResult:
        """Clean what comes in, change the document and, if it was the user, say so."""
        edit.text = self._cleaned(edit)
        result = super().edit(edit)
        if self._by_user and edit.text != result.replaced_text:
            message = self.Edited(self, self.text, self.cursor)
            self._ahead = message
            self.post_message(message)
            self.when_dealt_with(lambda: self._catch_up(message))
        return result

    def load_text(self, text: str) -> None:
        """Replace everything by `text`, cleaned."""
        super().load_text(clean(text))

    def _cleaned(self, edit: Edit) -> str:
        text = clean(edit.text)
        if text == edit.text:
            return text
        row, column = edit.top  # a joiner between two pictures is clean, and here the first one is in the document
        before = self.document.get_line(row)[max(0, column - 2) : column]
        return clean(before + edit.text)[len(clean(before)) :]

    def _replace(self, text: str, cursor: int | None) -> None:
        """Change only what differs, so that the cursor stays at its words."""
        old, new = self.text, clean(text)
        start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        rest = min(len(old), len(new)) - start
        pairs = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
        same = next((i for i, (a, b) in enumerate(pairs) if a != b), rest)
        self._by_user = False
        try:
            if old != new:
                self.replace(new[start : len(new) - same], self._locate(start), self._locate(len(old) - same))
        finally:
            self._by_user = True
        if cursor is not None:
            self.move_cursor(self._locate(clamp(cursor, 0, len(new))))

    def _catch_up(self, message: Message) -> None:
        if self._ahead is message:
            self._ahead = None

    # Keys

    async def take(self, event: Keystroke) -> bool:
        """Act on a key or a paste; see `KeyOrder`."""
        if isinstance(event, events.Paste):
            return self._take_paste(event.text)
        if self._is_spilt(event):
            return self._insert(event.character or "")
        return await super().take(event) or self._type(event)

    def hold_keys(self) -> None:
        """Let later keys wait; see `KeyOrder`. What the owner sets meanwhile is news, not an echo."""
        self._ahead = None
        super().hold_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys that change the text bubble while it is read only."""
        return not (self.read_only and action.startswith(self._CHANGES))

    def action_commit(self) -> None:
        """Say that the text is meant as it stands."""
        self._hand_over(self.Committed(self, self.text))

    def action_leave(self) -> None:
        """Say that the user is done here."""
        self._hand_over(self.Left(self, self.text))

    def action_break_line(self) -> None:
        """Begin a new line at the cursor."""
        self._insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, or over the edge."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self._hand_over(self.Edge(self, self.text, -1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down, or over the edge."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self._hand_over(self.Edge(self, self.text, 1))
        else:
            super().action_cursor_down(select)

    def action_paste(self) -> None:
        """Paste what was last cut or copied here."""
        self._take_paste(self.app.clipboard)

    def _hand_over(self, message: Message) -> None:
        self.post_message(message)
        self.hold_keys()

    def _take_paste(self, text: str) -> bool:
        text = clean(text)
        if sum(bool(line.strip()) for line in text.split("\n")) < 2:
            return self._insert(text.strip("\n"))
        if self.splits_paste and not self.read_only:
            self._hand_over(self.PastedLines(self, text))
            return True
        return self._insert(text)

    def _type(self, event: events.Key) -> bool:
        character = event.character
        if character is None or self.read_only or not (character.isprintable() or character >= "\x80"):
            return False
        if character == _ZERO_WIDTH_JOINER:  # means something only together with what follows
            self._joiner = character
            return True
        return self._insert(self._joiner + character)

    def _insert(self, text: str) -> bool:
        self._joiner = ""
        return self._replace_via_keyboard(text, *self.selection) is not None

    def _is_spilt(self, event: events.Key) -> bool:
        """Whether this key is no key, but the rest of a paste that held an ESC.

        Textual hands that over as keys, a circumflex in place of the ESC, all in one breath. They are text.
        """
        at_once = event.time - self._last_key < _SPILL_SECONDS
        spilt = self._spilling and at_once and event.character is not None and not self.read_only
        self._spilling = spilt or event.key == "circumflex_accent"
        self._last_key = event.time
        return spilt

    # Drawing

    def validate_placeholder(self, placeholder: str | Content) -> Content:
        """Never read markup in a placeholder."""
        return plain(placeholder) if isinstance(placeholder, str) else placeholder

    def get_line(self, line_index: int) -> Text:
        """A line with its flags, which are so drawn in the same paint as its letters."""
        line = super().get_line(line_index)
        for flag in self._flags_of(line.plain):
            line.stylize(self.get_component_rich_style(f"prose--{flag.tier}", partial=True), flag.start, flag.end)
        return line

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height for a `width` in cells, so that the first layout is right already."""
        wrap_width = max(0, width - 1)  # the cursor at the end of a line needs a cell
        if self.wrap_width != wrap_width:
            self.wrapped_document.wrap(wrap_width, self.indent_width)
        return clamp(self.wrapped_document.height, 1, self.max_lines)

    def watch_virtual_size(self, size: Size) -> None:
        """Tell the owner at once when the height changes."""
        lines = clamp(size.height, 1, self.max_lines)
        if lines != self._lines:
            self._lines = lines
            self.post_message(self.Grew(self, self.text, lines))
