"""Writing an export: for its owner only, all at once, and never over or through something that is in the way."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path


class InTheWay(Exception):
    """What is at a path and must not be replaced; its text says what that is."""


def write_document(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a text to a file of mode 0600, by way of a temporary one beside it.

    InTheWay: a symbolic link is there, or what is no file. FileExistsError: a file, and `replace` is not said. OSError,
    with the name of `path`: it cannot be written; what was there is as it was.
    """
    _look_at(path, replace=replace)
    try:
        _put(path, text.encode("utf-8"), replace=replace)
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


def _look_at(path: Path, *, replace: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if stat.S_ISLNK(mode):
        raise InTheWay("is a symbolic link, which is not followed")
    if not stat.S_ISREG(mode):
        raise InTheWay("is a folder" if stat.S_ISDIR(mode) else "is no file, but a pipe or a device")
    if not replace:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _put(path: Path, content: bytes, *, replace: bool) -> None:
    handle, temporary = tempfile.mkstemp(".tmp", ".export-", path.parent)  # makes it 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        if not (replace or _linked(temporary, path)):
            _look_at(path, replace=False)  # this file system has no hard links: as near to the replacing as can be
            replace = True
        if replace:
            Path(temporary).replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()


def _linked(temporary: str, path: Path) -> bool:
    """Whether the file has `path` for a name now; FileExistsError: something has, at the last moment."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        return False
    return True
