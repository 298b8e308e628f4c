from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import deadline, life
from pm_tui.review.deadline import Rule
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.vocabulary import Certainty, Status
from tests.strategies import reviews

FRIDAY = dt.datetime(2026, 3, 6, 15, 0, tzinfo=dt.UTC)  # 16:00 in Berlin
HOUR = dt.timedelta(hours=1)
WORKDAYS = Rule(weekends=False)
ids = itertools.count(1)


def moment(hours: float, latest: float | None = None, certainty: Certainty = "exact") -> Moment:
    ends = (FRIDAY + hours * HOUR, FRIDAY + (hours if latest is None else latest) * HOUR)
    return Moment(*ends, None, certainty)


def row(hours: float, *milestones: str, latest: float | None = None) -> Event:
    return Event(id=next(ids), at=moment(hours, latest), text="It", milestones=milestones)


def review(*events: Event, status: Status = "draft", zone: str = "Europe/Berlin") -> Review:
    return Review(header=Header(zone=zone, status=status), events=events)


OVER = review(row(-2, "started"), row(0, "resolved"))


# --- from when


@pytest.mark.parametrize(
    ("events", "hours"),
    [
        ((row(-3, "started"), row(-1, "mitigated"), row(0, "resolved")), 0),
        ((row(-3, "started"), row(-1, "mitigated")), -1),
        ((row(-3, "mitigated"), row(-2, "recurred"), row(-1, "mitigated")), -1),
        ((row(-3, "resolved"), row(-2, "recurred")), None),
        ((row(-4, "mitigated"), row(-3, "resolved"), row(-2, "recurred"), row(-1, "mitigated")), -1),
        ((row(-1, "resolved", latest=1),), 1),
        ((Event(id=1, milestones=("resolved",)), row(-1, "mitigated")), -1),
        ((row(-3, "started"), row(0)), None),
        ((), None),
    ],
)
def test_it_runs_from_the_end_of_the_incident(events: tuple[Event, ...], hours: float | None) -> None:
    found = deadline.ended(review(*events))
    assert found == (None if hours is None else FRIDAY + hours * HOUR)


def test_a_near_miss_ends_with_its_last_row_in_time() -> None:
    near = review(row(0), row(-3), Event(id=2, text="when?"))
    near = msgspec.structs.replace(near, header=Header(incident_type="near miss"))
    assert deadline.ended(near) == FRIDAY
    assert deadline.ended(msgspec.structs.replace(near, events=())) is None


# --- in words


@pytest.mark.parametrize(
    ("rule", "hours", "said"),
    [
        (Rule(), 0, "48 h left"),
        (Rule(), -5, "48 h left"),
        (Rule(), 16.5, "31 h left"),
        (Rule(), 47.3, "42 min left"),
        (Rule(), 48, "under a minute left"),
        (Rule(), 48.4, "overdue by 24 min"),
        (Rule(), 53.9, "overdue by 5 h"),
        (Rule(), 48 + 24 * 10, "overdue by 10 days"),
        (Rule(hours=24), 5, "19 h left"),
        (WORKDAYS, 8, "40 h left"),  # Saturday begins, in Berlin
        (WORKDAYS, 8 + 47, "40 h left"),
        (WORKDAYS, 8 + 48, "40 h left"),  # Monday begins
        (WORKDAYS, 8 + 49, "39 h left"),
        (WORKDAYS, 24 * 14, "overdue by 8 working days"),
        (Rule(weekends=False, holidays=frozenset({dt.date(2026, 3, 9)})), 8 + 73, "39 h left"),
    ],
)
def test_it_is_told_in_hours(rule: Rule, hours: float, said: str) -> None:
    assert deadline.running(OVER, rule, FRIDAY + hours * HOUR) == said


def test_days_are_those_of_the_reviews_zone() -> None:
    saturday_in_auckland = FRIDAY  # Friday elsewhere
    there = review(row(0, "resolved"), zone="Pacific/Auckland")
    here = review(row(0, "resolved"), zone="America/Los_Angeles")
    now = saturday_in_auckland + 9 * HOUR
    assert deadline.running(there, WORKDAYS, now) == "48 h left"
    assert deadline.running(here, WORKDAYS, now) == "39 h left"
    assert deadline.due(there, WORKDAYS) == dt.datetime(2026, 3, 11, 0, 0, tzinfo=ZoneInfo("Pacific/Auckland"))


def test_a_day_on_which_the_clocks_change_is_a_day() -> None:
    thursday = dt.datetime(2026, 3, 26, 12, 0, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(dt.UTC)
    end = deadline.after(thursday, 48 * HOUR, WORKDAYS, "Europe/Berlin")
    assert end == dt.datetime(2026, 3, 30, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("status", "hours", "said"),
    [
        ("approved", 26.4, "done in 26 h"),
        ("published", 61, "done in 61 h, 13 h late"),
        ("approved", 0.1, "done in 6 min"),
    ],
)
def test_what_is_done_tells_how_long_it_took(status: Status, hours: float, said: str) -> None:
    done = life.set_status(OVER, status, FRIDAY + hours * HOUR, lambda: 9)
    assert deadline.words(done, Rule(), FRIDAY + 999 * HOUR) == said
    assert deadline.running(done, Rule(), FRIDAY + 999 * HOUR) == ""


def test_without_an_end_or_a_time_of_approval_there_is_no_clock() -> None:
    assert deadline.words(review(row(0)), Rule(), FRIDAY) == ""
    assert deadline.words(review(row(0, "resolved"), status="published"), Rule(), FRIDAY) == ""
    assert deadline.due(review(row(0)), Rule()) is None


def test_rejected_and_in_review_it_runs_on() -> None:
    back = life.set_status(OVER, "approved", FRIDAY, lambda: 9)
    back = life.set_status(back, "rejected", FRIDAY + HOUR, lambda: 10, "no evidence")
    assert deadline.running(back, Rule(), FRIDAY + 50 * HOUR) == "overdue by 2 h"


# --- what holds for any time


instants = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC))
zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "America/Sao_Paulo", "Asia/Beirut"]
)
rules = st.builds(
    Rule,
    st.just(48),
    st.booleans(),
    st.frozensets(st.dates(dt.date(2011, 12, 20), dt.date(2012, 1, 5)), max_size=9),
)
lengths = st.timedeltas(dt.timedelta(), dt.timedelta(days=30))


@given(instants | st.just(dt.datetime(2011, 12, 28, 10, tzinfo=dt.UTC)), lengths, rules, zones)
def test_the_due_instant_is_the_first_by_which_that_much_was_counted(
    begin: dt.datetime, length: dt.timedelta, rule: Rule, zone: str
) -> None:
    end = deadline.after(begin, length, rule, zone)
    assert end is not None
    assert end >= begin + length
    assert deadline.counted(begin, end, rule, zone) == length
    if end > begin:
        assert deadline.counted(begin, end - dt.timedelta(microseconds=1), rule, zone) < length


@given(instants, lengths, lengths, rules, zones)
def test_time_adds_up(begin: dt.datetime, one: dt.timedelta, two: dt.timedelta, rule: Rule, zone: str) -> None:
    middle, end = begin + one, begin + one + two
    first, second = deadline.counted(begin, middle, rule, zone), deadline.counted(middle, end, rule, zone)
    assert first + second == deadline.counted(begin, end, rule, zone)
    assert dt.timedelta() <= first <= one


@given(instants, zones)
def test_no_hour_of_a_saturday_counts_and_every_one_of_a_wednesday_does(instant: dt.datetime, zone: str) -> None:
    day = instant.astimezone(ZoneInfo(zone)).weekday()
    later = instant + dt.timedelta(seconds=1)
    if day == later.astimezone(ZoneInfo(zone)).weekday():
        counted = deadline.counted(instant, later, WORKDAYS, zone)
        assert counted == dt.timedelta(seconds=0 if day >= deadline.SATURDAY else 1)


@given(reviews(), rules, st.datetimes(timezones=st.just(dt.UTC)))
def test_no_review_and_no_time_makes_it_fail(some: Review, rule: Rule, now: dt.datetime) -> None:
    assert deadline.words(some, rule, now) == "" or deadline.clock(some, rule, now)
    deadline.due(some, rule)


@pytest.mark.parametrize("instant", [dt.datetime.min, dt.datetime.max])
def test_the_ends_of_the_calendar_are_no_trouble(instant: dt.datetime) -> None:
    at = instant.replace(tzinfo=dt.UTC)
    edge = review(Event(id=1, at=Moment(at, at, None, "exact"), milestones=("resolved",)))
    rule = Rule(weekends=False, holidays=frozenset({dt.date.min, dt.date.max}))
    assert deadline.running(edge, rule, FRIDAY)
    assert (deadline.due(edge, rule) is None) == (instant == dt.datetime.max)
