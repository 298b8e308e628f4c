"""The fields of a record as rows that can be edited one by one."""

from __future__ import annotations

from pm_tui.review import fields, writing
from pm_tui.review.model import Review
from pm_tui.ui.widgets.record_list import Row


def field_row(review: Review, place: str, guide: tuple[bool, ...] = ()) -> Row:
    """One field: its label and value; an empty one shows what could stand there."""
    field = fields.field_at(place)
    value = writing.value_text(review, place)
    hint = field.hint or ", ".join(choice for choice in field.choices if choice) or "–"
    return Row(
        key=place,
        lead=f"{field.label}: ",
        text=value or f"({hint})",
        kind="record" if value else "unset",
        place=place,
        guide=guide,
    )


def detail_rows(review: Review, table: str, record: int, guide: tuple[bool, ...] = (False,)) -> list[Row]:
    """All fields of a record but those that its own row shows."""
    return [
        field_row(review, f"{table}:{record}:{field.name}", guide)
        for field in fields.FIELDS[table]
        if field.kind not in ("event", "action") and field.name not in ("text", "title")
    ]
