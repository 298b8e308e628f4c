"""`pm-tui lint`."""

import io
import json
import sys

import pytest

from pm_tui.cli import reading
from pm_tui.review.model import Answer, Event, Header, Kept, Response, Review
from pm_tui.store.files import ReviewFile

SOFT = "We missed the second alert.\n"
BLAME = "All was calm.\nBob forgot to run the migration.\n"


def test_lint_prints_where_a_flag_stands(run, tmp_path):
    (tmp_path / "notes.md").write_text(BLAME)
    code, out, err = run("lint", "notes.md")
    assert (code, err) == (1, "")
    assert out.startswith("notes.md:2:1: “Bob forgot")
    assert out.endswith("?\n")


def test_lint_as_json_names_every_field(run, tmp_path):
    (tmp_path / "notes.md").write_text(BLAME)
    code, out, _ = run("lint", "notes.md", "--format", "json")
    (row,) = map(json.loads, out.splitlines())
    line = BLAME.splitlines()[row["line"] - 1]
    assert code == 1
    assert line[row["column"] - 1 : row["end_column"] - 1] == row["quote"]
    assert (row["file"], row["line"], row["category"], row["tier"]) == ("notes.md", 2, "person-as-cause", "flag")
    assert row["question"].endswith("?")


def test_lint_shows_the_softer_finds_when_asked(run, tmp_path):
    (tmp_path / "notes.md").write_text(SOFT)
    assert run("lint", "notes.md") == (0, "", "")
    assert run("lint", "notes.md", "--format", "json") == (0, "", "")
    code, out, _ = run("lint", "notes.md", "--tier", "hint", "--format", "json")
    assert code == 1
    assert json.loads(out)["tier"] == "hint"


def test_lint_for_github_marks_the_line(run, tmp_path):
    (tmp_path / "50%,a.md").write_text(BLAME)
    code, out, _ = run("lint", "50%,a.md", "--format", "github")
    assert code == 1
    assert out.startswith("::warning file=50%25%2Ca.md,line=2,col=1,endColumn=")
    assert "title=person-as-cause::“Bob forgot" in out
    assert out.count("\n") == 1
    (tmp_path / "soft.md").write_text(SOFT)
    assert run("lint", "soft.md", "--tier", "hint", "--format", "github")[1].startswith("::notice file=soft.md,line=1,")


def test_lint_as_sarif_is_one_document_of_all_files(run, tmp_path):
    (tmp_path / "a.md").write_text(BLAME)
    (tmp_path / "b.md").write_text("Root cause: human error.\n")
    code, out, _ = run("lint", "a.md", "b.md", "--format", "sarif")
    document = json.loads(out)
    (made,) = document["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in made["results"]]
    assert (code, document["version"]) == (1, "2.1.0")
    assert [place["artifactLocation"]["uri"] for place in places] == ["a.md", "b.md"]
    assert places[0]["region"]["startLine"] == 2
    assert [rule["id"] for rule in made["tool"]["driver"]["rules"]] == ["human-error", "person-as-cause"]
    assert all(rule["fullDescription"]["text"] for rule in made["tool"]["driver"]["rules"])
    (tmp_path / "calm.md").write_text("All was calm.\n")
    assert json.loads(run("lint", "calm.md", "--format", "sarif")[1])["runs"][0]["results"] == []


@pytest.mark.parametrize(
    "source",
    [
        "\ufeff" + BLAME,
        BLAME.replace("\n", "\r\n"),
        BLAME.replace("\n", "\r"),
        BLAME.replace("calm", "calm\u2028\x85\x0c"),
        BLAME.replace("forgot", "forgot\u202e"),
    ],
)
def test_lint_counts_lines_as_editors_do(run, tmp_path, source):
    (tmp_path / "notes.md").write_bytes(source.encode())
    code, out, _ = run("lint", "notes.md")
    assert code == 1
    assert out.startswith("notes.md:2:1: ")


def test_a_flag_that_runs_on_ends_with_its_first_line(run, tmp_path):
    (tmp_path / "notes.md").write_text("Then Bob\nforgot to run it.\n")
    _, out, _ = run("lint", "notes.md", "--format", "json")
    row = json.loads(out)
    assert (row["line"], row["column"], row["end_column"]) == (1, 6, 9)
    assert row["quote"].startswith("Bob forgot")


def test_lines_that_are_not_one_sentence_stay_apart(run, tmp_path):
    (tmp_path / "notes.md").write_text("# Bob\nforgot to run it.\n\n| Bob\n| forgot it\n\n- Bob\n- forgot it\n")
    assert run("lint", "notes.md") == (0, "", "")


def test_lint_reads_no_text_without_an_end(run, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST", 2**20)
    (tmp_path / "large.md").write_bytes(b"x" * (2**20 + 1))
    for name in ("large.md", "/dev/zero"):
        assert run("lint", name) == (2, "", f"pm-tui: {name} is larger than 1 MiB; check the part that people wrote.\n")


def test_lint_of_calm_words_says_nothing(run, tmp_path):
    (tmp_path / "notes.md").write_text("The server failed to start.\n")
    assert run("lint", "notes.md") == (0, "", "")


def test_lint_reads_standard_input(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BLAME.encode())))
    code, out, _ = run("lint")
    assert code == 1
    assert out.startswith("-:2:1: ")


def test_lint_goes_on_after_a_file_that_it_cannot_read(run, tmp_path):
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe")
    (tmp_path / "notes.md").write_text(BLAME)
    code, out, err = run("lint", "bad.md", "none.md", "notes.md")
    assert code == 2
    assert "notes.md:2:1" in out
    assert err.count("\n") == 2
    assert "bad.md is not UTF-8 (byte 1)" in err


def test_lint_knows_the_people_it_is_told_of(run, tmp_path):
    (tmp_path / "notes.md").write_text("Yesterday widget forgot to run the migration.\n")
    assert run("lint", "notes.md")[0] == 0
    assert run("lint", "notes.md", "--roster", "Ada, Widget")[0] == 1
    (tmp_path / "library").mkdir()
    (tmp_path / "library/pm-tui.toml").write_text('roster = ["Widget"]')
    assert run("lint", "notes.md")[0] == 1


def test_lint_leaves_out_what_the_team_switched_off(run, tmp_path):
    (tmp_path / "notes.md").write_text(BLAME)
    (tmp_path / "pm-tui.toml").write_text('flags.off = ["person-as-cause"]')
    assert run("lint", "--library", str(tmp_path), "notes.md") == (0, "", "")
    assert run("--library", str(tmp_path), "lint", "notes.md") == (0, "", "")


def test_lint_of_a_review_points_into_its_file(run, tmp_path):
    path = tmp_path / "one.json"
    events = (Event(id=7, text='He said "ok" \u2013 then\nBob forgot to run it.', actors=("Bob",)),)
    answers = (Answer(id=8, prompt="x", text="Nobody: 😀 Bob forgot it."),)
    response = (Response(id=9, key="detection", text="Bob forgot it too."),)
    header = Header(title="Bob forgot it", summary="The server failed.")
    ReviewFile.create(path, Review(header=header, events=events, answers=answers, response=response))
    code, out, _ = run("lint", "one.json", "--format", "json")
    rows = [json.loads(line) for line in out.splitlines()]
    lines = path.read_text().splitlines()
    assert code == 1
    assert len(rows) == 4
    for row in rows:
        assert lines[row["line"] - 1][row["column"] - 1 : row["end_column"] - 1] == row["quote"]
        assert row["quote"].startswith("Bob forgot")


def test_lint_of_a_review_leaves_out_what_its_authors_keep(run, tmp_path):
    header = Header(title="Bob forgot it")
    review = Review(
        header=header,
        kept=(
            Kept(id=1, place="header:title", quote="Bob forgot", category="person-as-cause", sentence="Bob forgot it"),
        ),
    )
    ReviewFile.create(tmp_path / "one.json", review)
    assert run("lint", "one.json") == (0, "", "")
