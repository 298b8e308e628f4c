from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import due
from pm_tui.review.completion import complete
from pm_tui.review.model import Event, Header, Impact, Moment, Review
from tests.strategies import reviews

NINE = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def moment(minutes: float) -> Moment:
    at = NINE + dt.timedelta(minutes=minutes)
    return Moment(at, at, 0, "exact")


def row(key: int, minutes: float, *milestones: str, text: str = "It") -> Event:
    return Event(id=key, at=moment(minutes), text=text, milestones=milestones)


@pytest.mark.parametrize(
    ("review", "found"),
    [
        (Review(), ()),
        (Review(events=(row(1, 0, "started"), row(2, 16, "resolved"))), ("downtime",)),
        (Review(events=(row(1, 0, "started"), row(2, 15, "resolved"))), ()),
        (Review(impact=Impact(start=moment(0), end=moment(40))), ("downtime",)),
        (Review(events=(row(1, 0, text="The pager goes off"),)), ("escalation",)),
        (Review(events=(row(1, 0, text="Escalated to the vendor"),)), ("escalation",)),
        (Review(events=(row(1, 0, text="The page loads again"),)), ()),
        (Review(impact=Impact(sla="99.95 % a month: 63 minutes down, 22 allowed")), ("SLA",)),
        (Review(impact=Impact(sla="0.2 points below", lost="0 rows")), ("SLA",)),
        (Review(impact=Impact(sla="none broken", lost="–")), ()),
        (Review(impact=Impact(lost="12 orders")), ("data",)),
        (Review(events=(row(1, 0, "detected"), row(2, 16, "acknowledged"))), ("slow response",)),
        (Review(events=(row(1, 0, "detected"), row(2, 14, "acknowledged"))), ()),
        (Review(header=Header(incident_type="near miss")), ("near miss",)),
    ],
)
def test_what_the_records_show(review: Review, found: tuple[str, ...]) -> None:
    assert due.reasons(review) == found


def test_the_proposal_leaves_out_what_is_named() -> None:
    review = Review(header=Header(incident_type="near miss", because=("sla",)), impact=Impact(sla="broken", lost="all"))
    assert due.proposal(review) == ("data", "near miss")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("downtime,sla", ("downtime", "SLA")),
        ("DOWN, near-miss,  slow", ("downtime", "near miss", "slow response")),
        ("1 3", ("downtime", "SLA")),
        ("13,6", ("downtime", "SLA", "near miss")),
        ("3, sla", ("SLA",)),
        ("d", ("d",)),  # downtime or data
        ("79", ("79",)),
        ("the board asked", ("the board asked",)),
        ("", ()),
        (" , \n", ()),
    ],
)
def test_reasons_are_read_by_number_name_or_beginning(text: str, read: tuple[str, ...]) -> None:
    assert due.read(text) == read


@given(st.text(max_size=40))
def test_reading_again_what_was_read_changes_nothing(text: str) -> None:
    assert due.read(", ".join(due.read(text))) == due.read(text)


@given(reviews())
def test_reasons_are_criteria_in_their_order(review: Review) -> None:
    found = due.reasons(review)
    assert list(found) == [name for name in due.NAMES if name in found]


def test_the_line_names_each_with_its_number() -> None:
    assert due.numbered().startswith("1 downtime · 2 escalation · 3 SLA")
    assert due.read(" ".join(part.split(" ")[0] for part in due.numbered().split(" · "))) == due.NAMES


def test_what_the_records_show_is_offered_where_it_is_typed() -> None:
    review = Review(impact=Impact(sla="broken"))
    offered = complete(review, "header:because", "", ())
    assert offered
    assert offered.text == "SLA"
    other = complete(review, "header:because", "SLA, do", ())
    assert other
    assert (other.start, other.text) == (5, "downtime")
