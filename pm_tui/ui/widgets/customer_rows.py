"""The rows beside the customer version: what holds it back, what changed inside, who agrees, what was taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pm_tui.confidential import KINDS
from pm_tui.review import customer
from pm_tui.review.customer import Held
from pm_tui.review.customer_parts import Change, changes
from pm_tui.review.model import Review
from pm_tui.review.taken_out import diff
from pm_tui.ui.widgets.record_list import Row

SIGNS = {"-": "− ", "+": "+ ", " ": "  "}


def customer_rows(review: Review, held: Sequence[Held], *, taken_out: bool) -> Iterator[Row]:
    """All rows; `taken_out`: the lines that stand inside only, or for customers only, too."""
    if held:
        yield _heading("To be masked or accepted")
        yield from (_held(review, held, index) for index in range(len(held)))
    if changed := changes(review):
        yield _heading("Changed inside since")
        yield from map(_change, changed)
    if review.customer.text.strip():
        yield from _approvers(review)
        yield _heading("Taken out")
        yield from _taken_out(review) if taken_out else (Row(key="taken-out", text="d shows it", kind="unset"),)


def headline(review: Review, held: Sequence[Held]) -> str:
    """How far it is, for the first line of the screen."""
    left, changed, state = sum(not row.accepted for row in held), len(changes(review)), customer.state(review)
    parts = [
        "For customers",
        "DRAFT" if state in ("draft", "in review") else "",
        f"{left} to settle" if left else "",
        f"{changed} changed since" if changed else "",
        customer.told(review) if state != "draft" else "",
    ]
    return " · ".join(filter(None, parts))


def _heading(text: str) -> Row:
    return Row(key="", text=text, kind="heading")


def _held(review: Review, held: Sequence[Held], index: int) -> Row:
    """The line that it stands in, masked: the words themselves are seen in the text alone."""
    text, row = review.customer.text, held[index]
    first = text.rfind("\n", 0, row.start) + 1
    last = text.find("\n", row.end)
    line, before = "", first
    for other in held:
        if first <= other.start and (other.end <= last or last < 0):
            line += text[before : other.start] + other.mask
            before = other.end
    line += text[before : last if last >= 0 else len(text)]
    said = f"{KINDS[row.kind].said}, accepted" if row.accepted else f"{KINDS[row.kind].said}, m puts {row.mask} there"
    return Row(
        key=f"held:{index}",
        lead="✓ " if row.accepted else "✗ ",
        text=line,
        note=said,
        kind="unset" if row.accepted else "record",
    )


def _change(row: Change) -> Row:
    note = f"was: {row.before}" if row.now and row.before else "is new" if row.now else "is gone, or internal now"
    return Row(key=f"change:{row.place}", lead="↻ ", text=row.now or row.before, note=note)


def _approvers(review: Review) -> Iterator[Row]:
    agreeing, missing = customer.agreeing(review), customer.waiting_for(review)
    if agreeing or missing:
        yield _heading("Who agrees")
    yield from (Row(key=f"agrees:{who}", lead="✓ ", text=who, note="agrees") for who in agreeing)
    yield from (Row(key=f"waits:{who}", lead="○ ", text=who, note="not yet") for who in missing)


def _taken_out(review: Review) -> Iterator[Row]:
    for number, line in enumerate(diff(review)):
        kind = "past" if line.sign == " " else "record"
        yield Row(key=f"line:{number}", lead=SIGNS[line.sign], text=line.text, kind=kind)
