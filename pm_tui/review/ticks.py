"""The round times of an axis, in the zone of the review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pm_tui.review import zones

Tick = tuple[dt.datetime, str]

_SECONDS = (1, 5, 10, 30)
_MINUTES = (1, 2, 5, 10, 15, 30)
_HOURS = (1, 2, 3, 6, 12)
_DAYS = (1, 2, 7, 14, 28, 91, 182, 364)
_DAY = dt.timedelta(days=1)
_YEAR = dt.timedelta(days=365)
_BETWEEN = 2  # cells between two labels, at least


def ticks(first: dt.datetime, last: dt.datetime, zone: str, room: int) -> tuple[Tick, ...]:
    """Round times from `first` to `last` (UTC) with their labels, as dense as `room` characters allow.

    They are round on the clocks of `zone` (IANA name). Midnight reads as its date, so that a change of the day shows.
    """
    step = _step(last - first, room)
    pattern = _pattern(step, last - first)
    there = zones.place(zone)
    found = []
    for instant in _round(first, last, step, there):
        wall = instant.astimezone(there)
        midnight = step < _DAY and wall.time() == dt.time()
        found.append((instant, f"{wall:%m-%d}" if midnight else f"{wall:{pattern}}"))
    return tuple(found)


def _steps() -> Iterator[dt.timedelta]:
    yield from (dt.timedelta(seconds=count) for count in _SECONDS)
    yield from (dt.timedelta(minutes=count) for count in _MINUTES)
    yield from (dt.timedelta(hours=count) for count in _HOURS)
    yield from (dt.timedelta(days=count) for count in _DAYS)


def _step(span: dt.timedelta, room: int) -> dt.timedelta:
    """The shortest step whose labels fit side by side."""
    step = _DAY
    for step in _steps():
        if _fits(step, span, room):
            return step
    while not _fits(step, span, room) and step < span:
        step *= 2
    return step


def _fits(step: dt.timedelta, span: dt.timedelta, room: int) -> bool:
    label = len(f"{dt.datetime(2000, 1, 1):{_pattern(step, span)}}")
    return step / span * room >= label + _BETWEEN


def _pattern(step: dt.timedelta, span: dt.timedelta) -> str:
    if step < dt.timedelta(minutes=1):
        return "%H:%M:%S"
    if step < _DAY:
        return "%H:%M"
    return "%m-%d" if span < _YEAR else "%Y-%m-%d"


def _round(first: dt.datetime, last: dt.datetime, step: dt.timedelta, there: dt.tzinfo) -> Iterator[dt.datetime]:
    """The instants at which the clocks show a multiple of `step`, also where they are put forward or back between."""
    instant = first
    try:
        while instant <= last:
            wall = instant.astimezone(there).replace(tzinfo=None)
            over = (wall - dt.datetime.min) % step
            if not over:
                yield instant
            ahead = step - over
            on_the_clock = (wall + ahead).replace(tzinfo=there).astimezone(dt.UTC)
            # The clock's own next one comes first on a day of 23 hours, the one that much later on a day of 25.
            instant = min(instant + ahead, on_the_clock) if on_the_clock > instant else instant + ahead
    except OverflowError:  # the end of the calendar
        return
