"""Copies of a review, found and merged. `benchmarks/merge.py` does the first test with 300 edits on each side."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from benchmarks.merge import run
from pm_tui import cli
from pm_tui.review import edits
from pm_tui.review.model import Event, Header, Lesson, Review
from pm_tui.session import Session
from pm_tui.store import copies, session_lock
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.session_lock import SessionLock
from pm_tui.ui.commands import COMMANDS
from tests.ui.player import Player

OURS = Review(
    header=Header(title="Checkout"),
    events=(Event(id=1001, rank="V", text="pager"), Event(id=1002, rank="k", text="rollback")),
)
THEIRS = edits.add(OURS, "events", Event(id=1003, text="theirs"))
COPY = "review.conflict-20260304T101112Z.json"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PM_TUI_STATE", str(tmp_path / "state"))
    path = tmp_path / "reviews/review.json"
    path.parent.mkdir()
    Session.create(path, OURS).close()
    return path


def test_every_edit_of_two_who_write_at_the_same_time_is_in_the_merge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PM_TUI_STATE", str(tmp_path / "state"))
    outcome = run(20, tmp_path)
    assert outcome.in_file + outcome.in_copies - outcome.in_both == outcome.made == 40
    assert outcome.merged == 40
    assert outcome.copies


# --- finding


@pytest.mark.parametrize(
    "name",
    [
        COPY,
        "review.conflict-20260304T101112Z-2.json",
        "review (conflicted copy 2026-03-04).json",
        "review (Ada's conflicted copy 2026-03-04 (1)).json",
        "review (In Konflikt stehende Kopie von Ada 2026-03-04).json",
        "review (copie en conflit de Ada 2026-03-04).json",
        "review.sync-conflict-20260304-101112-ABCDEFG.json",
        "review_conflict-20260304-101112.json",
    ],
)
def test_a_copy_is_known_by_its_name(path: Path, name: str) -> None:
    assert copies.original(name) == "review.json"
    ReviewFile.create(path.with_name(name), Review())
    assert [copy.name for copy in copies.beside(path, OURS)] == [name]


@pytest.mark.parametrize("name", ["review-LAPTOP-7.json", "review (1).json"])
def test_where_a_name_only_may_mean_a_copy_its_records_tell(path: Path, name: str) -> None:
    ReviewFile.create(path.with_name(name), THEIRS)
    assert [copy.name for copy in copies.beside(path, OURS)] == [name]
    assert copies.beside(path, Review(lessons=(Lesson(id=5),))) == ()


@pytest.mark.parametrize("name", ["review-2.json", "reviewed.json", "review.recovered.json", "other.json", "x.json"])
def test_another_review_is_no_copy(path: Path, name: str) -> None:
    ReviewFile.create(path.with_name(name), Review())
    assert copies.beside(path, OURS) == ()


def test_opening_tells_of_copies_that_have_something_new(path: Path) -> None:
    shutil.copy(path, path.with_name(COPY))
    session = Session.open(path)
    assert session.notices == ()
    session.close()
    ReviewFile.create(path.with_name("review.sync-conflict-1.json"), THEIRS)
    session = Session.open(path)
    assert session.notices == (
        "A copy of this review lies beside it, with changes that are not in here (review.sync-conflict-1.json). "
        "Ctrl+P and “Merge copies” take them in.",
    )
    session.close()


# --- their ancestor


def test_the_version_that_both_come_from_is_found_in_the_backups(path: Path, tmp_path: Path) -> None:
    """So that what the copy's session has deleted is known from what it never had."""
    state = tmp_path / "state"
    theirs, ours = Session.open(path, backups=state), load(path)
    ReviewFile(path, ours).save(edits.add(OURS, "events", Event(id=1004, text="ours")))
    theirs.apply(edits.delete(OURS, "events", 1002), "delete")
    assert theirs.close().conflict
    (name,) = copies.beside(path, OURS)
    loaded = load(path)
    copy = copies.read(name, path, loaded.revision, state)
    assert copy.base == OURS
    assert [row.id for row in copies.take(loaded.review, copy).review.events] == [1001, 1004]
    without = copies.read(name, path, loaded.revision, None)
    assert [row.id for row in copies.take(loaded.review, without).review.events] == [1001, 1002, 1004]
    assert copies.read(name, path, 0, state).base is None  # the file is older than that: it went back


# --- the commands


def test_merge_takes_copies_in_and_puts_them_away(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ReviewFile.create(path.with_name(COPY), THEIRS)
    assert cli.main(["merge", str(path)]) == 0
    assert f"{COPY}: 1 record came in." in capsys.readouterr().out
    assert load(path).review == THEIRS
    assert load(path).revision == 2
    assert sorted(file.name for file in path.parent.iterdir()) == [".trash", path.name]
    assert [file.name for file in path.parent.glob(".trash/*/*")] == [COPY]
    assert cli.main(["merge", str(path)]) == 0
    assert "no copy" in capsys.readouterr().out


def test_merge_takes_named_files_and_says_which_it_cannot_read(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named, damaged = tmp_path / "elsewhere.json", tmp_path / "damaged.json"
    ReviewFile.create(named, THEIRS)
    damaged.write_text("{")
    assert cli.main(["merge", str(path), str(damaged), str(named), str(path)]) == 2
    assert "damaged.json cannot be opened: it is no JSON" in capsys.readouterr().err
    assert damaged.exists()
    assert load(path).review == THEIRS


def test_merge_leaves_alone_what_somebody_has_open(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ReviewFile.create(path.with_name(COPY), THEIRS)
    taken = SessionLock.take(path)
    assert cli.main(["merge", str(path)]) == 2
    assert "has this review open since" in capsys.readouterr().err
    assert load(path).review == OURS
    assert taken
    taken.release()


def test_merge_on_the_screen_is_one_edit(path: Path, at_screen: Callable[..., object]) -> None:
    ReviewFile.create(
        path.with_name(COPY), msgspec.structs.replace(THEIRS, header=Header(title="Checkout", owner="Bo"))
    )

    async def act(player: Player) -> None:
        player.sees("“Merge copies” take them in")
        by_name = {command.title: command.callback for command in player.app.get_system_commands(player.app.screen)}
        assert by_name.keys() >= {row.label for row in COMMANDS if row.scope == "review" and not row.keys}
        by_name["Merge copies"]()
        await player.settle()
        player.sees("theirs", "1 record came in")
        assert player.review.header.owner == "Bo"
        assert not path.with_name(COPY).exists()
        await player.press("ctrl+z")
        assert player.review == OURS
        await player.press("ctrl+y")

    at_screen(path.parent, act)
    assert [row.id for row in load(path).review.events] == [1001, 1002, 1003]


def test_after_a_conflict_a_merge_leads_back_to_the_review_itself(path: Path, at_screen: Callable[..., object]) -> None:
    async def act(player: Player) -> None:
        ReviewFile(path, load(path)).save(THEIRS)  # as a program that knows no lock does
        player.screen.apply(edits.change_single(player.review, "header", summary="mine"), "edit")
        session = player.app.session
        assert session
        assert session.flush().conflict
        await player.settle()
        player.sees("CONFLICT COPY")
        await player.app.screen.run_action("merge")
        await player.settle()
        player.sees("goes on in it", "theirs")
        player.sees_not("CONFLICT COPY")
        player.screen.apply(edits.change_single(player.review, "header", owner="Bo"), "edit")
        assert (session.path, session.flush().kind) == (path, "saved")
        assert not session_lock.is_free(path)

    at_screen(path.parent, act)
    review = load(path).review
    assert [row.id for row in review.events] == [1001, 1002, 1003]
    assert (review.header.summary, review.header.owner) == ("mine", "Bo")
    assert sorted(file.name for file in path.parent.glob("*.json")) == [path.name]


@pytest.fixture
def at_screen() -> Callable[..., object]:
    from tests.ui.player import play

    return lambda folder, act: play(folder, act, None)
