"""The file of a review, as a TinyDB storage that never leaves half a file behind.

TinyDB's own JSONStorage overwrites in place: killed while saving, it leaves a file that nobody can read. Here a save is
one `write` of all tables: serialise, write a temporary file in the same folder, fsync, replace, fsync the folder.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import itertools
import os
import stat
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from pm_tui.store.jsontext import Refused, parse, serialise
from pm_tui.store.lock import locked

LARGEST = 256 * 2**20
"""Bytes: above this a file is no review, and reading it would only freeze the program."""

_TAIL = ".tmp"


class Fingerprint(msgspec.Struct, frozen=True):
    """What tells whether a file is still the one that was read or written last; `digest` is its SHA-256."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    digest: bytes

    @classmethod
    def of(cls, status: os.stat_result, content: bytes) -> Fingerprint:
        """The fingerprint of a file that holds `content`."""
        digest = hashlib.sha256(content).digest()
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, digest)

    def matches(self, path: Path) -> bool:
        """Whether that file is at `path`, or another with the same content, as tools that synchronise folders make."""
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return False
        if self == Fingerprint(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, self.digest):
            return True
        return self.size == status.st_size and self.digest == hashlib.sha256(path.read_bytes()).digest()


class ReviewStorage(Storage):
    """One review's file. A symbolic link stays one: what it points to is read and replaced.

    `path` is the file that is written. After a conflict that is the conflict copy, and `conflict` is its name.
    """

    def __init__(self, path: str | Path, seen: Fingerprint | None = None) -> None:
        self.path = Path(path).resolve()
        self.seen = seen
        self.conflict = ""

    def read(self) -> dict[str, Any]:
        """All tables. Refused: the file is no review; OSError: it cannot be read."""
        return parse(self.content())

    def content(self) -> bytes:
        """What the file holds, as it is; later writes compare with it. Refused: a folder, pipe or device."""
        content, status = _read(self.path)
        self.seen = Fingerprint.of(status, content)
        return content

    def write(self, data: dict[str, Any]) -> None:
        """Replace the file by `data`; write a conflict copy instead if somebody else has changed the file since.

        A file that has gone is made again: there is nothing that it could overwrite. OSError: either nothing has
        changed, or the new file is there and a power cut could still take it back.
        """
        self.put(serialise(data))

    def put(self, content: bytes) -> None:
        """`write` of a text that is there already."""
        with locked(self.path) as alone:
            path, mode = self.path, _mode(self.path)
            if mode is not None and not os.access(path, os.W_OK):  # replacing it would go, but is not what was meant
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            if mode is not None and not (self.seen and self.seen.matches(path)):
                path = conflict_path(path)
            if alone:
                _tidy(path)
            self.seen = replace(path, content, 0o600 if mode is None else mode)
            if path != self.path:
                self.path, self.conflict = path, path.name
            sync_folder(path.parent)

    def create(self, content: bytes) -> None:
        """Make the file, readable and writable for its owner only. FileExistsError: there is one."""
        with locked(self.path):
            if os.path.lexists(self.path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.path))
            self.seen = replace(self.path, content, 0o600)
            sync_folder(self.path.parent)


def _read(path: Path) -> tuple[bytes, os.stat_result]:
    _refuse_special(path.stat())
    # Between looking and opening, a pipe may have taken the file's place: opening one must not wait.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        _refuse_special(os.fstat(handle))
        content = file.read(LARGEST + 1)
        status = os.fstat(handle)
    if len(content) > LARGEST:
        raise Refused(f"it is larger than {LARGEST // 2**20} MiB", "Choose a review that pm-tui has written")
    return content, status


def _refuse_special(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Refused("it is a folder", "Name a file in it, or open it as a library with --library")
    if not stat.S_ISREG(status.st_mode):
        raise Refused("it is a device or a pipe, not a file", "Choose a review that pm-tui has written")


def _mode(path: Path) -> int | None:
    """The permission bits of a file, None when there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def replace(path: Path, content: bytes, mode: int) -> Fingerprint:
    """Put a file with that content at `path`, all at once. OSError: what was there is still there."""
    handle, name = tempfile.mkstemp(_TAIL, f".{path.name}.", path.parent)
    try:
        try:
            _write(handle, content)
            _slow_for_a_test()
            os.fsync(handle)
        finally:
            os.close(handle)
        Path(name).chmod(mode)
        status = Path(name).stat()
        _slow_for_a_test()
        os.replace(name, path)  # noqa: PTH105  Path.replace would hide that this is the atomic step
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Fingerprint.of(status, content)


def _write(handle: int, content: bytes) -> None:
    """Write all of it: a disk that is nearly full takes a part at first."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def sync_folder(folder: Path) -> None:
    """Make sure that the folder's new entry survives a power cut, where the system has a way to do so."""
    with contextlib.suppress(PermissionError):  # a folder that may be written but not read; Windows
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:  # a file system without fsync for folders
                raise
        finally:
            os.close(handle)


def _tidy(path: Path) -> None:
    """Remove what earlier saves left when they were killed. Only for who holds the lock: nobody else is saving."""
    with contextlib.suppress(OSError):  # a folder that may be written but not read
        for left in path.parent.iterdir():
            if left.name.startswith(f".{path.name}.") and left.name.endswith(_TAIL):
                left.unlink(missing_ok=True)


def conflict_path(path: Path) -> Path:
    """A free name beside the review, with today's date and time (UTC)."""
    stem = f"{path.stem}.conflict-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(free for name in names if not os.path.lexists(free := path.with_name(name + path.suffix)))


def _slow_for_a_test() -> None:
    """A test seam: PM_TUI_TEST_SLOW_SAVE seconds before fsync and before replace, so that a kill can hit a save."""
    seconds = os.environ.get("PM_TUI_TEST_SLOW_SAVE")
    if seconds:
        time.sleep(float(seconds))
