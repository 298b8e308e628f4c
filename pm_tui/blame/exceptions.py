"""Whether a find stands: its subject, and whether its sentence explains, denies or discusses it."""

from itertools import pairwise

from pm_tui.blame.patterns import is_past
from pm_tui.blame.people import People
from pm_tui.blame.rules import spared
from pm_tui.blame.rules.rule import Category, Rule, Tier
from pm_tui.blame.rules.words import CLASSES
from pm_tui.blame.tokens import ENDERS, Tokens, vocabulary

_NEAR = 4  # words before a find in which a "no" denies it
_BE = vocabulary("is are was were be been being")
_CLAUSE_MARKS = frozenset(",;:(—–")
_TOLD = ("person-as-cause", "judgement")
_HEARD = vocabulary("told informed notified asked alerted rung warned called sent paged instructed")
_BREAK = vocabulary("broke breaks break")
_SIGHT = 60  # words around a find that are read as its sentence


class Context:
    """Answers for one text, sentence by sentence."""

    __slots__ = ("_people", "_tokens", "_where", "_words")

    def __init__(self, tokens: Tokens, people: People, where: str | None) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._people = people
        self._where = where

    def allows(self, rule: Rule, first: int, last: int) -> int:
        """Where the flag of this find begins (its subject included), or -1 if the find does not stand."""
        if rule.where and rule.where != self._where:
            return -1
        start = -1 if self._beside(rule, first, last) else self._subject(rule, first)
        return start if start >= 0 and not self._spared(rule, start, first, last) else -1

    def tier(self, rule: Rule, start: int, last: int) -> Tier:
        """How sure a find is: a team that speaks of itself, and only tells what happened or says it softly, is hinted.

        So "we missed it", "we should perhaps have asked" and "it would have been good if we had asked", but not "we
        should have asked".
        """
        words, own = self._words, self._words[start] in {"we", "us"}
        if rule.category == "counterfactual":
            softly = own and not spared.SOFTLY.isdisjoint(words[start:last])
            return "hint" if softly or not spared.KINDLY.isdisjoint(words[max(0, start - _NEAR) : start]) else rule.tier
        return "hint" if own and rule.category in _TOLD else rule.tier

    def _beside(self, rule: Rule, first: int, last: int) -> bool:
        """Whether a neighbour that the rule does not want stands before or after the find."""
        words = self._words
        if first and words[first - 1] in rule.before:
            return True
        behind = last + 1 if rule.category == "person-as-cause" and words[last : last + 1] == ["it"] else last
        if behind >= len(words):
            return False
        return words[behind] in rule.after or (rule.called and words[behind][0].isdigit())  # "operator error 07"

    def _spared(self, rule: Rule, start: int, first: int, last: int) -> bool:
        """Whether the sentence takes the blame out of the find."""
        if rule.subject and self._words[start - 1 : start] == ["so"]:
            return True  # what made it so stands before ("no test had the path, so we did not catch it")
        low, high = self._sentence(first)
        here = self._words[low:high]
        if not spared.ABOUT_WORDS.isdisjoint(here) or not spared.SPEECH_PAIRS.isdisjoint(pairwise(here)):
            return True
        if rule.luck and (self._where == "lucky" or not spared.GOOD.isdisjoint(here)):
            return True
        if rule.called and not spared.NAMING.isdisjoint(self._words[max(low, first - _NEAR) : first + 1]):
            return True
        return (
            self._meant_well(rule.category, start, first, last, here)
            or (rule.denied and self._denied(low, start, first))
            or (rule.reason and self._explained(start, high))
        )

    def _meant_well(self, category: Category, start: int, first: int, last: int, here: list[str]) -> bool:
        """Whether the words, taken together, hold nothing against anybody."""
        if category == "person-as-cause":
            conditional = self._words[start - 1 : start] == ["if"]
            return conditional or self._broken_well(last) or self._told(first, last)
        if category == "accusing-question":
            return not spared.IN_GOOD_FAITH.isdisjoint(pairwise(here))
        return category == "counterfactual" and self._stands_beside(start, last, here)

    def _broken_well(self, last: int) -> bool:
        """Whether something was broken for the better ("broke the loop by hand")."""
        words = self._words
        return words[last - 1] in _BREAK and not spared.BROKEN_WELL.isdisjoint(words[last : last + _NEAR])

    def _told(self, first: int, last: int) -> bool:
        """Whether a find without a subject ends in what was done to people ("nobody in the yard was ever told")."""
        words = self._words
        return words[last - 1] in _HEARD and not _BE.isdisjoint(words[max(first, last - 3) : last - 1])

    def _stands_beside(self, start: int, last: int, here: list[str]) -> bool:
        """Whether the author says to have been no wiser ("I'd have done the same", "any of us would have")."""
        words = self._words
        if words[start] == "us":
            return words[start - 2 : start] == ["any", "of"]
        if "i" not in words[start : last + 1]:
            return False
        return words[start - 1] == "what" or not spared.ALIKE.isdisjoint(here)

    def _subject(self, rule: Rule, first: int) -> int:
        """Where the subject that the rule asks for begins, -1 if there is none."""
        if not rule.subject:
            return first
        people = self._people
        if rule.subject == "clause":
            start = people.opens_clause(first - 1) if first else -1
            return start if start >= 0 and self._acts(start) else -1
        if rule.subject == "near":
            low, high = self._sentence(first)
            return first if max(people.ends[low:high], default=-1) >= 0 else -1
        start = people.subject(first)
        if start >= 0:
            passive = rule.subject != "not-thing" and self._passive(start, first)
            return -1 if passive else start
        if rule.subject == "not-thing":
            return first if self._no_thing(first) else -1
        return first - 1 if rule.subject == "human" and people.named(first) else -1

    def _acts(self, start: int) -> bool:
        """Whether the people who open the clause do something in it."""
        end = self._people.ends[start]
        return any(is_past(word) or word.endswith("s") for word in self._words[end : end + 4])

    def _passive(self, start: int, verb: int) -> bool:
        """Whether the people before a past tense suffer it ("you were left"), rather than do it."""
        between = self._words[start:verb]
        return not _BE.isdisjoint(between) and is_past(self._words[verb])

    def _no_thing(self, first: int) -> bool:
        """Whether no copula ties the quality to a thing ("the script was sloppy")."""
        words = self._words
        while first and words[first - 1] in CLASSES["very"] and words[first - 1] != "too":
            first -= 1
        before = words[first - 1] if first else "\n"
        return before not in {"is", "was", "were", "are", "a", "the"}

    def _sentence(self, i: int) -> tuple[int, int]:
        words, low, high = self._words, i, i
        while low > max(0, i - _SIGHT) and words[low - 1] not in ENDERS:
            low -= 1
        while high < min(len(words), i + _SIGHT) and words[high] not in ENDERS:
            high += 1
        return low, high

    def _denied(self, low: int, start: int, first: int) -> bool:
        """Whether a "no" stands before the find in its clause, or opens it ("nobody is to blame")."""
        words, before = self._words, start
        while before > max(low, start - _NEAR) and words[before - 1] not in _CLAUSE_MARKS:
            before -= 1
        last = start + 1 if self._people.ends[start] > start else first
        return not spared.DENIALS.isdisjoint(words[before : max(first, last)])

    def _explained(self, start: int, high: int) -> bool:
        words = self._words
        if not spared.CONTRASTS.isdisjoint(words[start:high]):
            return False
        for k in range(start, high):
            if words[k] in spared.REASONS:
                return True
            if words[k] == "as" and words[k - 1] == "," and k + 1 < high and words[k + 1] not in spared.NO_REASON:
                return True
            if words[k] == "as" and k + 2 < high and self._people.ends[k + 1] > k and words[k + 2] not in spared.NORMS:
                return True
            if k + 1 < high and (words[k], words[k + 1]) in spared.REASON_PAIRS:
                return True
        return False
