"""The whys as Markdown: the tree, the guards that had holes, the fishbone and the fault tree."""

from __future__ import annotations

from collections.abc import Iterator

from pm_tui.formats.md_blocks import bullet, table
from pm_tui.formats.md_escape import fenced, inline, lines, with_breaks
from pm_tui.formats.md_timeline import evidence_of
from pm_tui.formats.mermaid_whys import draw_fault_tree, draw_fishbone
from pm_tui.review.layers import GATE_WORDS, slices
from pm_tui.review.model import Review, Why
from pm_tui.review.whys import leaves, tree


def whys(review: Review, zone: str) -> str:
    """The why tree as a nested list.

    Its leaves are the contributing factors; a why stands with what will be done about it, or why nothing will.
    """
    factors = leaves(review.whys)
    return "\n".join(
        bullet(_why(review, placed.why, zone, factor=placed.why.id in factors), placed.depth)
        for placed in tree(review.whys)
    )


def _why(review: Review, why: Why, zone: str, *, factor: bool) -> list[str]:
    remarks = [*filter(None, (why.layer, why.dimension)), *(["contributing factor"] if factor else [])]
    *above, last = lines(why.text) or ("…",)
    found = [*above, f"{last} *({', '.join(remarks)})*" if remarks else last]
    proof = evidence_of(review, why.id, zone)
    found += [f"Evidence: {proof}"] if proof else []
    found += [f"Action: {action}" for action in _actions(review, why)]
    found += [f"Accepted: {with_breaks(why.accepted)}"] if why.accepted.strip() else []
    return [*found, *([f"{GATE_WORDS[why.gate].capitalize()}:"] if why.gate and not factor else [])]


def _actions(review: Review, why: Why) -> Iterator[str]:
    """The actions that answer a why, each with who has it and where it stands."""
    for action in review.actions:
        if f"why:{why.id}" in action.answers:
            state = "won’t do" if action.state == "wont" else action.state
            who = ", ".join(filter(None, (inline(action.owner), state)))
            yield f"{inline(action.title) or '…'} ({who})"


def guards(review: Review, zone: str) -> str:
    """What stands in each layer to stop it, and the holes; "" while no why names a guard or a layer."""
    del zone
    rows = [
        (part.name, inline(hole.guard), with_breaks(hole.text) or "…")
        for part in slices(review.whys)
        for hole in part.holes
        if hole.layer or hole.guard.strip()
    ]
    return table(("Layer", "Guard", "Hole"), rows) if rows else ""


def fishbone(review: Review, zone: str) -> str:
    """The whys by their dimensions, once one is named; without any there would be one bone."""
    del zone
    return fenced(draw_fishbone(review), "mermaid") if any(why.dimension for why in review.whys) else ""


def fault_tree(review: Review, zone: str) -> str:
    """What made it possible, from the incident down, once one why explains another; before, the list says as much."""
    del zone
    deep = any(placed.depth for placed in tree(review.whys))
    return fenced(draw_fault_tree(review), "mermaid") if deep else ""
