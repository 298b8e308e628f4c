"""A review as plain tables and back: what the store writes, the formats carry and the archive reads.

`tables[name][key]` is one record as JSON types; the key is its id in decimal. Header, impact, inbox and
the customer version are tables of one document, "1". Fields that hold their default are left out.

Decoding never fails and never loses: what this version does not know or cannot read is kept raw (`Record.extra`,
`Review.set_aside`) and comes back unchanged from `to_tables`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any, TypeVar, get_origin

import msgspec

from pm_tui import text
from pm_tui.review import bounds, ranks, whys, zones
from pm_tui.review.gathering import Attendee, Stage
from pm_tui.review.model import SINGLES, TABLES, Event, Moment, Review, SetAside, Why
from pm_tui.review.record import ID_BITS, Record

Tables = dict[str, dict[str, dict[str, Any]]]
StructT = TypeVar("StructT", bound=msgspec.Struct)
RecordT = TypeVar("RecordT", bound=Record)

SINGLE_KEY = "1"
UNREADABLE = "unreadable"
"""The table in which a review that was recovered from a damaged file keeps what could not be read."""

_UNKNOWN = "this version does not know the table; it is kept as it is"
_RECOVERED = "holds what could not be read when the review was recovered; it is kept as it is"
MOST_MINUTES = 24 * 60
_DAY = dt.timedelta(days=1)
_FIRST, _LAST = (moment.replace(tzinfo=dt.UTC) for moment in (dt.datetime.min + _DAY, dt.datetime.max - _DAY))
_OWN = TABLES.keys() | SINGLES.keys()
_OURS = frozenset({"id", "extra"})  # fields of a record that are not fields in the file
_FIELDS = {
    kind: {field.name: field.type for field in msgspec.structs.fields(kind) if field.name not in _OURS}
    for kind in (*TABLES.values(), *SINGLES.values())
}
_LISTS = {
    kind: {name for name, annotation in fields.items() if get_origin(annotation) is tuple}
    for kind, fields in _FIELDS.items()
}
_MOMENT = frozenset(Moment.__struct_fields__)
_NAMED: dict[type[msgspec.Struct], str] = {Attendee: "name", Stage: "key"}
"""What is kept in a list within a record, and the field by which its unknown fields find it again."""


class Notice(msgspec.Struct, frozen=True):
    """What was not as it should be. `key` and `field` are "" when it is about the whole table or record."""

    table: str
    key: str
    field: str
    text: str

    def __str__(self) -> str:
        where = " ".join(part for part in (self.table, self.key, self.field) if part)
        return text.clean(f"{where}: {self.text}" if where else self.text)


class Decoded(msgspec.Struct, frozen=True):
    """A review and what there is to say about the tables that it came from."""

    review: Review
    notices: tuple[Notice, ...] = ()


# --- to tables ------------------------------------------------------------------------------------------------------


def to_tables(review: Review) -> Tables:
    """The review as JSON types: instants as ISO 8601 with "Z", dates as ISO 8601. Empty tables are left out."""
    tables: dict[str, Any] = {}
    for name in SINGLES:
        document = plain(getattr(review, name))
        if document:
            tables[name] = {SINGLE_KEY: document}
    for name in TABLES:
        rows = {str(record.id): plain(record) for record in getattr(review, name)}
        if rows:
            tables[name] = rows
    for item in review.set_aside:
        _put_back(tables, item)
    return tables


def plain(record: msgspec.Struct) -> dict[str, Any]:
    """A record, or a table of one document, as JSON types."""
    known: dict[str, Any] = msgspec.to_builtins(record)
    known.pop("id", None)
    extra = known.pop("extra", None)
    for name in _LISTS[type(record)] & known.keys():
        known[name] = list(known[name])
    if extra:
        merged = {name: _merged(extra[name], value) for name, value in known.items() if name in extra}
        known = extra | known | merged
    return known


def _merged(kept: Any, value: Any) -> Any:
    """`value` with the unknown fields that `_unknown_within` found beside it; in a list they go by its items' names."""
    if isinstance(kept, dict) and isinstance(value, dict):
        return _without(kept, _MOMENT) | value
    if isinstance(kept, list) and value and isinstance(value[0], dict):
        kind, name = next((kind, name) for kind, name in _NAMED.items() if name in value[0])
        known = frozenset(kind.__struct_fields__)
        by_name = {str(item.get(name)): item for item in kept if isinstance(item, dict)}
        return [_without(by_name.get(item[name], {}), known) | item for item in value]
    return value


def _without(fields: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: field for name, field in fields.items() if name not in names}


def _put_back(tables: dict[str, Any], item: SetAside) -> None:
    """Write what was set aside to where it came from; a place that is taken by now gives way to the next free name.

    A record whose key is the empty text was set aside as a table of that one record.
    """
    if not item.key and not (item.table in _OWN and isinstance(item.raw, dict)):
        names = itertools.chain([item.table], (f"{item.table}_{number}" for number in itertools.count(2)))
        tables[next(name for name in names if name not in tables)] = item.raw
        return
    rows = tables.setdefault(item.table, {})
    if not item.key:
        rows |= item.raw
        return
    keys = itertools.chain([item.key], map(str, itertools.count(2)))
    rows[next(key for key in keys if key not in rows)] = item.raw


# --- from tables ----------------------------------------------------------------------------------------------------


def from_tables(tables: Mapping[str, Any]) -> Decoded:
    """Decode each record on its own. Every text that becomes part of the review is cleaned first."""
    return _Reader().review(tables)


class _Reader:
    """One decoding: collects what is set aside and what there is to say."""

    def __init__(self) -> None:
        self.set_aside: list[SetAside] = []
        self.notices: list[Notice] = []
        self.replaced = 0

    def review(self, tables: Mapping[str, Any]) -> Decoded:
        parts: dict[str, Any] = {}
        for name, raw in tables.items():
            if name not in _OWN:
                self._keep(name, "", raw, _RECOVERED if name == UNREADABLE else _UNKNOWN)
            elif not isinstance(raw, dict):
                self._keep(name, "", raw, "is no table; it is kept as it is")
            elif name in SINGLES:
                parts[name] = self._single(name, raw)
            else:
                parts[name] = self._rows(name, raw)
        if "whys" in parts:
            parts["whys"] = self._rooted(parts["whys"])
        if "events" in parts:
            parts["events"] = self._bound(parts["events"])
        if self.replaced:
            self._note("", "", "", text.told(self.replaced))
        return Decoded(Review(**parts, set_aside=tuple(self.set_aside)), tuple(self.notices))

    def _single(self, table: str, raw: dict[str, Any]) -> msgspec.Struct:
        document: msgspec.Struct = SINGLES[table]()
        for key, fields in raw.items():
            if key == SINGLE_KEY and isinstance(fields, dict):
                document = self._struct(SINGLES[table], table, key, fields)
            else:
                aside = fields if key else {key: fields}
                self._keep(table, key, aside, f"is not the one document of {table}; it is kept as it is")
        return document

    def _rows(self, table: str, raw: dict[str, Any]) -> tuple[Record, ...]:
        rows = []
        for key, fields in raw.items():
            number = _record_id(key)
            if not number:
                self._keep(
                    table,
                    key,
                    fields if key else {key: fields},
                    "the id is no whole number from 1 to 2^53; the record is kept as it is",
                )
            elif not isinstance(fields, dict):
                self._keep(table, key, fields, "is no record; it is kept as it is")
            else:
                rows.append(self._struct(TABLES[table], table, key, fields, id=number))
        return self._ordered(table, rows)

    def _struct(self, kind: type[StructT], table: str, key: str, raw: dict[str, Any], **given: int) -> StructT:
        """One record, field by field; what is not known or cannot be read goes into `extra`."""
        values: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for name, field in raw.items():
            if name not in _FIELDS[kind]:
                extra[name] = field
                continue
            try:
                values[name] = sound(msgspec.convert(self._cleaned(field), _FIELDS[kind][name]))
            except ValueError as error:  # msgspec.ValidationError is one
                extra[name] = field
                self._note(table, key, name, f"could not be read and is kept as it is ({error}).")
                continue
            unknown = _unknown_within(field, values[name])
            if unknown:
                extra[name] = unknown
        return kind(**values, **given, extra=extra)

    def _cleaned(self, raw: Any) -> Any:
        if isinstance(raw, str):
            cleaned = text.clean(raw)
            if cleaned != raw:
                self.replaced += text.changed_characters(raw)
            return cleaned
        if isinstance(raw, list):
            return [self._cleaned(item) for item in raw]
        if isinstance(raw, dict):
            return {name: self._cleaned(value) for name, value in raw.items()}
        return raw

    def _ordered(self, table: str, rows: list[RecordT]) -> tuple[RecordT, ...]:
        """The rows by rank, ties by id; those without a rank last. Ranks that cannot order anything are made anew."""
        rows.sort(key=lambda row: (not row.rank, row.rank, row.id))
        repaired = _ranked(rows)
        count = sum(old is not new for old, new in zip(rows, repaired, strict=True))
        if count:
            what = "1 row" if count == 1 else f"{count} rows"
            self._note(table, "", "rank", f"{what} had no place of their own in the order and got one.")
        return repaired

    def _rooted(self, rows: tuple[Why, ...]) -> tuple[Why, ...]:
        """Cut loose, at the root, every why whose parent is missing or below itself."""
        loose = {place.why.id for place in whys.tree(rows) if place.depth == 0 and place.why.parent}
        for number in sorted(loose):
            self._note(
                "whys", str(number), "parent", "the why that it explains is not there; it stands at the root now."
            )
        return tuple(msgspec.structs.replace(why, parent=0) if why.id in loose else why for why in rows)

    def _bound(self, rows: tuple[Event, ...]) -> tuple[Event, ...]:
        """Let go of bounds that cannot be; the times of the other bound events follow their rows."""
        held, loose = bounds.sound(rows)
        for number in sorted(loose):
            said = "it cannot lie where it was bound (no such row, a circle, or a time of its own); it was let go."
            self._note("events", str(number), "after, before", said)
        return held

    def _keep(self, table: str, key: str, raw: Any, reason: str) -> None:
        self.set_aside.append(SetAside(table, key, raw, reason))
        self._note(table, key, "", reason + ".")

    def _note(self, table: str, key: str, field: str, said: str) -> None:
        self.notices.append(Notice(table, key, field, said))


def _ranked(rows: list[RecordT]) -> tuple[RecordT, ...]:
    """The same rows with ascending, usable ranks; only those that need one get a new one."""
    placed: list[RecordT] = []
    waiting: list[RecordT] = []
    for row in rows:
        low = placed[-1].rank if placed else ""
        if ranks.valid(row.rank) and row.rank > low:
            placed += _between(waiting, low, row.rank)
            placed.append(row)
            waiting = []
        else:
            waiting.append(row)
    return (*placed, *_between(waiting, placed[-1].rank if placed else "", ""))


def _between(rows: list[RecordT], low: str, high: str) -> list[RecordT]:
    fresh = ranks.spread(len(rows), low, high)
    return [msgspec.structs.replace(row, rank=rank) for row, rank in zip(rows, fresh, strict=True)]


def _record_id(key: str) -> int:
    """The id that a key spells, 0 when it spells none."""
    if not (key.isascii() and key.isdecimal() and len(key) <= len(str(2**ID_BITS))):
        return 0
    number = int(key)
    return number if str(number) == key and number < 2**ID_BITS else 0


def _unknown_within(raw: Any, value: Any) -> Any:
    """What the raw text of a moment, or of a list of attendees or stages, holds beyond `value`; empty if nothing."""
    if isinstance(value, Moment):
        return _without(raw, _MOMENT)
    if isinstance(value, tuple) and value and type(value[0]) in _NAMED:
        known = frozenset(value[0].__struct_fields__)
        return [item for item in raw if not item.keys() <= known]
    return None


def sound(value: Any) -> Any:
    """Instants in UTC, alone or within a moment or a list; every other value as it is.

    ValueError: an instant names no zone or lies too near the calendar's end to be shown in every zone, the earliest is
    after the latest, no place has the offset, or minutes are no number of them.
    """
    if isinstance(value, dt.datetime):
        return _instant(value)
    if isinstance(value, tuple):
        return tuple(map(sound, value))
    if isinstance(value, Attendee):
        return msgspec.structs.replace(value, joined=_instant(value.joined))
    if isinstance(value, Stage):
        return _sound_stage(value)
    if not isinstance(value, Moment):
        return value
    earliest, latest = (_instant(moment) for moment in (value.earliest, value.latest))
    if earliest and latest and earliest > latest:
        raise ValueError("the earliest instant is after the latest")
    if value.offset is not None and not zones.FARTHEST_WEST <= value.offset <= zones.FARTHEST_EAST:
        raise ValueError("no place is so far east or west of UTC")
    return msgspec.structs.replace(value, earliest=earliest, latest=latest)


def _sound_stage(stage: Stage) -> Stage:
    if not all(0 <= minutes < MOST_MINUTES for minutes in (stage.minutes, stage.given or 0)):
        raise ValueError("the minutes of a stage are less than none, or more than a day")
    return stage


def _instant(moment: dt.datetime | None) -> dt.datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("the instant names no zone")
    if not _FIRST <= moment <= _LAST:
        raise ValueError("the instant is at the end of the calendar")
    return moment.astimezone(dt.UTC)
