"""Logging from a shell: lines become entries in the inbox of a review, which is never written itself."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pm_tui.review import logged
from pm_tui.review.logged import Entry, Origin
from pm_tui.review.model import Review
from pm_tui.review.record import ID_BITS
from pm_tui.store import inbox
from pm_tui.text import clean


class Wanted(NamedTuple):
    """What is wanted of each line: an event (when, which milestone), an answer (to which prompt), a parked thought.

    `team` are the team's own milestones.
    """

    at: str = ""
    milestone: str = ""
    answer: str = ""
    who: str = ""
    park: bool = False
    team: tuple[str, ...] = ()


def log(file: Path, review: Review, lines: Iterable[str], wanted: Wanted) -> Iterator[tuple[str, bool]]:
    """Add lines to the inbox of the review at `file`, each at once; empty ones are passed over.

    Yields what each was read as, or why it was not added and True. OSError: the inbox cannot be written.
    """
    found = False
    for line in map(clean, lines):
        if not line.strip():
            continue
        found = True
        try:
            entry = _entry(review, line.strip(), wanted)
            inbox.append(file, [entry])
        except ValueError as problem:
            yield str(problem), True
            continue
        yield logged.understood(entry, review), False
        review = logged.take(review, [entry], review.inbox.taken)
    if not found:
        yield 'There is nothing to log: write it behind the file, like: "14:20 Pager fires", or pipe lines in.', True


def _entry(review: Review, line: str, wanted: Wanted) -> Entry:
    number = (int.from_bytes(os.urandom(8)) >> (64 - ID_BITS)) or 1
    origin = Origin(dt.datetime.now(dt.UTC), number, wanted.who, wanted.team)
    if not (wanted.park or wanted.answer):
        return logged.event_entry(review, line, origin, at=wanted.at, milestone=wanted.milestone)
    if wanted.at or wanted.milestone:
        raise ValueError("--at and --milestone belong to an event; leave them out, or --answer and --park.")
    prompt = logged.prompt_named(review, wanted.answer) if wanted.answer else None
    return logged.answer_entry(prompt, line, origin, parked=wanted.park)
