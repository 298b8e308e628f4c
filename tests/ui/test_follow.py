"""The open app takes in what others log, and a second screen follows it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from pm_tui.review import edits
from pm_tui.review.gathering import Meeting, Note
from pm_tui.review.logged import Entry
from pm_tui.review.model import Review
from pm_tui.session import Session
from pm_tui.settings import Values
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.inbox import append, beside, taken_in
from pm_tui.ui.app import PmTuiApp
from pm_tui.ui.widgets.coach_line import CoachLine
from tests.ui.outage import OUTAGE, at, event
from tests.ui.player import Player, play

Play = Callable[..., object]

SECRET = "ask Bo first; she was on the phone"
NOTED = edits.add(OUTAGE, "notes", Note(id=99, prompt="interval:detected", text=SECRET))


def logged(number: int, clock: str, text: str = "", **fields: object) -> Entry:
    return Entry(id=number, kind="event", text=text or f"logged {number}", at=at(clock), **fields)  # type: ignore[arg-type]


def log(folder: Path, number: int, clock: str, text: str = "", **fields: object) -> None:
    append(folder / "review.json", [logged(number, clock, text, **fields)])


async def look(player: Player) -> None:
    """What the watch does by itself twice a second."""
    await asyncio.to_thread(player.screen.watch_on.now)
    await player.settle()


def coach(player: Player) -> str:
    return str(player.screen.query_one(CoachLine).render())


# --- the app that is open


def test_what_is_logged_comes_in_and_leaves_alone_who_types(at_screen: Play, tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.type("half an answer")
        await player.press("left", "left")
        field = player.screen.prompt.field
        append(tmp_path / "review.json", [logged(11, "09:20"), logged(12, "09:20")])
        await look(player)
        assert [row.id for row in player.review.events] == [1, 2, 3, 11, 12, 4]
        assert coach(player) == "2 events from the log"
        assert (player.app.focused, field.text, field.cursor) == (field, "half an answer", 12)
        await player.type("X")
        assert field.text == "half an answXer"
        assert [draft.text for draft in player.review.drafts] == ["half an answXer"]
        assert "from the log" not in coach(player)
        await player.press("ctrl+z")
        assert [row.id for row in player.review.events] == [1, 2, 3, 11, 12, 4]

    at_screen(act, OUTAGE)


def test_it_comes_in_by_itself(at_screen: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pm_tui.store.watching.EVERY", 0.01)

    async def act(player: Player) -> None:
        log(tmp_path, 11, "09:20")
        while len(player.review.events) < 5:
            await asyncio.sleep(0.01)
        await player.settle()
        player.sees("logged 11")

    at_screen(act, OUTAGE)


LONG = msgspec.structs.replace(
    OUTAGE, events=tuple(event(n, f"{9 + n // 60:02}:{n % 60:02}", f"row {n}") for n in range(1, 120))
)


def test_cursor_editor_and_scrolling_stay_with_their_row(at_screen: Play, tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        pane = player.pane("timeline")
        await player.press("f2")
        pane.listing.select("events:60")
        await player.press("enter")
        await player.type(" and more")
        scrolled = pane.listing.scroll_y
        log(tmp_path, 1001, "10:50")
        await look(player)
        assert (pane.listing.row and pane.listing.row.key, pane.editor.place) == ("events:60", "events:60:line")
        assert pane.listing.scroll_y == scrolled
        await player.type("!!")
        await player.press("escape")
        assert player.row == "row 60 and more!!"

    at_screen(act, LONG)


GAP = msgspec.structs.replace(
    OUTAGE,
    events=(event(1, "09:00", "One", "started"), event(2, "10:00", "Two"), event(3, "10:05", "Three", "resolved")),
)


def test_an_answer_being_typed_stays_with_its_prompt_when_the_log_fills_the_gap(
    at_screen: Play, tmp_path: Path
) -> None:
    async def act(player: Player) -> None:
        while player.screen.prompt.standing and not player.screen.prompt.standing.prompt.id.startswith("gap:"):
            await player.press("pagedown")
        player.sees("without a row between")
        await player.type("we wai")
        for number in range(8):
            log(tmp_path, 100 + number, f"09:{number * 7 + 3:02}")
        await look(player)
        player.sees("without a row between", "the review asks this no more", "we wai")
        await player.type("ted")
        await player.press("enter")
        (answer,) = player.review.answers
        assert (answer.prompt, answer.text) == ("gap:1", "we waited")
        player.sees_not("without a row between")
        await player.type("next")
        (draft,) = player.review.drafts
        assert draft.place == f"prompt:{player.screen.prompt.standing.prompt.id}"

    at_screen(act, GAP)


def test_nothing_is_written_until_somebody_edits_then_all_is(at_screen: Play, tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    ReviewFile.create(path, OUTAGE)
    log(tmp_path, 11, "09:20")
    before = path.read_bytes()

    async def look_on(player: Player) -> None:
        player.sees("logged 11", "Saved r1")
        log(tmp_path, 12, "09:21")
        await look(player)
        player.sees("logged 12", "Saved r1")

    async def edit(player: Player) -> None:
        await player.type("x")

    at_screen(look_on)
    assert path.read_bytes() == before
    at_screen(edit)
    saved = load(path).review
    assert [row.id for row in saved.events] == [1, 2, 3, 11, 12, 4]
    assert saved.inbox.taken == beside(path).stat().st_size


def test_a_damaged_line_is_told_on_the_screen(at_screen: Play, tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        beside(tmp_path / "review.json").write_text("\x1b[2J [/b]\n")
        await look(player)
        assert "a line is no entry" in coach(player)

    at_screen(act, OUTAGE)


def test_the_question_where_to_go_stays(at_screen: Play, tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("escape")
        log(tmp_path, 11, "09:20")
        await look(player)
        player.sees("Go to (Esc stays):")

    at_screen(act, OUTAGE)


# --- the second screen


@pytest.fixture
def following(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Open the second screen on a review that another session writes."""

    def run(act: Callable[[Player, Session], Awaitable[None]], review: Review = NOTED, **options: object) -> None:
        writer = Session.create(tmp_path / "review.json", review)
        monkeypatch.setattr(PmTuiApp, "following", True)
        try:
            play(tmp_path, lambda player: act(player, writer), None, **options)  # type: ignore[arg-type]
        finally:
            writer.close()

    return run


async def saved(player: Player, writer: Session, review: Review) -> None:
    writer.apply(review, "edit")
    writer.flush()
    await look(player)


def test_it_follows_each_save_and_keeps_cursor_pane_and_half_an_answer(following: Callable[..., None]) -> None:
    async def act(player: Player, writer: Session) -> None:
        player.sees("FOLLOWING r1")
        await player.press("pagedown")
        await player.type("half an ans")
        await player.press("f2", "down", "down", "down")
        row = player.row
        await saved(player, writer, edits.add(writer.review, "events", event(9, "09:05", "New row"), after=1))
        player.sees("New row", "FOLLOWING r2")
        assert player.row == row
        assert player.screen.focused_pane() is player.pane("timeline")
        await player.press("escape")
        assert player.screen.prompt.field.text == "half an ans"
        await player.press("pageup")
        assert player.screen.prompt.field.text == ""
        await player.press("pagedown")
        assert player.screen.prompt.field.text == "half an ans"

    following(act)


def test_what_the_room_types_is_not_taken_for_what_is_typed_here(following: Callable[..., None]) -> None:
    async def act(player: Player, writer: Session) -> None:
        room = edits.set_draft(writer.review, "prompt:interval:detected", "the room types", 3, writer.new_id)
        await saved(player, writer, room)
        await player.press("pagedown", "pageup")
        player.sees_not("the room types")

    following(act)


def test_it_shows_what_the_room_must_not_see(following: Callable[..., None]) -> None:
    async def act(player: Player, writer: Session) -> None:
        player.sees(f"✎ {SECRET}", "Next: time to acknowledge · time to resolve")
        assert not player.screen.presenting
        await player.press("f6")
        assert player.text.count(SECRET) == 2
        await player.press("escape", "pagedown")
        assert player.text.count(SECRET) == 1
        asked = Meeting(id=77, asked=("interval:acknowledged", "interval:resolved", "interval:detected"))
        await saved(player, writer, edits.add(writer.review, "meetings", asked))
        player.sees("Next: time to resolve · time to detect")

    following(act, values=Values(presenting=True))


def test_the_screen_of_the_room_shows_no_private_note(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f6")
        player.sees(SECRET)  # alone, before it begins
        await player.press("shift+f12")
        for key in ("f7", "f6"):
            await player.press(key)
            player.sees_not(SECRET)

    at_screen(act, NOTED)


def test_answers_and_parked_thoughts_go_to_the_inbox(following: Callable[..., None], tmp_path: Path) -> None:
    async def act(player: Player, writer: Session) -> None:
        before = (tmp_path / "review.json").read_bytes()
        await player.type("a synthetic check")
        await player.press("enter")
        player.sees("Sent to the other screen.", "✓ a synthetic check")
        assert player.screen.prompt.field.text == ""
        await player.press("pagedown")
        await player.type("ask the vendor")
        await player.press("ctrl+l")
        player.sees("‖ ask the vendor")
        assert (tmp_path / "review.json").read_bytes() == before
        writer.take_in(writer.news())
        prompt = writer.review.answers[0]
        assert prompt.asked.endswith("How could this be shorter?")
        assert [(row.prompt, row.text, row.state) for row in writer.review.answers] == [
            ("interval:detected", "a synthetic check", "answered"),
            ("interval:acknowledged", "ask the vendor", "parked"),
        ]

    following(act)


def test_several_pasted_lines_are_sent_in_their_order(following: Callable[..., None]) -> None:
    async def act(player: Player, writer: Session) -> None:
        await player.paste("one\ntwo\nthree\n")
        writer.take_in(writer.news())
        assert [row.text for row in writer.review.answers] == ["one", "two", "three"]

    following(act)


def test_what_cannot_be_sent_comes_back_into_the_line(following: Callable[..., None], tmp_path: Path) -> None:
    async def act(player: Player, writer: Session) -> None:
        beside(tmp_path / "review.json").mkdir()
        await player.type("a synthetic check")
        await player.press("enter")
        player.sees("Not sent: ")
        assert player.screen.prompt.field.text == "a synthetic check"
        beside(tmp_path / "review.json").rmdir()
        await player.press("enter")
        assert [row.text for row in taken_in(tmp_path / "review.json", OUTAGE)[0].answers] == ["a synthetic check"]

    following(act)


def test_nothing_else_is_changed_there(following: Callable[..., None], tmp_path: Path) -> None:
    async def act(player: Player, writer: Session) -> None:
        before = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir())
        assert player.text.splitlines()[-1].split()[:5] == ["Enter", "Add,", "next", "^L", "Park"]
        await player.press("f2", "d", "m", "a", "ctrl+t", "ctrl+g", "ctrl+z", "ctrl+s")
        player.screen.pane("timeline").edit("events:1:line")
        await player.type("zzz")
        await player.press("enter")
        assert [row.text for row in player.review.events] == [row.text for row in OUTAGE.events]
        assert sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir()) == before

    following(act)


def test_a_file_that_cannot_be_read_is_told_and_the_last_value_stays(
    following: Callable[..., None], tmp_path: Path
) -> None:
    async def act(player: Player, writer: Session) -> None:
        path = tmp_path / "review.json"
        whole = path.read_bytes()
        path.write_bytes(b"{")
        await look(player)
        player.sees("cannot be opened", "Config rollout")
        path.write_bytes(whole)
        await saved(player, writer, edits.add(writer.review, "events", event(9, "09:05", "New row"), after=1))
        await look(player)
        player.sees("Config rollout")

    following(act)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_it_says_that_it_follows_at_any_size(following: Callable[..., None], size: tuple[int, int]) -> None:
    async def act(player: Player, writer: Session) -> None:
        player.sees("FOLLOWING r1", "Next: ")
        await player.type("x")
        assert player.screen.prompt.field.text == "x"

    following(act, size=size)


def test_hostile_notes_and_entries_are_shown_as_text(following: Callable[..., None], tmp_path: Path) -> None:
    async def act(player: Player, writer: Session) -> None:
        note = Note(id=98, prompt="interval:detected", text="[@click=app.quit]x[/] [/b]")
        await saved(player, writer, edits.add(writer.review, "notes", note))
        log(tmp_path, 11, "09:20", "[@click=app.quit]y[/]")
        await look(player)
        player.sees("[@click=app.quit]x[/] [/b]", "[@click=app.quit]y[/]")
        assert player.app.links == []

    following(act, watching=True)
