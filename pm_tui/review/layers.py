"""The whys by layer: what stands in each layer to stop the harm, and the holes that let it through.

Source: Reason, "Human error: models and management" (BMJ 2000), the model of the Swiss cheese.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pm_tui.review.model import Why
from pm_tui.review.vocabulary import LAYERS, Gate, Layer
from pm_tui.review.whys import tree
from pm_tui.text import one_line

UNSAID = "unsaid"
"""The layer, or the dimension, of a why that says none."""

GATE_WORDS: dict[Gate, str] = {
    "": "",
    "and": "all of those below were needed",
    "or": "each of those below was enough",
}
"""How the whys below one come together."""


class Slice(msgspec.Struct, frozen=True):
    """One layer, and the whys that are its holes: those of the same guard together, those without a guard last."""

    layer: Layer
    holes: tuple[Why, ...]

    @property
    def name(self) -> str:
        """What the layer is called."""
        return self.layer or UNSAID

    @property
    def guards(self) -> tuple[str, ...]:
        """What stands in this layer, each once, as it was first written."""
        return guards(self.holes)


def slices(whys: Iterable[Why]) -> tuple[Slice, ...]:
    """The layers from the immediate cause down, also those in which nothing is said; then what names none, if any."""
    rows = tuple(whys)
    found = [Slice(layer, _holes(rows, layer)) for layer in (*LAYERS[1:], LAYERS[0])] if rows else []
    return tuple(part for part in found if part.layer or part.holes)


def _holes(rows: tuple[Why, ...], layer: Layer) -> tuple[Why, ...]:
    """The whys of a layer in the order of the tree, drawn together by their guards."""
    grouped: dict[str, list[Why]] = {}
    for placed in tree(rows):
        if placed.why.layer == layer:
            grouped.setdefault(_folded(placed.why.guard), []).append(placed.why)
    bare = grouped.pop("", [])
    return tuple(why for group in (*grouped.values(), bare) for why in group)


def guards(whys: Iterable[Why]) -> tuple[str, ...]:
    """The guards that are named, each once, as it was first written; capitals do not tell two apart."""
    named: dict[str, str] = {}
    for why in whys:
        if folded := _folded(why.guard):
            named.setdefault(folded, one_line(why.guard))
    return tuple(named.values())


def _folded(guard: str) -> str:
    return one_line(guard).casefold()
