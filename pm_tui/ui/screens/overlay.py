"""A screen that lies over another one until it is left."""

from __future__ import annotations

from typing import Any, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import Screen

ResultT = TypeVar("ResultT")


class Overlay(Screen[ResultT]):
    """Left once, however many keys arrive in one read: Textual would take the screen below away with the second.

    Keys that arrive behind the one that leaves it are meant for the screen below, and go there.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave, with a result for who opened it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def action_dismiss(self, result: Any = None) -> None:
        """Leave at once: Textual would first look at keys that are meant for the screen below."""
        self.dismiss(result)

    def on_key(self, event: events.Key) -> None:
        """Pass on what came too late."""
        if not self.is_active:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
