"""Which guards had holes, layer by layer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import layers
from pm_tui.review.model import Why
from pm_tui.review.vocabulary import LAYERS, Layer


def why(record: int, layer: Layer = "", guard: str = "", parent: int = 0) -> Why:
    return Why(id=record, rank=f"{record:03}1", parent=parent, layer=layer, guard=guard, text=f"why {record}")


def drawn(*whys: Why) -> dict[str, list[int]]:
    return {part.name: [hole.id for hole in part.holes] for part in layers.slices(whys)}


def test_each_layer_has_its_holes_and_what_says_no_layer_comes_last() -> None:
    whys = why(1), why(2, "underlying", parent=1), why(3, "immediate", parent=1), why(4, "underlying", parent=3)
    assert drawn(*whys) == {"immediate": [3], "precondition": [], "underlying": [2, 4], "unsaid": [1]}


def test_an_empty_layer_is_there_and_nothing_is_made_of_no_whys() -> None:
    assert drawn(why(1, "immediate")) == {"immediate": [1], "precondition": [], "underlying": []}
    assert drawn() == {}


def test_the_holes_of_one_guard_stand_together_and_what_has_no_guard_comes_last() -> None:
    whys = why(1, guard=" "), why(2, guard="Canary"), why(3, guard="the alarm"), why(4, guard="canary\n"), why(5)
    assert drawn(*whys)["unsaid"] == [2, 4, 3, 1, 5]
    assert layers.guards(whys) == ("Canary", "the alarm")


def test_holes_stand_in_the_order_of_the_tree() -> None:
    whys = why(1, "immediate"), why(2, "immediate"), why(3, "immediate", parent=1)
    assert drawn(*whys)["immediate"] == [1, 3, 2]


@pytest.mark.parametrize(("gate", "word"), [("and", "all"), ("or", "each")])
def test_a_gate_is_said_in_words(gate: layers.Gate, word: str) -> None:
    assert layers.GATE_WORDS[gate].startswith(word)


@given(
    st.lists(st.tuples(st.sampled_from(LAYERS), st.sampled_from(["", "test", "Test", "alarm"]), st.integers(0, 9))),
)
def test_every_why_is_in_one_layer_once(rows: list[tuple[Layer, str, int]]) -> None:
    whys = [why(record, layer, guard, parent) for record, (layer, guard, parent) in enumerate(rows, 1)]
    parts = layers.slices(whys)
    assert sorted(hole.id for part in parts for hole in part.holes) == [row.id for row in whys]
    assert all(hole.layer == part.layer for part in parts for hole in part.holes)
