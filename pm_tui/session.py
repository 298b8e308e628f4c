"""One open review: its value, its history, and what is unsaved. Knows nothing of the screen."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from pm_tui import text
from pm_tui.review import logged
from pm_tui.review.history import History, Step
from pm_tui.review.logged import Entry
from pm_tui.review.model import TABLES, Review
from pm_tui.review.record import ID_BITS
from pm_tui.store import copies, files
from pm_tui.store.backups import Backup
from pm_tui.store.inbox import Batch, Inbox, taken_in
from pm_tui.store.keeping import KeptFile
from pm_tui.store.saver import Saver, SaveState
from pm_tui.store.session_lock import SessionLock


class ReadOnly(Exception):
    """The review was opened for reading only."""


class Copy(msgspec.Struct, frozen=True):
    """Another file that holds a value of the review."""

    file: files.ReviewFile | KeptFile
    review: Review


class Session:
    """The only owner of an open review. `on_state` hears of saving from any thread and must not wait (see `Saver`).

    `read_only` is asked for, or comes with a file of a later version. `notices` are sentences about what opening found.
    Backups are made if `open` or `create` is told `backups`, the state folder; then `rescued` says whether, after
    `close`, there is one of what could not be saved.
    """

    def __init__(
        self,
        file: files.ReviewFile | KeptFile,
        review: Review,
        on_state: Callable[[SaveState], object] = lambda state: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.review = review
        self.read_only = False
        self.notices: tuple[str, ...] = ()
        self.rescued = False
        self.state_folder: Path | None = None
        self._file = file
        self._saver = Saver(file, review, on_state, clock=clock)
        self._inbox = Inbox(file.path, review.inbox.taken)
        self._edited = False
        self._clock = clock
        self._history = History()
        self._ids = _Ids()
        self._lock: SessionLock | None = None

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        on_state: Callable[[SaveState], object] = lambda state: None,
        read_only: bool = False,
        anyway: bool = False,
        backups: Path | None = None,
    ) -> Session:
        """Open a review's file, and take in what its inbox holds. Nothing of the review is written before an edit.

        Unreadable: see `files.load`. Held: somebody else has it open to write; `anyway` opens it where that is only
        what a side file says (see `SessionLock.take`). Who only reads asks nobody, and makes no backup.
        """
        loaded = files.load(path)
        lock, problem = None, ""
        if not (read_only or loaded.read_only):
            lock, problem = _locked(Path(path), anyway=anyway)
            loaded = _as_it_is_now(path, loaded, lock)
        review, logged_since = taken_in(Path(path), loaded.review)
        read_only = read_only or loaded.read_only
        file = files.ReviewFile(path, loaded)
        kept = KeptFile(file, backups, loaded) if backups and not read_only else file
        session = cls(kept, review, on_state)
        session.read_only = read_only
        beside = "" if read_only else copies.news(Path(path), review)
        session.notices = (*loaded.notices, *logged_since.notices, *filter(None, [problem, beside]))
        session.state_folder = backups
        session._lock = lock
        return session

    @classmethod
    def create(
        cls,
        path: str | Path,
        review: Review,
        *,
        on_state: Callable[[SaveState], object] = lambda state: None,
        clock: Callable[[], float] = time.monotonic,
        backups: Path | None = None,
    ) -> Session:
        """Make a review's file and open it. FileExistsError: there is one; OSError: it cannot be made."""
        file = files.ReviewFile.create(path, review)
        session = cls(KeptFile(file, backups) if backups else file, review, on_state, clock)
        session.state_folder = backups
        session._lock, _ = _locked(Path(path), anyway=True)
        return session

    @property
    def path(self) -> Path:
        """The file that is saved to: the conflict copy, if there is one (`state.conflict`)."""
        return self._file.path

    @property
    def state(self) -> SaveState:
        """Whether the review as it is now is in the file."""
        return self._saver.state

    @property
    def on_state(self) -> Callable[[SaveState], object]:
        """Who hears of saving; may be set at any time."""
        return self._saver.on_state

    @on_state.setter
    def on_state(self, hear: Callable[[SaveState], object]) -> None:
        self._saver.on_state = hear

    def apply(self, review: Review, label: str, *, place: str = "", typing: str = "") -> None:
        """Take a new value as one step that undo takes back. ReadOnly: this session takes none.

        Edits with the same `typing` (not "") are one step, until there is a pause, `break_typing` or another edit.
        """
        if review is self.review:
            return
        if self.read_only:
            raise ReadOnly("This review is open for reading only.")
        self._history.add(self.review, label, place, typing, self._clock())
        self._set(review)

    def stamp(self, change: Callable[[Review], Review]) -> None:
        """Change the review in a way that undo does not take back: what the clock or another program brought.

        It is done to earlier values too when undo comes back to them, so `change` must be able to work on any of them,
        and give the same records each time. ReadOnly: this session takes no change.
        """
        review = change(self.review)
        if review is self.review:
            return
        if self.read_only:
            raise ReadOnly("This review is open for reading only.")
        self._history.stamp(change)
        self._set(review)

    def news(self) -> Batch | None:
        """What other programs have put into the inbox since the last time; None: nothing. Reads a file, in any thread.

        What it gives is for `take_in`.
        """
        return self._inbox.news()

    def take_in(self, batch: Batch) -> tuple[Entry, ...]:
        """Take in what `news` gave, and return what of it was new; undo does not take it back.

        Before the first edit it is not written, for it is safe in the inbox: who only looks on never gets in the way of
        who writes. A session for reading only takes nothing in.
        """
        if self.read_only:
            return ()
        entries = logged.fresh(self.review, batch.entries)
        change = partial(logged.take, entries=entries, taken=batch.taken)
        if self._edited:
            self.stamp(change)
        else:
            self.review = change(self.review)
            self._saver.rest_on(self.review)
        return entries

    def become(self, review: Review) -> None:
        """Show what another session has saved. Only for one that is `read_only`: nothing is written."""
        assert self.read_only, "a session that writes owns its value"
        self.review = review

    def undo(self) -> Step | None:
        """Take the last step back; None when there is none."""
        return self._back_to(self._history.undo(self.review))

    def redo(self) -> Step | None:
        """Take the last step that was undone again; None when there is none."""
        return self._back_to(self._history.redo(self.review))

    def retract(self, place: str) -> None:
        """Take back the latest steps at a place as if they had not been: undo and redo do not know them."""
        before = self._history.retract(place)
        if before is not None:
            self._set(before)

    def break_typing(self) -> None:
        """Let the next edit start a new step: the cursor has moved, or the pane has changed."""
        self._history.break_typing()

    def save_now(self) -> None:
        """Save at once rather than after a pause, without waiting for it."""
        self._saver.save_soon()

    def flush(self, timeout: float | None = 10.0) -> SaveState:
        """Save what is unsaved and wait for it, at most `timeout` seconds."""
        return self._saver.flush(timeout)

    def close(self) -> SaveState:
        """Save what is unsaved, and let the next one in.

        The state says whether saving worked; if not, it may be `rescued`.
        """
        state = self._saver.close()
        if state.kind != "saved" and isinstance(self._file, KeptFile):
            self.rescued = self._file.rescue(self.review)
        if self._lock:
            self._lock.release()
            self._lock = None
        return state

    def backups(self) -> tuple[Backup, ...]:
        """The backups of the review, the newest first; reads a folder, in any thread. OSError: it cannot be read."""
        return self._file.backups() if isinstance(self._file, KeptFile) else ()

    def copied(self, path: Path) -> Copy:
        """Write the review as it is now into a new file; in any thread. FileExistsError, OSError: it cannot be made."""
        review = self.review
        return Copy(self._file.copied(path, review), review)

    def go_on_in(self, copy: Copy) -> None:
        """Save there from now on; the file until now stays as it was saved last. Its inbox is still listened to."""
        on_state = self.on_state
        self._saver.abandon()
        self._file = copy.file
        self._saver = Saver(copy.file, copy.review, on_state, clock=self._clock)
        self._lock = _moved(self._lock, copy.file.path)
        if self.review is not copy.review:
            self._saver.change(self.review)

    def rejoin(self, path: Path, loaded: files.Loaded, review: Review, label: str) -> None:
        """After a conflict go on in the review's own file, of which `review` holds all that is `loaded`. One step."""
        self.apply(review, label)
        file = files.ReviewFile(path, loaded)
        self.go_on_in(Copy(KeptFile(file, self.state_folder, loaded) if self.state_folder else file, loaded.review))

    def new_id(self) -> int:
        """A random id that no record of the review has, nor one that was set aside, and that was not just given out."""
        return self._ids.new(self.review)

    def _back_to(self, step: Step | None) -> Step | None:
        if step:
            self._set(step.review)
        return step

    def _set(self, review: Review) -> None:
        self.review = review
        self._edited = True
        self._saver.change(review)


def _locked(path: Path, *, anyway: bool) -> tuple[SessionLock | None, str]:
    """The lock of a session, and a sentence if there can be none: then nobody is kept out. Held: see `SessionLock`."""
    try:
        return SessionLock.take(path, anyway=anyway), ""
    except OSError as error:
        reason = text.one_line(text.clean(error.strerror or str(error)))
        return None, f"Others cannot see that you have this review open ({reason})."


def _moved(lock: SessionLock | None, path: Path) -> SessionLock | None:
    """The lock for another path, in the place of a lock, unless that is the same one."""
    if lock and lock.is_of(path):
        return lock
    if lock:
        lock.release()
    return _locked(path, anyway=True)[0]


def _as_it_is_now(path: str | Path, loaded: files.Loaded, lock: SessionLock | None) -> files.Loaded:
    """What the file holds now that nobody else writes: its last holder may have saved once more. Unreadable."""
    try:
        return loaded if loaded.fingerprint.matches(Path(path)) else files.load(path)
    except (files.Unreadable, OSError):
        if lock:
            lock.release()
        raise


class _Ids:
    """Gives ids that a review does not have, and that were not given before."""

    def __init__(self) -> None:
        self._review: Review | None = None
        self._taken: set[str] = set()

    def new(self, review: Review) -> int:
        """A random id, free in this review."""
        if self._review is not review:  # asked for often between two edits: a paste takes thousands
            self._review, self._taken = review, _keys(review)
        while True:
            number = secrets.randbelow(2**ID_BITS - 1) + 1
            if str(number) not in self._taken:
                self._taken.add(str(number))
                return number


def _keys(review: Review) -> set[str]:
    """The keys of all records, also of those that could not be read."""
    keys = {str(record.id) for table in TABLES for record in getattr(review, table)}
    return keys | {item.key for item in review.set_aside}
