"""Copies of a review that lie beside it.

We write them ourselves when somebody else has changed the file; programs that synchronise folders write them too.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from pm_tui import text
from pm_tui.review.merging import Merged, is_new_in, merge, same_origin
from pm_tui.review.model import Review
from pm_tui.store import backups, files
from pm_tui.store.files import Loaded, Unreadable
from pm_tui.store.keeping import utc_now
from pm_tui.store.storage import conflict_path

_OURS = r"\.conflict-\d{8}T\d{6}Z(?:-\d+)?"
_SYNCTHING = r"\.sync-conflict-[\w-]+"
_OWNCLOUD = r"_conflict-[\w-]+"
_DROPBOX = r" \([^()]*(?:conflict|konflikt|conflit)[^()]*(?:\(\d+\))?[^()]*\)"  # and Nextcloud's, in several languages
_SURELY = re.compile(rf"(.+?)(?:{_OURS}|{_SYNCTHING}|{_OWNCLOUD}|{_DROPBOX})\.json", re.IGNORECASE)
_PERHAPS = re.compile(r"(?:-[a-z][\w-]*| \(\d+\))\.json", re.IGNORECASE)  # behind the name: OneDrive's, Google Drive's


class Copy(msgspec.Struct, frozen=True):
    """A copy, what it holds, and the version that it and its review come from, if a backup has it."""

    path: Path
    loaded: Loaded
    base: Review | None = None


def original(name: str) -> str:
    """The name of the review of which a file is, by its own name, a copy; "" if it is none."""
    copy = _SURELY.fullmatch(name)
    return f"{copy[1]}.json" if copy else ""


def beside(path: Path, review: Review) -> tuple[Path, ...]:
    """The copies of a review in its folder, by name; where a name only may mean a copy, by a record in common."""
    try:
        others = sorted(file for file in path.parent.iterdir() if file.name.startswith(path.stem) and file != path)
    except OSError:
        return ()
    return tuple(file for file in others if original(file.name) == path.name or _may_be_copy(file, path, review))


def _may_be_copy(file: Path, path: Path, review: Review) -> bool:
    if not _PERHAPS.fullmatch(file.name.removeprefix(path.stem)):
        return False
    loaded = _loaded(file)
    return loaded is not None and same_origin(loaded.review, review)


def news(path: Path, review: Review) -> str:
    """A sentence about copies that hold what the review does not; "" when there are none."""
    found = [copy.name for copy in beside(path, review) if _is_news(copy, review)]
    if not found:
        return ""
    lies = "A copy of this review lies" if len(found) == 1 else f"{len(found)} copies of this review lie"
    named = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
    said = f"{lies} beside it, with changes that are not in here ({named}). Ctrl+P and “Merge copies” take them in."
    return text.one_line(text.clean(said))


def _is_news(copy: Path, review: Review) -> bool:
    loaded = _loaded(copy)
    return loaded is None or is_new_in(loaded.review, review)


def read(copy: Path, review: Path, revision: int, root: Path | None) -> Copy:
    """Read a copy of the review at a path, which is at that revision, and look for their ancestor in its backups.

    A copy says what its session began with. `root` is the state folder, None for none. Unreadable: see `files.load`.
    """
    loaded = files.load(copy)
    base = None
    for backup in backups.listed(review, root) if root and loaded.begun else ():
        if base is None and 0 < backup.revision <= min(revision, loaded.revision):
            held = _loaded(backup.path)
            base = held.review if held and held.fingerprint.digest.hex() == loaded.begun else None
    return Copy(copy, loaded, base)


def _loaded(path: Path) -> Loaded | None:
    try:
        return files.load(path)
    except Unreadable:
        return None


def take(review: Review, copy: Copy) -> Merged:
    """The review with what a copy of it has beyond it."""
    return merge(review, copy.loaded.review, copy.base)


def make(path: Path, root: Path | None) -> Path:
    """Make a copy beside a review, to work at while somebody else has the review open; return its path.

    It is named like a conflict copy, so that it is found and merged later; what it begins with is kept as a backup.
    Unreadable: see `files.load`; OSError: it cannot be made.
    """
    loaded = files.load(path)
    if root:
        backups.keep(path, loaded.content, loaded.revision, root, utc_now())
    return files.ReviewFile(path, loaded).copied(conflict_path(path.resolve()), loaded.review).path
