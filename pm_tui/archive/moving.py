"""A review and what lies beside it as one: copied, moved, deleted with a way back.

Beside it lie its files of evidence and its inbox. Copies that lie there after a conflict have the files of their
original, so that these stay while another review still needs them.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pm_tui.store import attachments, inbox
from pm_tui.store.files import load
from pm_tui.store.replacing import create
from pm_tui.store.session_lock import Held, SessionLock

TRASH = ".trash"
"""The folder beside a review where deleted ones wait."""


class Removed(msgspec.Struct, frozen=True):
    """A deleted review: where it was, and the folder in the trash that keeps it until it is restored."""

    path: Path
    kept: Path


def remove(path: Path) -> Removed:
    """Move a review, its files of evidence and its inbox to the trash of its library.

    Held: somebody has it open; OSError: it cannot be moved, and is as it was.
    """
    trash = path.parent / TRASH
    trash.mkdir(mode=0o700, exist_ok=True)
    kept = Path(tempfile.mkdtemp(prefix=f"{path.stem}-", dir=trash))
    try:
        with _alone(path):
            _take(path, kept / path.name)
    except (Held, OSError):
        _leave(kept)
        raise
    return Removed(path, kept)


def restore(removed: Removed) -> Path:
    """Bring a deleted review back and return its path: the old one, or a free one like it. Raises OSError."""
    path = free(removed.path)
    _take(removed.kept / removed.path.name, path)
    _leave(removed.kept)
    return path


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else has the review open meanwhile: they would save it where it was, without what lay beside it."""
    lock = SessionLock.take(path)
    try:
        yield
    finally:
        if lock:
            lock.release()


def _leave(kept: Path) -> None:
    """Take a folder of the trash away, if nothing is left in it."""
    with contextlib.suppress(OSError):
        kept.rmdir()


def copy(path: Path, to: Path) -> Path:
    """Copy a review with all that is beside it to a path, or into a folder, and return where it is.

    FileExistsError: there is one, or files of one; Unreadable: there is no review at `path`; OSError: it cannot be
    written, and nothing of it is there.
    """
    path = path.resolve()
    load(path)
    to = _target(path, to)
    content = path.read_bytes()  # before the rest: what it names, and has taken in, is there
    files, ours = attachments.beside(to), not attachments.beside(to).exists()
    try:
        attachments.bring(attachments.beside(path), files)
        if _inbox(path).exists():
            with _inbox(path).open("rb") as logged:
                create(_inbox(to), logged)
        create(to, io.BytesIO(content))  # last: who finds it finds the rest
    except OSError:
        _inbox(to).unlink(missing_ok=True)
        if ours:
            shutil.rmtree(files, ignore_errors=True)
        raise
    return to


def move(path: Path, to: Path) -> Path:
    """Move a review with all that is beside it to a path, or into a folder, and return where it is.

    To another file system it is copied; what was here is in the trash then. Held: somebody has it open; else raises as
    `copy` does.
    """
    load(path)
    to = _target(path, to)
    try:
        with _alone(path):
            _take(path, to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy(path, to)
        remove(path)
    return to


def free(path: Path) -> Path:
    """That path, or one like it, at which neither a review nor anything beside one is."""
    number, found = 1, path
    while taken(found):
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def _target(path: Path, to: Path) -> Path:
    to = to / path.name if to.is_dir() else to
    if there := taken(to):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(there))
    return to


def taken(path: Path) -> Path | None:
    """What is at a path, or would be taken for something beside the review there; None: it is free."""
    joins = attachments.original_of(path) != path or _shared(path)
    beside = [_inbox(path), *([] if joins else [attachments.beside(path)])]
    return next((there for there in (path, *beside) if os.path.lexists(there)), None)


def _inbox(path: Path) -> Path:
    return path.with_suffix(inbox.SUFFIX)


def _take(path: Path, target: Path) -> None:
    """Move a review with what lies beside it, as far as it is there, or nothing at all. Raises OSError."""
    files, there = attachments.beside(path), attachments.beside(target)
    ways = [(path, target), (_inbox(path), _inbox(target))]
    together = _shared(path) or there.exists()
    ways += [] if together else [(files, there)]
    ways = [way for way in ways if os.path.lexists(way[0])]
    if not ways:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    done: list[tuple[Path, Path]] = []
    try:
        for here, goal in ways:
            here.rename(goal)
            done.append((here, goal))
        if together:
            attachments.bring(files, there, link=True)
    except OSError:
        for here, goal in reversed(done):  # what lies beside it could not follow, so it stays
            goal.rename(here)
        raise


def _shared(path: Path) -> bool:
    """Whether another review has the same folder of files: a conflict copy of this one, or its original."""
    original = attachments.original_of(path)
    others = (other for other in path.parent.glob(f"*{path.suffix}") if other != path)
    return any(attachments.original_of(other) == original for other in others)
