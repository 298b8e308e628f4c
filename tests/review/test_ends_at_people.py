"""Whys that stop at a person or at human error."""

import msgspec
import pytest

from pm_tui.review.flags import Silenced, ends_at_people, flags, kept
from pm_tui.review.model import Review, Why


def ends(review: Review, off: tuple[str, ...] = ()) -> frozenset[int]:
    return ends_at_people(review, lambda place, text: flags(review, place, text, ("Alice",), Silenced(off)))


@pytest.mark.parametrize(
    "text",
    ["Alice forgot to drain the node.", "Root cause: human error.", "It was Alice's fault.", "Alice was careless."],
)
def test_a_why_that_ends_at_people_is_told(text: str) -> None:
    review = Review(whys=(Why(id=1, text="The node went down."), Why(id=2, parent=1, text=text)))
    assert ends(review) == {2}


@pytest.mark.parametrize("text", ["", "No alert watched the lag.", "The runbook named the old host."])
def test_a_condition_is_an_end(text: str) -> None:
    assert ends(Review(whys=(Why(id=1, text=text),))) == frozenset()


def test_a_why_below_it_settles_it() -> None:
    whys = (
        Why(id=1, text="Alice forgot to drain the node."),
        Why(id=2, parent=1, text="Draining is from memory."),
    )
    assert ends(Review(whys=whys)) == frozenset()


def test_what_the_authors_keep_or_switch_off_is_not_told() -> None:
    review = Review(whys=(Why(id=1, text="Root cause: human error."),))
    assert ends(review, off=("human-error",)) == frozenset()
    (flag,) = flags(review, "whys:1:text", review.whys[0].text, ())
    row = kept("whys:1:text", review.whys[0].text, flag, lambda: 9)
    assert ends(msgspec.structs.replace(review, kept=(row,))) == frozenset()
