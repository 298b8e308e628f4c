"""What keeps a review from being published, in order of weight, each with the place where it is put right.

A rule yields places and sentences: what is the matter, and what would make it good. Rules that block are those without
which the review says less than its readers need, says what is not so, or leaves its own questions open; others advise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from pm_tui.confidential import KINDS
from pm_tui.review import action_coach, coverage, customer, deadline, disagreements, exposed, why_checks, zones
from pm_tui.review import document_checks as document
from pm_tui.review.action_coach import Fault
from pm_tui.review.customer_parts import changes
from pm_tui.review.fields import split_place
from pm_tui.review.flags import ENDS_AT_PEOPLE, Flagger, Silenced, checked_texts, ends_at_people, flags
from pm_tui.review.model import Review, roster
from pm_tui.review.prompts import name, quote, raised
from pm_tui.text import one_line


class Finding(msgspec.Struct, frozen=True):
    """Something to put right. `place` (see `fields`) is where; `text` says what is the matter and what makes it good.

    The greater `weight`, the more it matters; with `blocks` the review should not be published as it is.
    """

    rule: str
    weight: int
    blocks: bool
    place: str
    text: str


class Yardstick(NamedTuple):
    """What a review is measured by, besides its own words: the flags of a text at a place, the team's numbers."""

    flags: Flagger = lambda place, text: ()
    most_actions: int = 7
    deadline: deadline.Rule = deadline.Rule()


def yardstick(
    review: Review, names: Sequence[str], silenced: Silenced, most_actions: int, due: deadline.Rule
) -> Yardstick:
    """The yardstick of a review in a team: `names` are people that the team knows, `silenced` what it does not flag."""
    people = (*roster(review), *names)
    return Yardstick(lambda place, text: flags(review, place, text, people, silenced), most_actions, due)


class Case(NamedTuple):
    """What a rule looks at; `now` is an instant in UTC."""

    review: Review
    now: dt.datetime
    yardstick: Yardstick

    @property
    def today(self) -> dt.date:
        """The day it is in the review's zone."""
        return zones.shown(self.now, zones.place(self.review.header.zone)).date()


Found = Iterator[tuple[str, str]]


class Rule(NamedTuple):
    """A rule: its id for life, whether what it finds blocks, and what finds it."""

    id: str
    blocks: bool
    find: Callable[[Case], Found]


def findings(review: Review, now: dt.datetime, yardstick: Yardstick = Yardstick()) -> tuple[Finding, ...]:  # noqa: B008
    """What is left to put right at the instant `now` (UTC): what blocks first, then by weight, then as it is read."""
    case = Case(review, now, yardstick)
    return tuple(
        Finding(rule.id, len(RULES) - number, rule.blocks, place, one_line(text))
        for number, rule in enumerate(RULES)
        for place, text in rule.find(case)
    )


def _of(find: Callable[[Review], Found]) -> Callable[[Case], Found]:
    """A rule that needs the review alone."""
    return lambda case: find(case.review)


# --- flags, prompts, questions --------------------------------------------------------------------------------------


def _flags(case: Case) -> Found:
    """Flagged words; those of a why that ends at a person are told with that why. Hints are for while one writes."""
    ends = {f"whys:{why}:text" for why in ends_at_people(case.review, case.yardstick.flags)}
    for _, _, _, place, text in checked_texts(case.review):
        for flag in case.yardstick.flags(place, text):
            if flag.tier == "flag" and not (place in ends and flag.category in ENDS_AT_PEOPLE):
                yield place, f"“{one_line(text[flag.start : flag.end])}”: {flag.question} Reword it, or keep it (^O)."


def _at_people(case: Case) -> Found:
    yield from why_checks.at_people(case.review, case.yardstick.flags)


def _unanswered(case: Case) -> Found:
    """A factor without an answer; what ends at a person is no factor yet, and is sent deeper instead."""
    deeper = ends_at_people(case.review, case.yardstick.flags)
    yield from (
        (place, text) for place, text in why_checks.unanswered(case.review) if split_place(place)[1] not in deeper
    )


def _prompts_open(case: Case) -> Found:
    waiting = [standing for standing in coverage.standings(case.review) if standing.state == "open"]
    if waiting:
        total, first = len(coverage.standings(case.review)), waiting[0].prompt
        are = "are" if len(waiting) > 1 else "is"
        yield (
            f"prompt:{first.id}",
            f"{len(waiting)} of {total} questions {are} open, the first: {name(case.review, first.id)}. "
            "Answer it, make it an action, or let it go with a reason.",
        )


def _parked(case: Case) -> Found:
    thoughts = coverage.parked(case.review)
    if thoughts:
        first, ids = thoughts[0], {prompt.id for prompt in raised(case.review)}
        said = f", the first: {quote(first.text)}" if first.text.strip() else ""
        yield (
            f"prompt:{first.prompt}" if first.prompt in ids else f"answers:{first.id}:text",
            f"{len(thoughts)} thought{'s are' if len(thoughts) > 1 else ' is'} parked{said}. "
            "Each becomes an answer, an action, an open question, or is let go.",
        )


def _let_go_silently(case: Case) -> Found:
    for standing in coverage.standings(case.review):
        reasons = [answer.text for answer in standing.answers if answer.state == "let-go"]
        if standing.state == "let-go" and not any(reason.strip() for reason in reasons):
            yield (
                f"prompt:{standing.prompt.id}",
                f"Let go without a reason: {name(case.review, standing.prompt.id)}. One sentence helps a later reader.",
            )


def _questions(case: Case) -> Found:
    for question in case.review.questions:
        if question.state == "answered" or not question.text.strip():
            continue
        place = f"questions:{question.id}:text"
        if not question.who.strip() or question.by is None:
            missing = ", ".join(
                filter(None, ["who answers" * (not question.who.strip()), "by when" * (not question.by)])
            )
            yield (
                place,
                f"{quote(question.text)} is open. {missing.capitalize()}?",
            )
        elif question.by < case.today:
            yield place, f"{quote(question.text)} was to be answered by {question.by:%d %b %Y}. What came of it?"
        else:
            yield place, f"{quote(question.text)} is open; {question.who} answers it by {question.by:%d %b %Y}."


def _overdue(case: Case) -> Found:
    clock = deadline.clock(case.review, case.yardstick.deadline, case.now)
    if clock and clock.state == "overdue":
        within = f"{case.yardstick.deadline.hours:g} h"
        yield (
            "header:status",
            f"The review is {clock.words}: what is fresh now is lost in a week. "
            f"A short one that is done serves better than a long one (it should take {within} from the end).",
        )


def _drafts(case: Case) -> Found:
    for draft in case.review.drafts:
        if draft.text.strip():
            names_one = split_place(draft.place)[0]  # one that another program wrote may name none
            place = draft.place if names_one else "header:title"
            yield place, f"{quote(draft.text)} is half typed and not in the review yet. Finish it, or empty it."


def _confidential(case: Case) -> Found:
    """What others should perhaps not read; the words themselves are not said again."""
    for place, _, found in exposed.exposed(case.review):
        yield place, f"It reads like {KINDS[found.kind].said}. {found.mask} can stand there (^R), or keep it (^O)."


def _customers_behind(case: Case) -> Found:
    changed = changes(case.review)
    if case.review.customer.text.strip() and changed:
        parts = "1 part has" if len(changed) == 1 else f"{len(changed)} parts have"
        yield customer.PLACE, f"The customer version: {parts} changed inside since. Does it still say what is so?"


# --- actions --------------------------------------------------------------------------------------------------------

_MISSING: tuple[Fault, ...] = ("unowned", "undated", "untracked")


def _incomplete(first: Fault) -> Callable[[Case], Found]:
    """An action of which this is missing, and nothing that matters more; all that is missing is told at once."""

    def find(case: Case) -> Found:
        for action in case.review.actions:
            faults = [piece for piece in action_coach.coach(case.review, action, case.today) if piece.fault in _MISSING]
            if faults and faults[0].fault == first and action.state != "idea":
                lacks = ", ".join(piece.short for piece in faults)
                yield f"actions:{action.id}:{_FIELD[first]}", f"{quote(action.title)}: {lacks}. {_ASKS[first]}"

    return find


_FIELD: dict[Fault, str] = {"unowned": "owner", "undated": "due", "untracked": "ticket"}
_ASKS: dict[Fault, str] = {
    "unowned": "Who sees it through, and by when?",
    "undated": "By when? An action without a day is done last.",
    "untracked": "Where is it tracked, so that it is seen outside this review?",
}


def _coached(fault: Fault) -> Callable[[Case], Found]:
    """Advice of one kind about each action."""

    def find(case: Case) -> Found:
        for action in case.review.actions:
            for piece in action_coach.coach(case.review, action, case.today):
                if piece.fault == fault and not (fault == "to-ask" and action.state == "idea"):
                    yield f"actions:{action.id}:line", piece.text

    return find


def _ideas(case: Case) -> Found:
    """Ideas that nobody has taken on, while other actions are; all ideas alone are told by another rule."""
    ideas = [action for action in case.review.actions if action.state == "idea" and action.title.strip()]
    if ideas and any(action.state in ("open", "done") for action in case.review.actions):
        count = f"{len(ideas)} actions are ideas" if len(ideas) > 1 else "One action is an idea"
        yield (
            f"actions:{ideas[0].id}:state",
            f"{count} still, the first: {quote(ideas[0].title)}. Take each on, or say why not (s).",
        )


def _too_many(case: Case) -> Found:
    found, most = action_coach.open_actions(case.review), case.yardstick.most_actions
    if len(found) > most:
        yield (
            f"actions:{found[0].id}:line",
            f"{len(found)} actions are open, more than {most}. Which are this round's notch? The others wait.",
        )


RULES: tuple[Rule, ...] = (
    Rule("disagrees", True, _of(disagreements.disagreements)),
    Rule("broke-unsaid", True, _of(document.broke_unsaid)),
    Rule("impact-unsaid", True, _of(document.impact_unsaid)),
    Rule("timeline-empty", True, _of(document.timeline_empty)),
    Rule("why-unsaid", True, _of(document.why_unsaid)),
    Rule("learned-unsaid", True, _of(document.learned_unsaid)),
    Rule("changed-unsaid", True, _of(document.changed_unsaid)),
    Rule("blame", True, _flags),
    Rule("ends-at-people", True, _at_people),
    Rule("milestone-wrong", True, _of(document.milestone_wrong)),
    Rule("milestone-missing", True, _of(document.milestone_missing)),
    Rule("prompts-open", True, _prompts_open),
    Rule("parked", True, _parked),
    Rule("factor-unanswered", True, _unanswered),
    Rule("action-unowned", True, _incomplete("unowned")),
    Rule("confidential", False, _confidential),
    Rule("customers-behind", False, _customers_behind),
    Rule("half-typed", False, _drafts),
    Rule("action-undated", False, _incomplete("undated")),
    Rule("overdue", False, _overdue),
    Rule("question-open", False, _questions),
    Rule("action-overdue", False, _coached("overdue")),
    Rule("action-to-ask", False, _coached("to-ask")),
    Rule("why-shallow", False, _of(why_checks.shallow)),
    Rule("experience-unsaid", False, _of(document.experience_unsaid)),
    Rule("impact-numbers", False, _of(document.impact_without_numbers)),
    Rule("summary-length", False, _of(document.summary_length)),
    Rule("action-vague", False, _coached("vague")),
    Rule("action-training", False, _coached("training")),
    Rule("action-large", False, _coached("large")),
    Rule("action-two", False, _coached("two-in-one")),
    Rule("actions-many", False, _too_many),
    Rule("action-ideas", False, _ideas),
    Rule("action-reason", False, _coached("no-reason")),
    Rule("let-go-unsaid", False, _let_go_silently),
    Rule("why-repeated", False, _of(why_checks.repeated)),
    Rule("why-layers", False, _of(why_checks.out_of_layer)),
    Rule("time-doubt", False, _of(document.times_in_doubt)),
    Rule("zone-unnamed", False, _of(document.zone_unnamed)),
    Rule("no-evidence", False, _of(document.timeline_without_evidence)),
    Rule("factor-unproved", False, _of(why_checks.unproved)),
    Rule("only-links", False, _of(document.only_links)),
    Rule("milestone-unmarked", False, _of(document.milestone_unmarked)),
    Rule("section-empty", False, _of(document.sections_empty)),
    Rule("action-untracked", False, _incomplete("untracked")),
    Rule("why-long", False, _of(why_checks.too_long)),
    Rule("why-thin", False, _of(why_checks.too_thin)),
    Rule("sentence-long", False, _of(document.long_sentences)),
    Rule("review-long", False, _of(document.length)),
)
"""Every rule, the heaviest first; what blocks stands before what advises. An id is for life: `--json` prints it."""
