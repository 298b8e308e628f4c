from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm_tui.review import edits
from pm_tui.review.history import MOST_STEPS, TYPING_PAUSE
from pm_tui.review.model import Event, Header, Review, SetAside, Why
from pm_tui.session import ReadOnly, Session
from pm_tui.store.backups import listed
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.session_lock import Held, SessionLock


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review.json"


@pytest.fixture
def session(path: Path, clock: Clock) -> Iterator[Session]:
    session = Session.create(path, Review(header=Header(title="0")), clock=clock)
    yield session
    session.close()


def titled(session: Session, title: str) -> Review:
    return msgspec.structs.replace(session.review, header=Header(title=title))


def type_in(session: Session, *titles: str, typing: str = "") -> None:
    for title in titles:
        session.apply(titled(session, title), f"title {title}", place=f"place {title}", typing=typing)


def test_every_step_is_undone_and_done_again(session: Session) -> None:
    type_in(session, "1", "2")
    undone = [session.undo(), session.undo(), session.undo()]
    assert [step and (step.label, step.place, step.review.header.title) for step in undone] == [
        ("title 2", "place 2", "1"),
        ("title 1", "place 1", "0"),
        None,
    ]
    redone = [session.redo(), session.redo(), session.redo()]
    assert [step and (step.label, step.place, step.review.header.title) for step in redone] == [
        ("title 1", "place 1", "1"),
        ("title 2", "place 2", "2"),
        None,
    ]
    assert session.review.header.title == "2"


def test_undo_brings_back_the_very_value(session: Session) -> None:
    before = session.review
    type_in(session, "1")
    after = session.review
    session.undo()
    assert session.review is before
    session.redo()
    assert session.review is after


def test_a_new_edit_forgets_what_was_undone(session: Session) -> None:
    type_in(session, "1", "2")
    session.undo()
    type_in(session, "3")
    assert session.redo() is None
    session.undo()
    assert session.review.header.title == "1"


def test_the_same_value_is_no_step(session: Session) -> None:
    session.apply(session.review, "nothing")
    assert session.undo() is None
    assert session.state.kind == "saved"


def titles_on_the_way_back(session: Session) -> list[str]:
    titles = []
    while step := session.undo():
        titles.append(step.review.header.title)
    return titles


def test_typing_in_one_place_is_one_step(session: Session) -> None:
    type_in(session, "a", "ab", "abc", typing="title")
    assert titles_on_the_way_back(session) == ["0"]


@pytest.mark.parametrize("between", ["break", "pause", "edit", "undo", "other place"])
def test_what_ends_a_step_of_typing(session: Session, clock: Clock, between: str) -> None:
    type_in(session, "a", "ab", typing="title")
    if between == "break":
        session.break_typing()
    elif between == "pause":
        clock.now += TYPING_PAUSE + 0.1
    elif between == "edit":
        type_in(session, "edit")
    elif between == "undo":
        session.undo()
        session.redo()
    else:
        type_in(session, "other", typing="summary")
    type_in(session, "abc", "abcd", typing="title")
    middle = {"edit": ["edit", "ab"], "other place": ["other", "ab"]}.get(between, ["ab"])
    assert titles_on_the_way_back(session) == [*middle, "0"]


def test_a_pause_is_counted_from_the_last_key(session: Session, clock: Clock) -> None:
    for number in range(10):
        clock.now += TYPING_PAUSE
        type_in(session, "a" * (number + 1), typing="title")
    assert titles_on_the_way_back(session) == ["0"]


def test_the_history_is_bounded(session: Session) -> None:
    type_in(session, *map(str, range(1, MOST_STEPS + 11)))
    assert len(titles_on_the_way_back(session)) == MOST_STEPS
    assert session.review.header.title == "10"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.sampled_from(["edit", "type", "undo", "redo", "break"]), max_size=30))
def test_undo_and_redo_follow_a_list_of_values(session: Session, steps: list[str]) -> None:
    """The model: all values of the present line of history, and where we are in it."""
    while session.undo():
        pass
    type_in(session, "start")
    line, here, typing = [session.review], 0, False
    for number, step in enumerate(steps):
        if step in {"edit", "type"}:
            type_in(session, str(number), typing="title" if step == "type" else "")
            keep = here if step == "type" and typing else here + 1
            line[keep:] = [session.review]
            here, typing = keep, step == "type"
        elif step == "break":
            session.break_typing()
            typing = False
        elif step == "undo" and here:
            session.undo()
            here, typing = here - 1, False
        elif step == "redo":
            moved = session.redo()
            assert bool(moved) == (here + 1 < len(line))
            here, typing = (here + 1, False) if moved else (here, typing)
        assert session.review is line[here]


def test_what_was_edited_is_in_the_file_after_a_flush(session: Session, path: Path) -> None:
    type_in(session, "1")
    assert session.state.kind == "unsaved"
    state = session.flush()
    assert (state.kind, state.revision) == ("saved", 2)
    assert load(path).review == session.review
    session.undo()
    assert session.close().revision == 3
    assert load(path).review.header.title == "0"


def test_opening_writes_nothing_until_the_first_edit(path: Path) -> None:
    path.write_text('{"pm_tui": {"1": {"schema": 1, "revision": 4}}, "header": {"1": {"title": "\\u001bx"}}}')
    before = path.read_bytes()
    session = Session.open(path)
    assert session.review.header.title == "␛x"
    assert len(session.notices) == 1
    assert (session.state.kind, session.close().revision) == ("saved", 4)
    assert path.read_bytes() == before
    session = Session.open(path)
    session.apply(msgspec.structs.replace(session.review, events=(Event(id=1, rank="V"),)), "add")
    session.close()
    assert json.loads(path.read_bytes())["header"] == {"1": {"title": "␛x"}}


@pytest.mark.parametrize(("schema", "asked"), [(1, True), (2, False)])
def test_a_session_for_reading_refuses_edits(path: Path, schema: int, asked: bool) -> None:
    path.write_text(json.dumps({"pm_tui": {"1": {"schema": schema, "revision": 4}}}))
    before = path.read_bytes()
    session = Session.open(path, read_only=asked)
    assert session.read_only
    with pytest.raises(ReadOnly):
        session.apply(Review(header=Header(title="x")), "title")
    assert session.review == Review()
    assert session.undo() is None
    assert session.close().kind == "saved"
    assert path.read_bytes() == before


def test_the_session_goes_on_with_the_conflict_copy(session: Session, path: Path) -> None:
    theirs = '{"pm_tui": {"1": {"schema": 1}}}'
    path.write_text(theirs)
    type_in(session, "1")
    state = session.flush()
    assert session.path == path.with_name(state.conflict)
    type_in(session, "2")
    assert session.close().conflict == state.conflict
    assert path.read_text() == theirs
    assert load(session.path).review.header.title == "2"
    assert len(list(path.parent.iterdir())) == 2


def test_who_hears_of_saving_may_change(session: Session) -> None:
    heard: list[str] = []
    session.on_state = lambda state: heard.append(state.kind)
    type_in(session, "1")
    session.close()
    assert heard == ["unsaved", "saving", "saved"]


def test_a_new_id_is_free(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([6, 7, 8])  # the ids 7, 8 and 9
    monkeypatch.setattr(secrets, "randbelow", lambda below: next(draws))
    kept = SetAside("actions", "8", "raw", "no record")
    session.apply(Review(events=(Event(id=7, rank="V"),), set_aside=(kept,)), "test")
    assert session.new_id() == 9


def test_two_new_ids_differ_before_either_is_used(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([4, 4, 5])
    monkeypatch.setattr(secrets, "randbelow", lambda below: next(draws))
    assert [session.new_id(), session.new_id()] == [5, 6]


def test_ids_are_wide_and_never_zero(session: Session) -> None:
    made = [session.new_id() for _ in range(200)]
    assert len(set(made)) == 200
    assert all(0 < number < 2**53 for number in made)
    assert max(made) > 2**50


def test_dates_are_kept_across_sessions(session: Session, path: Path) -> None:
    session.apply(Review(header=Header(date=dt.date(2026, 3, 4))), "date")
    session.close()
    assert Session.open(path).review.header.date == dt.date(2026, 3, 4)


def test_a_retracted_step_is_known_to_neither_undo_nor_redo(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "r.json", Review())
    first = edits.add(Review(), "whys", Why(id=1, text="kept"))
    session.apply(first, "add", place="whys:1:text")
    session.apply(edits.add(first, "whys", Why(id=2)), "add", place="whys:2:text")
    session.retract("whys:2:text")
    assert session.review is first
    assert session.redo() is None
    step = session.undo()
    assert step
    assert step.place == "whys:1:text"
    session.close()


def with_event(number: int):
    return lambda review: edits.add(review, "events", Event(id=number, text=f"event {number}"))


def test_undo_and_redo_do_not_take_back_a_stamp(session: Session) -> None:
    type_in(session, "1")
    session.stamp(with_event(7))
    type_in(session, "2")
    session.stamp(with_event(8))
    seen = []
    for go in (session.undo, session.undo, session.undo, session.redo, session.redo):
        go()
        seen.append((session.review.header.title, [event.id for event in session.review.events]))
    assert seen == [("1", [7, 8]), ("0", [7, 8]), ("0", [7, 8]), ("1", [7, 8]), ("2", [7, 8])]


def test_a_stamp_that_changes_nothing_is_none_and_a_reader_takes_none(session: Session, path: Path) -> None:
    session.stamp(lambda review: review)
    assert session.state.kind == "saved"
    reader = Session.open(path, read_only=True)
    with pytest.raises(ReadOnly):
        reader.stamp(with_event(7))


# --- two at once


def test_a_review_is_opened_to_write_by_one_at_a_time(session: Session, path: Path) -> None:
    with pytest.raises(Held):
        Session.open(path)
    assert Session.open(path, read_only=True).review == session.review
    type_in(session, "1")
    session.close()
    after = Session.open(path)
    assert after.review.header.title == "1"
    after.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_its_last_holder_saved_is_what_is_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Session.create(path, Review()).close()
    take = SessionLock.take

    def late(locked: Path, *, anyway: bool = False) -> SessionLock | None:
        ReviewFile(path, load(path)).save(Review(header=Header(title="one more")))
        return take(locked, anyway=anyway)

    monkeypatch.setattr(SessionLock, "take", late)
    session = Session.open(path)
    assert session.review.header.title == "one more"
    type_in(session, "mine")
    assert session.close().conflict == ""


def test_without_a_side_file_a_review_can_be_written_and_that_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session.create(path, Review()).close()

    def refused(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SessionLock, "take", refused)
    session = Session.open(path)
    assert (session.read_only, session.notices) == (
        False,
        ("Others cannot see that you have this review open (No space left on device).",),
    )
    session.close()


# --- backups, and other places


def test_a_session_that_may_write_keeps_what_it_opened(path: Path, tmp_path: Path) -> None:
    root = tmp_path / "state"
    Session.create(path, Review(header=Header(title="first")), backups=root).close()
    Session.open(path, backups=root, read_only=True).close()
    assert listed(path, root) == ()
    session = Session.open(path, backups=root)
    session.apply(titled(session, "second"), "title")
    session.close()
    assert [load(backup.path).review.header.title for backup in listed(path, root)] == ["first"]


def test_a_session_goes_on_in_another_file(session: Session, path: Path, tmp_path: Path) -> None:
    kinds: list[str] = []
    session.on_state = lambda state: kinds.append(state.kind)
    type_in(session, "1")
    session.flush()
    copy = session.copied(tmp_path / "copy.json")
    type_in(session, "2")
    session.go_on_in(copy)
    assert session.flush().kind == "saved"
    assert session.path == tmp_path / "copy.json"
    assert [load(file).review.header.title for file in (path, session.path)] == ["1", "2"]
    assert load(session.path).revision == 4
    assert session.undo()
    with pytest.raises(FileExistsError):
        session.copied(path)


def test_what_cannot_be_saved_in_the_end_is_kept(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "state"
    Session.create(path, Review(header=Header(title="first"))).close()
    session = Session.open(path, backups=root)
    session.apply(titled(session, "second"), "title")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pm_tui.store.storage.replace", full)
    assert session.close().kind == "failed"
    assert session.rescued
    kept = listed(path, root)[0]
    assert (kept.revision, load(kept.path).review.header.title) == (2, "second")
