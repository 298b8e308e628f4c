"""A review that hears of what other programs log while it is open."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.message import Message

from pm_tui.review import logged
from pm_tui.store.inbox import Batch
from pm_tui.store.watching import Watch
from pm_tui.ui.screens.editing import EditingScreen


class ListeningScreen(EditingScreen):
    """The inbox of a review comes in by itself: keys, cursor and half-typed text stay where they are."""

    watch_on: Watch[Any]

    class Logged(Message):
        """There is something new in the inbox; sent from the thread that looks."""

        def __init__(self, batch: Batch) -> None:
            super().__init__()
            self.batch = batch

    def on_mount(self) -> None:
        """Look from now on."""
        self.watch_on = self.new_watch()
        self.watch_on.start()

    def on_unmount(self) -> None:
        """Look no more."""
        self.watch_on.stop()

    def new_watch(self) -> Watch[Any]:
        """What looks for news, and how this screen hears of them."""
        return Watch(self.session.news, lambda batch: self.post_message(self.Logged(batch)))

    @on(Logged)
    def _take_in(self, event: Logged) -> None:
        entries = self.session.take_in(event.batch)
        if entries:
            self.show()
        self.say_quietly(" ".join(filter(None, [logged.counted(entries), *event.batch.notices])))
