import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm_tui.review.model import Event, Evidence, Header, Moment, Review
from pm_tui.review.search import Query, matches, parse
from pm_tui.review.vocabulary import EVENT_KINDS, MILESTONES
from tests.strategies import reviews

NINE = dt.datetime(2026, 3, 4, 8, tzinfo=dt.UTC)
EVENT = Event(
    id=1,
    at=Moment(NINE, NINE, None, "exact", "9h"),
    text="Config rollout\nreaches  eu-west, STRASSE",
    kind="deploy",
    milestones=("started", "detected"),
    actors=("Ada Lovelace", "Bo"),
    tags=("Billing", "two words"),
    key=True,
)
OTHER = Event(id=2, text="Rollback done", kind="mitigation")
REVIEW = Review(
    header=Header(zone="Europe/Berlin"),
    events=(EVENT, OTHER),
    evidence=(Evidence(id=51, about=1, text="ERROR 503", link="https://g.example.org/d", caption="Write errors"),),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("   ", True),
        ("@ada", True),
        ("@lovelace @bo", True),
        ('@"Ada Lovelace"', True),
        ('@"bo ada"', False),
        ("@carl", False),
        ("#deploy", True),
        ("#dep", True),
        ("#ploy", False),
        ("#key", True),
        ("#bill", True),
        ('#"two w"', True),
        ("#words", False),
        ("billing", True),
        ("#deploy #alert", False),
        ("!detected", True),
        ("!det !sta", True),
        ("!resolved", False),
        ("rollout CONFIG", True),
        ('"rollout reaches eu"', True),
        ('"reaches rollout"', False),
        ("straße", True),
        ("bo", True),
        ("09:00", True),
        ("2026-03-04", True),
        ("9h", True),
        ("503", True),
        ('"write errors"', True),
        ("g.example.org", True),
        ("@ada #deploy !started rollout", True),
        ("@ada #deploy !started rollback", False),
        ("@bo #alert rollout", False),
        ("@", True),
        ("# !", True),
        ('"rollout rea', True),
        ('"', True),
        ("a@b", False),
    ],
)
def test_all_that_is_asked_for_must_hold(query, found):
    assert matches(EVENT, query, REVIEW) is found


def test_evidence_of_another_row_is_not_this_rows():
    assert not matches(OTHER, "503", REVIEW)
    assert matches(OTHER, "#mit rollback", REVIEW)


def test_a_query_is_read_into_its_parts():
    assert parse('@Ada #deploy !detected Two "One phrase" x"y z"') == Query(
        ("ada",), ("deploy",), ("detected",), ("two", "one phrase", "x", "y z")
    )


def test_a_quoted_sign_is_a_word():
    assert parse('"@ada" "#1"').words == ("@ada", "#1")


@given(reviews(), st.text(alphabet='@#!" abé\n', max_size=12), st.text(alphabet='@#!" abé', max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_more_words_never_find_more_rows(review, query, more):
    for event in review.events:
        assert matches(event, "", review)
        both = '" '.join([query, more]) if query.count('"') % 2 else f"{query} {more}"
        assert matches(event, both, review) <= matches(event, query, review)


@given(st.sampled_from(EVENT_KINDS[1:]), st.sampled_from(MILESTONES), st.text("abcé", min_size=1))
def test_a_row_is_found_by_everything_it_says(kind, milestone, name):
    event = Event(id=1, kind=kind, milestones=(milestone,), actors=(name,), text=name)
    assert matches(event, f'#{kind} !{milestone} @{name} "{name}"', Review(events=(event,)))
    assert not matches(Event(id=2), f"#{kind}", Review())
