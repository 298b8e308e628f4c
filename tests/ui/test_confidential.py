"""What is confidential is underlined as it is typed; a key masks it, another keeps it; the hint never says it again."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from pm_tui.review.exposed import exposed
from pm_tui.review.model import Action, Event
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp
from tests.ui.test_coach import coach, key_line
from tests.ui.test_review_screen import underlined

Play = Callable[..., WatchedApp]
ASKED = "This reads like a password. Does it have to stand here?"


def test_while_typing_it_is_underlined_and_masked_by_one_key(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("The password was toor123 again")
        assert underlined(player) == ["toor123"]
        assert coach(player) == ASKED
        assert "^R Mask" in key_line(player)
        field = player.screen.prompt.field
        await player.press("ctrl+r")
        assert field.text == "The password was [password] again"
        assert underlined(player) == []
        await player.press("ctrl+z")
        assert field.text == "The password was toor123 again"

    at_screen(act, OUTAGE)


def test_a_chosen_row_is_masked_where_it_stands_or_kept(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "ctrl+r")
        assert player.review.events[0].text == "[host] and [host] restart"
        assert player.review.events[0].milestones == ("started",)
        await player.press("f4")
        assert coach(player) == "This reads like an e-mail address. Does it have to stand here?"
        await player.press("f8")
        player.sees("It reads like an e-mail address.")
        await player.press("ctrl+o")
        assert exposed(player.review) == ()
        assert "kim@acme.io" not in repr(player.review.accepted)
        await player.press("ctrl+z")
        assert len(exposed(player.review)) == 1
        await player.press("f9")
        player.sees("1 thing in it may be confidential; the check (Shift+F9) lists where.")

    event = Event(id=5, rank="V", text="db-prod-03 and db-prod-03 restart", milestones=("started",))
    action = Action(id=70, rank="V", title="Write to kim@acme.io")
    at_screen(act, msgspec.structs.replace(OUTAGE, events=(event,), actions=(action,)), size=(80, 24))
