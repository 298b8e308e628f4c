"""A choice by one key or a click, in the pane that it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pm_tui.review.milestones import MILESTONE_HELP
from pm_tui.review.vocabulary import EVENT_KINDS
from pm_tui.ui.widgets.chooser import Choice, Chooser, laid_out
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


def test_what_a_choice_means_is_wrapped_where_there_is_room(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "m")
        player.sees("Takes the mark off this row.")
        shown = " ".join(line[1:53].strip() for line in player.text.splitlines()[1:33])
        for told in MILESTONE_HELP.values():
            assert told in shown or told == MILESTONE_HELP["started"]
        await player.resize(40, 12)
        player.sees("Which milestone?", *(f"{choice}" for choice in MILESTONE_HELP))

    at_screen(act, OUTAGE)


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=20), st.integers(12, 60), st.integers(1, 30))
def test_every_choice_has_a_place_within_the_room(pairs: list[tuple[str, str]], width: int, room: int) -> None:
    choices = [Choice("k", *pair) for pair in pairs]
    lines = laid_out(choices, width, room)
    assert len(lines) <= room
    assert {index for cells in lines for _, index in cells} == set(range(len(choices)))
    assert all(sum(cell_len(text) for text, _ in cells) <= width for cells in lines)
