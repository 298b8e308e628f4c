from __future__ import annotations

import datetime as dt
from itertools import count

import msgspec
import pytest

from pm_tui.review import bounds, edits, intervals, records, rereading, several, writing
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.times import Setting, show
from pm_tui.review.vocabulary import Milestone
from pm_tui.review.writing import Context

DAY = dt.date(2026, 3, 4)
NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)


def moment(clock: str) -> Moment:
    at = dt.datetime.combine(DAY, dt.time.fromisoformat(clock), dt.UTC)
    return Moment(at, at, None, "exact", clock, zone="UTC", day=DAY)


def row(record: int, clock: str = "", text: str = "", *milestones: Milestone) -> Event:
    at = moment(clock) if clock else Moment()
    return Event(id=record, rank=f"{record:03}1", at=at, text=text, milestones=milestones)


REVIEW = Review(
    header=Header(date=DAY),
    events=(
        row(1, "14:10", "Deploy starts", "started"),
        row(2, "", "Cache empties", "detected"),
        row(3, "14:19", "Errors rise"),
        row(4, "14:31", "Pager fires", "acknowledged"),
    ),
)


def context() -> Context:
    ids = count(100)
    return Context(now=lambda: NOW, new_id=lambda: next(ids))


def bound(after: int = 1, before: int = 4, review: Review = REVIEW) -> Review:
    return edits.bind(review, 2, after=after, before=before)


def time(review: Review, event: int = 2) -> str:
    found = edits.find(review, "events", event)
    known = {row.id: row for row in review.events}
    return show(found.at, "UTC") if found.at.known else bounds.words(found, known, "UTC") or found.at.text or "?"


def put(review: Review, place: str, text: str) -> writing.Written:
    return writing.write(review, place, text, len(text), context())


@pytest.mark.parametrize(
    ("after", "before", "shown"),
    [
        (1, 4, "14:10–14:31"),
        (1, 0, "after 14:10"),
        (0, 4, "before 14:31"),
        (4, 1, "after 14:31, before 14:10"),
        (0, 0, "?"),
    ],
)
def test_a_bound_row_takes_its_time_from_the_rows_around_it(after: int, before: int, shown: str) -> None:
    assert time(bound(after, before)) == shown
    doubt = edits.find(bound(after, before), "events", 2).at.doubt
    assert bool(doubt) is (after > before > 0)


def test_the_time_follows_the_rows_whatever_changes_them() -> None:
    review = put(bound(), "events:1:line", "14:12 .. 14:15 Deploy starts").review
    assert time(review) == "14:15–14:31"
    review = edits.move(edits.change(review, "events", 4, at=moment("14:40")), "events", 2, 5)
    assert time(review) == "14:15–14:40"
    assert time(edits.mark(review, 1, "resolved")) == "14:15–14:40"
    shifted = several.shift(bound(), [1, 2, 4], dt.timedelta(hours=-2))
    assert (time(shifted), edits.find(shifted, "events", 2).at.text) == ("12:10–12:31", "")


def test_intervals_are_as_wide_as_the_bounds() -> None:
    steps = {step.milestone: step.step for step in intervals.intervals(bound(1, 3))}
    assert steps["detected"]
    assert intervals.words(steps["detected"]) == "up to 9 min"
    assert steps["acknowledged"]
    assert intervals.words(steps["acknowledged"]) == "12–21 min"


def test_a_row_bound_to_a_bound_row_has_the_limit_of_that() -> None:
    review = edits.bind(bound(1, 0), 3, after=2, before=4)
    assert time(review, 3) == "14:10–14:31"
    assert time(edits.change(review, "events", 1, at=moment("14:05")), 3) == "14:05–14:31"


@pytest.mark.parametrize(("after", "before"), [(2, 0), (3, 0), (0, 1)])
def test_a_row_cannot_come_before_itself(after: int, before: int) -> None:
    review = edits.bind(edits.bind(REVIEW, 3, after=2, before=0), 1, after=0, before=2)
    with pytest.raises(ValueError, match="before itself"):
        edits.bind(review, 2, after=after, before=before)


def test_saying_the_same_from_both_sides_is_no_circle() -> None:
    review = edits.bind(bound(3, 0), 3, after=0, before=2)
    assert not bounds.circular(review.events)


def test_a_day_is_no_limit() -> None:
    day = Moment(NOW, NOW + dt.timedelta(hours=9), None, "day", "2026-03-04")
    assert time(bound(1, 4, edits.change(REVIEW, "events", 1, at=day))) == "after “Deploy starts”, before 14:31"


def test_without_a_row_that_it_was_bound_to_it_keeps_what_was_known() -> None:
    review = edits.delete(bound(), "events", 4)
    event = edits.find(review, "events", 2)
    assert (time(review), event.after, event.before) == ("14:10–14:31", 0, 0)
    open_ended = edits.delete(bound(1, 0), "events", 1)
    assert edits.find(open_ended, "events", 2).at == Moment(text="after 2026-03-04 14:10 UTC")
    unknown = edits.find(open_ended, "events", 2).at
    assert rereading.reread(unknown, Setting(NOW, "UTC")) == unknown
    both = edits.delete(bound(), "events", 1, 4)
    assert time(both) == "14:10–14:31"


def test_a_typed_time_replaces_the_bounds_and_words_do_not() -> None:
    line = writing.text_at(bound(), "events:2:line")
    assert line == "Cache empties !detected"
    worded = put(bound(), "events:2:line", "Cache is empty !detected").review
    assert time(worded) == "14:10–14:31"
    for place, text in (("events:2:line", "14:20 " + line), ("events:2:at", "14:20")):
        event = edits.find(put(bound(), place, text).review, "events", 2)
        assert (show(event.at, "UTC"), event.after, event.before) == ("14:20", 0, 0)
    assert time(put(bound(), "events:2:at", "?").review) == "14:10–14:31"


def test_the_time_that_was_typed_comes_back_when_it_is_let_go() -> None:
    typed = put(REVIEW, "events:2:at", "14:20").review
    held = writing.bind(typed, 2, context(), after=1, before=0)
    assert (time(held), edits.find(held, "events", 2).at.text) == ("after 14:10", "14:20")
    assert writing.bind(held, 2, context(), after=0, before=0).events == typed.events
    assert writing.bind(typed, 2, context(), after=0, before=0) is typed


@pytest.mark.parametrize("text", ["14:31", "pager", "14:31 Pager", "2026-03-04 14:31 Pager fires"])
def test_a_bound_is_typed_as_time_or_words_of_a_row(text: str) -> None:
    written = put(REVIEW, "events:2:before", text)
    assert not written.problem
    assert edits.find(written.review, "events", 2).before == 4
    assert writing.text_at(written.review, "events:2:before") == "2026-03-04 14:31 Pager fires"
    assert edits.find(put(written.review, "events:2:before", "").review, "events", 2).before == 0


@pytest.mark.parametrize(
    ("text", "said"), [("14:", "2 rows hold “14:”"), ("cache", "No other row"), ("deploy", "before itself")]
)
def test_a_bound_that_is_not_clear_is_said(text: str, said: str) -> None:
    held = edits.bind(REVIEW, 1, after=2, before=0)
    written = put(held, "events:2:after", text)
    assert said in written.problem
    assert edits.find(written.review, "events", 2).after == 0


def test_sorting_keeps_a_bound_row_between_its_rows_and_others_where_they_were_put() -> None:
    review = Review(events=(row(2), row(4, "14:31"), row(5), row(3, "14:19"), row(1, "14:10")))
    review = edits.bind(review, 2, after=1, before=4)
    assert [event.id for event in edits.sort_events(review).events] == [1, 3, 2, 4, 5]
    chained = edits.bind(edits.bind(review, 2, after=5, before=0), 5, after=4, before=0)
    assert [event.id for event in edits.sort_events(chained).events] == [1, 3, 4, 5, 2]


@pytest.mark.parametrize(
    ("held", "loose"),
    [
        ({2: (9, 4)}, {2}),
        ({2: (3, 0), 3: (2, 0)}, {2, 3}),
        ({2: (2, 0)}, {2}),
        ({2: (1, 4), 3: (1, 4)}, {3}),
        ({2: (1, 4)}, set()),
    ],
)
def test_bounds_of_a_file_that_cannot_be_are_let_go(held: dict[int, tuple[int, int]], loose: set[int]) -> None:
    untimed = {2, 3} if len(loose) == 2 else {2}
    events = tuple(
        msgspec.structs.replace(
            event,
            at=Moment() if event.id in untimed else event.at,
            after=held.get(event.id, (0, 0))[0],
            before=held.get(event.id, (0, 0))[1],
        )
        for event in REVIEW.events
    )
    decoded = records.from_tables(records.to_tables(Review(events=events)))
    assert {int(notice.key) for notice in decoded.notices} == loose
    assert not bounds.circular(decoded.review.events)
    assert records.from_tables(records.to_tables(decoded.review)).review == decoded.review
