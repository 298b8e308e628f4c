"""What of a review customers may read, part by part: what their version is proposed from, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pm_tui.confidential import masked
from pm_tui.review import times
from pm_tui.review.fields import FIELDS
from pm_tui.review.model import Action, Event, Review
from pm_tui.review.role_names import without_names
from pm_tui.review.vocabulary import ActionState
from pm_tui.text import one_line

SUMMARY, IMPACT, TIMELINE, ACTIONS = "What happened", "What it meant for you", "How it went", "What we change"
"""The headings of the proposal."""
_INSIDE_ONLY = frozenset({"money", "support"})
"""Of the impact, what is of the company and not of its customers."""


class Part(NamedTuple):
    """A part of the review: its place (see `fields`), the heading under which it goes, and what it says."""

    place: str
    heading: str
    text: str


class Change(NamedTuple):
    """A part that says something else now: "" `before` for a new one, "" `now` for one that is gone or internal."""

    place: str
    before: str
    now: str


def parts(review: Review, *, internal: bool = False) -> tuple[Part, ...]:
    """The parts for customers, in the order of reading; `internal`: those that are not public too."""
    return tuple(part for part in _parts(review, internal) if part.text)


def _parts(review: Review, internal: bool) -> Iterator[Part]:
    header = review.header
    day = f"{header.date.day} {header.date:%B %Y}" if header.date else ""
    yield Part("header:title", "", ", ".join(filter(None, [one_line(header.title), day])))
    yield Part("header:summary", SUMMARY, header.summary.strip())
    for field in FIELDS["impact"]:
        value = getattr(review.impact, field.name)
        if isinstance(value, str) and value.strip() and (internal or field.name not in _INSIDE_ONLY):
            label = "" if field.name == "experience" else f"{field.label}: "
            yield Part(f"impact:{field.name}", IMPACT, label + value.strip())
    for event in review.events:
        if event.public or internal:
            yield Part(f"events:{event.id}", TIMELINE, _event(event, header.zone))
    for action in review.actions:
        if action.public or internal:
            yield Part(f"actions:{action.id}", ACTIONS, _action(action))


def _event(event: Event, zone: str) -> str:
    text = one_line(event.text)
    if not text or event.at.earliest is None:
        return text
    label = "" if event.at.certainty == "day" else f" {times.zone_label(zone, event.at.earliest)}"
    return f"{times.show(event.at, zone)}{label}: {text}"


_STATES: dict[ActionState, str] = {"done": " (done)", "wont": "", "open": "", "idea": ""}


def _action(action: Action) -> str:
    return one_line(action.title) + _STATES[action.state] if one_line(action.title) else ""


def proposal(review: Review, people: Sequence[str]) -> str:
    """The customer version as it is proposed: names as roles, and masks for what is confidential."""
    return without_names(masked(document(parts(review))), review, people)


def document(found: Sequence[Part]) -> str:
    """The parts as one text: "# " before a heading, "- " before each of several items."""
    blocks = []
    for heading, group in groupby(found, key=lambda part: part.heading):
        rows = [part.text for part in group]
        if heading:
            blocks.append(f"## {heading}")
        else:
            rows = [f"# {row}" for row in rows]
        items = heading in (TIMELINE, ACTIONS) or len(rows) > 1
        blocks.append("\n".join(f"- {row}" for row in rows) if items else "\n".join(rows))
    return "\n\n".join(blocks)


def changes(review: Review) -> tuple[Change, ...]:
    """The parts that have changed since the text was proposed, or since somebody looked at their change."""
    if review.customer.proposed_at is None:
        return ()
    before = {row.part: row.text for row in review.customer_parts}
    now = {part.place: part.text for part in parts(review)}
    return tuple(
        Change(place, before.get(place, ""), now.get(place, ""))
        for place in dict.fromkeys((*now, *before))
        if before.get(place, "") != now.get(place, "")
    )
