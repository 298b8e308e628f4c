"""The app: themes, keymap, the first screen, and a way out that saves."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from pm_tui import paths
from pm_tui.archive.library import entries, new_path, new_review, timing
from pm_tui.review import meetings
from pm_tui.review.writing import Context
from pm_tui.session import Session
from pm_tui.settings import Settings
from pm_tui.store.files import Unreadable
from pm_tui.ui.commands import COMMANDS, bindings, scope_of
from pm_tui.ui.key_queue import KeyQueueApp
from pm_tui.ui.pasting import take_any_input
from pm_tui.ui.plain import notify
from pm_tui.ui.resting import RestingApp
from pm_tui.ui.screens.following import FollowScreen
from pm_tui.ui.screens.keys import KeysScreen
from pm_tui.ui.screens.library import LibraryScreen
from pm_tui.ui.screens.review import ReviewScreen
from pm_tui.ui.themes import THEMES
from pm_tui.ui.widgets.record_pane import RecordPane


def utc_now() -> dt.datetime:
    """The clock of the real program."""
    return dt.datetime.now(dt.UTC)


class PmTuiApp(KeyQueueApp, RestingApp):
    """pm-tui. Opens `review` if one is given, else the library."""

    TITLE = "pm-tui"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    CSS_PATH = [*sorted(paths.styles().glob("*.tcss"))]  # noqa: RUF012 - Textual declares it for instances

    following = False
    """Whether reviews are shown as another pm-tui saves them; they are open to read only then."""

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
        super().__init__()
        self.library = library
        self.settings = settings
        self.first = review
        self.read_only = read_only
        self.now = now
        self.session: Session | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.values.theme
        if settings.values.keymap:
            self.set_keymap(dict(settings.values.keymap))
        known = {command.id for command in COMMANDS}
        self.notices = [*map(str, settings.notices), *map(_unknown, settings.values.keymap.keys() - known)]

    def on_mount(self) -> None:
        """Catch what ends terminals, then show the first screen."""
        self._save_on_signals()
        for notice in self.notices:
            notify(self, notice, severity="warning", timeout=10)
        if self.first:
            self.open_review(self.first)
        if self.session is None:
            self._show_library()

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
        self._close_session()
        self.exit(return_code=128 + number)

    def on_unmount(self) -> None:
        """Nothing is left unsaved, however the app ends."""
        self._close_session()

    def _close_session(self) -> None:
        if self.session:
            if not self.session.read_only:
                now = self.now()
                self.session.stamp(lambda review: meetings.pause(review, now))
            self.session.close()
            self.session = None

    # --- opening

    @on(LibraryScreen.Opened)
    def _open(self, event: LibraryScreen.Opened) -> None:
        self.open_review(event.path)

    def open_review(self, path: Path) -> None:
        """Open a review; what cannot be read is said, and its file is left as it is."""
        try:
            session = Session.open(path, read_only=self.read_only or self.following)
        except (Unreadable, OSError) as problem:
            notify(self, str(problem), title="Not opened", severity="error", timeout=30)
            return
        self._show_review(session)

    @on(LibraryScreen.NewWanted)
    def _new(self, event: LibraryScreen.NewWanted) -> None:
        values = self.settings.values
        review = new_review(event.title, values.zone, self.now(), event.because, values.own_questions)
        path = new_path(self.library, event.title, review.header.date)
        try:
            session = Session.create(path, review)
        except (Unreadable, OSError) as problem:
            notify(self, str(problem), title="Not made", severity="error", timeout=30)
            return
        self._show_review(session)

    def _show_review(self, session: Session) -> None:
        self._close_session()
        self.session = session
        context = Context(self.now, session.new_id, self.settings.values.milestones)
        kind = FollowScreen if self.following else ReviewScreen
        screen = kind(session, self.settings, context)
        self.push_screen(screen, lambda _: self._back_to_library())

    def _back_to_library(self) -> None:
        self._close_session()
        if not any(isinstance(screen, LibraryScreen) for screen in self.screen_stack):
            self._show_library()

    def _show_library(self) -> None:
        """Put the library on the screen; whoever opens one review need not wait for it."""
        rule = self.settings.values.deadline
        self.push_screen(LibraryScreen(self.library, lambda folder: entries(folder, timing(rule, self.now()))))

    # --- commands

    def action_show_keys(self) -> None:
        """Show every key."""
        if not isinstance(self.screen, KeysScreen):
            active = self.screen.active_bindings.values()
            self.push_screen(KeysScreen(scope_of(binding.id or "" for _, binding, *_ in active)))

    async def action_quit(self) -> None:
        """Save and leave; stay when the text cannot be saved, once."""
        if self.session and self.session.flush().kind == "failed" and not self.has_class("-leaving"):
            self.add_class("-leaving")
            reason = self.session.state.reason
            notify(self, f"Not saved: {reason}. Ctrl+Q again leaves without it.", severity="error", timeout=30)
            return
        self.exit()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command that works where the keys are, by its name."""
        chain = [*screen.focused.ancestors_with_self] if screen.focused else [screen, self]
        for command in COMMANDS:
            node = next((node for node in chain if command.id in _command_ids(node)), None)
            if command.id == "theme":
                node = self
            elif node is None and isinstance(screen, ReviewScreen):
                node = screen if command.scope == "review" else screen.home_of(command.scope)  # it has no key
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
