"""The sample reviews: sound files that hold what their README says."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from typing import get_args

import msgspec
import pytest
from markdown_it import MarkdownIt

from pm_tui import formats, paths
from pm_tui.cli.commands import DEMO
from pm_tui.flagged import in_review
from pm_tui.review import coverage, whys
from pm_tui.review.edits import sort_events
from pm_tui.review.intervals import duration, gaps, intervals, words
from pm_tui.review.times import out_of_order
from pm_tui.review.vocabulary import ACTION_STATES, LESSON_KINDS, MILESTONES, Certainty
from pm_tui.store import files

SAMPLES = sorted(paths.samples().glob("*.json"))
RICH = paths.samples() / DEMO

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)


@pytest.fixture
def rich():
    return files.load(RICH).review


def promised(sample):
    """The row of the README's table for this file, as numbers by column."""
    table = [line.strip("| ").split(" | ") for line in readme().splitlines() if line.startswith("| ")]
    row = next(cells for cells in table if cells[0] == sample.name)
    return dict(zip(table[0][1:], map(int, row[1:]), strict=True))


def readme():
    return (paths.samples() / "README.md").read_text("utf-8")


@every_sample
def test_it_loads_without_a_word(sample):
    loaded = files.load(sample)
    assert (loaded.notices, loaded.read_only, loaded.revision) == ((), False, 1)
    assert loaded.review.set_aside == loaded.review.drafts == ()


@every_sample
def test_opened_and_saved_only_its_stamp_changes(sample, tmp_path):
    copy = tmp_path / sample.name
    shutil.copyfile(sample, copy)
    loaded = files.load(copy)
    files.ReviewFile(copy, loaded).save(loaded.review)
    begun = f'"begun": "{hashlib.sha256(sample.read_bytes()).hexdigest()}",\n      "revision": 2,\n'
    assert copy.read_text() == sample.read_text().replace('"revision": 1,\n', begun)
    assert copy.read_bytes() != sample.read_bytes()


@every_sample
def test_it_holds_what_the_readme_says(sample):
    review = files.load(sample).review
    counts = coverage.counts(review)
    found = list(in_review(sample.name, sample.read_text("utf-8"), review, ()))
    assert promised(sample) == {
        "Events": len(review.events),
        "Prompts": counts.total,
        "Open": counts.open,
        "Answered": counts.answered,
        "Action": counts.action,
        "Let go": counts.let_go,
        "Flags": sum(place.flag.tier == "flag" for place in found),
    }
    assert f"## {sample.name}: " in readme()


@every_sample
def test_its_rows_stand_in_the_order_of_their_times(sample):
    review = files.load(sample).review
    assert not out_of_order(review.events)
    assert sort_events(review) is review


@every_sample
def test_nothing_in_it_points_at_the_real_world(sample):
    hosts = re.findall(r"https?://([^/\s\"]+)", sample.read_text("utf-8"))
    assert all(host.endswith(".example.org") for host in hosts)


@every_sample
def test_what_refers_to_a_record_finds_it(sample):
    review = files.load(sample).review
    records = {row.id for table in ("events", "whys", "lessons") for row in getattr(review, table)}
    assert {row.about for row in (*review.evidence, *review.questions)} <= records | {0}
    assert {action.made_from for action in review.actions} <= {answer.id for answer in review.answers} | {0}
    raised = {standing.prompt.id for standing in coverage.standings(review)}
    assert {prompt for action in review.actions for prompt in action.answers if prompt[:5] != "kind:"} <= raised


@every_sample
def test_its_export_holds_the_words_of_every_event(sample):
    review = files.load(sample).review
    document = formats.export(review, now=dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
    tokens = MarkdownIt("commonmark").enable("table").parse(document)
    cells = ["".join(part.content for part in token.children) for token in tokens if token.type == "inline"]
    for event in review.events:
        said = " ".join([*event.milestones, event.text])
        assert said in cells


def test_the_rich_one_has_the_intervals_and_the_gap_that_the_readme_speaks_of(rich):
    steps = {step.milestone: words(step.step) for step in intervals(rich)}
    assert steps == {
        "detected": "12 min",
        "acknowledged": "3 min",
        "identified": "42 min",
        "mitigated": "6 min",
        "resolved": "7 min",
    }
    assert [words(gap.length) for gap in gaps(rich)] == ["19 min"]


def test_the_rich_one_shows_something_of_everything(rich):
    assert {name for event in rich.events for name in event.milestones} == set(MILESTONES)
    assert {event.at.certainty for event in rich.events} == set(get_args(Certainty))
    assert any(event.end for event in rich.events)
    assert any(event.at.doubt for event in rich.events)
    assert {lesson.kind for lesson in rich.lessons} == set(LESSON_KINDS)
    assert {action.state for action in rich.actions} == set(ACTION_STATES)
    assert {standing.state for standing in coverage.standings(rich)} == set(get_args(coverage.State))
    assert any(event.learnt.known and event.learnt_by and event.believed for event in rich.events)
    assert {account.about for account in rich.accounts} <= {event.id for event in rich.events}
    assert len(rich.accounts) == 1
    assert max(placed.depth for placed in whys.tree(rich.whys)) == 5
    assert len(whys.leaves(rich.whys)) >= 5
    assert len(coverage.earlier(rich)) == 1
    assert len(coverage.parked(rich)) == 2


@every_sample
def test_what_was_answered_about_a_number_names_the_one_that_it_has(sample):
    for standing in coverage.standings(files.load(sample).review):
        assert {answer.basis for answer in standing.answers} <= {standing.prompt.basis}


def test_the_rich_one_keeps_one_flag_that_would_show_otherwise(rich):
    source = RICH.read_text("utf-8")
    anew = msgspec.structs.replace(rich, kept=())
    shown, all_of_them = (list(in_review(RICH.name, source, review, ())) for review in (rich, anew))
    assert [found.quote for found in all_of_them if found not in shown] == ["it was clear that"]


def test_the_small_one_leaves_nothing_open():
    review = files.load(paths.samples() / "small-dns-typo.json").review
    assert review.header.status == "published"
    assert coverage.counts(review).open == 0
    assert words(duration(review)) == "29 min"


def test_the_near_miss_has_nothing_to_mitigate_and_much_luck():
    review = files.load(paths.samples() / "near-miss-backup.json").review
    states = {step.milestone: step.state for step in intervals(review)}
    assert states["mitigated"] == states["resolved"] == "not applicable"
    assert sum(lesson.kind == "lucky" for lesson in review.lessons) == 4
    assert len(gaps(review)) == 1
