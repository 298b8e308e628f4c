import datetime as dt
import os
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pm_tui import settings


@pytest.fixture
def written(tmp_path):
    """Write the two files and load them."""

    def load(team="", user=""):
        (tmp_path / "pm-tui.toml").write_bytes(team if isinstance(team, bytes) else team.encode())
        (tmp_path / "user.toml").write_bytes(user if isinstance(user, bytes) else user.encode())
        return settings.load(tmp_path, {"PM_TUI_SETTINGS": str(tmp_path / "user.toml")})

    return load


def test_without_files_the_defaults_stand(tmp_path):
    loaded = settings.load(tmp_path / "none", {"PM_TUI_SETTINGS": str(tmp_path / "none.toml")})
    assert loaded == settings.Settings()
    assert loaded.values.zone == "UTC"


def test_both_files_are_read_and_say_where_a_value_came_from(written, tmp_path):
    team = 'zone = "Europe/Berlin"\nroster = ["Ada L.", "Ada L.", "Bo"]\nseverities = ["P1"]\nwords = ["rookie"]'
    team += '\n[flags]\noff = ["hindsight"]'
    team += "\n[due]\nSEV1 = 3\nP2 = 60"
    team = f'milestones = ["Declared", "closed", "closed"]\nground_rules = ["Be kind.\\u001b"]\n{team}'
    team = f"most_actions = 4\n{team}"
    user = 'theme = "light"\nhints = false\npresenting = true\n'
    user += '[keymap]\nundo = "ctrl+z"\nhelp = ["f1", "question_mark"]'
    loaded = written(team, user)
    assert loaded.notices == ()
    assert loaded.values == settings.Values(
        zone="Europe/Berlin",
        roster=("Ada L.", "Bo"),
        severities=("P1",),
        words=("rookie",),
        flags_off=("hindsight",),
        most_actions=4,
        due={"SEV1": 3, "P2": 60},
        milestones=("declared", "closed"),
        ground_rules=("Be kind.␛",),
        theme="light",
        hints=False,
        presenting=True,
        keymap={"undo": "ctrl+z", "help": "f1,question_mark"},
    )
    assert loaded.sources["zone"] == tmp_path / "pm-tui.toml"
    assert loaded.sources["keymap"] == tmp_path / "user.toml"


@pytest.mark.parametrize(
    ("team", "line", "key", "words"),
    [
        ('\nzone = "Mars"', 2, "zone", "IANA"),
        ('zone = "../etc/passwd"', 1, "zone", "IANA"),
        ("zone = 3", 1, "zone", "IANA"),
        ('# zone = 1\n"zone" = ""', 2, "zone", "IANA"),
        ("severities = []", 1, "severities", "empty"),
        ("ground_rules = []", 1, "ground_rules", "empty"),
        ('ground_rules = "Be kind."', 1, "ground_rules", "list of texts"),
        ("roster = [1]", 1, "roster", "list of texts"),
        ('roster = "Ada"', 1, "roster", "list of texts"),
        ('[other]\nx = 1\n[flags]\noff = ["unkind"]', 4, "flags.off", "unkind"),
        ('milestones = "declared"', 1, "milestones", "list of texts"),
        ('milestones = ["detected"]', 1, "milestones", "every team has"),
        ('milestones = ["war room"]', 1, "milestones", "one word"),
        ('milestones = ["abcdefghijklmnopqrstu"]', 1, "milestones", "20 letters"),
        ("agenda = 60", 1, "agenda", "a table of stage = minutes"),
        ("[agenda]", 1, "agenda", "is empty"),
        ("\n[agenda]\nopen = 3\nwhys = 0", 2, "agenda", "“whys”, which is not a number of minutes"),
        ("[agenda]\nopen = true", 1, "agenda", "“open”"),
        ("[agenda]\nopen = nan", 1, "agenda", "“open”"),
        ('[agenda]\n" " = 3', 1, "agenda", "without a name"),
        ('questions = ["What did it cost?"]', 1, "questions", "a table of key"),
        ("[questions]\ncost = 3", 1, "questions", "“cost”, which is not a text"),
        ('[sections]\nSecurity = "Was data seen?"', 1, "sections", "“Security”, which is not a list of texts"),
        ("sections = true", 1, "sections", "a table of section"),
        ('[deadline]\n\nhours = "two days"', 3, "deadline.hours", "number of hours"),
        ("[deadline]\nhours = 0", 2, "deadline.hours", "number of hours"),
        ("[deadline]\nhours = inf", 2, "deadline.hours", "number of hours"),
        ("[deadline]\nweekends = 0", 2, "deadline.weekends", "neither true nor false"),
        ('[deadline]\nholidays = "2026-12-25"', 2, "deadline.holidays", "list of days"),
        ('[deadline]\nholidays = ["25.12."]', 2, "deadline.holidays", "list of days"),
        ("[deadline]\nholidays = [2026-12-25T10:00:00]", 2, "deadline.holidays", "list of days"),
        ("deadline = 48", 1, "deadline", "not a setting"),
        ("flags.off = true", 1, "flags.off", "list of texts"),
        ("flags = 3", 1, "flags", "not a setting"),
        ("most_actions = 0", 1, "most_actions", "whole number"),
        ("most_actions = true", 1, "most_actions", "whole number"),
        ("most_actions = 2.5", 1, "most_actions", "whole number"),
        ("due = 3", 1, "due", "[due] SEV1 = 14"),
        ('[due]\nSEV1 = "soon"', 1, "due", "[due] SEV1 = 14"),
        ("[due]\nSEV1 = -1", 1, "due", "[due] SEV1 = 14"),
        ("words = 3", 1, "words", "list of texts"),
        ("hints = true", 1, "hints", "your own file"),
        ('colour = "red"', 1, "colour", "not a setting"),
        ('theme = "light"', 1, "theme", "your own file"),
        ('[keymap]\nundo = "x"', 1, "keymap", "your own file"),
        ("zone = \n", 1, "", "not TOML"),
        ('zone = "UTC"\nzone = "UTC"\n', 2, "", "not TOML"),
        (b"zone = '\xff'", 0, "", "UTF-8"),
        ("a = " + "[" * 9000, 0, "", "cannot be read"),
        ("most_actions = " + "9" * 9000, 0, "", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_noticed_and_the_defaults_stand(written, team, line, key, words):
    loaded = written(team)
    assert loaded.values == settings.Values()
    notice = loaded.notices[-1]
    assert (notice.line, notice.key) == (line, key)
    assert words in notice.text
    assert str(notice).startswith(f"{notice.file}, line {line}: " if line else f"{notice.file}: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_settings_file_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_text("#" * (settings.LARGEST + 1))
    for name, notices in (("pipe", 0), ("/dev/null", 0), ("/dev/zero", 1), ("large", 1)):
        loaded = settings.load(tmp_path, {"PM_TUI_SETTINGS": str(tmp_path / name)})
        assert (loaded.values, len(loaded.notices)) == (settings.Values(), notices)


@pytest.mark.parametrize(
    "user", ['theme = "dark\n"', 'theme = "neon"', "keymap = 3", "[keymap]\nundo = 3", 'zone = "UTC"']
)
def test_the_users_file_is_checked_too(written, user):
    loaded = written(user=user)
    assert loaded.values == settings.Values()
    assert len(loaded.notices) == 1
    assert loaded.notices[0].line == 1


def test_one_bad_value_leaves_the_others(written):
    loaded = written('zone = "Mars"\nseverities = ["Big", "Small"]')
    assert loaded.values.severities == ("Big", "Small")
    assert [notice.key for notice in loaded.notices] == ["zone"]


def test_a_folder_in_the_files_place_is_one_notice(tmp_path):
    (tmp_path / "pm-tui.toml").mkdir()
    loaded = settings.load(tmp_path, {"PM_TUI_SETTINGS": str(tmp_path / "none")})
    assert len(loaded.notices) == 1


def test_the_agenda_keeps_its_order_and_takes_stages_of_the_team(written):
    loaded = written('[agenda]\nclose = 1\n"War  room" = 2.5\nopen = 3')
    assert loaded.notices == ()
    assert list(loaded.values.agenda.items()) == [("close", 1), ("War room", 2.5), ("open", 3)]


def test_own_questions_come_from_both_tables(written):
    team = '[questions]\ncost = "What did it\\u0007 cost?"\n[sections]\nSecurity = ["Was data seen?", "By whom?"]'
    asked = written(team).values.own_questions
    assert [(question.section, question.text) for question in asked] == [
        ("", "What did it␇ cost?"),
        ("Security", "Was data seen?"),
        ("Security", "By whom?"),
    ]
    assert len({question.key for question in asked}) == 3


def test_the_deadline_is_a_rule(written):
    rule = written('[deadline]\nhours = 24\nweekends = false\nholidays = [2026-12-26, "2026-12-25"]').values.deadline
    assert (rule.hours, rule.weekends) == (24, False)
    assert rule.holidays == {dt.date(2026, 12, 25), dt.date(2026, 12, 26)}


def test_texts_are_cleaned(written):
    loaded = written('roster = ["Ada\\u001b[31m"]')
    assert loaded.values.roster == ("Ada␛[31m",)


def test_every_key_has_a_field_and_a_default_that_would_be_accepted():
    assert {key.field for key in settings.KEYS.values()} == set(settings.Values.__dataclass_fields__)
    for key in settings.KEYS.values():
        value = settings.default(key)
        raw = list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
        assert key.read(raw) == value


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="zone=flagsof.[]\"'# \n\\u1", max_size=60) | st.text(max_size=40))
def test_no_text_makes_loading_fail(written, source):
    loaded = written(source.encode("utf-8", "surrogatepass"))
    assert all(str(notice) for notice in loaded.notices)
