"""The inbox of a review: a file beside it to which any program may append, a JSON object on each line.

The review itself says how many bytes of it were taken in (`Review.inbox`), in the same save as the records that came of
them: so each entry comes in once, whatever is killed when.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from pm_tui import text
from pm_tui.review import logged, records
from pm_tui.review.logged import Entry
from pm_tui.review.model import Review
from pm_tui.review.record import ID_BITS
from pm_tui.store.storage import LARGEST

SUFFIX = ".inbox.jsonl"
"""What an inbox has in its name where its review has `.json`."""

LONGEST = 2**20
"""Bytes of one line: more was never meant for a meeting."""

Mark = tuple[int, int, int]
"""Inode, size and time of change of a file: another one says that there may be something new in it."""


class Batch(msgspec.Struct, frozen=True):
    """What an inbox held beyond some byte. `taken` is the byte up to which it was read, `notices` are sentences."""

    entries: tuple[Entry, ...] = ()
    taken: int = 0
    notices: tuple[str, ...] = ()


def beside(review: Path) -> Path:
    """The inbox of the review at a path, beside the file that is really written; it need not exist."""
    return review.resolve().with_suffix(SUFFIX)


def mark(path: Path) -> Mark | None:
    """What tells whether a file has changed; None while there is none to see."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


# --- writing --------------------------------------------------------------------------------------------------------


def append(review: Path, entries: Sequence[Entry]) -> None:
    """Add entries to the inbox of a review in one write, and wait until the disk has them.

    A new inbox may be read and written by whom the review may be. ValueError: an entry is too long; OSError: they are
    not, or not all, in the file.
    """
    lines = [msgspec.json.encode(entry) + b"\n" for entry in entries]
    if any(len(line) > LONGEST for line in lines):
        raise ValueError(f"That is longer than {LONGEST // 2**10} KiB; keep it beside the review and log a link.")
    path = beside(review)
    handle = _opened(path, review)
    try:
        _refuse_special(os.fstat(handle), path)
        content = _line_end(handle) + b"".join(lines)
        if os.write(handle, content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(handle)
    finally:
        os.close(handle)


def _opened(path: Path, review: Path) -> int:
    """The inbox, open for appending; made if it is not there."""
    flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NONBLOCK", 0)  # a pipe in its place must not make anybody wait
    with contextlib.suppress(FileNotFoundError):
        return os.open(path, flags)
    mode = stat.S_IMODE(review.stat().st_mode) & 0o666 | 0o600
    handle = os.open(path, flags | os.O_CREAT, 0o600)
    with contextlib.suppress(OSError):  # made by somebody else meanwhile; Windows
        path.chmod(mode)
    _sync_folder(path.parent)
    return handle


def _line_end(handle: int) -> bytes:
    """What has to come first: a line end, when a program was killed, or the disk was full, within the last line."""
    size = os.fstat(handle).st_size
    if not size:
        return b""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return b"" if os.read(handle, 1) == b"\n" else b"\n"


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # a folder that may not be read; a file system, or Windows, without it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refuse_special(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no file", str(path))


# --- reading --------------------------------------------------------------------------------------------------------


def read(path: Path, taken: int) -> Batch:
    """Read the entries of an inbox behind its first `taken` bytes.

    A last line without its end is left for later, a line that is no entry is left out and told. A file that is shorter,
    or has no line end there, is another one than was read: it is read from its beginning, and ids tell what is new.
    """
    try:
        content, taken = _content(path, taken)
    except FileNotFoundError:
        return Batch(taken=taken)
    except OSError as error:
        return Batch(taken=taken, notices=(_said(path, f"cannot be read: {error.strerror}"),))
    whole = content[: content.rfind(b"\n") + 1]
    if not whole and len(content) > LONGEST:
        whole = content  # no entry will come of it, whatever its end
    entries: list[Entry] = []
    damaged: list[tuple[int, str]] = []
    start = taken
    for line in whole.split(b"\n"):
        try:
            entries += [_entry(line)] if line.strip() else []
        except (ValueError, RecursionError) as error:
            damaged.append((start, str(error)))
        start += len(line) + 1
    return Batch(tuple(entries), taken + len(whole), _told(path, damaged))


def _content(path: Path, taken: int) -> tuple[bytes, int]:
    """What lies behind the first `taken` bytes, and how many they really are."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        _refuse_special(status, path)
        if taken:
            file.seek(min(taken, status.st_size + 1) - 1)
            taken = taken if file.read(1) == b"\n" else 0
        file.seek(taken)
        return file.read(LARGEST), taken


def _entry(line: bytes) -> Entry:
    """The entry on a line. ValueError: it holds none."""
    if len(line) > LONGEST:
        raise ValueError("the line is too long")
    raw = json.loads(line.decode("utf-8-sig"))  # takes half a surrogate pair, as other programs write it
    entry = msgspec.convert(_cleaned(raw), Entry)
    if not 0 < entry.id < 2**ID_BITS:
        raise ValueError("the id is no whole number from 1 to 2^53")
    if not entry.text.strip() and not (entry.kind == "park" and entry.prompt):
        raise ValueError("it has no text")
    times = {name: records.sound(getattr(entry, name)) for name in ("at", "end", "written")}
    return msgspec.structs.replace(entry, **times)


def _cleaned(raw: Any) -> Any:
    if isinstance(raw, str):
        return text.clean(raw)
    if isinstance(raw, list):
        return [_cleaned(item) for item in raw]
    return {name: _cleaned(value) for name, value in raw.items()} if isinstance(raw, dict) else raw


def _told(path: Path, damaged: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    if not damaged:
        return ()
    start, reason = damaged[0]
    lines = "a line is no entry and was" if len(damaged) == 1 else f"{len(damaged)} lines are no entries and were"
    first = "" if len(damaged) == 1 else "the first "
    return (_said(path, f"{lines} left out ({first}at byte {start}: {reason}); the file is unchanged"),)


def _said(path: Path, sentence: str) -> str:
    return text.one_line(text.clean(f"{path.name}: {sentence}."))


def taken_in(path: Path, review: Review) -> tuple[Review, Batch]:
    """The review at a path together with what its inbox holds beyond it, and what that is. Nothing is written."""
    batch = read(beside(path), review.inbox.taken)
    return logged.take(review, logged.fresh(review, batch.entries), batch.taken), batch


class Inbox:
    """The inbox of an open review: gives what is new in it, each line once. May be asked from any thread."""

    def __init__(self, review: Path, taken: int) -> None:
        self._path = beside(review)
        self._taken = taken
        self._mark: Mark | None = None
        self._asking = threading.Lock()

    def news(self) -> Batch | None:
        """What was added since it was asked last; None when nothing was. Reads the file only if it has changed."""
        with self._asking:
            now = mark(self._path)
            if now == self._mark:
                return None
            self._mark = now
            batch = read(self._path, self._taken)
            self._taken = batch.taken
            return batch if batch.entries or batch.notices else None
