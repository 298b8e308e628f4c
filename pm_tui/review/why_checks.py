"""What the whys still lack: depth, order, words, and for each contributing factor evidence and an answer.

Each check yields the place of what it is about and a sentence that says what would make it good. Sources: the five
whys as Toyota tells them (Ohno), layers and holes as Reason draws them.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from pm_tui.blame.tokens import vocabulary
from pm_tui.review import coverage
from pm_tui.review.flags import DEEPER, Flagger, ends_at_people
from pm_tui.review.model import Review, Why
from pm_tui.review.prompts import quote
from pm_tui.review.sentences import words
from pm_tui.review.vocabulary import LAYERS
from pm_tui.review.whys import branch, leaves, tree

Found = Iterator[tuple[str, str]]

DEEP_ENOUGH = 5
LONGEST = 40  # words
THINNEST = 3  # words
ALIKE = 0.88
"""From which share of equal letters on two whys say the same; beneath it lie pairs such as "no alert"/"no test"."""
SHARED = 0.8
FEWEST_SHARED = 4
"""Words that two whys have at the least before their share of common words says anything."""

_EMPTY_WORDS = vocabulary("a an the is are was were be been of in on at to for and or that this it its as by with")
_DENIALS = vocabulary("no not never none without nothing nobody cannot")


def shallow(review: Review) -> Found:
    """No branch is five whys deep, and nothing says why fewer are enough."""
    placed = [row for row in tree(review.whys) if row.why.text.strip()]
    deepest = max(placed, key=lambda row: row.depth, default=None)
    if deepest is None or deepest.depth + 1 >= DEEP_ENOUGH or review.header.shallow.strip():
        return
    depth = deepest.depth + 1
    yield (
        f"whys:{deepest.why.id}:text",
        f"The deepest branch is {depth} why{'s' * (depth > 1)} deep, and ends at {quote(deepest.why.text)}. "
        f"Ask why until it is {DEEP_ENOUGH} deep, or say in “Fewer than five whys” (F5) why that is enough here.",
    )


def at_people(review: Review, flagger: Flagger) -> Found:
    """A branch ends at what somebody did, or at human error."""
    ends = ends_at_people(review, flagger)
    for why in review.whys:
        if why.id in ends:
            yield f"whys:{why.id}:text", f"{quote(why.text)} ends at a person: {DEEPER}"


class _Said(NamedTuple):
    """What a why says: its words in order, each once, and those that tell two apart however alike they are."""

    why: Why
    words: list[str]
    once: frozenset[str]
    telling: frozenset[str]


def repeated(review: Review) -> Found:
    """Two whys say the same in nearly the same words."""
    said = [_said(why) for why in review.whys if why.text.strip()]
    for one, other in combinations(said, 2):
        if _alike(one, other):
            yield (
                f"whys:{other.why.id}:text",
                f"{quote(other.why.text)} says nearly what {quote(one.why.text)} says. "
                "Join the two, or say what is different.",
            )


def _said(why: Why) -> _Said:
    content = [word for word in words(why.text.casefold()) if word not in _EMPTY_WORDS]
    once = frozenset(content)
    return _Said(why, content, once, once & _DENIALS | _numbers(once))


def _alike(one: _Said, other: _Said) -> bool:
    if one.telling != other.telling:
        return False
    if one.words and one.words == other.words:
        return True
    common = len(one.once & other.once)
    if min(len(one.once), len(other.once)) >= FEWEST_SHARED and common >= SHARED * len(one.once | other.once):
        return True
    longer = max(len(one.once), len(other.once))
    if longer < FEWEST_SHARED or longer - common > 1:
        return False
    return _close(SequenceMatcher(None, " ".join(one.words), " ".join(other.words), autojunk=False))


def _close(matcher: SequenceMatcher[str]) -> bool:
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _numbers(found: frozenset[str]) -> set[str]:
    return {word for word in found if any(letter.isdecimal() for letter in word)}


def out_of_layer(review: Review) -> Found:
    """Along a branch a layer comes back up: it goes from immediate to precondition to underlying."""
    for why in review.whys:
        above = [row for row in branch(review.whys, why.id)[:-1] if row.layer] if why.layer else []
        if above and LAYERS.index(why.layer) < LAYERS.index(above[-1].layer):
            yield (
                f"whys:{why.id}:layer",
                f"{quote(why.text)} is {why.layer}, and explains one that is {above[-1].layer}. "
                "Further down lies deeper: change a layer, or the place of the why.",
            )


def too_long(review: Review) -> Found:
    """A why that says more than one thing can."""
    for why in review.whys:
        if (count := len(words(why.text))) > LONGEST:
            yield (
                f"whys:{why.id}:text",
                f"{quote(why.text)} has {count} words. One reason in a sentence; what lies behind it goes below (w).",
            )


def too_thin(review: Review) -> Found:
    """A why of a word or two, which explains nothing to whoever reads it later."""
    for why in review.whys:
        if why.text.strip() and len(words(why.text)) < THINNEST:
            yield (
                f"whys:{why.id}:text",
                f"{quote(why.text)} will not be understood in a year. Say as a sentence what was so, and where.",
            )


def unanswered(review: Review) -> Found:
    """A contributing factor that no action answers, and that nobody has accepted.

    Letting its prompt go with a reason accepts it too.
    """
    let_go = {
        standing.prompt.about
        for standing in coverage.standings(review)
        if standing.prompt.kind == "why"
        and standing.state == "let-go"
        and any(answer.state == "let-go" and answer.text.strip() for answer in standing.answers)
    }
    answered = {prompt for action in review.actions if action.state != "wont" for prompt in action.answers}
    found = factors(review)
    bare = [
        why for why in found if f"why:{why.id}" not in answered and not why.accepted.strip() and why.id not in let_go
    ]
    if len(bare) > 1 and bare == list(found):
        yield (
            f"whys:{bare[0].id}:accepted",
            f"No action answers any of the {len(bare)} contributing factors, the first is {quote(bare[0].text)}. "
            "Make actions of what would change them (Ctrl+T), or say (o) why nothing will be done.",
        )
        return
    for why in bare:
        yield (
            f"whys:{why.id}:accepted",
            f"{quote(why.text)} contributed, and no action answers it. Make one (Ctrl+T), "
            "or say under “Accepted because” (o) why nothing will be done.",
        )


def unproved(review: Review) -> Found:
    """How many contributing factors have no evidence. Where nothing at all has any, the timeline is told of it."""
    found = factors(review)
    bare = [why for why in found if not any(why.id in piece.supports for piece in review.evidence)]
    if bare and review.evidence:
        yield (
            f"whys:{bare[0].id}:text",
            f"{len(bare)} of {len(found)} contributing factors have no evidence, the first is {quote(bare[0].text)}. "
            "What shows that it was so: a log line, a setting, a number?",
        )


def factors(review: Review) -> tuple[Why, ...]:
    """The contributing factors: the leaves that have words, in the order of the tree."""
    ends = leaves(review.whys)
    return tuple(row.why for row in tree(review.whys) if row.why.id in ends and row.why.text.strip())
