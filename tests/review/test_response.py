import datetime as dt
from itertools import groupby

import pytest

from pm_tui.review.model import Response, Review
from pm_tui.review.response import QUESTIONS, mark_for_room
from pm_tui.review.writing import Context, write

CONTEXT = Context(lambda: dt.datetime(2026, 3, 5, tzinfo=dt.UTC), lambda: 9)


def test_each_question_has_its_own_key_and_groups_stand_together():
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)
    groups = [group for group, _ in groupby(QUESTIONS, key=lambda question: question.group)]
    assert len(groups) == len(set(groups))
    assert all(question.text.endswith("?") for question in QUESTIONS)


def test_a_question_can_be_marked_for_the_room_before_it_is_answered() -> None:
    question = QUESTIONS[3]
    marked = mark_for_room(Review(), question.key, lambda: 5)
    assert marked.response == (
        Response(id=5, rank=marked.response[0].rank, key=question.key, asked=question.text, room=True),
    )
    assert mark_for_room(marked, question.key, lambda: 6) == Review()
    place = f"response:{question.key}"
    answered = write(marked, place, "yes", 3, CONTEXT).review
    assert (answered.response[0].text, answered.response[0].room) == ("yes", True)
    assert write(answered, place, "", 0, CONTEXT).review == marked
    unmarked = mark_for_room(answered, question.key, lambda: 6)
    assert (unmarked.response[0].text, unmarked.response[0].room) == ("yes", False)
    assert write(unmarked, place, "", 0, CONTEXT).review == Review()
    with pytest.raises(KeyError):
        mark_for_room(Review(), "no such question", lambda: 7)
