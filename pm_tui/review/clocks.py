"""The second clock: every time as it was in another zone too, beside the review's own."""

from __future__ import annotations

from collections.abc import Iterator

from pm_tui.review import zones
from pm_tui.review.model import Moment, Review
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
