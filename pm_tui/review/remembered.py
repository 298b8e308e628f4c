"""Results that several parts of the screen ask for, worked out once for each value of the review."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Generic, TypeVar

from pm_tui.review.model import Review

T = TypeVar("T")


class _Last(Generic[T]):
    """The latest review and what was made of it; one tuple, so that threads never see half of it."""

    pair: tuple[Review, T] | None = None


def remembered(function: Callable[[Review], T]) -> Callable[[Review], T]:
    """Give the same answer again for the very same review; only the latest one is kept."""
    last: _Last[T] = _Last()

    @wraps(function)
    def ask(review: Review) -> T:
        pair = last.pair
        if pair is None or pair[0] is not review:
            pair = last.pair = (review, function(review))
        return pair[1]

    return ask
