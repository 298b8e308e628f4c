"""The list of findings, and the coach beside the actions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from pm_tui import paths
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import Action, Answer, Header, Review
from pm_tui.settings import Values
from pm_tui.store.files import load
from pm_tui.ui.screens.check import CheckScreen
from pm_tui.ui.widgets.record_list import RecordList
from tests.ui.player import NOW, Player, play

SAMPLE = load(paths.samples() / "checkout-eu-writes.json").review


def listing(player: Player) -> RecordList:
    assert isinstance(player.app.screen, CheckScreen)
    return player.app.screen.query_one(RecordList)


async def choose(player: Player, words: str) -> None:
    """Put the cursor on the finding that holds these words, by keys."""
    rows = [row.text for row in listing(player).rows]
    (index,) = [number for number, text in enumerate(rows) if words in text]
    await player.press("home", *["down"] * index)
    row = listing(player).row
    assert row
    assert words in row.text


@pytest.mark.parametrize(
    ("words", "pane", "row"),
    [
        ("Tomasz should have looked", "summary", "Tomasz should have looked"),
        ("Nadia forgot to rename", "whys", "Nadia forgot to rename"),
        ("“Improve monitoring” can", "actions", "Improve monitoring"),
        ("is a guess", "timeline", "Reading along from Pune"),
    ],
)
def test_enter_goes_to_the_place_of_a_finding(tmp_path: Path, words: str, pane: str, row: str) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f9")
        await choose(player, words)
        await player.press("enter")
        focused = player.screen.focused_pane()
        assert focused is player.pane(pane)
        assert row in player.row

    play(tmp_path, act, SAMPLE)


def test_an_open_prompt_is_a_key_away_and_esc_goes_back(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("f5", "f21")
        player.sees("block,", "33 % settled: 12 of 36 questions", "went poorly", "let go")
        await player.press("escape")
        assert player.screen.focused_pane() is player.pane("summary")
        await player.press("f21")
        await choose(player, "23 of 36 questions are open")
        await player.press("enter")
        assert player.screen.focused is player.screen.prompt.field
        player.sees("time to identify")

    play(tmp_path, act, SAMPLE)


def test_a_thought_parked_from_anywhere_is_found_in_the_summary(tmp_path: Path) -> None:
    review = Review(answers=(Answer(id=5, text="ask the platform group", state="parked"),))

    async def act(player: Player) -> None:
        await player.press("f21")
        await choose(player, "1 thought is parked")
        await player.press("enter")
        assert player.row == "ask the platform group"

    play(tmp_path, act, review)


def test_esc_and_c_at_the_prompt_is_the_second_way(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("escape", "c")
        assert isinstance(player.app.screen, CheckScreen)
        await player.press("shift+f9")
        assert player.app.screen is player.screen

    play(tmp_path, act, SAMPLE)


@pytest.mark.parametrize(("size", "matrix"), [((120, 40), True), ((80, 24), True), ((40, 12), False)])
def test_it_fits_each_size(tmp_path: Path, size: tuple[int, int], matrix: bool) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f9")
        player.sees("33 % settled", "“on-call ignored”", "Enter Go there", "Esc Back")
        assert ("let go\n" in "\n".join(line.rstrip() for line in player.text.splitlines()) + "\n") == matrix
        assert max(len(line) for line in player.text.splitlines()) <= size[0]
        await player.resize(40, 24)
        player.sees("park said  act")

    play(tmp_path, act, SAMPLE, size=size)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    review = Review(actions=(Action(id=1, title="Improve [/x] [@click=app.bell]monitoring[/]", state="open"),))

    async def act(player: Player) -> None:
        await player.press("f21")
        player.sees("Improve [/x] [@click=app.bell]monitoring[/]")

    app = play(tmp_path, act, review, watching=True)
    assert app.links == []


# --- the coach beside the actions

VAGUE = Action(id=1, title="Improve monitoring", owner="Ada", state="open")
REVIEW = Review(header=Header(title="x", severity="SEV1", date=NOW.date()), actions=(VAGUE,))


def test_the_coach_says_what_is_the_matter_and_proposes_a_day(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("f4", "f10")
        player.sees("vague", "u takes 28 Mar 2026")
        await player.press("u")
        assert player.review.actions[0].due == dt.date(2026, 3, 28)
        player.sees_not("u takes")
        await player.press("u")
        player.sees("It needs no other day")
        await player.press("ctrl+z")
        assert player.review.actions[0].due is None

    play(tmp_path, act, REVIEW)


def test_the_days_are_the_teams_and_a_severity_that_it_does_not_know_has_none(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("f4", "u")
        assert player.review.actions[0].due == dt.date(2026, 3, 17)

    play(tmp_path, act, REVIEW, values=Values(due={"sev1": 3}))

    async def unknown(player: Player) -> None:
        await player.press("f4", "u")
        assert player.review.actions[0].due is None
        player.sees("no days for SEV1")

    play(tmp_path, unknown, REVIEW, values=Values(due={}), name="other.json")


def test_what_the_owner_says_goes_round_by_one_key(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("f4", "f10", "y")
        assert player.review.actions[0].consent == "yes"
        player.sees("said yes")
        await player.press("y")
        assert player.review.actions[0].consent == "to ask"
        player.sees("who asks the owner?")

    play(tmp_path, act, REVIEW)


def test_nobody_is_asked_who_does_not_own_it(tmp_path: Path) -> None:
    review = msgspec.structs.replace(REVIEW, actions=(msgspec.structs.replace(VAGUE, owner=""),))

    async def act(player: Player) -> None:
        await player.press("f4", "f10", "y")
        assert player.review.actions[0].consent == ""
        player.sees("Nobody owns it yet")

    play(tmp_path, act, review)


def test_in_a_meeting_the_coach_is_silent(tmp_path: Path) -> None:
    meeting = Meeting(id=9, began=NOW, attendees=(Attendee("Bo"),))

    async def act(player: Player) -> None:
        await player.press("f4", "f10")
        player.sees("Improve monitoring", "no day")
        player.sees_not("vague", "u takes", "who asks")

    play(tmp_path, act, msgspec.structs.replace(REVIEW, meetings=(meeting,)))


def test_the_title_asks_which_go_first_when_too_many_are_open(tmp_path: Path) -> None:
    actions = tuple(Action(id=number, title=f"Refuse key {number}", state="open") for number in range(1, 4))

    async def act(player: Player) -> None:
        await player.press("f4", "f10")
        player.sees("3 open, more than 2: which go first?")
        await player.press("s", "d")
        player.sees_not("more than 2")

    play(tmp_path, act, msgspec.structs.replace(REVIEW, actions=actions), values=Values(most_actions=2))
