"""The customer version on the screen: proposed, typed, settled, agreed on, looked at, at two sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from pm_tui.review import customer, edits
from pm_tui.review.model import Action, Review
from pm_tui.settings import Values
from pm_tui.store.files import load
from pm_tui.ui.widgets.prose_field import ProseField
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp, play

Play = Callable[..., WatchedApp]
VALUES = Values(roster=("Kim Reyes",), customer_approvers=("Legal",))


def public() -> Review:
    events = tuple(msgspec.structs.replace(event, public=event.id == 4) for event in OUTAGE.events)
    return msgspec.structs.replace(OUTAGE, events=events, actions=(Action(id=9, rank="V", title="Page Kim sooner"),))


def test_from_the_proposal_to_the_file_that_customers_get(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("f4", "p", "f9", "v")
        player.sees("Nothing for customers yet")
        await player.press("u")
        player.sees("For customers · DRAFT", "09:29 UTC: Rollback done", "Page an engineer sooner")
        await player.press("e")
        field = player.app.screen.query_one("#customer-text", ProseField)
        field.move_cursor(field.document.end)
        await player.press("enter")
        await player.type("Ask Kim, pw: Sommer2024!")
        assert player.review.customer.text.endswith("\nAsk Kim, pw: Sommer2024!")
        player.sees("2 to settle")
        await player.press("escape", "v")
        player.sees("2 things in it are to be masked or accepted first.")
        await player.press("home", "k", "down", "m", "r")
        assert player.review.customer.text.endswith("\nAsk Kim, pw: [password]")
        player.sees("It waits for Legal.")
        await player.press("a")
        player.sees("? Legal", "Enter Do it")
        await player.press("enter")
        player.sees("For customers · approved")
        await player.press("v", "s", "escape", "escape")
        player.sees("Prompt 1 of")
        await player.press("f9")
        player.sees("Customer version")

    play(tmp_path, act, public(), values=VALUES)
    document = (tmp_path / "review.customer.md").read_text(encoding="utf-8")
    assert document.startswith("# Checkout refused writes, 4 March 2026\n")
    assert "Rollback done" in document
    assert customer.state(load(tmp_path / "review.json").review) == "approved"


def test_on_a_small_screen_one_sees_the_rows_or_the_text_and_undo_takes_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.screen.run_action("customer")
        await player.settle()
        player.sees("Changed inside", "was: Old words.")
        player.sees_not("Mine alone")
        await player.press("y")
        player.sees_not("Changed inside")
        await player.press("e")
        player.sees("Mine alone")
        await player.type("x")
        await player.press("ctrl+z", "ctrl+z")
        assert player.review == review
        await player.press("escape", "end", "enter", "escape", "d", "end")
        player.sees("+ Mine alone")

    written = edits.change_single(OUTAGE, "header", summary="Old words.")
    written = customer.propose(written, (), OUTAGE.events[0].at.earliest, iter(range(100, 200)).__next__)  # type: ignore[arg-type]
    review = edits.change_single(customer.write(written, "Mine alone"), "header", summary="New words.")
    at_screen(act, review, size=(40, 12))
