from __future__ import annotations

import itertools

import pytest

from pm_tui.review import answering, coverage, edits, moments
from pm_tui.review.model import Answer, Event, Header, Moment, Review
from pm_tui.review.moments import GENERAL, MOST_QUESTIONS, QUESTIONS, questions, topics
from pm_tui.review.prompts import name, raised
from tests.ui.outage import OUTAGE, event

SPOKEN_OF: dict[str, tuple[str, ...]] = {
    "Nobody noticed the drop": ("noticing",),
    "We discover that writes go to the old region": ("noticing",),
    "Issue with no ingress traffic detected": ("noticing",),
    "It came to our attention in the morning round": ("noticing",),
    "Noticed that p99 is up, decided to wait": ("noticing", "deciding"),
    "On-call decides to roll back": ("deciding",),
    "Agreed with the database team to drain the region": ("deciding",),
    "Decision taken to add two nodes": ("deciding",),
    "Engineer proceeds with the option to revert": ("deciding",),
    "On-call realizes that the cache is empty": ("knowing",),
    "He thought it was the deploy": ("knowing",),
    "Unclear why nothing is being launched": ("knowing",),
    "Root cause identified": ("knowing",),
    "We became aware of it in a call": ("knowing",),
    "Pager: write errors at 12 %": ("paging",),
    "Kafka-exporter alert triggered": ("paging",),
    "Paged DBA, no answer": ("paging",),
    "Received alert: buffer is almost full": ("paging",),
    "Escalated to the network team": ("paging",),
}

SILENT = (
    "",
    "Config rollout reaches eu-west",
    "Moved the pool to spot instances",
    "Deployed the last known good version",
    "Web page returned 500, status page updated",
    "got 404 pages from the proxy",
    "assumed the IAM role of the pipeline",
    "Notice sent to customers",
    "Alert rule added; noise of alerts triggered by missing labels goes",
    "Service discovery fails",
    "Decision tree service restarted",
    "We will decide tomorrow, once the cause is to be identified",
    "`log: node noticed a conflict` in the output",
    "See https://example.org/decided/paged",
)


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_what_the_words_of_a_row_speak_of(text: str) -> None:
    assert topics(text) == SPOKEN_OF[text]


@pytest.mark.parametrize("text", SILENT)
def test_names_of_things_and_what_has_not_come_true_ask_nothing_of_their_own(text: str) -> None:
    assert topics(text) == ()
    assert questions(text) == (GENERAL,)


def test_a_row_asks_one_to_three_questions_of_what_it_speaks_of() -> None:
    assert questions("Decided to roll back") == QUESTIONS["deciding"]
    both = questions("Pager fires, on-call notices the dip, assumes it is the deploy and decides to wait")
    assert both == tuple(QUESTIONS[topic][0] for topic in ("paging", "noticing", "knowing"))
    for asked in (*QUESTIONS.values(), (GENERAL,)):
        assert 1 <= len(asked) <= MOST_QUESTIONS
        for question in asked:
            assert question.endswith("?")
            assert question.split()[0] in ("What", "Which", "How", "Where")
            assert "why" not in question.lower()


def ids(review: Review) -> list[str]:
    return [prompt.id for prompt in raised(review)]


def with_answers(review: Review, *answers: Answer) -> Review:
    return edits.add(review, "answers", *answers)


def test_a_moment_is_raised_once_it_is_taken_up_and_stands_by_its_time() -> None:
    assert not any("moment" in key for key in ids(OUTAGE))
    numbers = itertools.count(900)
    review = moments.take_up(OUTAGE, 2, lambda: next(numbers))
    assert moments.take_up(review, 2, lambda: next(numbers)) is review
    assert ids(review)[:3] == ["interval:detected", "moment:2", "interval:acknowledged"]
    prompt = raised(review)[1]
    assert prompt.text == f"“Pager: write errors at 12 %”. {QUESTIONS['paging'][0]}"
    assert prompt.forward == " ".join(QUESTIONS["paging"][1:])
    assert prompt.about == 2
    assert name(review, "moment:2") == "the moment “Pager: write errors at 12 %”"


def test_a_moment_without_a_time_stands_behind_the_row_above_it() -> None:
    rows = (Event(id=8, text="first of all"), *OUTAGE.events[:2], Event(id=9, at=Moment(text="later"), text="a call"))
    review = Review(header=Header(), events=(*rows, *OUTAGE.events[2:]))
    review = with_answers(review, *(Answer(id=key, prompt=f"moment:{key - 90}", state="parked") for key in (98, 99)))
    assert ids(review)[:4] == ["moment:8", "interval:detected", "moment:9", "interval:acknowledged"]


def test_taken_up_is_open_and_no_parked_thought_until_somebody_says_something() -> None:
    numbers = itertools.count(900)
    review = moments.take_up(OUTAGE, 3, lambda: next(numbers))

    def standing(review: Review) -> coverage.Standing:
        return next(row for row in coverage.standings(review) if row.prompt.id == "moment:3")

    assert (standing(review).state, standing(review).answers) == ("open", ())
    assert coverage.parked(review) == ()
    assert coverage.counts(review).total == coverage.counts(OUTAGE).total + 1
    prompt = standing(review).prompt
    parked = answering.park(review, prompt, "", lambda: next(numbers))
    assert standing(parked).state == "parked"
    assert len(coverage.parked(parked)) == 1
    answered = answering.answer(review, prompt, ["a page with a name"], lambda: next(numbers))
    assert standing(answered).state == "answered"
    assert coverage.counts(answered).done == coverage.counts(review).done + 1


def test_when_its_row_is_gone_only_what_was_said_stays() -> None:
    numbers = itertools.count(900)
    review = moments.take_up(OUTAGE, 3, lambda: next(numbers))
    assert coverage.earlier(edits.delete(review, "events", 3)) == ()
    prompt = next(prompt for prompt in raised(review) if prompt.id == "moment:3")
    said = answering.answer(review, prompt, ["a page with a name"], lambda: next(numbers))
    assert [row.text for row in coverage.earlier(edits.delete(said, "events", 3))] == ["a page with a name"]
    assert not any("moment" in key for key in ids(edits.delete(said, "events", 3)))


def test_a_row_without_words_can_be_taken_up_too() -> None:
    review = moments.take_up(Review(events=(event(5, "09:00", ""),)), 5, lambda: 6)
    assert raised(review)[0].text == f"A row without words. {GENERAL}"
    with pytest.raises(KeyError):
        moments.take_up(review, 77, lambda: 7)
