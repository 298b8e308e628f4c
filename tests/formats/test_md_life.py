from __future__ import annotations

import datetime as dt
import itertools

from pm_tui.formats import export
from pm_tui.review import life
from pm_tui.review.gathering import Verdict
from pm_tui.review.model import Header, Review

NOW = dt.datetime(2026, 3, 5, 13, 0, 30, tzinfo=dt.UTC)  # 14:00 in Berlin
HEADER = Header(title="Down", zone="Europe/Berlin", committee=("Ada", "Jun"), because=("downtime", "SLA"))
ids = itertools.count(1)


def new_id() -> int:
    return next(ids)


def at(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def section(review: Review) -> str:
    """What stands under the heading."""
    document = export(review, now=NOW)
    _, found, rest = document.partition("## Verdicts and status\n\n")
    return rest.partition("\n\n---")[0] if found else ""


def test_it_tells_the_verdicts_and_since_when_the_review_had_which_status() -> None:
    review = life.set_status(Review(header=HEADER), "in review", at(0), new_id)
    for minutes, who, ruling, how, words in [
        (60, "Ada", "rejected", "mail", "No *evidence*\nfor the why."),
        (90, "Jun", "approved", "", ""),
        (120, "Ada", "approved", "in the meeting", "Now it is."),
    ]:
        verdict = Verdict(id=new_id(), who=who, ruling=ruling, at=at(minutes), how=how, words=words)  # type: ignore[arg-type]
        review = life.rule(review, verdict, new_id)
    assert section(review) == (
        "2 of 2 reviewers approve.\n\n"
        "- Ada rejects (mail; 2026-03-05 15:00 CET): No \\*evidence\\*\n"
        "  for the why.\n"
        "- Jun approves (2026-03-05 15:30 CET)\n"
        "- Ada approves (in the meeting; 2026-03-05 16:00 CET): Now it is.\n\n"
        "Status:\n\n"
        "- **in review** since 2026-03-05 14:00 CET\n"
        "- **rejected** since 2026-03-05 15:00 CET: No \\*evidence\\* for the why.\n"
        "- **approved** since 2026-03-05 16:00 CET"
    )


def test_a_review_without_a_history_has_no_such_section() -> None:
    assert section(Review(header=HEADER)) == ""


def test_publishing_before_approval_is_said() -> None:
    review = life.set_status(Review(header=HEADER), "published", NOW, new_id)
    assert section(review).startswith("Published before it was approved: waiting for Ada and Jun.\n\nStatus:")


def test_the_header_says_why_it_is_reviewed() -> None:
    assert "- **Reviewed because:** downtime, SLA\n" in export(Review(header=HEADER), now=NOW)
