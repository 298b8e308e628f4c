"""The events in the order in which they became known, for looking at an incident without hindsight.

Source: Dekker, "The Field Guide to Understanding Human Error": stand where the people stood, who did not know the end.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from pm_tui.review import bounds
from pm_tui.review.model import Event, Moment, Review
from pm_tui.review.times import middle


class Reveal(msgspec.Struct, frozen=True):
    """An event, and `at`, when it became known; `late` when that is told apart from when it happened."""

    event: Event
    at: Moment
    late: bool


def foresight(review: Review) -> tuple[Reveal, ...]:
    """The events as they became known: by the time at which that was, else by their own.

    A row of which neither is known comes right after the row that it follows in the timeline.
    """
    keyed: list[tuple[dt.datetime, Reveal]] = []
    latest = dt.datetime.min.replace(tzinfo=dt.UTC)
    for event in review.events:
        late = event.learnt.known
        latest = _known_for_sure(event.learnt) or _clock(event) or latest
        keyed.append((latest, Reveal(event, event.learnt if late else event.at, late)))
    return tuple(reveal for _, reveal in sorted(keyed, key=lambda pair: pair[0]))


def _known_for_sure(learnt: Moment) -> dt.datetime | None:
    """From when on it was known: of a day, or a time between two, the end."""
    return learnt.latest if learnt.certainty in ("day", "between") else middle(learnt) if learnt.known else None


def _clock(event: Event) -> dt.datetime | None:
    """When it happened; a day says nothing of the order within it, nor does a time that follows from other rows."""
    has_one = event.at.known and event.at.certainty != "day" and not bounds.is_bound(event)
    return middle(event.at) if has_one else None
