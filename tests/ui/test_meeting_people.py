"""Who is there, who comes late, and who approves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from pm_tui.review.gathering import Attendee
from pm_tui.ui.widgets.question_line import QuestionLine
from tests.ui.player import NOW, Player
from tests.ui.test_meeting import MET, Play


def test_a_latecomer_is_seated_with_the_time(at_screen: Play, later: Callable[[float], None]) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12")
        later(9)
        await player.press("shift+f11")
        await player.type("Cy Young, databases")
        player.sees("Cy Young, databases: there from now on")
        await player.press("enter")
        person = player.review.meetings[0].attendees[-1]
        assert (person.name, person.role, person.joined) == ("Cy Young", "databases", NOW + dt.timedelta(minutes=9))

    at_screen(act, MET)


def test_people_come_and_go(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.screen.action_go("meeting")
        await player.settle()
        pane = player.pane("meeting")
        pane.listing.select("person:Bo")
        await player.press("space")
        player.sees("○ Bo, on call · not there", "Meeting · 1 of 2 there")
        await player.press("enter")
        await player.press("ctrl+u")
        await player.type("Boris, on call")
        await player.press("enter")
        assert player.review.meetings[0].attendees[1] == Attendee("Boris", "on call", present=False)
        pane.listing.select("person:Boris")
        await player.press("d")
        assert [person.name for person in player.review.meetings[0].attendees] == ["Ana"]
        await player.press("ctrl+z")
        assert len(player.review.meetings[0].attendees) == 2

    at_screen(act, MET)


def test_a_question_is_off_the_screen_once_it_is_answered_or_left(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("escape", "g")
        pane = player.pane("meeting")
        line = pane.query_one(QuestionLine)
        for key in ("enter", "escape"):
            pane.listing.select("add:person")
            await player.press("enter")
            player.sees("? name, role")
            await player.type("Cy")
            await player.press(key)
            assert (line.is_open, player.app.focused) == (False, pane.listing)

    at_screen(act, MET)


def test_a_reviewer_approves_by_one_key_and_another_by_mail(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.screen.action_go("meeting")
        await player.settle()
        pane = player.pane("meeting")
        pane.listing.select("reviewer:Ana")
        await player.press("enter", "a")
        player.sees("1 of 2 reviewers approves")
        assert [(row.who, row.ruling, row.how) for row in player.review.verdicts] == [
            ("Ana", "approved", "in the meeting")
        ]
        assert player.review.header.status == "draft"
        pane.listing.select("add:verdict")
        await player.press("enter")
        await player.type("Bo approved by mail: fine")
        player.sees("Bo · approved · by mail · fine")
        await player.press("enter")
        assert player.review.header.status == "approved"
        await player.press("ctrl+z")
        assert player.review.header.status == "draft"

    at_screen(act, msgspec.structs.replace(MET, header=msgspec.structs.replace(MET.header, committee=("Ana", "Bo"))))


def test_a_rejection_asks_for_its_reason(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.screen.action_go("meeting")
        await player.settle()
        player.pane("meeting").listing.select("reviewer:Ana")
        await player.press("enter", "r")
        await player.type("no numbers in the impact")
        await player.press("enter")
        assert player.review.header.status == "rejected"
        assert player.review.history[-1].reason == "no numbers in the impact"

    at_screen(act, msgspec.structs.replace(MET, header=msgspec.structs.replace(MET.header, committee=("Ana", "Bo"))))


def test_who_comes_late_sees_where_the_meeting_is(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f4")
        await player.type("half an answer")
        await player.press("shift+f11")
        await player.type("Cy")
        await player.press("enter")
        player.sees("Cy: Welcome", "Now: Intervals, 5 minutes left.", "Everybody is heard.")
        await player.press("space")
        assert player.screen.focused is player.screen.prompt.field
        assert player.screen.prompt.field.text == "half an answer"

    at_screen(act, MET)
