"""Backups of a review: copies of its file as it was, in the folder of the program's state, for their owner only.

Each review has a folder of its own there, named after the path of the review; the file `path` in it says which that is.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from pm_tui import paths
from pm_tui.store.files import revision_of
from pm_tui.store.storage import ReviewStorage, replace, sync_folder

NEWEST, DAYS = 20, 14
"""How many are kept in any case, and of how many days (UTC) the last one of each."""

PATH_NAME = "path"
"""The file in a folder of backups that holds the path of their review, as the system writes it."""

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-r(\d{1,16})\.json")
_TICK = dt.timedelta(microseconds=1)


class Folder(msgspec.Struct, frozen=True):
    """Where the backups of one review are; neither need exist. `review` is its path without links."""

    place: Path
    review: Path


class Backup(msgspec.Struct, frozen=True):
    """A copy of a review's file: made when (UTC), at which revision (0: the file could not be read), how many bytes."""

    path: Path
    time: dt.datetime
    revision: int
    size: int


def made_of(review: Path, root: Path) -> Folder:
    """The folder of the backups of the review at a path; `root` is the state folder."""
    review = review.resolve()
    digest = hashlib.sha256(os.fsencode(review)).hexdigest()[:12]
    slug = re.sub(r"[^a-zA-Z0-9]+", "-", review.stem)[:40].strip("-")
    return Folder(root / "backups" / f"{slug}-{digest}".lstrip("-"), review)


def listed(review: Path, root: Path) -> tuple[Backup, ...]:
    """The backups of a review, the newest first. OSError: their folder cannot be read."""
    try:
        found = [_read_name(path) for path in made_of(review, root).place.iterdir()]
    except FileNotFoundError:
        return ()
    return tuple(sorted(filter(None, found), key=lambda backup: backup.time, reverse=True))


def _read_name(path: Path) -> Backup | None:
    name = _NAME.fullmatch(path.name)
    if not name:
        return None
    try:
        time = dt.datetime.strptime(name[1], _STAMP).replace(tzinfo=dt.UTC)
        return Backup(path, time, int(name[2]), path.stat().st_size)
    except (ValueError, FileNotFoundError):  # no such day; another pm-tui has just dropped it
        return None


def keep(review: Path, content: bytes, revision: int, root: Path, now: dt.datetime) -> Backup | None:
    """Make a backup of what a review's file holds, and drop those that are no longer needed. `now` is UTC.

    None: the newest one holds the same. OSError: it could not be made.
    """
    before = listed(review, root)
    if before and before[0].size == len(content) and before[0].path.read_bytes() == content:
        return None
    folder = made_of(review, root)
    _make(folder)
    taken = {backup.time for backup in before}
    while now in taken:
        now += _TICK
    made = Backup(folder.place / f"{now:{_STAMP}}-r{revision}.json", now, revision, len(content))
    replace(made.path, content, 0o600)
    sync_folder(folder.place)
    dropped = to_drop([now, *taken], now)
    for backup in before:
        if backup.time in dropped:
            backup.path.unlink(missing_ok=True)
    return made


def _make(folder: Folder) -> None:
    paths.make_private(folder.place)
    if not (folder.place / PATH_NAME).exists():
        replace(folder.place / PATH_NAME, os.fsencode(folder.review), 0o600)


def follow(review: Path, to: Path, root: Path) -> None:
    """Let the backups of a review that was moved be found where it is now, beside any that are there. OSError."""
    before, after = made_of(review, root), made_of(to, root)
    found = listed(review, root)
    if not found or before == after:
        return
    _make(after)
    for backup in found:
        backup.path.rename(after.place / backup.path.name)
    sync_folder(after.place)
    (before.place / PATH_NAME).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # something else lies there
        before.place.rmdir()


def to_drop(times: Iterable[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """Which backups of these times (UTC) are not kept: all but the last 20, and the last one of each of 14 days."""
    newest_first = sorted(times, reverse=True)
    last_of_day: dict[dt.date, dt.datetime] = {}
    for time in newest_first:
        if (now.date() - time.date()).days < DAYS:
            last_of_day.setdefault(time.date(), time)
    return set(newest_first[NEWEST:]) - set(last_of_day.values())


def restore(backup: Backup, review: Path, root: Path, now: dt.datetime) -> Path:
    """Put a backup where its review is, after a backup of what is there; return the path that was written.

    That is another one, beside it, if somebody changes the file meanwhile. Refused: a folder, pipe or device is there.
    OSError: nothing was replaced, or what is there could not be backed up first.
    """
    content = backup.path.read_bytes()
    storage = ReviewStorage(review)
    try:
        replaced = storage.content()
    except FileNotFoundError:
        pass
    else:
        keep(review, replaced, revision_of(replaced), root, now)
    storage.put(content)
    return storage.path
