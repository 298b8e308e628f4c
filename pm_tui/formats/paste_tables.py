"""The tables of a pasted timeline: Markdown pipes, or columns parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from pm_tui.formats.paste_bearings import Bearings, Timed
from pm_tui.formats.paste_counted import SPAN
from pm_tui.formats.paste_html import readable
from pm_tui.formats.paste_lines import bulletless
from pm_tui.formats.paste_zones import find_zone, only_zone
from pm_tui.review.model import Moment

Role = Literal["time", "again", "beside", "date", "end", "who", "zone", "count", "text"]
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("count", re.compile(rf"{SPAN.pattern}|^\W*T\W*\+", re.IGNORECASE)),
    ("zone", re.compile(r"^\W*(?:tz|(?:time\s?)?zone)\W*$", re.IGNORECASE)),
    ("end", re.compile(r"\b(?:end|until|finish(?:ed)?|stop(?:ped)?|to)\b", re.IGNORECASE)),
    (
        "time",
        re.compile(
            r"\b(?:times?|timestamps?|when|clock|start(?:ed)?|from|at|local|hh:mm|utc|gmt|ts|epoch|zeit|uhrzeit|heure|hora)\b",
            re.IGNORECASE,
        ),
    ),
    ("date", re.compile(r"\b(?:dates?|day|datum|fecha)\b", re.IGNORECASE)),
    (
        "who",
        re.compile(
            r"\b(?:who|actors?|person|people|author|users?|sender|by|owner|responders?|engineers?)\b", re.IGNORECASE
        ),
    ),
)
_AGAIN = re.compile(r"Time in [\w/+-]+")
"""The title of a column that says the times of the first once more, on another clock."""
_RULE = re.compile(r"\s*(?:[|+]\s*:?[-=]+:?\s*|:?[-=]{2,}:?\s*)(?:[|+]\s*:?[-=]+:?\s*)*[|+]?\s*")
_CLOCK = re.compile(r"~?[0-9?]{1,2}(?:[:h][0-9?]{2}|\s?[ap]m\b)", re.IGNORECASE)
_HALF = re.compile(r"\s*[ap]\.?m\.?\s*", re.IGNORECASE)
_WORDS = frozenset({"text", "count", "beside"})
_DATED = re.compile(r"[0-9]{4}\b.*[0-9]:[0-9]{2}|[0-9]:[0-9]{2}.*[0-9]{4}\b")
_WRAPS = "*_`"


class Row(msgspec.Struct, frozen=True):
    """A row of a table as an event; `number` counts the rows and rules of the table from 0."""

    timed: Timed
    text: str
    actors: tuple[str, ...] = ()
    number: int = 0


def is_rule(line: str) -> bool:
    """Whether a line only draws: |---|:--:|, +-----+, =====."""
    return bool(_RULE.fullmatch(line)) or bool(re.fullmatch(r"\s*(?:[-*_=~]\s*){3,}", line))


def is_row(line: str) -> bool:
    """Whether a line can stand in a table by itself: it begins with a pipe, or has columns parted by tabs."""
    body = line.strip()
    return (body.startswith("|") and "|" in body[1:]) or bool(re.search(r"\S *\t+ *\S", body))


def in_columns(line: str) -> list[str]:
    """The titles of a table whose columns are parted by spaces; empty if the line is no such header."""
    titles = re.split(r"\s{2,}", line.strip())
    return titles if len(titles) > 1 and is_header(titles) else []


MOST_COLUMNS = 60
"""Columns that are looked at for what they hold; a line of nothing but pipes would take long."""


def cells(line: str) -> list[str]:
    """Split a row into its cells; a pipe behind a backslash belongs to the text."""
    body = line.strip()
    if not has_pipe(body):
        first, *others = body.split("\t")
        return [bulletless(first), *(cell.strip() for cell in others)]
    parts = re.split(r"(?<!\\)\|", re.sub(r"\|\|(?!\|)", "|", body) if body.startswith("||") else body)
    parts = parts[1:] if body.startswith("|") else parts
    parts = parts[:-1] if parts and not parts[-1].strip() else parts
    return [part.strip().replace("\\|", "|") for part in parts]


def has_pipe(line: str) -> bool:
    """Whether a line holds a pipe that is not behind a backslash."""
    return bool(re.search(r"(?<!\\)\|", line))


def read_table(lines: Sequence[str], bearings: Bearings) -> list[Row]:
    """Read the lines of one table. Header and rules make no rows; a zone in a column's title counts from then on."""
    rule = next((index for index, line in enumerate(lines) if is_rule(line)), None)
    rows = [(number, cells(line)) for number, line in enumerate(lines) if not is_rule(line)]
    return read_rows(rows, bearings, headed=rule == 1)


def read_rows(rows: Sequence[tuple[int, list[str]]], bearings: Bearings, *, headed: bool = False) -> list[Row]:
    """Read the cells of a table, each row with its number; the first row is a header if `headed`, or if it looks so."""
    roles: list[Role] = []
    if rows and not any(map(bearings.begins, rows[0][1][:MOST_COLUMNS])) and (headed or is_header(rows[0][1])):
        header, rows = rows[0][1], rows[1:]
        roles = _roles(header)
        for title, role in zip(header, roles, strict=True):
            if role in {"time", "date"}:
                bearings.zones.take_column(title)
    read = [(number, _row(row, roles, bearings)) for number, row in rows if any(row)]
    return [msgspec.structs.replace(row, number=number) for number, row in read if row is not None]


def is_header(row: list[str]) -> bool:
    """Whether a first row without a rule below it is a header: short titles, one of them a time or a date."""
    bare = [_bare(cell) for cell in row]
    return any(role in {"time", "date"} for role in _roles(row)) and all(
        len(cell) < 40 and not re.search(r"[0-9][:h][0-9]", cell) for cell in bare
    )


def _roles(header: list[str]) -> list[Role]:
    roles: list[Role] = []
    for named in header[:MOST_COLUMNS]:
        title = re.sub(r"_|(?<=[a-z])(?=[A-Z])", " ", named)  # created_at, startTime
        short = len(title.split()) <= 5
        role: Role = next((role for role, words in _ROLES if short and words.search(title)), "text")
        role = "time" if role == "text" and only_zone(title) else role
        role = "again" if "time" in roles and _AGAIN.fullmatch(named) else role
        if role == "time" and "time" in roles and find_zone(title) and not find_zone(header[roles.index("time")]):
            roles[roles.index("time")] = "beside"  # of the local time and UTC, the one whose zone is known
        taken = role in roles and role in {"time", "date", "end", "who", "zone"}
        roles.append("text" if taken or (role == "end" and "time" not in roles) else role)
    if "time" not in roles and "date" in roles:
        roles[roles.index("date")] = "time"
    unread: list[Role] = ["text"] * (len(header) - len(roles))
    return roles + unread


def _bare(cell: str) -> str:
    """A cell of times without the marks around it: bold, code, brackets, line breaks."""
    bare = " ".join(readable(cell).split())
    bare = re.sub(r"^\[([^\]]*)\]\([^)]*\)$", r"\1", bare.strip())
    bare = re.sub(r"^[\[(](.*)[\])]$", r"\1", bare.strip(_WRAPS + " "))
    return re.sub(r"(?<=[0-9a-zA-Z])[*_`]+(?=\s|$)|(?:(?<=\s)|^)[*_`]+(?=\S)", "", bare).strip()


def _row(row: list[str], roles: list[Role], bearings: Bearings) -> Row | None:
    if "time" not in roles:
        roles = _guess(row, roles, bearings)
    padded = [*roles, *["text"] * (len(row) - len(roles))][: len(row)]
    of = {role: _bare(cell) for role, cell in zip(padded, row, strict=True) if role not in _WORDS}
    halves = [cell for role, cell in zip(padded, row, strict=True) if role == "text" and _HALF.fullmatch(cell)]
    if len(halves) == 1 and of.get("time", "")[-1:].isdigit():  # AM and PM in a column of their own
        of["time"] = f"{of['time']} {halves[0]}"
        row = ["" if cell == halves[0] else cell for cell in row]
    words = [readable(cell) for role, cell in zip(padded, row, strict=True) if role in _WORDS and cell]
    raw = " ".join(part for part in (of.get("date", ""), of.get("time", ""), of.get("zone", "")) if part)
    beside = _bare(row[padded.index("beside")]) if "beside" in padded else ""
    if _DATED.search(beside) and raw and not re.search(r"[0-9]{4}", raw):  # the date stands with the local time alone
        zone = bearings.zones.named
        raw = f"{beside} ({raw} {zone.written})" if zone else ""
    if raw and not words and bearings.take_date(raw):
        return None  # a row that is only a date, over the rows of that day
    if of.get("end") and of.get("time"):
        raw = f"{raw} .. {of['end']}"
    timed = bearings.time(raw) if raw else Timed(Moment())
    if timed is None:
        timed = Timed(Moment(text=raw))
    words = [timed.rest, *words] if timed.rest else words
    actors = tuple(name.strip() for name in re.split(r",|;|&|\s+and\s+|/", of.get("who", "")) if name.strip())
    return Row(timed, " — ".join(words), actors)


def _guess(row: list[str], roles: list[Role], bearings: Bearings) -> list[Role]:
    """Without a title for it: the first cell that begins with a time, or two that are date and time."""
    counts = {index for index, role in enumerate(roles) if role == "count"}
    bare = ["" if index in counts else _bare(cell) for index, cell in enumerate(row)] + [""]
    first = next((index for index, cell in enumerate(bare) if bearings.begins(cell)), 0)
    dated = not _CLOCK.search(bare[first]) and _CLOCK.match(bare[first + 1])
    before: list[Role] = ["text"] * first
    if first in counts:
        return []
    return [*before, "date", "time"] if dated else [*before, "time"]
