"""A choice by one key, in the place where it is needed: no dialog, and every way out leaves things as they were."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import set_cell_size
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from pm_tui.ui.commands import COMMANDS
from pm_tui.ui.plain import cut, plain
from pm_tui.ui.widgets.key_order import KeyOrder, Keystroke


class Choice(NamedTuple):
    """One thing to choose: its key, its name, and what it means."""

    key: str
    name: str
    help: str = ""


class Chooser(KeyOrder, Static, can_focus=True):
    """A question with one line for each choice, or several on a line where the pane is short.

    One of the keys chooses; Esc, or leaving, does not.
    """

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in COMMANDS if command.id == "leave"]
    footer_words: ClassVar[dict[str, str]] = {"leave": "Leave as is"}
    footer_first = ("leave",)

    class Closed(Message):
        """The question is off the screen; the keys may go back to where they came from."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.question = ""
        self.choices: list[Choice] = []
        self._chosen: Callable[[str], None] | None = None

    def ask(self, question: str, choices: list[Choice], chosen: Callable[[str], None]) -> None:
        """Show a question, take the keys, and call back with the name that was chosen."""
        self.question, self.choices, self._chosen = question, choices, chosen
        self.add_class("-asking")
        self._draw()
        self.focus()

    def on_resize(self) -> None:
        """Cut the lines anew."""
        self._draw()

    def _draw(self) -> None:
        width = (self.size.width or self.app.size.width) // self._columns
        names = max((len(choice.name) for choice in self.choices), default=0)
        lines = [self.question] + [""] * self._lines
        for index, choice in enumerate(self.choices):
            told = choice.help if self._columns == 1 else ""
            cell = cut(f" {choice.key}  {choice.name.ljust(names)}  {told}".rstrip(), width)
            lines[1 + index % self._lines] += set_cell_size(cell, width)
        self.update(plain("\n".join(cut(line.rstrip(), width * self._columns) for line in lines)))

    @property
    def _columns(self) -> int:
        """How many columns the choices take: one, unless the pane has fewer lines than there are choices."""
        pane = self.parent.size.height if isinstance(self.parent, Widget) else 0
        room = max(pane - self.gutter.height - 1, 1)
        return -(-len(self.choices) // room) if pane else 1

    @property
    def _lines(self) -> int:
        """How many lines the choices take below the question."""
        return -(-len(self.choices) // self._columns) if self.choices else 0

    async def take(self, event: Keystroke) -> bool:
        """One key decides; function keys go on to where they lead."""
        if not isinstance(event, events.Key) or not self.has_class("-asking"):
            return False
        chosen = next((choice.name for choice in self.choices if event.character == choice.key), "")
        if chosen:
            self._close(chosen)
            self.hold_keys()
        return bool(chosen) or event.is_printable or await super().take(event)

    def action_leave(self) -> None:
        """Choose nothing."""
        self._close("")
        self.hold_keys()

    def on_click(self, event: events.Click) -> None:
        """A click on a choice takes it."""
        down, across = event.y - self.gutter.top - 1, event.x - self.gutter.left
        if 0 <= down < self._lines:
            column = max(across, 0) // max(self.size.width // self._columns, 1)
            index = down + self._lines * column
            if column < self._columns and index < len(self.choices):
                self._close(self.choices[index].name)

    def on_blur(self) -> None:
        """Leaving chooses nothing."""
        if self.has_class("-asking"):
            self._close("")

    def _close(self, name: str) -> None:
        self.remove_class("-asking")
        self.post_message(self.Closed())
        if name and self._chosen:
            self._chosen(name)


def keyed(values: Sequence[str], reserved: str = " ") -> list[Choice]:
    """A choice for each value: its key is its first letter that no value before it took, and not a `reserved` one.

    When all keys are taken, a click is left.
    """
    choices: list[Choice] = []
    for value in values:
        taken = {choice.key for choice in choices} | set(reserved)
        letters = f"{value.lower()}123456789{string.ascii_lowercase}"
        choices.append(Choice(next((letter for letter in letters if letter not in taken), ""), value))
    return choices
