"""A choice by one key or a click, in the pane that it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pm_tui.review.model import EVENT_KINDS
from pm_tui.ui.widgets.chooser import Chooser
from tests.ui.outage import OUTAGE
from tests.ui.player import Player

Play = Callable[..., object]
SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])


@SIZES
def test_the_question_and_every_choice_are_seen(at_screen: Play, size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "k")
        player.sees("What kind of event", "Esc Leave as is", *(f"  {kind}" for kind in EVENT_KINDS[1:]))
        await player.press("escape")
        player.sees_not("What kind of event", "Leave as is")
        assert player.review == OUTAGE
        await player.press("k", "o")
        assert player.review.events[0].kind == "communication"

    at_screen(act, OUTAGE, size=size)


@SIZES
def test_a_click_takes_the_choice_under_it(at_screen: Play, size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "k")
        chooser = player.screen.pane("timeline").query_one(Chooser)
        lines = player.text.splitlines()
        y = next(index for index, line in enumerate(lines) if "communication" in line)
        x = lines[y].index("communication")
        await player.pilot.click(Chooser, offset=(x - chooser.region.x, y - chooser.region.y))
        await player.settle()
        assert player.review.events[0].kind == "communication"

    at_screen(act, OUTAGE, size=size)
