"""The files of evidence: the folder beside a review, what is put into it, and whether it is still there.

A file is named by the SHA-256 of what it holds (see `review.attached`). Nothing here takes one away: an older state of
the review, from a backup or by undo, finds its files. All of this reads and writes; call it in a thread.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from pm_tui.paths import absolute, make_private
from pm_tui.review.attached import HEAD, Look, digest_of, file_name, image, in_words
from pm_tui.store import copies
from pm_tui.store.replacing import CHUNK, create, pending
from pm_tui.text import clean, one_line

SUFFIX = ".files"
"""What the folder has in its name where its review has `.json`."""

_MOST_NAMES = 5000
_SAFELY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class NotAttached(Exception):
    """A file cannot be attached; its text is a sentence that says which and why. Nothing was kept of it."""


class Attached(msgspec.Struct, frozen=True):
    """A file that lies beside the review now: its name there, what it was called, its bytes, when it was changed."""

    file: str
    name: str
    size: int
    changed: dt.datetime | None = None


def beside(review: Path) -> Path:
    """The folder of the files of a review; it need not exist. A copy that lies beside it has that of its original."""
    return original_of(review).with_suffix(SUFFIX)


def original_of(path: Path) -> Path:
    """The review that a copy lies beside, by its name (see `copies`); any other path is its own."""
    while above := copies.original(path.name):  # there are copies of copies
        path = path.with_name(above)
    return path


def address(folder: Path, document: Path) -> str:
    """The folder as a document in `document`, a folder, refers to it: relative, with slashes, and percent-encoded."""
    try:
        near = os.path.relpath(folder, document)
    except ValueError:  # another drive of Windows
        return folder.as_uri()
    return quote(os.fsencode(Path(near).as_posix()))  # bytes: a name need not be UTF-8


# --- putting in -----------------------------------------------------------------------------------------------------


def found(typed: Iterable[str]) -> Path | None:
    """The first of these paths at which there is a file; None when there is none."""
    for named in typed:
        try:
            if (path := absolute(named)).is_file():
                return path
        except (OSError, ValueError):  # too long for a name; a NUL in it
            continue
    return None


def names_in(folder: Path) -> tuple[str, ...]:
    """What lies in any folder, in order, folders with a slash behind them; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            found = [entry.name + "/" * entry.is_dir() for entry in islice(entries, _MOST_NAMES)]
    except OSError:
        return ()
    return tuple(sorted(name for name in found if clean(name) == name))


def keep(folder: Path, source: Path, most: int, stop: Callable[[], bool] = bool) -> Attached:
    """Copy a file into the folder. NotAttached: it is none, larger than `most` bytes, or cannot be read or written.

    `stop` is asked again and again whether to give up.
    """
    called = one_line(clean(source.name))
    try:
        # Between looking and opening, a pipe may have taken the file's place: opening one must not wait.
        with os.fdopen(os.open(source, os.O_RDONLY | _SAFELY), "rb") as content:
            status = os.fstat(content.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise NotAttached(f"{called} is no file; choose one, not a folder or a device.")
            _refuse_large(called, status.st_size, most)
            file, size = _put(folder, called, content, most, stop)
    except IsADirectoryError:
        raise NotAttached(f"{called} is a folder; choose a file in it, or pack it into one first.") from None
    except OSError as error:
        raise NotAttached(f"{called} could not be attached: {error.strerror or error}.") from None
    return Attached(file, called, size, dt.datetime.fromtimestamp(int(status.st_mtime), dt.UTC))


def keep_text(folder: Path, text: str, called: str, most: int) -> Attached:
    """Keep a text as a file. NotAttached: it is larger than `most` bytes, or cannot be written."""
    content = text.encode("utf-8")
    _refuse_large(called, len(content), most)
    try:
        file, size = _put(folder, called, io.BytesIO(content), most, bool)
    except OSError as error:
        raise NotAttached(f"{called} could not be attached: {error.strerror or error}.") from None
    return Attached(file, called, size)


def _refuse_large(called: str, size: int, most: int) -> None:
    if size > most:
        raise NotAttached(
            f"{called} is too large to be attached: {in_words(size)}, at most {in_words(most)} "
            "(evidence.megabytes in the team's settings). A link, or the part that matters, does it too."
        )


def _put(folder: Path, called: str, content: BinaryIO, most: int, stop: Callable[[], bool]) -> tuple[str, int]:
    """Write the content into the folder under its own name, and return that and its size."""
    make_private(folder)
    with pending(folder) as new:
        digest, size, head = hashlib.sha256(), 0, b""
        while chunk := content.read(CHUNK):
            if stop():
                raise NotAttached(f"{called} was not attached: pm-tui was closed.")
            head, size = head or chunk[:HEAD], size + len(chunk)
            _refuse_large(called, size, most)  # it grew while it was read
            digest.update(chunk)
            new.file.write(chunk)
        same = (path.name for path in folder.glob(f"{digest.hexdigest()}*") if digest_of(path.name))
        name = next(same, "") or file_name(digest.hexdigest(), called, head)
        new.become(folder / name)
    return name, size


def bring(here: Path, there: Path, *, link: bool = False) -> int:
    """Copy the files of one folder into another, and return how many; those that are there stay. Raises OSError.

    With `link` they are the same files where the system has a way to do so, for they are never written in place.
    """
    files = [path for path in _files(here) if not (there / path.name).exists()]
    if files:
        make_private(there)
    for path in files:
        if not (link and _linked(path, there / path.name)):
            with path.open("rb") as content:
                create(there / path.name, content)
    return len(files)


def _linked(here: Path, there: Path) -> bool:
    try:
        there.hardlink_to(here)
    except OSError:  # another file system, or one without links
        return False
    return True


def _files(folder: Path) -> list[Path]:
    """What lies in the folder but links, folders, and what is being written."""
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_file() and not path.is_symlink() and path.name[0] != "."]


# --- looking --------------------------------------------------------------------------------------------------------


class Looker:
    """Looks whether files are still what their names say; one that was not touched since is not read again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int, int], Look]] = {}

    def look(self, folder: Path, files: Iterable[str], stop: Callable[[], bool] = bool) -> dict[str, Look]:
        """How each of these files is found; without the rest, when `stop` says so."""
        looks: dict[str, Look] = {}
        for file in dict.fromkeys(files):
            if stop():
                break
            looks[file] = self._look_at(folder / file, stop) if digest_of(file) else Look("missing")
        return looks

    def _look_at(self, path: Path, stop: Callable[[], bool]) -> Look:
        try:
            handle = os.open(path, os.O_RDONLY | _SAFELY | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            return Look("changed" if error.errno == errno.ELOOP else "missing")
        with os.fdopen(handle, "rb") as content:
            status = os.fstat(handle)
            mark = (status.st_ino, status.st_size, status.st_mtime_ns)
            if path not in self._known or self._known[path][0] != mark:
                look = _read(content, digest_of(path.name), stop) if stat.S_ISREG(status.st_mode) else Look("changed")
                if not stop():
                    self._known[path] = (mark, look)
                return look
        return self._known[path][1]


def _read(content: BinaryIO, digest: str, stop: Callable[[], bool]) -> Look:
    holds, head = hashlib.sha256(), b""
    try:
        while (chunk := content.read(CHUNK)) and not stop():
            head = head or chunk[:HEAD]
            holds.update(chunk)
    except OSError:
        return Look("missing")
    return Look("present" if holds.hexdigest() == digest else "changed", bool(image(head)))
