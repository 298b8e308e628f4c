from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import ranks


@given(st.lists(st.integers(0, 1000), max_size=120))
def test_any_sequence_of_inserts_keeps_the_order(places: list[int]) -> None:
    made: list[str] = []
    for place in places:
        index = place % (len(made) + 1)
        low = made[index - 1] if index else ""
        high = made[index] if index < len(made) else ""
        made.insert(index, ranks.between(low, high))
        assert ranks.valid(made[index])
    assert made == sorted(set(made))


@given(st.integers(0, 300))
def test_a_spread_ascends_and_stays_inside(count: int) -> None:
    made = ranks.spread(count, "V", "W")
    assert len(made) == count
    assert list(made) == sorted(set(made))
    assert all("V" < rank < "W" for rank in made)


def test_ends_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="no rank between"):
        ranks.between("b", "a")


@pytest.mark.parametrize("rank", ["", "a0", "a-b", "é"])
def test_a_rank_that_cannot_be_worked_with_is_known(rank: str) -> None:
    assert not ranks.valid(rank)
