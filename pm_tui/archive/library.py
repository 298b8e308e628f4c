"""A library: a folder of reviews. What is in it, how a new review is named, and deleting with a way back."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import unicodedata
from pathlib import Path

import msgspec

from pm_tui.review import zones
from pm_tui.review.coverage import counts
from pm_tui.review.model import Header, Review
from pm_tui.store.files import Unreadable, load

TRASH = ".trash"
"""The folder inside the library where deleted reviews wait."""

_LONGEST = 120  # bytes of a name; 255 is the limit of most file systems, and side files add to the review's own name
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$")  # Windows opens a device instead of such a file


_CONFLICT_COPY = re.compile(r"(.+)\.conflict-\d{8}T\d{6}Z(?:-\d+)?\.json$")  # as `store.storage` names them


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A review in the list. `problem` says why it cannot be read; only its path is known then.

    `conflicts` are copies that were written beside it, because somebody else had changed the file meanwhile.
    """

    path: Path
    title: str = ""
    date: dt.date | None = None
    severity: str = ""
    status: str = ""
    open_prompts: int = 0
    open_actions: int = 0
    conflicts: tuple[Path, ...] = ()
    problem: str = ""


class Removed(msgspec.Struct, frozen=True):
    """A deleted review: where it was, and the folder in the trash that keeps it until it is restored."""

    path: Path
    kept: Path


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return the reviews of a library, the newest incident first, then those without a date, then what is unreadable.

    A library that is not there yet is empty. Raises OSError if the folder cannot be listed.
    """
    if not folder.exists():
        return ()
    files = review_files(folder)
    copies: dict[Path, list[Path]] = {}
    for file in files:
        copy = _CONFLICT_COPY.match(file.name)
        original = file.with_name(f"{copy[1]}.json") if copy else file
        copies.setdefault(original if original in files else file, []).append(file)
    listed = (_entry(file, tuple(sorted({*beside} - {file}))) for file, beside in copies.items())
    return tuple(sorted(listed, key=_newest_first))


def review_files(folder: Path) -> list[Path]:
    """The files of a folder that may be reviews, in no order. Raises OSError if the folder cannot be listed."""
    return [file for file in folder.glob("*.json") if not file.name.startswith(".") and file.is_file()]


def _entry(path: Path, conflicts: tuple[Path, ...]) -> Entry:
    try:
        review = load(path).review
    except Unreadable as error:
        where = f" (line {error.line})" if error.line else ""
        return Entry(path=path, conflicts=conflicts, problem=f"cannot be read: {error.reason}{where}")
    header = review.header
    return Entry(
        path=path,
        title=header.title,
        date=header.date,
        severity=header.severity,
        status=header.status,
        open_prompts=counts(review).open,
        open_actions=sum(action.state in ("idea", "open") for action in review.actions),
        conflicts=conflicts,
    )


def _newest_first(entry: Entry) -> tuple[bool, int, str]:
    return bool(entry.problem), -(entry.date.toordinal() if entry.date else 0), entry.path.name


def new_review(title: str, zone: str, now: dt.datetime) -> Review:
    """A review of that title and zone (IANA name), dated by the day that it is there; `now` is UTC."""
    return Review(header=Header(title=title, date=now.astimezone(zones.place(zone)).date(), zone=zone))


def new_path(folder: Path, title: str, date: dt.date | None) -> Path:
    """Return a path for a new review that is free, reads like its date and title, and is legal on every system."""
    name = "-".join(filter(None, [date.isoformat() if date else "", _slug(title)]))
    return _free(folder / f"{name or 'review'}.json")


def remove(path: Path) -> Removed:
    """Move a review and its files of evidence to the trash of its library. Raises OSError."""
    trash = path.parent / TRASH
    trash.mkdir(mode=0o700, exist_ok=True)
    kept = Path(tempfile.mkdtemp(prefix=f"{path.stem}-", dir=trash))
    moved = kept / path.name
    try:
        path.rename(moved)
        if evidence_folder(path).is_dir():
            evidence_folder(path).rename(evidence_folder(moved))
    except OSError:
        if moved.exists():  # its evidence could not follow, so it stays
            moved.rename(path)
        kept.rmdir()
        raise
    return Removed(path, kept)


def restore(removed: Removed) -> Path:
    """Bring a deleted review back and return its path: the old one, or a free one like it. Raises OSError."""
    path = _free(removed.path)
    kept = removed.kept / removed.path.name
    if evidence_folder(kept).is_dir():
        evidence_folder(kept).rename(evidence_folder(path))
    kept.rename(path)
    removed.kept.rmdir()
    return path


def evidence_folder(path: Path) -> Path:
    """The folder of the files of evidence of a review; it need not exist."""
    return path.with_suffix(".files")


def _slug(title: str) -> str:
    """The letters and digits of a title in small letters, with hyphens between the words."""
    letters = unicodedata.normalize("NFC", title.casefold())
    words = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in letters).split()
    slug = "-".join(words).encode()[:_LONGEST].decode(errors="ignore").rstrip("-")
    return f"{slug}-review" if _DEVICES.match(slug) else slug


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists() or evidence_folder(free).exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
