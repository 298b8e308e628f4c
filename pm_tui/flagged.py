"""Where the flags of a file stand, in the lines and columns that an editor shows."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pm_tui.blame import Flag, lint
from pm_tui.review.fields import FIELDS, is_prose
from pm_tui.review.flags import flags
from pm_tui.review.model import SINGLES, Review, roster
from pm_tui.store.jsontext import position
from pm_tui.text import clean, one_line


class Found(NamedTuple):
    """A flag and its place: lines and columns count from 1, in characters; `end_column` is the first one behind it."""

    file: str
    line: int
    column: int
    end_column: int
    quote: str
    flag: Flag

    def as_text(self) -> str:
        """Return one line in the form that editors jump to."""
        return f"{self.file}:{self.line}:{self.column}: “{self.quote}” ({self.flag.category}) {self.flag.question}"

    def as_json(self) -> str:
        """Return one JSON object on one line."""
        row: dict[str, object] = {name: getattr(self, name) for name in ("file", "line", "column", "end_column")}
        row |= {"category": self.flag.category, "tier": self.flag.tier}
        return json.dumps(row | {"quote": self.quote, "question": self.flag.question}, ensure_ascii=False)


def in_text(name: str, source: str, known: tuple[str, ...], off: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield the flags of plain text or Markdown, in order. `known` are people's names, `off` categories left out.

    The whole text is read at once, for a sentence may run over several lines; such a flag ends with its first line.
    """
    lines = [clean(line).replace("\n", " ") for line in re.split("\r\n|\r|\n", source)]  # one for one, as editors count
    text = "\n".join(lines)
    starts = _line_starts(text)
    for flag in lint(_WRAPPED.sub(lambda found: f"{found[0][:-1]} ", text), known):
        if flag.category in off:
            continue
        line = bisect_right(starts, flag.start) - 1
        column = flag.start - starts[line]
        end = min(column + flag.end - flag.start, len(lines[line]))
        yield Found(name, line + 1, column + 1, end + 1, one_line(text[flag.start : flag.end]), flag)


_WRAPPED = re.compile(r"^(?![ \t]*[#|>`~])(?:.{60,}|.+(?=\n[ \t]*[^\W\d_A-Z]))\n(?=[ \t]*[^\W\d_])", re.MULTILINE)
"""A line that the next one goes on with, to the linter a new sentence: it is long, or a small letter follows."""


def in_review(
    name: str, source: str, review: Review, known: tuple[str, ...], off: tuple[str, ...] = ()
) -> Iterator[Found]:
    """Yield the flags of a review, in the order of its file `source`, without those that its authors keep."""
    starts = _line_starts(source)
    people = (*roster(review), *known)
    found: list[tuple[int, int, str, Flag]] = []
    for table, key, field, place, text in _prose(review):
        raised = flags(review, place, text, people, off)
        offsets = _offsets(source, starts, (table, key, field)) if raised else []
        for flag in raised:
            start, end = (offsets[min(at, len(offsets) - 1)] for at in (flag.start, flag.end))
            found.append((start, end, one_line(text[flag.start : flag.end]), flag))
    for start, end, quote, flag in sorted(found):
        line = bisect_right(starts, start) - 1
        yield Found(name, line + 1, start - starts[line] + 1, end - starts[line] + 1, quote, flag)


def _prose(review: Review) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield table, key and field in the file, the place (see `review.fields`) and the text of all that is checked."""
    for table, fields in FIELDS.items():
        names = [field.name for field in fields if field.name != "line" and is_prose(f"{table}:{field.name}")]
        rows = (
            {"1": getattr(review, table)} if table in SINGLES else {str(row.id): row for row in getattr(review, table)}
        )
        for key, row in rows.items():
            owner = table if table in SINGLES else f"{table}:{key}"
            yield from ((table, key, name, f"{owner}:{name}", getattr(row, name)) for name in names)
    for row in review.response:
        yield "response", str(row.id), "text", f"response:{row.key}", row.text


_LETTER = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\"\\]")
"""One character of a JSON string, however it is escaped."""


def _offsets(source: str, starts: list[int], names: tuple[str, ...]) -> list[int]:
    """Where in the file each character of the text that `names` lead to stands, and, last, where the text ends."""
    line, column = position(source, *names)
    at = starts[line - 1] + column if line else 0  # behind the quotation mark; a text that is not there has no place
    offsets = []
    while letter := _LETTER.match(source, at):
        offsets.append(at)
        at = letter.end()
    return [*offsets, at]


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]
