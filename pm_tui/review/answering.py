"""What can be done with a prompt: answer it, make an action of it, park it, let it go, confirm it. Pure edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec

from pm_tui.review import edits
from pm_tui.review.actions import read_action
from pm_tui.review.coverage import is_stale, standings
from pm_tui.review.model import Action, Answer, Question, Review
from pm_tui.review.prompts import Prompt
from pm_tui.review.record import Record
from pm_tui.review.vocabulary import ACTION_KINDS, ActionKind, AnswerState

KIND_OF_MILESTONE: dict[str, ActionKind] = {
    "detected": "detection",
    "acknowledged": "acknowledgement",
    "mitigated": "mitigation",
}
"""The kind of action that shortens the way to a milestone, where it is plain."""


def answer(
    review: Review, prompt: Prompt, texts: Sequence[str], new_id: Callable[[], int], state: AnswerState = "answered"
) -> Review:
    """Add answers to a prompt, with the wording and the number asked about, and clear the line they were typed in."""
    review = edits.set_draft(review, f"prompt:{prompt.id}", "", 0, new_id)
    asked = Answer(id=0, prompt=prompt.id, asked=prompt.text, state=state, basis=prompt.basis)
    new = [msgspec.structs.replace(asked, id=new_id(), text=text) for text in texts]
    return edits.add(review, "answers", *new)


def make_action(
    review: Review, prompt: Prompt, text: str, new_id: Callable[[], int], today: dt.date
) -> tuple[Review, Action]:
    """Make an action that answers a prompt: from the text being typed, else from its latest answer, else empty.

    Typed text becomes an answer first, so that the action remembers what it grew out of. What stands at its end as in
    the line of an action (@owner, a day, a ticket) is read as that. Who makes an action of an answer that was given at
    another number says that it still holds.
    """
    if text.strip():
        review = answer(review, prompt, [text.strip()], new_id)
    source = _latest_without_action(review, prompt)
    if source:
        review = edits.change(review, "answers", source.id, basis=prompt.basis)
    said = read_action(source.text, today) if source else {}
    said["kind"] = said.get("kind") or kind_for(prompt)
    action = Action(id=new_id(), **said, answers=(prompt.id,), made_from=source.id if source else 0)
    return edits.add(review, "actions", action), action


def open_question(prompt: Prompt, text: str, record: int, today: dt.date) -> Question:
    """What is typed at a prompt as an open question, else the prompt itself; `@name due …` at its end: who, when."""
    said = read_action(text, today)
    words = " ".join(filter(None, (said["title"], said["ticket"])))
    return Question(id=record, about=prompt.about, text=words or prompt.text, who=said["owner"], by=said["due"])


def still_true(review: Review, prompt: Prompt) -> Review:
    """Say that the answers given at another number hold at the present one too."""
    stale = (answer for answer in review.answers if answer.prompt == prompt.id and is_stale(answer, prompt))
    confirmed: dict[int, Record] = {row.id: msgspec.structs.replace(row, basis=prompt.basis) for row in stale}
    return edits.change_each(review, "answers", confirmed)


def kind_for(prompt: Prompt) -> ActionKind:
    """The kind of action that a prompt asks for, "" when it may be any."""
    subject, _, key = prompt.id.partition(":")
    if subject == "kind" and key in ACTION_KINDS:
        return key
    return KIND_OF_MILESTONE.get(key, "") if subject == "interval" else ""


def _latest_without_action(review: Review, prompt: Prompt) -> Answer | None:
    used = {action.made_from for action in review.actions}
    standing = next((standing for standing in standings(review) if standing.prompt.id == prompt.id), None)
    answers = standing.answers if standing else ()
    return next((row for row in reversed(answers) if row.state == "answered" and row.id not in used), None)


def park(review: Review, prompt: Prompt, text: str, new_id: Callable[[], int]) -> Review:
    """Park what is being typed, or the prompt itself; it counts as open."""
    return answer(review, prompt, [text.strip()], new_id, "parked")


def let_go(review: Review, prompt: Prompt, text: str, new_id: Callable[[], int]) -> Review:
    """Let a prompt go; what is being typed is the reason."""
    return answer(review, prompt, [text.strip()], new_id, "let-go")
