"""The program, killed: what it called saved is in the file.

`benchmarks/kill_storage.py`, `kill.py` and `signals.py` do this a thousand times, 300 times, and with signals.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from benchmarks import kill_storage
from benchmarks.kill import SUBJECTS, Claim, one_kill, what_is_wrong
from pm_tui.review.model import Event, Review
from pm_tui.store.files import ReviewFile


def test_what_the_storage_called_saved_survives_a_kill() -> None:
    draw = random.Random(1)
    ends = [kill_storage.one_kill(draw) for _ in range(15)]
    assert [wrong for _, _, wrong in ends] == [""] * 15
    assert sum(told for _, told, _ in ends) > 0
    assert any(inside for inside, _, _ in ends)


def test_a_storage_that_calls_it_saved_too_early_is_caught() -> None:
    draw = random.Random(1)
    assert any(kill_storage.one_kill(draw, early=True)[2] == "lost after Saved" for _ in range(30))


@pytest.mark.parametrize("content", [b"", b"{"])
def test_half_a_review_is_seen(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "review.json"
    path.write_bytes(content)
    assert kill_storage.what_is_wrong(path, 0) == "unreadable"


def test_two_states_in_one_file_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    ReviewFile.create(path, kill_storage.numbered(3))
    assert [kill_storage.what_is_wrong(path, told) for told in (3, 4)] == ["", "lost after Saved"]
    path.write_text(path.read_text().replace("w3 ", "w2 ", 1))
    assert kill_storage.what_is_wrong(path, 0) == "mixed"


@pytest.mark.terminal
def test_what_the_screen_called_saved_survives_a_kill() -> None:
    _, terminal, wrong = one_kill(SUBJECTS["pm-tui"], random.Random(4))
    assert wrong == ""
    assert terminal.claim.word > 0
    with pytest.raises(ProcessLookupError):
        os.kill(terminal.pid, 0)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        (Claim(1, 0), "mixed"),
        (Claim(2, 2), "older than the screen said"),
        (Claim(1, 4), "a word is gone"),
        (Claim(1, 3), "a word is gone"),
        (Claim(1, 1), "mixed"),
    ],
)
def test_a_broken_promise_is_seen(tmp_path: Path, claim: Claim, wrong: str) -> None:
    path = tmp_path / "review.json"
    ReviewFile.create(path, Review(events=(Event(id=1, rank="V", text="w00001 w00002 w00004"),)))
    assert what_is_wrong(SUBJECTS["pm-tui"], path, claim) == wrong


def test_half_a_file_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    path.write_text('{"review": {}}": {"text"')
    assert [what_is_wrong(subject, path, Claim()) for subject in SUBJECTS.values()] == ["unreadable"] * 2
