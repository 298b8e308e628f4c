from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from pm_tui.review import edits, several
from pm_tui.review.model import Event, Moment, Review
from pm_tui.ui.widgets.marking_list import MarkingList
from pm_tui.ui.widgets.record_list import Row
from tests.ui.outage import OUTAGE
from tests.ui.player import EMPTY, Player

Play = Callable[..., object]


def marked(player: Player) -> tuple[str, ...]:
    return player.pane("timeline").query_one(MarkingList).marked


def signs(player: Player) -> list[str]:
    """The words of the rows that are drawn as marked."""
    return [line.partition("●")[2].strip(" │┃▄█") for line in player.text.splitlines() if "●" in line]


def moved(before: Event, after: Event) -> dt.timedelta:
    assert before.at.earliest
    assert after.at.earliest
    return after.at.earliest - before.at.earliest


def test_space_marks_rows_and_goes_on(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "space")
        assert player.row == "Pager: write errors at 12 %"
        player.sees("· 1 marked ·", "●09:02", "▌ 09:14", "t Shift time", "Esc Unmark")
        await player.press("space", "up", "up")
        assert marked(player) == ("events:1", "events:2")
        assert [text.split()[0] for text in signs(player)] == ["09:02", "09:14"]
        player.sees("2 marked")
        player.pane("timeline").listing.select("events:2")
        await player.press("space")
        assert marked(player) == ("events:1",)
        assert player.review == OUTAGE
        assert player.app.session
        assert player.app.session.undo() is None

    at_screen(act, OUTAGE)


def test_shift_and_an_arrow_mark_on_the_way_and_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "space", "home", "shift+down", "shift+down")
        assert marked(player) == ("events:1", "events:2", "events:3", "events:4")
        await player.press("shift+up")
        assert marked(player) == ("events:1", "events:2", "events:4")
        await player.press("shift+up", "shift+up")
        assert marked(player) == ("events:1", "events:4")
        assert player.row == "Config rollout reaches the region"

    at_screen(act, OUTAGE)


def test_esc_first_takes_the_marks_away_and_only_then_goes_to_the_prompt(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "A")
        assert len(marked(player)) == 4
        await player.press("A")
        assert marked(player) == ()
        await player.press("A", "escape")
        assert marked(player) == ()
        assert player.screen.focused is player.pane("timeline").listing
        player.sees_not("marked", "●")
        await player.press("escape")
        assert player.screen.focused is player.screen.prompt.field

    at_screen(act, OUTAGE)


def test_with_a_filter_all_are_those_that_match(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "slash")
        await player.type("pager")
        await player.press("enter", "A", "p", "slash", "escape")
        assert [event.public for event in player.review.events] == [False, True, False, False]
        assert marked(player) == ("events:2",)

    at_screen(act, OUTAGE)


def test_marked_rows_are_shifted_in_one_step(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "space", "space", "t")
        player.sees("2 rows: by how much?")
        await player.type("1h")
        player.sees("“1h” does not say how far yet.")
        await player.press("enter")
        assert player.review == OUTAGE
        await player.press("home")
        await player.type("+")
        player.sees("2 rows: 09:02 → 10:02 …")
        await player.press("enter")
        player.sees("Shifted 2 rows by +1 h. Ctrl+Z takes it back.", "10:02 ◆ started", "out of order")
        shifts = [str(moved(*pair)) for pair in zip(OUTAGE.events, player.review.events, strict=True)]
        assert shifts == ["1:00:00", "1:00:00", "0:00:00", "0:00:00"]
        assert marked(player) == ("events:1", "events:2")
        await player.press("ctrl+z")
        assert player.review == OUTAGE
        assert marked(player) == ("events:1", "events:2")
        player.sees("Undid: shift 2 rows by +1 h.", "2 marked")

    at_screen(act, OUTAGE)


def many() -> Review:
    start = dt.datetime(2026, 3, 14, 8, tzinfo=dt.UTC)
    times = [start + dt.timedelta(minutes=2 * number) for number in range(200)]
    moments = [Moment(time, time, None, "exact", f"{time:%H:%M}") for time in times]
    return edits.add(EMPTY, "events", *(Event(id=n + 1, at=at, text=f"row {n}") for n, at in enumerate(moments)))


def heads(player: Player) -> list[str]:
    """The times of the rows as they are drawn."""
    return re.findall(r"(?<=●)\d\d:\d\d", player.text)


def test_of_many_shifted_rows_those_that_are_seen_come_first_and_then_all(
    at_screen: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "A")
        timeline = player.pane("timeline").query_one(MarkingList)
        told: list[list[str]] = []
        show = timeline.show

        def tell(rows: tuple[Row, ...]) -> None:
            told.append([row.head for row in rows if row.place])
            show(rows)

        monkeypatch.setattr(timeline, "show", tell)
        await player.press("t")
        await player.type("+1h")
        player.sees("200 rows: 08:00 → 09:00 …")
        await player.press("enter")
        first, last = told[0], told[-1]
        assert first != last
        assert heads(player) == first[: len(heads(player))] == last[: len(heads(player))]
        assert (last[0], last[-1]) == ("09:00", "15:38")
        await player.press("end")
        assert heads(player)[-1] == "15:38"

    at_screen(act, many())


def test_what_was_left_to_draw_is_drawn_after_another_screen_went_over_it(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home")
        shifted = several.shift(player.review, range(1, 201), dt.timedelta(hours=1))
        player.screen.apply(shifted, "shift")
        player.screen.action_redirect()
        await player.settle()
        await player.press("escape")
        assert [row.head for row in player.pane("timeline").listing.rows if row.place][-1] == "15:38"

    at_screen(act, many())


def test_without_marks_the_chosen_row_is_meant(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "t")
        await player.type("+1d")
        player.sees("2026-03-04 09:29 → 2026-03-05 09:29")
        await player.press("enter")
        player.sees("Shifted 1 row by +1 d.")
        assert [event.at for event in player.review.events[:3]] == [event.at for event in OUTAGE.events[:3]]
        assert player.review.events[3].at.text == "2026-03-05 09:29"

    at_screen(act, OUTAGE)


@pytest.mark.parametrize("way_out", ["escape", "enter", "f3"])
def test_a_question_that_is_left_does_nothing(at_screen: Play, way_out: str) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "A", "t")
        await player.type("+1d" if way_out != "enter" else "  ")
        await player.press(way_out)
        assert player.review == OUTAGE
        assert len(marked(player)) == 4
        player.sees_not("by how much?", "rows: ")
        assert player.screen.focused is player.pane("whys" if way_out == "f3" else "timeline").listing

    at_screen(act, OUTAGE)


def test_rows_are_read_as_written_in_a_zone(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "A", "w")
        await player.type("Gotham")
        player.sees("“Gotham” is not a time zone we know.")
        await player.press("ctrl+u")
        await player.type("CET")
        player.sees("4 rows: 09:02 → 08:02 …")
        await player.press("enter")
        player.sees("Read 4 rows as written in CET. Ctrl+Z takes it back.", "08:29 ◆ resolved")
        await player.press("ctrl+z")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE)


@pytest.mark.parametrize(
    ("keys", "typed", "said", "field", "value"),
    [
        ("p", "", "Made 2 rows for customers.", "public", True),
        ("k", "a", "Made 2 rows of kind alert.", "kind", "alert"),
        ("g", "#billing, -eu", "Tagged 2 rows (on: billing · off: eu).", "tags", ("billing",)),
    ],
)
def test_marked_rows_are_given_a_field(
    at_screen: Play, keys: str, typed: str, said: str, field: str, value: object
) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "space", "space", keys)
        if typed:
            await player.type(typed)
        if len(typed) > 1:
            await player.press("enter")
        player.sees(said)
        rows = [getattr(event, field) for event in player.review.events]
        assert rows[:2] == [value, value]
        assert value not in rows[2:]
        assert marked(player) == ("events:1", "events:2")
        await player.press("ctrl+z")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE)


def test_public_again_is_internal_and_a_kind_comes_off(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "p", "space", "home", "space", "p")
        assert [event.public for event in player.review.events] == [True, False, False, True]
        await player.press("p")
        player.sees("Made 2 rows internal.")
        await player.press("k", "d", "k", "0")
        player.sees("Made 2 rows of no kind.")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE)


def test_marked_rows_are_deleted_and_moved_in_one_step(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home", "space", "space", "J")
        assert [event.id for event in player.review.events] == [3, 1, 2, 4]
        player.sees("Moved 2 rows down.")
        await player.press("K", "K")
        assert player.review.events[0].id == 1
        player.sees("Nothing was there to change.")
        await player.press("ctrl+z", "ctrl+z", "d")
        assert [event.id for event in player.review.events] == [3, 4]
        player.sees("Deleted 2 rows. Ctrl+Z takes it back.")
        player.sees_not("marked")
        await player.press("ctrl+z")
        assert player.review == OUTAGE
        assert marked(player) == ("events:1", "events:2")

    at_screen(act, OUTAGE)


def test_a_review_to_read_only_stays_as_it_is(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "A", "p")
        assert player.review == OUTAGE
        player.sees("4 marked", "open to read only")

    at_screen(act, OUTAGE, read_only=True)


def test_marks_on_a_small_screen(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "A", "t")
        await player.type("+1h")
        player.sees("4 rows: 09:02 → 10:02 …", "●09:02")
        await player.press("enter")
        player.sees("Shifted 4 rows by +1 h.")

    at_screen(act, OUTAGE, size=(40, 12))


def test_there_is_nothing_to_mark_in_an_empty_review(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        before = player.review
        await player.press("f2", "space", "A", "shift+down", "t", "w", "p", "k", "g", "d", "J")
        assert player.review == before
        assert marked(player) == ()

    at_screen(act, Review())
