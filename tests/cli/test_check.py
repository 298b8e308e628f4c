"""`pm-tui check`."""

from __future__ import annotations

import json

import pytest

from pm_tui import cli, paths
from pm_tui.review.model import Header, Lesson, Question, Review
from pm_tui.store.files import ReviewFile
from tests.review.test_checks import GOOD

SAMPLE = str(paths.samples() / "checkout-eu-writes.json")


@pytest.fixture
def check(capsys, tmp_path):
    def check(review, *options):
        file = tmp_path / "one.json"
        ReviewFile.create(file, review)
        return cli.main(["check", "one.json", *options]), *capsys.readouterr()

    return check


def test_findings_come_in_order_one_a_line_and_the_matrix_behind_them(capsys):
    assert cli.main(["check", SAMPLE]) == 1
    out = capsys.readouterr().out.splitlines()
    found = out[: out.index("")]
    kinds = [line.partition("  ")[0] for line in found]
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {"blocks", "advice"}
    assert any(line.startswith("blocks  prompt:interval:identified  23 of 36 questions") for line in found)
    assert out[-1] == "33 % settled: 12 of 36 questions"
    assert any(line.startswith("whys ") for line in out)


def test_a_review_in_which_nothing_blocks_is_exit_code_0(check):
    code, out, err = check(GOOD)
    assert (code, err) == (0, "")
    assert "blocks" not in out  # that its actions are overdue by now is advice


def test_json_is_one_object(check):
    code, out, _ = check(Review(header=Header(title="x")), "--json")
    told = json.loads(out)
    assert code == 1
    assert told["findings"][0] == {
        "rule": "broke-unsaid",
        "weight": told["findings"][0]["weight"],
        "blocks": True,
        "place": "header:summary",
        "text": told["findings"][0]["text"],
    }
    assert told["coverage"]["percentage"] == 100
    assert told["coverage"]["rows"]["gap"]["let-go"] == 0


def test_the_teams_settings_count(check, tmp_path):
    (tmp_path / "pm-tui.toml").write_text('most_actions = 2\nwords = ["forgot"]', encoding="utf-8")
    review = Review(lessons=(Lesson(id=1, text="Bob forgot to look."),), actions=GOOD.actions)
    _, out, _ = check(review)
    assert "more than 2" in out
    assert "(blame)" not in out


def test_what_cannot_be_read_is_one_sentence(capsys, tmp_path):
    assert cli.main(["check", "none.json"]) == 2
    assert "none.json" in capsys.readouterr().err
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    assert cli.main(["check", "bad.json"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1


def test_a_hostile_text_stays_text(check):
    _, out, _ = check(Review(questions=(Question(id=1, text="[/x] \x1b[31mwho\nreads it?"),)))
    assert "“[/x] ␛[31mwho reads it?”" in out
    assert "\x1b" not in out
