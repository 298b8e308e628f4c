"""A short lock on a side file, held while one save compares and replaces."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

WAIT_SECONDS = 3.0
_PAUSE_SECONDS = 0.02
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}  # the last is Windows'
_UNSUPPORTED = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}


class Locked(OSError):
    """Another program held the lock all the time that we were willing to wait."""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold the lock of the review at `path`; yields False where the file system knows no locks.

    The side file lies beside the review and goes when the lock does. Locked: nobody let go of it within three seconds.
    """
    side = path.with_name(f".{path.name}.lock")
    deadline = time.monotonic() + WAIT_SECONDS
    while (opened := _opened(side, path)) is None:
        if time.monotonic() > deadline:
            raise Locked(errno.EAGAIN, "another program is saving this review", str(path))
        time.sleep(_PAUSE_SECONDS)
    handle, real = opened
    try:
        yield real
    finally:
        released(handle, side)


def _opened(side: Path, path: Path) -> tuple[int, bool] | None:
    """`acquired`, with the name that people know in what it raises."""
    try:
        return acquired(side)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def released(handle: int, side: Path) -> None:
    """Let go of a side file, and take it away."""
    with contextlib.suppress(OSError):  # Windows: not while somebody else has it open
        side.unlink()
    os.close(handle)


def acquired(side: Path) -> tuple[int, bool] | None:
    """The open side file and whether it is locked; None while somebody else has it. OSError: it cannot be made."""
    handle = os.open(side, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    kept = False
    try:
        real = _is_locked(handle)
        kept = not real or _is_at(handle, side)  # else its last holder has taken the file away: lock the one there now
    except OSError as error:
        if error.errno not in _HELD:
            raise
    finally:
        if not kept:
            os.close(handle)
    return (handle, real) if kept else None


def _is_locked(handle: int) -> bool:
    """Lock an open file; False where the file system knows no locks. OSError: somebody else holds it."""
    try:
        _lock(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        return False
    return True


def _is_at(handle: int, side: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), side.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    _BEHIND = 2**30

    def _lock(handle: int) -> None:
        os.lseek(handle, _BEHIND, os.SEEK_SET)  # what is locked there cannot be read, so it is a byte that nobody wrote
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
