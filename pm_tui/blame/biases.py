"""Five ways in which people who know the end misread those who did not, each with its cues and a reminder.

Sources: hindsight, Fischhoff 1975; confirmation, Wason 1960 and Nickerson 1998; sunk cost, Arkes and Blumer 1985;
common belief, Janis 1972 (a group that agrees stops asking); fundamental attribution, Ross 1977. That they bend reviews
of incidents: Dekker's Field Guide to Understanding Human Error and PagerDuty's post-mortem documentation.
"""

from functools import cache
from typing import NamedTuple

from pm_tui.blame.masking import mask
from pm_tui.blame.patterns import Matcher, compile_pattern, keys
from pm_tui.blame.people import People
from pm_tui.blame.rules.rule import Category
from pm_tui.blame.tokens import Tokens


class Bias(NamedTuple):
    """A bias: its name, patterns that hint at it in a text, the categories of flags that it stands behind."""

    name: str
    cues: tuple[str, ...]
    behind: tuple[Category, ...]
    reminder: str


BIASES = (
    Bias(
        "confirmation",
        (
            "as we|i|he|she|they|always? suspected|thought|expected|feared",
            "knew all along",
            "knew it|this|that was|would",
            "proves|confirms|confirmed what|that|it|our|my",
            "just as we|i|he|she|they",
            "told you so",
            "sure|certain|convinced ~1 it was",
            "never considered|doubted",
        ),
        ("accusing-question",),
        "We find what we look for: ask what would have spoken against it, and whether anybody looked there.",
    ),
    Bias(
        "sunk cost",
        (
            "so far already",
            "too far|much ~3 to stop|turn|go|give|roll",
            "already invested|spent|put|sunk",
            "no way|point back|stopping|turning",
            "after all|so the|that|much work|time|effort",
            "kept going|trying|pushing|debugging",
            "pressed|pushed on|ahead",
            "carried on",
        ),
        (),
        "What is spent pulls us on: ask what stopping would have looked like just then, and who could have called it.",
    ),
    Bias(
        "common belief",
        (
            "everyone|everybody|we all|always? knows|knew|thought|assumed|assumes|agreed|agrees|believed",
            "it is|was known|assumed|understood|believed that",
            "common sense|knowledge|practice",
            "always done|been|worked ~2 way|so|fine|before",
            "nobody|noone ever? questioned|doubts|doubted|asked",
            "as everyone|everybody|anyone knows",
        ),
        (),
        "What everybody knows is seldom checked: ask where it stands written, and when it was last seen to be true.",
    ),
    Bias(
        "hindsight",
        (
            "in hindsight|retrospect",
            "with hindsight",
            "looking back",
            "obviously|clearly",
            "should|could|ought ~3 have|of|to",
            "was bound|going|sure to",
        ),
        ("hindsight", "counterfactual"),
        "The end makes the signs look loud: stand at that minute, with what the screen showed and not what came.",
    ),
    Bias(
        "fundamental attribution",
        (
            "careless|sloppy|lazy|negligent|reckless|incompetent",
            "attitude|carelessness|negligence",
            "human|operator error",
        ),
        ("person-as-cause", "human-error", "judgement", "punitive", "explicit-blame", "named"),
        "We see character in others and circumstances in ourselves: ask what the day was like where they stood.",
    ),
)


@cache
def _cues() -> dict[str, list[tuple[int, str]]]:
    cues: dict[str, list[tuple[int, str]]] = {}
    for place, bias in enumerate(BIASES):
        for cue in bias.cues:
            for word in keys(compile_pattern(cue)) or ():
                cues.setdefault(word, []).append((place, cue))
    return cues


def biases_in(text: str) -> tuple[Bias, ...]:
    """The biases that the words of `text` hint at, the more particular first. Never raises."""
    tokens = Tokens(mask(text))
    matcher = Matcher(tokens, People(tokens, frozenset()))
    found = {
        place
        for at, word in enumerate(tokens.words)
        for place, cue in _cues().get(word, ())
        if matcher.match(compile_pattern(cue), at) > at
    }
    return tuple(BIASES[place] for place in sorted(found))


def reminder(category: str, text: str = "") -> str:
    """One line on the bias that the words hint at, else on the one behind the category; empty if there is none."""
    cued = next(iter(biases_in(text)), None)
    behind = next((bias for bias in BIASES if category in bias.behind), None)
    bias = cued or behind
    return bias.reminder if bias else ""
