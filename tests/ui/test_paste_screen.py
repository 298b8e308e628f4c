from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from pm_tui.review.model import Header, Review
from tests.ui.player import NOW, Player

EMPTY = Review(header=Header(title="Checkout refused writes", date=dt.date(2026, 3, 4), zone="UTC"))
CHAT = "09:14 Pager fires\n09:15 lunch?\n09:16 On-call opens the incident\n09:17 and joins the call"


def texts(player: Player) -> list[str]:
    return [event.text for event in player.review.events]


def test_rows_are_dropped_and_joined_and_the_rest_is_kept_as_a_source(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(CHAT)
        player.sees("4 of 4 rows kept", "UTC (assumed)")
        await player.press("down", "space", "down", "j")
        player.sees("2 of 3 rows kept", "☐ lunch?")
        await player.press("enter")
        assert texts(player) == ["Pager fires", "On-call opens the incident\nand joins the call"]
        [dropped] = player.review.evidence
        assert "lunch?" in dropped.text
        assert dropped.about == 0
        await player.press("ctrl+z")
        assert player.review == EMPTY

    at_screen(act, EMPTY)


def test_a_few_rows_are_chosen_from_many(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(CHAT)
        await player.press("x")
        player.sees("0 of 4 rows kept")
        await player.press("x")
        player.sees("4 of 4 rows kept")
        await player.press("x", "down", "down", "space", "enter")
        assert texts(player) == ["On-call opens the incident"]
        assert len(player.review.evidence[0].text.splitlines()) == 3

    at_screen(act, EMPTY)


def test_zone_and_date_are_changed_for_the_whole_paste(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(CHAT)
        await player.press("z")
        await player.type("Mars/Olympus")
        await player.press("enter")
        player.sees("is not a time zone we know")
        await player.press("ctrl+u")
        await player.type("Europe/Berlin")
        await player.press("enter", "d")
        await player.type("2026-03-05")
        await player.press("enter")
        player.sees("Europe/Berlin", "2026-03-05")
        await player.press("enter")
        assert player.review.events[0].at.earliest == dt.datetime(2026, 3, 5, 8, 14, tzinfo=dt.UTC)

    at_screen(act, EMPTY)


def test_the_same_paste_twice_adds_nothing_twice(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(CHAT)
        await player.press("enter")
        assert len(player.review.events) == 4
        await player.paste(CHAT + "\n09:20 Rollback begins")
        player.sees("1 of 5 rows kept", "in the timeline already")
        await player.press("enter")
        assert texts(player).count("Pager fires") == 1
        assert len(player.review.events) == 5

    at_screen(act, EMPTY)


def test_leaving_the_preview_changes_nothing(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(CHAT)
        await player.press("escape")
        assert player.review == EMPTY
        player.sees("Timeline")

    at_screen(act, EMPTY)


def test_a_new_review_takes_its_date_from_a_paste_that_says_one(at_screen: Callable[..., object]) -> None:
    new = Review(header=Header(title="Checkout refused writes", date=NOW.date(), zone="UTC"))

    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste("2026-03-04 09:14 Pager fires\n2026-03-04 09:16 On-call opens the incident")
        await player.press("enter")
        assert player.review.header.date == dt.date(2026, 3, 4)
        player.sees("the review is dated 2026-03-04 now")
        await player.press("ctrl+z")
        assert player.review == new
        await player.paste(CHAT)
        await player.press("enter")
        assert player.review.header.date == NOW.date()

    at_screen(act, new)


def test_at_40_columns_every_time_stays_whole_under_a_line_with_its_day(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(
            "2026-03-04 23:58 Pager fires in every region at once\n2026-03-05 00:04-00:09 Rollback begins"
        )
        player.sees("UTC", "dates as written", "Wed 04 Mar 2026", "23:58  ☑ Pager fires")
        await player.press("down")
        player.sees("Thu 05 Mar 2026", "00:04– ☑ Rollback begins", "some time in 00:04–00:09")

    at_screen(act, EMPTY, size=(40, 12))


def test_rows_that_land_out_of_order_name_the_key_that_sorts(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(CHAT)
        await player.press("enter")
        player.sees("4 events added. Ctrl+Z")
        await player.press("home")
        await player.paste("09:40 Rollback begins\n09:44 Errors fall")
        await player.press("enter")
        player.sees("2 events added, out of order (s sorts). Ctrl+Z takes them back.")
        await player.press("s")
        assert texts(player)[-2:] == ["Rollback begins", "Errors fall"]

    at_screen(act, EMPTY)


def test_no_letter_hides_behind_the_scroll_bar(at_screen: Callable[..., object]) -> None:
    lines = "\n".join(f"09:{10 + n} {'x' * (n + 1)}{' ab' * 40}" for n in range(20))

    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(lines)
        words = [word for line in player.text.splitlines() if " ab ab" in line for word in re.findall(r"[a-z]+", line)]
        assert {word for word in words if set(word) != {"x"}} == {"ab"}

    at_screen(act, EMPTY, size=(80, 24))
