"""The real program, killed: what it called saved is in the file. `benchmarks/kill.py` does this 200 times."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from benchmarks.kill import SUBJECTS, Claim, one_kill, what_is_wrong
from pm_tui.review.model import Event, Review
from pm_tui.store.files import ReviewFile


@pytest.mark.terminal
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_called_saved_survives_a_kill(seed: int) -> None:
    _, terminal, wrong = one_kill(SUBJECTS["pm-tui"], random.Random(seed))
    assert wrong == ""
    assert terminal.claim.word > 0
    with pytest.raises(ProcessLookupError):
        os.kill(terminal.pid, 0)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        (Claim(1, 2), ""),
        (Claim(2, 2), "older than the screen said"),
        (Claim(1, 4), "a word is gone"),
        (Claim(1, 3), "a word is gone"),
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
