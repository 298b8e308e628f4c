"""Each line of tests/bad_inputs.json does no harm. `benchmarks/hostile.py` tries more of each, and prints counts."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import sys

import msgspec
import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from benchmarks.hostile import LOOKS, lines, on_screen, problems, sound_documents, texts
from pm_tui.formats import export
from pm_tui.formats.md_escape import without_mentions
from pm_tui.review import checks
from pm_tui.review.intervals import intervals
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.store.files import ReviewFile, load
from tests.formats.documents import NOW, REVIEW, changed

LINES = lines()
HERE = {"timeline", "incident.resolved_at"}
"""Fields that have a test of their own, below."""


def test_the_list_is_whole():
    assert len(LINES) >= 32 + 122
    assert len({line.name for line in LINES}) == len(LINES)
    assert {line.field for line in LINES} <= LOOKS.keys() | HERE


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_line_does_no_harm(line, tmp_path, monkeypatch):
    monkeypatch.setenv("PM_TUI_SETTINGS", str(tmp_path / "none.toml"))
    assert problems(line, documents=False) == []


@pytest.mark.parametrize("offset", [0, 31, 67])
def test_no_export_is_misled_wherever_a_text_stands(offset):
    given = itertools.islice(itertools.cycle(text[:2000] for text in texts(LINES)), offset, None)
    assert sound_documents(changed(REVIEW, lambda _: next(given))) == []
    given = itertools.islice(itertools.cycle(text[:2000] for text in texts(LINES)), offset, None)
    assert sound_documents(changed(REVIEW, lambda old: f"{old} {next(given)}")) == []


def test_separators_make_one_row_and_no_block():
    (line,) = [line for line in LINES if line.name == "line and paragraph separators"]
    document = export(changed(REVIEW, lambda old: old and line.values[0]), now=NOW)
    rows = [row for row in document.splitlines() if row.startswith("| one two three |")]
    assert len(rows) == 2  # the two actions


def test_no_issue_gets_a_reference_when_that_is_wished():
    (line,) = [line for line in LINES if line.name == "autolinked issue refs"]
    document = export(changed(REVIEW, lambda old: old and line.values[0]), now=NOW, mentions=False)
    assert document == without_mentions(document)
    prose = document.split("```")[0::2]
    assert not any("#123" in part or "#7" in part or "GH-45" in part or "a1b2c3d4e5" in part for part in prose)


def test_an_end_before_its_start_is_said_and_never_a_negative_number():
    nine = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)

    def row(number: int, hours: int, milestone: str) -> Event:
        at = Moment(nine + dt.timedelta(hours=hours), nine + dt.timedelta(hours=hours), None, "exact")
        return Event(id=number, rank=f"{number}V", at=at, milestones=(milestone,))

    events = (row(1, 1, "started"), row(2, 1, "detected"), row(3, 0, "resolved"))
    review = Review(header=Header(title="x"), events=events)
    assert intervals(review)[-1].state == "invalid"
    assert intervals(review)[-1].from_start is None
    assert "lies before a milestone" in " ".join(finding.text for finding in checks.findings(review, NOW))
    for name in ("markdown", "svg", "mermaid"):
        assert not re.search(r"[-−]\s?\d+\s?(?:min|h)", export(review, name, now=NOW))


def test_ten_thousand_rows_load_and_save(tmp_path):
    events = tuple(Event(id=number, rank=f"{number:06}V", text=f"row {number}") for number in range(1, 10_001))
    path = tmp_path / "review.json"
    file = ReviewFile.create(path, Review(events=events))
    review = load(path).review
    assert len(review.events) == 10_000
    file.save(msgspec.structs.replace(review, header=Header(title="again")))
    assert load(path).review.header.title == "again"


@pytest.mark.terminal
def test_the_real_program_writes_nothing_to_the_terminal_that_is_not_its_own():
    wanted = {
        "osc52 clipboard write",
        "8-bit C1 CSI and OSC",
        "paste that closes bracketed paste",
        "bidi override file name",
    }
    sample = [line.values[0] for line in LINES if line.name in wanted]
    kept, strange = on_screen([*sample, *texts(LINES)[:30]], len(sample))
    assert (kept, dict(strange)) == (len(sample) + 1, {"exit code": 0})
