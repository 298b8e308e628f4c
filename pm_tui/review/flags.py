"""The blame flags of a review's texts: the linter, told who the people are, less what the authors decided to keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pm_tui.blame import Flag, lint
from pm_tui.blame.people import People, roster_words
from pm_tui.blame.reword import sentence_at
from pm_tui.blame.tokens import Tokens, vocabulary
from pm_tui.review import edits
from pm_tui.review.fields import FIELDS, WORDS_OF, is_prose, split_place
from pm_tui.review.model import SINGLES, TABLES, Kept, Review
from pm_tui.review.vocabulary import LessonKind
from pm_tui.review.whys import leaves

HINTS = "hints"
"""What switches the softer finds off, among the names of categories."""

_lint = lru_cache(4096)(lint)

_WHERE = {
    "events": "timeline",
    "accounts": "timeline",
    "whys": "why",
    "actions": "action",
    "impact": "impact",
    "header": "summary",
}
STOPS = (".", "?", "!")
_ALL_OF_US = vocabulary("we us you anyone anybody someone somebody everyone everybody whoever nobody noone none both")


class Silenced(NamedTuple):
    """What is not flagged: categories, or `HINTS`; and words and phrases, wherever they stand in what is flagged.

    With `model` its second opinion is not heard, and the rules judge alone.
    """

    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    model: bool = False

    def spares(self, text: str, flag: Flag) -> bool:
        """Whether a flag of a text is silenced."""
        if flag.category in self.categories or (flag.tier == "hint" and HINTS in self.categories):
            return True
        for phrase in self.words:
            for found in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE):
                if found.start() < flag.end and flag.start < found.end():
                    return True
        return False


NOTHING = Silenced()


Flagger = Callable[[str, str], tuple[Flag, ...]]
"""The flags of a text at a place."""


def flags(
    review: Review, place: str, text: str, people: tuple[str, ...], silenced: Silenced = NOTHING
) -> tuple[Flag, ...]:
    """The flags of a text at a place, less those that are silenced, that the review keeps, or that it switched off.

    `people` are the names known to the review (`model.roster`) and to the team.
    """
    found = _lint(text, people, where(review, place), model=not silenced.model)
    if not found:
        return ()
    here = Silenced(review.header.flags_off)
    forward = place.startswith(("prompt:", "answers:"))
    return tuple(
        flag
        for flag in found
        if not (silenced.spares(text, flag) or here.spares(text, flag) or _is_kept(review, place, text, flag))
        and not (forward and _looks_forward(text, flag, people))
    )


def checked_texts(review: Review) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield table, key and field in the file, the place (see `fields`) and the text of all that is checked."""
    for table, fields in FIELDS.items():
        if table not in TABLES and table not in SINGLES:  # a place that is named by what it is for
            continue
        lines = [field.name for field in fields if is_prose(f"{table}:{field.name}")]
        names = dict.fromkeys(WORDS_OF.get((table, name), name) for name in lines)
        rows = (
            {"1": getattr(review, table)} if table in SINGLES else {str(row.id): row for row in getattr(review, table)}
        )
        for key, row in rows.items():
            owner = table if table in SINGLES else f"{table}:{key}"
            yield from ((table, key, name, f"{owner}:{name}", getattr(row, name)) for name in names)
    for row in review.response:
        yield "response", str(row.id), "text", f"response:{row.key}", row.text


ENDS_AT_PEOPLE = frozenset({"person-as-cause", "human-error", "judgement", "explicit-blame"})
"""The categories that make somebody's act, or being human, the last answer to a why."""

DEEPER = "go one deeper: what made that possible?"


def ends_at_people(review: Review, flagger: Flagger) -> frozenset[int]:
    """The ids of the whys that nothing explains further and that stop at a person or at human error.

    `flagger` gives the flags of a text at a place. Source: Dekker's Field Guide (human error is where to begin asking).
    """
    rows = {why.id: why for why in review.whys}
    return frozenset(
        key
        for key in leaves(review.whys)
        if any(
            flag.category in ENDS_AT_PEOPLE and flag.tier == "flag"
            for flag in flagger(f"whys:{key}:text", rows[key].text)
        )
    )


def settled(text: str, found: tuple[Flag, ...]) -> tuple[Flag, ...]:
    """The flags of a text that is being typed: a hint waits for the stop of its sentence."""
    return tuple(
        flag for flag in found if flag.tier == "flag" or text[: sentence_at(text, flag)[1]].rstrip().endswith(STOPS)
    )


def home_of(place: str) -> str:
    """The field in which the prose of a place is stored: what is typed in one line holds that field's words."""
    table, record, name = split_place(place)
    prose = WORDS_OF.get((table, name))
    return f"{table}:{record}:{prose}" if prose else place


def where(review: Review, place: str) -> str:
    """What kind of text it is, in the linter's words."""
    table, record, _ = split_place(place)
    if table == "lessons":
        try:
            kind: LessonKind = edits.find(review, "lessons", record).kind
        except KeyError:
            return "note"
        return kind if kind in ("poorly", "lucky") else "note"
    return _WHERE.get(table, "note")


def kept(place: str, text: str, flag: Flag, new_id: Callable[[], int]) -> Kept:
    """The record that silences a flag of a text."""
    start, end = sentence_at(text, flag)
    return Kept(
        id=new_id(),
        place=home_of(place),
        quote=text[flag.start : flag.end],
        category=flag.category,
        sentence=text[start:end],
    )


def _is_kept(review: Review, place: str, text: str, flag: Flag) -> bool:
    """Whether the authors keep this wording in this sentence.

    One that was kept before its stop was typed may grow, at its place.
    """
    rows = [row for row in review.kept if row.category == flag.category]
    if not rows:
        return False
    start, end = sentence_at(text, flag)
    sentence, quote, home = _bare(text[start:end]), _bare(text[flag.start : flag.end]), home_of(place)
    for row in rows:
        known = _bare(row.sentence)
        grows = row.place == home and not row.sentence.rstrip().endswith(STOPS)
        if quote == _bare(row.quote) and (sentence == known or (grows and sentence.startswith(f"{known} "))):
            return True
    return False


def _bare(text: str) -> str:
    """The words alone, in small letters: what a sentence is known by."""
    return " ".join(re.findall(r"[\w'’]+", text.casefold()))


def _looks_forward(text: str, flag: Flag, people: tuple[str, ...]) -> bool:
    """Whether it says what would have helped, and so answers a prompt, rather than what somebody should have done."""
    if flag.category != "counterfactual":
        return False
    tokens = Tokens(text[flag.start : flag.end])
    found = People(tokens, roster_words(people))
    return not any(found.ends[i] > i and word not in _ALL_OF_US for i, word in enumerate(tokens.words))
