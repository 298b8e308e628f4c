"""A library: a folder of reviews. What is in it, and how a new review is named."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from pm_tui.archive.moving import free
from pm_tui.review import deadline, own, zones
from pm_tui.review.coverage import counts
from pm_tui.review.model import Header, Review
from pm_tui.review.record import ID_BITS
from pm_tui.store import copies
from pm_tui.store.files import Unreadable, load

_LONGEST = 120  # bytes of a name; 255 is the limit of most file systems, and side files add to the review's own name
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$")  # Windows opens a device instead of such a file


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A review in the list. `problem` says why it cannot be read; only its path is known then.

    `conflicts` are copies that we, or what synchronises the folder, wrote beside it, because somebody else had changed
    the file meanwhile. `clock` says how much time is left for it, or by how much it is overdue (then `overdue`); ""
    where nobody knows.
    """

    path: Path
    title: str = ""
    date: dt.date | None = None
    severity: str = ""
    status: str = ""
    open_prompts: int = 0
    open_actions: int = 0
    clock: str = ""
    overdue: bool = False
    conflicts: tuple[Path, ...] = ()
    problem: str = ""


Timing = Callable[[Review], deadline.Clock | None]
"""Says how a review stands against its clock now."""


def timing(rule: deadline.Rule, now: dt.datetime) -> Timing:
    """The clock by the team's rule, as it stands at the instant `now` (UTC)."""
    return lambda review: deadline.clock(review, rule, now)


def entries(folder: Path, clock: Timing | None = None) -> tuple[Entry, ...]:
    """Return the reviews of a library, the newest incident first, then those without a date, then what is unreadable.

    `clock` tells of each how much time is left. A library that is not there yet is empty. Raises OSError if the folder
    cannot be listed.
    """
    if not folder.exists():
        return ()
    files = review_files(folder)
    together: dict[Path, list[Path]] = {}
    for file in files:
        original = file.with_name(copies.original(file.name) or file.name)
        together.setdefault(original if original in files else file, []).append(file)
    listed = (_entry(file, tuple(sorted({*beside} - {file})), clock) for file, beside in together.items())
    return tuple(sorted(listed, key=_newest_first))


def review_files(folder: Path) -> list[Path]:
    """The files of a folder that may be reviews, in no order. Raises OSError if the folder cannot be listed."""
    return [file for file in folder.glob("*.json") if not file.name.startswith(".") and file.is_file()]


def _entry(path: Path, conflicts: tuple[Path, ...], clock: Timing | None) -> Entry:
    try:
        review = load(path).review
    except Unreadable as error:
        where = f" (line {error.line})" if error.line else ""
        return Entry(path=path, conflicts=conflicts, problem=f"cannot be read: {error.reason}{where}")
    header = review.header
    stands = clock(review) if clock else None
    return Entry(
        path=path,
        title=header.title,
        date=header.date,
        severity=header.severity,
        status=header.status,
        open_prompts=counts(review).open,
        open_actions=sum(action.state in ("idea", "open") for action in review.actions),
        clock=stands.words if stands else "",
        overdue=stands is not None and stands.state == "overdue",
        conflicts=conflicts,
    )


def _newest_first(entry: Entry) -> tuple[bool, int, str]:
    return bool(entry.problem), -(entry.date.toordinal() if entry.date else 0), entry.path.name


def new_review(
    title: str,
    zone: str,
    now: dt.datetime,
    because: Sequence[str] = (),
    questions: Sequence[own.TeamQuestion] = (),
) -> Review:
    """A review of that title and zone (IANA name), dated by the day that it is there; `now` is UTC.

    `because` says why it is due; `questions` are the team's own, which it asks in the wording of today.
    """
    date = now.astimezone(zones.place(zone)).date()
    review = Review(header=Header(title=title, date=date, zone=zone, because=tuple(because)))
    return own.take_in_own(review, questions, lambda: secrets.randbelow(2**ID_BITS - 1) + 1)


def new_path(folder: Path, title: str, date: dt.date | None) -> Path:
    """Return a path for a new review that is free, reads like its date and title, and is legal on every system."""
    name = "-".join(filter(None, [date.isoformat() if date else "", _slug(title)]))
    return free(folder / f"{name or 'review'}.json")


def _slug(title: str) -> str:
    """The letters and digits of a title in small letters, with hyphens between the words."""
    letters = unicodedata.normalize("NFC", title.casefold())
    words = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in letters).split()
    slug = "-".join(words).encode()[:_LONGEST].decode(errors="ignore").rstrip("-")
    return f"{slug}-review" if _DEVICES.match(slug) else slug
