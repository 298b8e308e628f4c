"""Which rows of the timeline a reader asks for: by person, kind, milestone and words.

    @ada #deploy !detected rollback "write errors"

All of it must hold. `@` is a person who acted, learnt of it or tells it, `#` a kind of event, a tag or `#key`, `!` a
milestone; each may be cut short. Words are looked for in the row's text, time, people, kind, tags, milestones and
evidence, in what was known when, and in how others tell it. Capitals do not matter; quotes keep a phrase together, or
a name with a space (`@"Ada Lovelace"`). What is still being typed counts as far as it goes.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from pm_tui.review.knowing import accounts_of, words
from pm_tui.review.model import Event, Review
from pm_tui.review.times import show
from pm_tui.text import one_line

_TERM = re.compile(r'(?P<sign>[@#!]?+)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))|[@#!]')


class Query(msgspec.Struct, frozen=True):
    """What must hold, casefolded: parts of names, beginnings of kinds or tags and of milestones, parts of any text."""

    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@lru_cache(maxsize=16)  # every row of a timeline is held against the same few
def parse(query: str) -> Query:
    """Read a query; there is none that cannot be read, and a sign without a name asks for nothing."""
    found: dict[str, list[str]] = {"@": [], "#": [], "!": [], "": []}
    for term in _TERM.finditer(query):
        wanted = _folded(term["phrase"] or term["word"] or "")
        if wanted:
            found[term["sign"] or ""].append(wanted)
    return Query(*(tuple(terms) for terms in found.values()))


def matches(event: Event, query: str, review: Review) -> bool:
    """Whether a row of this review is one that the query asks for; an empty query asks for every row."""
    wanted = parse(query)
    people = [*event.actors, *event.learnt_by, *(account.teller for account in accounts_of(review, event.id))]
    kinds = [event.kind, "key" if event.key else "", *map(_folded, event.tags)]
    return (
        all(any(name in _folded(person) for person in people) for name in wanted.people)
        and all(any(kind.startswith(start) for kind in kinds) for start in wanted.kinds)
        and all(any(_folded(name).startswith(start) for name in event.milestones) for start in wanted.milestones)
        and (not wanted.words or _holds(_text(event, review), wanted.words))
    )


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return all(word in text for word in words)


def _text(event: Event, review: Review) -> str:
    """All that is written about a row, casefolded, each piece on its own line."""
    zone = review.header.zone
    pieces = [event.text, event.at.text, event.kind, *event.actors, *event.tags, *event.milestones]
    pieces.append(show(event.at, zone, date=True))
    if event.end is not None:
        pieces += [event.end.text, show(event.end, zone, date=True)]
    pieces += [*event.learnt_by, event.learnt.text, words(event, zone), event.knew]
    for account in accounts_of(review, event.id):
        pieces += [account.teller, account.text, account.at.text, show(account.at, zone, date=True)]
    for evidence in review.evidence:
        if event.id in evidence.supports:
            pieces += [evidence.caption, evidence.source, evidence.link, evidence.text, evidence.name]
    return "\n".join(map(_folded, pieces))


def _folded(text: str) -> str:
    return one_line(text).casefold()
