"""A key of the timeline that does nothing says why, and the key line begins with what a row calls for."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from pm_tui.review.model import Moment
from tests.ui.outage import OUTAGE
from tests.ui.player import EMPTY, Player
from tests.ui.test_milestones import UNMARKED, go_to

Play = Callable[..., object]
ON_EVENTS = ["m", "M", "b", "x", "D", "v", "l", "c", "t", "w", "p", "k", "g"]


def test_on_a_row_between_events_every_command_says_that_it_needs_one(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "down")
        assert player.row.startswith("↕")
        for key in ON_EVENTS:
            await player.press("ctrl+s", key)
            player.sees("This row is no event of its own")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE)


@pytest.mark.parametrize("key", ["m", "t", "k", "d", "K"])
def test_in_an_empty_timeline_a_command_says_how_to_begin(at_screen: Play, key: str) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", key)
        player.sees("There is no event here yet; a adds one.")

    at_screen(act, EMPTY)


def test_without_a_proposal_and_in_order_already_it_is_said(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "M")
        player.sees("propose no milestone")
        await player.press("s")
        player.sees("in the order of their times already")
        await player.press("ctrl+z")
        player.sees("Nothing to undo.")

    at_screen(act, OUTAGE)


def test_what_a_row_calls_for_stands_first(at_screen: Play) -> None:
    late = UNMARKED.events[1]
    twin = msgspec.structs.replace(late, id=91, rank="z1", text="Status page is up")
    somewhen = msgspec.structs.replace(late, id=92, rank="z2", text="A customer writes", at=Moment(text="?"))
    review = msgspec.structs.replace(UNMARKED, events=(*UNMARKED.events, twin, somewhen))

    async def act(player: Player) -> None:
        wanted = {"On-call": "M Accept  ", "Status": "x Swap  ", "customer": "b Bind  ", "Config": ""}
        for words, keys in wanted.items():
            await go_to(player, words)
            assert player.text.splitlines()[-1].startswith(f" {keys}m Milestone"), words

    at_screen(act, review)


def test_only_the_rows_that_moved_are_counted_and_undo_says_what_it_takes_back(at_screen: Play) -> None:
    somewhen = msgspec.structs.replace(OUTAGE.events[0], id=92, rank="z2", milestones=(), at=Moment(text="?"))
    review = msgspec.structs.replace(OUTAGE, events=(*OUTAGE.events, somewhen))

    async def act(player: Player) -> None:
        await player.press("f2", "A", "t")
        await player.type("+1h")
        await player.press("enter")
        player.sees("Shifted 4 rows by +1 h.")
        await player.press("ctrl+z")
        player.sees("Undid: shift 4 rows by +1 h.")
        await player.press("p")
        player.sees("Made 5 rows for customers.")
        await player.press("ctrl+z")
        player.sees("Undid: make 5 rows for customers.")

    at_screen(act, review)


def test_a_paste_of_which_nothing_is_kept_says_so(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste("09:14 Pager fires\n09:16 On-call opens the incident")
        await player.press("x", "enter")
        player.sees("No row was kept, so none is added. What was dropped is a source now.")

    at_screen(act, EMPTY)
