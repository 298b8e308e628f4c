"""The timeline as it became known, at the screen."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from pm_tui.review import edits
from pm_tui.review.model import Review, Why
from pm_tui.text import clean
from pm_tui.ui.screens.replay import ReplayScreen
from tests.ui.outage import OUTAGE, at
from tests.ui.player import EMPTY, Player, WatchedApp
from tests.ui.test_hostile import HOSTILE, MARKUP, assert_harmless

Play = Callable[..., WatchedApp]

LATE = edits.change(OUTAGE, "events", 1, learnt=at("09:20"), learnt_by=("ops",), believed="the cache is slow")
FIRST, SECOND, THIRD = "Pager: write errors", "On-call opens", "Config rollout"
SIZES = [(120, 40), (80, 24), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
def test_rows_are_revealed_one_by_one_as_they_became_known(at_screen: Play, size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10")
        player.sees("Replay · 1 of 4 known", FIRST, "3 more")
        player.sees_not(SECOND, THIRD, "Rollback", "started", "cache")
        await player.press("right")
        player.sees(FIRST, SECOND, "2 more")
        player.sees_not(THIRD, "Rollback")
        await player.press("space")
        player.sees(SECOND, THIRD, "happened 09:02", "known 09:20 to ops", "believed:", "the cache is slow", "1 more")
        assert "09:20" in player.line_with(THIRD)
        player.sees_not("Rollback")
        await player.press("pageup", "left")
        player.sees("1 of 4 known", FIRST)
        player.sees_not(SECOND, THIRD)
        await player.press("enter", "pagedown", "right", "right", "right")
        player.sees("Rollback done", "all of it is known now")
        await player.press("home", "left")
        player.sees("1 of 4 known")
        player.sees_not(SECOND)

    at_screen(act, LATE, size=size)


@pytest.mark.parametrize(("key", "away"), [("f2", "shift+f10"), ("f2", "f22"), ("f2", "escape"), ("f3", "escape")])
def test_one_key_in_and_one_key_out_to_where_one_was(at_screen: Play, key: str, away: str) -> None:
    async def act(player: Player) -> None:
        await player.press(key, "end")
        where, row = player.screen.focused, player.row
        await player.press("f22", "right")
        assert isinstance(player.app.screen, ReplayScreen)
        await player.press(away)
        assert player.app.screen is player.screen
        assert (player.screen.focused, player.row) == (where, row)
        assert player.review == LATE

    at_screen(act, LATE)


def test_a_half_typed_answer_is_there_when_one_comes_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("A check that wri")
        await player.press("escape", "f")
        player.sees("Replay · 1 of 4")
        await player.press("escape")
        await player.type("tes")
        assert player.screen.prompt.field.text == "A check that writes"

    at_screen(act, LATE)


@pytest.mark.parametrize("size", SIZES)
def test_w_notes_what_was_known_on_the_newest_row(at_screen: Play, size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10", "right", "w")
        await player.type("two graphs, both red")
        assert player.review.events[2].knew == "two graphs, both red"
        player.sees("two graphs, both red", SECOND)
        await player.press("enter")
        player.sees("knew then: two graphs")
        player.sees_not(THIRD)
        await player.press("right")
        player.sees(THIRD)
        await player.press("escape")
        player.pane("timeline").listing.select("events:3")
        await player.settle()
        player.sees("known then: two graphs")
        await player.press("ctrl+z")
        assert player.review == LATE
        await player.press("ctrl+y")
        assert player.review.events[2].knew == "two graphs, both red"

    at_screen(act, LATE, size=size)


def test_what_is_half_typed_stays_however_one_leaves(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        for number, key in enumerate(["escape", "shift+f10", "enter"]):
            await player.press("f2", "shift+f10", "w")
            await player.type(f"{number}")
            await player.press(key)
            assert player.review.events[1].knew == "012"[: number + 1]
            if isinstance(player.app.screen, ReplayScreen):
                await player.press("escape")

    at_screen(act, LATE)


def test_undo_works_in_the_replay_and_while_typing(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10", "w")
        await player.type("one graph")
        await player.press("ctrl+z")
        assert player.review == LATE
        assert isinstance(player.app.screen, ReplayScreen)
        assert player.app.screen.editor.field.text == ""
        await player.press("ctrl+y", "escape", "ctrl+z")
        assert player.review == LATE
        player.sees("Undid: typing", FIRST)
        await player.press("ctrl+z")
        player.sees("There is nothing more of that.")

    at_screen(act, LATE)


def test_undo_that_takes_the_last_event_away_leads_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "a")
        await player.type("09:00 It begins")
        await player.press("escape", "shift+f10")
        player.sees("Replay · 1 of 1 known", "all of it is known now")
        while isinstance(player.app.screen, ReplayScreen):
            await player.press("ctrl+z")
        assert player.review.events == ()
        player.sees("Nothing here yet")

    at_screen(act, EMPTY)


def test_blame_is_flagged_in_the_rows_and_while_it_is_typed(at_screen: Play) -> None:
    blaming = edits.change(LATE, "events", 2, text="Bob forgot to drain it")

    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10")
        player.sees("“Bob forgot to”")
        await player.press("right")
        player.sees_not("“Bob forgot to”")
        await player.press("w")
        await player.type("Ann failed to look")
        player.sees("“Ann failed to")

    at_screen(act, blaming)


def test_the_screen_says_whether_a_note_is_saved(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10", "w")
        player.sees("Saved r1")
        await player.type("x")
        player.sees_not("Saved r1")

    at_screen(act, LATE)


def test_a_review_to_read_only_can_be_replayed_but_takes_no_note(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10", "right", "w")
        player.sees(SECOND, "open to read only")
        await player.type("xy")
        assert player.review == LATE

    at_screen(act, LATE, read_only=True)


def test_without_events_there_is_nothing_to_replay(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f10")
        player.sees("no event in the timeline yet")
        assert player.app.screen is player.screen

    at_screen(act, EMPTY)


def test_days_are_told_apart(at_screen: Play) -> None:
    next_day = msgspec.structs.replace(at("09:20"), earliest=at("09:20").earliest.replace(day=5))  # type: ignore[union-attr]
    learnt = msgspec.structs.replace(next_day, latest=next_day.earliest)

    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10", "right", "right")
        player.sees_not("Mar 2026")
        await player.press("right")
        player.sees("Wed 04 Mar 2026", "Thu 05 Mar 2026", "happened 2026-03-04 09:02")

    at_screen(act, edits.change(OUTAGE, "events", 1, learnt=learnt))


def test_hostile_words_are_harmless(at_screen: Play) -> None:
    mean = clean(HOSTILE)
    review: Review = edits.change(LATE, "events", 1, text=mean, knew=mean, believed=mean, learnt_by=(mean,))
    why = Why(id=9, text=mean, guard=mean, accepted=mean, layer="immediate")
    review = edits.add(review, "whys", why)

    async def act(player: Player) -> None:
        await player.press("f2", "shift+f10", "right", "right", "w")
        player.sees(MARKUP)
        await player.type("[b]")
        await player.press("escape", "escape", "f3", "f10", "v")
        player.sees(MARKUP)

    assert_harmless(at_screen(act, review, watching=True))
