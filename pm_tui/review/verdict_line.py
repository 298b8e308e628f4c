"""A verdict in one line, also of a reviewer who does not use pm-tui: "Ana approved by mail: good to go"."""

from __future__ import annotations

import datetime as dt
import re

from pm_tui.review.gathering import Verdict
from pm_tui.review.vocabulary import Ruling
from pm_tui.text import one_line

HINT = "Ana approved by mail: good to go"

_LINE = re.compile(
    r"(?P<who>.+?)\s+(?P<ruling>approve[sd]?|reject(?:s|ed)?)\b\s*(?P<how>[^:]*?)\s*(?::\s*(?P<words>.*))?",
    re.IGNORECASE,
)


def read_verdict(text: str, record: int, now: dt.datetime) -> Verdict:
    """The verdict that a line tells, given `now` (UTC). ValueError: a sentence that says how it is written."""
    line = _LINE.fullmatch(one_line(text))
    if line is None:
        raise ValueError(f"Who ruled what? Write it like: {HINT}, or Bo rejected: the impact has no numbers.")
    ruling: Ruling = "approved" if line["ruling"].lower().startswith("approve") else "rejected"
    who = line["who"].removeprefix("@").rstrip(" ,")
    return Verdict(id=record, who=who, ruling=ruling, at=now, how=line["how"] or "", words=line["words"] or "")
