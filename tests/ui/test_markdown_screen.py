from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pm_tui.review.model import Event, Review
from pm_tui.ui.screens.markdown import MarkdownScreen
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp, play

Play = Callable[..., WatchedApp]


async def preview(player: Player, copier: Callable[[str], bool] = lambda text: False) -> MarkdownScreen:
    """Open the preview, with another way to the clipboard."""
    await player.press("f9")
    screen = player.app.screen
    assert isinstance(screen, MarkdownScreen)
    screen.copier = copier
    return screen


def test_the_preview_shows_the_document_and_goes_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("half")
        screen = await preview(player)
        player.sees("# 2026-03-04 SEV1 Checkout refused writes", "c copies it")
        before = screen.text
        await player.type("xyz")
        await player.paste("more")
        assert player.app.screen.query_one("#markdown-text").text == before  # type: ignore[attr-defined]
        await player.press("m")
        player.sees("refer to nobody where this is posted")
        assert screen.text != before or "@" not in before
        await player.press("m")
        assert player.app.screen.query_one("#markdown-text").text == before  # type: ignore[attr-defined]
        await player.press("escape")
        assert player.screen.focused is player.screen.prompt.field
        assert player.screen.prompt.field.text == "half"
        await preview(player)
        await player.press("f9")
        player.sees("Prompt 1 of 9")

    at_screen(act, OUTAGE)


def test_copying_says_which_way_it_went(at_screen: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def desktop(text: str) -> bool:
        copied.append(text)
        return True

    async def act(player: Player) -> None:
        screen = await preview(player, desktop)
        await player.press("c")
        assert copied == [screen.text]
        player.sees("Copied to the clipboard")
        screen.copier = lambda text: False
        sent: list[str] = []
        assert player.app._driver
        monkeypatch.setattr(player.app._driver, "write", sent.append)
        await player.press("c")
        player.sees("OSC 52", "press s to save a file")
        (sequence,) = [some for some in sent if "]52;" in some]
        assert base64.b64decode(sequence.split(";")[2].rstrip("\a\x1b\\")).decode() == screen.text

    at_screen(act, OUTAGE)


def test_what_is_too_long_for_a_terminal_is_offered_as_a_file(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await preview(player)
        await player.press("c")
        player.sees("too long", "Press s to save a file")

    at_screen(act, msgspec.structs.replace(OUTAGE, events=(Event(id=1, rank="V", text="word " * 20_000),)))


def test_saving_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "review.md").write_text("mine", encoding="utf-8")

    async def act(player: Player) -> None:
        screen = await preview(player)
        await player.press("s")
        player.sees("Saved to ")
        await player.press("s")
        assert (tmp_path / "review.md").read_text(encoding="utf-8") == "mine"
        assert (tmp_path / "review-2.md").read_text(encoding="utf-8") == screen.text
        assert (tmp_path / "review-3.md").read_text(encoding="utf-8") == screen.text

    play(tmp_path, act, OUTAGE)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    async def act(player: Player) -> None:
        await preview(player)
        monkeypatch.setattr("pm_tui.store.replacing.tempfile.mkstemp", refuse)
        await player.press("s")
        monkeypatch.undo()
        player.sees("Not saved: Permission denied. c copies it instead.")

    play(tmp_path, act, OUTAGE)
    assert list(tmp_path.glob("*.md")) == []


def test_an_empty_review_has_a_document_too(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        assert (await preview(player)).text.strip()

    at_screen(act, Review())
