"""An answer rests on the number that its prompt asked about; when that is another, the prompt is open again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.formats import export
from pm_tui.review import answering, coverage, edits, writing
from pm_tui.review.coverage import Standing
from pm_tui.review.model import Event, Header, Moment, Review

NOW = dt.datetime(2026, 3, 4, 15, 0, tzinfo=dt.UTC)
numbers = count(1000)
CONTEXT = writing.Context(lambda: NOW, lambda: next(numbers))
DETECT = "interval:detected"
GAP = "gap:3"


def at(clock: str) -> Moment:
    instant = dt.datetime.combine(NOW.date(), dt.time.fromisoformat(clock), dt.UTC)
    return Moment(earliest=instant, latest=instant, certainty="exact", text=clock, zone="UTC", day=NOW.date())


REVIEW = edits.add(
    Review(header=Header(date=NOW.date())),
    "events",
    Event(id=1, at=at("09:02"), text="Writes fail", milestones=("started",)),
    Event(id=2, at=at("09:14"), text="Pager", milestones=("detected",)),
    Event(id=3, at=at("09:20"), text="Waiting for access"),
    Event(id=4, at=at("10:10"), text="The limit is missing"),
    Event(id=5, at=at("10:30"), text="Over", milestones=("resolved",)),
)


def standing(review: Review, prompt: str = DETECT) -> Standing:
    return next(found for found in coverage.standings(review) if found.prompt.id == prompt)


def answered(prompt: str = DETECT, review: Review = REVIEW) -> Review:
    return answering.answer(review, standing(review, prompt).prompt, ["no check that writes"], CONTEXT.new_id)


def let_go(review: Review = REVIEW) -> Review:
    return answering.let_go(review, standing(review).prompt, "short enough", CONTEXT.new_id)


def made_action(review: Review = REVIEW, text: str = "Probe writes") -> Review:
    return answering.make_action(review, standing(review).prompt, text, CONTEXT.new_id, CONTEXT.today(review))[0]


def put(place: str, text: str) -> Callable[[Review], Review]:
    return lambda review: writing.write(review, place, text, 0, CONTEXT).review


later = put("events:2:at", "09:16")


def zone_of_display(review: Review) -> Review:
    return edits.change_single(review, "header", zone="Asia/Kathmandu")


def other_row(review: Review) -> Review:
    return edits.mark(review, 3, "detected")


def day_later(review: Review) -> Review:
    day = dt.timedelta(days=1)
    moved = {
        row.id: Event(id=row.id, rank=row.rank, text=row.text, milestones=row.milestones, at=shifted(row.at, day))
        for row in review.events
    }
    return edits.change_each(review, "events", moved)  # type: ignore[arg-type]


def shifted(moment: Moment, by: dt.timedelta) -> Moment:
    assert moment.earliest
    assert moment.latest
    return Moment(earliest=moment.earliest + by, latest=moment.latest + by, certainty="exact", text=moment.text)


@pytest.mark.parametrize(
    ("change", "basis"),
    [
        (later, "14 min"),
        (put("events:1:line", "~09:02 Writes fail !started"), "7–17 min"),
        (put("events:1:line", "09:02 Every write fails !started"), "12 min"),
        (put("events:3:at", "09:25"), "12 min"),
        (other_row, "18 min"),
        (zone_of_display, "12 min"),
        (day_later, "12 min"),
    ],
)
@pytest.mark.parametrize(("settle", "state"), [(answered, "answered"), (let_go, "let-go"), (made_action, "action")])
def test_a_prompt_is_open_again_when_its_number_is_another(settle, state, change, basis):
    before = settle()
    assert standing(before).state == state
    after = change(before)
    found = standing(after)
    same = basis == "12 min"
    assert found.prompt.basis == basis
    assert found.state == (state if same else "open")
    assert found.reopened is not same
    assert after.answers == before.answers
    assert after.actions == before.actions
    assert coverage.counts(after).open - coverage.counts(before).open == (0 if same else 1)
    said = "let go" if state == "let-go" else "answered"
    assert found.rested_on(found.answers[0]) == ("" if same else f"{said} at 12 min, now {basis}")


def test_a_gap_is_open_again_when_it_is_longer():
    before = answered(GAP)
    assert standing(before, GAP).state == "answered"
    after = put("events:4:at", "10:15")(before)
    assert standing(after, GAP).state == "open"
    assert standing(after, GAP).rested_on(after.answers[0]) == "answered at 50 min, now 55 min"


def test_the_old_number_again_closes_it_again():
    reopened = later(answered())
    assert standing(put("events:2:at", "09:14")(reopened)).state == "answered"


def test_answering_once_more_settles_it_and_keeps_the_old_answer():
    again = answered(review=later(answered()))
    found = standing(again)
    assert (found.state, len(found.answers), len(found.stale)) == ("answered", 2, 1)
    assert [row.basis for row in again.answers] == ["12 min", "14 min"]


def test_still_true_renews_what_was_said_and_nothing_else():
    reopened = later(let_go(answered()))
    settled = answering.still_true(reopened, standing(reopened).prompt)
    assert standing(settled).state == "answered"
    assert [(row.text, row.asked) for row in settled.answers] == [(row.text, row.asked) for row in reopened.answers]
    assert {row.basis for row in settled.answers} == {"14 min"}
    assert answering.still_true(settled, standing(settled).prompt) is settled
    assert standing(put("events:2:at", "09:14")(settled)).state == "open"


def test_a_parked_thought_stays_parked():
    parked = answering.park(REVIEW, standing(REVIEW).prompt, "ask the vendor", CONTEXT.new_id)
    assert standing(later(parked)).state == "parked"
    assert not standing(later(parked)).reopened
    both = later(answered(review=parked))
    assert (standing(both).state, standing(both).reopened) == ("parked", True)


def test_an_action_without_an_answer_behind_it_stands():
    bare = made_action(text="")
    assert [action.made_from for action in bare.actions] == [0]
    assert standing(later(bare)).state == "action"


def test_an_action_stands_for_the_other_prompts_that_it_answers():
    review = answered(GAP, made_action())
    (action,) = review.actions
    review = later(edits.change(review, "actions", action.id, answers=(DETECT, GAP)))
    assert standing(review).state == "open"
    assert standing(review, GAP).state == "action"


def test_making_an_action_of_an_old_answer_says_that_it_holds():
    after = made_action(later(answered()), text="")
    assert after.actions[0].title == "no check that writes"
    assert standing(after).state == "action"


def test_an_answer_without_a_number_rests_on_none():
    old = answered()
    old = edits.change(old, "answers", old.answers[0].id, basis="")
    assert standing(later(old)).state == "answered"


def test_the_markdown_says_at_which_number():
    document = export(later(let_go(answered())), now=NOW)
    assert "14 minutes from “Writes fail” to “Pager”. How could this be shorter? (open again)" in document
    assert "  - no check that writes (answered at 12 min, now 14 min)" in document
    assert "  - Let go: short enough (let go at 12 min, now 14 min)" in document


@given(st.lists(st.sampled_from(["09:14", "09:15", "09:16", "answer", "let go", "confirm"]), max_size=8))
def test_whatever_happens_only_what_was_said_at_the_present_number_settles(steps):
    review = REVIEW
    said = 0
    for step in steps:
        prompt = standing(review).prompt
        if step == "answer":
            review, said = answered(review=review), said + 1
        elif step == "let go":
            review, said = let_go(review), said + 1
        elif step == "confirm":
            review = answering.still_true(review, prompt)
        else:
            review = put("events:2:at", step)(review)
    found = standing(review)
    assert len(found.answers) == said
    assert (found.state == "open") == all(row.basis != found.prompt.basis for row in found.answers)
    assert found.reopened == (found.state == "open" and said > 0)
