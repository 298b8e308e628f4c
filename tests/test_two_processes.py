"""Two real processes at one review, for a moment; `benchmarks/two_processes.py` does this for ten minutes."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from benchmarks.two_processes import Outcome, run


@pytest.mark.terminal
def test_all_that_is_typed_and_logged_is_in_once_and_in_order() -> None:
    outcome = run(minutes=0.3, lines=15)
    assert outcome.wrong == []
    assert outcome.words > 20


@pytest.mark.parametrize(
    ("lines", "words", "left", "wrong"),
    [
        ([1, 2], [1, 2, 3], 0, 0),
        ([1], [1, 2, 3], 0, 1),
        ([2, 1], [1, 2, 3], 0, 1),
        ([1, 1, 2], [1, 2], 0, 2),
        ([1, 2], [1, 2, 3], 7, 1),
    ],
)
def test_what_is_missing_twice_or_out_of_order_is_seen(
    lines: list[int], words: list[int], left: int, wrong: int
) -> None:
    outcome = Outcome(lines=2, words=3, found_lines=lines, found_words=words, left=left)
    assert len(outcome.wrong) == wrong
