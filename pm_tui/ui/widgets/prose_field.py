"""The one widget in which prose is edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message

from pm_tui.review.attached import is_path
from pm_tui.text import changed_characters, clean, told
from pm_tui.ui.commands import bindings
from pm_tui.ui.key_names import character_of
from pm_tui.ui.key_queue import Keystroke
from pm_tui.ui.plain import notify
from pm_tui.ui.widgets.completing_text import CompletingText
from pm_tui.ui.widgets.taking_keys import Spill

_ZERO_WIDTH_JOINER = "\u200d"


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


class ProseField(CompletingText, inherit_bindings=False):
    """Text that its owner hears about at every key.

    Enter commits, Ctrl+N breaks the line, Escape leaves, Tab takes what is offered. Keys that are not listed in
    `BINDINGS` bubble, and so do the first three and all that change the text while `read_only`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("field"),
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
    _WRITING = ("commit", "leave", "break_line", "delete_", "cut", "paste")

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
        """Several lines, or a path, were pasted into a field that `splits_paste`; only `text` holds them."""

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

    splits_paste = False
    """Whether a paste of several lines, or of a path, is for the owner to deal with."""

    writer: Callable[[str, int], None] | None = None
    """Is given text and cursor at each change by the user, before the next key can be looked at."""

    _joiner = ""
    _told_lines = 1
    _changed = 0

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._spill = Spill()

    def load(self, text: str, cursor: int | None = None) -> None:
        """Show another text, with the cursor at offset `cursor` or at the end; nothing is posted."""
        self.become(text, len(text) if cursor is None else cursor)

    def sync(self, text: str, cursor: int | None = None) -> None:
        """Follow a change of the same text elsewhere, such as undo; nothing is posted.

        Without `cursor` the cursor stays at its words.
        """
        self.become(text, cursor)

    def edit(self, edit: Edit) -> EditResult:
        """Change the document for the user, and say so."""
        written = edit.text
        result = super().edit(edit)
        if edit.text != written:
            self._tell_of_cleaning(written)
        if edit.text != result.replaced_text:
            if self.writer:
                self.writer(self.text, self.cursor)
            self.post_message(self.Edited(self, self.text, self.cursor))
        return result

    async def take(self, event: Keystroke) -> bool:
        """Act on a key or a paste; see `TakesKeys`."""
        if isinstance(event, events.Paste):
            return self._take_paste(event.text)
        if self._spill.holds(event) and not self.read_only:  # text that only looks like keys
            return self._insert(event.character or "")
        if event.key == "tab" and self.holds_tab():
            return True
        return await super().take(event) or self._type(event)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Take what types a character."""
        return super().check_consume_key(key, character or character_of(key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of writing bubble while it is read only; a field of one line takes no other."""
        if self.max_lines == 1 and action == "break_line":
            return False
        return not (self.read_only and action.startswith(self._WRITING)) and super().check_action(action, parameters)

    def action_commit(self) -> None:
        """Say that the text is meant as it stands."""
        self.post_message(self.Committed(self, self.text))

    def action_leave(self) -> None:
        """Say that the user is done here."""
        self.post_message(self.Left(self, self.text))

    def action_break_line(self) -> None:
        """Begin a new line at the cursor."""
        self._insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, or over the edge."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.post_message(self.Edge(self, self.text, -1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down, or over the edge."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.post_message(self.Edge(self, self.text, 1))
        else:
            super().action_cursor_down(select)

    def action_paste(self) -> None:
        """Paste what was last cut or copied here."""
        self._take_paste(self.app.clipboard)

    def _take_paste(self, text: str) -> bool:
        self._tell_of_cleaning(text)
        text = clean(text)
        several = sum(bool(line.strip()) for line in text.split("\n")) > 1
        if self.splits_paste and not self.read_only and (several or is_path(text)):
            self.post_message(self.PastedLines(self, text))
            return True
        return self._insert(text if several else text.strip("\n"))

    def _tell_of_cleaning(self, text: str) -> None:
        """Say how many characters of a text are shown as others or went: once for what comes in one breath."""
        if not self._changed:
            self.call_after_refresh(self._tell_of_changed)
        self._changed += changed_characters(text)

    def _tell_of_changed(self) -> None:
        changed, self._changed = self._changed, 0
        if changed:
            notify(self.app, told(changed))

    def _type(self, event: events.Key) -> bool:
        character = event.character
        if character is None or self.read_only or event.key.startswith("alt+"):
            return False
        if not character.isprintable() and character < "\x80":
            return False
        if character == _ZERO_WIDTH_JOINER:  # means something only together with what follows
            self._joiner = character
            return True
        return self._insert(self._joiner + character)

    def _insert(self, text: str) -> bool:
        self._joiner = ""
        return self._replace_via_keyboard(text, *self.selection) is not None

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Draw the cursor, or none. No style of a field depends on the keys, so that none is looked up anew."""
        self.refresh()

    def watch_virtual_size(self) -> None:
        """Tell the owner at once when the height changes."""
        if self.lines != self._told_lines:
            self._told_lines = self.lines
            self.post_message(self.Grew(self, self.text, self.lines))
