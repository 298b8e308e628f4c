from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pm_tui.review.model import Event, Header, Review
from pm_tui.store import backups
from pm_tui.store.backups import keep, listed, made_of
from pm_tui.store.files import ReviewFile, load

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PM_TUI_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def file(tmp_path: Path, root: Path) -> Path:
    """A review of two events with backups of it: with none, then with one."""
    path = tmp_path / "review.json"
    made = ReviewFile.create(path, Review(header=Header(title="Down")))
    events = tuple(Event(id=n, rank="AB"[n - 1], text=f"event {n}") for n in (1, 2))
    for n in (1, 2):
        keep(path, path.read_bytes(), n, root, NOW + dt.timedelta(hours=n))
        made.save(Review(header=Header(title="Down"), events=events[:n]))
    return path


def titles(path: Path) -> list[str]:
    return [event.text for event in load(path).review.events]


def test_the_list_has_the_newest_first(run: Run, file: Path) -> None:
    code, out, _ = run("backups", file)
    first, second = out.splitlines()
    assert code == 0
    assert first.split() == ["1", "2026-03-14", "14:00:00", "UTC", "r2", *first.split()[5:7], "1", "record"]
    assert second.split()[:5] == ["2", "2026-03-14", "13:00:00", "UTC", "r1"]
    listing = json.loads(run("backups", file, "--json")[1])
    assert [(row["number"], row["time"], row["records"]) for row in listing] == [
        (1, "2026-03-14T14:00:00Z", 1),
        (2, "2026-03-14T13:00:00Z", 0),
    ]


def test_a_backup_is_shown_as_markdown(run: Run, file: Path) -> None:
    code, out, _ = run("backups", file, "--show", 1)
    assert code == 0
    assert "event 1" in out
    assert "event 2" not in out


def test_restoring_keeps_what_it_replaces_and_can_be_undone(run: Run, file: Path, root: Path) -> None:
    assert run("backups", file, "--restore", 2, "--yes")[0] == 0
    assert titles(file) == []
    assert len(listed(file, root)) == 3
    assert run("backups", file, "--restore", 1, "--yes")[0] == 0
    assert titles(file) == ["event 1", "event 2"]


@pytest.mark.parametrize(("answer", "left"), [("y", ["event 1"]), ("", ["event 1", "event 2"])])
def test_restoring_says_what_changes_and_asks(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    code, out, _ = run("backups", file, "--restore", 1)
    assert code == 0
    assert "events: 1 gone" in out
    assert [line for line in out.splitlines() if line.startswith("-") and "event 2" in line]
    assert titles(file) == left


def test_a_script_is_not_asked_and_changes_nothing(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    code, _, err = run("backups", file, "--restore", 1)
    assert code == 2
    assert "--yes" in err
    assert titles(file) == ["event 1", "event 2"]


def test_a_damaged_review_is_replaced_and_kept(run: Run, file: Path, root: Path) -> None:
    file.write_text("{ \x1b[31m")
    assert run("backups", file, "--restore", 1, "--yes")[0] == 0
    assert titles(file) == ["event 1"]
    assert "cannot be read" in run("backups", file)[1].splitlines()[0]
    code, _, err = run("backups", file, "--restore", 1, "--yes")
    assert code == 2
    assert "cannot be opened" in err
    assert listed(file, root)[0].path.read_text() == "{ \x1b[31m"


def test_a_review_that_has_gone_comes_back(run: Run, file: Path) -> None:
    file.unlink()
    assert run("backups", file, "--restore", 1, "--yes")[0] == 0
    assert titles(file) == ["event 1"]


@pytest.mark.parametrize("option", ["--show", "--restore"])
@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_number_that_is_not_in_the_list(run: Run, file: Path, option: str, number: int) -> None:
    code, _, err = run("backups", file, option, number)
    assert code == 2
    assert "choose one from 1 to 2" in err


def test_what_has_no_backups_says_so(run: Run, tmp_path: Path, root: Path) -> None:
    assert run("backups", tmp_path / "none.json")[:2] == (
        0,
        f"There are no backups of {tmp_path / 'none.json'}; they are made while it is open.\n",
    )
    assert run("backups", tmp_path / "none.json", "--show", 1)[0] == 2
    assert not os.path.lexists(root)


def test_backups_go_with_a_review_that_is_moved(run: Run, file: Path, root: Path, tmp_path: Path) -> None:
    before = listed(file, root)
    moved = tmp_path / "other.json"
    keep(moved, b"of one that was here before", 9, root, NOW)
    assert run("move", file, moved)[0] == 0
    assert [backup.path.name for backup in listed(moved, root)[:2]] == [backup.path.name for backup in before]
    assert len(listed(moved, root)) == 3
    assert listed(file, root) == ()
    assert [folder.name for folder in (root / "backups").iterdir()] == [made_of(moved, root).place.name]
    assert run("backups", moved, "--restore", 1, "--yes")[0] == 0
    assert titles(moved) == ["event 1"]


def test_a_review_without_backups_is_moved_all_the_same(
    run: Run, file: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(root)
    assert run("move", file, tmp_path / "other.json")[0] == 0
    assert not root.exists()
    assert run("move", tmp_path / "other.json", file)[0] == 0
    keep(file, b"x", 1, root, NOW)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(backups, "sync_folder", refused)
    assert run("move", file, tmp_path / "other.json") == (
        0,
        f"{tmp_path / 'other.json'}\n",
        "pm-tui: Its backups stay under the old name: Permission denied.\n",
    )
