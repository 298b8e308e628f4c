"""Whether a record says anything yet."""

from __future__ import annotations

from typing import cast

from pm_tui.review import edits
from pm_tui.review.fields import split_place
from pm_tui.review.model import Review


def is_blank(review: Review, place: str) -> bool:
    """Whether the record at a place was added and left without a word, so that nothing is lost without it."""
    table, record, _ = split_place(place)
    row = next((row for row in edits.rows(review, cast(edits.Table, table)) if row.id == record), None)
    if row is None or edits.draft_at(review, place) or any(why.parent == record for why in review.whys):
        return False
    proven = {proved for piece in review.evidence for proved in piece.supports}
    if record in proven | {account.about for account in review.accounts}:
        return False
    words = {
        "text",
        "title",
        "link",
        "file",
        "caption",
        "source",
        "owner",
        "who",
        "answer",
        "actors",
        "tags",
        "milestones",
        "reason",
        "teller",
        "learnt_by",
        "believed",
        "quote",
        "words",
        "ruling",
        "guard",
        "accepted",
        "knew",
    }
    at = getattr(row, "at", None)
    return not (at and at.known) and not any(getattr(row, name, "") for name in words)
