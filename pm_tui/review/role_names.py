"""People by what they did: for customers a review names nobody of the roster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pm_tui.blame.rules.roles import INDEFINITE, MAILBOXES, NOUNS
from pm_tui.review.model import Review
from pm_tui.text import one_line

ANYBODY = "an engineer"
_NOBODY = NOUNS | INDEFINITE | MAILBOXES | {"team", "the", "and", "von", "van", "der", "de"}
"""Words of names that say who acted without naming a person."""
_BEGINS = re.compile(r"(?:^|[.!?:]\s|^\s*[-#>*]+\s)\s*\Z", re.MULTILINE)


class Named(NamedTuple):
    """A name in a text: `text[start:end]`, and the role that can stand in its place."""

    start: int
    end: int
    role: str


def named(text: str, review: Review, people: Sequence[str]) -> tuple[Named, ...]:
    """Where a text names somebody of `people` (the roster of review and team), by name, part of a name or handle."""
    pattern, persons = _names(tuple(people))
    if pattern is None:
        return ()
    return tuple(
        Named(*found.span(), _as_begun(role_of(review, persons[_bare(found[0])]), text, found.start()))
        for found in pattern.finditer(text)
    )


def without_names(text: str, review: Review, people: Sequence[str]) -> str:
    """The text with roles in the place of names."""
    for name in reversed(named(text, review, people)):
        text = text[: name.start] + name.role + text[name.end :]
    return text


def role_of(review: Review, person: str) -> str:
    """What somebody was in this incident: the role at a meeting, else what the header and the timeline say."""
    sought = _bare(person)
    for meeting in review.meetings:
        for attendee in meeting.attendees:
            if _bare(attendee.name) == sought and (role := one_line(attendee.role)):
                return role if role.lower().startswith(("the ", "a ", "an ")) else f"the {role}"
    if _bare(review.header.commander) == sought:
        return "the incident commander"
    took_it_on = [name for event in review.events if "acknowledged" in event.milestones for name in event.actors]
    if sought in map(_bare, took_it_on):
        return "the on-call engineer"
    return ANYBODY


def _bare(name: str) -> str:
    return one_line(name).removeprefix("@").casefold()


def _as_begun(role: str, text: str, start: int) -> str:
    """The role with a capital where a sentence, a heading or an item begins."""
    return role[0].upper() + role[1:] if _BEGINS.search(text, max(0, start - 8), start) or not start else role


@lru_cache(16)
def _names(people: tuple[str, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """What finds any of these people, longer names first, and who is meant by what is found."""
    persons: dict[str, str] = {}
    written: dict[str, None] = {}
    for person in people:
        for name in _ways(person):
            persons.setdefault(_bare(name), person)
            written[name] = None
    if not written:
        return None, {}
    ways = "|".join(_pattern(name) for name in sorted(written, key=len, reverse=True))
    return re.compile(rf"(?<![\w@])(?:{ways})(?!\w)"), persons


def _ways(person: str) -> Iterator[str]:
    """The whole name, and each part of it that names somebody."""
    whole = one_line(person).removeprefix("@")
    parts = [part.strip(".,()") for part in whole.split()]
    telling = [part for part in parts if part.casefold() not in _NOBODY and len(part) > 1]
    if telling:
        yield whole
        yield from (part for part in telling if part[0].isupper() or len(parts) == 1)


def _pattern(name: str) -> str:
    """A name with a capital counts as it is written, for many are words as well; a handle however it is written."""
    escaped = re.escape(name)
    if name == name.lower():
        return f"@?(?i:{escaped})"
    return f"@(?i:{escaped})|{escaped}|{re.escape(name.upper())}"
