"""What the coach says of an action, and what it leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest

from pm_tui.review.action_coach import Advice, coach, open_actions, proposed_due, to_ask
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import Action, Header, Review

TODAY = dt.date(2026, 3, 14)
WHOLE = {"owner": "Ada", "due": dt.date(2026, 3, 20), "ticket": "PAY-1", "state": "open"}


def advice(title: str, *others: Action, **fields: object) -> tuple[Advice, ...]:
    action = Action(id=1, title=title, **(WHOLE | fields))  # type: ignore[arg-type]
    return coach(Review(actions=(action, *others)), action, TODAY)


def faults(title: str, *others: Action, **fields: object) -> set[str]:
    return {piece.fault for piece in advice(title, *others, **fields)}


GOOD = [
    "Page when over 1 % of writes fail in any one region for two minutes",
    "Refuse to start without a write limit, instead of reading zero",
    "Place and cancel a test order in every region each minute",
    "Compare size and row counts of each backup with the night before, and page when one loses more than a tenth",
    "Load the front page of the help centre from outside every minute, and page after three failures",
    "Write and test a rollback for the rollout",
    "Move Grafana to the monitoring node group",
    "Increase the number of placeholder pods to 20",
    "Improve the launch timeout from 10 to 5 minutes",
    "Add an alert when a certificate expires within 14 days",
    "Document how to restart a node when no command answers",
    "Fix the bug in the image culler and release it",
    "Investigate and fix the memory leak in the spawner",
    "Enhance the daily pipeline run with a synthetic order",
    "Replace the KIAM server with service account roles",
    "Restore each of the fourteen databases once a quarter, by a plan",
]


@pytest.mark.parametrize("title", GOOD)
def test_an_action_that_says_what_will_be_there_is_left_alone(title: str) -> None:
    assert faults(title) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Improve monitoring",
        "Better alerting.",
        "Set up monitoring and alerting",
        "Implement proactive alerts. This is a longstanding issue.",
        "We need to improve our documentation",
        "Look into the liveness probe",
        "Investigate k8 options",
        "Consider creating a cheatsheet",
        "Make the spawner more robust",
        "Handle errors on the hub more gracefully",
        "Discuss how to know when an incident is over",
        "Create guidelines",
    ],
)
def test_a_vague_action_is_asked_what_will_be_seen(title: str) -> None:
    (piece,) = advice(title)
    assert piece.fault == "vague"
    assert piece.text.endswith("?")


@pytest.mark.parametrize(
    "title",
    [
        "Rewrite the rollout system",
        "Find a path to switch away from NGINX",
        "Redesign the whole platform",
        "Rebuild it from scratch",
    ],
)
def test_a_project_is_asked_for_its_first_step(title: str) -> None:
    assert faults(title) == {"large"}


@pytest.mark.parametrize(
    "title",
    [
        "Add a test for the path and update the runbook",
        "Upgrade the proxy to 2.5; remove the old route",
        "Write the page about restores. Add a check for the size.",
        "Configure the new probe, and also disable the old alert",
    ],
)
def test_two_actions_in_one_are_told(title: str) -> None:
    assert faults(title) == {"two-in-one"}


TRAINING = ["Train the on-call team on rollbacks", "Remind engineers to look twice", "Hold a workshop about DNS"]


@pytest.mark.parametrize("title", TRAINING)
def test_training_alone_is_told(title: str) -> None:
    assert faults(title) == {"training"}
    assert faults(title, Action(id=2, title=TRAINING[0])) == {"training"}


@pytest.mark.parametrize("title", TRAINING)
def test_training_beside_a_change_of_the_system_is_fine(title: str) -> None:
    guard = Action(id=2, title="Refuse a record whose name cannot be found", answers=("why:5",))
    assert faults(title, guard) == set()
    assert faults(title, guard, answers=("why:5",)) == set()
    assert faults(title, guard, answers=("why:5", "why:6")) == {"training"}


def test_what_is_missing_is_named_one_by_one() -> None:
    assert faults(GOOD[0], owner="", due=None, ticket="") == {"unowned", "undated", "untracked"}
    assert faults(GOOD[0], owner="", due=None, ticket="", state="done") == set()
    assert faults(GOOD[0], due=dt.date(2026, 3, 13)) == {"overdue"}
    assert faults(GOOD[0], due=TODAY) == set()
    assert faults("", owner="") == set()


def test_what_will_not_be_done_needs_only_its_reason() -> None:
    assert faults("Improve monitoring", owner="", state="wont") == {"no-reason"}
    assert faults("Improve monitoring", owner="", state="wont", reason="It is in the plan of another team.") == set()


@pytest.mark.parametrize(
    ("owner", "consent", "asked"),
    [
        ("Ada Lovelace", "", False),
        ("ada", "", False),
        ("Ada Byron", "", True),
        ("Bo", "", True),
        ("Cleo", "", True),
        ("Cleo", "yes", False),
        ("Ada Lovelace", "to ask", True),
        ("", "to ask", False),
    ],
)
def test_who_was_not_there_is_to_be_asked(owner: str, consent: str, asked: bool) -> None:
    people = (Attendee("Ada Lovelace"), Attendee("Bo", present=False))
    action = Action(id=1, title=GOOD[0], **(WHOLE | {"owner": owner, "consent": consent}))  # type: ignore[arg-type]
    review = Review(actions=(action,), meetings=(Meeting(id=9, attendees=people),))
    assert to_ask(review, action) is asked
    assert ("to-ask" in {piece.fault for piece in coach(review, action, TODAY)}) is asked


def test_somebody_who_asks_settles_it() -> None:
    assert faults(GOOD[0], consent="to ask") == {"to-ask"}
    assert faults(GOOD[0], consent="to ask", asker="Bo") == set()


def test_without_a_meeting_nobody_was_absent() -> None:
    assert faults(GOOD[0], consent="") == set()


DAYS = {"SEV1": 14, "sev2": 30}


@pytest.mark.parametrize(
    ("severity", "fields", "due"),
    [
        ("SEV1", {}, dt.date(2026, 3, 28)),
        ("Sev2", {}, dt.date(2026, 4, 13)),
        ("SEV9", {}, None),
        ("", {}, None),
        ("SEV1", {"due": TODAY}, None),
        ("SEV1", {"state": "done"}, None),
        ("SEV1", {"state": "idea"}, dt.date(2026, 3, 28)),
    ],
)
def test_the_day_follows_from_the_severity(severity: str, fields: dict[str, object], due: dt.date | None) -> None:
    action = Action(id=1, title=GOOD[0], **fields)  # type: ignore[arg-type]
    review = Review(header=Header(severity=severity), actions=(action,))
    assert proposed_due(review, action, DAYS, TODAY) == due


def test_only_what_is_taken_on_counts_as_open() -> None:
    states = ("idea", "open", "done", "wont", "open")
    actions = tuple(Action(id=number, title="x", state=state) for number, state in enumerate(states, 1))
    assert [action.id for action in open_actions(Review(actions=actions))] == [2, 5]
