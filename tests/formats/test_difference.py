from __future__ import annotations

import datetime as dt

import msgspec

from pm_tui.formats.difference import difference
from pm_tui.review.model import Action, Event, Header, Review

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
BEFORE = Review(
    header=Header(title="Checkout is down"),
    events=(Event(id=1, rank="A", text="Pager fires"), Event(id=2, rank="B", text="Rollback")),
)


def test_the_same_review_has_no_difference() -> None:
    assert difference(BEFORE, msgspec.structs.replace(BEFORE), NOW) == []


def test_records_are_counted_and_their_text_is_compared() -> None:
    after = msgspec.structs.replace(
        BEFORE,
        events=(msgspec.structs.replace(BEFORE.events[0], text="The pager fires"),),
        actions=(Action(id=3, rank="A", title="Page on errors"),),
    )
    lines = difference(BEFORE, after, NOW)
    assert lines[:2] == ["actions: 1 added", "events: 1 gone, 1 changed"]
    assert any(line.startswith("-") and "Rollback" in line for line in lines)
    assert any(line.startswith("+") and "The pager fires" in line for line in lines)
    assert any(line.startswith("+") and "Page on errors" in line for line in lines)
