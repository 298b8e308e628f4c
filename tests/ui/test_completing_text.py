from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pm_tui.review import edits
from pm_tui.review.model import Action, Header, Review
from pm_tui.store.files import ReviewFile
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, play


def test_a_person_is_offered_while_typed_and_tab_takes_the_name(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "a")
        await player.type("09:20 paged @Mo")
        player.sees("09:20 paged @Moritz")
        assert "Moritz" not in player.review.events[-1].actors
        await player.press("tab")
        await player.type(" who joins")
        await player.press("enter", "escape")
        assert [event.actors for event in player.review.events if event.text.startswith("paged")] == [("Moritz",)]
        await player.press("ctrl+z")
        assert not [event for event in player.review.events if event.text.startswith("paged")]

    at_screen(act, edits.add(OUTAGE, "actions", Action(id=77, title="Page", owner="Moritz")))


def test_enter_keeps_what_was_typed_and_not_what_was_offered(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "a")
        await player.type("09:20 paged @Mo")
        await player.press("enter", "escape")
        assert ("Mo",) in [event.actors for event in player.review.events]

    at_screen(act, edits.add(OUTAGE, "actions", Action(id=77, title="Page", owner="Moritz")))


def test_a_row_is_duplicated_without_its_milestones(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "D")
        await player.type(" again")
        await player.press("enter")
        first, second, *_ = player.review.events
        assert (second.at.earliest, second.text) == (first.at.earliest, f"{first.text} again")
        assert first.milestones
        assert not second.milestones
        await player.press("ctrl+z", "ctrl+z")
        assert player.review.events == OUTAGE.events

    at_screen(act, OUTAGE)


def test_names_and_tags_of_other_reviews_are_offered_behind_the_own_ones(tmp_path: Path) -> None:
    others = Review(header=Header(owner="Moritz", tags=("latency",)))
    ReviewFile.create(tmp_path / "other.json", others)
    own = edits.add(OUTAGE, "actions", Action(id=77, title="Page", owner="Mona"))

    async def act(player: Player) -> None:
        await player.press("f4", "a")
        await player.type("Look @Mo")
        player.sees("Look @Mona")
        await player.type("r")
        player.sees("Look @Moritz")
        await player.press("tab", "enter", "escape", "f5")
        assert player.review.actions[-1].owner == "Moritz"
        player.pane("summary").listing.select("header:tags")
        await player.press("enter")
        await player.type("lat")
        await player.press("tab", "enter")
        assert player.review.header.tags == ("latency",)

    play(tmp_path, act, own)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
def test_tab_without_an_offer_stays_in_the_text(at_screen: Callable[..., object], size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "a")
        await player.type("09:20 Dana joi")
        await player.press("tab")
        await player.type("ned")
        await player.press("enter", "escape")
        assert [event.text for event in player.review.events if event.text.startswith("Dana")] == ["Dana joined"]

    at_screen(act, OUTAGE, size=size)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
def test_leaving_the_editor_for_its_list_closes_it(at_screen: Callable[..., object], size: tuple[int, int]) -> None:
    async def act(player: Player) -> None:
        pane = player.pane("timeline")
        await player.press("f2", "home", "enter")
        pane.listing.focus()
        await player.settle()
        assert not pane.editing
        await player.press("down", "up", "d")
        assert len(player.review.events) == len(OUTAGE.events) - 1

    at_screen(act, OUTAGE, size=size)
