"""The clocks of a timeline: a second one beside the first, rows read by another, rows at the same time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pm_tui.review import bounds, zones
from pm_tui.review.model import Event, Moment, Review
from pm_tui.review.timescan import scan
from pm_tui.review.timewords import TimeUnread


def offered(review: Review, team: str) -> tuple[str, ...]:
    """The zones (IANA names) that may be wanted: UTC, those of times as written, the team's; not the review's."""
    names = ["UTC", *_written(review), team]
    return tuple(dict.fromkeys(name for name in names if name != review.header.zone and zones.find(name)))


def _written(review: Review) -> Iterator[str]:
    for event in review.events:
        for moment in filter(None, (event.at, event.end)):
            yield moment.zone or _named(moment, review.header.zone)


def _named(moment: Moment, zone: str) -> str:
    """The zone that a text names, as the place whose clocks have it; "" if it names none, or only an offset."""
    if moment.offset is None:
        return ""
    try:
        written = scan(moment.text, zone)
    except TimeUnread:
        return ""
    named = written.first.zone if written else None
    return (named.name or zones.place_of(named.written)) if named else ""


def days_apart(moment: Moment, zone: str, other: str) -> int:
    """How many days later it is in the zone `other` than in `zone` at the beginning of a moment; 0 when unknown."""
    if moment.earliest is None:
        return 0
    here, there = (moment.earliest.astimezone(zones.place(name)).date() for name in (zone, other))
    return (there - here).days


def read_otherwise(review: Review) -> str:
    """A sentence about the rows that were read in another zone, or from another date, than the review's; else ""."""
    header = review.header
    moments = [tuple(filter(None, (event.at, event.end))) for event in review.events if not bounds.is_bound(event)]
    names = [{at.zone for at in row if at.zone and at.zone != header.zone} for row in moments]
    days = [{at.day for at in row if at.day and header.date and at.day != header.date} for row in moments]
    count = sum(bool(zone or day) for zone, day in zip(names, days, strict=True))
    if not count:
        return ""
    was = [f"in {zone}" for zone in sorted(set().union(*names))] + [f"from {day}" for day in sorted(set().union(*days))]
    now = [f"in {header.zone}"] * any(names) + [f"from {header.date}"] * any(days)
    rows = "1 row was" if count == 1 else f"{count} rows were"
    them = "it" if count == 1 else "them"
    return f"{rows} read {' and '.join(was)}; z on the timeline reads {them} {' and '.join(now)}."


def same_time(events: Sequence[Event]) -> frozenset[int]:
    """The ids of events whose exact instant an event above them has too."""
    seen: set[dt.datetime | None] = set()
    again: set[int] = set()
    for event in events:
        if event.at.certainty == "exact" and event.at.known:
            if event.at.earliest in seen:
                again.add(event.id)
            seen.add(event.at.earliest)
    return frozenset(again)
