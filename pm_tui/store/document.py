"""Writing an export: for its owner only, all at once, and never over or through something that is in the way."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from pm_tui.store.replacing import pending


class InTheWay(Exception):
    """What is at a path and must not be replaced; its text says what that is."""


def write_document(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a text to a file of mode 0600, by way of a temporary one beside it.

    InTheWay: a symbolic link is there, or what is no file. FileExistsError: a file, and `replace` is not said. OSError,
    with the name of `path`: it cannot be written; what was there is as it was.
    """
    look_at(path, replace=replace)
    try:
        with pending(path.parent) as new:
            new.file.write(text.encode("utf-8"))
            new.become(path, replace=replace)
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


def look_at(path: Path, *, replace: bool) -> None:
    """See whether a file may be written at a path. InTheWay, FileExistsError: as `write_document` says."""
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
