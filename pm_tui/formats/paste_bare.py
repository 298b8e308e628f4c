"""Lists whose every row begins with a bare clock, "14.30" or "14h": numbers that are times in such company alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pm_tui.formats.paste_lines import bulletless

_MARKS = " \t*_[("
_HOUR, _MINUTE = "(?:[01]?[0-9]|2[0-3])", "[0-5][0-9]"
_ENDS = r"(?![\w.,%$€£°+]|\s?(?:%|€|£|[kmg]?b\b|EUR\b|USD\b|h\b|s\b|ms\b|min))"
_DOTTED = rf"{_HOUR}\.{_MINUTE}{_ENDS}(?:\s?[-–]\s?{_HOUR}\.{_MINUTE}{_ENDS})?"
_WITH_H = rf"{_HOUR}\s?h(?:{_MINUTE})?(?!\w|\s(?:of|later|long|ago|after)\b)"
_FORMS = (re.compile(_DOTTED, re.IGNORECASE), re.compile(_WITH_H, re.IGNORECASE))
_DATE = re.compile(r"[0-9]{4}[-/]|[0-9]{1,2}[./][0-9]{1,2}[./]|[0-9]{1,2}(?:st|nd|rd|th|\.)?\s[A-Z]")
_FEWEST = 3
"""Rows; two numbers are no list."""


def bare_clocks(lines: Sequence[str]) -> re.Pattern[str] | None:
    """The form of the bare clocks that all rows of a list begin with, in the order of time; None if they do not.

    A row may go on in lines without a number at the beginning, and a date may stand between rows.
    """
    bodies = [bulletless(line).lstrip(_MARKS) for line in lines]
    numbered = [body for body in bodies if body[:1].isdigit() and not _DATE.match(body)]
    for form in _FORMS:
        found = [form.match(body) for body in numbered]
        times = [_minutes(clock[0]) for clock in found if clock]
        if len(times) >= _FEWEST and len(times) == len(found) and len(set(times)) > 1 and _in_order(times):
            return form
    return None


def with_colons(clock: str) -> str:
    """Write a bare clock as one that can be nothing else: 14.30 as 14:30, 14h as 14:00."""
    if "." in clock:
        return clock.replace(".", ":")
    hour, _, minute = clock.lower().partition("h")
    return f"{hour.strip()}:{minute or '00'}"


def _minutes(clock: str) -> int:
    hour, minute = with_colons(clock).split(":")[:2]
    return int(hour) * 60 + int(minute[:2])


def _in_order(times: Sequence[int]) -> bool:
    """Whether all times go one way, but for a midnight."""
    steps = [below - above for above, below in pairwise(times)]
    return any(sum(step * way < 0 for step in steps) <= any(step * way < -12 * 60 for step in steps) for way in (1, -1))
