from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from pm_tui.review import edits, prompts
from pm_tui.review.candidates import candidates, said
from pm_tui.review.intervals import intervals
from pm_tui.review.model import Event, Moment, Review
from tests.review.test_intervals import at
from tests.strategies import reviews

SAYS = {
    "started": (
        "Writes begin to fail in eu-west",
        "The shop goes down",
        "Login success drops to zero",
        "Search stopped responding",
        "Start of the outage",
        "First failed payment",
    ),
    "detected": (
        "Pager: writes are refused",
        "Pager fires: error rate at 12 %",
        "The latency alert went off",
        "On-call was paged",
        "Three customers report blank pages",
        "First report in the help channel",
        "Problem noticed by the billing team",
    ),
    "acknowledged": (
        "Amara acknowledged the page",
        "Platform starts investigating",
        "On-call opens an incident",
        "Incident declared",
        "Investigation of the queue began",
    ),
    "identified": (
        "Root cause found: the old config",
        "They identified the cause",
        "The bug is pinned down",
        "Found the culprit in the diff",
    ),
    "mitigated": (
        "Rollback finished",
        "Deploy reverted",
        "Traffic moved to the second region",
        "Hotfix deployed",
        "Error rate back to normal",
        "Checkout recovered",
    ),
    "resolved": (
        "Incident closed",
        "The issue is resolved",
        "All clear given",
        "All systems operational",
        "Cleaned up the queue (resolved)",
    ),
}
SILENT = (
    "",
    "Rollback begins",
    "Trying to find the cause",
    "We hope the issue is resolved",
    "The problem is not resolved",
    "The issue isn't fully resolved",
    "Will roll back once the incident is closed",
    "Deploy of version 41",
    "Traffic goes down to normal levels",
    "Launches stopped working again",
    "Customers were told",
    "No alert fired",
    "The user reports back that it works",
    "Wait until the service is restored",
    "Ana writes a report of what was tried",
    "The dashboard shows the request rate",
    "Restarted the pods one by one, and while they came up, looked at the logs of all the other nodes; "
    "then the pager fires",
)


@pytest.mark.parametrize(("milestone", "text"), [(name, text) for name, texts in SAYS.items() for text in texts])
def test_words_that_say_a_milestone(milestone: str, text: str) -> None:
    assert milestone in said(text)
    assert milestone in said(f"{text}. It took a while and some people were surprised by it.")


@pytest.mark.parametrize("text", SILENT)
def test_words_that_say_none(text: str) -> None:
    assert said(text) == frozenset()


def timeline(*texts: str) -> Review:
    return Review(events=tuple(Event(id=number, at=at(number), text=text) for number, text in enumerate(texts, 1)))


def test_the_first_row_is_proposed_but_the_last_end() -> None:
    review = timeline("Pager fires", "Pager fires", "Rollback done", "Hotfix deployed")
    assert candidates(review) == {1: ("detected",), 4: ("mitigated",)}


def test_one_that_is_marked_anywhere_is_not_proposed() -> None:
    review = edits.mark(timeline("Pager fires", "Someone calls"), 2, "detected")
    assert candidates(review) == {}


def test_one_that_was_refused_is_proposed_for_the_next_row() -> None:
    review = edits.refuse(timeline("Pager fires", "The alert triggered"), 1, ("detected",))
    assert candidates(review) == {2: ("detected",)}
    review = edits.refuse(review, 2, ("detected",))
    assert candidates(review) == {}
    assert edits.mark(review, 1, "detected").events[0].refused == ()


def test_a_row_without_a_time_is_not_proposed() -> None:
    assert candidates(Review(events=(Event(id=1, at=Moment(), text="Pager fires"),))) == {}


@given(reviews())
def test_a_proposal_counts_for_nothing(review: Review) -> None:
    silent = msgspec.structs.replace(
        review, events=tuple(msgspec.structs.replace(event, text="x") for event in review.events)
    )
    assert intervals(review) == intervals(silent)
    assert {prompt.id for prompt in prompts.raised(review)} == {prompt.id for prompt in prompts.raised(silent)}
    for event, names in candidates(review).items():
        assert names
        assert not any(name in row.milestones for row in review.events for name in names)
        assert event in {row.id for row in review.events}
