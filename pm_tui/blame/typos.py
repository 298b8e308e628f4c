"""Trigger words as a quick hand types them: "negligant", "forgoten", "shuold".

A table of the spellings that are one slip away from a long trigger word, made when it is first needed, so that
reading a word costs one look. The first letter is taken as right, and a letter at the end is only swapped, not lost:
such slips make other words.
"""

from functools import cache

from pm_tui.blame.people import KNOWN
from pm_tui.blame.rules import words
from pm_tui.blame.tokens import vocabulary

_LONG = 8  # letters from which on a slip hardly ever makes another word
_SHORTER = vocabulary("forgot should sloppy nobody anyone someone failed skipped ignored deleted mistake obvious")
_OTHERS = vocabulary(
    "responsible accountable obviously somebody everybody supposed operator engineer blatantly apparently negligence "
    "foreseeable disciplinary reprimand expected"
)
_TABLES = (
    "lapse",
    "failing",
    "bad",
    "weakly_bad",
    "bad_noun",
    "badly",
    "insult",
    "owned_error",
    "diligence",
    "obvious",
)
_VOWELS = "aeiou"
_REAL = vocabulary("forgo sold filed overwrite excepted")  # what a slip makes by chance


@cache
def corrections() -> dict[str, str]:
    """The word that was meant, by what was typed."""
    long = {word for table in _TABLES for word in words.CLASSES[table] if len(word) >= _LONG and word.isalpha()}
    meant = sorted(long | _SHORTER | _OTHERS)
    known = KNOWN.union(_REAL, meant, *words.CLASSES.values())
    return {typed: word for word in meant for typed in _slips(word) - known}


def _slips(word: str) -> set[str]:
    """A letter left out, doubled, swapped with the next, or one vowel for another, inside the word."""
    inside = range(1, len(word) - 1)
    found = {word[:i] + word[i + 1 :] for i in inside}
    found |= {word[:i] + word[i] + word[i:] for i in inside}
    found |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    if len(word) >= _LONG:
        found |= {word[:i] + vowel + word[i + 1 :] for i in inside if word[i] in _VOWELS for vowel in _VOWELS}
    return found
