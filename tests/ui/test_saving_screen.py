"""What the screen does when a review cannot be saved."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pm_tui.session import Session
from pm_tui.store import saver, storage
from pm_tui.store.backups import listed
from pm_tui.store.files import load
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp

AtScreen = Callable[..., WatchedApp]


class Drive:
    """A drive that can be full, or hang."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full: Path | None = None
        self.answers = threading.Event()
        self.answers.set()
        real = storage.replace

        def replace(path: Path, content: bytes, mode: int) -> object:
            assert self.answers.wait(60)
            if path.parent == self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(path, content, mode)

        monkeypatch.setattr(storage, "replace", replace)


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch) -> Drive:
    return Drive(monkeypatch)


async def until(player: Player, *words: str) -> None:
    """Wait for what a thread brings about."""
    for _ in range(400):
        if all(some in player.text for some in words):
            return
        await player.pilot.pause(0.05)
    player.sees(*words)


def typed(path: Path) -> list[str]:
    return [draft.text for draft in load(path).review.drafts]


def test_on_a_full_disk_the_review_goes_on_under_another_name(
    at_screen: AtScreen, drive: Drive, tmp_path: Path
) -> None:
    path, other = tmp_path / "review.json", tmp_path / "other"
    other.mkdir()

    async def act(player: Player) -> None:
        drive.full = tmp_path
        await player.type("half an ans")
        await player.press("ctrl+s")
        await until(player, "NOT SAVED: the disk is full", "^S Save elsewhere")
        await player.press("ctrl+s")
        player.sees("Enter makes a new file", "review.json")
        await player.press("ctrl+u")
        await player.paste(str(path))
        await player.press("enter")
        await until(player, "there is a file of that name")
        await player.press("ctrl+u")
        await player.paste(str(other))
        await player.press("enter")
        await until(player, "Saved r2", f"The review goes on in {other}")
        player.sees("half an ans")
        player.sees_not("Save elsewhere")
        await player.type("wer")
        await player.press("ctrl+s")
        await until(player, "Saved r3")

    at_screen(act, OUTAGE, size=(160, 40))
    assert typed(path) == []
    assert typed(other / "review.json") == ["half an answer"]


def test_a_drive_that_hangs_is_said_and_the_screen_lives(
    at_screen: AtScreen, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "HANGS", 0.1)

    async def act(player: Player) -> None:
        drive.answers.clear()
        await player.type("half an ans")
        await player.press("ctrl+s")
        await until(player, "NOT SAVED: the drive does not answer")
        await player.type("wer")
        player.sees("half an answer", "NOT SAVED: the drive does not answer")
        await player.press("ctrl+q")
        player.sees("Not saved: the drive does not answer", "the same key again")
        drive.answers.set()
        await until(player, "Saved r")

    at_screen(act, OUTAGE)
    assert typed(tmp_path / "review.json") == ["half an answer"]


def test_who_leaves_unsaved_is_told_and_it_is_kept(at_screen: AtScreen, drive: Drive, tmp_path: Path) -> None:
    root = tmp_path / "state"
    path = tmp_path / "review.json"
    Session.create(path, OUTAGE).close()

    async def act(player: Player) -> None:
        player.app.backups = root
        await player.app.open_review(path)
        await player.settle()
        await player.screen.action_backups()
        await player.settle()
        player.sees("Backups", "1. ", "UTC, r1", "--restore N")
        await player.press("escape")
        drive.full = tmp_path
        await player.type("half")
        await player.press("f12")
        await until(player, "Not saved: the disk is full")
        assert player.app.session
        await player.press("f12")
        await until(player, "2026-03-04")
        assert player.app.session is None

    app = at_screen(act, None, name="none.json")
    (said,) = app.unsaved
    assert said.startswith(f"{path} was not saved: the disk is full. What you had is kept")
    assert typed(path) == []
    assert typed(listed(path, root)[0].path) == ["half"]
