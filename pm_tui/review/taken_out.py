"""What was taken out for customers: the same sections as they are inside, beside the customer version, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pm_tui.review import customer_parts
from pm_tui.review.model import Review

Sign = Literal["-", "+", " "]


class Line(NamedTuple):
    """A line that stands inside only ("-"), for customers only ("+"), or in both (" ")."""

    sign: Sign
    text: str


def diff(review: Review) -> tuple[Line, ...]:
    """Every line of both texts, in order. Inside are summary, impact, all events and all actions, with their names."""
    inside = customer_parts.document(customer_parts.parts(review, internal=True))
    return tuple(_lines(inside.split("\n"), review.customer.text.split("\n")))


def _lines(inside: list[str], outside: list[str]) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(None, inside, outside, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            yield from (Line(" ", text) for text in inside[first:last])
        else:
            yield from (Line("-", text) for text in inside[first:last] if text)
            yield from (Line("+", text) for text in outside[start:end] if text)
