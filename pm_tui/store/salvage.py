"""What can still be read of a damaged review: every record that decodes, and of the others every field that does.

The records are looked for wherever they stand in the text, so that a hole in one place costs nothing elsewhere. What
cannot be read is listed with its place and kept in the salvaged review, set aside. The damaged file is never changed.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import math
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pm_tui.review import records
from pm_tui.review.merging import merge
from pm_tui.review.model import SINGLES, TABLES, Review, SetAside
from pm_tui.review.records import UNREADABLE
from pm_tui.store import attachments
from pm_tui.store.damaged_text import decoded, sides
from pm_tui.store.files import STAMP, ReviewFile
from pm_tui.store.storage import ReviewStorage

UNPLACED = "unplaced"
"""The table of records that stood in none: the beginning of the file is gone."""

_OWN = TABLES.keys() | SINGLES.keys()
_FIELDS = {name: {*kind.__struct_fields__} for name, kind in (TABLES | SINGLES).items()}
_ANY_FIELD = set().union(*_FIELDS.values())
_MEMBER = re.compile(r'"((?:[^"\\\n]|\\.){1,80})"\s*:\s*\{')
_ROWS = re.compile(r'\s*(?:\}|"\d{1,16}"\s*:)')
_BORDER = re.compile(rf'"(?:\d{{1,16}}|{"|".join(sorted(_OWN))})"\s*:\s*\{{')
_NAME = re.compile(r'"((?:[^"\\\n]|\\.)*)"\s*:\s*')
_NEXT = re.compile(r'"[a-z_]{2,30}"\s*:')
_BETWEEN = re.compile(r"[\s,\u2400]*")
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\]]')
_CUT = re.compile(r'"((?:[^"\\\n]|\\.)*)')
_DEEP = 5000
_SOMETHING = re.compile(r"\w")


class Lost(msgspec.Struct, frozen=True):
    """A piece of the text that could not be read; line and column count from 1."""

    line: int
    column: int
    text: str
    reason: str

    def __str__(self) -> str:
        words = " ".join(self.text.split())
        shown = words if len(words) <= 60 else f"{words[:59]}…"
        return f"line {self.line}, column {self.column}: {self.reason} ({len(self.text)} characters: {shown})"


class Salvaged(msgspec.Struct, frozen=True):
    """What was read, how many records that are, what was not, and sentences about the file as a whole."""

    review: Review
    count: int
    lost: tuple[Lost, ...]
    notes: tuple[str, ...]


def read(path: Path) -> Salvaged:
    """Salvage a file. Refused: a folder, pipe or device; OSError: it cannot be read at all."""
    return salvage(ReviewStorage(path).content())


def salvage(content: bytes) -> Salvaged:
    """Read what can be read of a text, whatever it is. Never fails."""
    text, notes = decoded(content)
    each = [_Salvage(side) for side in sides(text)]
    if len(each) > 1:
        notes += ("Both sides of a merge were in it; they are merged.",)
    read_as = [records.from_tables(one.tables()) for one in each]
    review = read_as[0].review
    for other in read_as[1:]:
        review = merge(review, other.review).review
    lost = tuple(dict.fromkeys(piece for one in each for piece in one.lost))
    notes += tuple(dict.fromkeys(str(notice) for one in read_as for notice in one.notices))
    aside = (SetAside(UNREADABLE, str(n), msgspec.to_builtins(piece), piece.reason) for n, piece in enumerate(lost, 1))
    return Salvaged(msgspec.structs.replace(review, set_aside=(*review.set_aside, *aside)), _count(review), lost, notes)


def _count(review: Review) -> int:
    singles = [name for name, kind in SINGLES.items() if getattr(review, name) != kind()]
    return len(singles) + sum(len(getattr(review, name)) for name in TABLES)


def write(path: Path, review: Review, *, in_place: bool = False) -> Path:
    """Write a salvaged review to a new file beside the damaged one, and return its path.

    `in_place` gives it the name of the damaged file, which is kept beside it as NAME.damaged. OSError: not written.
    """
    if not in_place:
        return create(recovered_path(path), review, path)
    kept = _free(f"{path.name}.damaged", path)
    os.rename(path, kept)  # noqa: PTH104 - as it is elsewhere: a step that must not be half done
    try:
        return ReviewFile.create(path, review).path
    except OSError:
        os.rename(kept, path)  # noqa: PTH104
        raise


def create(target: Path, review: Review, damaged: Path) -> Path:
    """Write a salvaged review to a new file that has the files of evidence of the damaged one, and return its path.

    FileExistsError: there is one; OSError: not written. A file of evidence that cannot follow is said on its row.
    """
    made = ReviewFile.create(target, review).path
    with contextlib.suppress(OSError):
        attachments.bring(attachments.beside(damaged.resolve()), attachments.beside(made), link=True)
    return made


def recovered_path(path: Path) -> Path:
    """A free name for what is recovered of the file at a path."""
    return _free(f"{path.stem}.recovered", path, ".json")


def _free(name: str, path: Path, suffix: str = "") -> Path:
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(free for one in names if not os.path.lexists(free := path.with_name(one + suffix)))


# --- reading --------------------------------------------------------------------------------------------------------


class _Salvage:
    """One reading of a text: collects tables and lost pieces."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lost: list[Lost] = []
        self._tables: dict[str, dict[str, Any]] = {}
        self._table = ""
        self._patience = 50 * len(text) + 100 * _DEEP  # characters that may be read in vain, before nothing is tried

    def tables(self) -> dict[str, Any]:
        """Look for members that hold an object, from the beginning to the end."""
        at = 0
        while member := _MEMBER.search(self.text, at):
            self._leave(at, member.start(), "it belongs to no record")
            at = self._take(member[1], member.end() - 1)
        self._leave(at, len(self.text), "it belongs to no record")
        self._tables.pop(STAMP, None)
        return self._tables

    def _take(self, name: str, at: int) -> int:
        """Take the member `name` whose object begins at a place, and return where to look on."""
        if name.isascii() and name.isdecimal():
            fields, end = self._record(at)
            self._add(name, fields)
            return end
        if name in _OWN or name == STAMP or (name not in _ANY_FIELD and _ROWS.match(self.text, at + 1)):
            self._table = name
            return at + 1
        found = self._value(at)
        if found and isinstance(found[0], dict) and found[0].keys() & _OWN:
            return at + 1  # the tables are in there
        if found is None or name in _ANY_FIELD:
            end = found[1] if found else at + 1
            self._leave(at, end, f"“{name}” belongs to no record")
            return end
        self._tables.setdefault(name, found[0])
        return found[1]

    def _add(self, key: str, fields: dict[str, Any]) -> None:
        """Keep a record; one of the same id but with other words gets an id of its own."""
        rows = self._tables.setdefault(self._table or _guessed(fields), {})
        if self._table in SINGLES or self._table == STAMP:
            rows[key] = {**fields, **rows.get(key, {})}
            return
        while key in rows and rows[key] != fields:
            key = str(int(key[:15]) + 1)
        rows[key] = fields

    def _record(self, at: int) -> tuple[dict[str, Any], int]:
        found = self._value(at)
        return found if found and isinstance(found[0], dict) else self._fields(at)

    def _fields(self, at: int) -> tuple[dict[str, Any], int]:
        """The fields of a damaged record, as far as the next one."""
        border = _BORDER.search(self.text, at)
        limit = border.start() if border else len(self.text)
        fields: dict[str, Any] = {}
        at = self._between(at + 1)
        while at < limit and self.text[at] != "}":
            name = _NAME.match(self.text, at, limit)
            found = self._value(name.end()) if name else None
            if name and found and found[1] <= limit:
                fields.setdefault(name[1], found[0])
                at = found[1]
            elif name and (cut := _CUT.match(self.text, name.end(), limit)):
                fields.setdefault(name[1], _unescaped(cut[1]))
                self._leave(cut.start(), cut.end(), f"“{name[1]}” is cut off; its beginning is kept", any_text=True)
                at = cut.end()
            else:
                end = self._behind(name.end() if name else at, limit)
                self._leave(at, end, f"“{name[1]}” is damaged" if name else "it is damaged")
                at = end
            at = self._between(at)
        return fields, min(at + 1, limit) if at < limit else limit

    def _value(self, at: int) -> tuple[Any, int] | None:
        """The value at a place and where it ends; None if none can be read there."""
        for decoder in _DECODERS if self._patience > 0 else ():
            try:
                return decoder.raw_decode(self.text, at)
            except json.JSONDecodeError as error:
                self._patience -= error.pos - at
            except RecursionError:
                self._patience -= _DEEP
        return None

    def _between(self, at: int) -> int:
        between = _BETWEEN.match(self.text, at)
        return between.end() if between else at

    def _behind(self, at: int, limit: int) -> int:
        """Where the next field begins, behind what is damaged: behind its brackets, if they are closed."""
        depth = 0
        for token in _TOKEN.finditer(self.text, at, limit) if self.text[at : at + 1] in ("{", "[") else ():
            depth += (token[0] in "{[") - (token[0] in "}]")
            if depth == 0:
                return token.end()
        following = _NEXT.search(self.text, at + 1, limit)
        return following.start() if following else limit

    def _leave(self, start: int, end: int, reason: str, *, any_text: bool = False) -> None:
        """List a piece, unless nothing is in it."""
        piece = self.text[start:end]
        if any_text or _SOMETHING.search(piece):
            start += len(piece) - len(piece.lstrip(" \t\r\n,{}[]:"))
            line_start = self.text.rfind("\n", 0, start) + 1
            line = self.text.count("\n", 0, start) + 1
            self.lost.append(Lost(line, start - line_start + 1, piece.strip(" \t\r\n,"), reason))


def _guessed(fields: dict[str, Any]) -> str:
    """The only table that has all these fields."""
    found = [name for name in TABLES if fields and fields.keys() <= _FIELDS[name]]
    return found[0] if len(found) == 1 else UNPLACED


def _unescaped(cut: str) -> str:
    """The words of a text that has no end; a half escape at its end goes."""
    for end in range(len(cut), max(len(cut) - 12, -1), -1):
        try:
            return str(json.loads(f'"{cut[:end]}"', strict=False))
        except ValueError:
            continue
    return cut


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a name that stands there again with another value is kept as "name (2)"."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        if made.get(name, value) != value:
            name = next(free for free in _numbered(name) if free not in made)  # noqa: PLW2901
        made[name] = value
    return made


def _numbered(name: str) -> Iterator[str]:
    return (f"{name} ({number})" for number in itertools.count(2))


def _float(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < 1000 else digits


_DECODERS = tuple(
    json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_int=_whole, parse_constant=str, strict=strict)
    for strict in (True, False)
)
"""What no review may hold (NaN, a number without end) is kept as its letters."""
