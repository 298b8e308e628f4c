"""The questions that a review raises by itself, in the order in which a group walks through them.

Questions ask how and what, not why and who, and look forward (Etsy, "Debriefing Facilitation Guide"; PagerDuty,
"Postmortem Documentation"). An id stays the same while the review changes: `interval:<milestone>`,
`gap:<id of the event before>`, `moment:<id of an event that was taken up>` (see `moments`), `why:<id>`, `poorly:<id>`,
`lucky:<id>`, `learned:<id>`, `parked:<id of a thought>`, `own:<key>`, `kind:<kind of action>`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec

from pm_tui.review import moments, own
from pm_tui.review.intervals import Gap, Interval, countable, gaps, intervals, order, words
from pm_tui.review.milestones import milestone_events, time_to, which
from pm_tui.review.model import Event, Review
from pm_tui.review.remembered import remembered
from pm_tui.review.vocabulary import ACTION_KINDS, ActionKind, LessonKind
from pm_tui.review.whys import tree
from pm_tui.text import one_line

QUOTE_WIDTH = 60
LONG_QUOTE_WIDTH = 160

FORWARD = "Next time, which signal, access or tool would have to be there?"

QUESTIONS: dict[str, str] = {
    "interval": "How could this be shorter?",
    "gap": "What was going on, and how could this be shorter?",
    "why": "What would have kept this from happening, or shown it sooner?",
    "poorly": "What would help this go better next time?",
    "lucky": "What would have to be in place so that next time it does not take luck?",
    "learned": "What will we do differently because of it?",
    "parked": "What becomes of it: an action, an open question, or do we let it go?",
}
"""What each kind of prompt asks, after its facts."""

KIND_QUESTIONS: dict[ActionKind, str] = {
    "prevention": "What would make it unlikely that this happens again?",
    "detection": "What would tell us sooner?",
    "acknowledgement": "What would get the right person to it sooner?",
    "mitigation": "What would let us stop the harm faster?",
    "communication": "What would keep customers and colleagues better informed?",
    "documentation": "What should be written down for whoever meets this next?",
}
"""What a kind of action would do for us, asked while no action is of that kind."""

UNNAMED: dict[str, str] = {
    "started": "the first harm",
    "detected": "the first sign",
    "acknowledged": "somebody taking it on",
    "identified": "knowing the cause",
    "mitigated": "the end of the harm",
    "resolved": "the end",
}
"""What a milestone is called when its row has no words."""


class Prompt(msgspec.Struct, frozen=True):
    """A question of the review about the record `about` (0: none).

    `text` is the whole question with its facts, plain text in which the authors' words stand in “quotes”, shortened;
    `quotes` holds these words in full. `forward` is a second line, "" when there is none. `basis` is the number that
    it asks about ("12 min"), "" when it asks about none.
    """

    id: str
    kind: str
    about: int
    title: str
    text: str
    forward: str = ""
    quotes: tuple[str, ...] = ()
    basis: str = ""


@remembered
def raised(review: Review) -> tuple[Prompt, ...]:
    """The prompts in walking order: intervals, gaps, moments by time, whys depth first, lessons, parked, own, kinds."""
    found = [prompt for rule in RULES for prompt in rule(review)]
    kinds = _kinds(review) if found or review.actions else ()
    return (*found, *_own(review), *kinds)


def name(review: Review, prompt: str) -> str:
    """What a prompt is about, in words, whether or not it is still raised: for the list of what an action answers."""
    kind, _, key = prompt.partition(":")
    if kind == "interval":
        return time_to(key) if key else "an interval"
    if kind == "kind":
        return f"an action for {key}"
    label, texts = {
        "gap": ("the gap after", {str(event.id): event.text for event in review.events}),
        "moment": ("the moment", {str(event.id): event.text for event in review.events}),
        "why": ("why:", {str(why.id): why.text for why in review.whys}),
        "poorly": ("went poorly:", {str(lesson.id): lesson.text for lesson in review.lessons}),
        "lucky": ("luck:", {str(lesson.id): lesson.text for lesson in review.lessons}),
        "learned": ("learned:", {str(lesson.id): lesson.text for lesson in review.lessons}),
        "parked": ("parked:", {str(answer.id): answer.text for answer in review.answers}),
        "own": ("our question:", {question.key: question.text for question in review.own_questions}),
    }.get(kind, ("", {}))
    text = texts.get(key, "")
    if text.strip():
        return f"{label} {quote(text)}"
    asked = next((answer.asked for answer in review.answers if answer.prompt == prompt and answer.asked), "")
    return asked or "an earlier question"


def quote(text: str, width: int = QUOTE_WIDTH) -> str:
    """The words in quotation marks, on one line, cut between words to at most `width` characters."""
    line = one_line(text)
    line = line.removesuffix(".") if not line.endswith("..") else line  # the sentence around it has a stop of its own
    if len(line) > width:
        head = line[: width - 1]
        line = (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:.") + "…"
    return f"“{line}”"


def _times(review: Review) -> Iterator[Prompt]:
    """One prompt for each step that took any time, each gap and each moment taken up, by the time at which they end."""
    events = {event.id: event for event in review.events}
    marked = milestone_events(review)
    found = [(order(events[gap.after]), _gap(gap, events[gap.event], events[gap.after])) for gap in gaps(review)]
    for step in intervals(review):
        if step.since and step.step and step.step.longest:
            before, after = marked[step.since], marked[step.milestone]
            which_row = which(review, step.milestone, review.header.zone)
            found.append((order(after), _interval(step, before, after, which_row)))
    found += _moments(review)
    return (prompt for _, prompt in sorted(found, key=lambda row: row[0]))


def _moments(review: Review) -> Iterator[tuple[tuple[dt.datetime, dt.datetime], Prompt]]:
    """The moments that were taken up, each with its time; without one of its own, with that of the row above."""
    taken_up = {event.id for event in moments.taken_up(review)}
    above = (dt.datetime.min.replace(tzinfo=dt.UTC),) * 2
    for event in review.events if taken_up else ():
        above = order(event) if countable(event.at) else above
        if event.id in taken_up:
            yield above, _moment(event)


def _moment(event: Event) -> Prompt:
    first, *others = moments.questions(event.text)
    said = quote(event.text, LONG_QUOTE_WIDTH) if event.text.strip() else "A row without words"
    return Prompt(
        id=moments.prompt_id(event.id),
        kind="moment",
        about=event.id,
        title="a moment",
        text=f"{said}. {first}",
        forward=" ".join(others),
        quotes=_quotes(event),
    )


def _interval(interval: Interval, before: Event, after: Event, which_row: str) -> Prompt:
    assert interval.step
    assert interval.since
    length = _sentence(words(interval.step, spelled=True))
    start = _said(before, _unnamed(interval.since))
    end = _said(after, _unnamed(interval.milestone)) + (f" ({which_row})" if which_row else "")
    return Prompt(
        id=f"interval:{interval.milestone}",
        kind="interval",
        about=interval.event,
        title=time_to(interval.milestone),
        text=f"{length} from {start} to {end}. {QUESTIONS['interval']}",
        forward=FORWARD,
        quotes=_quotes(before, after),
        basis=words(interval.step),
    )


def _gap(gap: Gap, before: Event, after: Event) -> Prompt:
    start, end = _said(before, "a row without words"), _said(after, "the next row")
    length = _sentence(words(gap.length, spelled=True))
    return Prompt(
        id=f"gap:{gap.event}",
        kind="gap",
        about=gap.event,
        title=f"gap of {words(gap.length)}",
        text=f"{length} without a row between {start} and {end}. {QUESTIONS['gap']}",
        forward=FORWARD,
        quotes=_quotes(before, after),
        basis=words(gap.length),
    )


def _whys(review: Review) -> Iterator[Prompt]:
    for placed in tree(review.whys):
        if placed.why.text.strip():
            yield _about("why", placed.why.id, "why", placed.why.text)


def _lessons(kind: LessonKind, title: str) -> Callable[[Review], Iterator[Prompt]]:
    def rule(review: Review) -> Iterator[Prompt]:
        for lesson in review.lessons:
            if lesson.kind == kind and lesson.text.strip():
                yield _about(kind, lesson.id, title, lesson.text)

    return rule


def _about(kind: str, record: int, title: str, text: str) -> Prompt:
    question = f"{quote(text, LONG_QUOTE_WIDTH)}. {QUESTIONS[kind]}"
    return Prompt(id=f"{kind}:{record}", kind=kind, about=record, title=title, text=question, quotes=(text,))


def _parked(review: Review) -> Iterator[Prompt]:
    """One prompt for each thought that was parked while nothing was asked; others wait at their prompts."""
    for answer in review.answers:
        if not answer.prompt and answer.state == "parked" and answer.text.strip():
            yield _about("parked", answer.id, "a parked thought", answer.text)


def _own(review: Review) -> Iterator[Prompt]:
    """One prompt for each question of the team's own, in its own words."""
    seen: set[str] = set()
    for question in review.own_questions:
        text = one_line(question.text)
        if text and question.key not in seen:
            seen.add(question.key)
            yield Prompt(id=f"own:{question.key}", kind="own", about=0, title=own.title(question), text=text)


def _kinds(review: Review) -> Iterator[Prompt]:
    """One prompt for each kind that no action has; an action of that kind settles it."""
    present = {action.kind for action in review.actions}
    for kind in ACTION_KINDS:
        if kind not in present:
            text = f"No action for {kind} yet. {KIND_QUESTIONS[kind]}"
            yield Prompt(id=f"kind:{kind}", kind="kind", about=0, title=f"{kind} actions", text=text)


def _unnamed(milestone: str) -> str:
    return UNNAMED.get(milestone) or f"the row marked {one_line(milestone)}"


def _said(event: Event, otherwise: str) -> str:
    return quote(event.text) if event.text.strip() else otherwise


def _quotes(*events: Event) -> tuple[str, ...]:
    return tuple(event.text for event in events if event.text.strip())


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


RULES: tuple[Callable[[Review], Iterator[Prompt]], ...] = (
    _times,
    _whys,
    _lessons("poorly", "went poorly"),
    _lessons("lucky", "luck"),
    _lessons("learned", "learned"),
    _parked,
)
"""What raises a prompt, in walking order. The team's own questions come behind, whatever there is, and missing kinds of
action last, once there is anything to act on."""
