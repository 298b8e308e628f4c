"""The app: themes, keymap, the first screen, and a way out that saves."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from pm_tui import paths
from pm_tui.settings import Settings
from pm_tui.store.keeping import utc_now
from pm_tui.ui.commands import COMMANDS, bindings, scope_of
from pm_tui.ui.last_words import LastWordsApp
from pm_tui.ui.opening import OpeningApp
from pm_tui.ui.pasting import take_any_input
from pm_tui.ui.plain import notify
from pm_tui.ui.screens.keys import KeysScreen
from pm_tui.ui.screens.review import ReviewScreen
from pm_tui.ui.stalls import StallWatch
from pm_tui.ui.themes import THEMES
from pm_tui.ui.widgets.record_pane import RecordPane


class PmTuiApp(OpeningApp, LastWordsApp):
    """pm-tui. Opens `review` if one is given, else the library."""

    TITLE = "pm-tui"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    CSS_PATH = [*sorted(paths.styles().glob("*.tcss"))]  # noqa: RUF012 - Textual declares it for instances

    note_stall: Callable[[str], object] | None = None
    """Hears, in another thread, of each time that the screen stands still; None: nobody looks."""

    def __init__(
        self,
        library: Path,
        settings: Settings,
        *,
        review: Path | None = None,
        read_only: bool = False,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        take_any_input()
        super().__init__(library, settings, now)
        self.first = review
        self.read_only = read_only
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.values.theme
        if settings.values.keymap:
            self.set_keymap(dict(settings.values.keymap))
        known = {command.id for command in COMMANDS}
        self.notices = [*map(str, settings.notices), *map(_unknown, settings.values.keymap.keys() - known)]

    async def on_mount(self) -> None:
        """Catch what ends terminals, then show the first screen."""
        self._save_on_signals()
        if self.note_stall:
            StallWatch(self.note_stall).start()
        for notice in self.notices:
            notify(self, notice, severity="warning", timeout=10)
        if self.first:
            await self.open_review(self.first)
        if len(self.screen_stack) == 1:  # nothing was opened, nor asked
            self.show_library()

    def _save_on_signals(self) -> None:
        """SIGTERM and SIGHUP (a closed terminal) would end the program at once; they save first."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                try:
                    loop.add_signal_handler(number, self._leave_on, number)
                except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                    return

    def _leave_on(self, number: int) -> None:
        self.close_session()
        self.exit(return_code=128 + number)

    def on_unmount(self) -> None:
        """Nothing is left unsaved, however the app ends."""
        self.close_session()

    # --- commands

    def action_show_keys(self) -> None:
        """Show every key."""
        if not isinstance(self.screen, KeysScreen):
            active = self.screen.active_bindings.values()
            self.push_screen(KeysScreen(scope_of(binding.id or "" for _, binding, *_ in active)))

    async def action_quit(self) -> None:
        """Save and leave; stay when the text cannot be saved, once."""
        reviews = [screen for screen in self.screen_stack if isinstance(screen, ReviewScreen)]
        if all([await screen.may_leave() for screen in reviews]):
            self.exit()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command that works where the keys are, by its name."""
        chain = [*screen.focused.ancestors_with_self] if screen.focused else [screen, self]
        for command in COMMANDS:
            node = next((node for node in chain if command.id in _command_ids(node)), None)
            if command.id == "theme":
                node = self
            elif node is None and isinstance(screen, ReviewScreen):
                node = screen if command.scope == "review" else screen.home_of(command.scope)
            if node is not None and command.id != "palette":
                yield SystemCommand(command.label, command.help, partial(self._run_command, command.action, node))

    def _run_command(self, action: str, node: DOMNode) -> None:
        if isinstance(self.screen, ReviewScreen) and isinstance(node, RecordPane):
            self.screen.action_go(node.id or "timeline")
        self.call_later(self.run_action, action, node)


def _unknown(command: str) -> str:
    return f"keymap: there is no command “{command}”; pm-tui's F1 and docs/keys.md name them."


def _command_ids(node: DOMNode) -> set[str]:
    """The ids of the commands that a widget, screen or app binds."""
    classes = [kind for kind in type(node).__mro__ if issubclass(kind, DOMNode)]
    return {binding.id or "" for kind in classes for binding in kind.BINDINGS if isinstance(binding, Binding)}
