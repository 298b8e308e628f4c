from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.model import Why
from pm_tui.review.whys import branch, leaves, tree


def whys(*pairs: tuple[int, int]) -> tuple[Why, ...]:
    return tuple(Why(id=key, parent=parent) for key, parent in pairs)


BRANCHING = whys((1, 0), (2, 1), (3, 2), (4, 1), (5, 0))


def drawn(rows: tuple[Why, ...]) -> list[str]:
    lines = []
    for placed in tree(rows):
        *above, own = placed.last or (None,)
        guides = "".join("  " if last else "│ " for last in above)
        lines.append(guides + {None: "", True: "└ ", False: "├ "}[own] + str(placed.why.id))
    return lines


def test_the_tree_is_walked_depth_first_with_what_the_guides_need():
    assert drawn(BRANCHING) == ["1", "├ 2", "│ └ 3", "└ 4", "5"]
    assert [placed.depth for placed in tree(BRANCHING)] == [0, 1, 2, 1, 0]


def test_the_leaves_are_the_contributing_factors():
    assert leaves(BRANCHING) == {3, 4, 5}
    assert leaves(()) == frozenset()


def test_a_branch_leads_from_the_root():
    assert [why.id for why in branch(BRANCHING, 3)] == [1, 2, 3]
    assert branch(BRANCHING, 9) == ()


def test_orphans_and_cycles_come_loose_at_the_root():
    assert drawn(whys((1, 77), (2, 1))) == ["1", "└ 2"]
    assert drawn(whys((1, 1))) == ["1"]
    assert drawn(whys((1, 3), (2, 1), (3, 2), (4, 3))) == ["1", "└ 2", "  └ 3", "    └ 4"]
    assert leaves(whys((1, 2), (2, 1))) == {2}
    assert drawn(whys((4, 3), (3, 2), (2, 3))) == ["3", "├ 4", "└ 2"]


def test_a_deep_branch_does_not_exhaust_the_stack():
    rows = whys(*((number, number - 1) for number in range(1, 3000)))
    assert tree(rows)[-1].depth == 2998
    assert len(branch(rows, 2999)) == 2999


@given(st.lists(st.integers(0, 12), max_size=12))
def test_every_why_stands_in_the_tree_once(parents):
    rows = whys(*enumerate(parents, 1))
    placed = tree(rows)
    assert sorted(found.why.id for found in placed) == [why.id for why in rows]
    assert all(len(found.last) == found.depth for found in placed)
    assert all(branch(rows, found.why.id)[-1] == found.why for found in placed)
    assert all(len(branch(rows, found.why.id)) == found.depth + 1 for found in placed)
    assert bool(leaves(rows)) == bool(rows)
