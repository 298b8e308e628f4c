"""When a review is saved, and the one thread that does it.

Half a second after the last change, at the latest two seconds after the first that is not saved, and at once on
request; after a failure again every few seconds and with each pause in the changes. Whoever changes the review never
waits. A save that takes longer than ten seconds is said to have failed until it ends.
"""

from __future__ import annotations

import contextlib
import errno
import threading
import time
from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from pm_tui import text
from pm_tui.review.model import Review

PAUSE = 0.5
LONGEST = 2.0
RETRY = 3.0
"""Seconds: after the last change, after the first change, after a failure."""

HANGS = 10.0
"""Seconds after which a drive that has not answered is given up for the time being."""

SILENT = "the drive does not answer"

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "the file or its folder may not be written",
    errno.EPERM: "the file or its folder may not be written",
    errno.ENOENT: "the folder is not there",
    errno.ENAMETOOLONG: "the name is too long",
}


class SaveState(msgspec.Struct, frozen=True):
    """What the screen says about saving. "saved" only while the value that was written is the current one.

    `revision` is the one in the file. `reason` says why saving failed. `conflict` is the name of the conflict copy on
    which the session goes on since somebody else changed the file, else "". `warning` is a sentence about what else
    could not be done, a backup, else "".
    """

    kind: Literal["saved", "unsaved", "saving", "failed"]
    revision: int
    reason: str = ""
    conflict: str = ""
    warning: str = ""


class Saves(Protocol):
    """What the saver writes to (`files.ReviewFile`, `keeping.KeptFile`)."""

    @property
    def conflict(self) -> str:
        """The name of the conflict copy, or ""."""

    @property
    def revision(self) -> int:
        """How often it was saved."""

    @property
    def warning(self) -> str:
        """What could not be done beside saving, or ""."""

    def save(self, review: Review) -> object:
        """Write the next revision."""


class Waiting(msgspec.Struct, frozen=True):
    """Changes that wait to be saved: when the first and the last came, None if none since the last attempt; seconds."""

    first: float | None = None
    last: float | None = None
    failed: float | None = None

    def at(self, now: float) -> Waiting:
        """The same with one more change, at `now`."""
        return Waiting(now if self.first is None else self.first, now, self.failed)

    @property
    def due(self) -> float | None:
        """When to save, None for never."""
        times = []
        if self.first is not None and self.last is not None:
            times.append(min(self.last + PAUSE, self.first + LONGEST))
        if self.failed is not None:
            times.append(self.failed + RETRY)
        return min(times, default=None)


class Saver:
    """Saves one review. All its methods may be called from any thread; only `flush` and `close` wait.

    `on_state` is called from whichever thread brought the state about, never while a lock is held; it must not wait for
    another thread. Two calls may overtake each other: `state` is what holds.
    """

    def __init__(
        self,
        file: Saves,
        review: Review,
        on_state: Callable[[SaveState], object] = lambda state: None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.on_state = on_state
        self._file = file
        self._clock = clock
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._current: Review = review
        self._written: Review | None = review  # None: an attempt failed, and who knows how far it got
        self._waiting = Waiting()
        self._urgent = self._saving = self._closing = self._hangs = False
        self._attempts = 0  # that have ended
        self._reason = ""
        self._state = SaveState("saved", file.revision, conflict=file.conflict)

    @property
    def state(self) -> SaveState:
        """Whether what was given to `change` last is in the file."""
        return self._state

    def change(self, review: Review) -> None:
        """Take a new value; it will be saved soon."""
        with self._changed:
            self._current = review
            self._waiting = Waiting(failed=self._waiting.failed) if self._done() else self._waiting.at(self._clock())
            self._wake()
        self.on_state(self._state)

    def rest_on(self, review: Review) -> None:
        """Take a value that is as good as written: what it adds lies in a file of its own. For before any change."""
        with self._changed:
            self._current = self._written = review

    def save_soon(self) -> None:
        """Save now rather than after the pause, without waiting for it."""
        with self._changed:
            self._urgent = not self._done()
            self._wake()

    def flush(self, timeout: float | None = 10.0) -> SaveState:
        """Save now and wait until that has worked or failed, at most `timeout` seconds (None: as long as it takes).

        A drive that does not answer is not waited for once more.
        """
        with self._changed:
            self.save_soon()
            goal = self._attempts + (2 if self._saving else 1)  # the one under way may hold an older value
            if not self._closing:
                self._changed.wait_for(lambda: self._done() or self._hangs or self._attempts >= goal, timeout)
            return self._state

    def close(self, timeout: float | None = 10.0) -> SaveState:
        """Save what is unsaved and end the thread. The state says whether that worked."""
        state = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread and not self._hangs:
            self._thread.join(timeout=1.0)
        return state

    def abandon(self) -> None:
        """End without another save, and say nothing any more: the review goes on elsewhere."""
        with self._changed:
            self.on_state = lambda state: None
            self._closing, self._urgent, self._waiting = True, False, Waiting()
            self._changed.notify_all()

    def _done(self) -> bool:
        return self._current is self._written and not self._saving

    def _wake(self) -> None:
        """Let the thread look again; it starts with the first change."""
        self._settle()
        if self._thread is None and not self._done():
            self._thread = threading.Thread(target=self._run, name="pm-tui-saver", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _settle(self) -> None:
        kind: Literal["saved", "unsaved", "saving", "failed"] = "unsaved"
        if self._done():
            kind = "saved"
        elif self._reason:
            kind = "failed"
        elif self._saving:
            kind = "saving"
        self._state = SaveState(kind, self._file.revision, self._reason, self._file.conflict, self._file.warning)

    def _run(self) -> None:
        while (review := self._next()) is not None:
            self._tell()
            waiting = self._wait_for_drive()
            try:
                self._file.save(review)
            except Exception as error:  # whatever it is, it is said on the screen and tried again
                self._ended(None, reason_of(error))
            else:
                self._ended(review, "")
            finally:
                waiting.cancel()
            self._tell()

    def _wait_for_drive(self) -> threading.Timer:
        """Say so, if the attempt that begins now takes too long; its thread may hang in the system by then."""
        timer = threading.Timer(HANGS, self._give_up, [self._attempts])
        timer.daemon = True
        timer.start()
        return timer

    def _give_up(self, attempt: int) -> None:
        with self._changed:
            if attempt != self._attempts:  # it has just ended
                return
            self._hangs, self._reason = True, SILENT
            self._settle()
            self._changed.notify_all()
        self._tell()

    def _next(self) -> Review | None:
        """Wait until there is something to save, and take it; None when the saver was closed."""
        with self._changed:
            while not self._is_due():
                if self._closing:
                    return None
                due = None if self._done() else self._waiting.due
                self._changed.wait(None if due is None else max(0.0, due - self._clock()))
            self._urgent, self._saving, self._waiting = False, True, Waiting()
            self._settle()
            return self._current

    def _is_due(self) -> bool:
        due = self._waiting.due
        return not self._done() and (self._urgent or (due is not None and due <= self._clock()))

    def _ended(self, written: Review | None, reason: str) -> None:
        with self._changed:
            self._written, self._reason = written, reason
            self._saving = self._hangs = False
            self._attempts += 1
            if reason:
                self._waiting = msgspec.structs.replace(self._waiting, failed=self._clock())
            self._settle()
            self._changed.notify_all()

    def _tell(self) -> None:
        with contextlib.suppress(Exception):  # a screen that has gone must not end the saving
            self.on_state(self._state)


def reason_of(error: Exception) -> str:
    """Why saving failed, as the header says it: no full stop."""
    if isinstance(error, OSError):
        known = _REASONS.get(error.errno or 0) or (error.strerror or str(error))
        return text.one_line(text.clean(known))
    return text.one_line(text.clean(str(error))) or type(error).__name__
