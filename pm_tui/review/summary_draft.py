"""A first draft of the summary, made of what the records already say: two to four plain sentences, to be edited.

Nothing is made up: what is not recorded is not mentioned. Words that the blame check would flag are left out.
"""

from __future__ import annotations

import datetime as dt
import re

from pm_tui.blame import lint
from pm_tui.review import due
from pm_tui.review.harm import impact_span
from pm_tui.review.intervals import between, countable, duration, intervals, words
from pm_tui.review.milestones import milestone_events
from pm_tui.review.model import Moment, Review, roster
from pm_tui.review.times import local, show, zone_label
from pm_tui.review.whys import tree
from pm_tui.text import one_line

_REACHED = {"detected": "noticed", "mitigated": "no longer felt", "resolved": "over"}
"""What it was when a milestone was reached, of those that a summary tells."""

_NUMBERS = (
    ("users", "users hit"),
    ("error_rate", "error rate"),
    ("money", "cost"),
    ("sla", "SLA"),
    ("lost", "data lost"),
)
"""Fields of the impact, and what they are called in the sentence about it."""

_ENDS = ("!", "?", "…")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[“‘\"'(]?[^\W\d_a-z])")
_NEXT_PART = re.compile(r"[,;:]\s|\s[–—]\s")


def draft(review: Review) -> str:
    """The sentences in one paragraph; "" when the records do not even say what happened."""
    if not one_line(review.header.title):
        return ""
    return " ".join(filter(None, (_what(review), _impact(review), _how_fast(review), _why(review))))


def _what(review: Review) -> str:
    """What happened, when, for how long."""
    title = _stripped(review.header.title)
    title = title if _is_fair(review, title) else "The incident"
    when = _when(review)
    if title.endswith(_ENDS):
        return f"{_sentence(title)} {_sentence(f'It was {when}' if when else '')}".rstrip()
    return _sentence(", ".join(filter(None, [title, when])))


def _when(review: Review) -> str:
    """On which day, from when to when, as far as that is known: of the incident, else of its impact."""
    marked, zone = milestone_events(review), review.header.zone
    start, end = (marked[name].at if name in marked else Moment() for name in ("started", "resolved"))
    length = duration(review)
    if length is None and impact_span(review):
        start, end = review.impact.start, review.impact.end
        length = between(start, end)
    first, last = local(start, zone), local(end, zone)
    if first is None or not countable(start):
        day = first.date() if first else review.header.date
        return f"on {_day(day)}" if day else ""
    said = f"on {_day(first.date())} from {show(start, zone)}"
    if last and length:
        said += f" to {show(end, zone, date=last.date() != first.date())}"
    took = f" ({words(length)})" if last and length else ""
    return f"{said} {zone_label(zone, first)}{took}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _impact(review: Review) -> str:
    """What customers saw, in the first sentence of what is said of it, and the numbers."""
    seen = _stripped(_NEXT_SENTENCE.split(one_line(review.impact.experience))[0])
    numbers = [(label, _number(getattr(review.impact, name), whole=name == "sla")) for name, label in _NUMBERS]
    told = "; ".join(f"{label}: {said}" for label, said in numbers if said and _is_fair(review, said))
    seen = seen if _is_fair(review, seen) else ""
    return _sentence(f"{seen} ({told})" if seen and told else seen or told)


def _number(text: str, *, whole: bool) -> str:
    """What a field of the impact says, or its beginning; "" when it says that there was none."""
    said = one_line(text)
    return "" if due.says_none(said) else _stripped(said if whole else _NEXT_PART.split(said)[0])


def _how_fast(review: Review) -> str:
    """After how long it was noticed, no longer felt, over; the lengths count from the first harm."""
    steps = {step.milestone: step.from_start for step in intervals(review)}
    lengths = [(said, length) for name, said in _REACHED.items() if (length := steps[name]) and length.longest]
    told = [f"{said} after {words(length, spelled=True)}" for said, length in lengths]
    if not told:
        return ""
    *others, last = told
    return f"It was {', '.join(others)} and {last}." if others else f"It was {last}."


def _why(review: Review) -> str:
    """The first why below the first root, else that root: what made it possible."""
    placed = [row for row in tree(review.whys) if one_line(row.why.text)]
    first = next((row for row in placed if row.depth), placed[0] if placed else None)
    said = _stripped(first.why.text) if first else ""
    return _sentence(f"What made it possible: {said}") if said and _is_fair(review, said) else ""


def _is_fair(review: Review, text: str) -> bool:
    """Whether the blame check has nothing to say: the draft blames nobody, and passes nobody's blame on."""
    return not any(flag.tier == "flag" for flag in lint(text, roster(review), model=False))


def _stripped(text: str) -> str:
    """A text on one line without its full stop."""
    return one_line(text).rstrip(".").rstrip()


def _sentence(text: str) -> str:
    """Text as a sentence; one that ends in a mark of its own needs no full stop."""
    stop = "" if text.endswith(_ENDS) else "."
    return f"{text[:1].upper()}{text[1:]}{stop}" if text else ""
