from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.model import Header, Review
from pm_tui.store import backups
from pm_tui.store.backups import DAYS, NEWEST, keep, listed, made_of, restore, to_drop
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.jsontext import Refused
from pm_tui.store.keeping import EVERY, KeptFile

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
PATIENCE = 20


def titled(title: str) -> Review:
    return Review(header=Header(title=title))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    path = tmp_path / "Checkout is down.json"
    ReviewFile.create(path, titled("first"))
    return path


class Clock:
    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


# --- which are kept


@pytest.mark.parametrize(
    ("ages", "dropped"),
    [
        ([], []),
        ([MINUTE * n for n in range(NEWEST)], []),
        ([DAY * n for n in range(DAYS)], []),
        ([*(MINUTE * n for n in range(NEWEST + 2)), DAY], [MINUTE * NEWEST, MINUTE * (NEWEST + 1)]),
        ([*(MINUTE * n for n in range(NEWEST)), DAY, DAY + HOUR], [DAY + HOUR]),
        ([*(MINUTE * n for n in range(NEWEST)), DAY * (DAYS - 1), DAY * DAYS], [DAY * DAYS]),
        ([DAY * 100 * n for n in range(NEWEST + 1)], [DAY * 100 * NEWEST]),
    ],
)
def test_the_newest_and_the_last_of_each_day_are_kept(ages: list[dt.timedelta], dropped: list[dt.timedelta]) -> None:
    assert to_drop([NOW - age for age in ages], NOW) == {NOW - age for age in dropped}


@given(st.sets(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 3, 20)), max_size=80))
def test_what_is_kept_is_enough_and_not_too_much(naive: set[dt.datetime]) -> None:
    times = {time.replace(tzinfo=dt.UTC) for time in naive}
    dropped = to_drop(times, NOW)
    kept = times - dropped
    assert set(sorted(times)[-NEWEST:]) <= kept
    assert {time.date() for time in times if NOW.date() - time.date() < DAY * DAYS} <= {time.date() for time in kept}
    assert len(kept) <= NEWEST + DAYS + 6  # days after now
    assert to_drop(kept, NOW) == set()


# --- making them


def test_backups_are_listed_newest_first_and_are_their_owners_alone(review: Path, root: Path) -> None:
    before = os.umask(0)
    try:
        made = [keep(review, b"%d" % n, n, root, NOW + MINUTE * n) for n in (1, 2, 3)]
    finally:
        os.umask(before)
    assert listed(review, root) == tuple(reversed(made))
    newest = listed(review, root)[0]
    assert (newest.time, newest.revision, newest.size, newest.path.read_bytes()) == (NOW + MINUTE * 3, 3, 1, b"3")
    for path in (root, *root.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_the_same_content_is_kept_once_and_the_same_time_twice(review: Path, root: Path) -> None:
    keep(review, b"a", 1, root, NOW)
    assert keep(review, b"a", 2, root, NOW + HOUR) is None
    keep(review, b"b", 1, root, NOW)
    assert [backup.path.read_bytes() for backup in listed(review, root)] == [b"b", b"a"]


def test_a_folder_belongs_to_one_path_and_says_which(review: Path, root: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(review)
    other = tmp_path / "other" / review.name
    folder = made_of(review, root)
    assert folder.place.name.startswith("Checkout-is-down-")
    assert made_of(link, root) == folder
    assert made_of(other, root).place != folder.place
    keep(review, b"a", 1, root, NOW)
    assert (folder.place / backups.PATH_NAME).read_bytes() == os.fsencode(review)
    assert listed(other, root) == ()


def test_a_name_that_is_no_text_has_backups_too(root: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\n.json")
    keep(path, b"a", 1, root, NOW)
    assert len(listed(path, root)) == 1


def test_what_is_no_backup_is_neither_listed_nor_dropped(review: Path, root: Path) -> None:
    keep(review, b"a", 1, root, NOW)
    place = made_of(review, root).place
    names = ("notes.txt", "20269999T000000.000000Z-r1.json", "20260314T120000.000000Z-r1.json~")
    for name in names:
        (place / name).touch()
    for n in range(NEWEST + 5):
        keep(review, b"%d" % n, n, root, NOW + MINUTE * n)
    assert len(listed(review, root)) == NEWEST
    assert all((place / name).exists() for name in names)


# --- restoring


def test_restoring_keeps_what_it_replaces(review: Path, root: Path) -> None:
    first = keep(review, review.read_bytes(), 1, root, NOW)
    assert first
    file = ReviewFile(review, load(review))
    file.save(titled("second"))
    review.chmod(0o640)
    replaced = review.read_bytes()
    assert restore(first, review, root, NOW + HOUR) == review
    assert load(review).review == titled("first")
    assert stat.S_IMODE(review.stat().st_mode) == 0o640
    newest = listed(review, root)[0]
    assert (newest.revision, newest.path.read_bytes()) == (2, replaced)


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00\xff"])
def test_what_is_damaged_is_kept_too(review: Path, root: Path, damage: bytes) -> None:
    first = keep(review, review.read_bytes(), 1, root, NOW)
    assert first
    review.write_bytes(damage)
    restore(first, review, root, NOW + HOUR)
    assert load(review).review == titled("first")
    assert (listed(review, root)[0].revision, listed(review, root)[0].path.read_bytes()) == (0, damage)


def test_a_review_that_has_gone_comes_back(review: Path, root: Path) -> None:
    first = keep(review, review.read_bytes(), 1, root, NOW)
    assert first
    review.unlink()
    assert restore(first, review, root, NOW) == review
    assert load(review).review == titled("first")
    assert stat.S_IMODE(review.stat().st_mode) == 0o600
    assert len(listed(review, root)) == 1


def test_nothing_is_replaced_that_cannot_be_kept(review: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keep(review, b"{}", 1, root, NOW)
    assert first
    before = review.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(backups, "replace", full)
        with pytest.raises(OSError, match="No space"):
            restore(first, review, root, NOW)
    assert review.read_bytes() == before
    review.unlink()
    review.mkdir()
    with pytest.raises(Refused, match="folder"):
        restore(first, review, root, NOW)


# --- while a review is open


def kept_file(review: Path, root: Path, clock: Clock) -> KeptFile:
    loaded = load(review)
    return KeptFile(ReviewFile(review, loaded), root, loaded, clock)


def contents(review: Path, root: Path) -> list[str]:
    return [load(backup.path).review.header.title for backup in listed(review, root)]


def test_what_was_opened_is_kept_then_every_five_minutes_of_change(review: Path, root: Path) -> None:
    clock = Clock()
    file = kept_file(review, root, clock)
    for minutes, title in ((0, "a"), (4, "b"), (5, "c"), (6, "d"), (30, "e"), (31, "f")):
        clock.now = NOW + MINUTE * minutes
        file.save(titled(title))
        file.wait(PATIENCE)
    assert contents(review, root) == ["e", "c", "first"]
    assert file.warning == ""


def test_opening_the_same_again_makes_no_backup(review: Path, root: Path) -> None:
    for _ in range(3):
        kept_file(review, root, Clock()).wait(PATIENCE)
    assert contents(review, root) == ["first"]


def test_a_backup_that_fails_is_said_and_the_save_is_made(review: Path, root: Path) -> None:
    root.write_text("in the way")
    clock = Clock()
    file = kept_file(review, root, clock)
    file.save(titled("a"))
    assert load(review).review == titled("a")
    assert file.warning.startswith("No backup could be made in")
    root.unlink()
    clock.now += EVERY
    file.save(titled("b"))
    file.wait(PATIENCE)
    assert file.warning == ""
    assert contents(review, root) == ["b"]
