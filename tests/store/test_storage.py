from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tinydb import Query, TinyDB

from pm_tui.review.model import Action, Event, Review
from pm_tui.review.records import to_tables
from pm_tui.store import storage as module
from pm_tui.store.jsontext import Refused, serialise
from pm_tui.store.lock import Locked, locked
from pm_tui.store.storage import ReviewStorage

OURS: dict[str, Any] = {"header": {"1": {"title": "ours"}}}
THEIRS = '{"header": {"1": {"title": "theirs"}}}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review.json"


@pytest.fixture
def opened(path: Path) -> ReviewStorage:
    storage = ReviewStorage(path)
    storage.create(serialise({"header": {"1": {"title": "first"}}}))
    return storage


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_save_leaves_nothing_but_the_file(opened: ReviewStorage, path: Path) -> None:
    opened.write(OURS)
    assert ReviewStorage(path).read() == OURS
    assert names(path) == ["review.json"]
    assert opened.conflict == ""


def test_a_new_file_is_its_owners_alone_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        ReviewStorage(path).create(serialise(OURS))
    finally:
        os.umask(before)
    assert mode(path) == 0o600


def test_the_mode_of_a_file_is_kept(opened: ReviewStorage, path: Path) -> None:
    path.chmod(0o664)
    opened.write(OURS)
    assert mode(path) == 0o664


def test_making_a_file_never_replaces_one(opened: ReviewStorage, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match=r"review\.json"):
        ReviewStorage(path).create(serialise(OURS))
    assert path.read_bytes() == before


def test_a_link_stays_a_link(opened: ReviewStorage, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(path)
    linked = ReviewStorage(link)
    linked.read()
    linked.write(OURS)
    assert link.is_symlink()
    assert ReviewStorage(path).read() == OURS
    assert names(link) == ["link.json"]


@pytest.mark.parametrize("again", [False, True])
def test_what_somebody_else_wrote_is_never_overwritten(opened: ReviewStorage, path: Path, again: bool) -> None:
    if again:
        opened.write({})
    path.write_text(THEIRS)
    path.chmod(0o640)
    opened.write(OURS)
    assert path.read_text() == THEIRS
    assert opened.conflict.startswith("review.conflict-")
    assert opened.path == path.with_name(opened.conflict)
    assert ReviewStorage(opened.path).read() == OURS
    assert mode(opened.path) == 0o640
    opened.write({})
    assert len(names(path)) == 2
    assert ReviewStorage(opened.path).read() == {}


def test_another_file_of_the_same_size_and_time_is_seen(opened: ReviewStorage, path: Path) -> None:
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    other = path.with_name("other")
    other.write_bytes(path.read_bytes().replace(b"first", b"FIRST"))
    os.utime(other, ns=times)
    other.replace(path)
    opened.write(OURS)
    assert opened.conflict


def test_the_same_content_in_another_file_is_no_conflict(opened: ReviewStorage, path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)
    opened.write(OURS)
    assert opened.conflict == ""
    assert ReviewStorage(path).read() == OURS


def test_conflict_copies_do_not_overwrite_each_other(opened: ReviewStorage, path: Path) -> None:
    storages = [ReviewStorage(path) for _ in range(3)]
    for storage in storages:
        storage.read()
    path.write_text(THEIRS)
    for number, storage in enumerate(storages):
        storage.write({"n": {"1": {"n": number}}})
    assert len({storage.path for storage in storages}) == 3
    assert [ReviewStorage(storage.path).read()["n"]["1"]["n"] for storage in storages] == [0, 1, 2]


def test_a_file_that_has_gone_is_made_again(opened: ReviewStorage, path: Path) -> None:
    path.unlink()
    opened.write(OURS)
    assert ReviewStorage(path).read() == OURS
    assert opened.conflict == ""


def test_a_file_that_came_where_there_was_none_is_not_overwritten(path: Path) -> None:
    storage = ReviewStorage(path)
    path.write_text(THEIRS)
    storage.write(OURS)
    assert path.read_text() == THEIRS
    assert storage.conflict


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_changes_nothing(
    opened: ReviewStorage, path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(module.os, step, full)
        with pytest.raises(OSError, match="No space"):
            opened.write(OURS)
    assert path.read_bytes() == before
    assert names(path) == ["review.json"]
    opened.write(OURS)
    assert ReviewStorage(path).read() == OURS


def test_a_failure_after_the_replace_is_no_conflict_with_oneself(
    opened: ReviewStorage, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(module, "sync_folder", broken)
        with pytest.raises(OSError, match="Input"):
            opened.write(OURS)
    opened.write({"header": {"1": {"title": "again"}}})
    assert opened.conflict == ""
    assert names(path) == ["review.json"]


def test_what_cannot_be_serialised_is_not_written(opened: ReviewStorage, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(TypeError):
        opened.write({"header": {"1": {"title": object()}}})
    assert path.read_bytes() == before


def test_a_save_syncs_the_file_before_the_replace_and_the_folder_after(
    opened: ReviewStorage, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    def spied(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(first: Any, *rest: Any) -> Any:
            what = "folder" if isinstance(first, int) and stat.S_ISDIR(os.fstat(first).st_mode) else "file"
            steps.append(f"{name} {what}")
            return real(first, *rest)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(module.os, name, spied(name, getattr(os, name)))
    opened.write(OURS)
    assert steps == ["fsync file", "replace file", "fsync folder"]


def test_what_killed_saves_left_is_tidied_and_nothing_else(opened: ReviewStorage, path: Path) -> None:
    for name in (".review.json.abc.tmp", ".review.json.lock", ".other.json.abc.tmp", "review.json.tmp"):
        path.with_name(name).touch()
    opened.write(OURS)
    assert names(path) == [".other.json.abc.tmp", "review.json", "review.json.tmp"]


def test_stock_tinydb_opens_and_queries_the_file(path: Path) -> None:
    review = Review(
        events=(Event(id=2**53 - 1, rank="V", text="Pager fires"),),
        actions=(Action(id=5, rank="V", title="Page on write errors", owner="Ana"),),
    )
    ReviewStorage(path).create(serialise(to_tables(review)))
    with TinyDB(path) as database:
        assert database.tables() == {"events", "actions"}
        (row,) = database.table("actions").search(Query().owner == "Ana")
        assert (row.doc_id, row["title"]) == (5, "Page on write errors")
        assert database.table("events").get(doc_id=2**53 - 1)["text"] == "Pager fires"


def test_tinydb_works_on_our_storage(opened: ReviewStorage, path: Path) -> None:
    with TinyDB(path, storage=ReviewStorage) as database:
        number = database.table("lessons").insert({"text": "calm"})
    assert ReviewStorage(path).read()["lessons"][str(number)] == {"text": "calm"}


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_any_more_is_left_alone_and_the_review_goes_beside_it(
    opened: ReviewStorage, path: Path, make: Callable[[Path], None]
) -> None:
    path.unlink()
    make(path)
    kind = path.lstat().st_mode
    assert opened.seen
    opened.seen = msgspec.structs.replace(opened.seen, size=path.stat().st_size)
    opened.write(OURS)
    assert path.lstat().st_mode == kind
    assert opened.conflict
    assert ReviewStorage(opened.path).read() == OURS


def test_a_file_that_may_not_be_written_is_not_replaced(
    opened: ReviewStorage, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    path.chmod(0o400)
    monkeypatch.setattr(module.os, "access", lambda *_: False)  # root may do everything
    with pytest.raises(PermissionError, match=r"review\.json"):
        opened.write(OURS)
    assert path.read_bytes() == before


def test_a_folder_that_goes_and_comes_back(opened: ReviewStorage, path: Path, tmp_path: Path) -> None:
    away = tmp_path.with_name("away")
    tmp_path.rename(away)
    with pytest.raises(FileNotFoundError):
        opened.write(OURS)
    away.rename(tmp_path)
    opened.write(OURS)
    assert (ReviewStorage(path).read(), opened.conflict) == (OURS, "")


def test_a_disk_that_takes_a_part_at_a_time(opened: ReviewStorage, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(module.os, "write", lambda handle, content: real(handle, content[:7]))
    opened.write(OURS)
    assert ReviewStorage(path).read() == OURS


@pytest.mark.parametrize(("make", "reason"), [(Path.mkdir, "folder"), (os.mkfifo, "pipe")])
def test_what_is_no_file_is_refused_at_once(path: Path, make: Callable[[Path], None], reason: str) -> None:
    make(path)
    with pytest.raises(Refused) as refused:
        ReviewStorage(path).read()
    assert reason in refused.value.reason


def test_a_device_and_a_huge_file_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="device"):
        ReviewStorage("/dev/zero").read()
    path.write_text(THEIRS)
    monkeypatch.setattr(module, "LARGEST", 10)
    with pytest.raises(Refused, match="larger"):
        ReviewStorage(path).read()


def test_two_writers_at_once_lose_nothing(opened: ReviewStorage, path: Path) -> None:
    first, second = ReviewStorage(path), ReviewStorage(path)
    for storage in (first, second):
        storage.read()
    gate = threading.Barrier(2)

    def write(storage: ReviewStorage, title: str) -> None:
        gate.wait()
        storage.write({"header": {"1": {"title": title}}})

    threads = [threading.Thread(target=write, args=pair) for pair in ((first, "a"), (second, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted([bool(first.conflict), bool(second.conflict)]) == [False, True]
    assert ReviewStorage(first.path).read() == {"header": {"1": {"title": "a"}}}
    assert ReviewStorage(second.path).read() == {"header": {"1": {"title": "b"}}}


def test_a_lock_that_is_held_too_long_is_a_failure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pm_tui.store.lock.WAIT_SECONDS", 0.0)
    storage = ReviewStorage(path)
    with locked(path) as real:
        assert real
        with pytest.raises(Locked, match="another program"):
            storage.write(OURS)
    assert names(path) == []
    storage.write(OURS)
    assert names(path) == ["review.json"]


def test_a_file_system_without_locks_still_saves(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(handle: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("pm_tui.store.lock._lock", none)
    path.with_name(".review.json.abc.tmp").touch()
    ReviewStorage(path).write(OURS)
    assert names(path) == [".review.json.abc.tmp", "review.json"]
