"""`pm-tui recover`, and the page to which a damaged file leads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pm_tui import cli
from pm_tui.review.model import Event, Header, Review
from pm_tui.review.records import to_tables
from pm_tui.session import Session
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.jsontext import serialise

REVIEW = Review(
    header=Header(title="Checkout"),
    events=tuple(Event(id=number, rank=f"{number}1", text=f"event {number}") for number in (1, 2, 3)),
)
WHOLE = serialise(to_tables(REVIEW) | {"pm_tui": {"1": {"schema": 1, "revision": 3}}})
CUT = WHOLE[: WHOLE.index(b"event 3") + 3]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PM_TUI_STATE", str(tmp_path / "state"))
    path = tmp_path / "reviews/review.json"
    path.parent.mkdir()
    path.write_bytes(CUT)
    return path


def test_what_was_read_is_written_and_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["recover", str(path)]) == 0
    out = capsys.readouterr().out
    recovered = path.with_name("review.recovered.json")
    for words in (
        f"{path} cannot be opened: it is no JSON",
        "3 records could be read.",
        "“text” is cut off; its beginning is kept",
        f"Written to {recovered}",
    ):
        assert words in out
    assert [row.text for row in load(recovered).review.events] == ["event 1", "event 2", "eve"]
    assert path.read_bytes() == CUT


def test_as_json_and_to_another_file(path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "saved.json"
    assert cli.main(["recover", str(path), "--output", str(target), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["output"], said["records"], said["backups"]) == (str(target), 3, [])
    assert [(piece["line"], piece["text"]) for piece in said["lost"]] == [(13, '"eve')]
    assert cli.main(["recover", str(path), "--output", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert path.read_bytes() == CUT


def test_the_newest_backup_is_named(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(WHOLE)
    Session.open(path, backups=tmp_path / "state").close()
    while not list(tmp_path.glob("state/backups/*/*.json")):
        pass
    path.write_bytes(CUT)
    assert cli.main(["recover", str(path)]) == 0
    assert "The newest backup is of" in capsys.readouterr().out


def test_a_sound_file_is_left_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(WHOLE)
    assert cli.main(["recover", str(path)]) == 0
    assert "is sound" in capsys.readouterr().out
    assert [file.name for file in path.parent.iterdir()] == ["review.json"]


def test_where_nothing_can_be_read_nothing_is_written(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(b"<html>")
    assert cli.main(["recover", str(path)]) == 2
    assert "Nothing was written." in capsys.readouterr().out
    assert cli.main(["recover", str(path.parent)]) == 2
    assert "it is a folder" in capsys.readouterr().err
    assert [file.name for file in path.parent.iterdir()] == ["review.json"]


def test_a_whole_file_is_made_of_it(path: Path) -> None:
    ReviewFile.create(path.with_name("review.recovered.json"), Review())
    assert cli.main(["recover", str(path)]) == 0
    assert load(path.with_name("review.recovered-2.json")).review.header.title == ""
