"""Status pages: what happened, and the time below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pm_tui.formats.paste_bearings import Bearings, Timed
from pm_tui.formats.paste_lines import joined, unwrapped
from pm_tui.formats.paste_rows import PastedRow, row_of
from pm_tui.formats.paste_tables import is_row
from pm_tui.review.model import Moment

_POSTED = re.compile(r"posted\b[^.]*\.\s*(?=\S)", re.IGNORECASE)
_ON = re.compile(r"^(?:on|at)\s+(?=\S)", re.IGNORECASE)


def times_stand_below(lines: Sequence[str], bearings: Bearings) -> bool:
    """Whether lines that are only a time close what they time rather than open it: words first, a time last."""
    bare = [line.strip() for line in lines if line.strip() and not bearings.take_date(unwrapped(line.strip()))]
    if any(_POSTED.match(line) for line in bare):
        return True
    last = bearings.time(_ON.sub("", unwrapped(bare[-1]))) if len(bare) > 1 else None
    closes = last is not None and last.at.known and not last.rest
    return closes and not any(map(is_row, bare)) and not bearings.begins(unwrapped(bare[0]))


def read_closed(lines: Sequence[str], bearings: Bearings) -> list[PastedRow]:
    """Read a page where each time stands below what happened then."""
    rows: list[PastedRow] = []
    words: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(lines):
        body = unwrapped(_POSTED.sub("", line.strip()))
        if not words and (not body or bearings.take_date(body) or bearings.take_zone(body)):
            continue
        timed = bearings.time(_ON.sub("", body))
        numbers.append(number)
        if timed is None or timed.rest:
            words.append(line.strip())
            continue
        rows.append(row_of(timed, joined(words), lines, numbers))
        words, numbers = [], []
    rest = joined(words)
    return [*rows, row_of(Timed(Moment()), rest, lines, numbers)] if rest else rows
