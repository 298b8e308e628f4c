"""A choice by one key, in the place where it is needed: no dialog, and every way out leaves things as they were."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.widgets import Static

from pm_tui.ui.plain import plain


class Choice(NamedTuple):
    """One thing to choose: its key, its name, and what it means."""

    key: str
    name: str
    help: str = ""


class Chooser(Static, can_focus=True):
    """A question with one line for each choice. One of the keys chooses; Esc, or leaving, does not."""

    class Chosen(Message):
        """What was chosen, "" when nothing was."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.choices: list[Choice] = []

    def ask(self, question: str, choices: list[Choice]) -> None:
        """Show a question and take the keys."""
        self.choices = choices
        width = max(len(choice.name) for choice in choices)
        lines = [f" {choice.key}  {choice.name.ljust(width)}  {choice.help}".rstrip() for choice in choices]
        self.update(plain("\n".join([question, *lines, " Esc  leave it"])))
        self.add_class("-asking")
        self.focus()

    def on_key(self, event: events.Key) -> None:
        """One key decides; arrows and function keys go on to where they lead."""
        chosen = next((choice.name for choice in self.choices if event.character == choice.key), "")
        if chosen or event.key == "escape":
            event.stop()
            event.prevent_default()
            self._close(chosen)
        elif event.is_printable:
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A click on a line chooses it."""
        index = event.y - 1
        if 0 <= index < len(self.choices):
            self._close(self.choices[index].name)

    def on_blur(self) -> None:
        """Leaving chooses nothing."""
        if self.has_class("-asking"):
            self._close("")

    def _close(self, name: str) -> None:
        self.remove_class("-asking")
        self.post_message(self.Chosen(name))
