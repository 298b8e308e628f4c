"""What of a review is drawn when the outage is drawn to scale, whoever draws it: the screen, SVG or Mermaid.

Instants are UTC. Only what has a time of day is drawn; the rest is counted. Where the days before or after would make
a speck of the outage, only the outage is drawn, and the rows before and after it are counted too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from pm_tui.review.harm import degraded, impact_span
from pm_tui.review.intervals import (
    ZERO,
    Interval,
    Length,
    between,
    countable,
    duration,
    gaps,
    intervals,
)
from pm_tui.review.milestones import MANY, MARKS, milestone_events
from pm_tui.review.model import Event, Moment, Review

LANES = 4
DWARFED = 3  # an outage that takes less than a third of the whole is drawn alone
MARGIN = 10  # then a tenth of it stays on each side
NO_LENGTH = dt.timedelta(minutes=5)  # what stands on each side of a single instant

_Item = TypeVar("_Item")


class Row(msgspec.Struct, frozen=True):
    """A row with a time: it began between `begin` and `begun`, and was over between `ending` and `end`."""

    event: Event
    begin: dt.datetime
    begun: dt.datetime
    ending: dt.datetime
    end: dt.datetime

    @property
    def uncertain(self) -> bool:
        """Whether its time or its end is only known as a range."""
        return self.begin < self.begun or self.ending < self.end

    @property
    def long(self) -> bool:
        """Whether it takes up any room: it lasted, or its time is a range."""
        return self.begin < self.end


class Mark(msgspec.Struct, frozen=True):
    """A milestone; `at` is half way through what is known of its time, `share` that of the step that it ends."""

    milestone: str
    event: Event
    at: dt.datetime
    share: float | None = None


class Step(msgspec.Struct, frozen=True):
    """The step that `interval` names, between the middles of its milestones."""

    interval: Interval
    begin: dt.datetime
    end: dt.datetime


class Silence(msgspec.Struct, frozen=True):
    """A gap in the timeline."""

    begin: dt.datetime
    end: dt.datetime
    length: Length


class Span(msgspec.Struct, frozen=True):
    """From where to where something went on."""

    begin: dt.datetime
    end: dt.datetime


class Scene(msgspec.Struct, frozen=True):
    """All that is drawn between `first` and `last`, and how many rows are not.

    Marks stand in the order of time and may lie outside; the others reach into the picture, if only in part. In
    `breaks` the harm had stopped and was to come back; `impact` is when it was felt, which need not be the incident.
    """

    first: dt.datetime
    last: dt.datetime
    length: Length | None
    marks: tuple[Mark, ...]
    steps: tuple[Step, ...]
    gaps: tuple[Silence, ...]
    rows: tuple[Row, ...]
    before: int
    after: int
    untimed: int
    breaks: tuple[Span, ...] = ()
    impact: Span | None = None

    def place(self, instant: dt.datetime) -> float:
        """Where an instant lies: 0 at the left edge, 1 at the right, less or more outside."""
        return (instant - self.first) / (self.last - self.first)

    def instants(self) -> tuple[Row, ...]:
        """The rows that take no room and are no milestone."""
        marked = {mark.event.id for mark in self.marks}
        return tuple(row for row in self.rows if not row.long and row.event.id not in marked)

    def remarks(self) -> tuple[str, ...]:
        """What is not drawn, in words."""
        said = ((self.before, "before"), (self.after, "after"), (self.untimed, "without a time of day"))
        return tuple(f"{count} {'row' if count == 1 else 'rows'} {where}" for count, where in said if count)


def scene(review: Review) -> Scene | None:
    """What to draw of this review; None while no row has a time of day."""
    rows = sorted(map(_row, filter(_timed, review.events)), key=lambda row: (row.begin, row.end))
    if not rows:
        return None
    marks, steps = _marks(review), _steps(review)
    first, last = _window(review, rows, steps)
    return Scene(
        first=first,
        last=last,
        length=duration(review),
        marks=marks,
        steps=tuple(step for step in steps if step.end >= first and step.begin <= last),
        gaps=tuple(gap for gap in _gaps(review) if gap.end > first and gap.begin < last),
        rows=tuple(row for row in rows if row.end >= first and row.begin <= last),
        before=sum(row.end < first for row in rows),
        after=sum(row.begin > last for row in rows),
        untimed=len(review.events) - len(rows),
        breaks=tuple(pause for pause in _breaks(review) if pause.end > first and pause.begin < last),
        impact=_impact(review, first, last),
    )


def lanes(items: Iterable[tuple[float, float, _Item]], limit: int = LANES) -> tuple[list[list[_Item]], list[_Item]]:
    """Spread (begin, end, item) over `limit` lanes at most, so that none touch; behind it, those without a place.

    Each comes into the first lane in which its place is free, the first item first.
    """
    placed: list[list[tuple[float, float, _Item]]] = []
    over: list[_Item] = []
    for begin, end, item in items:
        free = next((lane for lane in placed if all(end < other[0] or other[1] < begin for other in lane)), None)
        if free is not None:
            free.append((begin, end, item))
        elif len(placed) < limit:
            placed.append([(begin, end, item)])
        else:
            over.append(item)
    return [[item for _, _, item in lane] for lane in placed], over


def middle(moment: Moment) -> dt.datetime:
    """The instant half way through what is known of a time; ValueError if nothing is."""
    if moment.earliest is None or moment.latest is None:
        raise ValueError("an unknown moment has no instant")
    return moment.earliest + (moment.latest - moment.earliest) / 2


def _timed(event: Event) -> bool:
    return countable(event.at)


def _ends(moment: Moment) -> tuple[dt.datetime, dt.datetime]:
    assert moment.earliest is not None
    assert moment.latest is not None
    return moment.earliest, moment.latest


def _row(event: Event) -> Row:
    begin, begun = _ends(event.at)
    if event.end is None or not countable(event.end) or between(event.at, event.end) is None:
        return Row(event, begin, begun, begun, begun)
    ending, end = _ends(event.end)
    return Row(event, begin, min(begun, end), max(ending, min(begun, end)), end)


def _marks(review: Review) -> tuple[Mark, ...]:
    """The milestones that count, and beside them every row where the harm stopped or came back."""
    shares = {interval.milestone: interval.share for interval in intervals(review)}
    counting = milestone_events(review)
    marks = []
    for event in filter(_timed, review.events):
        for name in dict.fromkeys(event.milestones):
            counts = name in counting and counting[name].id == event.id
            if counts or name in MANY:
                marks.append(Mark(name, event, middle(event.at), shares.get(name) if counts else None))
    names = [*dict.fromkeys([*MARKS, *counting])]
    return tuple(sorted(marks, key=lambda mark: (mark.at, names.index(mark.milestone))))


def _breaks(review: Review) -> tuple[Span, ...]:
    found = degraded(review)
    return tuple(Span(middle(one.at), middle(other.at)) for one, other in found.breaks) if found else ()


def _impact(review: Review, first: dt.datetime, last: dt.datetime) -> Span | None:
    span = impact_span(review)
    return Span(*span) if span and span[1] > first and span[0] < last else None


def _steps(review: Review) -> tuple[Step, ...]:
    marked = milestone_events(review)
    found = []
    for interval in intervals(review):
        if interval.since:
            begin, end = middle(marked[interval.since].at), middle(marked[interval.milestone].at)
            # Where uncertain times overlap, a step that is drawn must still not end before it begins.
            found.append(Step(interval, begin, max(begin, end)))
    return tuple(sorted(found, key=lambda step: (step.begin, step.end)))


def _gaps(review: Review) -> tuple[Silence, ...]:
    rows = {event.id: _row(event) for event in review.events if _timed(event)}
    silences = (Silence(rows[gap.event].end, rows[gap.after].begin, gap.length) for gap in gaps(review))
    return tuple(silence for silence in silences if silence.begin < silence.end)


def _window(review: Review, rows: list[Row], steps: tuple[Step, ...]) -> tuple[dt.datetime, dt.datetime]:
    """From where to where is drawn: all rows, or the outage with a tenth on each side where the rest dwarfs it."""
    first, last = min(row.begin for row in rows), max(row.end for row in rows)
    marked = milestone_events(review)
    names = {step.interval.milestone for step in steps} | {step.interval.since for step in steps}
    if duration(review):
        names = {"started", "resolved"}
    ends = [end for name, event in marked.items() if name in names for end in _ends(event.at)]
    if ends and ZERO < (max(ends) - min(ends)) < (last - first) / DWARFED:
        margin = (max(ends) - min(ends)) / MARGIN
        return max(first, _moved(min(ends), -margin)), min(last, _moved(max(ends), margin))
    if first == last:
        return _moved(first, -NO_LENGTH), _moved(last, NO_LENGTH)
    return first, last


def _moved(instant: dt.datetime, by: dt.timedelta) -> dt.datetime:
    """An instant moved, as far as the calendar goes."""
    try:
        return instant + by
    except OverflowError:
        return instant
