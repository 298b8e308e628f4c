"""Our own table of a timeline, pasted back: each row becomes the event that it was exported from.

Earliest and latest instant, certainty, end, words, milestones, kind, key, people, tags, when it became known, what was
known then, links and second accounts come back as they were, whatever the zone of the review. What a table cannot tell
does not: the rows to which a row was bound (its time between them does), what is public, which milestones were refused,
ids, times as they were typed, the text of evidence that the review keeps, blanks around the words and runs of blanks in
names. Of a whole document the timeline alone makes rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

import msgspec

from pm_tui.formats.md_escape import written
from pm_tui.formats.md_timeline import COLUMNS, NO_WORDS, SECOND_CLOCK, SOMEBODY, TOLD, abouts
from pm_tui.formats.paste_bearings import Bearings, Timed
from pm_tui.formats.paste_own_cells import (
    Known,
    moment_at,
    read_evidence,
    read_kind,
    read_known,
    read_names,
    read_when,
    read_words,
)
from pm_tui.formats.paste_rows import Beyond, PastedRow
from pm_tui.review.eventline import EventLine
from pm_tui.review.model import Account, Moment

_CELL = re.compile(r"((?:\\.|[^\\|])*)\|")
_RULE = re.compile(r"\|(?: *-{3,} *\|)+")
_HEADING = re.compile(r"#{1,6} Timeline")
_TELLER = re.compile(r"- (?P<name>(?:\\.|[^\\,;:])+)")


class OwnTable(msgspec.Struct, frozen=True):
    """Where our table stands in a paste: its header's line, the titles, and the line after its last row."""

    header: int
    titles: tuple[str, ...]
    end: int


def find_own(lines: Sequence[str]) -> OwnTable | None:
    """Find our table, by its header and by a time written as we write it; None where there is none."""
    for number, line in enumerate(lines[:-2]):
        if not line.startswith("| When |") or not _RULE.fullmatch(lines[number + 1].strip()):
            continue
        titles = tuple(_cells(line))
        if not _is_header(titles):
            continue
        end = next((at for at in range(number + 2, len(lines)) if not lines[at].startswith("|")), len(lines))
        if any(read_when(_cells(row)[0]) for row in lines[number + 2 : end]):
            return OwnTable(number, titles, end)
    return None


def _is_header(titles: Sequence[str]) -> bool:
    """Whether titles are ours in their order, some of them left out."""
    places = [COLUMNS.index(title) for title in titles if title in COLUMNS]
    ours = sum(title in COLUMNS or title.startswith(SECOND_CLOCK) for title in titles)
    return places == sorted(set(places)) and ours == len(titles)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELL.findall(line.strip()[1:])] or [""]


def read_own(lines: Sequence[str], table: OwnTable, bearings: Bearings) -> list[PastedRow]:
    """Read the rows of our table, each with the accounts that are told differently below it.

    A time that was changed by hand into one we do not write is read as in any table; any other such cell is words.
    """
    numbers = range(table.header + 2, table.end)
    rows = [_row(table.titles, lines[number], bearings) for number in numbers]
    names = abouts([row.line.text for row in rows])
    told: dict[int, dict[int, Account]] = {}
    for number in _told_below(lines, table.end):
        if read := _account(lines[number], names):
            told.setdefault(read[0], {})[number] = read[1]
    return [_with_told(lines, row, numbers[place], told.get(place, {})) for place, row in enumerate(rows)]


def _with_told(lines: Sequence[str], row: PastedRow, number: int, told: Mapping[int, Account]) -> PastedRow:
    """The row with its second accounts, which stand on the lines of these numbers."""
    numbers = (number, *told)
    beyond = msgspec.structs.replace(row.beyond or Beyond(), accounts=tuple(told.values()), numbers=numbers)
    source = "\n".join(lines[line] for line in numbers)
    return msgspec.structs.replace(row, source=source, numbers=numbers, beyond=beyond)


def furniture(lines: Sequence[str], table: OwnTable) -> frozenset[int]:
    """The lines that say nothing but what stands below them: title, header, rule."""
    above = [number for number in range(table.header) if lines[number].strip()][-1:]
    titles = [number for number in above if _HEADING.fullmatch(lines[number].strip())]
    below = [number for number in range(table.end, len(lines)) if lines[number].strip()][:1]
    told = [number for number in below if lines[number].strip() == TOLD]
    return frozenset((*titles, table.header, table.header + 1, *told))


def _row(titles: Sequence[str], line: str, bearings: Bearings) -> PastedRow:
    """The event of a row; what stands there otherwise than we write it is words of the event."""
    found = _cells(line)
    cells = dict(zip(titles, found, strict=False))
    when, kind = read_when(cells["When"]), read_kind(cells.get("Kind", ""))
    known, evidence = read_known(cells.get("Known", "")), read_evidence(cells.get("Evidence", ""))
    milestones, text = read_words(cells.get("What happened", ""))
    timed = Timed(when.at, when.end, dated=True) if when else _other_time(written(cells["When"]), bearings)
    unread = [title for title, read in (("Kind", kind), ("Known", known), ("Evidence", evidence)) if read is None]
    more = [written(cell) for cell in (*(cells[title] for title in unread), *found[len(titles) :])]
    event = EventLine(
        at=timed.at,
        end=timed.end,
        text=" — ".join(filter(None, [timed.rest, text, *more])),
        kind=kind[0] if kind else "",
        milestones=milestones,
        actors=read_names(cells.get("Who", "")),
        problem=timed.problem,
    )
    known = known or Known()
    beyond = Beyond(
        key=bool(kind and kind[1]),
        tags=read_names(cells.get("Tags", "")),
        learnt=known.at,
        learnt_by=known.people,
        believed=known.believed,
        knew=written(cells.get("Known then", "")),
        evidence=evidence or (),
    )
    return PastedRow(event, line, dated=timed.dated, beyond=beyond)


def _other_time(text: str, bearings: Bearings) -> Timed:
    """A time that somebody changed by hand."""
    return bearings.time(text) or Timed(Moment(text=text))


def _told_below(lines: Sequence[str], end: int) -> Iterator[int]:
    """The lines of the accounts below the table."""
    filled = [number for number in range(end, len(lines)) if lines[number].strip()]
    if filled and lines[filled[0]].strip() == TOLD:
        yield from takewhile(lambda number: lines[number].startswith("- "), filled[1:])


def _account(line: str, names: Sequence[str]) -> tuple[int, Account] | None:
    """Read a second account, and the place of the row that it is about; None where nobody can tell the row."""
    teller = _TELLER.match(line)
    if teller is None:
        return None
    at, stop = Moment(), teller.end()
    if line.startswith(", ", stop) and (read := moment_at(line, stop + len(", "))):
        at, stop = read
    behind = line[stop:].removeprefix(", ")
    about = max((name for name in names if behind.startswith(f"{name}: ")), key=len, default="")
    if not about:
        return None
    name, said = written(teller["name"]), behind[len(about) + len(": ") :].strip()
    text = "" if said == NO_WORDS else written(said)
    return names.index(about), Account(id=0, teller="" if name == SOMEBODY else name, at=at, text=text)
