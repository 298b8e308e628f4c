"""A screen that says what is the matter, and offers what can be done: one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from pm_tui.ui.commands import COMMANDS, Command, Scope
from pm_tui.ui.key_names import shown_keys
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.told import Told


class AskingScreen(Overlay[str | None]):
    """A title, sentences, and the commands of its scope with what they do. Dismissed with a word, or None to leave."""

    SCOPE: ClassVar[Scope]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.words = title

    def compose(self) -> ComposeResult:
        """All of it scrolls where the screen is small."""
        yield Told(id="asking-title")
        with VerticalScroll(id="asking"):
            yield Told(id="asking-said")
            yield Told(id="asking-ways")
            yield Told(id="asking-more")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say it."""
        self.query_one("#asking-title", Told).say(f" {self.words}")
        self.query_one("#asking", VerticalScroll).focus()
        self.tell()

    def tell(self) -> None:
        """Say what is the matter now, and what can be done."""
        self.query_one("#asking-said", Told).say(self.said())
        ways = [command for command in COMMANDS if command.scope == self.SCOPE and self.offers(command.id)]
        self.query_one("#asking-ways", Told).say("\n".join(map(_way, ways)))
        self.query_one("#asking-more", Told).say(self.more())
        self.refresh_bindings()

    def said(self) -> str:
        """What is the matter, in a sentence or two."""
        raise NotImplementedError

    def more(self) -> str:
        """What is good to know besides, below the ways."""
        return ""

    def offers(self, command: str) -> bool:
        """Whether a command can do something now."""
        del command
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the key of no command that is not offered."""
        called = f"{action}({', '.join(map(repr, parameters))})" if parameters else action
        command = next((row for row in COMMANDS if row.scope == self.SCOPE and row.action == called), None)
        return self.offers(command.id) if command else super().check_action(action, parameters)

    async def action_choose(self, way: str) -> None:
        """Leave with what was chosen."""
        self.dismiss(way)

    def action_leave(self) -> None:
        """Leave, with nothing chosen."""
        self.dismiss(None)


def _way(command: Command) -> str:
    return f"  {shown_keys(command.keys):<9} {command.label}: {command.help}"
