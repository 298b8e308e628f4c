"""Points in time as they were written, and what two of them make: a range, or one time on two clocks."""

from __future__ import annotations

import datetime as dt

import msgspec

from pm_tui.review import zones
from pm_tui.review.timewords import Clock, Day

LONGEST = 12
"""Hours: two times of day further apart than this, over midnight, are no range."""


class Point(msgspec.Struct, frozen=True):
    """One point as written. Without a clock it is a day; `hidden`: a clock stood there and was left open (14:??)."""

    day: Day | None = None
    clock: Clock | None = None
    zone: zones.Zone | None = None
    about: bool = False
    hidden: bool = False
    doubt: str = ""


def hours(first: dt.time, second: dt.time) -> float:
    """Return the hours from one time of day to another, over midnight if need be."""
    ends = [clock.hour * 3600 + clock.minute * 60 + clock.second for clock in (first, second)]
    return (ends[1] - ends[0]) % 86400 / 3600


def joined(first: Point, second: Point) -> bool:
    """Whether two points are alike enough to be the ends of a range."""
    if first.clock is None or second.clock is None:
        return first.clock is second.clock and bool(first.day) == bool(second.day)
    if second.day is not None:
        return first.day is not None
    return bool(first.clock.half) == bool(second.clock.half) and not too_long(first, second)


def too_long(first: Point, second: Point) -> bool:
    """Whether two times of day, the second of the next day, lie too far apart for a range."""
    if first.clock is None or second.clock is None or second.day is not None:
        return False
    return second.clock.time < first.clock.time and hours(first.clock.time, second.clock.time) > LONGEST


def alike(first: Point, second: Point) -> tuple[Point, Point]:
    """Give each of two points what is written of the other alone: the date behind both, AM or PM."""
    return _same_day(*_same_half(first, second))


def _same_day(first: Point, second: Point) -> tuple[Point, Point]:
    """Carry the date over in 14:15-14:30 on 4 March; not over midnight, where it would be that of one of them."""
    if first.day or first.clock is None or second.clock is None or second.clock.time < first.clock.time:
        return first, second
    return msgspec.structs.replace(first, day=second.day), second


def _same_half(first: Point, second: Point) -> tuple[Point, Point]:
    """Carry am or pm over in 2:15-2:30 pm, to whichever half of the day makes the range short."""
    one, two = first.clock, second.clock
    if one is None or two is None or bool(one.half) == bool(two.half):
        return first, second
    if one.half and two.time.hour <= 12:
        later = min(_halves(two.time), key=lambda time: hours(one.time, time))
        return first, msgspec.structs.replace(second, clock=Clock(later, one.half, two.fine))
    if two.half and 1 <= one.time.hour <= 12:
        earlier = min(_halves(one.time), key=lambda time: hours(time, two.time))
        return msgspec.structs.replace(first, clock=Clock(earlier, two.half, one.fine)), second
    return first, second


def _halves(time: dt.time) -> tuple[dt.time, dt.time]:
    return time.replace(hour=time.hour % 12), time.replace(hour=time.hour % 12 + 12)


def ahead_of(first: Point, other: Point) -> int:
    """How many minutes the clock of a point is ahead of another, within half a day."""
    one, two = (point.clock.time if point.clock else dt.time() for point in (first, other))
    minutes = one.hour * 60 + one.minute - two.hour * 60 - two.minute
    return (minutes + 12 * 60) % (24 * 60) - 12 * 60


def on_one_day(first: Point, other: Point) -> bool:
    """Whether two clocks that show the same instant show it on the same day."""
    one, two = (point.clock.time if point.clock else dt.time() for point in (first, other))
    return abs(one.hour * 60 + one.minute - two.hour * 60 - two.minute) < 12 * 60


def agree(first: Point, other: Point) -> bool:
    """Whether two clocks with zones can show the same instant; of a place only its date would tell."""
    if first.zone is None or other.zone is None or not (first.zone.offsets and other.zone.offsets):
        return True
    ahead = ahead_of(first, other)
    return any((one - two - ahead) % (24 * 60) == 0 for one in first.zone.offsets for two in other.zone.offsets)
