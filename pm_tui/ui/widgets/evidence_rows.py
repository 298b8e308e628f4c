"""The rows of evidence below what it supports, and what is said of it there."""

from __future__ import annotations

from collections.abc import Mapping

from pm_tui.review import times
from pm_tui.review.attached import Look, called, in_words, lacking
from pm_tui.review.fields import split_place
from pm_tui.review.model import Evidence, Review
from pm_tui.ui.plain import one_line
from pm_tui.ui.widgets.field_rows import detail_rows
from pm_tui.ui.widgets.record_list import Row

_UNDER = "under:"
"""What stands in the key of a row, before a record's id, where evidence is shown again: keys are there once."""


def evidence_rows(review: Review, record: int, looks: Mapping[str, Look]) -> list[Row]:
    """The evidence of a record (0: of the review as a whole), with its fields where it stands first."""
    rows: list[Row] = []
    for piece in review.evidence:
        if record in piece.supports:
            rows.append(_row(review, piece, record, looks))
        if record == piece.about:
            rows += detail_rows(review, "evidence", piece.id, guide=(False, False))
    return rows


def row_key(piece: Evidence, record: int) -> str:
    """The key of the row of a piece of evidence under a record."""
    return f"evidence:{piece.id}" + (f":{_UNDER}{record}" if record != piece.about else "")


def record_under(key: str, review: Review) -> int:
    """The record that evidence is shown under in the row of that key."""
    _, evidence, rest = split_place(key)
    if rest.startswith(_UNDER):
        return int(rest.removeprefix(_UNDER))
    return next((piece.about for piece in review.evidence if piece.id == evidence), 0)


def evidence_notes(review: Review, looks: Mapping[str, Look]) -> dict[int, str]:
    """How much evidence each record has, by its id, and how many of its files are missing or have changed."""
    counts: dict[int, list[int]] = {}
    for piece in review.evidence:
        lacks = bool(lacking(piece, looks))
        for record in piece.supports:
            count = counts.setdefault(record, [0, 0])
            count[0] += 1
            count[1] += lacks
    return {
        record: f"{count} evidence" + (f", {lacks} MISSING or changed" if lacks else "")
        for record, (count, lacks) in counts.items()
    }


def _row(review: Review, piece: Evidence, record: int, looks: Mapping[str, Look]) -> Row:
    zone = review.header.zone
    taken = times.show(piece.taken, zone, date=True) if piece.taken.known else piece.taken.text
    field = "caption" if piece.file else "link" if piece.link and not piece.text else "text"
    notes = [
        lacking(piece, looks),
        "" if piece.file else piece.caption,
        piece.source,
        f"taken {taken}" if taken else "",
        piece.taken.doubt,
        "for customers" if piece.public else "",
        f"supports {len(piece.supports)} rows" if piece.also else "",
    ]
    return Row(
        key=row_key(piece, record),
        lead=f"file {one_line(called(piece))} ({in_words(piece.size)}): " if piece.file else "evidence: ",
        text=piece.caption if piece.file else piece.text or piece.link,
        note=" · ".join(filter(None, notes)),
        guide=(False,),
        place=f"evidence:{piece.id}:{field}" if record == piece.about else "",
        hint="what does it show?",
    )
