"""Finds the spans of a text that blame people, judge them, or aim a remedy at them.

The pipeline: mask what is not prose; words and sentences; who is meant; triggers looked up by their first word;
subject and exceptions; overlapping finds settled. Pure, deterministic, in time linear in the text.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pm_tui.blame import reading
from pm_tui.blame.exceptions import Context
from pm_tui.blame.masking import mask
from pm_tui.blame.model import load
from pm_tui.blame.patterns import PEOPLE, Element, Kind, Matcher, compile_pattern, keys
from pm_tui.blame.people import People, roster_words
from pm_tui.blame.questions import question_for, questions
from pm_tui.blame.rules.rule import Category, Rule, Tier
from pm_tui.blame.rules.table import RULES
from pm_tui.blame.tokens import Tokens
from pm_tui.blame.typos import corrections

# What the model's score must reach. On 2,908 sentences by five authors, each left out of the training: rules alone
# P 0.98 R 0.78, with what reaches FLAG P 0.97 R 0.79, with what reaches HINT P 0.89 R 0.87 (the rules had seen them).
# On 3,096 of two more authors, written where the rules miss: P 0.95 R 0.36, P 0.95 R 0.38, P 0.85 R 0.60. On 14,500
# words of real reviews, each left out of the training, 0.00 and 0.62 finds of the model per 1,000 words.
FLAG, HINT = 3.75, 0.75


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


class _Pattern(NamedTuple):
    """A pattern of a rule, and what must stand behind the word or the people that it is looked up by.

    That spares most attempts to match: `next` are the words of which one must follow at once, `within` those of which
    one must stand in the next `reach` words, `people` says that people must follow at once.
    """

    rule: Rule
    elements: tuple[Element, ...]
    next: frozenset[str] | None
    people: bool
    reach: int
    within: frozenset[str]


class _Group(NamedTuple):
    """The patterns of one key, all of them and those that ask for no certain word next; `next` are all such words."""

    every: list[_Pattern]
    open: list[_Pattern]
    next: frozenset[str]

    def before(self, word: str) -> list[_Pattern]:
        """The patterns that may match where this word comes next."""
        if word not in self.next:
            return self.open
        return [pattern for pattern in self.every if pattern.next is None or word in pattern.next]


class _Index(NamedTuple):
    """Patterns by the word that they begin with, or by the word after the people that they begin with."""

    by_word: dict[str, _Group]
    after_people: dict[str, _Group]
    people: list[_Pattern]


@cache
def _index() -> _Index:
    by_word: dict[str, list[_Pattern]] = {}
    after_people: dict[str, list[_Pattern]] = {}
    people = []
    for rule in RULES:
        for written in rule.patterns:
            elements = compile_pattern(written)
            starts = keys(elements)
            if starts is not None:
                found = _pattern(rule, elements, 1 if elements[0].kind is Kind.START else 0)
                for word in starts:
                    by_word.setdefault(word, []).append(found)
            elif len(elements) > 1 and elements[1].kind is Kind.WORD and not elements[1].optional:
                found = _pattern(rule, elements, 1)
                for word in elements[1].words:
                    after_people.setdefault(word, []).append(found)
            else:
                people.append(_pattern(rule, elements, 0))
    return _Index(_grouped(by_word), _grouped(after_people), people)


def _pattern(rule: Rule, elements: tuple[Element, ...], key: int) -> _Pattern:
    """The pattern with what must stand behind the element that it is looked up by."""
    behind = elements[key + 1 :]
    if not behind or not (elements[key].plain or elements[key].kind in PEOPLE):
        return _Pattern(rule, elements, None, False, 0, frozenset())
    follows = behind[0].words if behind[0].plain and elements[key].plain else None
    reach, best = 0, (0, frozenset[str]())
    for element in behind:
        if element.kind in PEOPLE:
            break
        reach += element.reach if element.kind is Kind.GAP else element.kind not in {Kind.START, Kind.END}
        asked = follows is not None and element is behind[0]
        if element.plain and not asked and (not best[1] or len(element.words) <= len(best[1])):
            best = reach, element.words
    people = behind[0].kind in PEOPLE and not behind[0].optional
    return _Pattern(rule, elements, follows, people, *best)


def _grouped(patterns: dict[str, list[_Pattern]]) -> dict[str, _Group]:
    """The patterns of each key as a group; keys that share their patterns share the group."""
    made: dict[tuple[int, ...], _Group] = {}
    groups = {}
    for word, every in patterns.items():
        same = tuple(map(id, every))
        if same not in made:
            asked = frozenset[str]().union(*(pattern.next or () for pattern in every))
            made[same] = _Group(every, [pattern for pattern in every if pattern.next is None], asked)
        groups[word] = made[same]
    return groups


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
    if not typed.keys().isdisjoint(tokens.words):
        tokens.words = [typed.get(word, word) for word in tokens.words]
    people = People(tokens, roster_words(roster))
    finds = _settle(_finds(tokens, people, where)) if rules else []
    flags = [_flag(text, tokens, find) for find in finds]
    if model:
        sure = [find for find in finds if find.tier == "flag"]
        heard = [
            opinion
            for opinion in _second_opinion(tokens, people, sure)
            if opinion.tier == "flag" or not _touches(flags, opinion)  # a hint of the rules explains itself better
        ]
        flags = [flag for flag in flags if not _touches(heard, flag)] + heard
    return tuple(sorted(flags))


def _touches(flags: Sequence[Flag], flag: Flag) -> bool:
    """Whether a flag overlaps one of `flags`, which are sorted and do not overlap."""
    after = bisect_right(flags, flag.start, key=lambda other: other.end)
    return after < len(flags) and flags[after].start < flag.end


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


def _finds(tokens: Tokens, people: People, where: str | None) -> list[_Find]:
    index, ends, finds = _index(), people.ends, list[_Find]()
    context, match = Context(tokens, people, where), Matcher(tokens, people).match
    words = [*tokens.words, "\n", "\n"]
    anybody = [pattern for pattern in index.people if pattern.rule.where in {"", where}]
    for i, word in enumerate(tokens.words):
        tries = []
        if word in index.by_word:
            tries.append((i + 1, index.by_word[word].before(words[i + 1])))
        if (end := ends[i]) > i:
            if words[end] in index.after_people:
                tries.append((end + 1, index.after_people[words[end]].before(words[end + 1])))
            tries.append((end, anybody))
        for at, patterns in tries:
            for rule, elements, _, follow, reach, within in patterns:
                if (within and within.isdisjoint(words[at : at + reach])) or (follow and ends[at] < 0):
                    continue
                if (end := match(elements, i)) > i and (first := context.allows(rule, i, end)) >= 0:
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
