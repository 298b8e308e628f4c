"""What keeps an action from being done: each piece of advice says what would make it good.

It looks at the words of the action and at what its fields say; it never looks at who somebody is. Silence is better
than nagging: a word such as "improve" counts only while nothing in the sentence says how one would see the difference.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, get_args

from pm_tui.blame.tokens import vocabulary
from pm_tui.review import meetings
from pm_tui.review.model import Action, Review
from pm_tui.review.prompts import quote
from pm_tui.review.sentences import sentences, words

Fault = Literal[
    "unowned", "undated", "untracked", "vague", "large", "training", "two-in-one", "to-ask", "overdue", "no-reason"
]
FAULTS: tuple[Fault, ...] = get_args(Fault)


class Advice(NamedTuple):
    """What is the matter with an action: in a few words beside it, and in a sentence with what would make it good."""

    fault: Fault
    short: str
    text: str


def coach(review: Review, action: Action, today: dt.date) -> tuple[Advice, ...]:
    """The advice for one action; what is done needs none, and what will not be done only its reason."""
    if not action.title.strip() or action.state == "done":
        return ()
    if action.state == "wont":
        return () if action.reason.strip() else (_no_reason(action),)
    return (*_fields(action), *_words(review, action), *_people(review, action, today))


def _no_reason(action: Action) -> Advice:
    return Advice(
        "no-reason", "why not?", f"{quote(action.title)} will not be done. Say why, so that nobody proposes it anew."
    )


# --- what its fields say --------------------------------------------------------------------------------------------


def _fields(action: Action) -> Iterator[Advice]:
    title = quote(action.title)
    if not action.owner.strip():
        yield Advice("unowned", "no owner", f"{title} has no owner: who sees it through?")
    if action.due is None:
        yield Advice("undated", "no day", f"{title} has no day: by when?")
    if not action.ticket.strip():
        yield Advice("untracked", "no ticket", f"{title} has no ticket: where is it tracked?")


def _people(review: Review, action: Action, today: dt.date) -> Iterator[Advice]:
    if to_ask(review, action) and not action.asker.strip():
        yield Advice(
            "to-ask",
            "who asks the owner?",
            f"{action.owner} has not said yes to {quote(action.title)} yet. Who asks, outside the meeting?",
        )
    if action.due and action.due < today:
        days = (today - action.due).days
        yield Advice(
            "overdue",
            f"{days} day{'s' * (days > 1)} over",
            f"{quote(action.title)} was due on {action.due:%d %b %Y}. Is it done, is there a new day, or is it let go?",
        )


def to_ask(review: Review, action: Action) -> bool:
    """Whether the owner has yet to be asked: has not said yes, and was not at the latest meeting.

    Somebody who was there took it on there, unless it says otherwise. Without a meeting nobody was absent.
    """
    owner = action.owner.strip()
    if not owner or action.consent == "yes" or action.state in ("done", "wont"):
        return False
    people = meetings.attendees(review)
    return action.consent == "to ask" or bool(
        people and not any(person.present and _same(person.name, owner) for person in people)
    )


def _same(one: str, other: str) -> bool:
    """Whether two names are of one person: the same, or one is the first name of the other."""
    mine, theirs = one.casefold().split(), other.casefold().split()
    return mine == theirs or (mine[:1] == theirs[:1] and 1 in (len(mine), len(theirs)))


# --- what its words say ---------------------------------------------------------------------------------------------

_BEGIN = (
    r"^(?:(?:we|the team) (?:should|need to|will|must|could|have to) |(?:please|try to|need to|consider(?: to)?) )?"
)
_WEAK = re.compile(
    rf"{_BEGIN}(?:improv\w+|enhanc\w+|strengthen\w*|optimi[sz]\w+|increase|raise|boost|better|more|clear(?:er)?|"
    r"revisit|address|streamline|harden|minimi[sz]e|be (?:more )?careful|bring down|work on|handle|"
    r"make .{1,40}? (?:better|easier|more (?:robust|reliable|stable|visible))|something|some kind of)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"{_BEGIN}(?:investigate|consider|look(?:ing)? (?:into|at)|explore|think about|discuss|reflect|assess|evaluate|"
    r"review|analy[sz]e|figure out|find (?:out|a way)|see if|check if|research|come up with|"
    r"identify (?:a|an|ways?|the)|agree on|prioriti[sz]e|talk|have a talk|keep an eye|might|should we|an option)\b"
    r"(?! and (?:fix|remove|repair|close|decide|write|add)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"{_BEGIN}(?:(?:set ?up|add|create|implement|introduce|have|get|do) )?"
    r"(?:an? |some |more |good |proper |proactive )*"
    r"(?:monitoring|alert(?:s|ing)?|metrics|logging|logs|tests?|testing|documentation|docs|training|automation|"
    r"communication|process(?:es)?|guidelines|governance|runbooks?)"
    r"(?:,? (?:and|&) (?:monitoring|alert(?:s|ing)?|metrics|logging|tests?|documentation))?[.!]?$",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\d|\b(?:when(?:ever)?|if|unless|until|before|after|above|below|under|over|within|every|each|at least|at most|"
    r"so that|instead of|rather than|without|than|no longer|from .+ to|with an?|by \w+ing)\b",
    re.IGNORECASE,
)
"""What says how one would see the difference: a number, a condition, a comparison."""

_LARGE = re.compile(
    r"\b(?:re-?writ\w+|re-?architect\w*|re-?design\w*|re-?build\w*|overhaul\w*|re-?factor\w*|re-?work\w*|modernis\w+|"
    r"replac\w+|rethink\w*)\b[^.;]{0,30}?\b(?:everything|entire|whole|all|architecture|platforms?|systems?|stack|"
    r"monolith|pipelines?|infrastructure|code ?base|from scratch|(?:micro)?services)\b"
    r"|\b(?:migrat\w+|mov\w+|switch\w*|get) (?:\w+ ){0,3}?(?:away from|off)\b"
    r"|\bfrom scratch\b|\b(?:fix|solve|test|monitor|document|automate|update|secure) (?:absolutely )?everything\b",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    rf"{_BEGIN}(?:re-?)?(?:train|teach|educate|remind|coach|tell|instruct|encourage|advise)\b"
    r"|\b(?:create|provide|organi[sz]e|hold|give|do|run|plan|investigate|more|better) (?:\w+ ){0,2}?"
    r"(?:trainings?|workshops?)\b"
    r"|\b(?:raise|increase|create|build) (?:\w+ )?awareness\b|\bmore careful\b|\bpay (?:more )?attention\b",
    re.IGNORECASE,
)

_DO = vocabulary(
    "add automate block build change configure create delete deploy disable document enable extend fix implement "
    "install introduce make merge migrate move publish raise remove rename replace restore rewrite rotate "
    "run separate set setup split stop switch test update upgrade write"
)
_TWO = re.compile(
    rf"^(?:{'|'.join(sorted(_DO))})\b(?: [^\s,;]+){{2,}}?(?:,| and|, and|; and|;| as well as| and also) "
    rf"(?:also )?(?:{'|'.join(sorted(_DO))})(?! (?:it|them|this|that|those|these|so|sure)\b) \w+",
    re.IGNORECASE,
)


def _words(review: Review, action: Action) -> Iterator[Advice]:
    title = " ".join(action.title.split())
    if _is_training(title):
        if not _others_answer(review, action):
            yield Advice(
                "training",
                "training alone",
                f"{quote(title)} asks people to remember. What would make it hard to go wrong, or show it at once, "
                "for somebody who was never told?",
            )
    elif _LARGE.search(title):
        yield Advice(
            "large",
            "too large for one action",
            f"{quote(title)} is a project. Which first step, of two weeks at most, would already have helped that day?",
        )
    elif vague := _vague(title):
        yield Advice("vague", "vague", f"{quote(title)} {vague}")
    if _is_two(title):
        yield Advice(
            "two-in-one",
            "two in one",
            f"{quote(title)} is more than one action. Part them, so that each has its own owner, day and end.",
        )


def _vague(title: str) -> str:
    """What makes a title vague, as the end of a sentence; "" when it is not."""
    if _OPEN.match(title):
        return "has no end that can be seen. What will be there when it is done: a decision by whom, a page, a change?"
    first = sentences(title)[0]
    if _BARE.match(first) or (_WEAK.match(title) and not _SEEN.search(title)):
        return "can mean anything. Of what, where, and what will be seen when it works?"
    return ""


def _is_training(title: str) -> bool:
    return bool(_TRAINING.search(title))


def _is_two(title: str) -> bool:
    if _TWO.match(title):
        return True
    begun = [words(sentence)[:1] for sentence in sentences(title)]
    return sum(bool(first) and first[0].casefold() in _DO for first in begun) > 1


def _others_answer(review: Review, action: Action) -> bool:
    """Whether something besides training answers the same; of an action that answers nothing, whether there is any."""
    others = [
        other
        for other in review.actions
        if other.id != action.id and other.state != "wont" and other.title.strip() and not _is_training(other.title)
    ]
    if not action.answers:
        return bool(others)
    answered = {prompt for other in others for prompt in other.answers}
    return answered.issuperset(action.answers)


# --- days and numbers -----------------------------------------------------------------------------------------------


def proposed_due(review: Review, action: Action, days: Mapping[str, int], today: dt.date) -> dt.date | None:
    """The day that the severity asks for, by `days` from `today`; None where there is one, or none is needed."""
    if action.due or action.state in ("done", "wont"):
        return None
    severity = review.header.severity.strip().casefold()
    ahead = next((count for name, count in days.items() if name.casefold() == severity), None)
    try:
        return today + dt.timedelta(days=ahead) if ahead is not None else None
    except OverflowError:
        return None


def open_actions(review: Review) -> tuple[Action, ...]:
    """The actions that are taken on and not done."""
    return tuple(action for action in review.actions if action.state == "open")
