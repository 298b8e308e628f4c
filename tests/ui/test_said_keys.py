"""Sentences name the keys that the user has given to commands."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from pm_tui.review import edits
from pm_tui.review.model import Why
from pm_tui.settings import Values
from tests.ui.outage import OUTAGE
from tests.ui.player import Player

Play = Callable[..., object]


def test_sentences_name_the_keys_of_the_keymap(at_screen: Play) -> None:
    keymap = {"undo": "f20,ctrl+z", "summary": "shift+f5", "toggle-meeting": "f21"}

    async def act(player: Player) -> None:
        await player.press("f2", "home", "space", "p")
        player.sees("Made 1 row for customers. F20 takes it back.")
        await player.press("shift+f4")
        player.sees("No meeting goes on. F21 begins one.")
        player.screen.say("the summary (F5); Ctrl+Y, Ctrl+T")
        await player.settle()
        player.sees("the summary (Shift+F5); Ctrl+Y, Ctrl+T")

    at_screen(act, OUTAGE, values=Values(keymap=MappingProxyType(keymap)))


OTHER_KEYS = Values(
    keymap=MappingProxyType(
        {"add": "f13", "deeper": "f14", "action": "f15", "milestone": "f16", "timeline": "f17", "details": "f18"}
    )
)


def test_empty_panes_name_the_keys_of_the_keymap(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.sees("Press F13 to add an event", "Press F13 and say what happened; then press", "F14 to ask why.")
        player.sees("F15 makes an action from an answer; press F13", "(F17) and mark milestones (F16)")
        await player.press("f6")
        player.sees("Mark milestones on the timeline (F16)")

    at_screen(act, values=OTHER_KEYS, size=(240, 40))


def test_the_timeline_says_what_is_not_known_yet_with_the_keys_of_the_keymap(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.sees("(F16 marks milestones")

    at_screen(
        act, edits.change(OUTAGE, "events", OUTAGE.events[-1].id, milestones=()), values=OTHER_KEYS, size=(240, 60)
    )


def test_findings_name_the_keys_of_the_keymap_and_leave_quoted_words(at_screen: Play) -> None:
    async def check(player: Player) -> None:
        await player.press("shift+f9")
        player.sees("“press a (o)” contributed, and no action answers it. Make one (F15)", "“Accepted because” (F18)")

    whys = edits.add(OUTAGE, "whys", Why(id=60, text="press a (o)"))
    at_screen(check, whys, values=OTHER_KEYS, size=(240, 40))
