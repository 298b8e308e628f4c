"""A choice by one key, in the place where it is needed: no dialog, and every way out leaves things as they were."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from pm_tui.ui.commands import COMMANDS
from pm_tui.ui.key_queue import Keystroke
from pm_tui.ui.plain import cut, plain
from pm_tui.ui.widgets.row_lines import wrap
from pm_tui.ui.widgets.taking_keys import TakesKeys


class Choice(NamedTuple):
    """One thing to choose: its key, its name, and what it means."""

    key: str
    name: str
    help: str = ""


Cell = tuple[str, int]
"""What stands there, and the place of the choice that it is of."""


def laid_out(choices: Sequence[Choice], width: int, room: int) -> list[list[Cell]]:
    """The choices as at most `room` lines of cells: meanings wrapped, else cut, else names alone, side by side."""
    names = max((len(choice.name) for choice in choices), default=0)
    heads = [f" {choice.key}  {choice.name.ljust(names)}" for choice in choices]
    columns = -(-len(choices) // room)
    if columns > 1:
        rows, each = -(-len(choices) // columns), width // columns
        cells = [(set_cell_size(cut(head, each), each), index) for index, head in enumerate(heads)]
        return [cells[row::rows] for row in range(rows)]
    inner = max(width - names - len(" k    "), 1)
    told = [[choice.help[start:end] for start, end in wrap(choice.help, inner)] for choice in choices]
    if sum(map(len, told)) > room:
        told = [[choice.help] for choice in choices]
    starts = [[head, *[" " * cell_len(head)] * (len(lines) - 1)] for head, lines in zip(heads, told, strict=True)]
    return [
        [(set_cell_size(cut(f"{start}  {line}".rstrip(), width), width), index)]
        for index, lines in enumerate(told)
        for start, line in zip(starts[index], lines, strict=True)
    ]


class Chooser(TakesKeys, Static, can_focus=True):
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
        self._cells: list[list[Cell]] = []
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
        width = self.size.width or self.app.size.width
        pane = self.parent.size.height if isinstance(self.parent, Widget) else 0
        self._cells = laid_out(self.choices, width, max(pane - self.gutter.height - 1, 1))
        lines = ["".join(text for text, _ in cells).rstrip() for cells in self._cells]
        self.update(plain("\n".join([cut(self.question, width), *lines])))

    async def take(self, event: Keystroke) -> bool:
        """One key decides; function keys go on to where they lead."""
        if not isinstance(event, events.Key) or not self.has_class("-asking"):
            return False
        chosen = next((choice.name for choice in self.choices if event.character == choice.key), "")
        if chosen:
            self._close(chosen)
        return bool(chosen) or event.is_printable or await super().take(event)

    def action_leave(self) -> None:
        """Choose nothing."""
        self._close("")

    def on_click(self, event: events.Click) -> None:
        """A click on a choice takes it."""
        down, across = event.y - self.gutter.top - 1, event.x - self.gutter.left
        for text, index in self._cells[down] if 0 <= down < len(self._cells) else ():
            if 0 <= across < cell_len(text):
                self._close(self.choices[index].name)
                return
            across -= cell_len(text)

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
