from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from pm_tui.review import edits
from pm_tui.review.model import Event, Review
from tests.ui.outage import OUTAGE, event
from tests.ui.player import Player

UNTIMED = edits.add(OUTAGE, "events", Event(id=9, text="Cache empties"), after=2)


def with_events(*events: Event) -> Review:
    return msgspec.structs.replace(OUTAGE, events=events)


@pytest.mark.parametrize(
    ("key", "head", "note"),
    [
        ("a", "09:14–?", "after 09:14"),
        ("b", "?–09:17", "before 09:17"),
        ("x", "09:14–", "after 09:14, before 09:17"),
    ],
)
def test_a_row_is_bound_to_its_neighbours_and_keeps_that_when_it_moves(
    at_screen: Callable[..., object], key: str, head: str, note: str
) -> None:
    async def act(player: Player) -> None:
        player.pane("timeline").listing.select("events:9")
        await player.press("f2", "b")
        player.sees("a  after", "2026-03-04 09:14 Pager", "b  before", "x  between")
        await player.press(key, "J", "J")
        assert [row.id for row in player.review.events][-1] == 9
        assert player.line_with("Cache empties").split("Cache")[0].strip(" │▌") == head
        player.sees(note)
        await player.press("b", "n")
        player.sees_not(note)
        await player.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert player.review.events == UNTIMED.events

    at_screen(act, UNTIMED, size=(80, 40))


def test_bounds_are_typed_in_the_details(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        player.pane("timeline").listing.select("events:9")
        await player.press("f2", "o", "down", "down", "down", "enter")
        await player.type("on-call")
        assert player.pane("timeline").editor.told == "2026-03-04 09:17 On-call opens the incident"
        await player.press("escape")
        player.sees("After: 2026-03-04 09:17 On-call", "09:17–?")
        await player.press("down", "enter")
        await player.type("2026")
        assert "4 rows hold" in player.pane("timeline").editor.told
        assert edits.find(player.review, "events", 9).before == 0

    at_screen(act, UNTIMED, size=(80, 40))


def test_what_cannot_be_is_said(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        player.pane("timeline").listing.select("events:9")
        await player.press("f2", "b", "a", "K")
        player.pane("timeline").listing.select("events:2")
        await player.press("b", "a")
        player.sees("would then come before itself")
        await player.press("x")
        player.sees("No other row has the same exact time")

    at_screen(act, UNTIMED, size=(80, 40))


def test_rows_at_the_same_time_are_marked_keep_their_order_and_swap(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        player.sees("same time")
        await player.press("f2", "s")
        assert [row.text for row in player.review.events] == ["a", "b", "c"]
        player.pane("timeline").listing.select("events:1")
        await player.press("x")
        assert [row.text for row in player.review.events] == ["b", "a", "c"]
        assert player.row == "a"
        await player.press("x")
        assert [row.text for row in player.review.events] == ["a", "b", "c"]
        assert [row.id for row in player.review.events] == [1, 2, 3]

    at_screen(act, with_events(event(1, "09:02", "a"), event(2, "09:02", "b"), event(3, "09:03", "c")))


def test_a_second_clock_stands_beside_the_first_where_there_is_room(at_screen: Callable[..., object]) -> None:
    review = edits.change_single(OUTAGE, "header", zone="Asia/Kolkata")

    async def act(player: Player) -> None:
        await player.press("f2", "Z")
        player.sees("u  UTC", "o  other…", "n  none")
        await player.press("u")
        player.sees("14:32 09:02 ◆ started", "Asia/Kolkata and UTC")
        await player.press("Z", "o")
        assert player.pane("summary").editor.place == "header:second_zone"
        await player.press(*["backspace"] * 3)
        await player.type("Pacific/Auckland")
        await player.press("enter", "f2")
        player.sees("14:32 22:02 ◆ started")
        await player.resize(40, 12)
        player.sees("14:32 ◆ started")
        await player.press("Z", "n")
        assert not player.review.header.second_zone

    at_screen(act, review, size=(120, 40))


def test_the_second_clock_says_when_it_is_another_day_there(at_screen: Callable[..., object]) -> None:
    review = edits.change_single(OUTAGE, "header", second_zone="Pacific/Kiritimati")

    async def act(player: Player) -> None:
        player.sees("09:02 23:02 ◆ started")

    at_screen(act, review, size=(80, 30))
    late = with_events(event(1, "11:00", "Late"))
    late = edits.change_single(late, "header", second_zone="Pacific/Kiritimati")

    async def look(player: Player) -> None:
        player.sees("11:00 01:00+1 Late")

    at_screen(look, late, size=(80, 30), name="late.json")


def test_a_corrected_zone_or_date_says_which_rows_were_read_otherwise(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        player.pane("summary").listing.select("header:zone")
        await player.press("f5", "enter", *["backspace"] * 3)
        await player.type("Europe/Berlin")
        await player.press("enter")
        player.sees("4 rows were read in UTC; z on the timeline reads them in Europe/Berlin.")
        await player.press("f2", "z")
        player.sees("4 rows read again in Europe/Berlin.", "09:02 ◆ started")
        await player.press("z")
        player.sees("Nothing to read again")
        await player.press("ctrl+z")
        assert player.review.events == OUTAGE.events

    at_screen(act, OUTAGE, size=(120, 40))
