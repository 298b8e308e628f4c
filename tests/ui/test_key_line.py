"""The last line of the screen: what fits into it, and what it shows where."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pm_tui.review.model import Why
from pm_tui.settings import Values
from pm_tui.ui.commands import COMMANDS
from pm_tui.ui.widgets.key_line import GAP, NARROW, KeyLine, Pair, fitting, ordered
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp

Play = Callable[..., WatchedApp]

HELP = Pair("F1", "Help", "help")
SIZES = [(40, 12), (80, 24), (120, 40)]
words = st.text(st.sampled_from("aZ^/+é漢 "), min_size=1, max_size=14)
pairs = st.lists(st.builds(Pair, words, words), max_size=30)


def line_of(player: Player) -> str:
    """The last line of the screen."""
    return player.text.splitlines()[-1]


def shown_pairs(player: Player) -> set[tuple[str, str]]:
    """Key and label of each pair in the last line."""
    parted = (pair.partition(" ") for pair in line_of(player).strip().split("  "))
    return {(key, label) for key, _, label in parted}


# --- what fits


@given(pairs, st.integers(8, 250))
def test_whole_pairs_and_help_fit_into_the_width(offered: list[Pair], width: int) -> None:
    chosen = fitting(offered, HELP, width)
    assert sum(pair.width + GAP for pair in chosen) - GAP + 1 <= width
    assert chosen[-1] == (HELP if width >= NARROW else Pair("F1", "?", "help"))
    left = iter(offered)
    assert all(pair in left for pair in chosen[:-1]), "whole, and in the order in which they came"
    assert width >= NARROW or len(chosen) <= 3


@given(pairs, st.integers(NARROW, 250))
def test_nothing_that_would_fit_is_left_out(offered: list[Pair], width: int) -> None:
    chosen = fitting(offered, HELP, width)
    room = width - 1 + GAP - sum(pair.width + GAP for pair in chosen)
    assert all(pair.width + GAP > room for pair in offered if pair not in chosen)


@given(words, words)
def test_a_pair_is_as_wide_as_it_is_drawn(key: str, label: str) -> None:
    assert Pair(key, label).width == cell_len(f"{key} {label}")


def test_without_room_for_help_nothing_is_cut() -> None:
    assert fitting([Pair("a", "Add")], HELP, 4) == []
    assert fitting([Pair("a", "Add")], HELP, 5) == [Pair("F1", "?", "help")]


def test_the_order_is_wish_then_what_is_pressed_often_then_scope() -> None:
    ids = dict.fromkeys(["palette", "whys", "details", "edit", "sort", "milestone"])
    assert [c.id for c in ordered(ids, ())] == ["milestone", "edit", "sort", "details", "whys", "palette"]
    assert [c.id for c in ordered(ids, ("sort", "gone"))][:2] == ["sort", "milestone"]


# --- what is shown where


@pytest.mark.parametrize("size", SIZES)
def test_every_place_shows_whole_labels_and_help(at_screen: Play, size: tuple[int, int]) -> None:
    known = {command.label for command in COMMANDS} | {"Add, next", "Go to", "Keep", "Show all", "Leave as is", "?"}
    steps = ["f2", "enter", "escape", "slash", "escape", "m", "escape", "f3", "f4", "f5", "f6", "f7", "f9", "escape"]

    async def act(player: Player) -> None:
        for step in [*steps, "f12", "n", "escape"]:
            await player.press(step)
            assert {label for _, label in shown_pairs(player)} <= known, step
            assert line_of(player).endswith("F1 Help" if size[0] >= NARROW else "F1 ?"), step
            assert cell_len(line_of(player)) <= size[0]

    at_screen(act, OUTAGE, size=size)


@pytest.mark.parametrize(
    ("size", "prompt", "timeline", "editor"),
    [
        ((40, 12), "Enter Add, next  ^T Action", "m Milestone  n Add now", "Enter Keep  Esc Back"),
        (
            (80, 24),
            "Enter Add, next  ^T Action  ^L Park  ^G Let go",
            "m Milestone  n Add now  Space Mark  Enter Edit  a Add  d Delete",
            "Enter Keep  Esc Back",
        ),
        (
            (120, 40),
            "Enter Add, next  ^T Action  ^L Park  ^G Let go  PgDn Next  Esc Go to",
            "m Milestone  n Add now  Space Mark  Enter Edit  a Add  d Delete",
            "Enter Keep  Esc Back",
        ),
    ],
)
def test_it_follows_the_focus(at_screen: Play, size: tuple[int, int], prompt: str, timeline: str, editor: str) -> None:
    async def act(player: Player) -> None:
        for key, line in (("pagedown", prompt), ("f2", timeline), ("e", editor), ("escape", timeline), ("f7", prompt)):
            await player.press(key)
            assert line_of(player).startswith(f" {line}"), key

    at_screen(act, OUTAGE, size=size)


def test_what_does_not_apply_now_is_not_shown(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        assert {("n", "Add now"), ("d", "Delete")} <= shown_pairs(player)
        rows = {command.label for command in COMMANDS if command.scope in ("list", "timeline")} - {"Prompt"}
        for key in ("slash", "e", "m"):
            await player.press(key)
            assert not rows & {label for _, label in shown_pairs(player)}, key
            await player.press("escape")
        await player.press("f12", "n")
        assert {("Enter", "Done"), ("Esc", "Back")} <= shown_pairs(player)
        assert "Filter" not in line_of(player)

    at_screen(act, OUTAGE)


def test_keys_of_the_user_are_shown(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        assert {("x", "Delete"), ("+", "Add"), ("^U", "Help")} <= shown_pairs(player)
        assert line_of(player).endswith("^U Help")

    keymap = {"delete": "x", "add": "plus", "help": "ctrl+u"}
    at_screen(act, OUTAGE, values=Values(keymap=MappingProxyType(keymap)))


def test_a_widget_on_the_way_from_the_focus_may_name_what_comes_first(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        pane = player.pane("timeline")
        pane.footer_first = ("sort", "evidence")  # type: ignore[attr-defined]
        pane.refresh_bindings()
        await player.settle()
        assert line_of(player) == " s Sort  v Evidence  F1 ?"

    at_screen(act, OUTAGE, size=(40, 12))


def test_keys_are_not_looked_up_again_while_typing(at_screen: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    follow = KeyLine._follow
    monkeypatch.setattr(KeyLine, "_follow", lambda line: (looked.append(line), follow(line)))

    async def act(player: Player) -> None:
        await player.press("f2", "e")
        assert looked
        looked.clear()
        await player.type("more words")
        await player.press("left", "backspace")
        assert looked == []
        await player.press("escape")
        assert looked

    at_screen(act, OUTAGE)


def test_keys_shown_after_escape_at_the_prompt_work(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("escape")
        assert ("F3", "Whys") in shown_pairs(player)
        await player.press("f3")
        assert player.screen.focused is player.pane("whys").listing
        await player.press("f7", "escape")
        await click(player, "Timeline")
        await player.press("a")
        assert player.pane("timeline").editing

    at_screen(act, OUTAGE)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (40, "Enter Take  Space Pick  F1 ?"),
        (80, "Enter Take  Space Pick  x None/all  j Join  z Zone  d Date  Esc Back  F1 Help"),
    ],
)
def test_the_preview_of_a_paste_shows_its_keys(at_screen: Play, width: int, line: str) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste("10:00 one\n10:05 two")
        assert line_of(player).startswith(f" {line}")
        await player.press("z")
        assert line_of(player).startswith(" Enter Done  Esc Back  ")

    at_screen(act, OUTAGE, size=(width, 24))


# --- the mouse


async def click(player: Player, label: str) -> None:
    """Click on a label in the last line."""
    await player.pilot.click(KeyLine, offset=(line_of(player).index(label), 0))
    await player.settle()


def test_a_click_runs_the_command(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await click(player, "Whys")
        assert player.screen.focused is player.pane("whys").listing
        await click(player, "Edit")
        assert player.pane("whys").editing
        await player.type(" and more")
        await click(player, "Keep")
        assert not player.pane("whys").editing
        assert player.review.whys[0].text == "The path had no check and more"
        await click(player, "Delete")
        assert player.review.whys == ()
        await click(player, "Help")
        player.sees("Everywhere")
        await click(player, "Back")
        assert player.app.screen is player.screen

    at_screen(act, msgspec.structs.replace(OUTAGE, whys=(Why(id=50, rank="V", text="The path had no check"),)))


def test_a_click_between_two_pairs_does_nothing(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        before, line = player.text, line_of(player)
        for column in (0, line.index("  "), line.index("  ") + 1, len(line)):
            await player.pilot.click(KeyLine, offset=(column, 0))
            await player.settle()
        assert player.text == before

    at_screen(act, OUTAGE)


def test_the_pointer_tells_what_a_command_does(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        line = player.screen.query_one(KeyLine)
        await player.pilot.hover(KeyLine, offset=(line_of(player).index("Park"), 0))
        assert line.tooltip == "Park the thought for later."
        await player.pilot.hover(KeyLine, offset=(0, 0))
        assert line.tooltip is None

    at_screen(act, OUTAGE)


def test_the_keys_are_right_after_a_card_has_taken_a_request_with_it(
    at_screen: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for a paint while a card lies over the review waits on the card, and may be gone with it."""

    async def act(player: Player) -> None:
        await player.press("f7", "shift+f8")
        monkeypatch.setattr(player.app.screen, "_invoke_later", lambda *_: None)
        player.screen.query_one(KeyLine)._follow()
        await player.press("x", "f2")
        assert ("a", "Add") in shown_pairs(player)
        await player.press("f7")
        assert ("Enter", "Add, next") in shown_pairs(player)

    at_screen(act, OUTAGE)
