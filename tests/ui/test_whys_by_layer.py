"""The whys pane: guards, gates and accepted risks, and the view by layers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pm_tui.review.model import Review, Why
from tests.ui.player import Player, WatchedApp

Play = Callable[..., WatchedApp]

WHYS = Review(
    whys=(
        Why(id=1, rank="1", text="Writes were refused", gate="and"),
        Why(id=2, rank="2", parent=1, text="No config there", layer="immediate", guard="the rollout's check"),
        Why(id=3, rank="3", parent=1, text="Nobody was told", layer="precondition", guard="the write alarm"),
        Why(id=4, rank="4", parent=3, text="It reads only", layer="underlying", accepted="one region, rare"),
    )
)
SIZES = [(120, 40), (80, 24), (40, 12)]


def test_a_why_says_its_guard_gate_and_why_it_is_accepted(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "f10")
        player.sees("all of those below were needed", "immediate · hole in: the rollout's check")
        player.sees("underlying · contributing factor · accepted: one region, rare")

    at_screen(act, WHYS)


@pytest.mark.parametrize("size", SIZES)
def test_v_switches_to_the_layers_and_back_with_the_cursor_on_its_why(at_screen: Play, size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "end")
        assert player.row == "It reads only"
        await player.press("v")
        assert player.row == "It reads only"
        player.sees("It reads only", "Underlying")
        await player.press("up")
        assert player.row == "Nobody was told"
        player.sees("─ the write alarm —")
        await player.press("v")
        assert player.row == "Nobody was told"
        player.sees("└─ Nobody was")

    at_screen(act, WHYS, size=size)


def test_the_layers_are_edited_like_the_tree(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "v")
        player.sees("Whys · 2 guards with holes", "v Tree")
        player.pane("whys").listing.select("whys:2")
        await player.press("e", "end")
        await player.type(" at all")
        await player.press("enter", "l", "u")
        assert (player.review.whys[1].text, player.review.whys[1].layer) == ("No config there at all", "underlying")
        player.sees("nothing here yet")
        await player.press("ctrl+z", "ctrl+z")
        assert player.review == WHYS
        player.pane("whys").listing.select("whys:3")
        await player.press("a")
        await player.type("The page went astray")
        await player.press("escape")
        assert [(row.layer, row.parent) for row in player.review.whys if row.id > 4] == [("precondition", 1)]
        assert player.row == "The page went astray"

    at_screen(act, WHYS)


def test_a_guard_of_another_why_is_offered(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "end", "o")
        player.pane("whys").listing.select("whys:4:guard")
        await player.press("e")
        await player.type("the wr")
        player.sees("the write alarm")
        await player.press("tab", "enter")
        assert player.review.whys[3].guard == "the write alarm"

    at_screen(act, WHYS)
