"""The customer version: its proposal, what holds it back, who agrees, what changed since, what was taken out."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest

from pm_tui.review import customer, edits
from pm_tui.review.customer_parts import Change, changes, proposal
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import Action, Event, Header, Impact, Moment, Review, roster
from pm_tui.review.role_names import role_of, without_names
from pm_tui.review.taken_out import Line, diff

NOW = dt.datetime(2026, 3, 14, 15, 0, tzinfo=dt.UTC)
AT = dt.datetime(2026, 3, 4, 9, 14, tzinfo=dt.UTC)


def event(number: int, text: str, **fields: object) -> Event:
    at = Moment(AT + dt.timedelta(minutes=number), AT + dt.timedelta(minutes=number), None, "exact")
    return Event(id=number, rank=f"V{number}", at=at, text=text, **fields)  # type: ignore[arg-type]


REVIEW = Review(
    header=Header(
        title="Checkout refused writes",
        date=AT.date(),
        summary="Ada Lovelace found that db-prod-03 was full. Bo fixed it.",
        commander="Bo",
    ),
    impact=Impact(experience="Orders failed.", users="14,200 customers", money="40,000 EUR"),
    events=(
        event(1, "Pager fires", actors=("Ada Lovelace",), milestones=("acknowledged",), public=True),
        event(2, "Kim guesses the password hunter22", actors=("Kim",)),
        event(3, "Kim’s rollback ends it", public=True),
    ),
    actions=(
        Action(id=4, rank="V", title="Page on disk space", owner="Kim", ticket="PAY-118", public=True),
        Action(id=5, rank="W", title="Rewrite the store"),
    ),
    meetings=(Meeting(id=6, rank="V", attendees=(Attendee("Jun", role="support lead"),)),),
)
PROPOSED = """\
# Checkout refused writes, 4 March 2026

## What happened

The on-call engineer found that [host] was full. The incident commander fixed it.

## What it meant for you

- Orders failed.
- Users hit: 14,200 customers

## How it went

- 09:15 UTC: Pager fires
- 09:17 UTC: An engineer’s rollback ends it

## What we change

- Page on disk space"""


@pytest.fixture
def new_id() -> Callable[[], int]:
    ids = itertools.count(100)
    return lambda: next(ids)


@pytest.fixture
def proposed(new_id: Callable[[], int]) -> Review:
    return customer.propose(REVIEW, roster(REVIEW), NOW, new_id)


def test_it_is_proposed_from_what_is_public_with_roles_and_masks() -> None:
    assert proposal(REVIEW, roster(REVIEW)) == PROPOSED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("then Ada and @bo look", "then the on-call engineer and the incident commander look"),
        ("Jun says so", "The support lead says so"),
        ("we will may", "we will may"),
        ("a customer of Support", "a customer of Support"),
        ("BO and Lovelace", "The incident commander and the on-call engineer"),
        ("- page Kim sooner\n- Kim", "- page an engineer sooner\n- An engineer"),
        ("Kimono, akim, Boat", "Kimono, akim, Boat"),
        ("It broke. Kim saw", "It broke. An engineer saw"),
        ("the platform team of May", "the platform team of an engineer"),
    ],
)
def test_names_become_roles(text: str, expected: str) -> None:
    people = (*roster(REVIEW), "Will", "May", "platform", "customer", "Support")
    assert without_names(text, REVIEW, people) == expected
    assert without_names(text, REVIEW, ()) == text


def test_a_role_at_the_meeting_comes_first() -> None:
    assert [role_of(REVIEW, name) for name in ("Jun", "bo", "@Ada Lovelace", "Eve")] == [
        "the support lead",
        "the incident commander",
        "the on-call engineer",
        "an engineer",
    ]


def test_it_is_proposed_once_and_never_written_over(proposed: Review, new_id: Callable[[], int]) -> None:
    assert proposed.customer.text == PROPOSED
    mine = customer.write(proposed, "Mine.")
    with pytest.raises(ValueError, match="never written anew"):
        customer.propose(mine, (), NOW, new_id)
    later = edits.change_single(mine, "header", summary="Other")
    assert later.customer.text == "Mine."
    with pytest.raises(ValueError, match="nothing to propose"):
        customer.propose(Review(), (), NOW, new_id)


def test_what_changes_inside_is_told_until_it_was_looked_at(proposed: Review, new_id: Callable[[], int]) -> None:
    assert changes(proposed) == changes(REVIEW) == ()
    review = edits.change_single(proposed, "header", summary="It was full.")
    review = edits.change(review, "events", 2, public=True, text="We looked")
    review = edits.delete(review, "actions", 4)
    assert changes(review) == (
        Change("header:summary", REVIEW.header.summary, "It was full."),
        Change("events:2", "", "09:16 UTC: We looked"),
        Change("actions:4", "Page on disk space", ""),
    )
    review = edits.change(review, "events", 2, key=True)  # says nothing else to customers
    for place in ("header:summary", "events:2", "actions:4"):
        review = customer.seen(review, place, new_id)
    assert changes(review) == ()
    assert review.customer.text == PROPOSED


def test_each_find_and_name_is_masked_or_accepted_first(proposed: Review, new_id: Callable[[], int]) -> None:
    people = (*roster(REVIEW), "Zoe")
    review = customer.write(proposed, "Zoe asked kim@acme.io, and Zoe waited.")
    found = customer.open_finds(review, people)
    assert [(row.kind, row.mask) for row in found] == [
        ("name", "An engineer"),
        ("e-mail", "[e-mail]"),
        ("name", "an engineer"),
    ]
    assert customer.kept_back(review, people) == "3 things in it are to be masked or accepted first."
    with pytest.raises(ValueError, match="3 things"):
        customer.give(review, (), people)
    review = customer.mask(review, found[1])
    assert review.customer.text == "Zoe asked [e-mail], and Zoe waited."
    review = customer.accept(review, customer.open_finds(review, people)[0], new_id)
    assert customer.open_finds(review, people) == ()
    assert "Zoe" not in repr(review.accepted)
    assert customer.kept_back(review, people) == ""
    review = customer.accept(review, customer.held(review, review.customer.text, people)[0], new_id)
    assert len(customer.open_finds(review, people)) == 2


def test_it_is_approved_while_everybody_agrees_on_the_text_as_it_is(
    proposed: Review, new_id: Callable[[], int]
) -> None:
    assert customer.state(Review()) == customer.told(Review()) == ""
    assert customer.told(proposed) == "draft"
    with pytest.raises(ValueError, match="draft still"):
        customer.agree(proposed, "Ada", (), NOW, new_id)
    review = customer.give(proposed, ("Ada", "Legal"), ())
    review = customer.agree(review, "@ada", (), NOW, new_id)
    assert customer.told(review) == "in review, Ada agrees, waiting for Legal"
    assert customer.agree(review, "Ada", (), NOW, new_id) is review
    review = customer.agree(review, "Legal", (), NOW, new_id)
    assert customer.told(review) == "approved"
    changed = customer.write(review, PROPOSED + " More.")
    assert customer.told(changed) == "in review, waiting for Ada and Legal"
    assert customer.told(customer.write(changed, PROPOSED)) == "approved"
    with pytest.raises(ValueError, match="Who agrees"):
        customer.agree(review, " ", (), NOW, new_id)


def test_without_approvers_one_agreement_is_needed(proposed: Review, new_id: Callable[[], int]) -> None:
    review = customer.give(proposed, (), ())
    assert customer.state(review) == "in review"
    assert customer.state(customer.agree(review, "Eve", (), NOW, new_id)) == "approved"


def test_what_was_taken_out_is_shown_line_by_line(proposed: Review) -> None:
    lines = diff(proposed)
    assert Line("-", "- 09:16 UTC: Kim guesses the password hunter22") in lines
    assert Line("-", "- Money: 40,000 EUR") in lines
    assert Line("+", "- 09:17 UTC: An engineer’s rollback ends it") in lines
    assert Line(" ", "- Page on disk space") in lines
