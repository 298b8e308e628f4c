from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pm_tui.review.model import Review
from pm_tui.store.files import load
from tests.ui.outage import OUTAGE
from tests.ui.player import EMPTY, Player, play


def texts(player: Player) -> list[str]:
    return [event.text for event in player.review.events]


def test_an_event_is_entered_in_one_line(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        player.sees("Press a to add an event")
        await player.press("a")
        await player.type("14:31 Pager fires !detected @alice https://x.org/1 #alert")
        player.sees("2026-03-14 14:31 · detected · alert · @alice · 1", "link")
        await player.press("enter", "escape")
        (event,) = player.review.events
        assert event.at.earliest == dt.datetime(2026, 3, 14, 14, 31, tzinfo=dt.UTC)
        assert (event.text, event.milestones, event.actors, event.kind) == (
            "Pager fires",
            ("detected",),
            ("alice",),
            "alert",
        )
        assert [(row.about, row.link) for row in player.review.evidence] == [(event.id, "https://x.org/1")]
        player.sees("14:31 ◆ detected  Pager fires", "alert · @alice · 1 evidence", "1 event")

    at_screen(act)


def test_enter_goes_on_to_the_next_event_until_one_is_empty(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("a")
        await player.type("14:31 one")
        await player.press("enter")
        await player.type("14:35 two")
        await player.press("enter", "enter")
        assert texts(player) == ["one", "two"]
        assert not player.pane("timeline").editing
        assert player.row == "two"
        await player.press("ctrl+z")
        assert texts(player) == ["one"]

    at_screen(act)


@pytest.mark.parametrize("way_out", ["enter", "escape", "f7", "f3"])
def test_an_event_left_empty_goes(at_screen: Callable[..., object], way_out: str) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "a")
        assert len(player.review.events) == 5
        await player.press(way_out)
        assert player.review.events == OUTAGE.events
        assert player.app.session
        assert player.app.session.undo() is None

    at_screen(act, OUTAGE)


def test_half_a_time_is_said_in_place_and_kept(tmp_path: Path) -> None:
    async def begin(player: Player) -> None:
        await player.press("a")
        await player.type("14:99 Pager fires")
        player.sees("14:99 Pager fires")
        assert [draft.text for draft in player.review.drafts] == ["14:99 Pager fires"]
        assert "14:99" in player.pane("timeline").editor.told
        await player.press("escape")
        player.sees("being typed: 14:99 Pager fires")

    async def go_on(player: Player) -> None:
        player.sees("being typed: 14:99 Pager fires")
        await player.press("f2", "enter")
        player.sees("14:99 Pager fires")
        player.sees_not("being typed")
        assert "14:99" in player.pane("timeline").editor.told
        await player.press(*["left"] * 12, "backspace", "backspace")
        await player.type("39")
        player.sees("2026-03-14 14:39")
        await player.press("enter")
        assert texts(player) == ["Pager fires"]
        assert player.review.drafts == ()
        player.sees("14:39 ◇ detected?  Pager fires")

    play(tmp_path, begin, EMPTY)
    play(tmp_path, go_on)


def test_an_event_is_edited_where_it_stands(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "down", "down", "enter")
        assert player.pane("timeline").editor.field.text == "2026-03-04 09:14 Pager: write errors at 12 % !detected"
        await player.press(*["left"] * 10)
        await player.type(" and more")
        await player.press("enter")
        assert texts(player)[1] == "Pager: write errors at 12 % and more"
        assert player.row == "Pager: write errors at 12 % and more"
        await player.press("ctrl+z")
        assert player.review == OUTAGE
        player.sees("Undid: typing.")
        await player.press("ctrl+y")
        assert texts(player)[1] == "Pager: write errors at 12 % and more"

    at_screen(act, OUTAGE)


def test_delete_move_undo_redo_bring_the_cursor_back(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end")
        while not player.row.startswith("On-call"):
            await player.press("up")
        await player.press("d")
        assert [event.id for event in player.review.events] == [1, 2, 4]
        await player.press("home", "ctrl+z")
        assert player.review == OUTAGE
        assert player.row == "On-call opens the incident"
        await player.press("K")
        assert [event.id for event in player.review.events] == [1, 3, 2, 4]
        assert player.row == "On-call opens the incident"
        player.sees("out of order")
        await player.press("home", "ctrl+z")
        assert player.row == "On-call opens the incident"
        await player.press("ctrl+y")
        assert [event.id for event in player.review.events] == [1, 3, 2, 4]
        await player.press("s")
        assert [event.id for event in player.review.events] == [1, 2, 3, 4]
        player.sees_not("out of order")

    at_screen(act, OUTAGE)


def test_a_milestone_is_one_key(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end")
        assert player.row == "Rollback done"
        await player.press("m")
        player.sees("Which milestone", "m  mitigated", "The first harm that")
        await player.press("m")
        assert player.review.events[3].milestones == ("resolved", "mitigated")
        player.sees("◆ resolved  ◆ mitigated  Rollback done")
        player.sees_not("Which milestone")
        await player.press("m", "m")
        assert player.review == OUTAGE
        await player.press("m", "escape")
        assert player.review == OUTAGE
        assert player.row == "Rollback done"

    at_screen(act, OUTAGE)


def test_the_intervals_stand_between_the_events(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        player.sees("↕ 12 min to detect", "3 min to acknowledge")
        await player.press("f2", "home", "down")
        assert player.row.startswith("↕ 12 min to detect")
        await player.press("enter")
        assert player.screen.prompt.standing
        assert player.screen.prompt.standing.prompt.id == "interval:detected"
        assert player.screen.focused is player.screen.prompt.field

    at_screen(act, OUTAGE)


def test_now_adds_an_event_at_the_present_time(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("n")
        await player.type("Rollback begins")
        await player.press("enter", "escape")
        (event,) = player.review.events
        assert event.at.earliest == dt.datetime(2026, 3, 14, 15, 0, tzinfo=dt.UTC)
        assert event.text == "Rollback begins"

    at_screen(act)


def test_the_fields_of_an_event(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "o")
        player.sees("Time: 09:29", "Who: ")
        pane = player.pane("timeline")
        pane.listing.select("events:4:public")
        await player.settle()
        player.sees("For customers: ")
        await player.press("enter", *"yes", "enter")
        assert player.review.events[3].public
        pane.listing.select("events:4:actors")
        await player.press("e")
        await player.type("Alice, Bob")
        await player.press("enter")
        assert player.review.events[3].actors == ("Alice", "Bob")
        pane.listing.select("events:4:kind")
        await player.press("e")
        await player.type("mitig")
        await player.press("enter")
        assert player.review.events[3].kind == "mitigation"
        pane.listing.select("events:4:end")
        await player.press("e")
        await player.type("10:77")
        await player.press("enter")
        assert player.review.events[3].end is None
        assert [draft.text for draft in player.review.drafts] == ["10:77"]
        player.sees("10:77")

    at_screen(act, OUTAGE)


def test_evidence_is_kept_with_its_event(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "v")
        await player.paste("09:29:01 ok\n09:29:02 ok")
        await player.press("enter")
        (piece,) = player.review.evidence
        assert (piece.about, piece.text) == (4, "09:29:01 ok\n09:29:02 ok")
        player.sees("evidence: 09:29:01 ok", "1 evidence", "Caption: ")
        player.pane("timeline").listing.select(f"evidence:{piece.id}")
        await player.press("d")
        assert player.review.evidence == ()

    at_screen(act, OUTAGE)


PASTE = """\
All times in CET

| Time | Event |
|------|-------|
| 10:02 | Config rollout |
| 10:14 | Pager fires, https://x.org/2 |
"""


def test_pasted_lines_become_events_in_one_step(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("a")
        await player.paste(PASTE)
        player.sees("2 of 2 rows kept", "☑ Config rollout")
        await player.press("enter")
        assert [(event.text, event.at.earliest.hour) for event in player.review.events if event.at.earliest] == [
            ("Config rollout", 9),
            ("Pager fires, https://x.org/2", 9),
        ]
        assert [row.link for row in player.review.evidence] == ["https://x.org/2"]
        player.sees("2 events added", "Config rollout")
        await player.press("ctrl+z")
        assert player.review == EMPTY

    at_screen(act, EMPTY)


def test_paste_goes_behind_the_chosen_row(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "home")
        await player.paste("09:05 UTC - one\n09:06 UTC - two")
        await player.press("enter")
        assert [event.text for event in player.review.events][:4] == [
            "Config rollout reaches the region",
            "one",
            "two",
            "Pager: write errors at 12 %",
        ]

    at_screen(act, OUTAGE)


def test_a_zone_changes_what_is_shown_and_one_key_rereads(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        player.pane("summary").listing.select("header:zone")
        await player.press("enter", "ctrl+u")
        await player.type("Europe/Berlin")
        await player.press("enter", "f2")
        player.sees("Timeline · Europe/Berlin", "10:02 ◆ started")
        await player.press("z")
        player.sees("09:02 ◆ started")
        first = player.review.events[0].at.earliest
        assert first
        assert first.hour == 8

    at_screen(act, OUTAGE)


def test_many_rows_scroll_with_the_editor(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "a")
        await player.type("09:59 The last word of it")
        player.sees("09:59 The last word of it", "2026-03-04 09:59")

    rows = [f"09:{minute:02} row {minute}" for minute in range(30, 59)]

    async def fill(player: Player) -> None:
        await player.press("f2", "end")
        await player.paste("\n".join(rows))
        await player.press("enter")
        assert len(player.review.events) == 33
        await act(player)

    at_screen(fill, OUTAGE, size=(80, 24))


def test_what_was_typed_is_in_the_file(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("a")
        await player.type("14:31 half a sen")

    play(tmp_path, act, Review())
    assert [event.text for event in load(tmp_path / "review.json").review.events] == ["half a sen"]


def test_a_filter_narrows_the_rows_while_it_is_typed(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "slash")
        await player.type("pager")
        player.sees("1 of 4 events", "Pager: write errors")
        assert [row.text for row in player.pane("timeline").listing.rows] == ["Pager: write errors at 12 %"]
        await player.press("enter", "slash", "escape")
        player.sees("· 4 events", "Rollback done")

    at_screen(act, OUTAGE)


def test_the_zoomed_timeline_shows_the_outage_to_scale(at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "f10")
        player.sees("to detect 12 min", "milestone, share of the outage")
        await player.press("f10")
        assert not player.pane("timeline").query_one("OutagePicture").display

    at_screen(act, OUTAGE)
