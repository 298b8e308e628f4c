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


def test_ten_thousand_rows_added_at_either_end_keep_short_ranks() -> None:
    low = high = ranks.between("", "")
    made = [low]
    for _ in range(10_000):
        low, high = ranks.between("", low), ranks.between(high, "")
        made = [low, *made, high] if len(made) < 200 else made
        assert ranks.valid(low)
        assert ranks.valid(high)
    assert made == sorted(set(made))
    assert max(len(low), len(high)) <= 5


@given(st.text(ranks.DIGITS, min_size=1, max_size=9).filter(ranks.valid))
def test_a_step_from_any_rank_goes_the_right_way(rank: str) -> None:
    assert ranks.between("", rank) < rank < ranks.between(rank, "")
    assert ranks.valid(ranks.between("", rank))
    assert ranks.valid(ranks.between(rank, ""))


@pytest.mark.parametrize("rank", ["z" * 5000, "0" * 5000 + "1", "Vz" * 3000])
def test_a_rank_of_any_length_can_be_worked_with(rank: str) -> None:
    assert ranks.between("", rank) < rank < ranks.between(rank, "")
    assert rank < ranks.between(rank, rank + "V") < rank + "V"
    assert len(ranks.spread(3, rank)) == 3


def test_a_spread_between_ends_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(ValueError, match="no rank between"):
        ranks.spread(2, "b", "a")
