"""Two copies of a review made into one, record by record and field by field.

With the version that both come from (`base`), what only one side has changed, added or deleted is taken. Without it
nobody can tell who has added and who has deleted: then everything is kept. Where both have truly changed the same, both
stay: prose is joined, and of anything else ours stands and an open question says what the other copy has. What one side
has deleted and the other changed is kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from pm_tui import text
from pm_tui.review import records
from pm_tui.review.fields import FIELDS
from pm_tui.review.model import TABLES, Question, Review

OR, OR_BELOW = " — or: ", "\n— or:\n"
"""Between two texts that are both kept: in one line, or in several."""

_PROSE = {(table, field.name) for table, known in FIELDS.items() for field in known if field.kind == "prose"}
_PROSE |= {("events", "believed"), ("accounts", "text"), ("response", "text"), ("drafts", "text")}
_LABELS = {(table, field.name): field.label for table, known in FIELDS.items() for field in known}
_OURS = {"rank", "cursor", "asked", "basis"}  # what the program keeps for itself: ours is as good as theirs
_CLOCKS = {"meetings", "turns"}  # of these, only what people write is worth a question
_SAME = {"drafts": "place", "response": "key", "own_questions": "key"}  # by this, not by their ids, they are the same
_ABOVE = {"whys": "parent", "accounts": "about", "evidence": "about"}  # what goes with the record that it belongs to
_NAMED = ("name", "key")
_MISSING = object()

Rows = dict[str, Any]


class Merged(msgspec.Struct, frozen=True):
    """What came of a merge; counts of records and fields. `asked` counts the questions that say what differs."""

    review: Review
    added: int = 0
    changed: int = 0
    deleted: int = 0
    joined: int = 0
    asked: int = 0

    def __str__(self) -> str:
        counts = (
            _counted(self.added, "record came in", "records came in"),
            _counted(self.changed, "record was completed", "records were completed"),
            _counted(self.deleted, "record was deleted there and is gone", "records were deleted there and are gone"),
            _counted(self.joined, "text is there in both forms", "texts are there in both forms"),
            _counted(self.asked, "open question says what differs", "open questions say what differs"),
        )
        return ", ".join(filter(None, counts)) or "nothing new was in it"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def merge(ours: Review, theirs: Review, base: Review | None = None) -> Merged:
    """Ours with what theirs has beyond it; ours itself if that is nothing."""
    merging = _Merging(records.to_tables(ours), records.to_tables(theirs), records.to_tables(base) if base else None)
    tables = merging.tables()
    if tables == merging.ours:
        return Merged(ours)
    return Merged(records.from_tables(tables).review, **merging.counts)


class _Merging:
    """One merge of plain tables: collects what is to be counted and asked."""

    def __init__(self, ours: records.Tables, theirs: records.Tables, base: records.Tables | None) -> None:
        self.ours = ours
        self.theirs = _aligned(theirs, ours)
        self.base = None if base is None else _aligned(base, ours)
        self.counts = dict.fromkeys(("added", "changed", "deleted", "joined", "asked"), 0)
        self.questions: Rows = {}
        self.dropped: dict[str, Rows] = {}

    def tables(self) -> dict[str, Any]:
        names = [*self.ours, *(name for name in self.theirs if name not in self.ours)]
        merged: dict[str, Any] = {}
        for name in names:
            sides = [side.get(name, {}) for side in (self.ours, self.theirs, self.base or {})]
            if all(isinstance(side, dict) for side in sides):
                merged[name] = self._rows(name, *sides)
            else:
                _put(merged, name, *sides[:2])
        self._revive(merged)
        if self.questions:
            merged["questions"] = {**self.questions, **merged.get("questions", {})}
            self.counts["asked"] = len(self.questions.keys() - self.ours.get("questions", {}).keys())
        return {name: rows for name, rows in merged.items() if rows or name in self.ours}

    def _rows(self, table: str, ours: Rows, theirs: Rows, base: Rows) -> Rows:
        merged: Rows = {}
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            mine, other, before = (side.get(key, _MISSING) for side in (ours, theirs, base))
            if mine is _MISSING or other is _MISSING:
                kept = other if mine is _MISSING else mine
                if self.base is not None and kept == before:
                    self.dropped.setdefault(table, {})[key] = kept
                    self.counts["deleted"] += other is _MISSING
                else:
                    merged[key] = kept
                    self.counts["added"] += mine is _MISSING
            elif isinstance(mine, dict) and isinstance(other, dict):
                merged[key] = self._record(table, key, mine, other, before if isinstance(before, dict) else None)
            else:
                _put(merged, key, mine, other)
        return merged

    def _record(self, table: str, key: str, ours: Rows, theirs: Rows, base: Rows | None) -> Rows:
        joined = self.counts["joined"]
        merged: Rows = {}
        for name in [*ours, *(name for name in theirs if name not in ours)]:
            mine, other = ours.get(name, _MISSING), theirs.get(name, _MISSING)
            before = _MISSING if base is None else base.get(name, _MISSING)
            value = mine
            if mine != other:
                changed = base is not None and (mine == before) != (other == before)
                value = (other if mine == before else mine) if changed else self._both(table, key, name, mine, other)
            if value is not _MISSING:
                merged[name] = value
        self.counts["changed"] += merged != ours and joined == self.counts["joined"]
        return merged

    def _both(self, table: str, key: str, name: str, ours: Any, theirs: Any) -> Any:
        """The value of a field that differs, and nobody knows who has changed it, or both have."""
        if name == "public":  # only what both would show to customers is shown to them
            return _MISSING
        if ours is _MISSING or theirs is _MISSING:
            return theirs if ours is _MISSING else ours
        if name == "taken" and table == "inbox":
            return max(ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list) and (table not in _CLOCKS or name == "attendees"):
            return _union(ours, theirs)
        if (table, name) in _PROSE and isinstance(ours, str) and isinstance(theirs, str):
            return self._joined(ours, theirs)
        if name not in _OURS and (table not in _CLOCKS or (table, name) in _LABELS):
            self._ask(table, key, name, ours, theirs)
        return ours

    def _joined(self, ours: str, theirs: str) -> str:
        if _holds(ours, theirs) or _holds(theirs, ours):
            return ours if _holds(ours, theirs) else theirs
        self.counts["joined"] += 1
        return (OR_BELOW if "\n" in ours + theirs else OR).join((ours, theirs))

    def _ask(self, table: str, key: str, name: str, ours: Any, theirs: Any) -> None:
        label = _LABELS.get((table, name), name)
        said = f"{label}: “{_words(ours)}” here, “{_words(theirs)}” in another copy. Which holds?"
        about = int(key) if table in TABLES and key.isdecimal() else 0
        number = _number(table, key, name, theirs)
        self.questions[str(number)] = records.plain(Question(id=number, about=about, text=text.clean(said)))

    def _revive(self, merged: dict[str, Any]) -> None:
        """Keep what one side has deleted while the other has put something below it."""
        waiting = [(table, key) for table in _ABOVE for key in merged.get(table, {})]
        while waiting:
            table, key = waiting.pop()
            above = _above(table, merged[table][key])
            for name in [table] if _ABOVE[table] == "parent" else [*self.dropped]:
                if above in self.dropped.get(name, {}) and self._belongs(table, key, name, above):
                    merged.setdefault(name, {})[above] = self.dropped[name].pop(above)
                    waiting += [(name, above)] if name in _ABOVE else []

    def _belongs(self, table: str, key: str, name: str, above: str) -> bool:
        """Whether a side has the one record and, below it, the other."""
        sides = (self.ours, self.theirs)
        return any(
            above in side.get(name, {}) and _above(table, side.get(table, {}).get(key)) == above for side in sides
        )


def _above(table: str, row: Any) -> str:
    """The key of the record that a row belongs to."""
    return str(row.get(_ABOVE[table], 0)) if isinstance(row, dict) else ""


def _aligned(tables: records.Tables, ours: records.Tables) -> dict[str, Any]:
    """The tables, records that are the same as one of ours by what they are for under its id."""
    aligned: dict[str, Any] = dict(tables)
    for table, field in _SAME.items():
        known = {str(row.get(field)): key for key, row in _records(ours, table)}
        names = {key: known.get(str(row.get(field)), key) for key, row in _records(tables, table)}
        taken = set(tables.get(table, {})) - names.keys()
        if len({*names.values(), *taken}) == len(names) + len(taken):  # else two of theirs would become one
            aligned[table] = {names.get(key, key): row for key, row in tables.get(table, {}).items()}
    return aligned


def _records(tables: Mapping[str, Any], table: str) -> Iterator[tuple[str, Rows]]:
    rows = tables.get(table, {})
    return ((key, row) for key, row in rows.items() if isinstance(row, dict)) if isinstance(rows, dict) else iter(())


def _put(merged: Rows, key: str, ours: Any, theirs: Any) -> None:
    """Keep both of what could not be read, theirs under a name of its own."""
    merged[key] = ours
    if theirs not in (ours, {}):
        merged[f"{key}~{_number(key, theirs):x}"] = theirs


def _union(ours: list[Any], theirs: list[Any]) -> list[Any]:
    known = [_name(item) for item in ours]
    return [*ours, *(item for item in theirs if _name(item) not in known)]


def _name(item: Any) -> Any:
    return next((item[name] for name in _NAMED if name in item), item) if isinstance(item, dict) else item


def _holds(longer: str, shorter: str) -> bool:
    """Whether a text stands in another one, in whole words."""
    return re.search(rf"(?<!\w){re.escape(shorter)}(?!\w)", longer) is not None


def _words(value: Any) -> str:
    """A value as a question quotes it; a moment by what was typed."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and value.get("text"):
        return str(value["text"])
    if isinstance(value, dict) and "earliest" in value:
        return str(value["earliest"])
    return json.dumps(value, ensure_ascii=False)


def _number(*parts: Any) -> int:
    """An id that the same conflict always gets."""
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()
    return int.from_bytes(digest[:6], "big") + 1


def is_new_in(theirs: Review, ours: Review) -> bool:
    """Whether a copy holds anything that ours does not."""
    return merge(ours, theirs).review is not ours


def same_origin(one: Review, other: Review) -> bool:
    """Whether two reviews have a record in common: ids are random, so one is then a copy of the other."""
    return not _ids(one).isdisjoint(_ids(other))


def _ids(review: Review) -> set[tuple[str, int]]:
    return {(table, row.id) for table in TABLES for row in getattr(review, table)}
