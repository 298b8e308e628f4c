"""A review's file of which backups are made while it is open: of what was read, then every five minutes of change.

A backup is made in a thread of its own: no disk that is full, or hangs, keeps a save from being made.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pm_tui import text
from pm_tui.review.model import Review
from pm_tui.store import backups
from pm_tui.store.files import Loaded, ReviewFile

EVERY = dt.timedelta(minutes=5)
PATIENCE = 5.0
"""Seconds for which the first save waits until there is a backup of what it replaces."""


def utc_now() -> dt.datetime:
    """The clock of the real program."""
    return dt.datetime.now(dt.UTC)


class KeptFile:
    """A review's file with backups under `root`, the state folder. `opened` is what it held, None for a new one.

    `warning` says it when the last one could not be made.
    """

    def __init__(
        self, file: ReviewFile, root: Path, opened: Loaded | None = None, now: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self._file = file
        self._root = root
        self._now = now
        self._last = now()
        self.warning = ""
        self._making = self._first = self._start(self._begin, opened) if opened else None

    @property
    def path(self) -> Path:
        """The file that is written."""
        return self._file.path

    @property
    def conflict(self) -> str:
        """The name of the conflict copy, or ""."""
        return self._file.conflict

    @property
    def revision(self) -> int:
        """How often it was saved."""
        return self._file.revision

    def save(self, review: Review) -> None:
        """Save, and make a backup when the last one is five minutes old. OSError: see `ReviewFile.save`."""
        if self._first:
            self._first.join(PATIENCE)
            self._first = None
        content = self._file.save(review)
        due = abs(self._now() - self._last) >= EVERY  # a clock may be set back
        if due and not (self._making and self._making.is_alive()):
            self._last = self._now()
            self._making = self._start(self._make, content)

    def wait(self, seconds: float) -> None:
        """Wait at most so long for the backup that is being made."""
        if self._making:
            self._making.join(seconds)

    def _start(self, work: Callable[[Any], None], of: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=(of,), name="pm-tui-backup", daemon=True)
        thread.start()
        return thread

    def _begin(self, opened: Loaded) -> None:
        self._make(opened.content)
        self._file.prepare(opened.review)

    def _make(self, content: bytes) -> None:
        try:
            backups.keep(self._file.path, content, self._file.revision, self._root, self._now())
        except Exception as error:  # whatever it is, the review itself is safe
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            self.warning = text.one_line(text.clean(f"No backup could be made in {self._root}: {reason}."))
        else:
            self.warning = ""
