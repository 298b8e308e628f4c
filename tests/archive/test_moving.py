import datetime as dt
import os
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from pm_tui.archive import moving
from pm_tui.archive.library import new_path
from pm_tui.review.model import Evidence, Header, Review
from pm_tui.store import attachments, backups, copies
from pm_tui.store.attachments import Looker
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.inbox import beside
from pm_tui.store.session_lock import Held, SessionLock


@pytest.fixture
def review(tmp_path):
    path = tmp_path / "one.json"
    path.write_text("the review")
    folder = attachments.beside(path)
    folder.mkdir()
    (folder / "graph.png").write_bytes(b"a picture")
    beside(path).write_text("the log")
    return path


def test_a_deleted_review_comes_back_with_its_evidence(review, tmp_path):
    removed = moving.remove(review)
    assert [item.name for item in tmp_path.iterdir()] == [moving.TRASH]
    assert moving.restore(removed) == review
    assert review.read_text() == "the review"
    assert (attachments.beside(review) / "graph.png").read_bytes() == b"a picture"
    assert beside(review).read_text() == "the log"
    assert list((tmp_path / moving.TRASH).iterdir()) == []


def test_a_review_comes_back_beside_one_that_took_its_name(review):
    removed = moving.remove(review)
    review.write_text("another")
    restored = moving.restore(removed)
    assert (restored.name, restored.read_text(), review.read_text()) == ("one-2.json", "the review", "another")
    assert (attachments.beside(restored) / "graph.png").exists()
    assert beside(restored).exists()


def test_a_review_takes_no_name_that_an_inbox_waits_for(review):
    review.rename(review.with_name("other.json"))
    attachments.beside(review).rename(review.with_name("other.files"))
    assert new_path(review.parent, "one", None).name == "one-2.json"


def test_two_deleted_reviews_of_one_name_both_come_back(review):
    first = moving.remove(review)
    review.write_text("another")
    second = moving.remove(review)
    assert moving.restore(second).read_text() == "another"
    assert moving.restore(first).read_text() == "the review"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_trash_is_private(review, tmp_path):
    moving.remove(review)
    assert stat.S_IMODE((tmp_path / moving.TRASH).stat().st_mode) == 0o700


def test_what_cannot_be_deleted_stays_as_it_was(review, tmp_path, monkeypatch):
    whole = Path.rename

    def refuse_folders(path, target):
        if path.is_dir():
            raise PermissionError(13, "refused", os.fspath(path))
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", refuse_folders)
    with pytest.raises(PermissionError):
        moving.remove(review)
    assert review.read_text() == "the review"
    assert beside(review).read_text() == "the log"
    assert list((tmp_path / moving.TRASH).iterdir()) == []


FILES = {"a.log": b"lines", "graph.png": b"\x89PNG\r\n\x1a\n..."}


@pytest.fixture
def proved(tmp_path):
    """A review with two files of evidence and an inbox."""
    path = tmp_path / "one.json"
    pieces = []
    for number, (name, content) in enumerate(FILES.items(), 1):
        source = tmp_path / name
        source.write_bytes(content)
        attached = attachments.keep(attachments.beside(path), source, 1000)
        source.unlink()
        pieces.append(Evidence(id=number, file=attached.file, name=name, size=attached.size))
    ReviewFile.create(path, Review(evidence=tuple(pieces)))
    beside(path).write_text("the log\n")
    return path


def states(path):
    """How the files of a review are found."""
    named = [piece.file for piece in load(path).review.evidence]
    return [look.state for look in Looker().look(attachments.beside(path), named).values()]


def conflict_copy(path):
    """What a second program writes when the file was changed meanwhile."""
    ours, theirs = (ReviewFile(path, load(path)) for _ in range(2))
    theirs.save(msgspec.structs.replace(load(path).review, header=Header(title="theirs")))
    ours.save(msgspec.structs.replace(load(path).review, header=Header(title="ours")))
    return ours.path


@pytest.mark.parametrize("relocate", [moving.remove, lambda path: moving.move(path, path.with_name("two.json"))])
def test_what_somebody_has_open_stays_where_it_is(proved, tmp_path, relocate):
    before = sorted(path.name for path in tmp_path.iterdir())
    lock = SessionLock.take(proved)
    with pytest.raises(Held, match="has this review open"):
        relocate(proved)
    lock.release()
    assert [name for name in sorted(path.name for path in tmp_path.iterdir()) if name != moving.TRASH] == before
    assert states(proved) == ["present", "present"]


def test_a_copy_to_work_at_while_somebody_has_the_review_finds_its_files(proved):
    assert states(copies.make(proved, None)) == ["present", "present"]


def test_a_copy_has_everything_and_shares_nothing(proved, tmp_path):
    (tmp_path / "to").mkdir()
    for to in (tmp_path / "two.json", tmp_path / "to"):
        there = moving.copy(proved, to)
        assert there.read_bytes() == proved.read_bytes()
        assert beside(there).read_text() == "the log\n"
        assert states(there) == ["present", "present"]
        for file in attachments.beside(there).iterdir():
            file.write_bytes(b"changed")
    assert states(proved) == ["present", "present"]


def test_a_move_leaves_nothing_behind(proved, tmp_path):
    there = moving.move(proved, tmp_path / "two.json")
    assert states(there) == ["present", "present"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["two.files", "two.inbox.jsonl", "two.json"]


def test_to_another_file_system_it_is_copied_and_the_old_one_is_in_the_trash(proved, tmp_path, monkeypatch):
    whole = Path.rename

    def across(path, target):
        if target.name == "two.json":
            raise OSError(18, "Invalid cross-device link", os.fspath(path))
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", across)
    there = moving.move(proved, tmp_path / "two.json")
    assert states(there) == ["present", "present"]
    assert not proved.exists()
    [kept] = (tmp_path / moving.TRASH).iterdir()
    assert states(kept / "one.json") == ["present", "present"]


@pytest.mark.parametrize("taken", ["two.json", "two.files", "two.inbox.jsonl"])
@pytest.mark.parametrize("relocate", [moving.copy, moving.move])
def test_nothing_that_is_there_is_overwritten(proved, tmp_path, taken, relocate):
    (tmp_path / taken).write_text("somebody's")
    with pytest.raises(FileExistsError) as refused:
        relocate(proved, tmp_path / "two.json")
    assert refused.value.filename == str(tmp_path / taken)
    assert (tmp_path / taken).read_text() == "somebody's"
    assert states(proved) == ["present", "present"]


def test_a_copy_that_fails_leaves_nothing(proved, tmp_path, monkeypatch):
    def full(target, content):
        raise OSError(28, "No space left on device", os.fspath(target))

    monkeypatch.setattr(moving, "create", full)
    with pytest.raises(OSError, match="No space left"):
        moving.copy(proved, tmp_path / "two.json")
    assert not list(tmp_path.glob("two*"))


def test_a_conflict_copy_finds_its_evidence_whatever_becomes_of_either(proved, tmp_path):
    copied = conflict_copy(proved)
    assert states(copied) == ["present", "present"]
    (tmp_path / "to").mkdir()
    moved = moving.move(proved, tmp_path / "to")
    assert states(moved) == states(copied) == ["present", "present"]
    removed = moving.remove(copied)
    assert states(removed.kept / copied.name) == ["present", "present"]
    assert moving.restore(removed) == copied
    assert states(copied) == ["present", "present"]
    assert states(moving.copy(copied, tmp_path / "apart.json")) == ["present", "present"]


def test_a_deleted_original_comes_back_beside_its_conflict_copy(proved):
    copied = conflict_copy(proved)
    removed = moving.remove(proved)
    assert states(copied) == states(removed.kept / proved.name) == ["present", "present"]
    for file in attachments.beside(copied).iterdir():
        file.unlink()
    assert states(removed.kept / proved.name) == ["present", "present"]
    assert moving.restore(removed) == proved
    assert states(copied) == states(proved) == ["present", "present"]


def test_a_backup_that_is_restored_finds_its_files(proved, tmp_path):
    root, now = tmp_path / "state", dt.datetime(2026, 3, 6, tzinfo=dt.UTC)
    backups.keep(proved, proved.read_bytes(), 1, root, now)
    ReviewFile(proved, load(proved)).save(Review())
    (backup,) = backups.listed(proved, root)
    backups.restore(backup, proved, root, now)
    assert states(proved) == ["present", "present"]
