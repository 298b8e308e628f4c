from __future__ import annotations

import datetime as dt
import itertools

from pm_tui.review import answering, edits, meetings, room
from pm_tui.review.agenda import AGENDA
from pm_tui.review.coverage import standings
from pm_tui.review.gathering import Stage
from pm_tui.review.model import Event, Header, Lesson, Moment, Review, Why

NOON = dt.datetime(2026, 3, 5, 12, 0, tzinfo=dt.UTC)
ids = itertools.count(1000)


def new_id() -> int:
    return next(ids)


def event(number: int, minute: int, *marks: str) -> Event:
    utc = NOON + dt.timedelta(minutes=minute)
    return Event(id=number, at=Moment(utc, utc, 0, "exact"), text=f"row {number}", milestones=marks)


def outage() -> Review:
    review = Review(header=Header(title="x", date=NOON.date()))
    rows = [event(1, 0, "started"), event(2, 12, "detected"), event(3, 15, "acknowledged"), event(4, 57, "mitigated")]
    review = edits.add(review, "events", *rows, event(5, 64, "resolved"))
    whys = [Why(id=number, parent=number - 1 if number > 11 else 0, text=f"why {number}") for number in range(11, 15)]
    review = edits.add(review, "whys", *whys, *(Why(id=20 + n, text=f"root {n}") for n in range(4)))
    lessons = [Lesson(id=30 + n, kind="poorly", text=f"poorly {n}") for n in range(2)]
    return edits.add(review, "lessons", *lessons, Lesson(id=40, kind="lucky", text="luck"))


def test_the_proposal_is_what_fits_the_minutes_the_longest_steps_first() -> None:
    assert room.proposal(outage(), AGENDA) == (
        "interval:detected",
        "interval:mitigated",  # 42 and 12 minutes, in the order of the review
        "why:14",
        "why:20",
        "why:21",
        "poorly:30",
        "poorly:31",
    )
    longer = (Stage("intervals", 10), Stage("lessons", 8))
    assert room.proposal(outage(), longer) == (
        "interval:detected",
        "interval:acknowledged",
        "interval:mitigated",
        "interval:resolved",
        "poorly:30",
        "poorly:31",
        "lucky:40",
    )


def test_what_is_settled_is_not_proposed() -> None:
    review = outage()
    prompt = next(one.prompt for one in standings(review) if one.prompt.id == "interval:mitigated")
    review = answering.answer(review, prompt, ["with a switch"], new_id)
    assert room.proposal(review, AGENDA)[:2] == ("interval:detected", "interval:resolved")


def test_who_picks_keeps_the_rest_of_the_proposal_and_its_order() -> None:
    review = room.pick(outage(), "lucky:40", AGENDA, new_id)
    assert room.asked(review, AGENDA)[-3:] == ("poorly:30", "poorly:31", "lucky:40")
    review = room.pick(review, "poorly:30", AGENDA, new_id)
    review = room.move(review, "lucky:40", -1, AGENDA, new_id)
    assert room.asked(review, AGENDA)[-2:] == ("lucky:40", "poorly:31")
    assert room.move(review, "lucky:40", -1, AGENDA, new_id) is review  # not out of its stage
    assert room.move(review, "why:11", 1, AGENDA, new_id) is review  # nobody asks it aloud
    assert len(review.meetings) == 1


def test_a_prompt_that_is_no_longer_raised_is_not_asked() -> None:
    review = room.pick(outage(), "lucky:40", AGENDA, new_id)
    review = edits.delete(review, "lessons", 40)
    assert "lucky:40" not in room.asked(review, AGENDA)


def test_what_is_left_in_a_stage_are_the_open_and_the_parked() -> None:
    review = room.settle(outage(), room.proposal(outage(), AGENDA), new_id)
    assert room.left_in_stage(review, "intervals", AGENDA) == 2
    prompts = {one.prompt.id: one.prompt for one in standings(review)}
    review = answering.park(review, prompts["interval:detected"], "later", new_id)
    assert room.left_in_stage(review, "intervals", AGENDA) == 2
    review = answering.let_go(review, prompts["interval:detected"], "known", new_id)
    assert room.left_in_stage(review, "intervals", AGENDA) == 1
    assert [one.state for one in room.in_stage(review, "intervals", AGENDA)] == ["let-go", "open"]
    assert meetings.in_hand(review) is not None
