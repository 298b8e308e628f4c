"""A card that is longer than the screen, with hostile words on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pm_tui.ui.screens.card import CardScreen
from tests.ui.outage import OUTAGE
from tests.ui.player import Player

Play = Callable[..., object]
LINES = ("[@click=app.quit]x[/] [/etc/x] \x1b]52;c;AA\x07", "", *(f"line {number}" for number in range(30)), "the last")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_a_long_card_scrolls_and_any_other_key_goes_back(at_screen: Play, size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        player.app.push_screen(CardScreen("A long one", LINES))
        await player.settle()
        player.sees("A long one", "[/etc/x]", "↓ shows more")
        player.sees_not("the last", "\x1b")
        await player.press("end")
        player.sees("the last", "Any other key goes back")
        await player.press("home", "pagedown", "pageup", "down", "up")
        player.sees("A long one")
        await player.press("q")
        player.sees_not("A long one")

    at_screen(act, OUTAGE, size=size)


def test_a_card_that_fits_again_after_a_resize_says_so(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.app.push_screen(CardScreen("A card", [f"line {number}" for number in range(14)]))
        await player.settle()
        player.sees("↓ shows more")
        await player.resize(120, 40)
        player.sees_not("↓ shows more")
        player.sees("Any key goes back.")
        await player.press("down")
        player.sees_not("Any key goes back.")

    at_screen(act, OUTAGE, size=(40, 12))
