from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pm_tui.review import edits
from pm_tui.review.model import Action, Event, Header, Lesson, Moment, Review, Why
from pm_tui.review.records import UNREADABLE, to_tables
from pm_tui.store.damaged_text import sides
from pm_tui.store.files import ReviewFile, Unreadable, load
from pm_tui.store.jsontext import serialise
from pm_tui.store.salvage import Salvaged, recovered_path, salvage, write
from tests.strategies import reviews

REVIEW = Review(
    header=Header(title="Checkout in Zürich", severity="SEV1"),
    events=(
        Event(id=1001, rank="V", at=Moment(text="14:20"), text="pager fires"),
        Event(id=1002, rank="k", text='they said "{"', milestones=("detected",)),
    ),
    whys=(Why(id=2001, rank="V", text="no alarm"),),
    actions=(Action(id=3001, rank="V", title="add one", owner="Ada"),),
    lessons=(Lesson(id=4001, rank="V", kind="poorly", text="the dashboard"),),
)
STAMP = {"pm_tui": {"1": {"schema": 1, "revision": 3}}}
CONTENT = serialise(to_tables(REVIEW) | STAMP)
COMPACT = json.dumps(to_tables(REVIEW) | STAMP).encode()
ALL = 6

TEXTS = ("Checkout in Zürich", "pager fires", 'they said "{"', "no alarm", "add one", "the dashboard")


def texts(review: Review) -> str:
    return json.dumps(to_tables(msgspec.structs.replace(review, set_aside=())), ensure_ascii=False)


def replaced(old: bytes, new: bytes) -> bytes:
    assert CONTENT.count(old) == 1
    return CONTENT.replace(old, new)


@pytest.mark.parametrize("whole", [CONTENT, COMPACT])
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content + b"\n}}} junk {{ \x00\xff",
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.decode().encode("utf-16"),
        lambda content: content.decode().encode("utf-16-le"),
        lambda content: content.decode().encode("utf-32"),
        gzip.compress,
        lambda content: gzip.compress(gzip.compress(content)),
        lambda content: content.decode().encode("cp1252"),
        lambda content: b"[" + content + b"]",
        lambda content: b'{"review": ' + content,
        lambda content: content.replace(b"{", b"{\x00\x00", 1),
        lambda content: content.rstrip()[:-1],
        lambda content: content + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.replace(b'"pager fires"', b'"pager fires", "x": NaN, "y": -Infinity, "z": 1e999'),
        lambda content: content.replace(b'"pager fires"', b'"pager fires", "x": ' + b"9" * 5000),
        lambda content: content.replace(b'"pager fires"', b'"pager fires", "x": ' + b"[" * 10000 + b"]" * 10000),
        lambda content: content.replace(b'"add one"', b'"add one" "done": 5'),
    ],
)
def test_every_record_is_there_whatever_happened_around_it(damage: Callable[[bytes], bytes], whole: bytes) -> None:
    saved = salvage(damage(whole))
    assert [text for text in TEXTS if json.dumps(text, ensure_ascii=False) not in texts(saved.review)] == []


@pytest.mark.parametrize("end", range(0, len(CONTENT), 23))
def test_of_what_was_cut_off_everything_before_is_there(end: int) -> None:
    saved = salvage(CONTENT[:end])
    whole = [table for table in ("actions", "events", "header", "lessons", "whys") if _end_of(table) <= end]
    for table in whole:
        assert getattr(saved.review, table) == getattr(REVIEW, table)
    assert saved.count >= len(whole)


def _end_of(table: str) -> int:
    start = CONTENT.index(f'  "{table}": {{'.encode())
    return CONTENT.index(b"\n  }", start) + 4


def test_a_text_that_is_cut_off_is_kept_and_that_is_said() -> None:
    end = CONTENT.index(b"pager fires") + len("pager fi")
    saved = salvage(CONTENT[:end])
    assert saved.review.events == (Event(id=1001, rank="V", at=Moment(text="14:20"), text="pager fi"),)
    (lost,) = saved.lost
    assert CONTENT[:end].decode().splitlines()[lost.line - 1][lost.column - 1 :] == '"pager fi'
    assert "cut off; its beginning is kept" in str(lost)


def test_of_a_damaged_record_the_other_fields_are_kept_and_the_rest_is_set_aside() -> None:
    saved = salvage(replaced(b'"text": "14:20"', b'"text": "14:20'))
    event = next(row for row in saved.review.events if row.id == 1001)
    assert event.text == "pager fires"
    assert saved.lost
    kept = [item for item in saved.review.set_aside if item.table == UNREADABLE]
    assert [item.raw["line"] for item in kept] == [lost.line for lost in saved.lost]
    assert any("14:20" in item.raw["text"] for item in kept)


def test_of_a_merge_both_sides_are_read() -> None:
    saved = salvage(
        replaced(
            b'      "text": "pager fires"\n',
            b'<<<<<<< HEAD\n      "text": "pager fires at last"\n=======\n      "text": "the phone rings"\n>>>>>>> x\n',
        )
    )
    assert "pager fires at last — or: the phone rings" in texts(saved.review)
    assert (saved.count, saved.lost) == (ALL, ())
    assert any("Both sides of a merge" in note for note in saved.notes)


@pytest.mark.parametrize(
    ("marked", "ours", "theirs"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd", "abd", "acd"),
        ("a\n<<<<<<< HEAD\nb\n||||||| base\nz\n=======\nc\n>>>>>>> x\nd", "abd", "acd"),
        ("a\r\n<<<<<<< HEAD\r\nb\r\n=======\r\n>>>>>>> x\r\nd", "abd", "ad"),
        ("<<<<<<< HEAD\nb", "b", ""),
        ("a\n=======\nb", "a=======b", ""),
    ],
)
def test_the_sides_of_a_merge_stay_where_they_were(marked: str, ours: str, theirs: str) -> None:
    found = sides(marked)
    assert ["".join(side.split()) for side in found] == [ours, theirs][: len(found)]
    assert all(len(side) == len(marked) for side in found)
    assert len(found) == (1 if "<" not in marked else 2)


def test_a_record_that_stands_there_twice_is_there_twice() -> None:
    saved = salvage(
        b'{"events": {"7": {"text": "a"}, "7": {"text": "b"}}, "header": {"1": {"title": "x", "title": "y"}}}'
    )
    assert [(row.id, row.text) for row in saved.review.events] == [(7, "a"), (8, "b")]
    assert saved.review.header == Header(title="x", extra={"title (2)": "y"})


def test_a_record_without_its_table_goes_to_the_only_one_that_it_fits() -> None:
    head = CONTENT.index(b'"3001"')
    saved = salvage(CONTENT[head:])
    assert saved.review.actions == REVIEW.actions
    saved = salvage(b'"5": {"text": "anywhere"}}}')
    assert (saved.count, saved.review.set_aside[0].raw) == (0, {"5": {"text": "anywhere"}})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 5000,
        b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>",
        b"[1, 2, 3]",
        b"null",
        b'"\\ud800"',
        b"\x1f\x8b\x08nonsense",
        b"{" * 10000,
        b'{"a":' * 5000,
        b'{"1":' * 5000,
        bytes(range(256)) * 4,
    ],
)
def test_where_nothing_is_nothing_is_found(content: bytes) -> None:
    assert salvage(content).count == 0


@given(reviews())
@settings(max_examples=25)
def test_a_file_that_is_whole_is_read_as_it_is(review: Review) -> None:
    saved = salvage(serialise(to_tables(review) | STAMP))
    assert saved.review == review


@given(st.binary(max_size=200), st.integers(0, len(CONTENT)), st.integers(0, 40))
@settings(max_examples=60)
def test_whatever_is_written_over_it_does_no_harm_elsewhere(junk: bytes, start: int, length: int) -> None:
    saved = salvage(CONTENT[:start] + junk + CONTENT[start + length :])
    assert serialise(to_tables(saved.review))
    for lost in saved.lost:
        assert str(lost)


# --- writing


def test_what_was_salvaged_goes_to_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    path.write_bytes(CONTENT[:700])
    saved = salvage(path.read_bytes())
    for name in ("review.recovered.json", "review.recovered-2.json"):
        assert write(path, saved.review) == tmp_path / name
        assert load(tmp_path / name).review.events == saved.review.events
    assert path.read_bytes() == CONTENT[:700]
    assert recovered_path(path).name == "review.recovered-3.json"
    aside = [item.table for item in load(tmp_path / "review.recovered.json").review.set_aside]
    assert aside == ([UNREADABLE] if saved.lost else [])


def test_in_place_the_damaged_file_stays_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "review.json"
    path.write_bytes(b"junk")
    assert write(path, REVIEW, in_place=True) == path
    assert load(path).review == REVIEW
    assert (tmp_path / "review.json.damaged").read_bytes() == b"junk"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path.write_bytes(b"again")
    monkeypatch.setattr(ReviewFile, "create", full)
    with pytest.raises(OSError, match="No space"):
        write(path, REVIEW, in_place=True)
    assert path.read_bytes() == b"again"


def test_unknown_fields_and_tables_survive_saving(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    tables = to_tables(REVIEW) | STAMP | {"later": {"1": {"x": [1, None]}}}
    tables["events"]["1001"] |= {"colour": "red", "at": {"text": "14:20", "source": {"who": "Ada"}}}
    tables["header"]["1"]["reviewers"] = [1, 2]
    path.write_bytes(serialise(tables))
    loaded = load(path)
    ReviewFile(path, loaded).save(edits.change(loaded.review, "events", 1001, text="changed"))
    after = json.loads(path.read_bytes())
    tables["events"]["1001"]["text"] = "changed"
    del tables["pm_tui"], after["pm_tui"]
    assert after == tables


def test_bad_values_are_set_aside_with_their_reason_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    tables = STAMP | {"events": {"7": {"text": 5, "rank": "V"}, "x": {"text": "odd id"}, "8": "no record"}, "whys": [1]}
    path.write_bytes(serialise(tables))
    loaded = load(path)
    assert {(item.table, item.key) for item in loaded.review.set_aside} == {
        ("events", "x"),
        ("events", "8"),
        ("whys", ""),
    }
    assert all(item.reason for item in loaded.review.set_aside)
    ReviewFile(path, loaded).save(loaded.review)
    after = json.loads(path.read_bytes())
    del tables["pm_tui"], after["pm_tui"]
    assert after == tables


def test_what_is_whole_but_cannot_be_opened_can_be_salvaged(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    path.write_bytes(serialise(dict(to_tables(REVIEW))))  # the stamp is gone
    with pytest.raises(Unreadable):
        load(path)
    saved: Salvaged = salvage(path.read_bytes())
    assert (saved.review, saved.count, saved.lost) == (REVIEW, ALL, ())
