from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count

from pm_tui.review import answering, coverage, edits
from pm_tui.review.model import Event, Lesson, Moment, Review
from pm_tui.review.prompts import Prompt, raised

TODAY = dt.date(2026, 3, 5)


def ids() -> Callable[[], int]:
    numbers = count(100)
    return lambda: next(numbers)


def review() -> Review:
    def at(minute: int) -> Moment:
        instant = dt.datetime(2026, 3, 4, 9, minute, tzinfo=dt.UTC)
        return Moment(earliest=instant, latest=instant, certainty="exact")

    made = edits.add(
        Review(),
        "events",
        Event(id=1, at=at(2), milestones=("started",)),
        Event(id=2, at=at(14), milestones=("detected",)),
    )
    return edits.add(made, "lessons", Lesson(id=3, kind="poorly", text="The page came late"))


def prompt(made: Review, key: str) -> Prompt:
    return next(found for found in raised(made) if found.id == key)


def state(made: Review, key: str) -> str:
    return next(standing.state for standing in coverage.standings(made) if standing.prompt.id == key)


DETECT = "interval:detected"


def test_an_answer_keeps_the_wording_and_clears_the_half_answer() -> None:
    new_id = ids()
    before = edits.set_draft(review(), f"prompt:{DETECT}", "no synthetic check", 3, new_id)
    asked = prompt(before, DETECT)
    after = answering.answer(before, asked, ["one", "two"], new_id)
    assert [(row.text, row.asked) for row in after.answers] == [("one", asked.text), ("two", asked.text)]
    assert not after.drafts
    assert state(after, DETECT) == "answered"


def test_an_action_remembers_the_answer_it_grew_out_of() -> None:
    new_id = ids()
    after, action = answering.make_action(review(), prompt(review(), DETECT), " Probe writes ", new_id, TODAY)
    assert action.title == "Probe writes"
    assert action.kind == "detection"
    assert action.answers == (DETECT,)
    assert edits.find(after, "answers", action.made_from).text == "Probe writes"
    assert state(after, DETECT) == "action"


def test_without_typed_text_the_latest_answer_without_an_action_is_taken() -> None:
    new_id = ids()
    asked = prompt(review(), DETECT)
    made = answering.answer(review(), asked, ["one", "two"], new_id)
    made, first = answering.make_action(made, asked, "", new_id, TODAY)
    made, second = answering.make_action(made, asked, "", new_id, TODAY)
    made, third = answering.make_action(made, asked, "", new_id, TODAY)
    assert [first.title, second.title, third.title] == ["two", "one", ""]


def test_parked_counts_as_open_and_let_go_does_not() -> None:
    new_id = ids()
    asked = prompt(review(), "poorly:3")
    parked = answering.park(review(), asked, "ask the vendor", new_id)
    assert state(parked, "poorly:3") == "parked"
    assert coverage.parked(parked)[0].text == "ask the vendor"
    gone = answering.let_go(review(), asked, "it moved to the new pager", new_id)
    assert state(gone, "poorly:3") == "let-go"
    assert coverage.counts(gone).open == coverage.counts(parked).open - 1
