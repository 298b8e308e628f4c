"""Hypothesis strategies for reviews: any value that the model allows, as the edits would leave it."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import msgspec
from hypothesis import strategies as st

from pm_tui import text
from pm_tui.review import bounds, model, ranks, record
from pm_tui.review.gathering import Attendee, Stage
from pm_tui.review.model import Event, Moment, Review, Why
from pm_tui.review.zones import FARTHEST_EAST, FARTHEST_WEST

texts = st.text(max_size=24).map(text.clean)
words = st.text(min_size=1, max_size=12).map(text.clean)
ids = st.integers(1, 2**record.ID_BITS - 1)
dates = st.dates(dt.date(1970, 1, 1), dt.date(2100, 1, 1))
instants = st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))


def json_values(strings: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Anything that JSON can hold, its texts and names from `strings`."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | strings,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(strings, inner, max_size=3),
        max_leaves=4,
    )


extras = st.just({}) | st.dictionaries(
    st.sampled_from(["x", "later", "x-team"]), json_values(st.text(max_size=8)), max_size=2
)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A moment as well or as badly known as can be."""
    if draw(st.booleans()):
        return Moment(text=draw(texts))
    earliest, latest = sorted([draw(instants), draw(instants)])
    offset = draw(st.none() | st.integers(FARTHEST_WEST, FARTHEST_EAST))
    certainty = draw(st.sampled_from(["exact", "about", "between", "day"]))
    return Moment(earliest, latest, offset, certainty, draw(texts), draw(texts))


def _field(field: msgspec.structs.FieldInfo) -> st.SearchStrategy[Any]:
    if field.name == "extra":
        return extras
    if field.type in (int, str):
        return texts if field.type is str else st.integers(0, 2**record.ID_BITS)
    if field.type in (dt.datetime | None, int | None):
        return st.none() | (instants if field.type == dt.datetime | None else st.integers(0, 99))
    if field.type == tuple[str, ...]:
        return st.lists(words, max_size=3).map(tuple)
    return st.from_type(field.type)


@functools.cache
def structs(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Any value of a record type; an id and a rank are for the caller to give."""
    fields = {field.name: _field(field) for field in msgspec.structs.fields(kind)}
    return st.builds(kind, **(fields | {"id": st.just(0)} if issubclass(kind, record.Record) else fields))


st.register_type_strategy(Moment, moments())
st.register_type_strategy(dt.date, dates)
st.register_type_strategy(Attendee, st.builds(Attendee, words, texts, st.booleans(), st.none() | instants))
st.register_type_strategy(Stage, st.builds(Stage, words, st.floats(0, 600), st.none() | st.floats(0, 600)))

_TABLES = {name: st.lists(structs(kind), max_size=3) for name, kind in model.TABLES.items()}
_SINGLES = {name: structs(kind) for name, kind in model.SINGLES.items()}


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """A whole review: some of its tables with up to three records each, no two records with the same id."""
    chosen = draw(st.sets(st.sampled_from([*_TABLES, *_SINGLES]), max_size=5))
    singles = {name: draw(_SINGLES[name]) for name in sorted(chosen & _SINGLES.keys())}
    tables = {name: draw(_TABLES[name]) for name in sorted(chosen & _TABLES.keys())}
    free = draw(st.lists(ids, unique=True, min_size=15, max_size=15))
    placed = {
        name: tuple(
            msgspec.structs.replace(row, id=free.pop(), rank=rank)
            for row, rank in zip(rows, ranks.spread(len(rows)), strict=True)
        )
        for name, rows in tables.items()
    }
    grown = {"whys": draw(_grown(placed.get("whys", ()))), "events": draw(_bound(placed.get("events", ())))}
    return Review(**singles, **(placed | grown))


@st.composite
def _bound(draw: st.DrawFn, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events, some of them after or before others."""
    ids_or_none = st.sampled_from([0, *(event.id for event in events)])
    freed = [msgspec.structs.replace(event, after=draw(ids_or_none), before=draw(ids_or_none)) for event in events]
    return bounds.sound(tuple(freed))[0]


@st.composite
def _grown(draw: st.DrawFn, whys: tuple[Why, ...]) -> tuple[Why, ...]:
    """The whys as a tree: each explains one that was placed before it, or stands at the root."""
    order = draw(st.permutations(whys))
    parents = {why.id: draw(st.sampled_from([0, *(other.id for other in order[:n])])) for n, why in enumerate(order)}
    return tuple(msgspec.structs.replace(why, parent=parents[why.id]) for why in whys)
