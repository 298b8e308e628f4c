from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from pm_tui.store import lock, session_lock
from pm_tui.store.session_lock import Held, Holder, SessionLock, is_free, side_file

NOON = dt.datetime(2026, 3, 4, 12, 0, tzinfo=dt.UTC)
CHILD = """
import sys, time
from pathlib import Path
from pm_tui.store.session_lock import SessionLock
SessionLock.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "review.json").write_text("{}")
    return tmp_path / "review.json"


def leave(path: Path, holder: Holder) -> None:
    """What a crash leaves behind."""
    side_file(path).write_bytes(msgspec.json.encode(holder))


def test_the_second_one_is_told_who_where_and_since_when(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(Held) as held:
            SessionLock.take(path, anyway=True)
        assert held.value.surely
        assert (held.value.holder.pid, held.value.holder.host) == (child.pid, platform.node())
        said = str(held.value)
        assert f"on {platform.node()} has this review open since " in said
        assert said.endswith(f"(process {child.pid}).")
        assert not is_free(path)
        child.kill()  # the kernel frees it
        child.wait()
        assert is_free(path)
        assert not side_file(path).exists()


def test_it_is_free_again_and_nothing_stays_behind(path: Path) -> None:
    path.chmod(0o640)
    taken = SessionLock.take(path)
    assert taken
    assert side_file(path).stat().st_mode & 0o777 == 0o640
    taken.release()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("left", [Holder("ada", platform.node(), 1, NOON), Holder()])
def test_what_a_crash_on_this_machine_left_is_taken_over(path: Path, left: Holder) -> None:
    leave(path, left)
    taken = SessionLock.take(path)
    assert taken
    assert msgspec.json.decode(side_file(path).read_bytes(), type=Holder).pid == os.getpid()
    taken.release()


def test_what_names_another_machine_is_never_taken_over_by_itself(path: Path) -> None:
    leave(path, Holder("ada\x1b", "laptop-7", 4711, NOON))
    before = side_file(path).read_bytes()
    with pytest.raises(Held) as held:
        SessionLock.take(path)
    assert not held.value.surely
    assert "ada␛ on laptop-7 has this review open since 2026-03-04 " in str(held.value)
    assert "may also have crashed" in str(held.value)
    assert not is_free(path)
    assert side_file(path).read_bytes() == before
    taken = SessionLock.take(path, anyway=True)
    assert taken
    taken.release()
    assert is_free(path)


@pytest.mark.parametrize(("pid", "held"), [(os.getppid(), True), (2**22 + 1, False), (10**30, False), (-1, False)])
def test_without_locks_the_process_is_asked_for(
    path: Path, pid: int, held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(handle: int) -> None:
        raise OSError(next(iter(lock._UNSUPPORTED)), "no locks")

    monkeypatch.setattr(lock, "_lock", unsupported)
    leave(path, Holder("ada", platform.node(), pid, NOON))
    assert is_free(path) is not held


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"pid": "x"}', b"\xff\x00", b'{"host": 5}'])
def test_a_side_file_that_says_nothing_keeps_nobody_out(path: Path, content: bytes) -> None:
    side_file(path).write_bytes(content)
    assert is_free(path)


def test_a_side_file_that_may_not_be_opened_is_somebodys(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(side: Path) -> None:
        raise PermissionError(13, "Permission denied", str(side))

    monkeypatch.setattr(session_lock, "acquired", refused)
    with pytest.raises(PermissionError):
        SessionLock.take(path)
    leave(path, Holder())
    with pytest.raises(Held, match="Somebody has this review open, as far as"):
        SessionLock.take(path)


def test_a_side_file_that_cannot_be_written_keeps_nobody_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.write", full)
        with pytest.raises(OSError, match="No space"):
            SessionLock.take(path)
    assert not side_file(path).exists()
    assert is_free(path)


def test_a_test_may_ignore_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = SessionLock.take(path)
    monkeypatch.setenv(session_lock.IGNORE, "1")
    assert SessionLock.take(path) is None
    assert taken
    taken.release()


def test_a_link_and_its_file_have_one_lock(path: Path) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path)
    assert side_file(link) == side_file(path)
