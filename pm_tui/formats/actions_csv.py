"""The action items as CSV (RFC 4180): one row each, every cell in quotes, for a tracker or a spreadsheet.

Spreadsheets run a cell that begins like a formula, some after they have dropped the blanks before it, and some take a
semicolon for the end of a cell. Such a beginning gets an apostrophe before it, which spreadsheets read as "this is
text" (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata

from pm_tui.review.model import Action, Review
from pm_tui.review.prompts import name
from pm_tui.text import clean, one_line

COLUMNS = (
    "action",
    "kind",
    "owner",
    "due",
    "priority",
    "term",
    "state",
    "reason",
    "ticket",
    "effort",
    "consent",
    "asker",
    "proof",
    "answers",
)
"""The names in the first row; docs/commands.md says what each holds."""

_BEGINNINGS = "=+-@|%\N{MINUS SIGN}"
_CELL = re.compile(r"(?:^|;)\s*(?=(\S))")


def render(review: Review, *, now: dt.datetime, zone: str = "") -> str:
    """The table, with a head; neither `now` nor `zone` matters to it. Dates are as in 2026-03-20."""
    del now, zone
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for action in review.actions:
        writer.writerow(map(cell, _row(review, action)))
    return table.getvalue()


def cell(text: str) -> str:
    """The text on one line, as one that no spreadsheet runs."""
    return _CELL.sub(_as_text, one_line(clean(text)))


def _as_text(found: re.Match[str]) -> str:
    """A beginning of a cell, with an apostrophe if a formula could begin so; full-width and small forms count."""
    first = unicodedata.normalize("NFKC", found[1])[:1]
    return f"{found[0]}'" if first and first in _BEGINNINGS else found[0]


def _row(review: Review, action: Action) -> tuple[str, ...]:
    return (
        action.title,
        action.kind,
        action.owner,
        action.due.isoformat() if action.due else "",
        action.priority,
        action.term,
        action.state,
        action.reason,
        action.ticket,
        action.effort,
        action.consent,
        action.asker,
        action.proof,
        "; ".join(name(review, prompt) for prompt in action.answers),
    )
