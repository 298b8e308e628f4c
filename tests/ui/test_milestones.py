"""Milestones on the timeline: proposals, those of the team, and harm that came back."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from pm_tui.review.model import Impact, Review
from pm_tui.settings import Values
from tests.ui.outage import OUTAGE, at, event
from tests.ui.player import Player

UNMARKED = Review(
    header=OUTAGE.header,
    events=tuple(msgspec.structs.replace(row, milestones=()) for row in OUTAGE.events),
)
TEAM = Values(milestones=("declared", "escalated"))


def marks(player: Player) -> list[tuple[str, ...]]:
    return [row.milestones for row in player.review.events]


async def go_to(player: Player, words: str) -> None:
    """Go to the row of the timeline with these words."""
    await player.press("f2", "home")
    while words not in player.row:
        await player.press("down")


def test_a_proposal_is_hollow_until_it_is_accepted_and_one_undo_takes_it_back(
    at_screen: Callable[..., object],
) -> None:
    async def act(player: Player) -> None:
        player.sees("09:17 ◇ acknowledged?  On-call opens the", "09:29 ◇ mitigated?  Rollback done")
        player.sees_not("to acknowledge", "◆")
        await go_to(player, "On-call")
        await player.press("M")
        assert marks(player) == [(), (), ("acknowledged",), ()]
        player.sees("09:17 ◆ acknowledged  On-call opens the")
        player.sees_not("acknowledged?")
        await player.press("ctrl+z")
        assert player.review == UNMARKED
        await go_to(player, "Config")
        await player.press("M")
        assert player.review == UNMARKED

    at_screen(act, UNMARKED)


def test_a_proposal_is_refused_for_good(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await go_to(player, "Rollback")
        await player.press("m")
        player.sees("x  none of these")
        await player.press("x")
        assert marks(player) == [()] * 4
        assert player.review.events[3].refused == ("mitigated",)
        player.sees_not("mitigated?")
        await player.press("m")
        player.sees_not("none of these")
        await player.press("m")
        assert marks(player)[3] == ("mitigated",)
        await player.press("ctrl+z", "ctrl+z")
        player.sees("mitigated?")

    at_screen(act, UNMARKED)


def test_a_teams_milestone_is_typed_and_chosen(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await go_to(player, "On-call")
        await player.press("enter")
        await player.type(" !decl")
        assert "declared" in player.pane("timeline").editor.told
        await player.press("enter")
        assert marks(player)[2] == ("acknowledged", "declared")
        player.sees("◆ declared")
        await go_to(player, "Rollback")
        await player.press("m")
        player.sees("escalated", "The team's own milestone.")
        chooser = player.text.splitlines()
        key = next(line for line in chooser if "escalated" in line).split()[1]
        await player.press(key)
        assert marks(player)[3] == ("resolved", "escalated")
        await player.press("ctrl+z")
        await go_to(player, "Pager")
        await player.press("m", key)
        assert marks(player)[1] == ("detected", "escalated")

    at_screen(act, OUTAGE, values=TEAM)


def test_harm_that_came_back_is_marked_on_several_rows(at_screen: Callable[..., object]) -> None:
    again = (event(5, "09:40", "Writes refused once more"), event(6, "09:55", "Config corrected everywhere"))

    async def act(player: Player) -> None:
        await go_to(player, "once more")
        await player.press("m", "e")
        assert marks(player)[4] == ("recurred",)
        player.sees("not known yet:", "time to resolve")
        await go_to(player, "corrected")
        await player.press("m", "r")
        assert [row.id for row in player.review.events if "resolved" in row.milestones] == [4, 6]
        await player.press("f10")
        player.sees("resolved, the last of 2, 09:55", "Degraded for 42 min in 2 stretches: 09:02–09:29, 09:40–09:55")
        player.sees("no harm for a while", "◆ recurred")

    at_screen(act, msgspec.structs.replace(OUTAGE, events=(*OUTAGE.events, *again)))


def test_the_length_of_the_impact_stands_under_it(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f5", "f10")
        player.sees("Impact lasted 20 min; the incident 27 min")

    at_screen(act, msgspec.structs.replace(OUTAGE, impact=Impact(start=at("09:05"), end=at("09:25"))))
