"""A small review that tests open."""

from __future__ import annotations

import datetime as dt

from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.vocabulary import Milestone

DAY = dt.date(2026, 3, 4)
MINUTE = dt.timedelta(minutes=1)


def at(clock: str) -> Moment:
    """A time of the day of the outage, in UTC."""
    instant = dt.datetime.combine(DAY, dt.time.fromisoformat(clock), dt.UTC)
    return Moment(earliest=instant, latest=instant, certainty="exact", text=clock, zone="UTC", day=DAY)


def event(record: int, clock: str, text: str, *milestones: Milestone) -> Event:
    """A row of the timeline."""
    return Event(id=record, rank=f"{record:03}1", at=at(clock), text=text, milestones=milestones)


OUTAGE = Review(
    header=Header(title="Checkout refused writes", date=DAY, severity="SEV1"),
    events=(
        event(1, "09:02", "Config rollout reaches the region", "started"),
        event(2, "09:14", "Pager: write errors at 12 %", "detected"),
        event(3, "09:17", "On-call opens the incident", "acknowledged"),
        event(4, "09:29", "Rollback done", "resolved"),
    ),
)
"""Twelve minutes to detect, three to acknowledge, twelve to resolve; no whys, actions or lessons yet."""
