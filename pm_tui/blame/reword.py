"""A draft without blame for a flagged sentence, made of the author's own words.

Nothing is made up: names of people give way to the passive, the fault to its condition, and what only the author can
know stays open as a gap: "… (what was seen just then?)". A draft is offered only if the linter leaves it alone; else
the next, plainer one is tried. The forms follow the descriptions that Etsy's "Debriefing Facilitation Guide" and
PagerDuty's "Postmortem Documentation" ask for: what and how, not who and why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pm_tui.blame import drafts
from pm_tui.blame.clause import Clause
from pm_tui.blame.linter import Flag, lint
from pm_tui.blame.rules.rule import Category
from pm_tui.blame.tokens import sentences

ROUNDS = 4
"""How many flags of one sentence are reworded one after another."""

_WHOLE: dict[Category, str] = {
    "person-as-cause": f"This was possible because {drafts.MADE}.",
    "human-error": f"A slip was made easy by {drafts.EASY}.",
    "counterfactual": f"Next time, this would help: {drafts.HELP}.",
    "judgement": f"At that moment: {drafts.SEEN}.",
    "hindsight": f"At that moment: {drafts.SEEN}.",
    "punitive": f"Add {drafts.GUARD}.",
    "accusing-question": "What did it look like at that moment?",
    "explicit-blame": f"This was possible because {drafts.MADE}.",
}
"""What is left to say if nothing of a sentence can stay."""

_GAPS: dict[Category, str] = {
    "person-as-cause": drafts.SEEN,
    "human-error": f"a slip, made easy by {drafts.EASY}",
    "counterfactual": drafts.HELP,
    "judgement": drafts.SEEN,
    "hindsight": drafts.SEEN,
    "punitive": "",
    "accusing-question": "what was seen, and what was expected",
    "explicit-blame": drafts.CONDITIONS,
}
"""What stands in the place of the flagged words if only these go."""


def sentence_at(text: str, flag: Flag) -> tuple[int, int]:
    """Start and end of the sentence that a flag of `text` stands in."""
    for start, end in sentences(text):
        if start <= flag.start < end:
            return start, end
    return flag.start, flag.end


def reword(text: str, flag: Flag, roster: Collection[str] = (), where: str | None = None) -> str:
    """A draft to replace the sentence of a flag (see `sentence_at`), in which nothing is left to flag.

    `roster` and `where` are as for `lint`.
    """
    start, end = sentence_at(text, flag)
    sentence = text[start:end]
    left: tuple[Flag, ...] = (flag._replace(start=flag.start - start, end=min(flag.end, end) - start),)
    most = len(_left(sentence, roster, where)) or 1
    for _ in range(ROUNDS):
        options = {draft: _left(draft, roster, where) for draft in _drafts(sentence, left[0], roster)}
        sentence = min(options, key=lambda draft: len(options[draft]), default="")
        if not sentence or len(options[sentence]) >= most:
            break
        left = options[sentence]
        most = len(left)
        if not left:
            return sentence
    return _WHOLE[flag.category]


def _left(draft: str, roster: Collection[str], where: str | None) -> tuple[Flag, ...]:
    """What a draft still says: the finds of the rules, else what the model is sure of."""
    by_rules = lint(draft, roster, where, model=False)
    return by_rules or tuple(flag for flag in lint(draft, roster, where) if flag.tier == "flag")


def _drafts(sentence: str, flag: Flag, roster: Collection[str]) -> Iterator[str]:
    """Drafts for a sentence, the most fitting first."""
    clause = Clause(sentence, flag.start, flag.end, roster)
    for draft in drafts.WAYS[flag.category](clause):
        yield _tidy(draft)
    if (gap := _GAPS[flag.category]) and clause.leaves_a_sentence():
        yield _tidy(sentence[: flag.start] + gap + sentence[flag.end :])


def _tidy(draft: str) -> str:
    """One space between words, none before a stop, a capital at the start, a stop at the end if there was one."""
    draft = " ".join(draft.split())
    for mark in ",.;:?!":
        draft = draft.replace(f" {mark}", mark)
    draft = draft.lstrip(",;: ").replace(",,", ",").replace("..", ".").replace("?)?", "?)")
    return draft[:1].upper() + draft[1:]
