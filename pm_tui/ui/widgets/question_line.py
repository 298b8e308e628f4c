"""A question that is answered in one line, at the foot of the list that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.message import Message

from pm_tui.ui.plain import plain
from pm_tui.ui.widgets.ask_line import AskLine

Foretell = Callable[[str], str]
"""What an answer would do, in a sentence. ValueError: it cannot be read, and why."""


class QuestionLine(AskLine):
    """While the answer is typed, what it would do stands below. Enter does it; Esc, or leaving, does nothing."""

    footer_words: ClassVar[dict[str, str]] = {"commit": "Do it", "leave": "Leave as is"}

    class Closed(Message):
        """The question was answered or left: the keys may go back to where they came from.

        It reaches the screen behind what the answer asks for, so that both are seen in one frame: whoever hears of it
        there hides the line.
        """

        def __init__(self, line: QuestionLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self) -> None:
        super().__init__("?", "")
        self._foretell: Foretell = str
        self._answered: Callable[[str], object] = str
        self._asking = False
        self._could_read = ""

    def ask(self, question: str, foretell: Foretell, answered: Callable[[str], object], text: str = "") -> None:
        """Show a question, take the keys, and call back with an answer that `foretell` could read.

        `text` is what stands there already.
        """
        self._foretell, self._answered = foretell, answered
        self.field.load(text)
        self.field.placeholder = plain(question)
        self.tell("")
        self._could_read = ""
        self._asking = True
        self.open()

    def typed(self, words: str) -> None:
        """Say what would happen."""
        self._read(words)

    def committed(self, words: str) -> None:
        """Do it, if it can be read; an empty answer does nothing."""
        if not words.strip():
            self.left()
        elif words == self._could_read or self._read(words):
            self._answered(words)
            self._close()

    def left(self) -> None:
        """Do nothing."""
        self._close()

    def on_descendant_blur(self) -> None:
        """Leaving does nothing."""
        if self._asking:
            self._close()

    def _read(self, words: str) -> bool:
        try:
            self.tell(self._foretell(words) if words.strip() else "")
        except ValueError as problem:
            self.tell(str(problem))
            return False
        self._could_read = words
        return True

    def hide(self) -> None:
        """Take the line off the screen, unless it asks again."""
        if not self._asking:
            self.display = False

    def _close(self) -> None:
        self._asking = False
        self.post_message(self.Closed(self))
