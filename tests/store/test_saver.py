from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.model import Header, Review
from pm_tui.store.saver import LONGEST, PAUSE, RETRY, Saver, SaveState, Waiting

PATIENCE = 20  # seconds after which a test that hangs gives up; nothing waits for it to pass


def titled(title: str) -> Review:
    return Review(header=Header(title=title))


class File:
    """A file in memory whose saves can be held up and made to fail."""

    def __init__(self) -> None:
        self.saved: list[str] = []
        self.revision = 3
        self.conflict = ""
        self.warning = ""
        self.error: Exception | None = None
        self.begun = threading.Semaphore(0)
        self.gate = threading.Semaphore(0)
        self.held = False

    def save(self, review: Review) -> None:
        self.begun.release()
        if self.held:
            assert self.gate.acquire(timeout=PATIENCE)
        if self.error:
            raise self.error
        self.saved.append(review.header.title)
        self.revision += 1


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def file() -> File:
    return File()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def heard() -> list[SaveState]:
    return []


@pytest.fixture
def saver(file: File, clock: Clock, heard: list[SaveState]) -> Iterator[Saver]:
    saver = Saver(file, titled("loaded"), heard.append, clock=clock)
    yield saver
    file.held, file.error = False, None
    file.gate.release(100)
    saver.close(PATIENCE)


def advance(saver: Saver, clock: Clock, seconds: float) -> None:
    """Let time pass, and the thread notice."""
    clock.now += seconds
    with saver._changed:
        saver._changed.notify_all()


def settled(saver: Saver, *kinds: str) -> SaveState:
    """The state, once it is one of these kinds."""
    with saver._changed:
        assert saver._changed.wait_for(lambda: saver.state.kind in kinds, PATIENCE), saver.state
    return saver.state


@given(st.lists(st.floats(0, 5), min_size=1, max_size=30))
def test_a_save_is_due_after_a_pause_and_at_the_latest_after_the_longest_time(steps: list[float]) -> None:
    waiting, now = Waiting(), 0.0
    for step in steps:
        now += step
        waiting = waiting.at(now)
        assert waiting.due == min(now + PAUSE, steps[0] + LONGEST)


def test_a_failure_is_tried_again_after_a_while_or_with_the_next_pause() -> None:
    assert Waiting().due is None
    assert Waiting(failed=10.0).due == 10.0 + RETRY
    assert Waiting(failed=10.0).at(11.0).due == 11.0 + PAUSE
    assert Waiting(failed=10.0).at(12.9).due == 10.0 + RETRY


def test_nothing_is_written_and_no_thread_starts_before_the_first_change(saver: Saver, file: File) -> None:
    assert saver.state == SaveState("saved", 3)
    assert saver.flush(PATIENCE) == SaveState("saved", 3)
    assert saver._thread is None
    assert file.saved == []


def test_a_change_is_saved_when_it_is_due(saver: Saver, file: File, clock: Clock, heard: list[SaveState]) -> None:
    saver.change(titled("a"))
    assert saver.state == SaveState("unsaved", 3)
    advance(saver, clock, PAUSE)
    assert settled(saver, "saved") == SaveState("saved", 4)
    saver.close(PATIENCE)
    assert file.saved == ["a"]
    assert [state.kind for state in heard] == ["unsaved", "saving", "saved"]


def test_flush_writes_the_last_of_many_changes_once(saver: Saver, file: File) -> None:
    for title in "abc":
        saver.change(titled(title))
    assert saver.flush(PATIENCE) == SaveState("saved", 4)
    assert file.saved == ["c"]


def test_saving_soon_does_not_wait(saver: Saver, file: File) -> None:
    file.held = True
    saver.change(titled("a"))
    saver.save_soon()
    assert file.begun.acquire(timeout=PATIENCE)
    assert saver.state.kind == "saving"
    file.gate.release()
    settled(saver, "saved")


def test_saved_is_said_only_of_the_value_that_was_written(
    saver: Saver, file: File, clock: Clock, heard: list[SaveState]
) -> None:
    file.held = True
    saver.change(titled("a"))
    saver.save_soon()
    assert file.begun.acquire(timeout=PATIENCE)
    saver.change(titled("b"))
    assert saver.state.kind == "saving"
    file.gate.release()
    assert settled(saver, "unsaved") == SaveState("unsaved", 4)
    advance(saver, clock, PAUSE)
    file.gate.release()
    assert settled(saver, "saved") == SaveState("saved", 5)
    assert file.saved == ["a", "b"]


def test_flush_during_a_save_waits_for_the_newer_value(saver: Saver, file: File) -> None:
    file.held = True
    saver.change(titled("a"))
    saver.save_soon()
    assert file.begun.acquire(timeout=PATIENCE)
    saver.change(titled("b"))
    file.gate.release(2)
    assert saver.flush(PATIENCE) == SaveState("saved", 5)
    assert file.saved == ["a", "b"]


def test_going_back_to_the_written_value_is_saved_without_writing(saver: Saver, file: File, clock: Clock) -> None:
    before = titled("a")
    saver.change(before)
    saver.flush(PATIENCE)
    saver.change(titled("b"))
    saver.change(before)
    assert saver.state == SaveState("saved", 4)
    advance(saver, clock, LONGEST)
    saver.close(PATIENCE)
    assert file.saved == ["a"]


def test_the_pause_starts_anew_after_going_back(saver: Saver, clock: Clock) -> None:
    before = saver._current
    saver.change(titled("b"))
    saver.change(before)
    clock.now += 100
    saver.change(titled("c"))
    assert saver._waiting.due == clock.now + PAUSE


def test_going_back_while_the_other_value_is_being_written_writes_again(saver: Saver, file: File) -> None:
    file.held = True
    before = saver._current
    saver.change(titled("b"))
    saver.save_soon()
    assert file.begun.acquire(timeout=PATIENCE)
    saver.change(before)
    assert saver.state.kind == "saving"
    file.gate.release(2)
    assert saver.flush(PATIENCE).kind == "saved"
    assert file.saved == ["b", "loaded"]


def test_a_failure_is_said_until_a_save_works(saver: Saver, file: File, clock: Clock) -> None:
    file.error = OSError(28, "No space left on device")
    saver.change(titled("a"))
    assert saver.flush(PATIENCE) == SaveState("failed", 3, "the disk is full")
    saver.change(titled("ab"))
    assert saver.state == SaveState("failed", 3, "the disk is full")
    file.error = None
    advance(saver, clock, RETRY)
    assert settled(saver, "saved") == SaveState("saved", 4)
    assert file.saved == ["ab"]


def test_after_a_failure_going_back_is_written_too(saver: Saver, file: File) -> None:
    """A save may fail after the new file has taken its place."""
    before = saver._current
    file.error = OSError(5, "Input/output error")
    saver.change(titled("a"))
    saver.flush(PATIENCE)
    saver.change(before)
    assert saver.state.kind == "failed"
    file.error = None
    assert saver.flush(PATIENCE).kind == "saved"
    assert file.saved == ["loaded"]


def test_failures_are_tried_again_by_themselves(saver: Saver, file: File, clock: Clock) -> None:
    file.error = OSError(13, "Permission denied")
    saver.change(titled("a"))
    saver.flush(PATIENCE)
    for _ in range(3):
        assert file.begun.acquire(timeout=PATIENCE)
        settled(saver, "failed")
        advance(saver, clock, RETRY)
    assert file.begun.acquire(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(30, "Read-only file system"), "the disk can only be read"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (ValueError("bad\x1b[31m\nvalue"), "bad␛[31m value"),
        (RecursionError(), "RecursionError"),
    ],
)
def test_the_reason_is_one_safe_line(saver: Saver, file: File, error: Exception, words: str) -> None:
    file.error = error
    saver.change(titled("a"))
    assert saver.flush(PATIENCE).reason == words


def test_flush_gives_up_in_time(saver: Saver, file: File) -> None:
    file.held = True
    saver.change(titled("a"))
    assert saver.flush(0.0).kind in {"unsaved", "saving"}


def test_a_drive_that_hangs_is_said_and_nobody_waits_for_it(
    saver: Saver, file: File, monkeypatch: pytest.MonkeyPatch, heard: list[SaveState]
) -> None:
    monkeypatch.setattr("pm_tui.store.saver.HANGS", 0.01)
    file.held = True
    saver.change(titled("a"))
    saver.save_soon()
    assert settled(saver, "failed") == SaveState("failed", 3, "the drive does not answer")
    saver.change(titled("ab"))
    assert saver.flush(None).reason == "the drive does not answer"
    file.held = False
    file.gate.release()
    assert settled(saver, "saved") == SaveState("saved", 5)
    assert file.saved == ["a", "ab"]
    assert "failed" in [state.kind for state in heard]


def test_a_save_that_ends_in_time_is_not_said_to_hang(saver: Saver, file: File) -> None:
    saver.change(titled("a"))
    saver.flush(PATIENCE)
    saver._give_up(0)
    assert saver.state == SaveState("saved", 4)


def test_an_abandoned_saver_writes_no_more(saver: Saver, file: File, heard: list[SaveState]) -> None:
    file.error = OSError(28, "")
    saver.change(titled("a"))
    saver.flush(PATIENCE)
    file.error = None
    said = len(heard)
    saver.abandon()
    assert saver._thread is not None
    saver._thread.join(PATIENCE)
    assert not saver._thread.is_alive()
    assert file.saved == []
    assert len(heard) <= said + 1


def test_close_saves_and_ends_the_thread(saver: Saver, file: File) -> None:
    saver.change(titled("a"))
    assert saver.close(PATIENCE) == SaveState("saved", 4)
    assert saver._thread is not None
    assert not saver._thread.is_alive()
    assert saver.close(PATIENCE) == SaveState("saved", 4)
    assert file.saved == ["a"]


def test_closing_says_when_it_could_not_save(saver: Saver, file: File) -> None:
    file.error = OSError(28, "")
    saver.change(titled("a"))
    assert saver.close(PATIENCE).kind == "failed"
    assert saver.close(PATIENCE).kind == "failed"


def test_a_screen_that_has_gone_does_not_end_the_saving(file: File) -> None:
    def gone(state: SaveState) -> None:
        if threading.current_thread().name == "pm-tui-saver":
            raise RuntimeError("no app")

    saver = Saver(file, titled("loaded"), gone)
    for title in "ab":
        saver.change(titled(title))
        assert saver.flush(PATIENCE).kind == "saved"
    saver.close(PATIENCE)
    assert file.saved == ["a", "b"]


def test_the_state_names_the_conflict_copy(saver: Saver, file: File) -> None:
    file.conflict = "x.conflict-1.json"
    saver.change(titled("a"))
    assert saver.flush(PATIENCE).conflict == "x.conflict-1.json"


@given(st.lists(st.sampled_from(["change", "back", "soon", "flush", "fail", "heal"]), max_size=25))
def test_whatever_happens_the_last_value_is_saved_in_the_end(steps: list[str]) -> None:
    file = File()
    first = titled("loaded")
    saver = Saver(file, first)
    for number, step in enumerate(steps):
        if step == "change":
            saver.change(msgspec.structs.replace(first, header=Header(title=str(number))))
        elif step == "back":
            saver.change(first)
        elif step == "soon":
            saver.save_soon()
        elif step == "flush":
            saver.flush(PATIENCE)
        else:
            file.error = OSError(28, "") if step == "fail" else None
    file.error = None
    assert saver.close(PATIENCE).kind == "saved"
    assert ["loaded", *file.saved][-1] == saver._current.header.title
