"""A review that somebody else has open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pm_tui.session import Session
from pm_tui.store.files import load
from pm_tui.store.session_lock import Holder, SessionLock, side_file
from pm_tui.ui.screens.following import FollowScreen
from tests.ui.outage import OUTAGE
from tests.ui.player import Player

Play = Callable[..., object]


@pytest.fixture
def theirs(tmp_path: Path) -> SessionLock:
    path = tmp_path / "review.json"
    Session.create(path, OUTAGE).close()
    taken = SessionLock.take(path)
    assert taken
    return taken


def test_it_is_said_and_can_be_read_followed_or_waited_for(
    at_screen: Play, theirs: SessionLock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pm_tui.store.watching.EVERY", 0.01)
    path = tmp_path / "review.json"
    before = path.read_bytes()

    async def act(player: Player) -> None:
        player.sees("has this review open since", "(process ", "Read only", "Follow", "Copy", "Wait")
        player.sees_not("Open anyway")
        await player.press("o", "r")
        player.sees("read only")
        await player.type("not written")
        player.app.screen.dismiss()
        await player.settle()
        await player.press("enter")
        player.sees("has this review open since")
        await player.press("f")
        assert isinstance(player.app.screen, FollowScreen)
        await player.press("f12")
        await player.press("enter", "w")
        player.sees("Waiting:")
        await player.press("escape")
        player.sees_not("Waiting:")
        assert path.read_bytes() == before
        await player.press("w")
        theirs.release()
        while player.app.session is None:
            await asyncio.sleep(0.01)
        await player.settle()
        player.sees("Saved r1")
        await player.type("mine")

    at_screen(act)
    assert [draft.text for draft in load(path).review.drafts] == ["mine"]
    assert not side_file(path).exists()


def test_a_copy_is_worked_at_beside_it(at_screen: Play, theirs: SessionLock, tmp_path: Path) -> None:
    before = (tmp_path / "review.json").read_bytes()

    async def act(player: Player) -> None:
        await player.press("c")
        await player.type("mine")

    at_screen(act)
    theirs.release()
    (copy,) = tmp_path.glob("review.conflict-*.json")
    assert [draft.text for draft in load(copy).review.drafts] == ["mine"]
    assert (tmp_path / "review.json").read_bytes() == before


def test_what_another_machine_may_have_open_is_for_the_user_to_decide(at_screen: Play, tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    Session.create(path, OUTAGE).close()
    side_file(path).write_bytes(msgspec.json.encode(Holder("ada", "laptop-7", 4711)))

    async def act(player: Player) -> None:
        player.sees("ada on laptop-7", "may also have", "Open anyway")
        await player.press("o")
        player.sees("Saved r1")

    at_screen(act)
