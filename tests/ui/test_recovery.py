"""A file that cannot be opened, on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pm_tui.review import edits
from pm_tui.review.model import Event
from pm_tui.session import Session
from pm_tui.store import backups
from pm_tui.store.files import load
from pm_tui.ui.app import PmTuiApp
from tests.ui.outage import OUTAGE
from tests.ui.player import NOW, Player

Play = Callable[..., object]


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A review that is cut off, and a backup of it that has one more event."""
    path, state = tmp_path / "review.json", tmp_path / "state"
    monkeypatch.setattr(PmTuiApp, "backups", state)
    Session.create(path, edits.add(OUTAGE, "events", Event(id=77, text="only in the backup"))).close()
    backups.keep(path, path.read_bytes(), 1, state, NOW)
    backups.keep(path, b"no good", 0, state, NOW)
    path.unlink()
    Session.create(path, OUTAGE).close()
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b'"header"')])
    return path.read_bytes()


def test_one_key_leads_from_a_damaged_file_to_what_can_be_read(at_screen: Play, damaged: bytes, tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        player.sees("cannot be opened", "it is no JSON", "(line ", "records can be read", "newest good backup")
        player.sees("Salvage", "Backup", "In place", "+", "only in the backup", "review.recovered.json")
        await player.press("s")
        player.sees("Saved r1")
        await player.type("going on")

    at_screen(act)
    assert (tmp_path / "review.json").read_bytes() == damaged
    recovered = load(tmp_path / "review.recovered.json").review
    assert recovered.events == OUTAGE.events
    assert [draft.text for draft in recovered.drafts] == ["going on"]


def test_two_keys_put_the_backup_in_its_place(at_screen: Play, damaged: bytes, tmp_path: Path) -> None:
    async def act(player: Player) -> None:
        await player.press("i")
        player.sees("kept beside it")
        await player.press("b")
        player.sees("Saved r1")

    at_screen(act)
    assert (tmp_path / "review.json.damaged").read_bytes() == damaged
    assert load(tmp_path / "review.json").review.events[-1].text == "only in the backup"


def test_where_there_is_nothing_to_go_on_with_only_the_way_back_is_offered(at_screen: Play, tmp_path: Path) -> None:
    (tmp_path / "review.json").write_bytes(b"<html>")

    async def act(player: Player) -> None:
        assert "it is a web page" in " ".join(player.text.split())  # the path before it may be long
        player.sees("Nothing in it can be read", "There is no backup")
        player.sees_not("Salvage", "In place")
        await player.press("s", "b", "i")
        player.sees("Nothing in it can be read")

    at_screen(act)
    assert [file.name for file in tmp_path.iterdir()] == ["review.json"]
