"""Somebody else has the review open: who, and what can be done meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from pm_tui.store.session_lock import Held, is_free
from pm_tui.store.watching import Watch
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import one_line
from pm_tui.ui.screens.asking import AskingScreen

WAITING = "Waiting: it opens here as soon as it is free. Esc stops that."


class HeldScreen(AskingScreen):
    """Dismissed with "read", "follow", "copy", "anyway", "edit" (it has become free), or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("held")]
    SCOPE = "held"

    class Freed(Message):
        """The other one has left; sent from the thread that looks."""

    def __init__(self, path: Path, held: Held) -> None:
        super().__init__(one_line(path.name))
        self.path = path
        self.held = held
        self.waiting: Watch[bool] | None = None

    def said(self) -> str:
        """Who has it."""
        return "\n".join([str(self.held), *([WAITING] if self.waiting else [])])

    def offers(self, command: str) -> bool:
        """Opening it anyway only where nobody may be there any more; waiting once."""
        if command == "held-anyway":
            return not self.held.surely
        return not (command == "held-wait" and self.waiting)

    def action_wait(self) -> None:
        """Look now and then whether it is free."""
        self.waiting = Watch(lambda: is_free(self.path) or None, lambda _: self.post_message(self.Freed()))
        self.waiting.start()
        self.tell()

    @on(Freed)
    def _open(self) -> None:
        if self.waiting:
            self.dismiss("edit")

    def action_leave(self) -> None:
        """Stop waiting, or leave."""
        if self.waiting:
            self._stop()
            self.tell()
        else:
            self.dismiss(None)

    def on_unmount(self) -> None:
        """Wait no more."""
        self._stop()

    def _stop(self) -> None:
        if self.waiting:
            self.waiting.stop()
            self.waiting = None
