"""A line to type words in that narrow a list while they are typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from pm_tui.ui.widgets.prose_field import ProseField


class FilterLine(Horizontal):
    """Hidden until it is asked for. Enter goes on with what is left in the list, Esc shows all again."""

    footer_words: ClassVar[dict[str, str]] = {"commit": "Keep", "leave": "Show all"}

    class Changed(Message):
        """Other words; "" shows all. `done` when the keys may go back to the list."""

        def __init__(self, words: str, *, done: bool) -> None:
            super().__init__()
            self.words = words
            self.done = done

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.placeholder = placeholder

    def compose(self) -> ComposeResult:
        """A slash, and the words."""
        yield Static("/", markup=False)
        yield ProseField(max_lines=1, placeholder=self.placeholder)

    def on_mount(self) -> None:
        """Narrow with every key."""
        self.field.writer = lambda words, _cursor: self._tell(words, done=False)

    @property
    def field(self) -> ProseField:
        """Where the words are typed."""
        return self.query_one(ProseField)

    def ask(self) -> None:
        """Show the line and take the keys."""
        self.add_class("-open")
        self.field.focus()

    def _tell(self, words: str, *, done: bool) -> None:
        self.post_message(self.Changed(words, done=done))

    @on(ProseField.Committed)
    def _keep(self, event: ProseField.Committed) -> None:
        event.stop()
        self.set_class(bool(event.text.strip()), "-open")
        self._tell(event.text, done=True)

    @on(ProseField.Left)
    def _clear(self, event: ProseField.Left) -> None:
        event.stop()
        self.field.load("")
        self.remove_class("-open")
        self._tell("", done=True)

    @on(ProseField.Grew)
    def _stay_one_line(self, event: ProseField.Grew) -> None:
        event.stop()
