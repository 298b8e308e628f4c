"""The customer version as Markdown: headings and items as the authors set them, all else as words.

It carries DRAFT until everybody who has to agrees. Whether it may leave at all is for the caller to ask
(`review.customer.kept_back`).
"""

from __future__ import annotations

import datetime as dt
import re

from pm_tui.formats.md_escape import inline, without_mentions
from pm_tui.review import customer
from pm_tui.review.model import Review
from pm_tui.text import clean

DRAFT = "**DRAFT, not agreed on yet**"
_BEGINS = re.compile(r"(?P<mark>#{1,6}|[-*])[ \t]+(?=\S)")


def render(review: Review, *, now: dt.datetime, zone: str = "") -> str:
    """The text as it is now; "" when there is none. Its times are those that its authors wrote."""
    del now, zone
    text = clean(review.customer.text).strip()
    if not text:
        return ""
    draft = [] if customer.state(review) == "approved" else [DRAFT, ""]
    return without_mentions("\n".join([*draft, *map(_line, text.split("\n"))]) + "\n")


def _line(line: str) -> str:
    begins = _BEGINS.match(line)
    if begins is None:
        return inline(line)
    mark = "-" if begins["mark"] == "*" else begins["mark"]
    return f"{mark} {inline(line[begins.end() :])}"
