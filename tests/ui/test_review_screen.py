"""What panes share: keys, flags, sizes, the save state, ways in and out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest
from textual.strip import Strip

from pm_tui.review.model import Action, Event, Header, Review, Why
from pm_tui.session import Session
from pm_tui.settings import Values
from pm_tui.store.files import load
from pm_tui.store.session_lock import IGNORE
from pm_tui.ui.commands import COMMANDS, GO_TO
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp, key_event, play

Play = Callable[..., WatchedApp]

BLAME = "Bob forgot to check the config"
ROSTER = Values(roster=("Bob",))


def underlined(player: Player) -> list[str]:
    """The underlined words, line by line."""
    strips: list[Strip] = player.app.screen._compositor.render_strips()
    lines = ["".join(s.text for s in strip if s.style and s.style.underline).strip() for strip in strips]
    return [line for line in lines if line]


# --- flags and the coach


def test_a_flag_is_drawn_with_the_letter_that_completes_it(at_screen: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[tuple[str, list[str]]] = []

    async def act(player: Player) -> None:
        display = player.app._display

        def record(*args: object) -> None:
            display(*args)  # type: ignore[arg-type]
            frames.append((player.text, underlined(player)))

        monkeypatch.setattr(player.app, "_display", record)
        await player.type("Bob forgot to check")

    at_screen(act, OUTAGE, values=ROSTER)
    flagged = [lines for text, lines in frames if "› Bob forgot to" in text]
    assert flagged
    assert all(lines == ["Bob forgot to"] for lines in flagged)


def test_the_coach_asks_one_question_and_falls_silent(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type(BLAME)
        player.sees("“Bob forgot to”", "What would have made it easy to check the config?", "^R Reword  ^O Keep")
        await player.press("ctrl+r")
        await player.type("Nothing helped to check the config")
        assert player.screen.prompt.field.text == "Nothing helped to check the config"
        player.sees_not("^R Reword  ^O Keep", "What would have made it easy")
        assert underlined(player) == []

    at_screen(act, OUTAGE, values=ROSTER)


def test_kept_words_stay_unflagged_until_that_is_undone(at_screen: Play) -> None:
    review = msgspec.structs.replace(OUTAGE, whys=(Why(id=50, rank="V", text=BLAME),))

    async def act(player: Player) -> None:
        await player.press("f3")
        assert underlined(player) == ["Bob forgot to"]
        player.sees("“Bob forgot to”")
        await player.press("ctrl+o")
        assert underlined(player) == []
        player.sees("Kept.")
        assert [(row.place, row.quote) for row in player.review.kept] == [("whys:50:text", "Bob forgot to")]
        await player.press("f4", "ctrl+z")
        assert player.review == review
        assert underlined(player) == ["Bob forgot to"]

    at_screen(act, review, values=ROSTER)


@pytest.mark.parametrize("table", ["events", "whys", "actions"])
def test_flags_are_drawn_in_every_list(at_screen: Play, table: str) -> None:
    rows = {
        "events": Event(id=5, rank="V", text=BLAME),
        "whys": Why(id=5, rank="V", text=BLAME),
        "actions": Action(id=5, rank="V", title=BLAME),
    }

    async def act(player: Player) -> None:
        assert "".join(underlined(player)).startswith("Bob")

    at_screen(act, Review(**{table: (rows[table],)}), values=ROSTER)  # type: ignore[arg-type]


# --- ways


WAYS = {"f2": "timeline", "f3": "whys", "f4": "actions", "f5": "summary", "f6": "prompts"}


def test_f_keys_and_escape_with_a_letter_go_to_panes(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("half")
        for key, name in WAYS.items():
            await player.press(key)
            assert player.screen.focused is player.pane(name).listing
            await player.press("escape")
            assert player.screen.focused is player.screen.prompt.field
        for letter, name in GO_TO.items():
            if name in WAYS.values():
                await player.press("escape")
                player.sees("Go to (Esc stays):", "t timeline", "j latecomer")
                await player.press(letter)
                assert player.screen.focused is player.pane(name).listing
                framed = [
                    pane.id for pane in (*player.screen.panes, player.screen.prompt) if "-focused" in pane.classes
                ]
                assert framed == [name]
                await player.press("f7")
        await player.press("escape", "escape")
        assert player.screen.focused is player.screen.prompt.field
        await player.press("escape", "x")
        assert player.screen.prompt.field.text == "halfx"

    at_screen(act, OUTAGE)


def test_escape_and_a_letter_reach_help_markdown_and_library(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("escape", "h")
        player.sees("In a review", "Go to the timeline.")
        await player.press("escape", "escape", "m")
        player.sees("Markdown · ")
        await player.press("escape", "escape", "z")
        await player.press("escape", "l")
        player.sees("Reviews in ")
        assert player.app.session is None

    at_screen(act, OUTAGE)


def test_zoom_gives_a_pane_the_screen_and_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "f10")
        player.sees("Whys")
        player.sees_not("Timeline ·", "Prompt 1 of 9")
        await player.press("f10")
        player.sees("Timeline ·", "Prompt 1 of 9")
        await player.press("f10", "f7")
        player.sees("Timeline ·", "Prompt 1 of 9")

    at_screen(act, OUTAGE)


async def _look_around(player: Player) -> None:
    for columns, rows in [(120, 40), (100, 30), (40, 12)]:
        await player.resize(columns, rows)
        for key, name in WAYS.items():
            await player.press(key)
            assert player.pane(name).listing.size.width > 20
            lines = player.text.splitlines()
            assert len(lines) == rows
            assert "2026-03-04 SEV1" in lines[0]
            assert any(word in lines[0] for word in ("Saved r", "Saving", "Unsaved"))
        await player.press("f7")
        assert "How could this be shorter?" in " ".join(player.text.replace("┃", "").split())


def test_every_pane_is_there_at_every_size(at_screen: Play) -> None:
    at_screen(_look_around, OUTAGE)


def test_small_screens_have_tabs_and_the_smallest_only_one_thing(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.sees(" Whys ", "Prompt 1 of 9")
        await player.press("f2")
        player.sees("[Timeline 4]")
        await player.pilot.click("PaneTabs", offset=(13, 0))
        await player.settle()
        player.sees("[Whys 0]")
        await player.resize(40, 12)
        player.sees("[Whys]")
        player.sees_not("How could this")
        await player.press("f7")
        player.sees("How could this")
        player.sees_not("what happened")
        await player.press("f2", "end", "enter")
        player.sees("09:29 Rollback done", "  !resolved")
        await player.press("escape", "escape")
        player.sees("How could this")

    at_screen(act, OUTAGE, size=(80, 24))


def test_a_click_chooses_a_row_and_a_double_click_edits_it(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        line = next(n for n, line in enumerate(player.text.splitlines()) if "Rollback done" in line)
        await player.pilot.click(offset=(12, line))
        await player.settle()
        assert player.row == "Rollback done"
        await player.pilot.click(offset=(12, line), times=2)
        await player.settle()
        assert player.pane("timeline").editor.place == "events:4:line"

    at_screen(act, OUTAGE)


def test_the_palette_runs_a_command_by_its_name(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "ctrl+p")
        await player.type("Delete")
        await player.press("enter")
        await player.settle()
        assert [event.id for event in player.review.events] == [1, 2, 3]

    at_screen(act, OUTAGE)


def test_a_keymap_gives_a_command_other_keys(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("ctrl+up")
        assert player.screen.focused is player.pane("whys").listing

    at_screen(act, OUTAGE, values=Values(keymap=MappingProxyType({"whys": "ctrl+up"})))


def test_ids_of_commands_are_unique() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)


# --- saving, reading only


def test_what_is_said_of_saving_is_true(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        player.sees("draft · overdue by 8 days · Saved r1")
        await player.type("x")
        player.sees("Unsaved")
        await player.press("ctrl+s")
        assert player.app.session
        player.app.session.flush()
        await player.settle()
        player.sees("Saved r2")
        await player.type("y")
        await player.press("f2")
        player.app.session.flush()
        await player.settle()
        player.sees("Saved r3")

    play(tmp_path, act, OUTAGE)
    assert [draft.text for draft in load(tmp_path / "review.json").review.drafts] == ["xy"]


def test_a_save_that_fails_is_said_and_quitting_asks_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object, review: Review) -> None:
        raise OSError(28, "No space left on device")

    async def act(player: Player) -> None:
        monkeypatch.setattr("pm_tui.store.files.ReviewFile.save", refuse)
        await player.type("x")
        assert player.app.session
        player.app.session.flush()
        await player.settle()
        player.sees("NOT SAVED: the disk is full")
        await player.press("ctrl+q")
        player.sees("the same key again leaves without")

    play(tmp_path, act, OUTAGE)


def test_a_conflict_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IGNORE, "1")

    async def act(player: Player) -> None:
        other = Session.open(tmp_path / "review.json")
        other.apply(msgspec.structs.replace(OUTAGE, header=Header(title="theirs")), "theirs")
        other.close()
        await player.type("mine")
        assert player.app.session
        player.app.session.flush()
        await player.settle()
        player.sees("CONFLICT COPY", "Both are kept")

    play(tmp_path, act, OUTAGE)
    assert load(tmp_path / "review.json").review.header.title == "theirs"


def test_a_review_that_is_read_only_does_not_change(tmp_path: Path) -> None:
    whys = (Why(id=50, rank="V", text=BLAME),)
    review = msgspec.structs.replace(OUTAGE, whys=whys)
    Session.create(tmp_path / "review.json", review).close()
    before = (tmp_path / "review.json").read_bytes()

    async def act(player: Player) -> None:
        player.sees("read only")
        await player.type("an answer")
        for key in ["enter", "ctrl+t", "ctrl+l", "ctrl+g"]:
            await player.press(key)
            player.sees("This review is open to read only.")
            player.sees_not("added", "Parked", "Let go.")
        for keys in ["f2 d", "f2 a x enter", "f2 K", "f2 m s", "f2 e x enter", "f3 d", "f3 w x enter", "f3 ctrl+o"]:
            await player.press(*keys.split(), "escape")
        await player.press("f2")
        await player.paste("09:03 one\n09:04 two")
        player.sees("This review is open to read only.")
        await player.press("escape", "ctrl+z", "ctrl+y", "ctrl+s")
        assert player.review == review
        player.sees("read only")

    play(tmp_path, act, None, read_only=True, values=ROSTER)
    assert (tmp_path / "review.json").read_bytes() == before


def test_undo_and_redo_with_nothing_to_do_say_so(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("ctrl+z")
        player.sees("Nothing to undo.")
        await player.press("ctrl+y")
        player.sees("Nothing to do again.")

    at_screen(act, OUTAGE)


def test_typing_is_undone_by_the_stretch(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "enter")
        await player.type(" and verified")
        await player.press("enter", "f7")
        await player.type("one answer")
        await player.press("ctrl+z")
        assert player.screen.prompt.field.text == ""
        await player.press("ctrl+z")
        assert player.review == OUTAGE
        await player.press("ctrl+y", "ctrl+y")
        assert player.screen.prompt.field.text == "one answer"

    at_screen(act, OUTAGE)


def test_keys_pressed_in_one_breath_go_where_they_should(at_screen: Play) -> None:
    """As after a stall, or when an automaton types: what follows a command is for what the command opens."""

    async def act(player: Player) -> None:
        await player.press("f2", "end")
        for key in ["a", *"09:31 dead end added", "enter", "escape", "f7", *"dma"]:
            player.app.post_message(key_event(key))
        await player.settle()
        assert [event.text for event in player.review.events][4:] == ["dead end added"]
        assert player.screen.prompt.field.text == "dma"

    at_screen(act, OUTAGE)
