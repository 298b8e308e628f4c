"""The order in which things became known."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits
from pm_tui.review.foresight import foresight
from pm_tui.review.model import UNKNOWN, Event, Moment, Review
from pm_tui.review.times import Setting, read

DAY = dt.date(2026, 3, 4)
SETTING = Setting(now=dt.datetime(2026, 3, 9, tzinfo=dt.UTC), zone="UTC", date=DAY)


def moment(text: str) -> Moment:
    return read(text, SETTING).at if text else UNKNOWN


def row(record: int, at: str = "", learnt: str = "") -> Event:
    return Event(id=record, rank=f"{record:03}1", at=moment(at), learnt=moment(learnt))


def order(*events: Event) -> list[int]:
    return [reveal.event.id for reveal in foresight(Review(events=events))]


@pytest.mark.parametrize(
    ("events", "known"),
    [
        ([row(1, "09:02"), row(2, "09:14")], [1, 2]),
        ([row(1, "09:14"), row(2, "09:02")], [2, 1]),
        ([row(1, "09:02", "09:20"), row(2, "09:14"), row(3, "09:30")], [2, 1, 3]),
        ([row(1, "09:02", "2026-03-05 08:00"), row(2, "23:00")], [2, 1]),
        ([row(1, "", "09:20"), row(2, "09:14")], [2, 1]),
        ([row(1, "~09:15"), row(2, "09:14")], [2, 1]),
        ([row(1, "09:10-09:20"), row(2, "09:14")], [1, 2]),
    ],
)
def test_rows_come_by_when_they_became_known_else_by_their_own_time(events: list[Event], known: list[int]) -> None:
    assert order(*events) == known


@pytest.mark.parametrize(("learnt", "known"), [("09:10-09:20", [2, 1]), ("2026-03-04", [2, 1]), ("~09:12", [1, 2])])
def test_of_a_vague_time_of_learning_only_the_end_is_sure(learnt: str, known: list[int]) -> None:
    assert order(row(1, "09:02", learnt), row(2, "09:14")) == known


def test_a_row_without_a_time_comes_right_after_the_row_that_it_follows() -> None:
    assert order(row(1), row(2, "09:02", "09:30"), row(3), row(4), row(5, "09:14")) == [1, 5, 2, 3, 4]
    assert order(row(1, "09:02"), row(2, "2026-03-04"), row(3, "08:00")) == [3, 1, 2]
    assert order() == []


def test_a_row_that_lies_after_another_follows_the_one_above_it() -> None:
    review = edits.bind(Review(events=(row(1, "09:02"), row(2, "09:03"), row(3, "09:14"))), 2, after=1, before=0)
    late = edits.change(review, "events", 1, learnt=moment("09:30"))
    assert [reveal.event.id for reveal in foresight(late)] == [3, 1, 2]


def test_rows_of_one_time_keep_their_order() -> None:
    assert order(row(3, "09:02"), row(1, "09:02"), row(2, "08:00", "09:02")) == [3, 1, 2]


def test_it_is_said_by_which_time_a_row_became_known() -> None:
    late, own = foresight(Review(events=(row(1, "09:02", "09:05"), row(2, "09:14"))))
    assert (late.at, late.late) == (moment("09:05"), True)
    assert (own.at, own.late) == (moment("09:14"), False)


@given(st.lists(st.tuples(*[st.sampled_from(["", "09:02", "09:14-09:40", "~09:10", "2026-03-04", "10:00"])] * 2)))
def test_every_row_is_revealed_once_and_a_learnt_time_never_goes_back(times: list[tuple[str, str]]) -> None:
    events = tuple(row(number, at, learnt) for number, (at, learnt) in enumerate(times, 1))
    reveals = foresight(Review(events=events))
    assert sorted(reveal.event.id for reveal in reveals) == [event.id for event in events]
    sure = [reveal.at.latest for reveal in reveals if reveal.late and reveal.at.certainty in ("day", "exact")]
    assert sure == sorted(sure, key=lambda at: at or dt.datetime.max)
    assert foresight(Review(events=tuple(msgspec.structs.replace(event) for event in events))) == reveals
