"""Rows of the timeline that speak of noticing, deciding, knowing or paging, and the questions that such a row asks.

A row asks them once somebody has taken them up: the first answer to `moment:<event id>`, parked and without a text,
says no more than that. Questions ask how and what, and go to the moment as it looked then (Etsy, "Debriefing
Facilitation Guide"; Klein's critical decision method: cues, options, what was known).

Silence is better than a question in the wrong place: words count as what somebody did or met, not as names of things
("web page", "spot instance", "known good version").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from pm_tui.review import edits
from pm_tui.review.model import Answer, Event, Review
from pm_tui.review.remembered import remembered
from pm_tui.text import one_line

Topic = Literal["noticing", "deciding", "knowing", "paging"]

PREFIX = "moment:"
MOST_QUESTIONS = 3

GENERAL = "What did it look like from there, and what made the next step the natural one?"
"""What any other row is asked."""

QUESTIONS: dict[Topic, tuple[str, ...]] = {
    "noticing": (
        "What made it stand out, and what else asked for attention at that minute?",
        "What did it look like before anybody knew what it meant?",
    ),
    "deciding": (
        "Which ways were open just then, and what spoke for each?",
        "What was known at that minute, and what was still a guess?",
        "What would have made another way as easy to take?",
    ),
    "knowing": (
        "What was taken for true until then, and what had fitted it so far?",
        "Where did this come from, and how did it reach those who could use it?",
    ),
    "paging": (
        "What did the page say, and what could be told from it alone?",
        "What did it take to get from the page to a first look at the system?",
        "What would help whoever is called next?",
    ),
}
"""What a row that speaks of it is asked, the first question first."""

_ONE = r"(?:we|i|he|she|they|you|somebody|someone|nobody|no one|engineers?|team|on-?call|users?|customers?|members)"
_THAT = r"(?:that|the|a|an|it|this|there|how|why|out|something|two|another|all)"
_FAULT = r"(?:root ?cause|cause|culprit|issue|problem|reason|bug|fault)"
_CALLED = r"(?:on-?call|@\w+|sre|dba|engineers?|responders?)"
_BE = r"(?:is|are|was|were|am|be|been|gets?|got|become|became|becomes|being)"

WORDS: dict[Topic, tuple[str, ...]] = {
    "noticing": (
        r"notic(?:es|ed|ing)",
        rf"(?:^|{_ONE} )notice(?= (?:{_THAT}|we|some|many|drop|\w+ing)\b)",
        rf"spot(?:s|ted)(?= {_THAT}\b)",
        rf"{_BE} spotted",
        r"discover(?:s|ed|ing)",
        rf"(?:^|{_ONE} )discover(?= {_THAT}\b|ed)",
        rf"(?:{_ONE} )saw(?= {_THAT}\b)",
        rf"(?:finds?|found) out(?= {_THAT}\b)",
        r"(?:comes?|came) to (?:our|their|his|her|the team's) attention",
        rf"caught (?:{_ONE}|our|their|his|her|my) (?:eye|attention)",
        rf"{_BE} (?:overlooked|witnessed)",
        r"(?:issues?|problems?|incidents?|outages?|errors?|failures?) (?:\w+ ){0,4}?(?:detected|witnessed)",
    ),
    "deciding": (
        r"decid(?:es|ed|ing)",
        r"decide(?= (?:to|that|on|against|not|there|this|it|whether)\b)",
        r"decisions? (?:to|is|was|were|made|taken|reached)",
        r"(?:chose|chooses?|chosen|opts?|opted) (?:not )?(?:to|for)(?= (?!be)\w)",
        r"(?:agreed?|agrees) (?:with (?:\w+ ){1,4}?)?(?:not )?to(?= \w)",
        r"(?:proceeds?|proceeded|going|went) with (?:the |an? )?(?:option|plan)",
        r"(?:takes?|took) priority over",
        r"(?:gives?|gave) up on",
        r"(?:makes?|made) the call to",
    ),
    "knowing": (
        r"reali[sz](?:es|ed|ing|ation)",
        rf"(?:^|{_ONE} )reali[sz]e",
        r"assum(?:es|ed|ing)(?! (?:the |a |an |this )?(?:iam |aws )?roles?\b)",
        rf"(?:^|{_ONE} )assume(?= {_THAT}\b)",
        r"assumptions? (?:is|was|that)",
        r"believ(?:es|ed|ing)",
        rf"(?:^|{_ONE} )(?:believe|suspect|think)(?= {_THAT}\b)",
        r"suspect(?:s|ing)",
        rf"suspected(?= {_THAT}\b)",
        rf"thought (?:that|it|this|the|{_ONE})",
        rf"{_BE} (?:not (?:yet )?|made )?(?:un)?aware (?:of|that)",
        r"(?:did|does|do) ?n[o'’]t know|did not know|(?:nobody|no one|everybody|everyone) knew",
        rf"{_ONE} knew(?= {_THAT}\b)",
        r"(?:learns?|learned|learnt) (?:that|of|about)",
        rf"{_BE} (?:still )?(?:unclear|unsure|uncertain)(?= (?:why|what|whether|which|how|who|if)\b)?",
        r"(?:still )?(?:unclear|unsure) (?:why|what|whether|which|how|who|if)",
        r"(?:rules?|ruled) out",
        r"conclu(?:des|ded) (?:that|the|it)",
        r"(?:turns?|turned) out (?:that|to be|it)",
        r"(?:understands?|understood) (?:that|why|how|what)",
        r"identif(?:y|ies|ied) (?:that|why|how)",
        rf"identif(?:y|ies|ied) (?:the |a |an )?(?:\w+ )?{_FAULT}",
        rf"{_FAULT} (?:(?:is|was|has been) )?(?:\w+ )?(?:identified|understood|pinned down)",
        r"(?:cause|culprit|reason) (?:is |was |has been )?(?:found|discovered)",
        r"misled|mistook|misunderstood",
    ),
    "paging": (
        r"^pager:",
        r"(?:pager|pages?) (?:\w+ )?(?:fires?|fired|(?:went|goes) (?:off|out)|arrives?|arrived|rings?|rang|wakes?)",
        rf"(?:{_BE}|{_ONE}|who|then|again) paged",
        rf"(?:paged|pages|page|paging) (?:the |our |an? )?(?:\w+ )?(?:{_ONE}|{_CALLED})",
        r"pagerduty (?:alert|page|fires?|fired|call|incident|notif)\w*",
        r"(?:alerts?|alarms?|monitors?) (?:is |are |was |were |has |have )?(?:\w+ )?"
        r"(?:fires?|fired|firing|triggers?|triggered|rings?|rang|goes off|went off|received|arrives?|arrived|detects?)"
        r"(?! by)",
        r"(?:received?|receives|receiving|got|gets) (?:\w+ ){0,4}?(?:alerts?|alarms?|warnings?)",
        r"(?:received|got|gets) (?:a|the|another) page(?! (?:of|for|not|that)\b)",
        r"^(?:first |second |automated |automatic )?(?:alert|alarm|warning):? (?:from|indicating|regarding|about|on)",
        r"^(?:alert|alarm):",
        rf"(?:{_BE} |^)alerted(?= (?:by|that|to|of)\b)",
        rf"{_BE} (?:alerted|woken)",
        r"alerted (?:us|the team|the on-?call|on-?call)",
        r"(?:wakes?|woke|woken)(?: up)? (?:the )?(?:on-?call|@\w+)",
        r"(?:escalat(?:es|ed|ing)|escalation) to",
        r"escalated?(?=[.!]?$)",
        rf"(?:calls?|called|pulls?|pulled|brings?|brought) in (?:the )?(?:\w+ )?(?:team|{_CALLED})",
    ),
}
"""Words that say that somebody noticed, decided, knew (or took for true), or was paged."""

_PATTERNS: dict[Topic, re.Pattern[str]] = {
    topic: re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?!\w)", re.IGNORECASE | re.MULTILINE)
    for topic, words in WORDS.items()
}
_NOT_YET = re.compile(
    r"\b(?:will|would|should|shall|could|can|may|might|must|if|to|unless|please|need(?:s|ed)? to be|have to|todo)"
    r"(?: be| get| have| then)?\W*$",
    re.IGNORECASE,
)
"""What stands before words that have not come true."""
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://\S+", re.DOTALL)
_REACH = 400
"""Characters of a row in which words are looked for: further on it tells other things than its own."""


@lru_cache(maxsize=4096)
def topics(text: str) -> tuple[Topic, ...]:
    """What the words of a row speak of, in the order in which they come to it."""
    said = _CODE.sub(lambda found: " " * len(found[0]), text[:_REACH])
    found: list[tuple[int, Topic]] = []
    for topic, words in _PATTERNS.items():
        starts = (m.start() for m in words.finditer(said) if not _NOT_YET.search(said[: m.start()]))
        if (start := next(starts, None)) is not None:
            found.append((start, topic))
    return tuple(topic for _, topic in sorted(found))


def questions(text: str) -> tuple[str, ...]:
    """One to three questions for a row of these words: all of its one topic, or the first of each; else the general."""
    spoken_of = topics(text)
    if not spoken_of:
        return (GENERAL,)
    if len(spoken_of) == 1:
        return QUESTIONS[spoken_of[0]]
    return tuple(QUESTIONS[topic][0] for topic in spoken_of[:MOST_QUESTIONS])


def prompt_id(event: int) -> str:
    """The id of the prompt that an event raises once it is taken up."""
    return f"{PREFIX}{event}"


def taken_up(review: Review) -> tuple[Event, ...]:
    """The events whose questions somebody has taken up, in the order of the rows."""
    asked = {answer.prompt for answer in review.answers if answer.prompt.startswith(PREFIX)}
    return tuple(event for event in review.events if asked and prompt_id(event.id) in asked)


def take_up(review: Review, event: int, new_id: Callable[[], int]) -> Review:
    """Let an event ask its questions; the same review if it does already. KeyError: there is no such event."""
    prompt = prompt_id(event)
    asked = questions(edits.find(review, "events", event).text)[0]
    if any(answer.prompt == prompt for answer in review.answers):
        return review
    return edits.add(review, "answers", Answer(id=new_id(), prompt=prompt, asked=asked, state="parked"))


@remembered
def only_taken_up(review: Review) -> frozenset[int]:
    """The ids of the answers that say nothing but that a row was taken up: no thoughts, and nothing is parked there."""
    first: dict[str, Answer] = {}
    for answer in review.answers:
        if answer.prompt.startswith(PREFIX):
            first.setdefault(answer.prompt, answer)
    return frozenset(answer.id for answer in first.values() if answer.state == "parked" and not one_line(answer.text))
