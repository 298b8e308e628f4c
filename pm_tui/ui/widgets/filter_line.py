"""A line to type words in that narrow a list while they are typed."""

from __future__ import annotations

from typing import ClassVar

from textual.message import Message

from pm_tui.ui.widgets.ask_line import AskLine


class FilterLine(AskLine):
    """Enter goes on with what is left in the list, Esc shows all again."""

    footer_words: ClassVar[dict[str, str]] = {"commit": "Keep", "leave": "Show all"}

    class Changed(Message):
        """Other words; "" shows all. `done` when the keys may go back to the list."""

        def __init__(self, words: str, *, done: bool) -> None:
            super().__init__()
            self.words = words
            self.done = done

    def __init__(self, placeholder: str) -> None:
        super().__init__("/", placeholder)

    def typed(self, words: str) -> None:
        """Narrow with every key."""
        self.post_message(self.Changed(words, done=False))

    def committed(self, words: str) -> None:
        """Stay in sight as long as there are words."""
        self.display = bool(words.strip())
        self.post_message(self.Changed(words, done=True))

    def left(self) -> None:
        """Forget the words."""
        self.field.load("")
        self.display = False
        self.post_message(self.Changed("", done=True))
