"""The small language that the rules are written in, and its matcher.

A pattern is a row of elements parted by spaces:

    word        this word            a|b|c       one of these words
    @name       a word of a class    word?       may be absent (with any of the forms above)
    PERSON      people, not as part of a longer name for a thing ("team calendar")
    WHO         people, whatever follows (in a question a bare verb does)
    NAME        somebody called by name, whatever follows
    ~3          up to three words of the same clause
    PAST DEED PART DONE ING THIRD    a past tense, one of a deed, a participle, one of a deed, an "-ing", an "-s" form
    ^           start of a sentence  $           end of a sentence (also "$|,|and")

Classes are tables in `rules.words`. The first element that must be present is looked up in a dictionary, so the
number of rules hardly matters.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import NamedTuple

from pm_tui.blame.people import People
from pm_tui.blame.rules import roles, words
from pm_tui.blame.tokens import BREAKS, ENDERS, Tokens


class Kind(Enum):
    """What an element asks of the words that it stands for."""

    WORD = "word"
    PERSON = "person"
    WHO = "who"
    NAME = "name"
    GAP = "gap"
    FORM = "form"
    START = "start"
    END = "end"


class Element(NamedTuple):
    """One element of a pattern."""

    kind: Kind
    words: frozenset[str] = frozenset()
    optional: bool = False
    reach: int = 0
    form: Callable[[str], bool] = bool
    plain: bool = False


def is_past(word: str) -> bool:
    """Whether a word looks like a past tense."""
    return word in words.PAST or (len(word) > 4 and word.endswith("ed") and word not in words.NOT_PAST)


def is_participle(word: str) -> bool:
    """Whether a word looks like the participle of "should have …"."""
    return word in words.PARTICIPLES or (len(word) > 4 and word.endswith("ed") and word not in words.NOT_PAST)


def _is_done(word: str) -> bool:
    return is_participle(word) and word not in words.OUTCOMES


def _is_deed(word: str) -> bool:
    return is_past(word) and word not in words.IN_MIND


def _is_ing(word: str) -> bool:
    return len(word) > 4 and word.endswith("ing") and word not in words.NOT_ING


def _is_third(word: str) -> bool:
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "'s")) and word not in words.NOT_THIRD
    )


_FORMS: dict[str, Callable[[str], bool]] = {
    "PAST": is_past,
    "PART": is_participle,
    "DEED": _is_deed,
    "DONE": _is_done,
    "ING": _is_ing,
    "THIRD": _is_third,
}


@cache
def compile_pattern(pattern: str) -> tuple[Element, ...]:
    """The elements of a written pattern. A class that does not exist is a KeyError."""
    return tuple(_element(part) for part in pattern.split())


def _element(part: str) -> Element:
    optional = len(part) > 1 and part.endswith("?")
    name = part[:-1] if optional else part
    if name in {"^", "$"}:
        return Element(Kind.START if name == "^" else Kind.END)
    if name in {"PERSON", "WHO", "NAME"}:
        return Element(Kind[name], optional=optional)
    if name[0] == "~":
        return Element(Kind.GAP, reach=int(name[1:]))
    if name in _FORMS:
        return Element(Kind.FORM, optional=optional, form=_FORMS[name])
    found: set[str] = set()
    for word in name.split("|"):
        if word in _FORMS or word in Kind.__members__:
            raise ValueError(f"{word} cannot be one of several words in {part!r}")
        found |= words.CLASSES[word[1:]] if word[0] == "@" else ENDERS if word == "$" else {word}
    return Element(Kind.WORD, frozenset(found), optional, plain=not optional and "\n" not in found)


PEOPLE = {Kind.PERSON, Kind.WHO, Kind.NAME}


def keys(elements: Iterable[Element]) -> frozenset[str] | None:
    """The words that a match can begin with; None if it begins with people."""
    for element in elements:
        if element.kind in PEOPLE:
            return None
        if element.kind is Kind.WORD and not element.optional:
            return element.words
        if element.kind is not Kind.START:
            break
    raise ValueError("a pattern must begin with words or with PERSON")


_NOT_WHO = roles.GADGETS | {"'s"}


class Matcher:
    """Matches patterns in one text."""

    __slots__ = ("_people", "_words")

    def __init__(self, tokens: Tokens, people: People) -> None:
        self._words = tokens.words
        self._people = people

    def match(self, elements: tuple[Element, ...], at: int, k: int = 0) -> int:
        """The end of the match of elements k… at word `at`, or -1."""
        words, last = self._words, len(elements)
        while k < last and elements[k].plain:  # most elements: one word, no choice to come back to
            if at >= len(words) or words[at] not in elements[k].words:
                return -1
            at, k = at + 1, k + 1
        if k == last:
            return at
        element = elements[k]
        if element.kind is Kind.GAP:
            return self._gap(elements, at, k)
        people = element.kind is Kind.PERSON or element.kind is Kind.WHO
        end = self._person(elements, at, k) if people else self._one(element, at)
        if end >= 0 and (found := self.match(elements, end, k + 1)) >= 0:
            return found
        return self.match(elements, at, k + 1) if element.optional else -1

    def _one(self, element: Element, at: int) -> int:
        kind, here = element.kind, self._words[at] if at < len(self._words) else "\n"
        if kind is Kind.WORD:
            if here in ENDERS:
                return at if here in element.words else -1
            return at + 1 if here in element.words else -1
        if kind is Kind.FORM:
            return at + 1 if element.form(here) else -1
        if kind is Kind.NAME:
            return self._people.ends[at] if at in self._people.names else -1
        if kind is Kind.START:
            return at if self.starts_sentence(at) else -1
        return at if here in ENDERS else -1

    def _person(self, elements: tuple[Element, ...], at: int, k: int) -> int:
        """The end of the people at `at`, unless they only describe the next word ("team calendar", "Bob's list")."""
        end = self._people.ends[at]
        after = self._words[end] if 0 <= end < len(self._words) else "\n"
        if (
            end < 0
            or (elements[k].kind is Kind.WHO and after not in _NOT_WHO)
            or after in roles.CLOSERS
            or is_past(after)
            or after.endswith("ly")
        ):
            return end
        following = elements[k + 1] if k + 1 < len(elements) else None
        return end if following is not None and after in following.words else -1

    def _gap(self, elements: tuple[Element, ...], at: int, k: int) -> int:
        for end in range(at, min(len(self._words), at + elements[k].reach) + 1):
            if (found := self.match(elements, end, k + 1)) >= 0:
                return found
            if end == len(self._words) or self._words[end] in BREAKS:
                return -1
        return -1

    def starts_sentence(self, at: int) -> bool:
        """Whether only times, marks and openers stand between the start of the sentence and this word."""
        i = at
        while i > 0 and (self._words[i - 1] in words.OPENERS or self._words[i - 1][0].isdigit()):
            i -= 1
        return i == 0 or self._words[i - 1] in ENDERS
