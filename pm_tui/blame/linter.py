"""Finds the spans of a text that blame people, judge them, or aim a remedy at them.

The pipeline: mask what is not prose; words and sentences; who is meant; triggers looked up by their first word;
subject and exceptions; overlapping finds settled. Pure, deterministic, in time linear in the text.
"""

from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from pm_tui.blame import reading
from pm_tui.blame.exceptions import Context
from pm_tui.blame.masking import mask
from pm_tui.blame.model import load
from pm_tui.blame.patterns import Element, Kind, Matcher, compile_pattern, keys
from pm_tui.blame.people import People, roster_words
from pm_tui.blame.questions import question_for, questions
from pm_tui.blame.rules.rule import Category, Rule, Tier
from pm_tui.blame.rules.table import RULES
from pm_tui.blame.tokens import Tokens
from pm_tui.blame.typos import corrections

# What the model's score must reach. On 2,908 sentences by five authors, each left out of the training: rules alone
# P 0.98 R 0.78, with what reaches FLAG P 0.97 R 0.80, with what reaches HINT P 0.89 R 0.87 (the rules had seen them).
# On 3,096 of two more authors, written where the rules miss: P 0.95 R 0.36, P 0.94 R 0.41, P 0.85 R 0.60. On 14,500
# words of real reviews, each left out of the training, 0.07 and 0.55 finds of the model per 1,000 words.
FLAG, HINT = 3.0, 0.75


class Flag(NamedTuple):
    """A span of blame language: `text[start:end]`, whole words, with the one question to ask instead.

    `tier` is "flag" for what is shown, "hint" for softer finds that are only worth a look.
    """

    start: int
    end: int
    category: Category
    tier: Tier
    question: str


class _Find(NamedTuple):
    first: int
    last: int
    rule: Rule
    tier: Tier


_Pattern = tuple[Rule, tuple[Element, ...], frozenset[str] | None]
"""A rule, the elements of one of its patterns, and the words of which one must stand behind those it is found by."""


class _Index(NamedTuple):
    """Patterns by the word that they begin with, or by the word after the people that they begin with."""

    by_word: dict[str, list[_Pattern]]
    after_people: dict[str, list[_Pattern]]
    people: list[_Pattern]


@cache
def _index() -> _Index:
    index = _Index({}, {}, [])
    for rule in RULES:
        for written in rule.patterns:
            elements = compile_pattern(written)
            starts = keys(elements)
            if starts is not None:
                found = (rule, elements, _second(elements, 0))
                for word in starts:
                    index.by_word.setdefault(word, []).append(found)
            elif len(elements) > 1 and elements[1].kind is Kind.WORD and not elements[1].optional:
                found = (rule, elements, _second(elements, 1))
                for word in elements[1].words:
                    index.after_people.setdefault(word, []).append(found)
            else:
                index.people.append((rule, elements, None))
    return index


def _second(elements: tuple[Element, ...], at: int) -> frozenset[str] | None:
    """What must stand behind the plain word `elements[at]`, where that is a plain word too."""
    pair = elements[at : at + 2]
    return pair[1].words if len(pair) > 1 and all(element.plain for element in pair) else None


def lint(
    text: str, roster: Collection[str] = (), where: str | None = None, *, rules: bool = True, model: bool = True
) -> tuple[Flag, ...]:
    """The flags of `text`, sorted, not overlapping; offsets count characters of `text`.

    `roster` names the people known to the review ("Alice", "Dr. Lin", "@bob"); others are found by role and given name.
    `where` says which part of a review the text comes from ("timeline", "action", "lucky" …), where known.
    The model reads the sentences in which the rules find nothing sure; either can be left out.
    Never raises; equal arguments give equal flags.
    """
    tokens = Tokens(mask(text))
    if not tokens.words:
        return ()
    typed = corrections()
    tokens.words = [typed.get(word, word) for word in tokens.words]
    people = People(tokens, roster_words(roster))
    finds = _settle(_finds(tokens, people, Context(tokens, people, where))) if rules else []
    flags = [_flag(text, tokens, find) for find in finds]
    if model:
        sure = [find for find in finds if find.tier == "flag"]
        for opinion in _second_opinion(tokens, people, sure):
            beside = [flag for flag in flags if flag.end <= opinion.start or opinion.end <= flag.start]
            if opinion.tier == "flag" or len(beside) == len(flags):  # a hint of the rules explains itself better
                flags = [*beside, opinion]
    return tuple(sorted(flags))


def _second_opinion(tokens: Tokens, people: People, finds: list[_Find]) -> Iterator[Flag]:
    """What the model says of the sentences that no sure find of the rules touches."""
    model, words, ends = load(), tokens.words, people.ends
    k = 0
    for first, last in reading.spans(tokens):
        while k < len(finds) and finds[k].last <= first:
            k += 1
        if k < len(finds) and finds[k].first < last:
            continue
        score = model.score(words, ends, first, last)
        if score is None or score < HINT:
            continue
        row = reading.pieces(words, ends, first, last)
        low, high = model.place(words, row)
        category = model.category(words, row)
        start, end = _trimmed(tokens, row[low].first, row[high - 1].last)
        yield Flag(start, end, category, "flag" if score >= FLAG else "hint", questions(category)[0])


def _finds(tokens: Tokens, people: People, context: Context) -> list[_Find]:
    index = _index()
    matcher = Matcher(tokens, people)
    words, none = [*tokens.words, "\n", "\n"], ()
    finds: list[_Find] = []
    for i, word in enumerate(tokens.words):
        begun = index.by_word.get(word)
        candidates = [found for found in begun if not found[2] or words[i + 1] in found[2]] if begun else []
        if (end := people.ends[i]) > i:
            after = index.after_people.get(words[end], none)
            candidates += [found for found in after if found[2] is None or words[end + 1] in found[2]]
            candidates += index.people
        for rule, elements, _ in candidates:
            if (end := matcher.match(elements, i)) > i and (first := context.allows(rule, i, end)) >= 0:
                finds.append(_Find(min(first, i), end, rule, context.tier(rule, first, end)))
    return finds


def _settle(finds: list[_Find]) -> list[_Find]:
    """Flags before hints, longer before shorter; what overlaps a chosen find goes."""
    chosen: list[_Find] = []
    taken: set[int] = set()
    for find in sorted(finds, key=lambda find: (find.tier != "flag", find.first - find.last, find.first)):
        place = range(find.first, find.last)
        if taken.isdisjoint(place):
            chosen.append(find)
            taken.update(place)
    return sorted(chosen, key=lambda find: find.first)


def _flag(text: str, tokens: Tokens, find: _Find) -> Flag:
    start, end = _trimmed(tokens, find.first, find.last)
    return Flag(start, end, find.rule.category, find.tier, question_for(find.rule, text, tokens, find.last))


def _trimmed(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Start and end in the text of the words `first` to `last` (exclusive), without the marks at their end."""
    last -= 1
    while last > first and not tokens.words[last][-1].isalnum():
        last -= 1
    return tokens.starts[first], tokens.ends[last]
