from __future__ import annotations

import re
from html import unescape

import pytest

from pm_tui.formats.paste import read_paste
from tests.corpus.timelines import SETTING, read_by_eye, right
from tests.corpus.timelines import timeline as section

pytestmark = pytest.mark.corpus

READ_BY_EYE = read_by_eye("dfds")


def timeline(name: str) -> str:
    return section("dfds", name)


@pytest.mark.parametrize("name", READ_BY_EYE)
def test_every_row_of_a_real_timeline_is_read_right_or_not_at_all(name: str) -> None:
    rows = read_paste(timeline(name), SETTING)
    wanted = READ_BY_EYE[name]
    assert len(rows) == len(wanted)
    for row, instant in zip(rows, wanted, strict=True):
        if instant is None:
            assert row.at.certainty in {"day", "unknown"}
            assert row.at.text
        else:
            assert row.at.certainty in {"day", "unknown"} or right(row, instant)


@pytest.mark.parametrize("name", READ_BY_EYE)
def test_no_word_of_a_real_timeline_is_lost(name: str) -> None:
    text = timeline(name)
    rows = read_paste(text, SETTING)
    lines = [line for line in text.splitlines() if line.startswith("|") and not re.fullmatch(r"[|:\s-]+", line)][1:]
    for line, row in zip(lines, rows, strict=True):
        shown = unescape(re.sub(r"<br\s*/?>", " ", line.replace("|", " ")))
        assert shown.split() == f"{row.at.text} {row.text}".split()


def test_at_least_98_of_100_full_times_are_right() -> None:
    full = [
        right(row, instant)
        for name, wanted in READ_BY_EYE.items()
        for row, instant in zip(read_paste(timeline(name), SETTING), wanted, strict=True)
        if instant is not None
    ]
    assert sum(full) >= 0.98 * len(full)
