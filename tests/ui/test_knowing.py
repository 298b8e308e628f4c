"""What was known when, and second accounts, at the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pm_tui.review.model import Review
from tests.ui.outage import OUTAGE
from tests.ui.player import Player

Play = Callable[..., object]


def test_l_says_when_an_event_became_known_and_what_was_believed(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "l")
        player.sees("when, to whom, what was believed")
        await player.type("+1d 08:51 @support the cache is slow")
        player.sees("known 5 Mar 08:51 to support · believed: the cache is slow")
        await player.press("enter")
        (first, *others) = player.review.events
        assert (first.learnt_by, first.believed) == (("support",), "the cache is slow")
        assert tuple(others) == OUTAGE.events[1:]
        player.sees("known 5 Mar 08:51 to support · believed: the")
        await player.press("l", "ctrl+u", "ctrl+u", "enter")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE, size=(180, 40))


def test_c_adds_a_second_account_that_stays_with_its_event(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "c")
        player.sees("@who 08:51 how they tell it")
        await player.type("08:51 no, before the deploy")
        player.sees("who tells it? begin with @name")
        await player.press("home")
        await player.type("@eva ")
        player.sees("told by eva · 2026-03-04 08:51")
        await player.press("enter")
        (told,) = player.review.accounts
        assert (told.about, told.teller, told.text) == (1, "eva", "no, before the deploy")
        assert player.review.events == OUTAGE.events
        player.sees("told differently: 08:51")
        assert "08:51 └─ eva: no, before the deploy" in player.line_with("└─")
        await player.press("up", "J")
        assert [row.key for row in player.pane("timeline").listing.rows if row.key[:3] in ("eve", "acc")] == [
            "events:2",
            "events:1",
            f"accounts:{told.id}",
            "events:3",
            "events:4",
        ]
        await player.press("down", "enter", "end")
        await player.type("s")
        await player.press("enter")
        assert player.review.accounts[0].text == "no, before the deploys"
        await player.press("d")
        assert player.review.accounts == ()
        await player.press("ctrl+z")
        assert len(player.review.accounts) == 1
        await player.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE, size=(160, 40))


def test_an_account_left_empty_goes_again_and_leaves_nothing_to_undo(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "c", "escape")
        assert player.review == OUTAGE
        await player.press("ctrl+z")
        player.sees("Nothing to undo.")

    at_screen(act, OUTAGE)


def test_accounts_move_among_those_of_their_event(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "c")
        await player.type("@eva one")
        await player.press("enter", "c")
        await player.type("@ada two")
        await player.press("enter", "K")
        assert [row.teller for row in player.review.accounts] == ["ada", "eva"]
        assert {row.about for row in player.review.accounts} == {1}

    at_screen(act, OUTAGE)


@pytest.mark.parametrize(
    ("key", "typed"), [("l", "@ops we think Bob forgot to check"), ("c", "@ops we think Bob forgot to check")]
)
def test_blame_in_it_is_questioned_while_it_is_typed(at_screen: Play, key: str, typed: str) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", key)
        await player.type(typed)
        player.sees("“Bob forgot to”")

    at_screen(act, OUTAGE)


def test_a_filter_keeps_the_accounts_of_what_it_finds(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "c")
        await player.type("@eva before the deploy")
        await player.press("enter", "slash")
        await player.type("@eva")
        await player.press("enter")
        keys = [row.key.partition(":")[0] for row in player.pane("timeline").listing.rows if row.key]
        assert keys == ["events", "accounts"]

    at_screen(act, OUTAGE)


def test_neither_key_does_anything_between_events(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        player.pane("timeline").listing.select("interval:detected")
        await player.press("l", "c")
        assert not player.pane("timeline").editing
        assert player.review == Review(header=OUTAGE.header, events=OUTAGE.events)

    at_screen(act, OUTAGE)
