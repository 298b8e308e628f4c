from __future__ import annotations

import datetime as dt
import json
import os
import re
from html import unescape
from pathlib import Path

import pytest

from pm_tui.formats.paste import read_paste
from pm_tui.review.eventline import EventLine
from pm_tui.review.times import Setting

pytestmark = pytest.mark.corpus

CORPUS = os.environ.get("PM_TUI_CORPUS", "")
READ_BY_EYE: dict[str, list[str | None]] = json.loads(
    Path(__file__).with_name("dfds_timelines.json").read_text("utf-8")
)["files"]
SETTING = Setting(dt.datetime(2026, 3, 20, 10, 0, tzinfo=dt.UTC), "America/New_York")


def timeline(name: str) -> str:
    if not CORPUS:
        pytest.skip("PM_TUI_CORPUS names no folder")
    text = (Path(CORPUS) / "dfds" / name).read_text("utf-8")
    return next(part for part in re.split(r"(?m)^(?=## )", text) if part.startswith("## Timeline"))


def right(row: EventLine, instant: str) -> bool:
    at, wanted = row.at, dt.datetime.fromisoformat(instant)
    if at.earliest is None or at.latest is None or at.certainty == "day":
        return False
    middle = at.earliest + (at.latest - at.earliest) / 2
    return (middle if at.certainty == "about" else at.earliest) == wanted


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
