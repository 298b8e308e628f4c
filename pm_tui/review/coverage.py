"""Which prompts are answered, made an action, parked or let go, and which are still open.

An answer rests on the number that its prompt asked about. When that is another, the prompt is open again: what was said
at the old number stays and is shown with it, but settles nothing until it is said again or confirmed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from pm_tui.review.model import Action, Answer, Review
from pm_tui.review.moments import only_taken_up
from pm_tui.review.prompts import Prompt, raised
from pm_tui.review.remembered import remembered
from pm_tui.review.vocabulary import AnswerState

State = Literal["open", "answered", "action", "parked", "let-go"]


class Standing(msgspec.Struct, frozen=True):
    """A raised prompt, how it stands, and what was made of it, at whatever number."""

    prompt: Prompt
    state: State
    answers: tuple[Answer, ...]
    actions: tuple[Action, ...]

    @property
    def stale(self) -> tuple[Answer, ...]:
        """The answers that were given at another number."""
        return tuple(answer for answer in self.answers if is_stale(answer, self.prompt))

    @property
    def reopened(self) -> bool:
        """Whether it was settled, and is open only because its number is another now."""
        return self.state in ("open", "parked") and any(answer.state != "parked" for answer in self.stale)

    def rested_on(self, answer: Answer) -> str:
        """At which number one of its answers was given, and which it is now: "answered at 12 min, now 14 min"."""
        if not is_stale(answer, self.prompt):
            return ""
        return f"{_GIVEN[answer.state]} at {answer.basis}, now {self.prompt.basis}"


_GIVEN: dict[AnswerState, str] = {"answered": "answered", "parked": "parked", "let-go": "let go"}


class Counts(msgspec.Struct, frozen=True):
    """How many prompts stand how. A parked one is still open, so `total` is `open` and `done` together.

    `parked` are among the open; `done` is the sum of `answered`, `action` and `let_go`.
    """

    total: int
    open: int
    answered: int
    action: int
    parked: int
    let_go: int
    done: int


@remembered
def standings(review: Review) -> tuple[Standing, ...]:
    """How each raised prompt stands, in walking order."""
    return tuple(_standing(review, prompt) for prompt in raised(review))


def _standing(review: Review, prompt: Prompt) -> Standing:
    silent = only_taken_up(review)
    answers = tuple(answer for answer in review.answers if answer.prompt == prompt.id and answer.id not in silent)
    actions = tuple(action for action in review.actions if prompt.id in action.answers)
    return Standing(prompt, _state(prompt, answers, actions), answers, actions)


def is_stale(answer: Answer, prompt: Prompt) -> bool:
    """Whether an answer to this prompt was given at another number than it asks about now."""
    return bool(answer.basis and prompt.basis and answer.basis != prompt.basis)


def _state(prompt: Prompt, answers: tuple[Answer, ...], actions: tuple[Action, ...]) -> State:
    """The furthest that anybody got: an action, then an answer, then letting go, then parking.

    What rests on another number counts no more, nor does an action that grew out of it; a thought stays parked.
    """
    stale = {answer.id for answer in answers if is_stale(answer, prompt)}
    if any(action.made_from not in stale for action in actions):
        return "action"
    states = {answer.state for answer in answers if answer.id not in stale or answer.state == "parked"}
    if "answered" in states:
        return "answered"
    if "let-go" in states:
        return "let-go"
    return "parked" if states else "open"


def earlier(review: Review) -> tuple[Answer, ...]:
    """The answers whose prompt is no longer raised. They stay in the review, but count no more."""
    ids = {prompt.id for prompt in raised(review)}
    silent = only_taken_up(review)
    answers = (answer for answer in review.answers if answer.prompt and answer.id not in silent)
    return tuple(answer for answer in answers if answer.prompt not in ids)


def parked(review: Review) -> tuple[Answer, ...]:
    """The parking lot: everything parked, from a prompt or from anywhere, but for the thoughts that are settled."""
    silent = only_taken_up(review)
    settled = {one.prompt.id for one in standings(review) if one.state not in ("open", "parked")}
    found = (row for row in review.answers if row.state == "parked" and row.id not in silent)
    return tuple(row for row in found if f"parked:{row.id}" not in settled)


def counts(review: Review) -> Counts:
    """How many of the raised prompts stand how."""
    states = [standing.state for standing in standings(review)]
    answered, action, let_go = states.count("answered"), states.count("action"), states.count("let-go")
    done = answered + action + let_go
    return Counts(
        total=len(states),
        open=len(states) - done,
        answered=answered,
        action=action,
        parked=states.count("parked"),
        let_go=let_go,
        done=done,
    )
