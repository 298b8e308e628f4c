"""The whys as a tree: the file keeps them flat, each with the id of the why that it explains."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pm_tui.review.model import Why


class Placed(msgspec.Struct, frozen=True):
    """A why and where it stands: `depth` 0 at the root.

    `last` has one entry for each level below the root, its own at the end: whether the branch ends there. From it the
    guides are drawn.
    """

    why: Why
    depth: int
    last: tuple[bool, ...]


def tree(whys: Iterable[Why]) -> tuple[Placed, ...]:
    """The whys depth first, each once, siblings in the order of the rows.

    A why whose parent is missing stands at the root, and so does the first row of a cycle.
    """
    rows = tuple(whys)
    parents = _parents(rows)
    children: dict[int, list[Why]] = {}
    for why in rows:
        children.setdefault(parents[why.id], []).append(why)
    placed: list[Placed] = []
    waiting = [Placed(why, 0, ()) for why in reversed(children.get(0, []))]
    while waiting:
        here = waiting.pop()
        placed.append(here)
        below = children.get(here.why.id, [])
        for why in reversed(below):
            waiting.append(Placed(why, here.depth + 1, (*here.last, why is below[-1])))
    return tuple(placed)


def leaves(whys: Iterable[Why]) -> frozenset[int]:
    """The ids of the whys that nothing explains further: the contributing factors."""
    parents = _parents(tuple(whys))
    return frozenset(parents) - frozenset(parents.values())


def branch(whys: Iterable[Why], key: int) -> tuple[Why, ...]:
    """The whys from the root down to the one with the id `key`, which is the last; () when there is none."""
    rows = tuple(whys)
    parents = _parents(rows)
    known = {why.id: why for why in rows}
    path: list[Why] = []
    while key in known:
        path.append(known[key])
        key = parents[key]
    return tuple(reversed(path))


def _parents(rows: tuple[Why, ...]) -> dict[int, int]:
    """The parent of each why, 0 at the root, with cycles cut at their first row and orphans set loose."""
    stated = {why.id: why.parent for why in rows}
    parents = {key: parent if parent in stated else 0 for key, parent in stated.items()}
    settled = {0}
    for why in rows:
        path: list[int] = []
        key = why.id
        while key not in settled:
            if key in path:
                parents[_first(rows, frozenset(path[path.index(key) :]))] = 0
                break
            path.append(key)
            key = parents[key]
        settled.update(path)
    return parents


def _first(rows: tuple[Why, ...], cycle: frozenset[int]) -> int:
    return next(why.id for why in rows if why.id in cycle)
