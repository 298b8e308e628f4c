from __future__ import annotations

import itertools

from pm_tui.review import coverage, edits, own
from pm_tui.review.model import Answer, Lesson, Review
from pm_tui.review.own import TeamQuestion, of_team, take_in_own
from pm_tui.review.prompts import name, raised
from pm_tui.review.vocabulary import ACTION_KINDS

ids = itertools.count(1)
COST = TeamQuestion("cost", "", "What did it cost?")


def new_id() -> int:
    return next(ids)


def test_a_review_takes_in_what_it_does_not_have_and_changes_nothing() -> None:
    review = take_in_own(Review(), [COST, TeamQuestion("who", "Security", "Who saw it?")], new_id)
    again = take_in_own(review, [TeamQuestion("cost", "Money", "How much?"), TeamQuestion("x", "", "And?")], new_id)
    assert [(q.key, q.section, q.text) for q in again.own_questions] == [
        ("cost", "", "What did it cost?"),
        ("who", "Security", "Who saw it?"),
        ("x", "", "And?"),
    ]
    assert take_in_own(again, [COST], new_id) is again
    assert take_in_own(again, [TeamQuestion("y", "", "  ")], new_id) is again
    assert len(take_in_own(Review(), [COST, COST], new_id).own_questions) == 1


def test_the_key_of_a_question_in_a_section_follows_its_words_and_not_its_place() -> None:
    one = of_team({}, {"Security": ("Who saw it?", "Who was told?")})
    other = of_team({}, {"Security": ("New?", "Who was told?", "Who saw it?")})
    assert {question.key for question in one} < {question.key for question in other}


def test_own_questions_are_asked_after_luck_and_before_missing_kinds() -> None:
    lessons = (Lesson(id=31, kind="lucky", text="A colleague was awake"),)
    review = take_in_own(Review(lessons=lessons), [COST, TeamQuestion("who", "Security", "Who saw it?")], new_id)
    assert [prompt.id for prompt in raised(review)] == [
        "lucky:31",
        "own:cost",
        "own:who",
        *(f"kind:{kind}" for kind in ACTION_KINDS),
    ]
    _, cost, who, *_ = raised(review)
    assert (cost.kind, cost.title, cost.text) == ("own", "our question", "What did it cost?")
    assert who.title == "Security · our question"


def test_in_an_empty_review_they_are_all_that_is_asked() -> None:
    assert [prompt.id for prompt in raised(take_in_own(Review(), [COST], new_id))] == ["own:cost"]


def test_one_that_is_answered_counts_and_has_a_name() -> None:
    review = take_in_own(Review(), [COST], new_id)
    review = edits.add(review, "answers", Answer(id=new_id(), prompt="own:cost", text="A week of work"))
    assert coverage.counts(review).answered == 1
    assert name(review, "own:cost") == "our question: “What did it cost?”"


def test_a_title_is_one_line() -> None:
    review = take_in_own(Review(), [TeamQuestion("k", "Two\nlines", "What?")], new_id)
    assert own.title(review.own_questions[0]) == "Two lines · our question"
