import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.intervals import (
    BLOCKS,
    Length,
    bar,
    duration,
    gaps,
    intervals,
    words,
)
from pm_tui.review.milestones import MARKS, MILESTONE_HELP, milestone_events
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.vocabulary import MILESTONES, Milestone

NINE = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def at(minutes: float, latest: float | None = None) -> Moment:
    end = minutes if latest is None else latest
    certainty = "exact" if latest is None else "between"
    return Moment(NINE + dt.timedelta(minutes=minutes), NINE + dt.timedelta(minutes=end), 0, certainty)


def row(key: int, moment: Moment, *milestones: Milestone, end: Moment | None = None) -> Event:
    return Event(id=key, at=moment, milestones=milestones, end=end)


def minutes(shortest: float, longest: float | None = None) -> Length:
    return Length(dt.timedelta(minutes=shortest), dt.timedelta(minutes=shortest if longest is None else longest))


OUTAGE = (
    row(1, at(2), "started"),
    row(2, at(14), "detected"),
    row(3, at(17), "acknowledged"),
    row(4, at(20)),
    row(5, at(22), "mitigated"),
    row(6, at(62), "resolved"),
)


def states(review: Review) -> list[str]:
    return [interval.state for interval in intervals(review)]


def test_intervals_count_from_the_start_and_from_the_milestone_before():
    detected, acknowledged, identified, mitigated, resolved = intervals(Review(events=OUTAGE))
    assert (detected.from_start, detected.step, detected.since) == (minutes(12), minutes(12), "started")
    assert (detected.formula, detected.step_formula) == ("detected − started", "detected − started")
    assert (acknowledged.from_start, acknowledged.step, acknowledged.since) == (minutes(15), minutes(3), "detected")
    assert identified.state == "pending"
    assert (identified.from_start, identified.step, identified.event) == (None, None, 0)
    assert (mitigated.step, mitigated.since) == (minutes(5), "acknowledged")
    assert mitigated.step_formula == "mitigated − acknowledged"
    assert (resolved.from_start, resolved.step, resolved.share) == (minutes(60), minutes(40), 40 / 60)
    assert detected.share == 12 / 60
    assert duration(Review(events=OUTAGE)) == minutes(60)


def test_an_empty_review_knows_no_number():
    assert states(Review()) == ["pending"] * 5
    assert duration(Review()) is None
    assert gaps(Review()) == ()


def test_the_first_row_with_a_milestone_carries_it_wherever_it_stands_in_time():
    review = Review(events=(row(1, at(5), "started"), row(2, at(1), "started"), row(3, at(9), "detected")))
    assert milestone_events(review)["started"].id == 1
    assert intervals(review)[0].from_start == minutes(4)


def test_mitigated_before_the_cause_is_known_is_an_order_that_happens():
    events = (row(1, at(0), "started"), row(2, at(60), "identified"), row(3, at(30), "mitigated"))
    _, _, identified, mitigated, _ = intervals(Review(events=events))
    assert (mitigated.step, mitigated.since) == (minutes(30), "started")
    assert (identified.step, identified.since) == (minutes(30), "mitigated")


@pytest.mark.parametrize(
    ("events", "milestone"),
    [
        ((row(1, at(9), "started"), row(2, at(5), "detected")), "detected"),
        ((row(1, at(0), "started"), row(2, at(9), "detected"), row(3, at(8), "acknowledged")), "acknowledged"),
        ((row(1, at(0), "started"), row(2, at(9), "mitigated"), row(3, at(8), "resolved")), "resolved"),
    ],
)
def test_a_milestone_before_what_must_come_first_is_invalid_and_has_no_number(events, milestone):
    interval = next(found for found in intervals(Review(events=events)) if found.milestone == milestone)
    assert (interval.state, interval.from_start, interval.step, interval.share) == ("invalid", None, None, None)
    assert interval.event == events[-1].id


def test_an_uncertain_time_makes_a_range():
    events = (row(1, at(0, 5), "started"), row(2, at(14), "detected"), row(3, at(10, 20), "acknowledged"))
    detected, acknowledged, *_ = intervals(Review(events=events))
    assert detected.from_start == minutes(9, 14)
    assert acknowledged.step == minutes(0, 6)
    assert acknowledged.since == "detected"


@pytest.mark.parametrize("certainty", ["day", "unknown"])
def test_a_day_or_an_unknown_time_makes_no_number(certainty):
    day = Moment(NINE, NINE + dt.timedelta(days=1), None, certainty)
    detected, *_ = intervals(Review(events=(row(1, at(0), "started"), row(2, day, "detected"))))
    assert (detected.state, detected.event, detected.from_start) == ("pending", 2, None)
    detected, *_ = intervals(Review(events=(row(1, day, "started"), row(2, at(3), "detected"))))
    assert (detected.state, detected.event, detected.step) == ("pending", 2, None)


def test_without_a_start_the_steps_still_count():
    detected, acknowledged, *_ = intervals(Review(events=OUTAGE[1:]))
    assert detected.state == "pending"
    assert (acknowledged.state, acknowledged.from_start, acknowledged.step) == ("recorded", None, minutes(3))
    assert acknowledged.share is None


def test_one_row_that_carries_two_milestones_took_no_time_between_them():
    events = (row(1, at(0), "started"), row(2, at(10, 20), "detected", "acknowledged"))
    _, acknowledged, *_ = intervals(Review(events=events))
    assert acknowledged.step == minutes(0)
    assert acknowledged.from_start == minutes(10, 20)


def test_a_near_miss_has_nothing_to_mitigate_unless_somebody_says_so():
    near_miss = Header(incident_type="near miss")
    assert states(Review(header=near_miss))[3:] == ["not applicable", "not applicable"]
    assert states(Review(header=near_miss, events=OUTAGE))[3:] == ["recorded", "recorded"]


def test_what_was_found_out_after_the_end_has_no_share_of_the_outage():
    events = (row(1, at(0), "started"), row(2, at(30), "resolved"), row(3, at(90), "detected"))
    detected = intervals(Review(events=events))[0]
    assert (detected.state, detected.step, detected.since) == ("recorded", minutes(60), "resolved")
    assert detected.share is None


def gap_pairs(*events: Event) -> list[tuple[int, int]]:
    return [(gap.event, gap.after) for gap in gaps(Review(events=events))]


def test_a_gap_exceeds_a_quarter_of_an_hour_and_a_quarter_of_the_span():
    assert gap_pairs(row(1, at(0)), row(2, at(15)), row(3, at(20))) == []
    assert gap_pairs(row(1, at(0)), row(2, at(16)), row(3, at(20))) == [(1, 2)]
    assert gap_pairs(row(1, at(0)), row(2, at(25)), row(3, at(50)), row(4, at(75)), row(5, at(100))) == []
    assert gap_pairs(row(1, at(0)), row(2, at(26)), row(3, at(50)), row(4, at(75)), row(5, at(100))) == [(1, 2)]


def test_a_step_between_milestones_is_no_gap():
    assert gap_pairs(row(1, at(0), "started"), row(2, at(40), "detected")) == []
    assert gap_pairs(row(1, at(0), "started"), row(2, at(35)), row(3, at(40), "detected")) == [(1, 2)]


def test_an_event_that_lasted_fills_its_time():
    assert gap_pairs(row(1, at(0), end=at(50)), row(2, at(10)), row(3, at(60))) == []
    assert gap_pairs(row(1, at(0), end=at(30)), row(2, at(10)), row(3, at(60))) == [(1, 3)]


def test_gaps_follow_time_not_rows_and_leave_out_what_has_no_time():
    assert gap_pairs(row(1, at(60)), row(2, Moment()), row(3, at(0)), row(4, at(5))) == [(4, 1)]


def test_only_a_gap_that_surely_is_one_counts():
    assert gap_pairs(row(1, at(0, 10)), row(2, at(20)), row(3, at(22))) == []


def test_history_before_the_harm_and_follow_up_after_the_end_are_no_gaps():
    history, follow_up = row(8, at(-600)), row(9, at(900))
    assert gap_pairs(history, *OUTAGE, follow_up) == []
    assert gap_pairs(history, row(1, at(0))) == [(8, 1)]


@pytest.mark.parametrize(
    ("length", "said", "spelled"),
    [
        (minutes(12), "12 min", "12 minutes"),
        (minutes(1), "1 min", "1 minute"),
        (minutes(9, 14), "9–14 min", "9–14 minutes"),
        (minutes(65), "1 h 05 min", "1 hour 5 minutes"),
        (minutes(120), "2 h", "2 hours"),
        (minutes(51 * 60), "2 d 3 h", "2 days 3 hours"),
        (minutes(0.75), "45 s", "45 seconds"),
        (minutes(1.5), "1 min 30 s", "1 minute 30 seconds"),
        (minutes(0), "under a minute", "under a minute"),
        (minutes(0, 10), "up to 10 min", "up to 10 minutes"),
        (minutes(55, 65), "55 min – 1 h 05 min", "55 minutes – 1 hour 5 minutes"),
        (minutes(12.4, 12.45), "12 min", "12 minutes"),
        (minutes(59.8), "1 h", "1 hour"),
        (minutes(24 * 60 - 0.1), "1 d", "1 day"),
    ],
)
def test_a_length_in_words(length, said, spelled):
    assert words(length) == said
    assert words(length, spelled=True) == spelled


def test_the_bar_draws_each_step_to_scale():
    assert bar(Review(events=OUTAGE), 60) == (
        ("█" * 12, "detected"),
        ("▓" * 3, "acknowledged"),
        ("░" * 5, "mitigated"),
        ("▄" * 40, "resolved"),
    )
    assert bar(Review(), 4) == (("····", ""),)
    assert set(BLOCKS) == {"", *MILESTONES[1:]}
    assert set(MILESTONE_HELP) == set(MARKS)


moments = st.one_of(
    st.just(Moment()),
    st.builds(at, st.integers(-500, 500)),
    st.builds(lambda start, extra: at(start, start + extra), st.integers(-500, 500), st.integers(0, 90)),
)
timelines = st.lists(
    st.tuples(moments, st.lists(st.sampled_from(MILESTONES), max_size=2), st.none() | moments), max_size=12
).map(lambda rows: Review(events=tuple(row(i, m, *s, end=e) for i, (m, s, e) in enumerate(rows, 1))))


@given(timelines)
def test_no_length_is_negative_and_no_number_stands_without_its_formula(review):
    for interval in intervals(review):
        for length in (interval.from_start, interval.step):
            assert length is None or dt.timedelta() <= length.shortest <= length.longest
        assert (interval.state == "recorded") == (interval.step is not None)
        assert (interval.since is None) == (interval.step is None) == (interval.step_formula == "")
        assert interval.share is None or 0 <= interval.share <= 1
    for gap in gaps(review):
        assert gap.length.shortest > dt.timedelta(minutes=15)


@given(timelines)
def test_exact_steps_add_up_to_the_outage(review):
    exact = tuple(event for event in review.events if event.at.known and event.at.certainty == "exact")
    review = Review(events=exact)
    whole = duration(review)
    steps = [interval.step.longest for interval in intervals(review) if interval.share is not None and interval.step]
    if whole and whole.longest:
        assert sum(steps, dt.timedelta()) == whole.longest


@given(timelines, st.integers(1, 200))
def test_the_bar_is_as_wide_as_it_is_asked_to_be(review, width):
    parts = bar(review, width)
    assert sum(len(text) for text, _ in parts) == width
    assert all(set(text) == {BLOCKS[name]} for text, name in parts)
