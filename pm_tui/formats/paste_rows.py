"""A row of a paste: the event that it would become, and the lines of the pasted text that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pm_tui.formats.paste_bearings import Timed
from pm_tui.review.eventline import EventLine, mentions
from pm_tui.review.model import Account, Evidence, Moment


class Beyond(msgspec.Struct, frozen=True):
    """What our own table says of an event beyond what a line can say; accounts and evidence wait for its id.

    `numbers` are the lines of the paste of which nothing is left unsaid.
    """

    key: bool = False
    tags: tuple[str, ...] = ()
    learnt: Moment = Moment()
    learnt_by: tuple[str, ...] = ()
    believed: str = ""
    knew: str = ""
    accounts: tuple[Account, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    numbers: tuple[int, ...] = ()


class PastedRow(msgspec.Struct, frozen=True):
    """One row of the preview.

    `numbers` are the lines of the pasted text that it came from, counted from 0, and `source` those lines; `keep` is
    whether it becomes an event; `dated` whether the paste itself gave its date; `beyond` is there for a row of our own
    table.
    """

    line: EventLine
    source: str
    keep: bool = True
    author: str = ""
    numbers: tuple[int, ...] = ()
    dated: bool = False
    beyond: Beyond | None = None


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


def joined(above: PastedRow, below: PastedRow) -> PastedRow:
    """Two rows as one, with the time of the upper: words, people, links, marks and source."""
    said = "" if below.line.at.known else below.line.at.text  # a time that could not be read is words
    line = msgspec.structs.replace(
        above.line,
        text="\n".join(filter(None, (above.line.text, f"{said} {below.line.text}".strip()))),
        kind=above.line.kind or below.line.kind,
        milestones=_each(above.line.milestones, below.line.milestones),
        actors=_each(above.line.actors, below.line.actors),
        links=_each(above.line.links, below.line.links),
    )
    source = {number: said for row in (above, below) for number, said in _lines(row)}
    return PastedRow(
        line,
        "\n".join(source[number] for number in sorted(source)),
        keep=above.keep or below.keep,
        author=above.author or below.author,
        numbers=tuple(sorted(source)),
        dated=above.dated,
        beyond=_beyond(above.beyond, below.beyond),
    )


def _lines(row: PastedRow) -> Iterable[tuple[int, str]]:
    return zip(row.numbers, row.source.split("\n"), strict=True)


def _beyond(above: Beyond | None, below: Beyond | None) -> Beyond | None:
    """What both say; when it became known, as the upper says if it does. The time of the lower one is left unsaid."""
    if above is None or below is None:
        return above or below
    learnt = above if above.learnt.known or above.learnt.text else below
    return Beyond(
        key=above.key or below.key,
        tags=_each(above.tags, below.tags),
        learnt=learnt.learnt,
        learnt_by=_each(above.learnt_by, below.learnt_by),
        believed="\n".join(filter(None, (above.believed, below.believed))),
        knew="\n".join(filter(None, (above.knew, below.knew))),
        accounts=(*above.accounts, *below.accounts),
        evidence=(*above.evidence, *below.evidence),
        numbers=above.numbers,
    )


def _each(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*above, *below)))
