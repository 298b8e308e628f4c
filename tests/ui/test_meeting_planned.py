"""What is set before a meeting, and how it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from tests.ui.outage import OUTAGE
from tests.ui.player import NOW, Player
from tests.ui.test_meeting import MET, Play


def test_a_planned_end_is_the_next_such_time_and_says_what_time_it_is(
    at_screen: Play, later: Callable[[float], None]
) -> None:
    async def act(player: Player) -> None:
        async def plan(words: str) -> None:
            player.pane("meeting").listing.select("ends")
            await player.press("enter", "ctrl+u")
            await player.type(words)

        await player.press("escape", "g")
        await plan("14:00")
        player.sees("ends 14:00 · it is 15:00 now")
        await player.press("enter")
        assert player.review.meetings[0].ends == NOW + dt.timedelta(hours=23)
        await plan("2026-03-14 14:00")
        player.sees("“2026-03-14 14:00” is over: it is 15:00 now.")
        await player.press("escape")
        await plan("15:20")
        await player.press("enter", "shift+f12")
        later(8)
        await plan("15:05")
        player.sees("“15:05” is over: it is 15:08 now.")
        await player.press("escape")
        later(30)
        agenda = player.review.meetings[0].agenda
        await player.press("shift+f1")
        player.sees("The planned end is over, nothing is left to spread.")
        assert player.review.meetings[0].agenda == agenda

    at_screen(act, msgspec.structs.replace(MET, header=msgspec.structs.replace(MET.header, date=NOW.date())))


def test_the_first_stage_shows_the_ground_rules_wherever_the_cursor_was(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "escape", "escape", "g", "end", "shift+f12")
        player.sees("Ground rules", "Nobody could know then what we know now.")
        assert player.row == "Enter: the group has heard them and agrees"
        await player.press("shift+f4", "shift+f4")
        assert player.row == OUTAGE.events[0].text
        await player.press("down", "down", "shift+f4")
        player.pane("timeline").listing.select("events:2")
        player.screen.action_previous_stage()
        await player.settle()
        assert player.row == OUTAGE.events[1].text

    at_screen(act, MET)


def test_a_meeting_that_ended_too_soon_goes_on_at_the_half_typed_answer(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f4", "pagedown")
        prompt = player.screen.prompt.prompt_id
        await player.type("half an ans")
        await player.press("shift+f12")
        player.sees("The meeting is over.", "half an ans")
        await player.press("shift+f12")
        player.sees("The meeting goes on where it was.")
        await player.type("wer")
        assert (player.screen.prompt.prompt_id, player.screen.prompt.field.text) == (prompt, "half an answer")

    at_screen(act, MET)


def test_a_key_of_the_meeting_on_another_row_says_where_it_works(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("escape", "g", "home", "space")
        player.sees("Go to a name first")
        await player.press("+")
        player.sees("Go to a stage of the agenda first")
        await player.press("G")
        player.sees("No meeting goes on. Shift+F12 begins one.")
        assert player.review == MET

    at_screen(act, MET)
