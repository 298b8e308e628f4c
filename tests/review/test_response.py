from itertools import groupby

from pm_tui.review.response import QUESTIONS


def test_each_question_has_its_own_key_and_groups_stand_together():
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)
    groups = [group for group, _ in groupby(QUESTIONS, key=lambda question: question.group)]
    assert len(groups) == len(set(groups))
    assert all(question.text.endswith("?") for question in QUESTIONS)
