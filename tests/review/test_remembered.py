from __future__ import annotations

from pm_tui.review.model import Event, Review
from pm_tui.review.remembered import remembered


def test_the_same_review_is_worked_out_once_and_another_anew() -> None:
    asked: list[Review] = []

    @remembered
    def count(review: Review) -> int:
        asked.append(review)
        return len(review.events)

    one, other = Review(events=(Event(id=1),)), Review()
    assert [count(one), count(one), count(other), count(one)] == [1, 1, 0, 1]
    assert asked == [one, other, one]
    equal = Review(events=(Event(id=1),))
    assert (equal, count(equal), len(asked)) == (one, 1, 4)
