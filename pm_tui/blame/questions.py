"""The questions that replace a flagged wording, and why each category hurts learning."""

from pm_tui.blame.rules.rule import Category, Rule
from pm_tui.blame.tokens import ENDERS, Tokens, vocabulary

_STOPS = ENDERS | vocabulary(
    ", ; : ( ) — – … and but because so then until while when which who as that or before after"
)
_LONGEST = 7  # words of an act that a question repeats

_QUESTIONS: dict[Category, tuple[str, ...]] = {
    "person-as-cause": (
        "What made it possible, whoever was there?",
        "What did the screen, the runbook or the room say at that moment?",
        "What could have caught it before anybody was hurt by it?",
    ),
    "human-error": (
        "What in the design made that slip easy, and what could have caught it?",
        "Who else could have slipped at the same place, and why there?",
    ),
    "counterfactual": (
        "What did people know at that moment, and what would have pointed the other way?",
        "Which signal, tool or access would have made that the easy path?",
    ),
    "judgement": (
        "What was going on around them that made this look reasonable?",
        "What did this look like from their side?",
    ),
    "hindsight": (
        "What could be seen at that moment, before anybody knew how it would end?",
        "Who in the room did not know this, and how would they have found out?",
    ),
    "punitive": (
        "What change would help whoever stands there next?",
        "Which guard, default or check would make care unnecessary here?",
    ),
    "accusing-question": (
        "What did it look like from where they stood, and what would have shown otherwise?",
        "How does this step usually go, and what was different this time?",
    ),
    "explicit-blame": (
        "What made it possible, whoever was there?",
        "Which conditions had to come together for this to happen?",
    ),
}

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
}


def explain(category: str) -> str:
    """One or two sentences on why wording of this category hurts learning; empty if there is no such category."""
    return next((text for name, text in _REASONS.items() if name == category), "")


def questions(category: str) -> tuple[str, ...]:
    """Better questions for a category, the most general first; none if there is no such category."""
    return next((asked for name, asked in _QUESTIONS.items() if name == category), ())


def question_for(rule: Rule, text: str, tokens: Tokens, after: int) -> str:
    """The question for one find; it names the act if the rule's question asks for it and the text tells it."""
    default = _QUESTIONS[rule.category][0]
    if "{act}" not in rule.question:
        return rule.question or default
    act = _act(text, tokens, after)
    return rule.question.format(act=act) if act else default


def _act(text: str, tokens: Tokens, first: int) -> str:
    """The words of the act that begins at word `first` ("run the migration"), or nothing if they do not end soon."""
    words = tokens.words
    if words[first - 1] != "to":
        return ""
    last = first
    while last < len(words) and words[last] not in _STOPS:
        last += 1
    return text[tokens.starts[first] : tokens.ends[last - 1]] if 0 < last - first <= _LONGEST else ""
