"""The form of a rule. Each brings sentences that it must flag and sentences that it must leave alone."""

from typing import Literal, NamedTuple

Category = Literal[
    "person-as-cause",
    "human-error",
    "counterfactual",
    "judgement",
    "hindsight",
    "punitive",
    "accusing-question",
    "explicit-blame",
    "named",
]
Tier = Literal["flag", "hint"]


class Rule(NamedTuple):
    """Patterns of one kind.

    `tier` says what a find is: "flag" is shown, "hint" is softer. `subject` asks who stands before the match: "person"
    people; "human" people or an unknown name; "clause" people who open the clause; "near" people anywhere in the
    sentence; "not-thing" anything but a plain thing. `reason` spares sentences that give a reason, `denied` those that
    say no ("nobody is to blame"), `luck` those that stand under luck or tell of a good end, `called` those that only
    tell what somebody called it. `before` and `after` are words that may not be neighbours. `where` is the one part of
    a review that the rule is for, if there is one. `question` may hold {act}: the verb that follows the match, with
    its object.
    """

    category: Category
    tier: Tier
    patterns: tuple[str, ...]
    fires: tuple[str, ...]
    quiet: tuple[str, ...] = ()
    subject: Literal["", "person", "human", "clause", "near", "not-thing"] = ""
    reason: bool = False
    denied: bool = True
    luck: bool = False
    called: bool = False
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    where: str = ""
    question: str = ""
