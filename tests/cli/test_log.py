import datetime as dt
import io
import json
import stat
import subprocess
import sys

import pytest

from pm_tui.store.files import ReviewFile, load
from pm_tui.store.inbox import beside, taken_in
from tests.ui.outage import OUTAGE


@pytest.fixture
def review(tmp_path):
    path = tmp_path / "one.json"
    ReviewFile.create(path, OUTAGE)
    return path


def together(path):
    """The review with what its inbox holds."""
    return taken_in(path, load(path).review)[0]


def test_it_says_what_it_understood_and_never_writes_the_review(run, review):
    before = review.read_bytes()
    assert run("log", "one.json", "09:20 Pager fires @alice", "--milestone", "mitigated") == (
        0,
        "2026-03-04 09:20 UTC mitigated: Pager fires · @alice\n",
        "",
    )
    assert review.read_bytes() == before
    assert stat.S_IMODE(beside(review).stat().st_mode) == 0o600
    event = together(review).events[3]
    assert (event.text, event.actors, event.milestones) == ("Pager fires", ("alice",), ("mitigated",))


@pytest.mark.parametrize(
    "arguments",
    [
        ["one.json", "--who", "Ada", "09:20 Pager fires"],
        ["--who", "Ada", "one.json", "09:20 Pager fires"],
        ["one.json", "09:20 Pager", "--who", "Ada", "fires"],
    ],
)
def test_options_may_stand_anywhere(run, review, arguments):
    assert run("log", *arguments)[1] == "2026-03-04 09:20 UTC: Pager fires · @Ada\n"
    code, _, err = run("log", *arguments, "--loud")
    assert (code, "--loud" in err) == (2, True)


def test_without_a_time_it_is_now(run, review):
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    code, out, _ = run("log", "one.json", "Pager", "fires")
    assert code == 0
    assert out.endswith(" UTC: Pager fires\n")
    assert before <= together(review).events[-1].at.earliest <= dt.datetime.now(dt.UTC)


def test_answers_and_parked_thoughts(run, review):
    assert run("log", "one.json", "a synthetic check", "--answer", "1", "--who", "Ada")[0] == 0
    code, out, _ = run("log", "one.json", "ask the vendor", "--park")
    assert (code, out) == (0, "parked: ask the vendor\n")
    assert [(row.prompt, row.text, row.state) for row in together(review).answers] == [
        ("interval:detected", "Ada: a synthetic check", "answered"),
        ("", "ask the vendor", "parked"),
    ]


def piped(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


@pytest.mark.parametrize("dash", [["-"], []])
def test_lines_of_stdin_are_entries_and_a_bad_one_does_not_stop_the_others(run, review, monkeypatch, dash):
    piped(monkeypatch, b"09:20 one\n\n25:99 two\n09:20 three \xff\r\n")
    code, out, err = run("log", "one.json", *dash)
    assert code == 2
    assert out == "2026-03-04 09:20 UTC: one\n2026-03-04 09:20 UTC: three \ufffd\n"
    assert "25:99" in err
    assert err.count("\n") == 1
    assert [event.text for event in together(review).events[3:5]] == ["one", "three \ufffd"]


def test_a_line_counts_from_the_one_before_it(run, review, monkeypatch):
    piped(monkeypatch, b"09:40 one\n+5m two\n")
    run("log", "one.json")
    assert [f"{event.at.earliest:%H:%M}" for event in together(review).events[-2:]] == ["09:40", "09:45"]


def test_the_milestones_of_the_team_are_known(run, review, tmp_path):
    (tmp_path / "pm-tui.toml").write_text('milestones = ["declared"]\n')
    assert (
        run("log", "one.json", "09:20 War room opens !declared")[1] == "2026-03-04 09:20 UTC declared: War room opens\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.json", "x"], "none.json"),
        (["other.json", "x"], "no review"),
        (["one.json", ""], "nothing to log"),
        (["one.json", "25:99 x"], "25:99"),
        (["one.json", "x", "--at", "soon"], "soon"),
        (["one.json", "x", "--milestone", "boom"], "boom"),
        (["one.json", "x", "--answer", "99"], "99"),
        (["one.json", "x", "--answer", "0"], "“0”"),
        (["one.json", "x", "--at=--"], "--at"),
        (["one.json", "x", "--who=--"], "--who"),
        (["one.json", "x", "--park", "--at", "09:20"], "--at"),
        (["one.json", "x" * 2**21], "KiB"),
        (["one.json", "x", "--milestone", "\x1b[2J"], "␛[2J"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_nothing_is_logged(run, review, tmp_path, arguments, words):
    (tmp_path / "other.json").write_text("{}")
    code, out, err = run("log", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert not beside(review).exists()


def test_an_inbox_that_cannot_be_written_is_one_sentence(run, review):
    beside(review).mkdir()
    code, out, err = run("log", "one.json", "x")
    assert (code, out) == (2, "")
    assert "one.inbox.jsonl" in err


def test_hostile_text_is_harmless_in_the_file_and_on_the_screen(run, review):
    code, out, _ = run("log", "one.json", "09:20 \x1b[2J \u202e [/b]")
    assert code == 0
    assert "\x1b" not in out
    assert together(review).events[3].text == "␛[2J ⇠ [/b]"


def test_what_is_logged_is_exported_and_linted_before_anybody_opens_the_review(run, review):
    before = review.read_bytes()
    run("log", "one.json", "09:20 Bob forgot to run the migration.")
    assert "Bob forgot to run the migration" in run("export", "one.json")[1]
    code, out, _ = run("lint", "one.json")
    assert code == 1
    assert "Bob forgot" in out
    assert review.read_bytes() == before


def test_a_damaged_line_is_told_and_the_rest_is_exported(run, review):
    run("log", "one.json", "09:20 one")
    with beside(review).open("a") as file:
        file.write("nonsense\n")
    run("log", "one.json", "09:21 two")
    code, out, err = run("export", "one.json")
    assert code == 0
    assert "one" in out
    assert "two" in out
    assert err.startswith("pm-tui: one.inbox.jsonl: a line is no entry")


def test_logging_loads_no_screen(review):
    code = "import sys\nfrom pm_tui import cli\ncli.main(sys.argv[1:])\nprint([*sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code, "log", "one.json", "x"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "textual" not in done.stdout
    assert "pm_tui.formats" not in done.stdout
    (line,) = beside(review).read_text().splitlines()
    assert json.loads(line)["text"] == "x"
