"""Is a review due? What calls for one, by the names that a review keeps, and what its records show of it.

The criteria are those of the guides to incident reviews of AllyStatus and Google: a near miss is reviewed too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from pm_tui.review.harm import impact_span
from pm_tui.review.intervals import Length, between, countable, duration
from pm_tui.review.milestones import milestone_events
from pm_tui.review.model import Review
from pm_tui.text import one_line

DOWN_AT_LEAST = dt.timedelta(minutes=15)
SLOW_FROM = dt.timedelta(minutes=15)
"""From so long on between detected and acknowledged a response counts as slow."""


class Criterion(NamedTuple):
    """One thing that makes a review due: its name in the review, and what it means."""

    name: str
    meaning: str


CRITERIA: tuple[Criterion, ...] = (
    Criterion("downtime", "customers were without it for more than 15 minutes"),
    Criterion("escalation", "somebody on call was called in, or it went further up"),
    Criterion("SLA", "a promise to customers was broken"),
    Criterion("data", "data was lost, or seen by those it is not for"),
    Criterion("slow response", "it took long to take it on, or nobody knew who does what"),
    Criterion("near miss", "it did no harm, this time"),
)
"""What makes a review due; any one is enough."""

WHEN = (
    "A review is due after more than 15 min down, a call to somebody on call, a broken SLA, data lost or exposed, "
    "a slow response, or a near miss."
)
"""The same in one sentence."""

NAMES = tuple(criterion.name for criterion in CRITERIA)

_CALLED_IN = re.compile(r"\b(?:escalat\w*|paged|pager|on[- ]call)\b", re.IGNORECASE)
_NOTHING = re.compile(r"\s*(?:no\b|none\b|not\b|nothing\b|n/a|[-–—?]|0(?![.,]?\d))|\s*$", re.IGNORECASE)
"""How a field says that there was none of it."""


def reasons(review: Review) -> tuple[str, ...]:
    """The names of the criteria that the records of a review show to be met."""
    found = set(_shown(review))
    return tuple(name for name in NAMES if name in found)


def _shown(review: Review) -> Iterator[str]:
    down = duration(review)
    span = impact_span(review)
    if down is None and span:
        down = Length(span[1] - span[0], span[1] - span[0])
    if down and down.middle > DOWN_AT_LEAST and review.header.incident_type != "near miss":
        yield "downtime"
    if any(_CALLED_IN.search(event.text) for event in review.events):
        yield "escalation"
    if not says_none(review.impact.sla):
        yield "SLA"
    if not says_none(review.impact.lost):
        yield "data"
    if _was_slow(review):
        yield "slow response"
    if review.header.incident_type == "near miss":
        yield "near miss"


def says_none(text: str) -> bool:
    """Whether a field of the impact is empty, or says that there was none of it."""
    return bool(_NOTHING.match(text))


def _was_slow(review: Review) -> bool:
    marked = milestone_events(review)
    if "detected" not in marked or "acknowledged" not in marked:
        return False
    noticed, taken_on = marked["detected"].at, marked["acknowledged"].at
    length = between(noticed, taken_on) if countable(noticed) and countable(taken_on) else None
    return length is not None and length.middle > SLOW_FROM


def proposal(review: Review) -> tuple[str, ...]:
    """The criteria that the records show and the review does not name yet."""
    named = {name.casefold() for name in review.header.because}
    return tuple(name for name in reasons(review) if name.casefold() not in named)


def read(text: str) -> tuple[str, ...]:
    """The reasons that were typed, with commas between them: numbers (1 3), names or beginnings of them (down, sla).

    What names no criterion is a reason of the team's own and stays as it was typed.
    """
    found: list[str] = []
    for part in filter(None, map(one_line, text.replace("\n", ",").split(","))):
        found += _numbered(part) or [_named(part)]
    return tuple(dict.fromkeys(found))


def _numbered(part: str) -> list[str]:
    digits = part.replace(" ", "")
    if not (digits.isascii() and digits.isdecimal()):
        return []
    known = [NAMES[int(digit) - 1] for digit in digits if 0 < int(digit) <= len(NAMES)]
    return known if len(known) == len(digits) else []


def _named(part: str) -> str:
    folded = part.casefold().replace("-", " ")
    found = [name for name in NAMES if name.casefold().startswith(folded)]
    return found[0] if len(found) == 1 else part


def numbered() -> str:
    """All criteria in one line, with the numbers that `read` takes: "1 downtime · 2 escalation …"."""
    return " · ".join(f"{number} {name}" for number, name in enumerate(NAMES, 1))
