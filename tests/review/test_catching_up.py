from __future__ import annotations

import datetime as dt
import itertools

from pm_tui.review import edits, meetings
from pm_tui.review.catching_up import TITLES_SHOWN, lines
from pm_tui.review.gathering import Stage
from pm_tui.review.ground_rules import RULES, SHORT
from pm_tui.review.model import Action, Answer, Review
from pm_tui.review.reminders import REDIRECT, REMINDERS, reminder
from tests.ui.outage import OUTAGE

NOW = dt.datetime(2026, 3, 5, 14, 0, tzinfo=dt.UTC)
ids = itertools.count(500)


def at(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def begun(review: Review) -> Review:
    review, meeting = meetings.planned(review, lambda: next(ids))
    review = meetings.begin(review, meeting.id, (Stage("open", 3), Stage("whys", 57)), NOW)
    return meetings.enter(review, "whys", at(5), next(ids))


def test_a_latecomer_hears_the_rules_the_impact_what_is_agreed_and_where_we_are() -> None:
    review = edits.change_single(OUTAGE, "impact", experience="Nobody could pay.", users="12 % of users")
    review = edits.add(review, "actions", Action(id=1, title="Page on refused writes"), Action(id=2))
    review = edits.add(review, "answers", Answer(id=3, text="a check"), Answer(id=4, text="later", state="parked"))
    review = edits.change(meetings.agree(begun(review), at(20)), "events", 2, text="Pager, at last")
    assert lines(review, at(44.4), titles={"whys": "Asking why"}) == (
        "Now: Asking why, 18 minutes left. We end at 15:00.",
        "",
        *SHORT,
        "",
        "Nobody could pay.",
        "12 % of users · 27 min from the first harm to the end",
        "",
        "The timeline was agreed at 14:20; 1 row changed since.",
        "1 answer and 2 actions so far.",
        "· Page on refused writes",
    )


def test_what_is_over_paused_or_not_known_is_said_so() -> None:
    review = begun(Review())
    assert lines(review, at(64))[0] == "Now: Whys, 2 minutes over its time. We end at 15:00."
    assert lines(meetings.pause(review, at(10)), at(30))[0] == "Now: Whys, 52 minutes left. We pause. We end at 15:00."
    assert "What it did to whom is not written down yet." in lines(review, at(6))
    assert "The timeline is not agreed yet." in lines(review, at(6))
    assert not any(line.startswith("Now") for line in lines(Review(), NOW))


def test_it_stays_one_screen_however_much_there_is() -> None:
    actions = (Action(id=key, title=f"action {key} " + "word " * 90) for key in range(1, 40))
    review = edits.add(edits.change_single(begun(OUTAGE), "impact", experience="x " * 900), "actions", *actions)
    told = lines(review, at(6))
    assert f"· … and {39 - TITLES_SHOWN} more, in the actions" in told
    assert len(told) < 20
    assert max(map(len, told)) < 170


def test_a_teams_own_rules_are_told_by_their_first_two() -> None:
    assert lines(Review(), NOW, rules=("One.", "Two.", "Three."))[:3] == ("One.", "Two.", "")
    assert lines(Review(), NOW, rules=RULES)[:2] == SHORT


def test_each_bias_is_recalled_at_the_stage_where_it_is_likely_in_one_short_line() -> None:
    assert len(set(REMINDERS.values())) == 5
    for line in REMINDERS.values():
        assert len(line) < 78
        assert "\n" not in line
    assert reminder("timeline").startswith("We know the end")
    assert reminder("close") == reminder("no such stage") == ""


def test_rules_and_redirect_ask_of_circumstances_in_few_short_lines() -> None:
    assert 5 <= len(RULES) <= 7
    assert max(map(len, (*RULES, *SHORT, *REDIRECT))) < 80
    assert all(question.endswith("?") for question in REDIRECT)
