"""The life of the review itself as Markdown: which status it had since when and why, and what the reviewers ruled."""

from __future__ import annotations

import datetime as dt

from pm_tui.formats.md_blocks import bullet, bullets
from pm_tui.formats.md_escape import bold, inline, lines
from pm_tui.formats.md_moment import when
from pm_tui.review import life
from pm_tui.review.gathering import StatusChange, Verdict
from pm_tui.review.model import Moment, Review

RULINGS = {"approved": "approves", "rejected": "rejects", "": "says"}


def approval(review: Review, zone: str) -> str:
    """How far the reviewers are, each verdict, and the history of the status; times in `zone`."""
    standing = [life.verdicts_told(review) if review.verdicts else "", life.told(review).rstrip(".")]
    parts = [f"{inline(said)}." for said in standing if said]
    parts += ["\n".join(bullet(_verdict(verdict, zone)) for verdict in review.verdicts)]
    parts += [f"Status:\n\n{bullets(_change(change, zone) for change in review.history)}"] if review.history else []
    return "\n\n".join(filter(None, parts))


def _verdict(verdict: Verdict, zone: str) -> list[str]:
    remarks = filter(None, (inline(verdict.how), _at(verdict.at, zone)))
    said = f"{inline(verdict.who) or '…'} {RULINGS[verdict.ruling]} ({'; '.join(remarks)})".replace(" ()", "")
    first, *others = lines(verdict.words) or [""]
    return [f"{said}: {first}" if first else said, *others]


def _change(change: StatusChange, zone: str) -> list[str]:
    since = f" since {_at(change.at, zone)}" if change.at else ""
    reason = inline(change.reason)
    return [bold(change.status) + since + (f": {reason}" if reason else "")]


def _at(instant: dt.datetime | None, zone: str) -> str:
    """An instant to the minute."""
    at = instant.replace(second=0, microsecond=0) if instant else None
    return when(Moment(at, at, None, "exact"), zone) if at else ""
