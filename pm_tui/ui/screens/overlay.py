"""A screen that lies over another one until it is left."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

ResultT = TypeVar("ResultT")


class Overlay(Screen[ResultT]):
    """Left once: Textual would take the screen below away with a second key or click."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave, with a result for who opened it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def action_dismiss(self, result: Any = None) -> None:
        """Leave at once: Textual would first look at keys that are meant for the screen below."""
        self.dismiss(result)
