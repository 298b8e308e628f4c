"""A watch for what holds the screen up: with PM_TUI_DEBUG set, each stall is noted with the place in the code.

Places only, never a value: a note of a stall may be sent to those who can mend it.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from collections.abc import Callable

LIMIT = 0.1
"""Seconds for which the screen may stand still before that is noted."""

DEPTH = 8
"""How many calls of those that go on are named, the innermost last."""


class StallWatch:
    """Asks the loop for a sign of life, again and again, from a thread of its own; `tell` hears of each stall there."""

    def __init__(self, tell: Callable[[str], object], *, limit: float = LIMIT) -> None:
        self._tell = tell
        self._limit = limit
        self._ended = threading.Event()

    def start(self) -> None:
        """Watch the loop that runs now, in this thread."""
        watched = asyncio.get_running_loop(), threading.get_ident()
        threading.Thread(target=self._watch, args=watched, name="stall watch", daemon=True).start()

    def stop(self) -> None:
        """Watch no longer."""
        self._ended.set()

    def _watch(self, loop: asyncio.AbstractEventLoop, thread: int) -> None:
        while not self._ended.wait(self._limit):
            alive = threading.Event()
            asked = time.monotonic()
            try:
                loop.call_soon_threadsafe(alive.set)
            except RuntimeError:  # the loop is closed
                return
            if alive.wait(self._limit):
                continue
            places = _places(thread)
            while not alive.wait(self._limit) and not self._ended.is_set() and not loop.is_closed():
                pass
            self._tell(f"{1000 * (time.monotonic() - asked):.0f} ms: {places}")


def _places(thread: int) -> str:
    """Where a thread is: file, line and name of the innermost calls."""
    frame = sys._current_frames().get(thread)
    calls = traceback.extract_stack(frame)[-DEPTH:] if frame else []
    return " > ".join(f"{call.filename.rpartition('/')[2]}:{call.lineno} {call.name}" for call in calls)
