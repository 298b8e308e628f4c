"""A review and its file: opening, making, saving.

Beside the tables of the review the file holds the table `pm_tui` with one document: the number of the schema, the
revision, which grows by one with each save, and which content the session that has written it began with: by that two
copies of a review find the version that both come from.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from pm_tui import text
from pm_tui.review import records
from pm_tui.review.model import Review
from pm_tui.review.record import ID_BITS
from pm_tui.store.jsontext import Refused, parse, position
from pm_tui.store.review_text import ReviewText
from pm_tui.store.storage import Fingerprint, ReviewStorage

SCHEMA = 1
STAMP = "pm_tui"
_BEGUN = "begun"
_LATER = "A later version of pm-tui has written this review."
_MOST_PLACES = 20  # notices that say line and column: each looks through the file


class Unreadable(Exception):
    """A file that cannot be opened as a review; it was not changed. `line` and `column` count from 1, 0 when unknown.

    Its text is a sentence for the person who wanted to open it: which file, why, where, and what to do.
    """

    def __init__(self, path: Path, reason: str, advice: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(path, reason, advice, line, column)
        self.path, self.reason, self.advice, self.line, self.column = path, reason, advice, line, column

    def __str__(self) -> str:
        where = f" (line {self.line}, column {self.column})" if self.line else ""
        said = f"{self.path} cannot be opened: {self.reason}{where}. {self.advice}{'; ' if self.advice else ''}"
        return text.one_line(text.clean(said + "the file is unchanged."))


class Damaged(Unreadable):
    """A file that can be read, but holds no sound review: something may still be saved (see `salvage`)."""


class Loaded(msgspec.Struct, frozen=True):
    """What a file held: as a review, and as it was.

    `stamp` is the table `pm_tui`, with whatever a later version keeps in it. Of the `notices`, `unread` are those that
    concern whoever only reads: what of the content is not in the review, or not as it stands there.
    """

    review: Review
    revision: int
    fingerprint: Fingerprint
    notices: tuple[str, ...]
    unread: tuple[str, ...]
    read_only: bool
    stamp: dict[str, Any]
    content: bytes

    @property
    def begun(self) -> str:
        """The SHA-256 of what the session that has written it began with; "" when it does not say."""
        document = self.stamp.get(records.SINGLE_KEY, {})
        return str(document.get(_BEGUN, "")) if isinstance(document, dict) else ""


def load(path: str | Path) -> Loaded:
    """Read a review. Unreadable: there is none at `path`, or it cannot be read; the file is left as it is.

    A file of a later schema is read as far as we know it, and only for looking; so is one that we may not replace.
    """
    path = Path(path)
    try:
        storage = ReviewStorage(path)
        content = storage.content()
    except Refused as refused:
        raise Unreadable(path, refused.reason, refused.advice) from None
    except (OSError, RuntimeError, ValueError) as error:  # a circle of links; a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(path, reason, "Check the name and whether you may read it") from None
    try:
        tables = parse(content)
        stamp = tables.pop(STAMP, None)
        schema = _number(stamp, "schema")
        if not schema:
            raise Refused("it is JSON, but no review", "Choose a file that pm-tui has written", 1, 1)
    except Refused as refused:
        raise Damaged(path, refused.reason, refused.advice, refused.line, refused.column) from None
    decoded = records.from_tables(tables)
    said = [_placed(notice, content) for notice in decoded.notices[:_MOST_PLACES]]
    said += [str(notice) for notice in decoded.notices[_MOST_PLACES:]]
    unread = [_LATER] if schema > SCHEMA else []
    unread += [words for words, notice in zip(said, decoded.notices, strict=True) if notice.field != "rank"]
    read_only, other_name = _why_read_only(schema, storage.path), ""
    if not read_only and _other_names(storage.path):
        other_name = f"{storage.path.name} has another name (a hard link), which will not follow what is saved here."
    assert storage.seen is not None, "content() sets it"
    return Loaded(
        review=decoded.review,
        revision=_number(stamp, "revision"),
        fingerprint=storage.seen,
        notices=(*filter(None, [read_only and f"{read_only} It is open for reading only.", other_name]), *said),
        unread=tuple(unread),
        read_only=bool(read_only),
        stamp=stamp,
        content=content,
    )


def revision_of(content: bytes) -> int:
    """The revision of the review that a text holds, 0 if it holds none."""
    try:
        return _number(parse(content).get(STAMP), "revision")
    except Refused:
        return 0


def _why_read_only(schema: int, path: Path) -> str:
    """The sentence that says why a review cannot be edited, "" if it can."""
    if schema > SCHEMA:
        return _LATER
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return "You may not change this file or its folder."
    return ""


def _other_names(path: Path) -> int:
    """How many hard links a file has beside its name."""
    try:
        return path.stat().st_nlink - 1
    except OSError:  # just taken away
        return 0


def _number(stamp: Any, name: str) -> int:
    """A whole number of the stamp, 0 when it holds none."""
    document = stamp.get(records.SINGLE_KEY) if isinstance(stamp, dict) else None
    number = document.get(name) if isinstance(document, dict) else None
    return number if type(number) is int and 0 < number < 2**ID_BITS else 0


def _placed(notice: records.Notice, content: bytes) -> str:
    """The notice with the place in the file that it speaks of."""
    names = [name for name in (notice.table, notice.key, notice.field) if name]
    line, column = position(content.decode("utf-8-sig"), *names) if names else (0, 0)
    return f"{notice} (line {line}, column {column})" if line else str(notice)


class ReviewFile:
    """A review's file as a session keeps it: where it is, how often it was saved, and the way to save it again."""

    warning = ""
    """Nothing is done here beside saving."""

    def __init__(self, path: str | Path, loaded: Loaded | None = None) -> None:
        self._storage = ReviewStorage(path, loaded.fingerprint if loaded else None)
        self._stamp = loaded.stamp if loaded else {}
        self._begun = {_BEGUN: loaded.fingerprint.digest.hex()} if loaded else {}
        self._text = ReviewText()
        self.revision = loaded.revision if loaded else 0

    @classmethod
    def create(cls, path: str | Path, review: Review) -> ReviewFile:
        """Make the file, for its owner only. FileExistsError: there is one; OSError: it cannot be made."""
        made = cls(path)
        made._storage.create(made.next_text(review))
        made.revision += 1
        return made

    @property
    def path(self) -> Path:
        """The file that is written: the conflict copy, if there is one."""
        return self._storage.path

    @property
    def conflict(self) -> str:
        """The name of the conflict copy; "" while nobody else has changed the file."""
        return self._storage.conflict

    def save(self, review: Review) -> bytes:
        """Write the review as the next revision, and return the text. OSError: it may not be in the file."""
        content = self.next_text(review)
        self._storage.put(content)
        self.revision += 1
        return content

    def copied(self, path: Path, review: Review) -> ReviewFile:
        """Make a new file that goes on from this one. FileExistsError: there is one; OSError: it cannot be made."""
        made = ReviewFile(path)
        made._stamp, made._begun, made._text, made.revision = self._stamp, self._begun, self._text, self.revision
        made._storage.create(made.next_text(review))
        made.revision += 1
        return made

    def next_text(self, review: Review) -> bytes:
        """What the next save would write. The one after it is quicker, for what stays the same is remembered."""
        document = {"schema": SCHEMA, "revision": self.revision + 1} | self._begun
        stamp = self._stamp | {records.SINGLE_KEY: self._stamp.get(records.SINGLE_KEY, {}) | document}
        return self._text.of(review, {STAMP: stamp})
