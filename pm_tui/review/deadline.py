"""The clock of a review: it should be written and reviewed within so many hours of the end of the incident.

It runs from the row that ended the incident, by default for 48 hours. A team may leave weekends and holidays out: then
only working days count, whole days of the review's zone, and so do the lengths that are told. Instants are UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from pm_tui.review import life, zones
from pm_tui.review.intervals import ZERO, between
from pm_tui.review.milestones import RECURRED, marked_rows
from pm_tui.review.model import Event, Review

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
IN_DAYS = 4
"""From so many days on, a length is told in days."""
SATURDAY = 5

State = Literal["left", "overdue", "done"]


class Rule(msgspec.Struct, frozen=True):
    """How long there is; whether weekends count; days that do not, in the review's zone."""

    hours: float = 48
    weekends: bool = True
    holidays: frozenset[dt.date] = frozenset()

    @property
    def counts_all(self) -> bool:
        """Whether every hour counts."""
        return self.weekends and not self.holidays

    def is_off(self, day: dt.date) -> bool:
        """Whether that day does not count."""
        return day in self.holidays or (not self.weekends and day.weekday() >= SATURDAY)


class Clock(msgspec.Struct, frozen=True):
    """Where a review stands: `length` is left, overdue, or what it took; `late` by how much it was done too late."""

    state: State
    length: dt.timedelta
    late: dt.timedelta = ZERO
    working: bool = False

    @property
    def words(self) -> str:
        """In words: "31 h left", "overdue by 5 h", "done in 26 h", "done in 61 h, 13 h late"."""
        said = told(self.length, working=self.working)
        if self.state == "left":
            return f"{said} left"
        if self.state == "overdue":
            return f"overdue by {said}"
        return f"done in {said}" + (f", {told(self.late, working=self.working)} late" if self.late else "")


def clock(review: Review, rule: Rule, now: dt.datetime) -> Clock | None:
    """How the review stands against its clock, to the minute.

    None while the incident has no end, or when nobody knows since when the review is done.
    """
    begin = ended(review)
    end = life.done_at(review) if review.header.status in life.OVER else now.replace(second=0, microsecond=0)
    if begin is None or end is None:
        return None
    spent = counted(begin, end, rule, review.header.zone)
    allowed = dt.timedelta(hours=rule.hours)
    working = not rule.counts_all
    if review.header.status in life.OVER:
        return Clock("done", spent, max(spent - allowed, ZERO), working)
    if spent <= allowed:
        return Clock("left", allowed - spent, working=working)
    return Clock("overdue", spent - allowed, working=working)


def words(review: Review, rule: Rule, now: dt.datetime) -> str:
    """The clock in words, as in `Clock.words`; "" when there is none."""
    found = clock(review, rule, now)
    return found.words if found else ""


def running(review: Review, rule: Rule, now: dt.datetime) -> str:
    """The clock in words while it runs; "" for a review that is approved or published."""
    return "" if review.header.status in life.OVER else words(review, rule, now)


def ended(review: Review) -> dt.datetime | None:
    """When the incident was over: the latest that its end can be; None while none is known.

    Resolved, else mitigated, the last row so marked; the last row of all for a near miss, which has neither.
    """
    for milestone in ("resolved", "mitigated"):
        rows = marked_rows(review, milestone)
        if rows and rows[-1].at.latest and not _came_back(review, rows[-1]):
            return rows[-1].at.latest
    if review.header.incident_type != "near miss":
        return None
    return max((event.at.latest for event in review.events if event.at.latest), default=None)


def _came_back(review: Review, end: Event) -> bool:
    """Whether the harm surely came back after that end."""
    return any(row.at.known and between(row.at, end.at) is None for row in marked_rows(review, RECURRED))


def due(review: Review, rule: Rule) -> dt.datetime | None:
    """The instant at which the time is up; None while the incident has no end, or that is beyond the calendar."""
    begin = ended(review)
    return after(begin, dt.timedelta(hours=rule.hours), rule, review.header.zone) if begin else None


def after(begin: dt.datetime, length: dt.timedelta, rule: Rule, zone: str) -> dt.datetime | None:
    """The first instant by which so much time has been counted since `begin`; None: beyond the calendar."""
    there = zones.place(zone)
    try:
        end, before = begin + length, begin
        while end != before and not rule.counts_all:
            passed = [last - max(first, begin) for first, last in _off(begin, end, rule, there) if first < end]
            end, before = begin + length + sum(passed, ZERO), end
    except OverflowError:
        return None
    return end


@lru_cache(maxsize=256)  # the screen asks with every key, the answer changes with the minute
def counted(begin: dt.datetime, end: dt.datetime, rule: Rule, zone: str) -> dt.timedelta:
    """How much of the time between two instants counts; nothing when `end` is not later."""
    if end <= begin:
        return ZERO
    length = end - begin
    if rule.counts_all:
        return length
    for first, last in _off(begin, end, rule, zones.place(zone)):
        length -= max(min(last, end) - max(first, begin), ZERO)
    return length


def _off(
    begin: dt.datetime, end: dt.datetime, rule: Rule, there: dt.tzinfo
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """The days that do not count and touch the time between two instants, each from its midnight to the next."""
    first, last = (zones.shown(instant, there).date() for instant in (begin, end))
    days = {day for day in rule.holidays if first <= day <= last}
    if not rule.weekends:
        for to_come in (SATURDAY, SATURDAY + 1):
            number = first.toordinal() + (to_come - first.weekday()) % 7
            days.update(map(dt.date.fromordinal, range(number, last.toordinal() + 1, 7)))
    for day in days:
        yield _midnight(day, there), _midnight(day + DAY, there) if day < dt.date.max else end


def _midnight(day: dt.date, there: dt.tzinfo) -> dt.datetime:
    """The instant at which a day begins in a zone."""
    return zones.shown(dt.datetime.combine(day, dt.time(), there), dt.UTC)


def told(length: dt.timedelta, *, working: bool = False) -> str:
    """A length in whole hours, minutes below one, days from four on: "31 h", "40 min", "6 days", "6 working days"."""
    if length < HOUR:
        minutes = length // dt.timedelta(minutes=1)
        return f"{minutes} min" if minutes else "under a minute"
    if length < IN_DAYS * DAY:
        return f"{length // HOUR} h"
    return f"{length // DAY} {'working ' * working}days"
