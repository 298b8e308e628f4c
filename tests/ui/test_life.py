"""The life of a review on the screen: its clock, its status, why it is due, a summary that is drafted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pm_tui.review.gathering import OwnQuestion
from pm_tui.review.model import Event, Header, Impact, Moment, Review
from pm_tui.session import Session
from pm_tui.settings import Values
from pm_tui.store.files import load
from pm_tui.ui.widgets.header_line import HeaderLine
from tests.ui.player import NOW, Player, WatchedApp, play

Play = Callable[..., WatchedApp]


def ended(hours: float, **header: object) -> Review:
    """A review of what was over so many hours ago."""
    rows = []
    for number, (before, milestone) in enumerate([(hours + 1, "started"), (hours, "resolved")], 1):
        at = NOW - dt.timedelta(hours=before)
        rows.append(Event(id=number, at=Moment(at, at, None, "exact"), text="It", milestones=(milestone,)))
    return Review(header=Header(title="Checkout is down", date=NOW.date(), **header), events=tuple(rows))  # type: ignore[arg-type]


def first_line(player: Player) -> str:
    return player.text.splitlines()[0].rstrip()


@pytest.mark.parametrize(
    ("hours", "values", "said"),
    [
        (17, Values(), "draft · 31 h left · Saved r1"),
        (53, Values(), "draft · overdue by 5 h · Saved r1"),
        (17, Values(deadline_hours=24), "draft · 7 h left · Saved r1"),
        (17, Values(deadline_weekends=False), "draft · 46 h left · Saved r1"),  # it is Saturday
    ],
)
def test_the_header_says_how_much_time_is_left(at_screen: Play, hours: float, values: Values, said: str) -> None:
    async def act(player: Player) -> None:
        assert first_line(player).endswith(said)

    at_screen(act, ended(hours), values=values)


@pytest.mark.parametrize(("size", "said"), [((80, 24), "draft · 31 h left · Saved r1"), ((40, 12), "Saved r1")])
def test_it_is_never_cut(at_screen: Play, size: tuple[int, int], said: str) -> None:
    async def act(player: Player) -> None:
        assert first_line(player).endswith(said)

    at_screen(act, ended(17), size=size)


def test_the_clock_goes_on_with_the_minutes_and_stops_when_it_is_published(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.screen.context = msgspec.structs.replace(player.screen.context, now=lambda: NOW + dt.timedelta(hours=2))
        player.screen._show_state()
        await player.settle()
        player.sees("draft · 29 h left")
        await player.press("f5")
        player.pane("summary").edit("header:status")
        await player.settle()
        await player.press(*["backspace"] * len("draft"))
        await player.type("published")
        await player.press("enter")
        line = player.screen.query_one(HeaderLine)
        assert (line.status, line.clock) == ("published", "")
        player.sees("Published before it was approved.")

    app = at_screen(act, ended(17))
    assert app.library
    review = load(app.library / "review.json").review
    assert [(change.status, change.at) for change in review.history] == [("published", NOW + dt.timedelta(hours=2))]


def test_a_rejection_is_typed_with_its_reason_and_undone_as_one(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        player.pane("summary").edit("header:status")
        await player.settle()
        await player.press(*["backspace"] * len("draft"))
        await player.type("rejected")
        player.sees("A rejection needs its reason")
        await player.type(": no evidence")
        await player.press("enter")
        player.sees("Status: rejected: no evidence")
        assert player.review.history[-1].reason == "no evidence"
        await player.press("ctrl+z")
        assert (player.review.header.status, player.review.history) == ("draft", ())

    at_screen(act, ended(17))


# --- the library


def test_the_library_says_what_is_left_and_what_is_overdue(tmp_path: Path) -> None:
    for name, hours in (("a", 17), ("b", 53)):
        Session.create(tmp_path / f"{name}.json", ended(hours)).close()

    async def act(player: Player) -> None:
        assert "31 h left" in player.line_with("a.json")
        assert "overdue by 5 h" in player.line_with("b.json")
        await player.press("slash")
        await player.type("overdue")
        player.sees_not("a.json")

    play(tmp_path, act, None)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_a_new_review_is_asked_why_it_is_due_and_need_not_say(tmp_path: Path, size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        await player.press("n")
        player.sees("A review is due")
        await player.type("Search was slow")
        await player.press("enter")
        player.sees("1 downtime")
        await player.press("escape")
        player.sees("Search was slow")
        await player.type("er")
        await player.press("enter")
        await player.type("1, sla, the board asked")
        await player.press("enter")
        assert player.review.header.title == "Search was slower"
        assert player.review.header.because == ("downtime", "SLA", "the board asked")
        await player.press("f12", "n")
        await player.type("Other")
        await player.press("enter", "escape", "escape")
        player.sees_not("Other")
        await player.press("n")
        await player.type("Another")
        await player.press("enter", "enter")
        assert (player.review.header.title, player.review.header.because) == ("Another", ())

    play(tmp_path, act, None, size=size)


def test_a_new_review_takes_the_teams_questions_in_and_begins_at_the_timeline(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("n")
        await player.type("Down")
        await player.press("enter", "enter")
        assert player.screen.focused_pane() is player.pane("timeline")
        player.sees("What did it cost?")
        await player.press("f7")
        await player.type("a week")
        await player.press("enter")
        assert [answer.prompt for answer in player.review.answers] == ["own:cost"]

    play(tmp_path, act, None, values=Values(questions={"cost": "What did it cost?"}))


def test_a_question_taken_in_later_is_shown_at_once(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        asked = OwnQuestion(id=9, key="k", section="Security", text="Who saw it?")
        player.screen.apply(msgspec.structs.replace(player.review, own_questions=(asked,)), "take in")
        await player.press("f6", "down", "enter")
        player.sees("Prompt 2 of 8 · Security · our question", "Who saw it?")

    at_screen(act, ended(17))


# --- the summary


def test_a_summary_is_drafted_into_an_empty_field_in_one_step(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5", "D")
        assert player.review.header.summary.startswith(
            "Checkout is down, on 13 March 2026 from 21:00 to 22:00 UTC (1 h)."
        )
        await player.type(" And more.")
        await player.press("enter")
        assert player.review.header.summary.endswith(" And more.")
        await player.press("D")
        player.sees("There is a summary already")
        assert player.review.header.summary.endswith(" And more.")
        await player.press("ctrl+z", "ctrl+z")
        assert player.review.header.summary == ""

    at_screen(act, ended(17))


def test_without_anything_to_draft_from_it_is_said(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5", "D")
        player.sees("There is nothing to draft from yet")
        assert player.review == Review()

    at_screen(act, Review())


def test_why_it_is_reviewed_is_proposed_from_the_records(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        pane = player.pane("summary")
        pane.edit("header:because")
        await player.settle()
        await player.press("d", "tab")
        await player.type(", ")
        await player.press("tab", "enter")
        assert player.review.header.because == ("downtime", "SLA")

    review = msgspec.structs.replace(ended(17), impact=Impact(sla="broken"))
    at_screen(act, review)


def test_the_row_shows_the_proposal(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5", "f10", "end")
        pane = player.pane("summary")
        pane.listing.select("header:because")
        await player.settle()
        player.sees("Reviewed because: (the records show: downtime, SLA)")

    review = msgspec.structs.replace(ended(17), impact=Impact(sla="broken"))
    at_screen(act, review)
