"""Every key on one page, from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from pm_tui.ui.commands import COMMANDS, GO_TO, SCOPES, Scope, bindings
from pm_tui.ui.key_names import shown_keys
from pm_tui.ui.plain import plain
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.key_line import KeyLine


class KeysScreen(Overlay[None]):
    """The help screen. The keys of the scope that it was asked for in come first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("keys")]

    def __init__(self, here: Scope = "app") -> None:
        super().__init__()
        self.here = here

    def compose(self) -> ComposeResult:
        """A part for each scope."""
        with VerticalScroll():
            yield Static(plain(_page(self.here)), id="keys")
        yield KeyLine()

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one(VerticalScroll).focus()


def _page(here: Scope) -> str:
    lines: list[str] = []
    for scope in sorted(SCOPES, key=lambda scope: scope != here):
        lines.append(SCOPES[scope])
        for command in COMMANDS:
            if command.scope == scope:
                keys = shown_keys(command.keys) if command.keys else "palette"
                lines.append(f"  {keys:<20} {command.label:<13} {command.help}")
        lines.append("")
    lines.append("At the prompt, Esc and then a letter")
    lines += [f"  {key:<20} {name}" for key, name in GO_TO.items()]
    lines += ["", "While typing", "  Enter                keeps the text", "  Ctrl+N               breaks the line"]
    lines += ["  Esc                  leaves; what is typed stays", "  Ctrl+Z, Ctrl+Y       undo and redo, everywhere"]
    return "\n".join(lines)
