from __future__ import annotations

import re

import pytest

from pm_tui.formats import paste
from pm_tui.review.eventline import EventLine
from tests.corpus.timelines import SETTING, read_by_eye, right
from tests.corpus.timelines import timeline as section

pytestmark = pytest.mark.corpus

READ_BY_EYE = read_by_eye("mybinder")


def timeline(name: str) -> str:
    return section("mybinder", name)


def rows_of(name: str) -> tuple[EventLine, ...]:
    return tuple(row.line for row in paste.read(timeline(name), SETTING).rows)


@pytest.mark.parametrize("name", READ_BY_EYE)
def test_every_row_of_a_real_timeline_is_read_right_or_not_at_all(name: str) -> None:
    rows, wanted = rows_of(name), READ_BY_EYE[name]
    timed = [row for row in rows if row.at.text]
    assert len(timed) == len(wanted)
    for row, instant in zip(timed, wanted, strict=True):
        assert row.at.certainty in {"day", "unknown"} or (instant is not None and right(row, instant))


@pytest.mark.parametrize("name", READ_BY_EYE)
def test_no_word_of_a_real_timeline_is_lost(name: str) -> None:
    text = timeline(name)
    read = paste.read(text, SETTING)
    kept = [f"{row.line.at.text} {row.line.text}" for row in read.rows]
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", " ".join([*kept, paste.dropped_source(read)])))


def test_at_least_98_of_100_full_times_are_right() -> None:
    full = [
        right(row, instant)
        for name, wanted in READ_BY_EYE.items()
        for row, instant in zip([row for row in rows_of(name) if row.at.text], wanted, strict=True)
        if instant is not None
    ]
    assert sum(full) >= 0.98 * len(full)
