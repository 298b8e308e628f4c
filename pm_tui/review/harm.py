"""How long it hurt: the time in a degraded state when the harm came back, and the length of the impact itself.

Neither is made up: where a stretch is not closed, or a time is not known, there is no number. Times are UTC.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import msgspec

from pm_tui.review.intervals import ZERO, Length, between, countable, duration, order, words
from pm_tui.review.milestones import LAST_COUNTS, RECURRED, marked_rows, milestone_events
from pm_tui.review.model import Event, Review
from pm_tui.review.remembered import remembered
from pm_tui.review.times import local, show


class Stretch(msgspec.Struct, frozen=True):
    """Harm without a break, from the event where it began or came back to the one where it stopped."""

    begin: Event
    end: Event
    length: Length


class Degraded(msgspec.Struct, frozen=True):
    """All the time in a degraded state, and the stretches of it in the order of time."""

    length: Length
    stretches: tuple[Stretch, ...]

    @property
    def breaks(self) -> tuple[tuple[Event, Event], ...]:
        """Where it did not hurt: the event that ended a stretch and the one that began the next."""
        return tuple((one.end, other.begin) for one, other in pairwise(self.stretches))


@remembered
def degraded(review: Review) -> Degraded | None:
    """The time in a degraded state: from started or recurred to the next mitigated or resolved, summed.

    None when nothing recurred, a row so marked has no usable time, or a stretch has no beginning or no end.
    """
    started = milestone_events(review).get("started")
    back = marked_rows(review, RECURRED)
    ends = [event for event in review.events if LAST_COUNTS.intersection(event.milestones)]
    if not back or started is None or not all(countable(event.at) for event in (started, *back, *ends)):
        return None
    begins = {started.id, *(event.id for event in back)}
    rows = {event.id: event for event in (started, *back, *ends)}
    stretches: list[Stretch] = []
    open_since: Event | None = None
    for event in sorted(rows.values(), key=order):
        if event.id in begins:
            if open_since:
                return None  # it came back, so it had stopped, and nobody has marked when
            open_since = event
        elif open_since and (length := between(open_since.at, event.at)):
            stretches.append(Stretch(open_since, event, length))
            open_since = None
    return None if open_since else _summed(stretches)


def _summed(stretches: list[Stretch]) -> Degraded:
    """The sum. With uncertain times not all stretches can be at their longest: together they fit in the whole."""
    shortest = sum((stretch.length.shortest for stretch in stretches), ZERO)
    longest = sum((stretch.length.longest for stretch in stretches), ZERO)
    whole = between(stretches[0].begin.at, stretches[-1].end.at)
    return Degraded(Length(shortest, min(longest, whole.longest) if whole else longest), tuple(stretches))


def degraded_told(review: Review, zone: str) -> str:
    """That in words, its times in `zone`: "Degraded for 1 h 10 min in 2 stretches: 09:00–09:40, 10:00–10:30"; or ""."""
    found = degraded(review)
    if found is None:
        return ""
    days = {when.date() for row in found.stretches for end in (row.begin, row.end) if (when := local(end.at, zone))}
    spans = (
        "–".join(show(end.at, zone, date=len(days) > 1) for end in (row.begin, row.end)) for row in found.stretches
    )
    count = len(found.stretches)
    return f"Degraded for {words(found.length)} in {count} stretch{'es' * (count > 1)}: {', '.join(spans)}"


def impact_span(review: Review) -> tuple[dt.datetime, dt.datetime] | None:
    """From where to where the impact was felt at the most; None when an end is not known or contradicts the other."""
    first, last = review.impact.start, review.impact.end
    if not (countable(first) and countable(last)) or between(first, last) is None:
        return None
    assert first.earliest
    assert last.latest
    return first.earliest, last.latest


def impact_told(review: Review) -> str:
    """How long the impact lasted, beside the incident, or that its times contradict each other; "" when unknown."""
    start, end = review.impact.start, review.impact.end
    if not (countable(start) and countable(end)):
        return ""
    length, incident = between(start, end), duration(review)
    if length is None:
        return "The impact ends before it begins: is one of its times wrong?"
    return f"Impact lasted {words(length)}" + (f"; the incident {words(incident)}" if incident else "")
