"""The text of a review's file from one save to the next.

Records and tables never change, others take their place: so what is still there keeps the text that it had. Of a review
of 5 MB, working all of it out would take a quarter of a second with each save.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from pm_tui.review.model import TABLES, Review
from pm_tui.review.record import Record
from pm_tui.review.records import plain, to_tables
from pm_tui.store.jsontext import indented, serialise


class _Row(NamedTuple):
    record: Record
    lines: bytes


class _Table(NamedTuple):
    records: tuple[Record, ...] = ()
    rows: Mapping[int, _Row] = MappingProxyType({})  # by id, in the order of the file
    text: Sequence[bytes] = ()  # in parts


_NO_ROWS: dict[str, Any] = dict.fromkeys(TABLES, ())


class ReviewText:
    """Writes one review again and again, as `jsontext.serialise` would. May be asked from any thread."""

    def __init__(self) -> None:
        self._known: dict[str, _Table] = {}

    def of(self, review: Review, stamp: dict[str, Any]) -> bytes:
        """The text of the review; `stamp` holds the tables that are not the review's."""
        if review.set_aside:  # may lie in any table
            return serialise(to_tables(review) | stamp)
        try:
            others = to_tables(msgspec.structs.replace(review, **_NO_ROWS)) | stamp
            tables: dict[str, Sequence[bytes]] = {name: [indented(table, 1)] for name, table in others.items()}
            tables |= {name: self._lines(name, rows) for name in TABLES if (rows := getattr(review, name))}
        except UnicodeEncodeError:  # half a surrogate pair
            return serialise(to_tables(review) | stamp)
        parts = [b"{\n"]  # put together once: each copy of 5 MB takes a millisecond in which no letter appears
        for name in sorted(tables):
            parts += [b",\n"] if len(parts) > 1 else []
            parts += [b'  "%s": ' % name.encode(), *tables[name]]
        return b"".join([*parts, b"\n}\n"])

    def _lines(self, name: str, records: tuple[Record, ...]) -> Sequence[bytes]:
        """The parts of a table's text."""
        before = self._known.get(name, _Table())
        if records is before.records:
            return before.text
        rows = _rows(records, before.rows)
        first, *others = [row.lines for row in rows.values()]
        text = [b"{", first.removeprefix(b","), *others, b"\n  }"]
        self._known[name] = _Table(records, rows, text)
        return text


def _rows(records: tuple[Record, ...], before: Mapping[int, _Row]) -> dict[int, _Row]:
    by_id = {record.id: record for record in records}
    order = before if by_id.keys() == before.keys() else sorted(by_id, key=str)
    rows: dict[int, _Row] = {}
    for number in order:
        record, row = by_id[number], before.get(number)
        rows[number] = row if row and row.record is record else _written(record)
    return rows


def _written(record: Record) -> _Row:
    return _Row(record, b',\n    "%d": %s' % (record.id, indented(plain(record), 2)))
