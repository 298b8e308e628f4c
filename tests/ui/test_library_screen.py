from __future__ import annotations

import asyncio
import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pm_tui.review.model import Action, Header, Review
from pm_tui.session import Session
from pm_tui.store.files import load
from pm_tui.ui.screens.library import LibraryScreen
from pm_tui.ui.widgets.record_list import RecordList
from tests.ui.player import NOW, Player, key_event, play

TITLES = {"a": "Checkout refused writes", "b": "Search was slow", "c": "Login by [/b] failed"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for day, (name, title) in enumerate(TITLES.items(), 1):
        review = Review(header=Header(title=title, date=dt.date(2026, 3, day), severity=f"SEV{day}"))
        Session.create(tmp_path / f"{name}.json", review).close()
    return tmp_path


def keys(player: Player) -> list[str]:
    """The files that are listed."""
    screen = player.app.screen
    assert isinstance(screen, LibraryScreen)
    return [Path(row.key).name for row in screen.query_one(RecordList).rows]


def at_library(folder: Path, act: Callable[[Player], object]) -> None:
    play(folder, act, None)  # type: ignore[arg-type]


def test_the_newest_stands_first_and_enter_opens_it(library: Path) -> None:
    async def act(player: Player) -> None:
        assert keys(player) == ["c.json", "b.json", "a.json"]
        player.sees("Login by [/b] failed", "2026-03-02", "SEV1")
        await player.press("down", "enter")
        assert player.review.header.title == "Search was slow"
        player.sees("2026-03-02 SEV2 Search was slow")
        await player.press("f12")
        assert keys(player) == ["c.json", "b.json", "a.json"]
        assert player.app.session is None

    at_library(library, act)


def test_what_is_open_is_counted(tmp_path: Path) -> None:
    for count in (1, 2):
        actions = tuple(Action(id=number, title="x") for number in range(1, count + 1))
        Session.create(tmp_path / f"{count}.json", Review(header=Header(title=str(count)), actions=actions)).close()

    async def act(player: Player) -> None:
        player.sees("· 1 open action ·", "· 2 open actions ·")

    at_library(tmp_path, act)


def test_a_slow_file_holds_up_neither_the_screen_nor_the_order_of_keys(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, wanted, may_read = Session.open, threading.Event(), threading.Event()

    def slowly(*arguments: Any, **options: Any) -> Session:
        wanted.set()
        assert may_read.wait(60), "the loop stands still while the file is read"
        return read(*arguments, **options)

    async def act(player: Player) -> None:
        monkeypatch.setattr(Session, "open", slowly)
        for key in ("enter", "a", "1", "2", ":", "0", "5", "space", "P"):
            player.app.post_message(key_event(key))
        while not wanted.is_set():
            await asyncio.sleep(0.01)
        may_read.set()
        await player.settle()
        assert [(event.at.text, event.text) for event in player.review.events] == [("12:05", "P")]

    at_library(library, act)


def test_a_change_is_seen_in_the_list(library: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("enter", "f5", "down", "enter")
        player.pane("summary").edit("header:title")
        await player.settle()
        await player.type(" again")
        await player.press("enter", "f12")
        player.sees("Login by [/b] failed again")

    at_library(library, act)
    assert load(library / "c.json").review.header.title == "Login by [/b] failed again"


def test_a_filter_narrows_while_it_is_typed(library: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("slash")
        await player.type("slow sev2")
        assert keys(player) == ["b.json"]
        await player.press("enter", "enter")
        assert player.review.header.title == "Search was slow"
        await player.press("f12", "slash")
        await player.type("nothing such")
        assert keys(player) == []
        await player.press("escape")
        assert len(keys(player)) == 3

    at_library(library, act)


def test_a_new_review_is_a_file_with_a_name_that_reads_well(library: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("n")
        await player.type("Payments: 5 % declined")
        await player.press("enter", "enter")
        assert player.review.header.title == "Payments: 5 % declined"
        assert player.review.header.date == NOW.date()
        await player.press("f12", "n", "enter")
        assert len(keys(player)) == 4
        await player.press("n")
        await player.type("not this")
        await player.press("escape")
        assert len(keys(player)) == 4

    at_library(library, act)
    assert load(library / "2026-03-14-payments-5-declined.json").review.header.title == "Payments: 5 % declined"


def test_deleting_can_be_undone(library: Path) -> None:
    before = (library / "b.json").read_bytes()

    async def act(player: Player) -> None:
        await player.press("down", "d")
        assert keys(player) == ["c.json", "a.json"]
        player.sees("Deleted b.json. Ctrl+Z brings it back.")
        await player.press("d", "ctrl+z", "ctrl+z", "ctrl+z")
        assert keys(player) == ["c.json", "b.json", "a.json"]

    at_library(library, act)
    assert (library / "b.json").read_bytes() == before


def test_a_file_that_cannot_be_read_is_listed_with_its_problem_and_left_alone(library: Path) -> None:
    (library / "broken.json").write_text('{"header": {"1": ', encoding="utf-8")

    async def act(player: Player) -> None:
        assert keys(player)[-1] == "broken.json"
        player.sees("cannot be read")
        await player.press("end", "enter")
        assert player.app.session is None
        player.sees("broken.json cannot be opened")

    at_library(library, act)
    assert (library / "broken.json").read_text(encoding="utf-8") == '{"header": {"1": '


def test_an_empty_library_says_how_to_begin(tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        player.sees("No reviews here yet. Press n to start one")
        await player.press("enter", "d", "ctrl+z")
        await player.press("f1")
        player.sees("Start a review.")

    at_library(tmp_path, act)
