"""The text of a review's file from one save to the next.

Records and tables never change, others take their place: so what is still there keeps the text that it had. Of a review
of 5 MB, working all of it out would take a quarter of a second with each save.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from pm_tui.review.model import TABLES, Review
from pm_tui.review.record import Record
from pm_tui.review.records import plain, to_tables
from pm_tui.store.jsontext import indented, serialise


class _Row(NamedTuple):
    record: Record
    key: str
    lines: bytes


class _Table(NamedTuple):
    records: tuple[Record, ...] = ()
    rows: Mapping[int, _Row] = MappingProxyType({})
    text: bytes = b""


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
            texts = {name: indented(table, 1) for name, table in others.items()}
            texts |= {name: self._table(name, rows) for name in TABLES if (rows := getattr(review, name))}
        except UnicodeEncodeError:  # half a surrogate pair
            return serialise(to_tables(review) | stamp)
        return b"{\n" + b",\n".join(b'  "%s": %s' % (name.encode(), texts[name]) for name in sorted(texts)) + b"\n}\n"

    def _table(self, name: str, records: tuple[Record, ...]) -> bytes:
        before = self._known.get(name, _Table())
        if records is before.records:
            return before.text
        rows: dict[int, _Row] = {}
        for record in records:
            row = before.rows.get(record.id)
            rows[record.id] = row if row and row.record is record else _written(record)
        lines = [row.lines for row in sorted(rows.values(), key=attrgetter("key"))]
        text = b"{\n" + b",\n".join(lines) + b"\n  }"
        self._known[name] = _Table(records, rows, text)
        return text


def _written(record: Record) -> _Row:
    key = str(record.id)
    return _Row(record, key, b'    "%s": %s' % (key.encode(), indented(plain(record), 2)))
