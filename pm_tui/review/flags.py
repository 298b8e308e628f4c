"""The blame flags of a review's texts: the linter, told who the people are, less what the authors decided to keep."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pm_tui.blame import Flag, lint
from pm_tui.review import edits
from pm_tui.review.fields import WORDS_OF, split_place
from pm_tui.review.model import LessonKind, Review
from pm_tui.review.whys import leaves

_lint = lru_cache(4096)(lint)

_WHERE = {
    "events": "timeline",
    "accounts": "timeline",
    "whys": "why",
    "actions": "action",
    "impact": "impact",
    "header": "summary",
}


def flags(
    review: Review, place: str, text: str, people: tuple[str, ...], off: tuple[str, ...] = ()
) -> tuple[Flag, ...]:
    """The flags of a text at a place, without hints.

    `people` are the names known to the review (`model.roster`) and to the team, `off` the categories switched off.
    """
    found = [flag for flag in _lint(text, people, _where(review, place)) if flag.tier == "flag"]
    if not found:
        return ()
    kept = {(row.quote, row.category) for row in review.kept if row.place == home_of(place)}
    return tuple(
        flag for flag in found if flag.category not in off and (text[flag.start : flag.end], flag.category) not in kept
    )


ENDS_AT_PEOPLE = frozenset({"person-as-cause", "human-error", "judgement", "explicit-blame"})
"""The categories that make somebody's act, or being human, the last answer to a why."""

DEEPER = "go one deeper: what made that possible?"


def ends_at_people(review: Review, flagger: Callable[[str, str], tuple[Flag, ...]]) -> frozenset[int]:
    """The ids of the whys that nothing explains further and that stop at a person or at human error.

    `flagger` gives the flags of a text at a place. Source: Dekker's Field Guide (human error is where to begin asking).
    """
    rows = {why.id: why for why in review.whys}
    return frozenset(
        key
        for key in leaves(review.whys)
        if any(flag.category in ENDS_AT_PEOPLE for flag in flagger(f"whys:{key}:text", rows[key].text))
    )


def home_of(place: str) -> str:
    """The field in which the prose of a place is stored: what is typed in one line holds that field's words."""
    table, record, name = split_place(place)
    prose = WORDS_OF.get((table, name))
    return f"{table}:{record}:{prose}" if prose else place


def _where(review: Review, place: str) -> str:
    """What kind of text it is, in the linter's words."""
    table, record, _ = split_place(place)
    if table == "lessons":
        try:
            kind: LessonKind = edits.find(review, "lessons", record).kind
        except KeyError:
            return "note"
        return kind if kind in ("poorly", "lucky") else "note"
    return _WHERE.get(table, "note")
