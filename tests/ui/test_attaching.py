from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pm_tui.review.model import Evidence, Why
from pm_tui.settings import Values
from pm_tui.store import attachments
from pm_tui.ui.screens.attaching import AttachingScreen
from tests.ui.outage import OUTAGE
from tests.ui.player import Player

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A file to attach."""
    (tmp_path / "my shots").mkdir()
    path = tmp_path / "my shots" / "graph.png"
    path.write_bytes(PNG)
    return path


def of(player: Player) -> list[tuple[str, tuple[int, ...]]]:
    return [(piece.name, piece.supports) for piece in player.review.evidence]


def test_a_file_is_attached_by_its_path_shown_detached_and_brought_back(
    at_screen: Callable[..., object], tmp_path: Path, graph: Path
) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "f")
        await player.type(f"{tmp_path}/my sho")
        await player.press("tab")
        await player.type("gr")
        player.sees("Enter copies it beside the review.")
        await player.press("tab", "enter")
        assert of(player) == [("graph.png", (4,))]
        (piece,) = player.review.evidence
        assert (tmp_path / "review.files" / piece.file).read_bytes() == PNG
        player.sees("Attached graph.png (48 bytes)", "file graph.png (48 bytes): ", "1 evidence")
        await player.press("enter")
        await player.type("Errors <b>")
        await player.press("enter")
        assert player.review.evidence[0].caption == "Errors <b>"
        player.pane("timeline").listing.select(f"evidence:{piece.id}")
        await player.press("d")
        assert of(player) == []
        player.sees("Detached graph.png; the file stays beside the review.")
        assert (tmp_path / "review.files" / piece.file).exists()
        await player.press("ctrl+z")
        assert of(player) == [("graph.png", (4,))]

    at_screen(act, OUTAGE)


def test_a_paste_is_a_file_if_there_is_one_and_a_long_text_becomes_one(
    at_screen: Callable[..., object], tmp_path: Path, graph: Path
) -> None:
    review = msgspec.structs.replace(OUTAGE, whys=(Why(id=9, rank="V", text="Nobody was paged"),))
    lines = "".join(f"09:{number % 60:02} line {number}\n" for number in range(300))
    (tmp_path / "big.log").write_bytes(b"x" * 1_000_001)

    async def act(player: Player) -> None:
        await player.press("f2", "end")
        await player.paste(f"'{graph}' ")
        await player.press("f3")
        await player.paste(str(graph).replace(" ", "\\ "))
        assert of(player) == [("graph.png", (4, 9))]
        player.sees("it supports 2 rows now", "supports 2 rows")
        await player.paste(f"file://{str(graph).replace(' ', '%20')}")
        player.sees("graph.png is attached to this row already.")
        await player.press("d")
        assert of(player) == [("graph.png", (4,))]
        await player.press("f2", "home", "v")
        await player.paste(str(graph))
        assert of(player) == [("graph.png", (4, 1))]
        await player.press("v")
        await player.paste(lines)
        await player.press("f")
        await player.paste("one\ntwo")
        player.sees("A text of 2 lines, to be kept as a file.")
        await player.press("enter")
        pieces = player.review.evidence[1:]
        assert [(piece.name, piece.about, piece.text, piece.source) for piece in pieces] == [
            ("pasted.txt", 1, "", "paste")
        ] * 2
        kept = [(tmp_path / "review.files" / piece.file).read_text().strip() for piece in pieces]
        assert kept == [lines.strip(), "one\ntwo"]
        await player.press("v")
        await player.paste("/api/orders 503")
        assert player.review.evidence[3].text == "/api/orders 503"
        await player.paste(str(tmp_path / "big.log"))
        player.sees("big.log is too large to be attached: 1 MB, at most 1 MB")
        await player.press("f")
        await player.type("/no/such/file")
        await player.press("enter")
        player.sees("There is no file /no/such/file.")
        await player.paste("/api/orders 503 at 09:30")
        player.sees("rows kept")
        assert len(player.review.evidence) == 4

    at_screen(act, review, values=Values(evidence_megabytes=1))


def test_a_missing_or_changed_file_is_said_on_its_row(at_screen: Callable[..., object], tmp_path: Path) -> None:
    folder = tmp_path / "review.files"
    names = [attachments.keep_text(folder, text, f"{text}.log", 100).file for text in ("gone", "other", "same")]
    pieces = tuple(
        Evidence(id=10 + number, rank=f"{number}V", about=number, file=file, name=f"{number}.log", size=4)
        for number, file in enumerate(names, 1)
    )
    (folder / names[0]).unlink()
    (folder / names[1]).write_text("else")

    async def act(player: Player) -> None:
        player.sees("2 files of evidence missing or changed since attached; their rows say which.")
        await player.press("f2", "home", "o")
        player.sees("1 evidence, 1 MISSING or changed", "MISSING: it is not there any more")
        await player.press("o", "down", "down", "o")
        player.sees("CHANGED since it was attached")
        (folder / names[1]).write_text("other")
        screen = player.app.screen
        assert isinstance(screen, AttachingScreen)
        screen.look()
        await player.settle()
        player.sees_not("CHANGED")

    at_screen(act, msgspec.structs.replace(OUTAGE, evidence=pieces), size=(120, 60))
