from __future__ import annotations

import datetime as dt
import os
import stat
import sys
import tempfile
import threading
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits, logged
from pm_tui.review.logged import Entry
from pm_tui.review.model import Event, Moment, Review
from pm_tui.store import inbox
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.inbox import Inbox, append, beside, read, taken_in
from pm_tui.store.watching import Follower, Watch

NOW = dt.datetime(2026, 3, 4, 14, 20, tzinfo=dt.UTC)


def entry(number: int, text: str = "", minutes: int = 0) -> Entry:
    at = NOW + dt.timedelta(minutes=minutes)
    return Entry(id=number, kind="event", text=text or f"event {number}", at=at, written=NOW)


@pytest.fixture
def review(tmp_path: Path) -> Path:
    path = tmp_path / "one.json"
    ReviewFile.create(path, Review())
    return path


def ids(path: Path, taken: int = 0) -> list[int]:
    return [found.id for found in read(beside(path), taken).entries]


# --- writing


def test_an_entry_comes_back_as_it_was_written(review: Path) -> None:
    written = [
        entry(1),
        Entry(id=2, kind="answer", text="it was \u2028 late", prompt="why:7", asked="Why?", basis="12 min", who="Ada"),
        Entry(id=3, kind="park", prompt="why:7"),
        Entry(
            id=4,
            kind="event",
            text="x",
            at=Moment(NOW, NOW, None, "exact", "14:20", zone="UTC"),
            end=Moment(NOW, NOW),
            milestones=("detected",),
            actors=("Ada",),
            links=("https://x.y",),
            event_kind="deploy",
        ),
    ]
    append(review, written[:1])
    append(review, written[1:])
    found = read(beside(review), 0)
    assert found.notices == ()
    assert found.taken == beside(review).stat().st_size
    assert list(found.entries) == [written[0], msgspec.structs.replace(written[1], text="it was \n late"), *written[2:]]
    assert beside(review).read_bytes().count(b"\n") == 4


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
@pytest.mark.parametrize(("review_mode", "inbox_mode"), [(0o600, 0o600), (0o660, 0o660), (0o400, 0o600)])
def test_an_inbox_is_open_to_whom_the_review_is(review: Path, review_mode: int, inbox_mode: int) -> None:
    before = os.umask(0o022)
    try:
        review.chmod(review_mode)
        append(review, [entry(1)])
    finally:
        os.umask(before)
    assert stat.S_IMODE(beside(review).stat().st_mode) == inbox_mode


def test_what_was_torn_off_does_not_swallow_the_next_entry(review: Path) -> None:
    append(review, [entry(1)])
    with beside(review).open("ab") as file:
        file.write(b'{"id":2,"kind":"ev')
    assert ids(review) == [1]
    append(review, [entry(3)])
    found = read(beside(review), 0)
    assert [row.id for row in found.entries] == [1, 3]
    (notice,) = found.notices
    assert notice.startswith("one.inbox.jsonl: a line is no entry and was left out (at byte ")


def test_two_who_append_at_once_lose_nothing(review: Path) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 40):
            append(review, [entry(number, "x" * 3000)])

    writers = [threading.Thread(target=write, args=(first,)) for first in (1, 101, 201)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = ids(review)
    assert sorted(found) == [*range(1, 41), *range(101, 141), *range(201, 241)]
    assert [[number for number in found if number // 100 == part] for part in range(3)] == [
        list(range(1, 41)),
        list(range(101, 141)),
        list(range(201, 241)),
    ]


def test_a_disk_that_takes_half_a_line_is_an_error(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: whole(handle, content[:10]))
    with pytest.raises(OSError, match="space"):
        append(review, [entry(1)])
    monkeypatch.undo()
    append(review, [entry(2)])
    assert ids(review) == [2]


def test_what_is_too_long_is_refused_and_nothing_is_written(review: Path) -> None:
    with pytest.raises(ValueError, match="KiB"):
        append(review, [entry(1), entry(2, "x" * inbox.LONGEST)])
    assert not beside(review).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes in a folder are POSIX's")
def test_a_pipe_in_its_place_makes_nobody_wait(review: Path) -> None:
    os.mkfifo(beside(review))
    assert read(beside(review), 0).notices == ("one.inbox.jsonl: cannot be read: it is no file.",)
    with pytest.raises(OSError, match="no file"):
        append(review, [entry(1)])


def test_a_link_to_a_review_has_the_inbox_of_the_review(review: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "other.json"
    link.parent.mkdir()
    link.symlink_to(review)
    append(link, [entry(1)])
    assert ids(review) == [1]


# --- reading


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"[]",
        b"{}",
        b'{"id":1}',
        b'{"id":0,"kind":"event","text":"x"}',
        b'{"id":9007199254740992,"kind":"event","text":"x"}',
        b'{"id":1.5,"kind":"event","text":"x"}',
        b'{"id":1,"kind":"song","text":"x"}',
        b'{"id":1,"kind":"event","text":" "}',
        b'{"id":1,"kind":"answer","text":"","prompt":"why:1"}',
        b'{"id":1,"kind":"event","text":"x","at":"2026-03-04T14:20:00"}',
        b'{"id":1,"kind":"event","text":"x","at":"9999-12-31T23:59:59Z"}',
        b'{"id":1,"kind":"event","text":"x","end":{"earliest":"2026-03-04T14:20:00Z","latest":"2026-03-04T14:10:00Z"}}',
        b'{"id":1,"kind":"event","text":"x","milestones":"detected"}',
        b'{"id":1,"kind":"event","text":"\xff"}',
        b"[" * 100_000,
        b"\0" * 200,
    ],
)
def test_a_damaged_line_is_left_out_and_told_in_one_sentence(review: Path, line: bytes) -> None:
    append(review, [entry(7)])
    with beside(review).open("ab") as file:
        file.write(line + b"\n")
    append(review, [entry(8)])
    found = read(beside(review), 0)
    assert [row.id for row in found.entries] == [7, 8]
    (notice,) = found.notices
    assert notice.startswith("one.inbox.jsonl: ")
    assert "\n" not in notice
    assert read(beside(review), found.taken) == inbox.Batch(taken=found.taken)


def test_texts_are_cleaned_wherever_they_stand(review: Path) -> None:
    line = {
        "id": 1,
        "kind": "event",
        "text": "a\x1b[2J",
        "at": {"text": "\x9b", "zone": "\u202e"},
        "actors": ["\x07"],
        "who": "\x1b",
    }
    beside(review).write_bytes(msgspec.json.encode(line) + b"\n")
    (found,) = read(beside(review), 0).entries
    assert (found.text, found.moment.text, found.actors, found.who) == ("a␛[2J", "\ufffd", ("␇",), "␛")


def test_half_a_pair_and_a_byte_order_mark_do_not_lose_a_line(review: Path) -> None:
    line = b'{"id":1,"kind":"event","text":"half \\ud83d"}\n'
    beside(review).write_bytes(b"\xef\xbb\xbf" + line)
    found = read(beside(review), 0)
    assert ([row.text for row in found.entries], found.notices) == (["half \ufffd"], ())


def test_a_last_line_without_its_end_is_left_for_later(review: Path) -> None:
    append(review, [entry(1), entry(2)])
    whole = beside(review).read_bytes()
    for length in range(len(whole)):
        beside(review).write_bytes(whole[:length])
        first = read(beside(review), 0)
        beside(review).write_bytes(whole)
        second = read(beside(review), first.taken)
        assert [row.id for row in (*first.entries, *second.entries)] == [1, 2]
        assert first.notices == second.notices == ()


def test_another_file_than_was_read_is_read_from_its_beginning(review: Path) -> None:
    append(review, [entry(1), entry(2)])
    taken = beside(review).stat().st_size
    beside(review).unlink()
    assert read(beside(review), taken) == inbox.Batch(taken=taken)
    append(review, [entry(3)])
    assert ids(review, taken) == [3]
    append(review, [entry(4, "much longer than what was there before, so that no line ends at that byte" * 3)])
    assert ids(review, taken) == [3, 4]


# --- exactly once


class Killed:
    """A program that opens a review, takes in, saves, and may be killed at any time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.open()

    def open(self) -> None:
        loaded = load(self.path)
        self.file = ReviewFile(self.path, loaded)
        self.review, batch = taken_in(self.path, loaded.review)
        self.inbox = Inbox(self.path, batch.taken)

    def take(self) -> None:
        if batch := self.inbox.news():
            self.review = logged.take(self.review, logged.fresh(self.review, batch.entries), batch.taken)

    def save(self) -> None:
        self.file.save(self.review)

    def delete(self) -> int:
        """Delete the last row, as somebody at the keyboard may."""
        record = self.review.events[-1].id if self.review.events else 0
        self.review = edits.delete(self.review, "events", record) if record else self.review
        return record


steps = st.lists(st.sampled_from(["append", "append two", "tear", "take", "save", "kill", "delete"]), max_size=25)


@given(steps, st.lists(st.integers(0, 3), min_size=60, max_size=60))
def test_each_entry_comes_in_once_and_in_its_order_whatever_is_killed_when(
    steps: list[str], minutes: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.json"
        ReviewFile.create(path, Review(events=(Event(id=2**52, rank="V", text="without a time"),)))
        program = Killed(path)
        appended: list[Entry] = []
        deleted: set[int] = set()
        saved_deleted: set[int] = set()
        for step in steps:
            if step.startswith("append"):
                new = [entry(len(appended) + n, minutes=minutes[len(appended) + n]) for n in (1, 2)]
                append(path, new[: 2 if step.endswith("two") else 1])
                appended += new[: 2 if step.endswith("two") else 1]
            elif step == "tear":
                with beside(path).open("ab") as file:
                    file.write(b'{"id":')
            elif step == "take":
                program.take()
            elif step == "save":
                program.save()
                saved_deleted = set(deleted)
            elif step == "kill":
                deleted = set(saved_deleted)
                program.open()
            else:
                deleted.add(program.delete())
        program.take()
        shown = [event.id for event in program.review.events if event.id < 2**52]
        ordered = sorted(appended, key=lambda row: (row.moment.earliest, row.id))
        assert shown == [row.id for row in ordered if row.id not in deleted]


# --- watching


def test_an_inbox_is_read_only_when_it_has_changed(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = Inbox(review, 0)
    assert box.news() is None
    append(review, [entry(1)])
    first = box.news()
    assert first
    assert [row.id for row in first.entries] == [1]
    monkeypatch.setattr(inbox, "read", lambda *_: pytest.fail("nothing has changed"))
    assert box.news() is None


def test_a_follower_tells_of_each_save_and_each_entry_and_keeps_going_after_trouble(review: Path) -> None:
    follower = Follower(review)
    first = follower.news()
    assert first
    assert first.review == Review()
    assert follower.news() is None
    append(review, [entry(1)])
    second = follower.news()
    assert second
    assert second.review
    assert [event.id for event in second.review.events] == [1]
    whole = review.read_bytes()
    review.write_bytes(b"{")
    broken = follower.news()
    assert broken
    assert broken.review is None
    assert "one.json cannot be opened" in broken.problem
    assert follower.news() is None
    review.write_bytes(whole)
    assert (again := follower.news())
    assert again.review == second.review


def test_a_watch_tells_what_it_finds_until_it_is_stopped() -> None:
    found = iter([None, 1, None, 2, 3])
    heard: list[int] = []
    watch = Watch(lambda: next(found), heard.append)
    for _ in range(4):
        watch.now()
    watch.stop()
    watch.now()
    assert heard == [1, 2]


def test_a_watch_looks_by_itself_and_a_look_that_fails_does_not_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pm_tui.store.watching.EVERY", 0.001)
    looks = iter([OSError(), ValueError()])
    heard = threading.Event()

    def look() -> int:
        if trouble := next(looks, None):
            raise trouble
        return 1

    watch = Watch(look, lambda _: heard.set())
    watch.start()
    assert heard.wait(20)
    watch.stop()
