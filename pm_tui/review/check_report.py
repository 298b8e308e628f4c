"""The findings of a review and its coverage, as `pm-tui check` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pm_tui.review import coverage_matrix
from pm_tui.review.checks import Finding
from pm_tui.review.coverage_matrix import Matrix


def as_text(found: Sequence[Finding], table: Matrix) -> Iterator[str]:
    """One line for each finding with its place, then the table."""
    for finding in found:
        yield f"{'blocks' if finding.blocks else 'advice'}  {finding.place}  {finding.text} ({finding.rule})"
    yield "" if found else "Nothing is left to put right."
    yield from coverage_matrix.lines(table)
    yield coverage_matrix.told(table)


def as_object(file: str, found: Sequence[Finding], table: Matrix) -> dict[str, object]:
    """The same as what JSON can hold; `file` is the name to give it."""
    rows = [{name: getattr(finding, name) for name in finding.__struct_fields__} for finding in found]
    covered = {"rows": table.rows, "settled": table.done, "total": table.total, "percentage": table.percentage}
    return {"file": file, "findings": rows, "coverage": covered}
