"""The real program in a real terminal: what survives when it is killed, and how it leaves."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pm_tui.session import Session
from pm_tui.store.files import load
from tests.terminal import Terminal
from tests.ui.outage import OUTAGE

pytestmark = pytest.mark.terminal


class Wire(Terminal):
    """A terminal that keeps what was written to it."""

    def __init__(self, *args: object, **options: object) -> None:
        self.written = b""
        super().__init__(*args, **options)
        feed = self._stream.feed

        def keep(some: bytes) -> None:
            self.written += some
            feed(some)

        self._stream.feed = keep


FAULTY = """
import sys
from pm_tui.ui.app import PmTuiApp
PmTuiApp.action_show_keys = lambda self: {}[repr(self.session.review)]
from pm_tui.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The program with a fault: F1 asks for what is not there, and its error quotes the review."""


@contextmanager
def opened(file: Path, program: tuple[str, ...] = ("-m", "pm_tui")) -> Iterator[Wire]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH")}
    env = {**kept, "HOME": str(file.parent), "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
    command = [sys.executable, *program, "open", str(file)]
    with Wire(command, columns=100, rows=30, env=env, preexec_fn=_own_terminal) as terminal:
        terminal.wait_for("Prompt 1 of 9", "Saved r", "Config rollout")
        yield terminal


def _own_terminal() -> None:
    """Make the terminal the one that controls the program, so that closing it is heard."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "review.json"
    Session.create(path, OUTAGE).close()
    return path


def test_half_an_answer_survives_a_kill(file: Path) -> None:
    with opened(file) as terminal:
        terminal.type("half an ans")
        terminal.wait_for("half an ans")
        terminal.type("\x1bOQ")  # F2
        terminal.wait_for("Edit")
        terminal.type("a")
        terminal.wait_for("5 events")
        terminal.type("09:20 Status page says so\r")
        terminal.wait_for("09:20 Status page says so")
        deadline = time.monotonic() + 10
        while "Status page says so" not in file.read_text(encoding="utf-8"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.wait_for_end()
    assert [draft.text for draft in load(file).review.drafts] == ["half an ans"]
    with opened(file) as terminal:
        terminal.wait_for("half an ans", "Status page says so", "time to detect")
        terminal.type("wer\r")
        terminal.wait_for("✓ half an answer")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_what_was_typed_and_restores_the_terminal(file: Path, number: signal.Signals) -> None:
    with opened(file) as terminal:
        assert b"\x1b[?1049h" in terminal.written
        terminal.type("half an ans")
        terminal.wait_for("half an ans")
        os.kill(terminal.process.pid, number)
        assert terminal.wait_for_end() == 128 + number
        assert b"\x1b[?1049l" in terminal.written
        assert b"\x1b[?25h" in terminal.written[terminal.written.rindex(b"\x1b[?1049l") - 200 :]
    assert [draft.text for draft in load(file).review.drafts] == ["half an ans"]


def test_a_terminal_that_closes_saves_what_was_typed(file: Path) -> None:
    with opened(file) as terminal:
        terminal.type("half an ans")
        terminal.wait_for("half an ans")
        os.close(terminal._master)
        terminal._master = os.open(os.devnull, os.O_RDONLY)
        terminal.process.wait(20)
    assert [draft.text for draft in load(file).review.drafts] == ["half an ans"]


def test_a_fault_in_the_program_loses_nothing_and_shows_nothing_of_the_review(file: Path) -> None:
    with opened(file, ("-c", FAULTY)) as terminal:
        terminal.type("half an ans")
        terminal.wait_for("half an ans")
        painted = len(terminal.written)
        terminal.type("\x1bOP")  # F1
        assert terminal.wait_for_end() == 2
        last = terminal.written[painted:].decode()
        assert "\x1b[?1049l" in last
        assert "A fault in pm-tui ended it" in last
        assert "Traceback" not in last
        assert "Config rollout" not in last[last.index("\x1b[?1049l") :]
    assert [draft.text for draft in load(file).review.drafts] == ["half an ans"]
    (note,) = file.parent.rglob("fault.txt")
    assert "KeyError" in note.read_text()


def test_quit_saves_and_typed_text_sends_nothing_to_the_terminal(file: Path) -> None:
    with opened(file) as terminal:
        terminal.type("\x1b[200~log: \x9b2J \u202e [/b] pasted\x1b[201~")
        terminal.wait_for("[/b] pasted")
        terminal.type("\r")
        terminal.wait_for("✓ log:")
        terminal.type("\x1b[200~x \x1b]52;c;ZXZpbA==\x07 y\x1b[201~")
        terminal.wait_for("52;c;ZXZpbA==")
        time.sleep(0.2)  # a key that comes sooner belongs to the paste
        terminal.type("\x11")  # Ctrl+Q
        assert terminal.wait_for_end() == 0
        assert b"\x1b]52" not in terminal.written
        assert "\u202e".encode() not in terminal.written
        assert "\x9b".encode() not in terminal.written
    assert load(file).review.answers[0].text == "log: �2J ⇠ [/b] pasted"
