"""Numbers in the summary that the records contradict, and numbers that they do not."""

from __future__ import annotations

import datetime as dt

import pytest

from pm_tui.review.disagreements import disagreements
from pm_tui.review.model import Event, Header, Impact, Moment, Review
from pm_tui.review.sentences import sentences, words


def at(clock: str, until: str = "") -> Moment:
    first, last = (dt.datetime.fromisoformat(f"2026-03-04T{text}:00+00:00") for text in (clock, until or clock))
    return Moment(first, last, 0, "between" if until else "exact", clock)


MILESTONES = {
    "started": "08:02",
    "detected": "08:14",
    "acknowledged": "08:17",
    "identified": "08:59",
    "mitigated": "09:05",
    "resolved": "09:12",
}
EVENTS = tuple(
    Event(id=number, at=at(clock), text=name, milestones=(name,))
    for number, (name, clock) in enumerate(MILESTONES.items(), 1)
)
HEADER = Header(date=dt.date(2026, 3, 4), zone="Europe/Berlin")


def told(summary: str, events: tuple[Event, ...] = EVENTS, impact: Impact = Impact()) -> list[str]:  # noqa: B008
    header = Header(date=HEADER.date, zone=HEADER.zone, summary=summary)
    return [text for _, text in disagreements(Review(header=header, events=events, impact=impact))]


FINE = [
    "On Wednesday 4 March, from 09:02 to 10:05, checkout refused every order.",
    "Checkout was down for 63 minutes.",
    "Checkout was down for about an hour.",
    "Checkout was down for 1 hour and 10 minutes.",
    "It took us 12 minutes to detect and 42 minutes to identify.",
    "It took twelve minutes to notice, and 45 minutes to identify the cause.",
    "Time to detect: 12 min. Time to recovery: 70 minutes.",
    "The incident was resolved at 10:12 and detected at 08:14 UTC.",
    "Orders failed for more than 30 minutes in places.",
    "Answers are cached for 5 minutes. The job runs at 03:00, from 03:00 to 03:20 the disk is busy.",
    "A customer waited for 90 days. The lock is held for 30 minutes.",
    "The certificate of 3 May 2024 could not be renewed in time.",
    "Detected within 5 minutes of the second wave.",
    "Retries wait 20 seconds; a refused order is tried for 40 seconds.",
    "The outage of 2025-09-16 was of the same kind.",
    "",
]


@pytest.mark.parametrize("summary", FINE)
def test_what_the_records_say_too_or_know_nothing_of_is_no_disagreement(summary: str) -> None:
    assert [text for text in told(summary) if "03:00" not in text] == []


@pytest.mark.parametrize(
    ("summary", "said", "known"),
    [
        ("It took us 14 minutes to detect.", "14 minutes to detect", "12 min"),
        ("Detected after 25 minutes.", "25 minutes", "12 min"),
        ("It was noticed 30 minutes later.", "30 minutes later", "12 min"),
        ("Time to detect: 20 min.", "20 min", "12 min"),
        ("Time to recovery: 30 minutes.", "30 minutes", "1 h 10 min"),
        ("Checkout was down for 90 minutes.", "90 minutes", "1 h 10 min"),
        ("The outage lasted 2 hours.", "2 hours", "1 h 10 min"),
        ("A 25-minute outage of checkout.", "25-minute", "1 h 10 min"),
        ("For 33 minutes customers could not pay.", "33 minutes", "1 h 10 min"),
        ("From 09:20 to 10:05 checkout refused every order.", "09:20", "09:02"),
        ("Checkout broke. It was resolved at 11:12.", "11:12", "10:05"),
        ("Checkout broke. Errors started at 09:30 CET.", "09:30 CET", "09:02"),
        ("On 5 March checkout refused every order.", "5 March", "2026-03-04"),
        ("On Tuesday 4 March checkout refused every order.", "Tuesday 4 March", "Wednesday"),
        ("On 4 March 2025 checkout refused every order.", "4 March 2025", "2026-03-04"),
    ],
)
def test_a_number_that_the_records_contradict_is_told_with_both(summary: str, said: str, known: str) -> None:
    (text,) = told(summary)
    assert said in text
    assert known in text


def test_without_the_first_harm_nothing_is_contradicted() -> None:
    assert told("Time to recovery: 30 minutes. It was down for 90 minutes.", EVENTS[1:]) == []


def test_an_uncertain_time_agrees_with_whatever_it_may_be() -> None:
    vague = (Event(id=1, at=at("08:02", "08:20"), milestones=("started",)), *EVENTS[1:])
    assert told("Down for 55 minutes, from 09:15 on.", vague) == []
    assert len(told("Down for 20 hours, from 09:40 on.", vague)) == 2


def test_the_times_of_the_impact_count_beside_those_of_the_incident() -> None:
    impact = Impact(start=at("08:20"), end=at("08:45"))
    assert told("From 09:20 to 09:45 checkout was down for 25 minutes.", EVENTS, impact) == []


def test_the_impact_is_compared_too() -> None:
    review = Review(header=HEADER, events=EVENTS, impact=Impact(experience="Checkout was down for 3 hours."))
    ((place, _),) = disagreements(review)
    assert place == "impact:experience"


def test_sentences_are_those_that_people_read() -> None:
    text = "On Monday 3. February a wrapped\nline e.g. this one ended. Then v1.13 came… It was “over.” (So we thought.)"
    text += "\n\n- a\n- b"
    assert sentences(text) == (
        "On Monday 3. February a wrapped line e.g. this one ended.",
        "Then v1.13 came…",
        "It was “over.”",
        "(So we thought.)",
        "- a",
        "- b",
    )
    assert words("At 14:20 https://x.example/a was 99.95 % up.") == [
        "At",
        "14:20",
        "https://x.example/a",
        "was",
        "99.95",
        "up",
    ]
