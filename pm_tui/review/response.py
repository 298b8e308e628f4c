"""The questions about the response itself: each asks about the work and what it met, never about a person.

Topics follow the correction-of-errors template that Adrian Hornsby published and the short lists of incident guides.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from pm_tui.review import edits
from pm_tui.review.model import Response, Review


class ResponseQuestion(msgspec.Struct, frozen=True):
    """One question; `key` is what a stored answer names it by, for life."""

    key: str
    group: str
    text: str


def _group(group: str, **questions: str) -> tuple[ResponseQuestion, ...]:
    return tuple(ResponseQuestion(key.replace("_", "-"), group, text) for key, text in questions.items())


QUESTIONS: tuple[ResponseQuestion, ...] = (
    *_group(
        "Detection",
        how_detected="What told us first: an alarm, a customer, a colleague, chance?",
        detected_in_time="Was that as soon as we would expect for this service?",
        detect_sooner="Which signal would have told us sooner?",
    ),
    *_group(
        "Severity and escalation",
        severity_right="Did the severity fit, from the first guess to the last?",
        escalation="How did escalation go: was the way to the next person clear and quick?",
        escalate_sooner="What would an earlier escalation have changed?",
    ),
    *_group(
        "People and updates",
        right_people="Did those who were needed hear of it in time, and were they the ones it took?",
        updates_timely="Did updates reach customers and colleagues in good time?",
    ),
    *_group(
        "Mitigation",
        mitigation_known="Where did the idea for the mitigation come from?",
        mitigation_slowed="What stood in the way of mitigating faster?",
        mitigation_confirmed="What showed that the harm was really over?",
    ),
    *_group(
        "Diagnosis",
        diagnosis="Which observations led to the contributing factors?",
        diagnose_sooner="Which view, log or knowledge would have led there sooner?",
    ),
    *_group(
        "Before the incident",
        backlog="Was there work already planned that would have prevented or softened this? What came before it?",
        automatic_rule="Could a rule that a machine checks have ruled this out?",
        readiness_review="When was the readiness of this system last reviewed, and would a review have shown this?",
    ),
    *_group(
        "Change and deployment",
        change="Did a change set it off? Which one?",
        deployment="How did that change go out: automatically or by hand, in steps or at once?",
        rollout="What could have noticed it during the rollout and rolled it back?",
        tests="Which test environments did the change pass, and what let it pass?",
        playbook="For steps by hand: is there a playbook, and when was it last practised and read through?",
        safeguards="Which safeguard stands around the command or tool involved, and what did it do this time?",
    ),
)
"""The response review, in the order in which it is asked; questions of one group stand together."""


def mark_for_room(review: Review, key: str, new_id: Callable[[], int]) -> Review:
    """Mark a question for the meeting, answered or not, or unmark it; `key` names it. KeyError: there is none."""
    row = next((row for row in review.response if row.key == key), None)
    if row and row.room and not row.text:
        return edits.delete(review, "response", row.id)
    if row:
        return edits.change(review, "response", row.id, room=not row.room)
    asked = {question.key: question.text for question in QUESTIONS}[key]
    return edits.add(review, "response", Response(id=new_id(), key=key, asked=asked, room=True))
