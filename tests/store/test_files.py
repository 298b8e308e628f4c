from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from pm_tui.review.model import Event, Header, Review
from pm_tui.store.files import SCHEMA, ReviewFile, Unreadable, load
from tests.strategies import reviews

STAMP = {"1": {"schema": 1, "revision": 7}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review.json"


def put(path: Path, tables: dict[str, Any], stamp: Any = STAMP) -> Path:
    path.write_text(json.dumps(tables | {"pm_tui": stamp}))
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reviews())
def test_a_review_comes_back_from_its_file(path: Path, review: Review) -> None:
    path.unlink(missing_ok=True)
    ReviewFile.create(path, review)
    loaded = load(path)
    assert loaded.review == review
    assert (loaded.revision, loaded.notices, loaded.read_only) == (1, (), False)


def test_the_revision_grows_by_one_with_each_save(path: Path) -> None:
    file = ReviewFile(put(path, {}), load(path))
    assert file.revision == 7
    for number in (8, 9):
        file.save(Review(header=Header(title=str(number))))
        assert file.revision == load(path).revision == number


def test_a_save_that_fails_does_not_count(path: Path) -> None:
    file = ReviewFile(put(path, {}), load(path))
    path.unlink()
    path.parent.rmdir()
    with pytest.raises(FileNotFoundError):
        file.save(Review())
    path.parent.mkdir()
    file.save(Review())
    assert load(path).revision == 8


def test_what_a_later_version_keeps_in_the_stamp_is_kept(path: Path) -> None:
    stamp = {"1": {"schema": 1, "revision": 7, "by": "x"}, "2": {"more": True}}
    file = ReviewFile(put(path, {"later": [1]}, stamp), load(path))
    begun = hashlib.sha256(path.read_bytes()).hexdigest()
    file.save(load(path).review)
    stamp["1"] |= {"revision": 8, "begun": begun}  # type: ignore[operator]
    assert json.loads(path.read_text()) == {"later": [1], "pm_tui": stamp}


def test_a_file_of_a_later_schema_is_for_reading_only(path: Path) -> None:
    loaded = load(put(path, {"events": {"7": {"rank": "V", "text": "x"}}}, {"1": {"schema": SCHEMA + 1}}))
    assert loaded.read_only
    assert "later version" in loaded.notices[0]
    assert loaded.review.events == (Event(id=7, rank="V", text="x"),)


@pytest.mark.parametrize("locked", ["review.json", ""])
def test_a_file_that_we_may_not_replace_is_for_reading_only(
    path: Path, locked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(path, {})
    monkeypatch.setattr("os.access", lambda asked, mode: asked != path.parent / locked)
    loaded = load(path)
    assert loaded.read_only
    assert loaded.notices == ("You may not change this file or its folder. It is open for reading only.",)


def test_a_notice_says_where_in_the_file(path: Path) -> None:
    path.write_text('{"pm_tui": {"1": {"schema": 1}},\n "actions": {"7": {"rank": "V",\n   "due": "soon"}}}')
    (notice,) = load(path).notices
    assert notice.startswith("actions 7 due: ")
    assert notice.endswith("(line 3, column 11)")


def test_a_thousand_notices_do_not_take_for_ever(path: Path) -> None:
    tables = {"actions": {str(number): {"rank": f"a{number:04}1", "due": "soon"} for number in range(1, 1001)}}
    assert len(load(put(path, tables)).notices) == 1000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["it is empty", "Restore"]),
        (b'{"a": ', ["no JSON", "line 1, column 7", "Restore"]),
        (b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n", ["merge", "line 1", "--ours", "--theirs"]),
        (b"[]", ["no tables"]),
        (b'{"name": "x", "version": 3}', ["no review"]),
        (b'{"pm_tui": 5}', ["no review"]),
        (b'{"pm_tui": {"1": {"schema": "1"}}}', ["no review"]),
        (b'{"pm_tui": {"1": {"schema": true}}}', ["no review"]),
        (b'{"pm_tui": {"1": {"schema": 0}}}', ["no review"]),
        (b"\xff{}", ["UTF-8", "line 1, column 1"]),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_and_left_alone(path: Path, content: bytes, words: list[str]) -> None:
    path.write_bytes(content)
    with pytest.raises(Unreadable) as error:
        load(path)
    said = str(error.value)
    assert said.startswith(f"{path} cannot be opened: ")
    assert said.endswith("the file is unchanged.")
    assert [word for word in words if word not in said] == []
    assert path.read_bytes() == content


def test_what_is_not_there_or_no_file(path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        load(path)
    with pytest.raises(Unreadable, match="folder"):
        load(path.parent)
    with pytest.raises(Unreadable, match="cannot be opened"):
        load("a\0b")
    path.symlink_to(path)
    with pytest.raises(Unreadable, match="cannot be opened"):
        load(path)


def test_the_sentence_is_safe_to_print(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as error:
        load(tmp_path / "a\x1b[31m\nb.json")
    assert str(error.value).isprintable()


def test_a_review_is_made_only_where_nothing_is(path: Path) -> None:
    put(path, {})
    with pytest.raises(FileExistsError):
        ReviewFile.create(path, Review())
    assert load(path).revision == 7


def test_loading_changes_nothing(path: Path) -> None:
    path.write_text('{"pm_tui": {"1": {"schema": 1}}, "header": {"1": {"title": "\\u001b[31m"}}}')
    before, status = path.read_bytes(), path.stat()
    loaded = load(path)
    assert loaded.review.header.title == "␛[31m"
    assert loaded.notices[0].startswith("1 character")
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == status.st_mtime_ns
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("depth", [50, 400, 900, 5000])
def test_nested_text_is_refused_or_can_be_saved(path: Path, depth: int) -> None:
    path.write_text('{"pm_tui": {"1": {"schema": 1}}, "later": ' + "[" * depth + "]" * depth + "}")
    try:
        loaded = load(path)
    except Unreadable as error:
        assert "deep" in error.reason  # noqa: PT017
        return
    ReviewFile(path, loaded).save(loaded.review)
    assert json.loads(path.read_text())["later"] == loaded.review.set_aside[0].raw


def test_a_hard_link_is_warned_of_and_what_is_saved_leaves_it_behind(path: Path) -> None:
    file = ReviewFile.create(path, Review())
    assert load(path).notices == ()
    other = path.with_name("other.json")
    other.hardlink_to(path)
    before = other.read_bytes()
    assert "hard link" in load(path).notices[0]
    file.save(Review(header=Header(title="new")))
    assert other.read_bytes() == before
    assert load(path).notices == ()
