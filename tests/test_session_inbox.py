"""What other programs log comes into an open review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pm_tui.review import edits
from pm_tui.review.logged import Entry
from pm_tui.review.model import Header, Review
from pm_tui.session import Session
from pm_tui.store import session_lock
from pm_tui.store.files import load
from pm_tui.store.inbox import append, beside
from tests.test_session import titled, type_in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review.json"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    session = Session.create(path, Review(header=Header(title="0")))
    yield session
    session.close()


def log(path: Path, *numbers: int) -> None:
    append(path, [Entry(id=number, kind="event", text=f"event {number}") for number in numbers])


def ids(session: Session) -> list[int]:
    return [event.id for event in session.review.events]


def test_opening_shows_what_was_logged_and_writes_nothing_before_the_first_edit(path: Path) -> None:
    Session.create(path, Review()).close()
    log(path, 7)
    before = path.read_bytes()
    session = Session.open(path)
    assert (ids(session), session.state.kind) == ([7], "saved")
    log(path, 8)
    assert [entry.id for entry in session.take_in(session.news())] == [8]
    assert (ids(session), session.state.kind) == ([7, 8], "saved")
    session.close()
    assert path.read_bytes() == before
    session = Session.open(path)
    session.apply(titled(session, "1"), "title")
    session.close()
    saved = load(path).review
    assert [event.id for event in saved.events] == [7, 8]
    assert saved.inbox.taken == beside(path).stat().st_size
    assert ids(Session.open(path)) == [7, 8]


def test_what_is_logged_after_an_edit_is_saved_and_undo_leaves_it(session: Session, path: Path) -> None:
    type_in(session, "1")
    log(path, 7)
    session.take_in(session.news())
    type_in(session, "2")
    log(path, 8)
    session.take_in(session.news())
    assert session.news() is None
    for _ in range(2):
        session.undo()
    assert (session.review.header.title, ids(session)) == ("0", [7, 8])
    assert session.review.inbox.taken == beside(path).stat().st_size
    session.redo()
    assert (session.review.header.title, ids(session)) == ("1", [7, 8])
    session.close()
    assert [event.id for event in load(path).review.events] == [7, 8]


def test_an_event_that_came_from_the_log_and_was_deleted_stays_away(session: Session, path: Path) -> None:
    log(path, 7)
    session.take_in(session.news())
    session.apply(edits.delete(session.review, "events", 7), "delete")
    session.close()
    assert ids(Session.open(path)) == []


def test_who_only_reads_takes_nothing_in_but_shows_what_is_there_on_opening(path: Path) -> None:
    Session.create(path, Review()).close()
    log(path, 7)
    reader = Session.open(path, read_only=True)
    log(path, 8)
    assert reader.take_in(reader.news()) == ()
    assert ids(reader) == [7]


def test_two_who_only_look_on_never_get_in_the_way_of_each_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(session_lock.IGNORE, "1")
    Session.create(path, Review()).close()
    idle, writer = Session.open(path), Session.open(path)
    log(path, 7)
    for session in (idle, writer):
        session.take_in(session.news())
    writer.apply(titled(writer, "1"), "title")
    assert writer.close().conflict == idle.close().conflict == ""
    assert [file.name for file in path.parent.glob("*.json")] == [path.name]
