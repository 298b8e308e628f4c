"""Taking up what a row asks, the redirect card, and the quiet offer while a meeting is held."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pm_tui.review import edits, meetings, moments
from pm_tui.review.gathering import Stage
from pm_tui.review.model import Review
from pm_tui.review.reminders import REDIRECT, REDIRECT_TITLE
from pm_tui.settings import Values
from pm_tui.ui.widgets.coach_line import CoachLine
from tests.ui.outage import OUTAGE
from tests.ui.player import NOW, Player

Play = Callable[..., object]

SIZES = [(120, 40), (80, 24), (40, 12)]


def begun(review: Review = OUTAGE) -> Review:
    review, meeting = meetings.planned(review, lambda: 701)
    review = meetings.begin(review, meeting.id, (Stage("timeline", 30),), NOW)
    return meetings.enter(review, "timeline", NOW, 702)


def words_of(player: Player) -> str:
    return " ".join(player.text.split())


def test_i_takes_up_what_a_row_asks_and_goes_there_and_undo_takes_it_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        player.pane("timeline").listing.select("events:2")
        await player.press("i")
        assert player.screen.focused is player.screen.prompt.field
        assert moments.QUESTIONS["paging"][0] in words_of(player)
        assert [(row.prompt, row.state, row.text) for row in player.review.answers] == [("moment:2", "parked", "")]
        await player.type("only the name of the service")
        await player.press("enter", "f2", "i")
        assert [row.text for row in player.review.answers] == ["", "only the name of the service"]
        player.sees("✓ only the name of the service")
        player.sees_not("parked")
        for _ in range(3):
            await player.press("ctrl+z")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE)


def test_a_row_without_such_words_asks_the_general_question_and_one_between_events_none(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        player.pane("timeline").listing.select("interval:detected")
        await player.press("i")
        player.sees("This row is no event of its own")
        player.pane("timeline").listing.select("events:4")
        await player.press("i")
        assert moments.GENERAL in words_of(player)

    at_screen(act, OUTAGE)


def test_a_review_that_is_only_read_takes_nothing_up(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "i")
        assert player.review == OUTAGE
        assert player.screen.focused is player.pane("timeline").listing

    at_screen(act, OUTAGE, read_only=True)


def test_in_a_meeting_a_row_offers_its_question_quietly_until_it_is_taken_up(at_screen: Play) -> None:
    offered = f"{moments.QUESTIONS['paging'][0]} (i asks it)"

    async def act(player: Player) -> None:
        player.screen.query_one(CoachLine).hush()  # the reminder of the stage goes after a while
        await player.press("f2", "home")
        player.sees_not("asks it")
        player.pane("timeline").listing.select("events:2")
        await player.settle()
        player.sees(offered)
        await player.press("M")  # a sentence for once comes before it
        player.sees_not(offered)
        await player.press("home")
        player.pane("timeline").listing.select("events:2")
        await player.press("i", "f2")
        player.sees_not("asks it")

    at_screen(act, begun())


def test_the_offer_gives_way_to_a_flag(at_screen: Play) -> None:
    review = edits.change(begun(), "events", 2, text="Pager fires, Bob forgot to look")

    async def act(player: Player) -> None:
        await player.press("f2")
        player.screen.query_one(CoachLine).hush()  # the reminder of the stage goes after a while
        player.screen.query_one(CoachLine).hush()  # the reminder of the stage goes after a while
        player.pane("timeline").listing.select("events:2")
        await player.settle()
        player.sees("What would have made it easy to look?")
        player.sees_not("asks it")

    at_screen(act, review)


def test_the_offer_names_the_users_own_key(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        player.screen.query_one(CoachLine).hush()  # the reminder of the stage goes after a while
        player.pane("timeline").listing.select("events:2")
        await player.settle()
        player.sees("(^F3 asks it)")

    at_screen(act, begun(), values=Values(keymap={"interview": "ctrl+f3,f19"}))


def test_outside_a_meeting_nothing_is_offered(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        player.pane("timeline").listing.select("events:2")
        await player.settle()
        player.sees_not("asks it")

    at_screen(act, OUTAGE)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["shift+f8", "escape", "enter", "space", "x"])
def test_the_redirect_card_is_read_whole_and_one_key_closes_it(
    at_screen: Play, size: tuple[int, int], key: str
) -> None:
    async def act(player: Player) -> None:
        await player.type("half a thou")
        await player.press("left", "left")
        before, cursor = player.review, player.screen.prompt.field.selection
        await player.press("shift+f8")
        for said in (REDIRECT_TITLE, *REDIRECT, "Any key goes back."):
            assert said in words_of(player)
        await player.press(key)
        player.sees_not(REDIRECT[0][:20])
        assert player.review == before
        assert player.screen.focused is player.screen.prompt.field
        assert (player.screen.prompt.field.text, player.screen.prompt.field.selection) == ("half a thou", cursor)
        await player.type("X")
        assert player.screen.prompt.field.text == "half a thXou"

    at_screen(act, OUTAGE, size=size)


def test_the_card_opens_over_a_row_that_is_edited_and_by_escape_and_r(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "enter", "end")
        await player.type(" now")
        await player.press("f20")
        player.sees(REDIRECT_TITLE)
        await player.press("f20")
        assert player.pane("timeline").editing
        await player.type("!")
        assert player.review.events[0].text.endswith("now!")
        await player.press("f7", "escape", "r")
        player.sees(REDIRECT_TITLE)
        await player.press("escape")
        player.sees_not(REDIRECT_TITLE)

    at_screen(act, OUTAGE)
