from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given

from pm_tui import paths
from pm_tui.blame import lint, sentences
from pm_tui.review.model import Event, Header, Impact, Moment, Review, Why
from pm_tui.review.summary_draft import draft
from pm_tui.store import files
from tests.strategies import reviews

NINE = dt.datetime(2026, 3, 4, 8, tzinfo=dt.UTC)  # 09:00 in Berlin


def moment(minutes: float) -> Moment:
    at = NINE + dt.timedelta(minutes=minutes)
    return Moment(at, at, 0, "exact")


def row(key: int, minutes: float, *milestones: str) -> Event:
    return Event(id=key, at=moment(minutes), text="It", milestones=milestones)


REVIEW = Review(
    header=Header(title="Checkout refused writes.", date=dt.date(2026, 3, 4), zone="Europe/Berlin"),
    events=(row(1, 2, "started"), row(2, 14, "detected"), row(3, 20, "acknowledged"), row(4, 72, "resolved")),
    impact=Impact(
        experience="Buying did not work. The cart did.",
        users="9,400 customers, one in eight",
        error_rate="none",
        sla="99.95 %: 63 minutes down, 22 allowed",
    ),
    whys=(Why(id=5, text="writes were refused"), Why(id=6, parent=5, text="A region had no limit.")),
)


def test_it_says_what_when_who_was_hit_how_fast_and_the_first_why() -> None:
    assert draft(REVIEW) == (
        "Checkout refused writes, on 4 March 2026 from 09:02 to 10:12 CET (1 h 10 min). "
        "Buying did not work (users hit: 9,400 customers; SLA: 99.95 %: 63 minutes down, 22 allowed). "
        "It was noticed after 12 minutes and over after 1 hour 10 minutes. "
        "What made it possible: A region had no limit."
    )


def test_what_is_not_recorded_is_not_mentioned() -> None:
    assert draft(Review()) == ""
    assert draft(Review(header=Header(title="Search was slow"))) == "Search was slow."
    dated = Review(header=Header(title="Was it slow?", date=dt.date(2026, 3, 4)))
    assert draft(dated) == "Was it slow? It was on 4 March 2026."
    started = msgspec.structs.replace(REVIEW, events=(row(1, 2, "started"),), impact=Impact(), whys=())
    assert draft(started) == "Checkout refused writes, on 4 March 2026 from 09:02 CET."


def test_without_milestones_the_times_of_the_impact_do() -> None:
    hit = Impact(start=moment(0), end=moment(24 * 60))
    review = msgspec.structs.replace(REVIEW, events=(), impact=hit, whys=())
    assert draft(review) == "Checkout refused writes, on 4 March 2026 from 09:00 to 2026-03-05 09:00 CET (1 d)."


def test_blame_is_not_passed_on() -> None:
    blaming = msgspec.structs.replace(
        REVIEW,
        header=msgspec.structs.replace(REVIEW.header, title="Bob broke the checkout by carelessness"),
        impact=Impact(experience="Bob was careless.", users="12"),
        whys=(Why(id=5, text="Bob forgot to check, human error"),),
    )
    said = draft(blaming)
    assert said.startswith("The incident, on 4 March 2026 from")
    assert "Bob" not in said
    assert "Users hit: 12." in said


@pytest.mark.parametrize("sample", sorted(paths.samples().glob("*.json")), ids=lambda sample: sample.stem)
def test_a_draft_of_each_sample_is_two_to_four_sentences_without_a_flag(sample) -> None:  # type: ignore[no-untyped-def]
    said = draft(files.load(sample).review)
    assert 2 <= len(sentences(said)) <= 4, said
    assert not [flag for flag in lint(said, model=False) if flag.tier == "flag"]


@given(reviews())
def test_any_review_gives_one_line(review: Review) -> None:
    assert len(draft(review).splitlines()) <= 1
