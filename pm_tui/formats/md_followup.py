"""What follows from it, as Markdown: actions, open questions, the prompts with their answers."""

from __future__ import annotations

from pm_tui.formats.md_blocks import bullet, bullets, table
from pm_tui.formats.md_escape import bold, inline, lines, link
from pm_tui.formats.md_findings import subject
from pm_tui.review import coverage
from pm_tui.review.model import Action, Answer, Question, Review
from pm_tui.review.prompts import name

ACTION_COLUMNS = (
    "Action",
    "Kind",
    "Owner",
    "Due",
    "Priority",
    "Term",
    "State",
    "Ticket",
    "What it answers",
    "How we will know",
)


def actions(review: Review, zone: str) -> str:
    """Every action, with what it answers in words."""
    return table(ACTION_COLUMNS, [_action(review, action) for action in review.actions]) if review.actions else ""


def _action(review: Review, action: Action) -> tuple[str, ...]:
    state = "won’t do" if action.state == "wont" else action.state
    return (
        inline(action.title),
        action.kind,
        inline(action.owner),
        action.due.isoformat() if action.due else "",
        action.priority,
        action.term,
        f"{state}: {inline(action.reason)}" if action.reason.strip() else state,
        link(action.ticket),
        "; ".join(inline(name(review, prompt)) for prompt in action.answers),
        inline(action.proof),
    )


def questions(review: Review, zone: str) -> str:
    """The questions that were left open, and those that have been answered since."""
    return bullets(_question(review, question) for question in review.questions)


def _question(review: Review, question: Question) -> list[str]:
    about, who = subject(review, question.about), inline(question.who)
    remarks = [
        f"about “{about}”" if about else "",
        f"asked of {who}" if who else "",
        f"by {question.by.isoformat()}" if question.by else "",
        question.state,
    ]
    *above, last = lines(question.text) or ("…",)
    found = [*above, f"{last} ({'; '.join(filter(None, remarks))})"]
    return [*found, *_labelled("Answer:", question.answer)]


def _labelled(label: str, text: str) -> list[str]:
    """The lines of a text, the first with a label before it; none for a text without words."""
    found = lines(text)
    return [f"{label} {found[0]}".strip(), *found[1:]] if found else []


ANSWER_LABELS = {"answered": "", "let-go": "Let go:", "parked": "Parked:"}


def prompts(review: Review, zone: str) -> str:
    """The prompts that anything was made of, each with its answers, its actions, or why it was let go."""
    touched = [standing for standing in coverage.standings(review) if standing.answers or standing.actions]
    if not touched:
        return ""
    found = coverage.counts(review)
    ways = f"{found.answered} answered, {found.action} made an action, {found.let_go} let go"
    covered = f"{found.done} of {found.total} questions are settled: {ways}. {found.open} open."
    return covered + "\n\n" + "\n".join(_standing(standing) for standing in touched)


def _standing(standing: coverage.Standing) -> str:
    again = " (open again)" if standing.reopened else ""
    asked = f"{bold(standing.prompt.title)} · {inline(standing.prompt.text)}{again}"
    below = [_answer(answer, standing.rested_on(answer)) for answer in standing.answers]
    below += [_labelled("Action:", action.title or "…") for action in standing.actions]
    return "\n".join([bullet([asked]), *(bullet(item, 1) for item in below)])


def _answer(answer: Answer, rested_on: str = "") -> list[str]:
    label = ANSWER_LABELS[answer.state]
    *above, last = _labelled(label, answer.text) or [label or "…"]
    return [*above, f"{last} ({inline(rested_on)})" if rested_on else last]


def parking(review: Review, zone: str) -> str:
    """The parking lot: what was put aside for later, and what became of the thoughts that no prompt had asked for."""
    parked = {answer.id for answer in coverage.parked(review)}
    put_aside = [answer for answer in review.answers if answer.id in parked or not answer.prompt]
    return bullets(_parked(review, answer) for answer in put_aside)


def _parked(review: Review, answer: Answer) -> list[str]:
    label = {"answered": "Settled:", "let-go": "Let go:", "parked": ""}[answer.state]
    found = _labelled(label, answer.text) or [label or "…"]
    return [*found, f"From: {inline(name(review, answer.prompt))}"] if answer.prompt else found


def earlier(review: Review, zone: str) -> str:
    """What was answered to prompts that the review no longer raises; parked thoughts are in the parking lot."""
    answers = [answer for answer in coverage.earlier(review) if answer.state != "parked"]
    return bullets([inline(answer.asked or name(review, answer.prompt)), *_answer(answer)] for answer in answers)
