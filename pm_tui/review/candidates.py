"""Milestones proposed from the words of the timeline: a proposal counts for nothing until somebody accepts it.

Silence is better than a wrong proposal: a word counts only near the beginning of the row's first sentence or of its
last one, and not where it is denied, hoped for, or said of a second time.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pm_tui.review.milestones import LAST_COUNTS, marked_rows
from pm_tui.review.model import Event, Review
from pm_tui.review.vocabulary import MILESTONES, Milestone

_TROUBLE = r"(?:issues?|problems?|incidents?|outages?|errors?|failures?|symptoms?|impact)"
_PEOPLE = r"(?:users?|customers?|clients?|partners?|developers?|colleagues?|somebody|someone)"
_BEGIN = r"(?:starts?|started|begins?|began)"
_ALERT = r"(?:pagers?|pages?|alerts?|alarms?|monitors?|probes?)"
_IS = r"(?:is |are |was |were |has been |have been )?"
_SOME = r"(?:\w+ ){0,2}?"

WORDS: dict[Milestone, tuple[str, ...]] = {
    "started": (
        rf"{_TROUBLE} {_BEGIN}",
        r"start of (?:the )?(?:incident|outage|impact)",
        rf"{_BEGIN} (?:to (?:fail|crash|time ?out)|failing|timing out|crash\w*|erroring)",
        rf"{_BEGIN} (?:returning|throwing|serving) (?:\w+ )?(?:5\d\d\w*|404s?|errors?)",
        r"(?:goes|go|went) (?:down|offline|dark)(?! (?:to|by|from))",
        r"(?:drops?|dropped|falls?|fell) to (?:zero|0)",
        r"(?:stops?|stopped) (?:working|responding|serving)",
        r"first (?:failed|failing|refused|lost) \w+",
    ),
    "detected": (
        r"^(?:pager|alert|alarm):",
        rf"{_ALERT} {_SOME}(?:fires?|fired|triggers?|triggered|rings?|rang|goes off|went off)",
        r"(?:alerts?|alarms?) (?:received|detects?|detected|indicat\w+)",
        r"(?:got|gets?|was|were|is) (?:paged|alerted)",
        r"first (?:alert|alarm|report|complaint|noticed)s?",
        r"^reports? (?:of|that)",
        rf"{_PEOPLE} {_SOME}(?:reports?|reported|reporting|complains?|complained|complaining|notified us)(?! back)",
        rf"{_TROUBLE} {_IS}(?:\w+ )?(?:detected|noticed|reported|spotted|witnessed)",
    ),
    "acknowledged": (
        r"acknowledg(?:es|ed)",
        r"(?:opens?|opened|declares?|declared) (?:the |an? )?(?:\w+ )?incident",
        rf"incident {_IS}(?:opened|declared)",
        rf"{_BEGIN} (?:to )?investigat(?:e|ing)",
        rf"{_BEGIN} (?:to )?(?:look|looking|digging) into",
        rf"investigations? (?:\w+ ){{0,3}}?(?:commence[sd]?|{_BEGIN}|launched)",
        r"(?:takes|took) it on|(?:picks|picked) it up",
    ),
    "identified": (
        rf"(?:cause|culprit) {_IS}(?:found|identified|clear|known|confirmed|discovered|pinned down)",
        rf"(?:issue|fault|bug) {_IS}(?:\w+ )?(?:identified|pinned down|understood)",
        r"(?:identifies|identified|finds|found|pins down|pinned down) (?:that |the |a |an )?(?:\w+ )?"
        r"(?:cause|culprit|reason|bug|fault)",
        r"identified (?:that|as the)",
        r"turn(?:s|ed) out to be",
    ),
    "mitigated": (
        r"mitigated",
        r"(?:rolled back|reverted)(?=[.!]?$)",
        rf"roll ?-?back {_IS}(?:done|completed?|finished|performed|applied|successful)",
        rf"traffic {_IS}(?:\w+ )?(?:moved|shifted|drained|failed over|rerouted)",
        rf"(?:manual|hot|temporary|quick) ?-?fix {_IS}(?:applied|deployed|in place|rolled out)",
        rf"(?:services?|traffic|ingress) {_IS}(?:restored|resumes?|resumed|operational)",
        r"(?:back|returns?|returned) to normal",
        r"(?:services?|site|writes|checkout|everything) (?:\w+ )?(?:recovers|recovered)",
    ),
    "resolved": (
        r"(?:issue|problem|incident|outage|ticket)s? (?:(?!and|or)\w+ ){0,3}?(?:resolved|closed|over|ends|ended)",
        r"[([]resolved(?=[)\]])",
        r"^resolved",
        r"all clear",
        r"fully (?:recovered|restored|operational|resolved)",
        r"permanent(?:ly)? fix(?:ed)?",
        r"all (?:\w+ )?(?:systems|services) (?:\w+ )?(?:operational|healthy|working)",
        r"everything (?:is )?(?:healthy|back to normal|works again)",
    ),
}
"""What rows say when they are a milestone; of several that say so the last counts for mitigated and resolved."""

_PATTERNS = {name: re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?!\w)", re.I) for name, words in WORDS.items()}
_NOT_SO = re.compile(
    r"\b(?:not|no|never|cannot|\w+n['’]t|without|nor|try|tries|trying|tried|attempt\w*|hop(?:e|es|ing)|believ\w+"
    r"|expect\w*|until|before|after|if|when|once|wait\w*|to be|to|will|would|should|could|may|might|can|still|likely"
    r"|again|second|another|same|test|staging|deep dive)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|hardly|\w+n['’]t)\b", re.IGNORECASE)
_NOT_THIS_TIME = re.compile(r"\W*(?:again|later|soon|tomorrow|much deeper|\?)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")
_REACH = 110  # characters of a sentence in which a milestone is looked for
_BEFORE = 28  # characters before the words in which they may be denied


def candidates(review: Review) -> dict[int, tuple[Milestone, ...]]:
    """For each event that may be a milestone which no event is marked as, the milestones; event id to milestones."""
    found: dict[int, tuple[Milestone, ...]] = {}
    for milestone in MILESTONES:
        if not marked_rows(review, milestone) and (event := _proposed(review, milestone)):
            found[event.id] = (*found.get(event.id, ()), milestone)
    return found


def _proposed(review: Review, milestone: Milestone) -> Event | None:
    rows = (reversed if milestone in LAST_COUNTS else iter)(review.events)
    return next((event for event in rows if _may_be(event, milestone)), None)


def _may_be(event: Event, milestone: Milestone) -> bool:
    return event.at.known and milestone not in event.refused and milestone in said(event.text)


@lru_cache(maxsize=4096)  # rows are asked anew at every repaint, and few of them have changed
def said(text: str) -> frozenset[Milestone]:
    """The milestones that a row of these words may be."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    ends = dict.fromkeys(sentence[:_REACH] for sentence in (*sentences[:1], *sentences[-1:]))
    return frozenset(name for name, words in _PATTERNS.items() if any(_holds(words, sentence) for sentence in ends))


def _holds(words: re.Pattern[str], sentence: str) -> bool:
    return any(
        not _NOT_SO.search(sentence[max(0, match.start() - _BEFORE) : match.start()])
        and not _DENIED.search(match[0])
        and not _NOT_THIS_TIME.match(sentence[match.end() :])
        for match in words.finditer(sentence)
    )
