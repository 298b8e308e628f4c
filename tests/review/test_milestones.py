from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.formats import export
from pm_tui.review import edits, prompts, records, writing
from pm_tui.review.intervals import bar, blocks, duration, intervals
from pm_tui.review.milestones import MARKS, known, milestone_events, own, read_mark, time_to, which
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.vocabulary import MILESTONES
from tests.review.test_intervals import at, minutes, row

NOW = dt.datetime(2026, 3, 4, 15, 0, tzinfo=dt.UTC)
TEAM = ("declared", "closed")
CAME_BACK = Review(
    header=Header(date=NOW.date()),
    events=(
        row(1, at(0), "started"),
        row(2, at(40), "mitigated"),
        row(3, at(60), "recurred"),
        row(4, at(90), "mitigated"),
        row(5, at(120), "resolved"),
    ),
)


def steps(review: Review) -> dict[str, str]:
    return {interval.milestone: interval.state for interval in intervals(review)}


def typed(review: Review, event: int, line: str, team: tuple[str, ...] = ()) -> Review:
    context = writing.Context(lambda: NOW, lambda: 99, team)
    return writing.write(review, f"events:{event}:line", line, len(line), context).review


@pytest.mark.parametrize(
    ("milestone", "stay"),
    [
        *((name, name in ("mitigated", "resolved")) for name in MILESTONES),
        ("recurred", True),
        ("declared", False),
    ],
)
def test_only_what_may_happen_again_stays_on_other_rows(milestone: str, stay: bool) -> None:
    review = edits.mark(Review(events=(row(1, at(0)), row(2, at(9)))), 1, milestone)
    review = edits.mark(review, 2, milestone)
    assert [milestone in event.milestones for event in review.events] == [stay, True]
    taken_off = edits.mark(review, 2, milestone)
    assert [milestone in event.milestones for event in taken_off.events] == [stay, False]


def test_of_several_ends_of_the_harm_the_last_counts_and_it_is_said() -> None:
    assert {name: event.id for name, event in milestone_events(CAME_BACK).items()} == {
        "started": 1,
        "mitigated": 4,
        "resolved": 5,
    }
    mitigated = intervals(CAME_BACK)[3]
    assert (mitigated.from_start, mitigated.event) == (minutes(90), 4)
    said = "mitigated, the last of 2, 10:30"
    assert which(CAME_BACK, "mitigated", "UTC") == said
    assert which(CAME_BACK, "resolved", "UTC") == ""
    prompt = next(prompt for prompt in prompts.raised(CAME_BACK) if prompt.id == "interval:mitigated")
    assert f"the end of the harm ({said})" in prompt.text
    assert f"(mitigated − started; {said})" in export(CAME_BACK, now=NOW)


@pytest.mark.parametrize("name", ["mitigated", "resolved"])
def test_an_end_before_the_harm_came_back_is_no_end(name: str) -> None:
    review = Review(events=(row(1, at(0), "started"), row(2, at(40), name), row(3, at(60), "recurred")))
    assert steps(review)[name] == "pending"
    assert duration(review) is None
    ended = edits.mark(edits.add(review, "events", row(4, at(90))), 4, name)
    assert steps(ended)[name] == "recorded"


def test_a_teams_milestone_has_an_interval_a_prompt_and_a_block() -> None:
    events = (row(1, at(0), "started"), row(2, at(10), "declared"), row(3, at(30), "resolved"))
    review = Review(events=events)
    *ours, declared = intervals(review)
    assert [interval.milestone for interval in ours] == list(MILESTONES[1:])
    assert (declared.state, declared.step, declared.since) == ("recorded", minutes(10), "started")
    assert declared.formula == "declared − started"
    assert (ours[-1].since, ours[-1].step_formula) == ("declared", "resolved − declared")
    prompt = next(prompt for prompt in prompts.raised(review) if prompt.id == "interval:declared")
    assert prompt.title == time_to("declared") == "time until declared"
    assert bar(review, 30) == (("▚" * 10, "declared"), ("▄" * 20, "resolved"))
    assert len({blocks(["a", "b", "resolved"])[name] for name in ("a", "b", "resolved")}) == 3
    assert all("time until declared" in export(review, to, now=NOW) for to in ("markdown", "mermaid", "svg"))


@pytest.mark.parametrize(
    ("moment", "state", "since"),
    [
        (Moment(), "pending", None),
        (at(-5), "not applicable", None),
        (at(0), "recorded", "started"),
        (at(12, 18), "recorded", "detected"),
        (at(50), "recorded", "resolved"),
    ],
)
def test_a_teams_milestone_stands_where_its_time_is(moment: Moment, state: str, since: str | None) -> None:
    events = (
        row(1, at(0), "started"),
        row(2, at(10), "detected"),
        row(3, at(30), "resolved"),
        row(4, moment, "closed"),
    )
    found = intervals(Review(events=events))
    assert (found[-1].state, found[-1].since) == (state, since)
    assert [interval.state for interval in found[:-1]] == ["recorded", "pending", "pending", "pending", "recorded"]


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("declared", "declared"),
        ("dec", "declared"),
        ("d", None),
        ("det", "detected"),
        ("m", "mitigated"),
        ("DET", "detected"),
        ("r", "resolved"),
        ("rec", "recurred"),
        ("start", "start"),
        ("c", "closed"),
        ("x", None),
        ("", None),
    ],
)
def test_a_mark_is_read_in_full_before_it_is_completed(written: str, mark: str | None) -> None:
    assert read_mark(written, (*MARKS, *TEAM, "start")) == mark


def test_a_teams_milestone_is_typed_in_a_line_once_it_is_known() -> None:
    review = Review(header=CAME_BACK.header, events=(Event(id=1), Event(id=2)))
    line = "09:14 The incident is open !declared"
    assert typed(review, 1, line).events[0].text == "The incident is open !declared"
    marked = typed(review, 1, line, TEAM)
    assert (marked.events[0].text, marked.events[0].milestones) == ("The incident is open", ("declared",))
    assert writing.value_text(marked, "events:1:line") == "2026-03-04 09:14 The incident is open !declared"
    assert typed(marked, 2, "09:20 Again !decl").events[1].milestones == ("declared",)  # the review knows it by now
    assert typed(marked, 1, "09:14 The incident is open").events[0].milestones == ()


def test_words_that_only_look_like_a_teams_milestone_stay_words() -> None:
    review = typed(Review(header=CAME_BACK.header, events=(Event(id=1),)), 1, r"09:14 They typed \!closed", TEAM)
    assert (review.events[0].text, review.events[0].milestones) == ("They typed !closed", ())
    line = writing.value_text(review, "events:1:line", TEAM)
    assert typed(review, 1, line, TEAM) == review


def test_a_milestone_that_is_no_word_stays_when_the_line_is_typed() -> None:
    review = Review(header=CAME_BACK.header, events=(row(1, at(14), "war room", "detected"),))
    assert typed(review, 1, "09:14 They meet").events[0].milestones == ("war room",)


def test_a_file_may_hold_any_milestone() -> None:
    event = {"milestones": ["detected", "war\u202eroom"], "rank": "a1"}
    review = records.from_tables({"events": {"7": event}}).review
    assert review.events[0].milestones == ("detected", "war⇠room")
    assert own(review.events) == ("war⇠room",)
    assert known(review, TEAM) == (*MARKS, *TEAM, "war⇠room")


marks = st.lists(st.sampled_from([*MARKS, *TEAM]), max_size=3, unique=True)
moments = st.one_of(
    st.just(Moment()),
    st.builds(at, st.integers(-300, 300)),
    st.builds(lambda start, more: at(start, start + more), st.integers(-300, 300), st.integers(0, 90)),
)
timelines = st.lists(st.tuples(moments, marks), max_size=9).map(
    lambda rows: Review(events=tuple(row(number, moment, *names) for number, (moment, names) in enumerate(rows, 1)))
)


@given(timelines)
def test_no_number_is_made_up_with_marks_that_recur_and_those_of_a_team(review: Review) -> None:
    for interval in intervals(review):
        assert (interval.state == "recorded") == (interval.step is not None) == bool(interval.step_formula)
        assert interval.share is None or 0 <= interval.share <= 1
        for length in (interval.from_start, interval.step):
            assert length is None or dt.timedelta() <= length.shortest <= length.longest


@given(timelines, st.integers(1, 9), st.sampled_from([*MARKS, *TEAM]))
def test_marking_twice_is_as_if_nothing_was(review: Review, event: int, milestone: str) -> None:
    if any(milestone in other.milestones for other in review.events) or event > len(review.events):
        return
    assert edits.mark(edits.mark(review, event, milestone), event, milestone) == review
