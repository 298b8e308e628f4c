"""A review's file of which backups are made while it is open: of what was read, then every five minutes of change.

A backup is made in a thread of its own: no disk that is full, or hangs, keeps a save from being made.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

from pm_tui import text
from pm_tui.review.model import Review
from pm_tui.store import backups
from pm_tui.store.files import Loaded, ReviewFile

EVERY = dt.timedelta(minutes=5)
PATIENCE = 5.0
"""Seconds for which a backup is waited for: before the first save, and when the review cannot be saved at all."""


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
        self._making = self._first = self._start(self._begin, file.path, opened) if opened else None

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
            self._making = self._start(self._make, self._file.path, content, self._file.revision)

    def copied(self, path: Path, review: Review) -> KeptFile:
        """Go on in a new file; see `ReviewFile.copied`."""
        return KeptFile(self._file.copied(path, review), self._root, now=self._now)

    def backups(self) -> tuple[backups.Backup, ...]:
        """Those that there are, the newest first. OSError: their folder cannot be read."""
        return backups.listed(self.path, self._root)

    def rescue(self, review: Review) -> bool:
        """Make a backup of what cannot be saved; False: that did not work within five seconds."""
        self._making = self._start(self._make, self.path, self._file.next_text(review), self.revision + 1)
        self.wait(PATIENCE)
        return not (self._making.is_alive() or self.warning)

    def wait(self, seconds: float) -> None:
        """Wait at most so long for the backup that is being made."""
        if self._making:
            self._making.join(seconds)

    def _start(self, work: Callable[..., None], *asked: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=asked, name="pm-tui-backup", daemon=True)
        thread.start()
        return thread

    def _begin(self, path: Path, opened: Loaded) -> None:
        self._make(path, opened.content, opened.revision)
        with contextlib.suppress(Exception):  # if it cannot be written, the save will say so
            self._file.next_text(opened.review)  # the first save is as quick as the others

    def _make(self, path: Path, content: bytes, revision: int) -> None:
        try:
            backups.keep(path, content, revision, self._root, self._now())
        except Exception as error:  # whatever it is, the review itself is safe
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            self.warning = text.one_line(text.clean(f"No backup could be made in {self._root}: {reason}."))
        else:
            self.warning = ""
