"""A row of a paste: the event that it would become, and the lines of the pasted text that it came from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pm_tui.formats.paste_bearings import Timed
from pm_tui.review.eventline import EventLine, mentions


class PastedRow(msgspec.Struct, frozen=True):
    """One row of the preview.

    `numbers` are the lines of the pasted text that it came from, counted from 0, and `source` those lines; `keep` is
    whether it becomes an event; `dated` whether the paste itself gave its date.
    """

    line: EventLine
    source: str
    keep: bool = True
    author: str = ""
    numbers: tuple[int, ...] = ()
    dated: bool = False


def row_of(  # noqa: PLR0913 (all that a row is made of)
    timed: Timed,
    text: str,
    lines: Sequence[str],
    numbers: Sequence[int],
    actors: Sequence[str] = (),
    *,
    keep: bool = True,
) -> PastedRow:
    """Make a row of a time, its words and the lines that it came from; whom and what the words mention is noted."""
    found = mentions(text)
    who = tuple(dict.fromkeys((*actors, *found.actors)))
    line = EventLine(timed.at, timed.end, text, actors=who, links=found.links, problem=timed.problem)
    kept = tuple(sorted(set(numbers)))
    source = "\n".join(lines[number] for number in kept)
    return PastedRow(line, source, keep, actors[0] if actors else "", kept, timed.dated)
