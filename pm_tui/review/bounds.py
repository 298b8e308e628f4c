"""Order without a clock: an event that lies after one row, before another, or between two.

Such an event has no time of its own. Its time follows those rows: known to lie between them when both have a time, else
unknown with one limit ("after 14:10"). It is kept in `Event.at` like any other, so that intervals, gaps, picture and
export need to know nothing of bounds; `edits` renews it whenever the events change. Ids are of events, instants UTC.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from pm_tui.review.intervals import countable
from pm_tui.review.model import Event, Moment
from pm_tui.review.times import show, zone_label
from pm_tui.text import one_line

Side = Literal["after", "before"]
SIDES: tuple[Side, ...] = ("after", "before")
Limits = dict[tuple[Side, int], dt.datetime | None]
CONTRADICTION = "The row it comes after is later than the row it comes before."
NAME_WIDTH = 40


def is_bound(event: Event) -> bool:
    """Whether the time of an event follows other rows."""
    return bool(event.after or event.before)


# --- the time that follows ------------------------------------------------------------------------------------------


def renewed(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events with the times of those that are bound as they follow from the others now."""
    if not any(map(is_bound, events)):
        return events
    known = {event.id: event for event in events}
    limits: Limits = {}
    moments = {event.id: _following(event, known, limits) for event in events if is_bound(event)}
    return tuple(_timed(event, moments.get(event.id, event.at)) for event in events)


def _timed(event: Event, at: Moment) -> Event:
    return event if event.at == at else msgspec.structs.replace(event, at=at)


def _following(event: Event, known: Mapping[int, Event], limits: Limits) -> Moment:
    """The time of a bound event; what was typed for it stays as its text."""
    first, last = limit(event, "after", known, limits), limit(event, "before", known, limits)
    if first is None or last is None:
        return Moment(text=event.at.text)
    if first > last:
        return Moment(text=event.at.text, doubt=CONTRADICTION)
    return Moment(first, last, None, "between", event.at.text)


def limit(event: Event, side: Side, known: Mapping[int, Event], limits: Limits | None = None) -> dt.datetime | None:
    """The instant before which, or after which, a bound event cannot be; None when no time says so.

    A row that is bound itself hands on its own limit. A day alone is no limit: it says nothing of the hour. `limits`
    keeps what was found, for when many are asked about.
    """
    limits = {} if limits is None else limits
    way: dict[int, Event] = {}
    row: Event | None = event
    while row is not None and is_bound(row) and row.id not in way and (side, row.id) not in limits:
        way[row.id] = row
        row = known.get(getattr(row, side))
    for step in reversed(way.values()):
        limits[side, step.id] = _handed_on(known.get(getattr(step, side)), side, limits)
    return limits.get((side, event.id))


def _handed_on(row: Event | None, side: Side, limits: Limits) -> dt.datetime | None:
    """The limit that a row is to those bound to it."""
    if row is None:
        return None
    moments = [None if is_bound(row) else row.at, row.end if side == "after" else None]
    found = [_edge(moment, side) for moment in moments if moment and countable(moment)]
    instants = [at for at in (*found, limits.get((side, row.id))) if at]
    return (max(instants) if side == "after" else min(instants)) if instants else None


def _edge(moment: Moment, side: Side) -> dt.datetime | None:
    return moment.earliest if side == "after" else moment.latest


# --- in words -------------------------------------------------------------------------------------------------------


def words(event: Event, known: Mapping[int, Event], zone: str, *, date: bool = False) -> str:
    """Where a bound event lies, in a zone (IANA name): "after 14:10", "after “Deploy”, before 14:31".

    `date` puts the date before a time, and the zone behind it. "" for an event that is not bound.
    """
    return ", ".join(said for side in SIDES if (said := _said(event, side, known, zone, date=date)))


def _said(event: Event, side: Side, known: Mapping[int, Event], zone: str, *, date: bool) -> str:
    row = known.get(getattr(event, side))
    if row is None:
        return ""
    at = limit(event, side, known)
    if at is None:
        return f"{side} “{_name(row)}”"
    clock = show(Moment(at, at, None, "exact"), zone, date=date)
    return f"{side} {clock} {zone_label(zone, at)}" if date else f"{side} {clock}"


def label(event: Event, zone: str) -> str:
    """A row as others name it: its date, time and words."""
    time = show(event.at, zone, date=True) if event.at.known else ""
    return " ".join(filter(None, [time, one_line(event.text)]))


def _name(event: Event) -> str:
    name = one_line(event.text) or "a row without words"
    return name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 1].rstrip()}…"


def row_named(events: Iterable[Event], text: str, zone: str) -> int:
    """The id of the row whose time and words hold every word of a text. ValueError: none does, or several do."""
    wanted = one_line(text).casefold()
    labels = {event.id: label(event, zone) for event in events}
    found = [row for row, said in labels.items() if all(word in said.casefold() for word in wanted.split())]
    found = [row for row in found if labels[row].casefold() == wanted] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValueError(f"No other row holds “{text}”. Type its time or some of its words: 14:10, or pager.")
    listed = "; ".join(labels[row] for row in found[:3])
    raise ValueError(f"{len(found)} rows hold “{text}”: {listed}{' …' * (len(found) > 3)}. Type more of the one.")


# --- binding and letting go -----------------------------------------------------------------------------------------


def set_aside(at: Moment, zone: str) -> Moment:
    """The time that an event had before it was bound, kept as text: as it was typed, if that says when it was."""
    counted = at.text == "now" or at.text.startswith("+")
    return Moment(text=show(at, zone, date=True) if at.known and (counted or not at.text) else at.text)


def released(events: Sequence[Event], gone: Collection[int], zone: str) -> tuple[Event, ...]:
    """The events before the rows `gone` go: what was known of the time of those bound to them becomes their own."""
    known = {event.id: event for event in events}
    return tuple(_released(event, gone, known, zone) for event in events)


def _released(event: Event, gone: Collection[int], known: Mapping[int, Event], zone: str) -> Event:
    lost = [side for side in SIDES if getattr(event, side) in gone]
    if not lost or event.id in gone:
        return event
    if event.at.known:
        return msgspec.structs.replace(event, after=0, before=0)
    said = [event.at.text, *(_said(event, side, known, zone, date=True) for side in lost)]
    at = Moment(text="; ".join(filter(None, said)))
    return msgspec.structs.replace(event, at=at, **dict.fromkeys(lost, 0))


# --- what cannot be -------------------------------------------------------------------------------------------------


def circular(events: Iterable[Event]) -> frozenset[int]:
    """The ids of events that, by their bounds, come before themselves, or lie between two that do."""
    steps: set[tuple[int, int]] = set()
    for event in events:
        steps |= {(event.after, event.id)} if event.after else set()
        steps |= {(event.id, event.before)} if event.before else set()
    nodes = {node for step in steps for node in step}
    return frozenset(nodes - _come_to(nodes, steps) - _come_to(nodes, {(last, first) for first, last in steps}))


def _come_to(nodes: Iterable[int], steps: Iterable[tuple[int, int]]) -> set[int]:
    """The nodes that one comes to by steps from those at which none ends, each when all before it are done (Kahn)."""
    beyond: dict[int, list[int]] = defaultdict(list)
    waiting: Counter[int] = Counter()
    for first, last in steps:
        beyond[first].append(last)
        waiting[last] += 1
    done = [node for node in nodes if not waiting[node]]
    for node in done:  # grows on the way
        for last in beyond[node]:
            waiting[last] -= 1
            if not waiting[last]:
                done.append(last)
    return set(done)


def sound(events: tuple[Event, ...]) -> tuple[tuple[Event, ...], frozenset[int]]:
    """The events of a file without the bounds that cannot be, and the ids of those that lost one.

    That is a bound to a row that is not there, one of a circle, and those of a row with a time of its own.
    """
    ids = {event.id for event in events}
    there = tuple(
        _loosened(event, {event.after, event.before} - (set() if _own(event.at) else ids)) for event in events
    )
    circle = circular(there)
    held = tuple(_loosened(event, circle) if event.id in circle else event for event in there)
    return renewed(held), frozenset(new.id for new, old in zip(held, events, strict=True) if new is not old)


def _own(at: Moment) -> bool:
    """Whether a time does not come from bounds: these give a range or nothing."""
    return at.known and at.certainty != "between"


def _loosened(event: Event, rows: Collection[int]) -> Event:
    lost = [side for side in SIDES if getattr(event, side) and getattr(event, side) in rows]
    return msgspec.structs.replace(event, **dict.fromkeys(lost, 0)) if lost else event
