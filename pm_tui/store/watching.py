"""Looking at files now and then, so that the screen hears of what other programs do without ever waiting for a disk."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from pm_tui.review.model import Review
from pm_tui.store import files, inbox

T = TypeVar("T")

EVERY = 0.5
"""Seconds between two looks: what was written is seen within one second."""


class Watch(Generic[T]):
    """Asks `look` every half second in a thread of its own, and tells `hear` what it finds (not None).

    Both are called from that thread, or from within `now`, one after the other; `hear` must not wait.
    """

    def __init__(self, look: Callable[[], T | None], hear: Callable[[T], object]) -> None:
        self._look = look
        self._hear = hear
        self._looking = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pm-tui-watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; a look that goes on is not waited for."""
        self._stopped.set()

    def now(self) -> None:
        """Look at once."""
        with self._looking:
            found = self._look()
            if found is not None and not self._stopped.is_set():
                self._hear(found)

    def _run(self) -> None:
        while not self._stopped.wait(EVERY):
            with contextlib.suppress(Exception):  # a look that fails, or a screen that has gone: look again
                self.now()


class Followed(msgspec.Struct, frozen=True):
    """A review as another program saved it last, with what its inbox holds; `problem` says why it cannot be read."""

    review: Review | None
    revision: int = 0
    notices: tuple[str, ...] = ()
    problem: str = ""


class Follower:
    """Gives a review anew whenever its file or its inbox has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._marks: tuple[inbox.Mark | None, inbox.Mark | None] | None = None

    def news(self) -> Followed | None:
        """The review as it is now; None while it is as it was told last."""
        marks = self._look()
        if marks == self._marks:
            return None
        self._marks = marks
        try:
            loaded = files.load(self._path)
        except files.Unreadable as problem:
            return Followed(None, problem=str(problem))
        review, batch = inbox.taken_in(self._path, loaded.review)
        return Followed(review, loaded.revision, (*loaded.notices, *batch.notices))

    def _look(self) -> tuple[inbox.Mark | None, inbox.Mark | None]:
        return inbox.mark(self._path), inbox.mark(inbox.beside(self._path))
