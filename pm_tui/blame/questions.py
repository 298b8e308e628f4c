"""The questions that replace a flagged wording, and why each category hurts learning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pm_tui.blame import verbs
from pm_tui.blame.masking import mask
from pm_tui.blame.rules.rule import Category, Rule
from pm_tui.blame.rules.spared import DENIALS
from pm_tui.blame.tokens import ENDERS, Tokens, vocabulary

if TYPE_CHECKING:
    from pm_tui.blame.linter import Flag

_STOPS = ENDERS | vocabulary(
    ", ; : ( ) — – … and but because so then until while when which who as that or before after"
)
_LONGEST = 7  # words of an act that a question repeats
_REACH = 8  # words in which the verb of a find is looked for

_QUESTIONS: dict[Category, tuple[str, ...]] = {
    "person-as-cause": (
        "What made it possible, whoever was there?",
        "What did they see and expect just then?",
        "What did the screen, the runbook or the room say at that moment?",
        "Which guard could have caught it before anybody was hurt by it?",
    ),
    "human-error": (
        "What in the design made that slip easy, and what could have caught it?",
        "Who else could have slipped at the same place, and why there?",
        "Which default, limit or undo would have kept it small?",
    ),
    "counterfactual": (
        "What did people know at that moment, and what would have pointed the other way?",
        "Which signal, tool or access would have made that the easy path?",
        "What spoke for the way that was taken, as it looked then?",
    ),
    "judgement": (
        "What was going on around them that made this look reasonable?",
        "What did this look like from their side?",
        "What else asked for their attention, and what did they expect to happen?",
    ),
    "hindsight": (
        "What could be seen at that moment, before anybody knew how it would end?",
        "Who in the room did not know this, and how would they have found out?",
        "Which other signs were there, and what did they point to?",
    ),
    "punitive": (
        "What change would help whoever stands there next?",
        "Which guard, default or check would make care unnecessary here?",
        "What made the safe way the slower one?",
    ),
    "accusing-question": (
        "What did it look like from where they stood, and what would have shown otherwise?",
        "How does this step usually go, and what was different this time?",
        "What did they see and expect just then?",
    ),
    "explicit-blame": (
        "What made it possible, whoever was there?",
        "Which conditions had to come together for this to happen?",
        "Which of these conditions are still there today?",
    ),
    "named": (
        "Which condition made that hard, whoever stood there?",
        "What would have gone the same way with anybody else?",
    ),
}

_LEFT_OUT = "What made this step easy to leave out, and what would have called for it?"
_UNSEEN = "What kept this from being seen just then, and what would have shown it?"

_REASONS: dict[Category, str] = {
    "person-as-cause": (
        "When the story ends at a person, it stops before the tools, defaults and gaps that let one act do "
        "so much. The next person meets the same trap."
    ),
    "human-error": (
        "Slips are always with us, so they explain nothing. What can be changed is how easy a slip is, how "
        "far it reaches and how soon it shows."
    ),
    "counterfactual": (
        "This tells of a day that did not happen. What people knew and saw on the real one gets lost, and "
        "that is where the lesson is."
    ),
    "judgement": (
        "A judgement closes the question. People did what made sense to them, and finding out why it did is "
        "the point of the meeting."
    ),
    "hindsight": (
        "It is plain now because we know the end. Then, it was one signal among many, and what hid it is worth finding."
    ),
    "punitive": (
        "If care or fear could prevent it, it would not have happened. People who expect a penalty also "
        "stop telling what they saw."
    ),
    "accusing-question": (
        "A question that looks for somebody gets a defence, not a description. Ask what they saw and how "
        "things usually go."
    ),
    "explicit-blame": ("Once someone has the fault, nobody looks any further, and the conditions stay as they were."),
    "named": (
        "With a name in it, what went poorly looks like somebody's doing. The condition behind it would have met "
        "anybody, and it can be changed."
    ),
}


def explain(category: str) -> str:
    """One or two sentences on why wording of this category hurts learning; empty if there is no such category."""
    return next((text for name, text in _REASONS.items() if name == category), "")


def questions(category: str) -> tuple[str, ...]:
    """Better questions for a category, the most general first; none if there is no such category."""
    return next((asked for name, asked in _QUESTIONS.items() if name == category), ())


def questions_for(text: str, flag: Flag) -> tuple[str, ...]:
    """The question of a flag of `text`, and behind it all others that fit its sentence, the most fitting first."""
    tokens = Tokens(mask(text))
    words = [word for word, start in zip(tokens.words, tokens.starts, strict=True) if flag.start <= start < flag.end]
    about_deed = filter(None, [_about_deed(words)])
    return tuple(dict.fromkeys((flag.question, *about_deed, *questions(flag.category))))


def question_for(rule: Rule, text: str, tokens: Tokens, after: int) -> str:
    """The question for the find that ends before word `after`.

    It names the step that is told of, if the rule's question asks for it and the text tells it, else the deed.
    """
    default = _QUESTIONS[rule.category][0]
    if "{act}" in rule.question and (act := _act(text, tokens, after)):
        return rule.question.format(act=act)
    if rule.category == "person-as-cause" and (asked := _about_deed(tokens.words[max(0, after - _REACH) : after])):
        return asked
    return default if "{act}" in rule.question else rule.question or default


def _about_deed(words: Sequence[str]) -> str:
    """A question with the noun of the last verb of these words that has one; "" if none has, or it did not happen."""
    for k in range(len(words) - 1, -1, -1):
        word = words[k]
        if word in ENDERS or word in DENIALS:
            return ""
        if word in verbs.LEFT_OUT or word in verbs.UNSEEN:
            return _LEFT_OUT if word in verbs.LEFT_OUT else _UNSEEN
        if (deed := verbs.noun(word)) and DENIALS.isdisjoint(words[max(0, k - 2) : k]):
            return f"What made this {deed} possible, and what could have caught it?"
    return ""


def _act(text: str, tokens: Tokens, first: int) -> str:
    """The words of the act that begins at word `first` ("run the migration"), or nothing if they do not end soon."""
    words = tokens.words
    if words[first - 1] != "to":
        return ""
    last = first
    while last < len(words) and words[last] not in _STOPS:
        last += 1
    return text[tokens.starts[first] : tokens.ends[last - 1]] if 0 < last - first <= _LONGEST else ""
