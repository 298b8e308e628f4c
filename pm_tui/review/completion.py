"""Ends a word that is being typed: people, links, services, milestones and kinds that the review already knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from pm_tui.review import due, eventline, fields, layers
from pm_tui.review.model import Review
from pm_tui.review.vocabulary import ACTION_KINDS, EVENT_KINDS, MILESTONES

_MARK = re.compile(r"(?<!\S)(?P<sign>[@#!])(?P<quote>\"?)(?P<typed>[^@#!\"\n]*)$")
_LINK = re.compile(r"(?<!\S)https?:/\S*$")
_WORD = re.compile(r"(?<![\w@#!/.-])[^\W\d_][\w.-]+$")
_PEOPLE = frozenset(
    {
        "header:owner",
        "header:facilitator",
        "header:note_taker",
        "header:commander",
        "header:responders",
        "header:committee",
        "header:interviewees",
        "meeting:attendees",
        "events:actors",
        "events:learnt_by",
        "accounts:teller",
        "actions:owner",
        "actions:asker",
        "questions:who",
    }
)
"""The fields that name people without an @, by table and field."""

_TAGS = frozenset({"header:tags", "events:tags"})
"""The fields that hold tags."""


class Completion(msgspec.Struct, frozen=True):
    """What the text before the cursor becomes from the offset `start` on: `text`.

    `rest` is what the eye misses of it; what is there already may have other capitals, or lack its quotes.
    """

    start: int
    text: str
    rest: str


def complete(
    review: Review, place: str, before: str, people: Sequence[str], tags: Sequence[str] = ()
) -> Completion | None:
    """How the word that ends `before`, the text before the cursor at a place, may go on; None when nothing is known.

    `people` are the names known, those to be offered first in front; `tags` are those of other reviews, for the
    review's own come first.
    """
    table, _, name = fields.split_place(place)
    if (listed := _listed(review, f"{table}:{name}", people, tags)) is not None:
        part = before if name == "guard" else before[before.rfind(",") + 1 :]
        at_once = name == "because"  # there are few, and nobody knows them by heart
        return _first(before, part.lstrip(), listed) if at_once or part.strip() else None
    kind = fields.field_at(place).kind
    if mark := _MARK.search(before):
        return _marked(mark, before, kind, people)
    if link := _LINK.search(before):
        return _first(before, link[0], reversed(_links(review)))
    if word := _WORD.search(before):
        return _first(before, word[0], (*review.header.services, *review.header.environments))
    return None


def _listed(review: Review, field: str, people: Sequence[str], tags: Sequence[str]) -> Iterable[str] | None:
    """What a field takes that holds names of one kind only; None for any other field."""
    if field in _PEOPLE:
        return people
    if field in _TAGS:
        return (*tags_of(review), *tags)
    if field == "header:because":
        return (*due.proposal(review), *(name for name in due.NAMES if name not in review.header.because))
    return layers.guards(review.whys) if field == "whys:guard" else None


def tags_of(review: Review) -> tuple[str, ...]:
    """The tags of a review and of its events, each once."""
    return tuple(dict.fromkeys((*review.header.tags, *(tag for event in review.events for tag in event.tags))))


def _marked(mark: re.Match[str], before: str, kind: fields.Kind, people: Iterable[str]) -> Completion | None:
    typed = mark["typed"]
    if mark["sign"] == "@":
        found = _first(before, typed, people)
        if found is None or (not typed and mark["quote"]):
            return None
        return Completion(mark.start(), eventline.handle(found.text), found.rest)
    known = {("#", "event"): EVENT_KINDS, ("#", "action"): ACTION_KINDS, ("!", "event"): MILESTONES}
    return _first(before, typed, known.get((mark["sign"], kind), ())) if typed else None


def _links(review: Review) -> list[str]:
    return [piece.link for piece in review.evidence if piece.link] + [row.ticket for row in review.actions]


def _first(before: str, typed: str, known: Iterable[str]) -> Completion | None:
    """The first known text that goes on where `typed`, the end of `before`, stops; capitals do not matter."""
    folded = typed.casefold()
    found = (text for text in known if len(text) > len(typed) and text[: len(typed)].casefold() == folded)
    text = next(found, "")
    return Completion(len(before) - len(typed), text, text[len(typed) :]) if text else None
