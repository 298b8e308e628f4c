"""How the app comes from a file, or a title, to a review on the screen."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, cast

from textual import on

from pm_tui.archive.library import entries, new_path, new_review, timing
from pm_tui.review import meetings
from pm_tui.review.writing import Context
from pm_tui.session import Session
from pm_tui.settings import Settings
from pm_tui.store import copies
from pm_tui.store.files import Damaged, Unreadable
from pm_tui.store.session_lock import Held
from pm_tui.ui.key_queue import KeyQueueApp
from pm_tui.ui.plain import notify
from pm_tui.ui.resting import RestingApp
from pm_tui.ui.screens.following import FollowScreen
from pm_tui.ui.screens.held import HeldScreen
from pm_tui.ui.screens.library import LibraryScreen
from pm_tui.ui.screens.recovery import RecoveryScreen
from pm_tui.ui.screens.review import ReviewScreen
from pm_tui.ui.screens.saving import farewell

Way = Literal["edit", "read", "follow", "anyway"]
"""How a review is opened: to write, to look, to follow who writes, to write though somebody else may have it."""


class OpeningApp(KeyQueueApp, RestingApp):
    """Opens the library and reviews, one at a time; asks where a review cannot simply be opened.

    Files are read and made in a thread: the screen stays alive, and keys that are pressed meanwhile wait for the app.
    """

    following = False
    """Whether reviews are shown as another pm-tui saves them; they are open to read only then."""

    backups: Path | None = None
    """The state folder, in which backups are made; None makes none."""

    def __init__(self, library: Path, settings: Settings, now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self.library = library
        self.settings = settings
        self.now = now
        self.read_only = False
        self.session: Session | None = None
        self.unsaved: list[str] = []

    @on(LibraryScreen.Opened)
    async def _open(self, event: LibraryScreen.Opened) -> None:
        await self.open_review(event.path)

    async def open_review(self, path: Path, way: Way = "edit") -> None:
        """Open a review; what cannot be read is said, and its file is left as it is."""
        following = self.following or way == "follow"
        read_only = self.read_only or following or way == "read"
        try:
            session = await asyncio.to_thread(
                Session.open, path, read_only=read_only, anyway=way == "anyway", backups=self.backups
            )
        except Held as held:
            self.push_screen(HeldScreen(path, held), partial(self._open_held, path))
        except Damaged as problem:
            self.push_screen(RecoveryScreen(path, problem, self.backups, self.now()), self._open_recovered)
        except (Unreadable, OSError) as problem:
            notify(self, str(problem), title="Not opened", severity="error", timeout=30)
        else:
            self._show_review(session, following=following)

    async def _open_recovered(self, path: str | None) -> None:
        """Go on with the review that was recovered."""
        if path is None:
            self._step_back()
        else:
            await self.open_review(Path(path))

    async def _open_held(self, path: Path, way: str | None) -> None:
        """Go on with a review that somebody else has open, in the way that was chosen."""
        if way is None:
            self._step_back()
        elif way != "copy":
            await self.open_review(path, cast(Way, way))
        else:
            try:
                copy = await asyncio.to_thread(copies.make, path, self.backups)
            except (Unreadable, OSError) as problem:
                notify(self, str(problem), title="Not copied", severity="error", timeout=30)
                self._step_back()
            else:
                await self.open_review(copy)

    @on(LibraryScreen.NewWanted)
    async def _new(self, event: LibraryScreen.NewWanted) -> None:
        values = self.settings.values
        review = new_review(event.title, values.zone, self.now(), event.because, values.own_questions)
        path = new_path(self.library, event.title, review.header.date)
        try:
            session = await asyncio.to_thread(Session.create, path, review, backups=self.backups)
        except (Unreadable, OSError) as problem:
            notify(self, str(problem), title="Not made", severity="error", timeout=30)
            return
        self._show_review(session, following=self.following)

    def _show_review(self, session: Session, *, following: bool) -> None:
        self.close_session()
        self.session = session
        context = Context(self.now, session.new_id, self.settings.values.milestones)
        kind = FollowScreen if following else ReviewScreen
        screen = kind(session, self.settings, context)
        self.push_screen(screen, lambda _: self._back_to_library())

    def close_session(self) -> None:
        """Save what is unsaved and close the review, if one is open."""
        if self.session:
            if not self.session.read_only:
                now = self.now()
                self.session.stamp(lambda review: meetings.pause(review, now))
            state = self.session.close()
            if state.kind != "saved":
                self.unsaved.append(farewell(self.session, state))
            self.session = None

    def _back_to_library(self) -> None:
        self.close_session()
        if not any(isinstance(screen, LibraryScreen) for screen in self.screen_stack):
            self.show_library()

    def _step_back(self) -> None:
        """Go to where the review was asked for: the library, or the shell."""
        if not any(isinstance(screen, LibraryScreen) for screen in self.screen_stack):
            self.exit()

    def show_library(self) -> None:
        """Put the library on the screen; whoever opens one review need not wait for it."""
        rule = self.settings.values.deadline
        keymap = self.settings.values.keymap
        self.push_screen(LibraryScreen(self.library, lambda folder: entries(folder, timing(rule, self.now())), keymap))
