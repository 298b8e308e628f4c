"""The whys as two Mermaid charts, which GitHub and GitLab draw: a fishbone by dimension, and a fault tree with gates.

Both are flowcharts, whose every text stands in double quotes. What ends a quote, a chart or the fence around it is
replaced by look-alikes (see `mermaid`), and so is what Mermaid would take for Markdown within a text.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from pm_tui.formats.mermaid import harmless
from pm_tui.review.layers import UNSAID
from pm_tui.review.model import Review, Why
from pm_tui.review.vocabulary import DIMENSIONS, Dimension, Gate
from pm_tui.review.whys import leaves, tree

WIDTH = 90
MOST = 200
"""The whys that are drawn; Mermaid draws no chart of more than 500 arrows."""
EMPTY = 'flowchart LR\n    empty["No whys yet"]'
GATES: dict[Gate, str] = {"and": "AND · all were needed", "or": "OR · each was enough"}

_MARKS = str.maketrans({"*": "∗", "@": "＠"})
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_LIST = re.compile(r"^(?:[-+=]+|\d+[.)])")
_SITE = re.compile(r"www\.", re.IGNORECASE)
_DIRECTION = re.compile(r"direction(?=\s+(?:TB|TD|BT|RL|LR))")
"""What Mermaid takes for a statement of the chart wherever it stands in a line, in quotes too."""
_IN_LISTS = str.maketrans({"-": "‐", "+": "＋", "=": "＝", ".": "․", ")": "❩"})


def fishbone(review: Review, *, now: dt.datetime, zone: str = "") -> str:
    """The fishbone alone; neither `now` nor `zone` matters to it."""
    del now, zone
    return (draw_fishbone(review) or EMPTY) + "\n"


def fault_tree(review: Review, *, now: dt.datetime, zone: str = "") -> str:
    """The fault tree alone; neither `now` nor `zone` matters to it."""
    del now, zone
    return (draw_fault_tree(review) or EMPTY) + "\n"


def draw_fishbone(review: Review) -> str:
    """The whys as causes along the bones of their dimensions, with the incident as the head; "" while there is none.

    A why hangs on the one that it explains if both are of the same dimension, else on the bone.
    """
    drawn = _drawn(review)
    chart = ["flowchart LR", f"head([{_label(_incident(review))}])"]
    for dimension in (*DIMENSIONS[1:], DIMENSIONS[0]):
        if any(box.why.dimension == dimension for box in drawn):
            chart.append(f"{_bone(dimension)}[{_label((dimension or UNSAID).capitalize())}] ==> head")
    for box in drawn:
        beside = box.above and box.above.why.dimension == box.why.dimension
        onto = box.above.name if box.above and beside else _bone(box.why.dimension)
        chart.append(f"{box.name}[{_label(box.why.text)}] --> {onto}")
    return _chart(chart, drawn, review)


def draw_fault_tree(review: Review) -> str:
    """The incident over what made it possible, with the gates that are set; "" while there is no why.

    Contributing factors, which nothing explains further, are round.
    """
    drawn = _drawn(review)
    factors = leaves(review.whys)
    gated = {box.above.name: box.above for box in drawn if box.above and box.above.why.gate}
    chart = ["flowchart TB", f"head[[{_label(_incident(review))}]]"]
    for box in drawn:
        first, last = ("([", "])") if box.why.id in factors else ("[", "]")
        chart.append(f"{box.name}{first}{_label(box.why.text)}{last}")
    chart += [f"{name} --> gate_{name}{{{{{_label(GATES[box.why.gate])}}}}}" for name, box in gated.items()]
    for box in drawn:
        above = box.above.name if box.above else "head"
        chart.append(f"{f'gate_{above}' if above in gated else above} --> {box.name}")
    return _chart(chart, drawn, review)


class _Box(msgspec.Struct, frozen=True):
    """A why as it is drawn: its name in the chart, and the box of the why that it explains."""

    name: str
    why: Why
    above: _Box | None


def _drawn(review: Review) -> list[_Box]:
    """The whys in the order of the tree, no more of them than can be drawn."""
    boxes: list[_Box] = []
    path: list[_Box] = []
    for number, placed in enumerate(tree(review.whys)[:MOST], 1):
        path[placed.depth :] = []
        boxes.append(_Box(f"w{number}", placed.why, path[-1] if path else None))
        path.append(boxes[-1])
    return boxes


def _chart(lines: list[str], drawn: list[_Box], review: Review) -> str:
    """The whole chart, with a word about the whys that are left out; "" without any."""
    left_out = len(review.whys) - len(drawn)
    more = [f'more["and {left_out} more"] -.- head'] if left_out else []
    return "\n    ".join([*lines, *more]) if drawn else ""


def _bone(dimension: Dimension) -> str:
    return f"bone_{dimension or UNSAID}"


def _incident(review: Review) -> str:
    return review.header.title if review.header.title.strip() else "The incident"


def _label(text: str) -> str:
    """The text of a box, quoted."""
    line = _EDGE.sub("＿", harmless(text, WIDTH).translate(_MARKS))
    line = _DIRECTION.sub("direction∶", line)
    line = _SITE.sub(lambda found: found[0].translate(_IN_LISTS), line)
    return f'"{_LIST.sub(lambda found: found[0].translate(_IN_LISTS), line) or "…"}"'
