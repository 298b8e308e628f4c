"""What a group looks at before it agrees on the timeline: rows without evidence or zone, and where the story begins.

A source for each row, and a beginning before the incident: Etsy, "Debriefing Facilitation Guide"; PagerDuty,
"Postmortem Documentation".
"""

from __future__ import annotations

from pm_tui.review.intervals import countable, order
from pm_tui.review.milestones import milestone_events
from pm_tui.review.model import Event, Review


def without_evidence(review: Review) -> tuple[Event, ...]:
    """The events that nothing in the review proves."""
    proven = {record for piece in review.evidence for record in piece.supports}
    return tuple(event for event in review.events if event.id not in proven)


def without_zone(review: Review) -> tuple[Event, ...]:
    """The events whose time names no zone, so that it was read in the one of the review."""
    return tuple(event for event in review.events if event.at.known and event.at.zone and event.at.certainty != "day")


def begins_before(review: Review) -> bool:
    """Whether a row says what was before the incident; nobody can say so while nothing is marked as its start."""
    started = milestone_events(review).get("started")
    if started is None or not countable(started.at):
        return True
    return any(countable(event.at) and order(event) < order(started) for event in review.events)
