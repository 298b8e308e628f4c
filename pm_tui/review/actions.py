"""An action item typed in one line: what is done, then who, by when, of which kind, and where it is tracked.

``Page on write errors above 1 % @platform due 2026-03-20 #detection !high PAY-118``: the marks are read from the end of
the line backwards, so that a name or a ticket inside the sentence stays a word of the sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pm_tui.review.model import Action
from pm_tui.review.timewords import FIRST_YEAR, LAST_YEAR
from pm_tui.review.vocabulary import ACTION_KINDS, PRIORITIES
from pm_tui.text import one_line

_TICKET = re.compile(r"[A-Z][A-Z0-9_]*-\d+|#\d+|https?://\S+")
_IN_DAYS = re.compile(r"\+(\d{1,3})\s*([dw])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH = re.compile(r"(\d{1,2})\.? ([a-z]{3})[a-z]*\.?(?: (\d{4}))?", re.IGNORECASE)


class DateUnread(ValueError):
    """A due date that we cannot read; the message says what we can."""


def read_date(text: str, today: dt.date) -> dt.date | None:
    """A due date: ``2026-03-20``, ``20 Mar``, ``20 Mar 2026``, ``today``, ``tomorrow``, ``+14d``, ``+2w``; "" is none.

    A day and month without a year is the next such day from `today` on. The years are those of times.
    """
    text = one_line(text).lower()
    if not text:
        return None
    day = _date(text, today)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        reason = f"is not in the years {FIRST_YEAR} to {LAST_YEAR}" if day else "is not a day we can read"
        raise DateUnread(f"“{text}” {reason}. Try 2026-03-20, 20 Mar, tomorrow or +14d.")
    return day


def _date(text: str, today: dt.date) -> dt.date | None:
    try:
        if text in ("today", "tomorrow"):
            return today + dt.timedelta(days=text == "tomorrow")
        if ahead := _IN_DAYS.fullmatch(text):
            return today + dt.timedelta(days=int(ahead[1]) * (7 if ahead[2] == "w" else 1))
        if (named := _DAY_MONTH.fullmatch(text)) and named[2] in _MONTHS:
            year = int(named[3]) if named[3] else None
            return _next(int(named[1]), _MONTHS.index(named[2]) + 1, year, today)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return dt.date.fromisoformat(text)
    except (ValueError, OverflowError):
        pass
    return None


def _next(day: int, month: int, year: int | None, today: dt.date) -> dt.date:
    if year is not None:
        return dt.date(year, month, day)
    this_year = dt.date(today.year, month, day)
    return this_year if this_year >= today else dt.date(today.year + 1, month, day)


def read_action(line: str, today: dt.date) -> dict[str, Any]:
    """The fields of `Action` that a line sets: title, owner, due, kind, priority, ticket."""
    fields: dict[str, Any] = {"owner": "", "due": None, "kind": "", "priority": "", "ticket": ""}
    words = one_line(line).split(" ")
    while words:
        taken = _take(words, fields, today)
        if not taken:
            break
        del words[-taken:]
    return {**fields, "title": " ".join(words)}


def _take(words: list[str], fields: dict[str, Any], today: dt.date) -> int:
    """Read the mark that the words end with into `fields`; how many words it took, 0 when they end with none."""
    last = words[-1]
    kind = _named(last, "#", ACTION_KINDS)
    priority = _named(last, "!", PRIORITIES[1:])
    if kind and not fields["kind"]:
        fields["kind"] = kind
    elif priority and not fields["priority"]:
        fields["priority"] = priority
    elif re.fullmatch(r"@[\w.-]*\w", last) and not fields["owner"]:
        fields["owner"] = last[1:].replace("_", " ")
    elif _TICKET.fullmatch(last) and not fields["ticket"]:
        fields["ticket"] = last
    elif fields["due"] is None and (due := _due(words, today)):
        fields["due"], taken = due
        return taken
    else:
        return 0
    return 1


def _named(word: str, sign: str, names: tuple[str, ...]) -> str:
    if not word.startswith(sign) or len(word) < 2:
        return ""
    return next((name for name in names if name.startswith(word[1:].lower())), "")


def _due(words: list[str], today: dt.date) -> tuple[dt.date, int] | None:
    """The day after the word "due" near the end, and how many words that is; other words after "due" stay words."""
    for taken in range(1, min(4, len(words)) + 1):
        mark, _, joined = words[-taken].partition(":")
        if mark.lower() == "due":
            try:
                day = read_date(" ".join([joined, *words[len(words) - taken + 1 :]]), today)
            except DateUnread:
                return None
            return (day, taken) if day else None
    return None


def write_action(action: Action) -> str:
    """The line that `read_action` reads back."""
    marks = [
        f"@{action.owner.replace(' ', '_')}" if action.owner else "",
        f"due {action.due.isoformat()}" if action.due else "",
        f"#{action.kind}" if action.kind else "",
        f"!{action.priority}" if action.priority else "",
        action.ticket,
    ]
    return " ".join(filter(None, [action.title, *marks]))
