"""Coverage as a table: how many prompts of each kind stand how, and how much of all is settled."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import msgspec

from pm_tui.review.coverage import State, counts, standings
from pm_tui.review.model import Review

KINDS: dict[str, str] = {
    "interval": "intervals",
    "gap": "gaps",
    "why": "whys",
    "poorly": "went poorly",
    "lucky": "luck",
}
"""The kinds that always have a row; others, such as missing kinds of action, have one while they are raised."""

OTHERS = {"kind": "action kinds", "own": "own"}

STATES: dict[State, tuple[str, str]] = {
    "open": ("open", "open"),
    "parked": ("parked", "park"),
    "answered": ("answered", "said"),
    "action": ("action", "act"),
    "let-go": ("let go", "go"),
}
"""The columns: their names, and short ones for a narrow screen."""

NARROW = 60  # columns
_NAME_WIDTH = 12


class Matrix(msgspec.Struct, frozen=True):
    """`rows[kind][state]` is how many prompts of a kind stand so; `done` of `total` are settled."""

    rows: dict[str, dict[State, int]]
    done: int
    total: int

    @property
    def percentage(self) -> int:
        """How much is settled, rounded down: 100 only when nothing is open. Nothing to settle is all settled."""
        return self.done * 100 // self.total if self.total else 100


def matrix(review: Review) -> Matrix:
    """The table of a review's prompts."""
    found = Counter((standing.prompt.kind, standing.state) for standing in standings(review))
    kinds = dict.fromkeys([*KINDS, *(kind for kind, _ in found)])
    every: tuple[State, ...] = get_args(State)
    rows = {kind: {state: found[kind, state] for state in every} for kind in kinds}
    whole = counts(review)
    return Matrix(
        {kind: {state: row[state] for state in STATES} for kind, row in rows.items()}, whole.done, whole.total
    )


def told(table: Matrix) -> str:
    """The percentage in words."""
    if not table.total:
        return "No questions are raised yet."
    return f"{table.percentage} % settled: {table.done} of {table.total} questions"


def lines(table: Matrix, width: int = 80) -> tuple[str, ...]:
    """The table as text for `width` columns, its heading first; a nothing is a dot."""
    short = width < NARROW
    names = [pair[short] for pair in STATES.values()]
    cells = [max(len(name), 4) + 1 for name in names]
    heading = " " * _NAME_WIDTH + "".join(f"{name:>{cell}}" for name, cell in zip(names, cells, strict=True))
    found = [heading]
    for kind, row in table.rows.items():
        name = (KINDS | OTHERS).get(kind, kind)[:_NAME_WIDTH]
        numbers = (f"{row[state] or '·':>{cell}}" for state, cell in zip(STATES, cells, strict=True))
        found.append(f"{name:<{_NAME_WIDTH}}" + "".join(numbers))
    return tuple(found)
