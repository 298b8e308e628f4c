import datetime as dt
import json
import os
import stat
import subprocess
import sys

import pytest

from pm_tui import __version__
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.store.files import ReviewFile, load
from tests.terminal import Terminal

BLAME = "All was calm.\nBob forgot to run the migration.\n"


def pm_tui(*arguments, **options):
    """Run a command in a process of its own."""
    options = {"capture_output": True, "timeout": 60, **options}
    return subprocess.run([sys.executable, "-m", "pm_tui", *arguments], check=False, **options)


def test_version(run):
    assert run("--version") == (0, f"pm-tui {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "invalid choice"),
        (["export"], "FILE"),
        (["lint", "--format", "xml"], "invalid choice"),
        (["open", "a.json", "b.json"], "b.json"),
        (["open", "a.json", "\x1b[31mred"], "␛[31mred"),
        (["export", "none.json"], "none.json"),
        (["export", "none.json", "--to", "pigeon"], "markdown"),
        (["export", "none.json", "--zone", "Mars/Base"], "Europe/Berlin"),
        (["export", "none.json", "--zone", "localtime"], "Europe/Berlin"),
        (["export", "none.json", "--zone", "right/UTC"], "Europe/Berlin"),
        (["export", "none.json", "--zone=--"], "--zone"),
        (["new", "--no-open", "--title=--"], "--title"),
        (["open", "none.json"], "terminal"),
        (["demo"], "terminal"),
        ([], "terminal"),
        (["new", "notes.md", "--no-open"], "notes.json"),
        (["new", "deep/none.json", "--no-open"], "deep/none.json cannot be used"),
        (["new", "", "--no-open"], "“” is no name"),
        (["lint", "a\0b.md"], "“a␀b.md” is no name"),
        (["export", "none.json", "--output", "deep/none.md"], "none.json"),
        (["new", "one.json"], "terminal"),
        (["lint", "none.md"], "none.md"),
        (["lint", "none.json"], "none.json"),
        (["lint", "."], ". cannot be read"),
        (["export", "~nobody-of-that-name/one.json"], "~nobody-of-that-name"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_exit_code_2(run, arguments, words, tmp_path):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("pm-tui: ")
    assert err.count("\n") == 1
    assert words in err
    assert "\x1b" not in err
    assert list(tmp_path.iterdir()) == []


# --- new, export


def test_new_makes_a_private_review_of_that_title(run, tmp_path):
    (tmp_path / "pm-tui.toml").write_text('zone = "Europe/Berlin"')
    code, out, err = run("new", "one.json", "--no-open", "--title", "Checkout\x1b was\ndown")
    file = tmp_path / "one.json"
    header = load(file).review.header
    assert (code, out) == (0, f"{file}\n")
    assert err == "pm-tui: 1 character that a terminal could act on or nobody can see became visible or went.\n"
    assert (header.title, header.zone) == ("Checkout␛ was down", "Europe/Berlin")
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_new_without_a_file_makes_one_in_the_library(run, tmp_path):
    code, out, err = run("--library", str(tmp_path / "mine"), "new", "--no-open", "--title", "Checkout was down")
    [file] = (tmp_path / "mine").glob("*.json")
    assert (code, out, err) == (0, f"{file}\n", "")
    assert file.name.endswith("checkout-was-down.json")
    assert load(file).review.header.title == "Checkout was down"


def test_new_notes_why_it_is_due_and_asks_what_the_team_asks(run, tmp_path):
    (tmp_path / "pm-tui.toml").write_text('[questions]\ncost = "What did it cost?"\n', encoding="utf-8")
    code, _, err = run("new", "one.json", "--no-open", "--because", "down,SLA,the board\x1b asked")
    assert (code, err.split(" that ")[0]) == (0, "pm-tui: 1 character")
    review = load(tmp_path / "one.json").review
    assert review.header.because == ("downtime", "SLA", "the board␛ asked")
    assert [(question.key, question.text) for question in review.own_questions] == [("cost", "What did it cost?")]


def test_new_never_overwrites(run, tmp_path):
    (tmp_path / "one.json").write_text("mine")
    code, _, err = run("new", "one.json", "--no-open")
    assert code == 2
    assert "exists already" in err
    assert (tmp_path / "one.json").read_text() == "mine"


@pytest.fixture
def review(tmp_path):
    path = tmp_path / "one.json"
    at = dt.datetime(2026, 3, 4, 9, 2, tzinfo=dt.UTC)
    event = Event(id=1, at=Moment(earliest=at, latest=at, certainty="exact"), text="Pager fires — again")
    ReviewFile.create(path, Review(header=Header(title="Checkout was down"), events=(event,)))
    return path


def test_export_prints_markdown(run, review):
    code, out, err = run("export", "one.json")
    assert (code, err) == (0, "")
    assert out.startswith("# ")
    assert "Checkout was down" in out
    assert "09:02" in out


def test_export_shows_another_zone(run, review):
    assert "10:02" in run("export", "one.json", "--zone", "Europe/Berlin")[1]


def test_export_writes_a_private_file_and_replaces_one_only_when_told(run, review, tmp_path):
    def without_time(document):
        return document[: document.rindex("Exported")]

    document = without_time(run("export", "one.json")[1])
    target = tmp_path / "review.md"
    assert run("export", "one.json", "--output", "review.md") == (0, "", "")
    assert without_time(target.read_text(encoding="utf-8")) == document
    assert sys.platform == "win32" or stat.S_IMODE(target.stat().st_mode) == 0o600
    target.write_text("mine")
    code, _, err = run("export", "one.json", "--output", "review.md")
    assert (code, target.read_text()) == (2, "mine")
    assert "--force" in err
    assert run("export", "one.json", "--output", "review.md", "--force") == (0, "", "")
    assert without_time(target.read_text(encoding="utf-8")) == document


def test_export_never_replaces_the_review_itself(run, review):
    before = review.read_bytes()
    code, _, err = run("export", "one.json", "--output", "one.json", "--force")
    assert (code, review.read_bytes()) == (2, before)
    assert "the review itself" in err


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_export_follows_no_link_and_leaves_what_is_no_file(run, review, tmp_path, force):
    (tmp_path / "other").write_text("mine")
    (tmp_path / "link.md").symlink_to("other")
    for target, reason in {"link.md": "symbolic link", ".": "a folder", "/dev/null": "no file"}.items():
        code, _, err = run("export", "one.json", "--output", target, *force)
        assert (code, reason in err) == (2, True)
    assert (tmp_path / "other").read_text() == "mine"
    assert "No such file" in run("export", "one.json", "--output", "none/review.md")[2]


def test_export_lets_nothing_refer_to_others_on_request(run, review):
    run("log", "one.json", "same as #123, a2@example.org says")
    assert "#123, a2@example.org" in run("export", "one.json")[1]
    assert "#&#8203;123, a2@&#8203;example.org" in run("export", "one.json", "--no-mentions")[1]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', "\x00", "<<<<<<< ours\n"])
@pytest.mark.parametrize("command", ["export", "lint"])
def test_a_file_that_is_no_review_is_said_and_left_alone(run, tmp_path, command, content):
    path = tmp_path / "bad.json"
    path.write_text(content)
    code, out, err = run(command, "bad.json")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "bad.json" in err
    assert path.read_text() == content


# --- settings


def test_settings_say_where_a_value_comes_from(run, tmp_path):
    (tmp_path / "user.toml").write_text('theme = "light"\nzone = "UTC"\n')
    code, out, err = run("settings")
    assert code == 0
    assert 'theme = "light"\n' in out
    assert "[user's settings]" in out
    assert str(tmp_path / "library") in out
    assert err.startswith(f"pm-tui: {tmp_path / 'user.toml'}, line 2: zone belongs in the team's file")


def test_settings_as_json(run, tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library/pm-tui.toml").write_text('roster = ["Ada"]\nzone = 3')
    (tmp_path / "user.toml").write_text('keymap = {undo = "f2"}')
    _, out, _ = run("settings", "--json")
    shown = json.loads(out)
    assert shown["values"]["roster"] == ["Ada"]
    assert shown["values"]["keymap"] == {"undo": "f2"}
    assert shown["from"]["roster"] == shown["paths"]["team"] == str(tmp_path / "library/pm-tui.toml")
    assert shown["from"]["theme"] == "default"
    assert len(shown["notices"]) == 1


# --- the screen


@pytest.mark.terminal
def test_new_opens_the_review_and_its_folder_is_the_library(tmp_path):
    with Terminal([sys.executable, "-m", "pm_tui", "new", "one.json", "--title", "Checkout was down"]) as terminal:
        terminal.wait_for("Checkout was down", "Saved r1")
        terminal.type("\x11")  # Ctrl+Q
        assert terminal.wait_for_end() == 0
    assert (tmp_path / "one.json").exists()
    assert not (tmp_path / "library").exists()


@pytest.mark.terminal
def test_the_library_is_made_when_it_is_first_shown(tmp_path):
    with Terminal([sys.executable, "-m", "pm_tui"]) as terminal:
        terminal.wait_for("No reviews here yet")
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0
    assert stat.S_IMODE((tmp_path / "library").stat().st_mode) == 0o700


@pytest.mark.terminal
def test_what_cannot_be_opened_is_said_before_the_screen_opens(tmp_path):
    (tmp_path / "bad.json").write_text("{")
    with Terminal([sys.executable, "-m", "pm_tui", "open", "bad.json"]) as terminal:
        assert terminal.wait_for_end() == 2
        assert terminal.text.startswith("pm-tui: ")
        assert "bad.json cannot be opened" in terminal.text.replace("\n", "")


@pytest.mark.terminal
def test_a_damaged_file_of_which_something_can_be_read_leads_to_a_page_that_helps(tmp_path):
    ReviewFile.create(tmp_path / "bad.json", Review(header=Header(title="Checkout")))
    content = (tmp_path / "bad.json").read_bytes()
    (tmp_path / "bad.json").write_bytes(content[:-9])
    with Terminal([sys.executable, "-m", "pm_tui", "open", "bad.json"]) as terminal:
        terminal.wait_for("1 record can be read", "Salvage")
        terminal.type("s")
        terminal.wait_for("Saved r1", "Checkout")
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0


# --- the process


def loaded_by(*arguments, **options):
    """Run a command and return the modules that it loaded."""
    code = "import sys; from pm_tui.cli import main; main(); print(*sys.modules, file=sys.stderr)"
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, **options
    )
    return set(result.stderr.split())


def test_lint_and_export_never_load_the_screen(review):
    screen = {"textual", "rich", "pyperclip"}
    assert loaded_by("lint", input=BLAME).isdisjoint(screen | {"tinydb"})
    assert loaded_by("lint", "one.json").isdisjoint(screen)
    assert loaded_by("export", "one.json").isdisjoint(screen)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_reader_that_leaves_is_no_error(tmp_path):
    (tmp_path / "long.md").write_text(BLAME * 3000)
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "pm_tui", "lint", "long.md"], stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    os.read(reading, 10)
    os.close(reading)
    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 128 + 13


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
def test_a_closed_standard_output_is_no_error(review):
    for arguments in ("export one.json", "lint one.json", "settings"):
        command = f'"{sys.executable}" -m pm_tui {arguments} >&-'
        result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
        assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_output_into_a_pipe_is_utf_8_in_any_locale(encoding):
    result = pm_tui("lint", input=b"J\xc3\xb6rg forgot to run it.\n", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert result.returncode == 1
    assert result.stdout.decode("utf-8").startswith("-:1:1: “Jörg forgot")


@pytest.mark.skipif(sys.platform != "linux", reason="only here a file name can be any bytes")
def test_a_file_name_that_is_no_text_is_named_all_the_same(tmp_path):
    (tmp_path / "n\udcff\x1b.md").write_text(BLAME)
    result = pm_tui("lint", b"n\xff\x1b.md")
    assert result.returncode == 1
    assert result.stdout.decode().startswith("n�␛.md:2:1: ")


@pytest.mark.parametrize("command", ["export", "check", "lint"])
def test_what_of_a_review_cannot_be_used_is_said_and_not_left_out_silently(run, tmp_path, command):
    rows = {"1": {"text": 5, "rank": "V"}, "x": {"text": "lost?"}} | {str(n): None for n in range(2, 40)}
    tables = {"pm_tui": {"1": {"schema": 2, "revision": 1}}, "events": rows}
    (tmp_path / "odd.json").write_text(json.dumps(tables))
    said = run(command, "odd.json")[2].splitlines()
    assert said[0].endswith("odd.json: A later version of pm-tui has written this review.")
    assert "odd.json: events 1 text: could not be read and is kept as it is" in said[1]
    assert "events x: the id is no whole number" in said[2]
    assert said[20].endswith("odd.json: 21 more like these.")
