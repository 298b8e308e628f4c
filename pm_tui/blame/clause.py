"""One clause that is flagged, taken apart: who, verb, object, the rest. As far as tables and word order can tell."""

from __future__ import annotations

from collections.abc import Collection

from pm_tui.blame import verbs
from pm_tui.blame.masking import mask
from pm_tui.blame.people import People, roster_words
from pm_tui.blame.rules.words import PAST
from pm_tui.blame.tokens import ENDERS, Tokens, vocabulary

_STARTS = vocabulary("the a an this that these those some any every each no our your his her their its my all both it")
_STOPS = ENDERS | vocabulary(
    """
, ; : ( ) — – … and but or so because since as when while until unless if whether how what why which who that where
before after during on in at to from with without into onto for by over through again twice yet then properly
until than about around against past off out up down away open first once anyway too either there here
i he she we they you had has have was were is are would could should will can may might must did does
"""
)
_BREAKS = ENDERS | vocabulary(", ; : ( ) — – … but so because since when while until unless although though which who")
_GLUE = vocabulary("then also even so")
_TOGETHER = vocabulary("and but or then")
_SUBJECTS = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}
_MANY = vocabulary("them they us we you these those all both people data")
_ENOUGH = 4  # words before a flag that are worth keeping
_ALIKE = ("ss", "us", "is", "news")


class Clause:
    """The words of a sentence, and the ones about a flag at `start` to `end` (offsets into the sentence)."""

    def __init__(self, sentence: str, start: int, end: int, roster: Collection[str]) -> None:
        self.text = sentence
        self.tokens = Tokens(mask(sentence))
        self.words = self.tokens.words
        self.people = People(self.tokens, roster_words(roster))
        inside = [i for i in range(len(self.words)) if start <= self.tokens.starts[i] < end]
        self.first, self.last = (inside[0], inside[-1] + 1) if inside else (0, len(self.words))

    def between(self, low: int, high: int) -> str:
        """The author's words from word `low` up to word `high`, as they are written."""
        if low >= min(high, len(self.words)):
            return ""
        return self.text[self.tokens.starts[low] : self.tokens.ends[min(high, len(self.words)) - 1]]

    def head(self, low: int) -> str:
        """What stands before word `low`: an earlier clause, a time."""
        while low > 0 and self.words[low - 1] in _GLUE:
            low -= 1
        return self.text[: self.tokens.starts[low]].rstrip() if low < len(self.words) else self.text.rstrip()

    def tail(self, high: int) -> str:
        """What stands behind word `high - 1`, with the white space before it."""
        return self.text[self.tokens.ends[high - 1] :] if 0 < high <= len(self.words) else ""

    def leaves_a_sentence(self) -> bool:
        """Whether enough is said around the flag for a gap to stand in its place."""
        behind = self.words[self.last : self.last + 1]
        return self.first >= _ENOUGH or (
            not self.head(self.first) and len(self.words) > self.last + 1 and behind[0] in _STOPS
        )

    def subject(self, verb: int) -> int:
        """Where the people stand who are the subject of the verb; the verb itself if they stand further off."""
        low = self.people.subject(verb)
        between = self.words[max(low, 0) : verb]  # a second verb of a far subject: "acked the page and then forgot"
        near = 0 <= low < verb and _BREAKS.isdisjoint(between) and _TOGETHER.isdisjoint(between)
        return low if near else verb

    def object_end(self, verb: int) -> int:
        """Where the object of the verb ends; right behind the verb if there is none."""
        words = self.words
        end = verb + 1
        if words[end : end + 1] and (words[end] in _SUBJECTS or words[end] == "it"):
            return end + 1
        while end < len(words) and (words[end] not in _STOPS or (words[end] in _STARTS and end == verb + 1)):
            end += 1
        if end + 1 < len(words) and words[end] == "and" and words[end + 1] in _STARTS and not self._verb_after(end + 2):
            return self.object_end(end)
        return end

    def _verb_after(self, i: int) -> bool:
        while i < len(self.words) and self.words[i] not in _BREAKS:
            if self.words[i] in PAST or self.words[i].endswith("ed"):
                return True
            i += 1
        return False

    def rest_end(self, low: int) -> int:
        """Where the clause ends that goes on at word `low`; a second verb behind "and" is the next clause."""
        end = low
        while end < len(self.words) and self.words[end] not in _BREAKS:
            if self.words[end] == "and" and self._verb_after(end + 1):
                break
            end += 1
        return end

    def opening(self, low: int) -> str:
        """What stands before the clause that word `low` is in."""
        while low > 0 and self.words[low - 1] not in _BREAKS and not self.words[low - 1][0].isdigit():
            low -= 1
        return self.head(low)

    def passive(self, verb: int, *, negated: bool = False, tense: str = "past") -> str:
        """Object and rest of the clause of a verb, without who: "the logs were not checked"; "" if it has no object."""
        end = self.object_end(verb)
        if end == verb + 1 or self.words[verb] in _STOPS or self.words[verb].endswith("ing"):
            return ""
        return self.about(verb + 1, end, verbs.participle(self.words[verb]), negated=negated, tense=tense)

    def about(self, low: int, end: int, said: str, *, negated: bool = False, tense: str = "past") -> str:
        """The object in words `low` to `end` as a subject of which `said` is told, and the rest of its clause."""
        thing = self.between(low, end)
        if end == low + 1:
            thing = _SUBJECTS.get(thing.lower(), thing)
        many = self._many(low, end)
        be = {"past": "were" if many else "was", "now": "are" if many else "is"}[tense]
        be = "was" if thing == "I" and tense == "past" else be
        rest = self.between(end, self.rest_end(end))
        return " ".join(filter(None, [thing, be, "not" if negated else "", said, rest]))

    def _many(self, low: int, end: int) -> bool:
        words = self.words[low:end]
        head = words[: words.index("of")] if "of" in words[1:] else words
        return (
            "and" in words or head[-1] in _MANY or (head[-1].endswith("s") and not head[-1].endswith((*_ALIKE, "'s")))
        )
