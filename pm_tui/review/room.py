"""The prompts for the room: which are asked aloud, in which order, and in which stage of the meeting.

Until the facilitator picks, it is a proposal: what fits the minutes of each stage. Intervals come by their share of the
outage, then the whys that nothing explains further, what went poorly, and luck. The rest stays in the author's list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from pm_tui.review import edits, meetings
from pm_tui.review.coverage import Standing, standings
from pm_tui.review.gathering import Stage
from pm_tui.review.intervals import gaps, intervals
from pm_tui.review.meetings import ZERO
from pm_tui.review.model import Review
from pm_tui.review.whys import leaves

MINUTES_EACH = 2.5
"""What one prompt takes in the room, by our own count."""

STAGES: dict[str, str] = {
    "interval": "intervals",
    "gap": "intervals",
    "moment": "timeline",
    "why": "whys",
    "poorly": "lessons",
    "lucky": "lessons",
    "learned": "lessons",
    "parked": "actions",
    "own": "lessons",
    "kind": "actions",
}
"""The stage in which a kind of prompt is asked."""

LAST_CALL = "actions"
"""The stage in which what was parked is offered again."""

UNSETTLED = ("open", "parked")


def stage_of(prompt: str) -> str:
    """The stage in which a prompt of that id is asked."""
    return STAGES.get(prompt.partition(":")[0], "actions")


def proposal(review: Review, agenda: Sequence[Stage]) -> tuple[str, ...]:
    """The open prompts that fit the minutes, in the order of the stages; own questions and taken-up rows always."""
    found: list[str] = []
    for stage in agenda:
        here = [
            one.prompt.id
            for one in standings(review)
            if one.state in UNSETTLED and stage_of(one.prompt.id) == stage.key
        ]
        always = [prompt for prompt in here if prompt.startswith(("own:", "moment:"))]
        fitting = [prompt for prompt in _by_weight(review, here) if prompt not in always]
        room = max(round(stage.minutes / MINUTES_EACH), 1) if stage.key in ("intervals", "whys", "lessons") else 0
        chosen = {*always, *fitting[:room]}
        found += [prompt for prompt in here if prompt in chosen]
    return tuple(found)


def _by_weight(review: Review, prompts: Sequence[str]) -> list[str]:
    """The prompts by how much there is to gain; those that are not worth the room's time are left out."""
    lengths: dict[str, dt.timedelta] = {f"gap:{gap.event}": gap.length.middle for gap in gaps(review)}
    lengths |= {f"interval:{row.milestone}": row.step.middle for row in intervals(review) if row.step}
    deepest = {f"why:{why}" for why in leaves(review.whys)}
    ranks = {"interval": 0, "gap": 0, "why": 1, "poorly": 2, "lucky": 3}
    worth = [prompt for prompt in prompts if not prompt.startswith("why:") or prompt in deepest]
    return sorted(worth, key=lambda prompt: (ranks.get(prompt.partition(":")[0], 4), -lengths.get(prompt, ZERO)))


def asked(review: Review, agenda: Sequence[Stage]) -> tuple[str, ...]:
    """The prompts to ask aloud, in order: those that were picked, as far as they are raised, else the proposal."""
    meeting = meetings.in_hand(review)
    if meeting is None or not meeting.picked:
        return proposal(review, agenda)
    raised = {standing.prompt.id for standing in standings(review)}
    return tuple(prompt for prompt in meeting.asked if prompt in raised)


def in_stage(review: Review, stage: str, agenda: Sequence[Stage]) -> tuple[Standing, ...]:
    """The prompts to ask aloud in a stage, in order, and how they stand.

    Among the actions everything that is parked comes up again, one by one, before the meeting closes.
    """
    known = {standing.prompt.id: standing for standing in standings(review)}
    here = [prompt for prompt in asked(review, agenda) if stage_of(prompt) == stage and prompt in known]
    if stage == LAST_CALL:
        waiting = (one for one in known.values() if one.state == "parked" or one.prompt.kind == "parked")
        here += [one.prompt.id for one in waiting if one.prompt.id not in here]
    return tuple(known[prompt] for prompt in here)


def left_in_stage(review: Review, stage: str, agenda: Sequence[Stage]) -> int:
    """How many of them are not settled."""
    return sum(standing.state in UNSETTLED for standing in in_stage(review, stage, agenda))


def pick(review: Review, prompt: str, agenda: Sequence[Stage], new_id: Callable[[], int]) -> Review:
    """Ask a prompt aloud, last of its stage, or leave it to the author's list again."""
    chosen = asked(review, agenda)
    if prompt in chosen:
        return settle(review, [other for other in chosen if other != prompt], new_id)
    order = [stage.key for stage in agenda]
    place = {key: number for number, key in enumerate(order)}
    ranked = sorted((*chosen, prompt), key=lambda name: place.get(stage_of(name), len(order)))
    return settle(review, ranked, new_id)


def move(review: Review, prompt: str, by: int, agenda: Sequence[Stage], new_id: Callable[[], int]) -> Review:
    """Ask a prompt earlier or later in its stage."""
    chosen = list(asked(review, agenda))
    if prompt not in chosen:
        return review
    peers = [name for name in chosen if stage_of(name) == stage_of(prompt)]
    there = peers.index(prompt) + by
    if not 0 <= there < len(peers):
        return review
    one, other = chosen.index(prompt), chosen.index(peers[there])
    chosen[one], chosen[other] = chosen[other], chosen[one]
    return settle(review, chosen, new_id)


def settle(review: Review, prompts: Sequence[str], new_id: Callable[[], int]) -> Review:
    """Let these be the prompts that are asked aloud, in this order, whatever becomes of the proposal."""
    review, meeting = meetings.planned(review, new_id)
    return edits.change(review, "meetings", meeting.id, asked=tuple(prompts), picked=True)
