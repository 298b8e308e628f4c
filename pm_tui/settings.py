"""The two settings files and the one table of what may stand in them.

`pm-tui.toml` in the library belongs to the team and travels with the reviews; the user's own holds how the program
looks and which keys it takes. A value that cannot be used is one notice that names file, line and key, and the default
stands: a typo in a settings file never keeps a meeting waiting.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from pm_tui import paths
from pm_tui.review import agenda, zones
from pm_tui.review.deadline import Rule
from pm_tui.review.ground_rules import RULES
from pm_tui.review.milestones import MARKS, OWN_WIDTH
from pm_tui.review.own import TeamQuestion, of_team
from pm_tui.text import clean, one_line

Scope = Literal["team", "user"]

LARGEST = 2**20
"""Bytes of a settings file."""

MOST_HOURS = 24 * 365

THEMES = ("dark", "light", "high-contrast")
"""The themes by the names that a settings file uses."""

MOST_DAYS = 3650


@dataclass(frozen=True)
class Values:
    """Every setting, with its default. A key `a.b` of the files is the field `a_b`."""

    zone: str = "UTC"
    severities: tuple[str, ...] = ("SEV1", "SEV2", "SEV3", "SEV4")
    roster: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    flags_off: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    agenda: Mapping[str, float] = field(default_factory=lambda: agenda.MINUTES)
    questions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    deadline_hours: float = 48
    deadline_weekends: bool = True
    deadline_holidays: tuple[dt.date, ...] = ()
    ground_rules: tuple[str, ...] = RULES
    most_actions: int = 7
    evidence_megabytes: int = 50
    customer_approvers: tuple[str, ...] = ()
    due: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"SEV1": 14, "SEV2": 30, "SEV3": 60, "SEV4": 90})
    )
    theme: str = "dark"
    hints: bool = True
    presenting: bool = False
    keymap: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def deadline(self) -> Rule:
        """Until when a review should be done, and which days count."""
        return Rule(self.deadline_hours, self.deadline_weekends, frozenset(self.deadline_holidays))

    @property
    def own_questions(self) -> tuple[TeamQuestion, ...]:
        """The questions that the team asks in every review."""
        return of_team(self.questions, self.sections)


@dataclass(frozen=True)
class Notice:
    """What could not be used: `line` counts from 1, 0 when the whole file is meant; `key` is "" then."""

    file: Path
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        where = f"{clean(str(self.file))}, line {self.line}" if self.line else clean(str(self.file))
        return f"{where}: {self.text}"


@dataclass(frozen=True)
class Settings:
    """The values in force, what could not be used, and the file that each changed key came from."""

    values: Values = Values()
    notices: tuple[Notice, ...] = ()
    sources: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Key:
    """One known key: `read` turns TOML's value into ours and raises ValueError with what it wants instead."""

    name: str
    scope: Scope
    read: Callable[[object], object]
    help: str

    @property
    def field(self) -> str:
        """The name of the field of `Values`."""
        return self.name.replace(".", "_")


def load(library: Path, environ: Mapping[str, str]) -> Settings:
    """Read both files; a file that is not there is no fault. Never raises for what stands in them."""
    found: dict[str, Any] = {}
    notices: list[Notice] = []
    sources: dict[str, Path] = {}
    for scope, file in files(library, environ).items():
        table, source, problem = _parse(file)
        if problem:
            notices.append(problem)
        for name, raw in _flat(table):
            try:
                _set(found, name, raw, scope)
                sources[name] = file
            except ValueError as error:
                notices.append(Notice(file, _line_of(name, source), name, str(error)))
    return Settings(replace(Values(), **found), tuple(notices), MappingProxyType(sources))


def files(library: Path, environ: Mapping[str, str]) -> dict[Scope, Path]:
    """Where the two files are, whether they exist or not."""
    return {"team": library / paths.SETTINGS_NAME, "user": paths.user_settings(environ)}


def default(key: Key) -> Any:
    """The value of `key` when no file says otherwise."""
    return getattr(Values(), key.field)


def _parse(file: Path) -> tuple[dict[str, Any], str, Notice | None]:
    """Return the file's table, its text, and a notice if it cannot be read as TOML at all."""
    try:
        source = paths.read_small(file, LARGEST).decode("utf-8-sig")
        return tomllib.loads(source), source, None
    except FileNotFoundError:
        return {}, "", None
    except OSError as error:
        return {}, "", Notice(file, 0, "", f"This file cannot be read ({error.strerror}); the defaults are used.")
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else 0
        text = f"This is not TOML: {clean(one_line(str(error)))}. The defaults are used."
        return {}, "", Notice(file, line, "", text)
    except UnicodeDecodeError:
        return {}, "", Notice(file, 0, "", "This is not TOML in UTF-8; the defaults are used.")
    except (ValueError, RecursionError):  # no end; a NUL in the name; a number of thousands of digits, or brackets
        return {}, "", Notice(file, 0, "", "This cannot be read as settings; the defaults are used.")


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield `a.b` and its value for every key; a table that is itself a known key (the keymap) stays whole."""
    for name, raw in table.items():
        dotted = prefix + name
        if isinstance(raw, dict) and dotted not in KEYS and not prefix:
            yield from _flat(raw, f"{dotted}.")
        else:
            yield dotted, raw


def _set(found: dict[str, Any], name: str, raw: object, scope: Scope) -> None:
    """Put the value of `name` into `found`; raise ValueError with the sentence of the notice if it cannot be used."""
    key = KEYS.get(name)
    if key is None:
        raise ValueError(
            f"{clean(one_line(name))} is not a setting, so it is ignored; `pm-tui settings` lists them all."
        )
    if key.scope != scope:
        whose = "the team's file, in the library" if key.scope == "team" else "your own file"
        raise ValueError(f"{name} belongs in {whose}; it is ignored here.")
    try:
        found[key.field] = key.read(raw)
    except ValueError as error:
        raise ValueError(f"{name} {error}. The default is used.") from None


def _line_of(name: str, source: str) -> int:
    """The line (from 1) on which the key `name` is set, 0 if it cannot be found; tomllib does not tell."""
    table = ""
    for number, line in enumerate(source.split("\n"), 1):
        if heading := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = f"{_bare(heading[1])}."
            if table == f"{name}.":
                return number
        elif (key := re.match(r"\s*([^=#]+?)\s*=", line)) and table + _bare(key[1]) == name:
            return number
    return 0


def _bare(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _zone(raw: object) -> str:
    if isinstance(raw, str) and zones.find(raw):
        return raw
    raise ValueError("is not the IANA name of a time zone (example: Europe/Berlin)")


def _text(raw: object) -> str:
    if isinstance(raw, str) and (text := one_line(clean(raw))):
        return text
    raise ValueError("is not a text in quotes")


def _texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise ValueError('is not a list of texts (example: ["one", "two"])')
    try:
        return tuple(dict.fromkeys(_text(item) for item in raw))
    except ValueError:
        raise ValueError('is not a list of texts (example: ["one", "two"])') from None


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    def read(raw: object) -> str:
        if isinstance(raw, str) and raw in choices:
            return raw
        raise ValueError(f"is none of {', '.join(choices)}")

    return read


def _yes(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise ValueError("is neither true nor false")


def _severities(raw: object) -> tuple[str, ...]:
    if names := _texts(raw):
        return names
    raise ValueError('is empty (example: ["SEV1", "SEV2"])')


def _rules(raw: object) -> tuple[str, ...]:
    if rules := _texts(raw):
        return rules
    raise ValueError('is empty (example: ["We look for causes, not for culprits."])')


def _categories(raw: object) -> tuple[str, ...]:
    from pm_tui.blame.rules.rule import Category  # noqa: PLC0415 (the rules load slowly: only who sets this waits)

    names, known = _texts(raw), get_args(Category)
    if unknown := [name for name in names if name not in known]:
        raise ValueError(f"names {unknown[0]}, which is none of {', '.join(known)}")
    return names


def _milestones(raw: object) -> tuple[str, ...]:
    """One word each, in small letters, as a mark in an event line is written."""
    names = tuple(dict.fromkeys(name.lower() for name in _texts(raw)))
    for name in names:
        if name in MARKS:
            raise ValueError(f"names {name}, which every team has")
        if not name.isalpha() or len(name) > OWN_WIDTH:
            raise ValueError(f"names “{name}”, which is not one word of at most {OWN_WIDTH} letters")
    return names


def _count(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw < 1000:
        return raw
    raise ValueError("is not a whole number from 1 to 999")


def _due(raw: object) -> Mapping[str, int]:
    """Severity to days; what is set stands for the whole table."""
    wanted = ValueError("is not a table of severity = days, from 1 to 3650 (example: [due] SEV1 = 14)")
    if not isinstance(raw, dict):
        raise wanted
    days: dict[str, int] = {}
    for severity, value in raw.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= MOST_DAYS:
            raise wanted
        days[clean(one_line(severity))] = value
    return MappingProxyType(days)


def _keymap(raw: object) -> Mapping[str, str]:
    """Command id to keys, several keys with commas between them."""
    wanted = ValueError('is not a table of command = "keys" (example: undo = "ctrl+z")')
    if not isinstance(raw, dict):
        raise wanted
    keys: dict[str, str] = {}
    for command, value in raw.items():
        try:
            keys[clean(command)] = ",".join(_texts(value)) if isinstance(value, list) else _text(value)
        except ValueError:
            raise wanted from None
    return MappingProxyType(keys)


def _table(raw: object, wanted: str, read: Callable[[object], Any]) -> Mapping[str, Any]:
    """A table of names and values, in its order. ValueError: with what a value is, or with `wanted`."""
    if not isinstance(raw, dict):
        raise ValueError(wanted)
    found: dict[str, Any] = {}
    for written, value in raw.items():
        name = one_line(clean(written))
        if not name:
            raise ValueError("has an entry without a name")
        try:
            found[name] = read(value)
        except ValueError as error:
            raise ValueError(f"has “{name}”, which {error}") from None
    return MappingProxyType(found)


def _agenda(raw: object) -> Mapping[str, float]:
    def minutes(value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= agenda.MOST_MINUTES:
            return value
        raise ValueError(f"is not a number of minutes, more than 0 and at most {agenda.MOST_MINUTES}")

    if raw == {}:
        raise ValueError("is empty (example: timeline = 35)")
    return _table(raw, "is not a table of stage = minutes (example: timeline = 35)", minutes)


def _questions(raw: object) -> Mapping[str, str]:
    return _table(raw, 'is not a table of key = "question" (example: cost = "What did it cost?")', _text)


def _sections(raw: object) -> Mapping[str, tuple[str, ...]]:
    return _table(raw, 'is not a table of section = ["question", …]', _texts)


def _hours(raw: object) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 < raw <= MOST_HOURS:
        return raw
    raise ValueError(f"is not a number of hours, more than 0 and at most {MOST_HOURS} (example: 48)")


def _days(raw: object) -> tuple[dt.date, ...]:
    """Days as TOML's own dates or as texts, each once, in order."""
    wanted = 'is not a list of days (example: ["2026-12-25"])'
    if not isinstance(raw, list):
        raise ValueError(wanted)
    days: set[dt.date] = set()
    for item in raw:
        try:
            is_day = isinstance(item, dt.date) and not isinstance(item, dt.datetime)
            days.add(item if is_day else dt.date.fromisoformat(_text(item)))
        except ValueError:
            raise ValueError(wanted) from None
    return tuple(sorted(days))


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("zone", "team", _zone, "IANA time zone of a new review"),
        Key("severities", "team", _severities, "names of the severities, the worst first"),
        Key("roster", "team", _texts, "names of people, so that the blame check knows them"),
        Key("words", "team", _texts, "words and phrases that are never flagged as blame"),
        Key("flags.off", "team", _categories, "categories of blame language that are not flagged"),
        Key("milestones", "team", _milestones, "the team's own milestones, beside ours: declared, closed"),
        Key("agenda", "team", _agenda, "stages of a meeting in order, and the minutes of each: [agenda] timeline = 35"),
        Key("questions", "team", _questions, 'questions of the team\'s own: [questions] cost = "What did it cost?"'),
        Key("sections", "team", _sections, 'the same in sections: [sections] Security = ["Was data seen?"]'),
        Key("deadline.hours", "team", _hours, "hours from the end of an incident until its review should be done"),
        Key("deadline.weekends", "team", _yes, "whether weekends count as time for the review"),
        Key("deadline.holidays", "team", _days, "days that do not count as time for the review"),
        Key("ground_rules", "team", _rules, "what a meeting agrees on at its beginning, in place of our rules"),
        Key(
            "most_actions",
            "team",
            _count,
            "how many open actions a review has at most before it is asked which go first",
        ),
        Key("evidence.megabytes", "team", _count, "how large a file of evidence may be, in MB"),
        Key("customer_approvers", "team", _texts, "who has to agree before customers read their version of a review"),
        Key("due", "team", _due, "days until an action is due, by severity: [due] SEV1 = 14"),
        Key("theme", "user", _one_of(THEMES), f"colours: {', '.join(THEMES)}"),
        Key("hints", "user", _yes, "whether softer finds of blame language are underlined too"),
        Key("presenting", "user", _yes, "begin in front of a group: no hints, and of a flag its question only"),
        Key("keymap", "user", _keymap, 'other keys for commands: [keymap] undo = "ctrl+z"'),
    )
}
"""Every key that a settings file may hold, in the order in which they are listed."""
