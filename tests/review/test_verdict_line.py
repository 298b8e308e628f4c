from __future__ import annotations

import datetime as dt

import pytest

from pm_tui.review.verdict_line import read_verdict

NOW = dt.datetime(2026, 3, 5, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "who", "ruling", "how", "words"),
    [
        ("Ana approved", "Ana", "approved", "", ""),
        ("@Ana Lima approves by mail: good to go", "Ana Lima", "approved", "by mail", "good to go"),
        ("Bo Rejected in the chat: no numbers: none", "Bo", "rejected", "in the chat", "no numbers: none"),
        ("Bo, rejects: no evidence", "Bo", "rejected", "", "no evidence"),
    ],
)
def test_a_verdict_is_read(line: str, who: str, ruling: str, how: str, words: str) -> None:
    verdict = read_verdict(line, 7, NOW)
    assert (verdict.who, verdict.ruling, verdict.how, verdict.words) == (who, ruling, how, words)
    assert (verdict.id, verdict.at) == (7, NOW)


@pytest.mark.parametrize("line", ["Ana", "approved", "", "Ana likes it"])
def test_what_is_no_verdict_says_how_one_is_written(line: str) -> None:
    with pytest.raises(ValueError, match="Who ruled what"):
        read_verdict(line, 7, NOW)
