"""A new file that is there all at once or not at all, for its owner only."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pm_tui.store.storage import sync_folder

CHUNK = 2**20
"""Bytes that are read at once."""

_HEAD, _TAIL = ".new-", ".tmp"
_OLD = 24 * 3600  # seconds: what is left from then belongs to nobody who is still writing


class Pending:
    """A file that is being written under a name of its own, until it gets the one that it is meant to have."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.file = file
        self._path = path

    def become(self, target: Path, *, replace: bool = True) -> None:
        """Put it at `target`, in the same folder, once the disk has all of it. OSError: what was there still is.

        FileExistsError: something has that name, be it since a moment ago, and nothing may be replaced.
        """
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()  # Windows moves no open file
        if replace or not _linked(self._path, target):
            os.replace(self._path, target)  # noqa: PTH105  Path.replace would hide that this is the atomic step
        sync_folder(target.parent)


@contextlib.contextmanager
def pending(folder: Path) -> Iterator[Pending]:
    """A new file in a folder; it is gone behind the block unless it got its name. OSError: it cannot be made."""
    _tidy(folder)
    try:
        handle, name = tempfile.mkstemp(_TAIL, _HEAD, folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from None
    with os.fdopen(handle, "w+b") as file:
        try:
            yield Pending(file, Path(name))
        finally:
            file.close()
            with contextlib.suppress(OSError):
                Path(name).unlink()


def create(target: Path, content: BinaryIO) -> None:
    """Make a file of what is read. FileExistsError: there is one; OSError: it cannot be made, and is not there."""
    with pending(target.parent) as new:
        while chunk := content.read(CHUNK):
            new.file.write(chunk)
        new.become(target, replace=False)


def _linked(path: Path, target: Path) -> bool:
    """Give a file a second name that nothing has; False where the file system has no hard links. FileExistsError."""
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(target):  # as near to the replacing as can be
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        return False
    return True


def _tidy(folder: Path) -> None:
    """Remove what was being written when a program was killed, a day ago or earlier."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_HEAD}*{_TAIL}"):
            if time.time() - left.stat().st_mtime > _OLD:
                left.unlink(missing_ok=True)
