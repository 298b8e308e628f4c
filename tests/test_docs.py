"""What the documents say is so."""

import importlib.util
import re
from pathlib import Path

import pytest

from pm_tui import cli, settings
from pm_tui.cli.parser import EXIT_CODES, make_parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")


def subcommands():
    """The parsers of all commands, by name."""
    actions = make_parser()._actions
    return next(action.choices for action in actions if isinstance(action.choices, dict))


def test_the_readme_has_one_line_to_try_it_and_one_to_test_it():
    lines = [line for line in README.splitlines() if line.startswith("python3 ")]
    assert [line.rpartition("/")[2] for line in lines] == ["pm-tui demo", "pytest -n auto"]
    for line in lines:
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_ci_runs_the_readmes_own_test_command():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    pattern = re.search(r"readme_tests=\$\(grep -m 1 '(.+)' README.md\)", script)
    found = [line for line in README.splitlines() if re.search(pattern[1], line)]
    assert len(found) == 1
    assert found[0].endswith("/pytest -n auto")


@pytest.mark.parametrize("name", subcommands())
def test_every_command_and_option_is_documented(name):
    row = next(line for line in COMMANDS.splitlines() if line.startswith(f"| `pm-tui {name}"))
    for action in subcommands()[name]._actions:
        for option in action.option_strings:
            assert option in row or option in ("-h", "--help", "--library")


@pytest.mark.parametrize("name", subcommands())
def test_every_command_has_help_with_an_example_and_the_exit_codes(name, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert f"example: pm-tui {name}" in shown
    assert EXIT_CODES in shown


def test_the_commands_in_the_documents_are_ones_that_the_program_takes():
    for page in (README, COMMANDS):
        for block in re.findall(r"```\n(.*?)```", page, re.DOTALL):
            for named in re.findall(r"pm-tui (\w+)", block):
                assert named in subcommands()


def test_every_setting_is_documented():
    for key in settings.KEYS.values():
        assert re.search(rf"^\[?{key.name.rpartition('.')[2]}\b", SETTINGS, re.MULTILINE), key.name


def test_the_settings_page_is_accepted(tmp_path):
    team, user = re.findall(r"```toml\n(.*?)```", SETTINGS, re.DOTALL)
    (tmp_path / "pm-tui.toml").write_text(team, encoding="utf-8")
    (tmp_path / "user.toml").write_text(user, encoding="utf-8")
    loaded = settings.load(tmp_path, {"PM_TUI_SETTINGS": str(tmp_path / "user.toml")})
    assert loaded.notices == ()
    assert len(loaded.sources) == len(settings.KEYS)


def test_the_key_table_is_the_programs():
    spec = importlib.util.spec_from_file_location("keys", ROOT / "docs/keys.py")
    keys = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(keys)
    assert keys.PAGE.read_text(encoding="utf-8") == keys.page(), "run: .venv/bin/python docs/keys.py"


def test_links_in_the_documents_lead_somewhere():
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_the_files_that_contributing_names_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:pm_tui|docs|styles|\.ci)/[^`*]+)`", text)
    assert len(named) > 8
    for name in named:
        assert (ROOT / name).exists(), name
