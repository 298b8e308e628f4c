"""The sections of a whole document that is pasted as it is: what stands outside its timeline is no row of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from pm_tui.formats.paste_lines import FENCE, HEADING
from pm_tui.formats.paste_rows import PastedRow

_NAMES = (
    "time ?-?lines?|chronology|sequence of events|(?:key|log of) events|zeitleiste|(?:zeitlicher )?ablauf|verlauf|"
    "chronologie|cronología|línea de tiempo|cronologia|tijdlijn|linha do tempo"
)
_TIMELINE = re.compile(rf"\W*(?:[\w.]+ +){{0,2}}(?:{_NAMES})\b.{{0,60}}", re.IGNORECASE)
_UNDERLINE = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*")


class _Section(NamedTuple):
    """A heading: the line where it stands, its level from 1 to 6, its words."""

    start: int
    level: int
    title: str


def without_other_sections(rows: Sequence[PastedRow], lines: Sequence[str]) -> list[PastedRow]:
    """Drop the rows without a clock that stand outside the timeline, if the document has one and more than that.

    They stay in the preview, for whoever wants one of them. Summaries, lessons and lists of actions of a pasted
    document would stand in the timeline as rows of unknown time.
    """
    inside = _timeline(lines)
    if not inside or not any(row.line.at.text and _begins_in(row, inside) for row in rows):
        return list(rows)
    return [
        row if row.line.at.certainty not in ("unknown", "day") or _begins_in(row, inside) else _dropped(row)
        for row in rows
    ]


def _begins_in(row: PastedRow, inside: frozenset[int]) -> bool:
    """A row that begins above the timeline may reach into it: a title with its date, and all up to the first clock."""
    return bool(row.numbers) and row.numbers[0] in inside


def _dropped(row: PastedRow) -> PastedRow:
    return msgspec.structs.replace(row, keep=False)


def _timeline(lines: Sequence[str]) -> frozenset[int]:
    """The lines of the sections that are titled as a timeline, with the sections below them."""
    sections = [*_sections(lines), _Section(len(lines), 0, "")]
    inside: set[int] = set()
    level = 0
    for section, following in pairwise(sections):
        if level and section.level <= level:
            level = 0
        if not level and _TIMELINE.fullmatch(section.title):
            level = section.level
        if level:
            inside.update(range(section.start, following.start))
    return frozenset(inside)


def with_marked_titles(lines: Sequence[str]) -> list[str]:
    """The lines, with marks before the titles of timelines that have only a line below them: "Timeline (UTC)", "---".

    As many lines as before: a blank one stands where the line below was.
    """
    marked = list(lines)
    for section in _sections(lines):
        if not HEADING.fullmatch(lines[section.start]) and _TIMELINE.fullmatch(section.title):
            marked[section.start : section.start + 2] = ["#" * section.level + " " + section.title, ""]
    return marked


def _sections(lines: Sequence[str]) -> list[_Section]:
    """The headings of Markdown, with marks before or a line below; nothing in a fence is one."""
    found: list[_Section] = []
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= bool(FENCE.fullmatch(line))
        if fenced:
            continue
        if heading := HEADING.fullmatch(line):
            found.append(_Section(number, len(heading["level"]), heading["title"]))
        elif number and _UNDERLINE.fullmatch(line) and re.fullmatch(r"\s{0,3}[^\W_|].*", lines[number - 1]):
            found.append(_Section(number - 1, 1 if "=" in line else 2, lines[number - 1].strip()))
    return found
