from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits, meetings
from pm_tui.review.gathering import Attendee, Stage
from pm_tui.review.model import Event, Header, Review

NOW = dt.datetime(2026, 3, 5, 14, 0, tzinfo=dt.UTC)
AGENDA = (Stage("open", 3), Stage("timeline", 35), Stage("whys", 7), Stage("close", 15))
ids = itertools.count(1)


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def at(count: float) -> dt.datetime:
    return NOW + minutes(count)


def begun(review: Review | None = None) -> Review:
    review, meeting = meetings.planned(review or Review(), lambda: next(ids))
    return meetings.enter(meetings.begin(review, meeting.id, AGENDA, NOW), "open", NOW, next(ids))


def given_minutes(review: Review) -> dict[str, float]:
    meeting = meetings.held(review)
    assert meeting
    return {stage.key: meetings.given(stage) / minutes(1) for stage in meeting.agenda}


def test_a_meeting_ends_when_its_agenda_does_unless_an_end_is_planned() -> None:
    meeting = meetings.held(begun())
    assert meeting
    assert meeting.ends == at(60)
    planned, other = meetings.planned(Review(), lambda: 1)
    planned = edits.change(planned, "meetings", other.id, ends=at(45))
    assert meetings.begin(planned, other.id, AGENDA, NOW).meetings[0].ends == at(45)
    assert meetings.begin(planned, other.id, AGENDA, at(50)).meetings[0].ends == at(110)  # that end is past


@pytest.mark.parametrize(
    ("planned", "begun", "ends"),
    [
        ("2026-03-27 15:00", "2026-03-30 14:05", "2026-03-30 15:00"),  # before the clocks went forward
        ("2026-03-27 00:30", "2026-03-29 23:50", "2026-03-30 00:30"),
        ("2026-03-30 15:00", "2026-03-30 15:10", "2026-03-30 16:10"),  # begun too late: what the agenda takes
        ("2026-03-30 15:00", "2026-03-30 14:05", "2026-03-30 15:00"),
    ],
)
def test_an_end_planned_the_day_before_is_a_time_of_the_day_of_the_meeting(planned: str, begun: str, ends: str) -> None:
    zone = ZoneInfo("Europe/Berlin")

    def instant(text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(dt.UTC)

    review, meeting = meetings.planned(Review(header=Header(zone="Europe/Berlin")), lambda: 1)
    review = edits.change(review, "meetings", meeting.id, ends=instant(planned))
    assert meetings.begin(review, meeting.id, AGENDA, instant(begun)).meetings[0].ends == instant(ends)


@pytest.mark.parametrize(
    ("held", "dated", "said", "meant"),
    [
        (False, False, 45, 45),
        (False, False, -5, 24 * 60 - 5),  # the day before the meeting: that time tomorrow
        (False, True, -5, None),
        (True, False, 45, 45),
        (True, False, -5, None),
        (True, False, -13 * 60, 11 * 60),  # a meeting that goes on over midnight
        (True, True, -13 * 60, None),
    ],
)
def test_which_end_is_meant_by_a_time(held: bool, dated: bool, said: int, meant: int | None) -> None:
    review = begun() if held else Review()
    wanted = None if meant is None else at(meant)
    assert meetings.end_meant(review, at(said), NOW, dated=dated) == wanted


def test_minutes_changed_on_the_way_count_also_after_a_spread() -> None:
    stage = Stage("whys", 7, given=4)
    assert meetings.replan(stage, 9) == Stage("whys", 9, given=6)
    assert meetings.replan(stage, 0) == Stage("whys", 0, given=0)
    assert meetings.replan(Stage("whys", 7), -1) == Stage("whys", 0)


def test_minutes_count_for_the_stage_that_they_were_spent_in_and_not_in_a_pause() -> None:
    review = meetings.pause(begun(), at(2))
    assert meetings.paused(review)
    review = meetings.enter(review, "open", at(10), next(ids))
    review = meetings.enter(review, "timeline", at(11), next(ids))
    meeting = meetings.held(review)
    assert meeting
    assert not meetings.paused(review)
    assert meetings.spent(review, meeting.id, "open", at(30)) == minutes(3)
    assert meetings.spent(review, meeting.id, "timeline", at(30)) == minutes(19)
    assert meetings.left(review, at(50)) == minutes(-4)
    assert meetings.next_stage(review) == "whys"
    assert meetings.next_stage(meetings.enter(review, "close", at(31), next(ids))) == ""


def test_more_minutes_are_for_this_stage_alone() -> None:
    review = meetings.more(meetings.more(begun()))
    assert given_minutes(review) == {"open": 9, "timeline": 35, "whys": 7, "close": 15}


def test_the_rest_is_spread_as_it_was_planned() -> None:
    review = meetings.enter(begun(), "timeline", at(15), next(ids))
    review = meetings.spread(review, at(22))  # 38 minutes are left for 28 + 7 + 15 planned ones
    assert given_minutes(review) == {"open": 3, "timeline": 28.28, "whys": 5.32, "close": 11.4}
    assert meetings.spread(review, at(61)) is not review
    assert given_minutes(meetings.spread(review, at(61)))["close"] == 0


@given(st.floats(0, 59), st.sampled_from([stage.key for stage in AGENDA]), st.floats(0, 59))
def test_what_is_spread_is_all_the_time_that_is_left(entered: float, stage: str, now: float) -> None:
    review = meetings.enter(begun(), stage, at(min(entered, now)), next(ids))
    meeting = meetings.held(meetings.spread(review, at(max(entered, now))))
    assert meeting
    keys = [row.key for row in meeting.agenda]
    here = meetings.spent(review, meeting.id, stage, at(max(entered, now)))
    rest = sum((meetings.given(row) for row in meeting.agenda[keys.index(stage) :]), meetings.ZERO) - here
    assert abs(rest - minutes(60 - max(entered, now))) < minutes(0.1)


def test_after_the_end_the_next_meeting_expects_the_same_people() -> None:
    review = meetings.invite(begun(), ["Ana", "Bo"], lambda: next(ids))
    review = meetings.seat(review, review.meetings[0].id, Attendee("Bo", "scribe", joined=at(9)))
    review = meetings.end(review, at(50))
    assert meetings.in_hand(review) is None
    assert review.turns[-1].ended == review.meetings[0].ended == at(50)
    review, meeting = meetings.planned(review, lambda: next(ids))
    assert meeting.attendees == (Attendee("Ana"), Attendee("Bo", "scribe"))
    assert len(review.meetings) == 2
    assert meetings.end(review, at(60)) is review  # it has not begun


def test_what_is_said_otherwise_since_the_timeline_was_agreed() -> None:
    review = edits.add(begun(), "events", Event(id=101, text="one"), Event(id=102, text="two"))
    assert meetings.changed_since_agreed(review) == frozenset()
    review = meetings.agree(review, at(20))
    assert meetings.changed_since_agreed(review) == frozenset()
    changed = edits.change(review, "events", 101, text="one, told otherwise")
    changed = edits.add(changed, "events", Event(id=103, text="three"))
    assert meetings.changed_since_agreed(changed) == {101, 103}
    assert meetings.changed_since_agreed(meetings.agree(changed, at(25))) == frozenset()


def test_without_a_meeting_nothing_of_it_happens() -> None:
    review = Review()
    for same in (meetings.pause(review, NOW), meetings.enter(review, "open", NOW, 1), meetings.agree(review, NOW)):
        assert same is review
    assert meetings.more(review) is review
    assert meetings.spread(review, NOW) is review
    assert meetings.left(review, NOW) is None
    assert meetings.invite(review, [], lambda: 1) is review
    assert msgspec.structs.asdict(meetings.invite(review, ["Ana"], lambda: 1).meetings[0])["attendees"] == (
        Attendee("Ana"),
    )
