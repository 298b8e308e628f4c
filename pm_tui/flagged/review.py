"""The flags of a review, where they stand in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pm_tui.blame import Flag
from pm_tui.flagged.found import Found, Lines
from pm_tui.review.flags import NOTHING, Silenced, checked_texts, flags
from pm_tui.review.model import Review, roster
from pm_tui.store.jsontext import position
from pm_tui.text import one_line


def in_review(
    name: str, source: str, review: Review, known: tuple[str, ...], silenced: Silenced = NOTHING
) -> Iterator[Found]:
    """Yield the flags of a review, in the order of its file `source`, without those that its authors keep."""
    lines = Lines(source)
    people = (*roster(review), *known)
    found: list[tuple[int, int, str, Flag]] = []
    for table, key, field, place, text in checked_texts(review):
        raised = flags(review, place, text, people, silenced)
        offsets = _offsets(source, lines, (table, key, field)) if raised else []
        for flag in raised:
            start, end = (offsets[min(at, len(offsets) - 1)] for at in (flag.start, flag.end))
            found.append((start, end, one_line(text[flag.start : flag.end]), flag))
    for start, end, quote, flag in sorted(found):
        line, column = lines.place(start)
        yield Found(name, line + 1, column + 1, column + end - start + 1, quote, flag)


_LETTER = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\"\\]")
"""One character of a JSON string, however it is escaped."""


def _offsets(source: str, lines: Lines, names: tuple[str, ...]) -> list[int]:
    """Where in the file each character of the text that `names` lead to stands, and, last, where the text ends."""
    line, column = position(source, *names)
    at = (
        lines.starts[line - 1] + column if line else 0
    )  # behind the quotation mark; a text that is not there has no place
    offsets = []
    while letter := _LETTER.match(source, at):
        offsets.append(at)
        at = letter.end()
    return [*offsets, at]
