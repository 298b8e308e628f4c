"""What keeps the review from being published: the findings, each a key away from its place, and the coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from pm_tui.review.checks import Finding
from pm_tui.review.coverage_matrix import Matrix, lines, told
from pm_tui.ui.commands import Scope, bindings
from pm_tui.ui.plain import plain
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.record_list import RecordList, Row
from pm_tui.ui.widgets.said_keys import in_your_keys

BLOCKS, ADVISES = "✗ ", "· "
"""Before what keeps the review from being published, and before advice."""


LISTS: Mapping[str, Scope] = {"events": "timeline", "whys": "whys", "actions": "actions"}
"""The list that a finding leads to, by the table of its place."""


class CheckScreen(Overlay[str | None]):
    """One row for each finding, the gravest first. Dismissed with the place of the chosen one, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("check")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-mid")]  # noqa: RUF012 - Textual declares it for instances

    def __init__(self, found: Sequence[Finding], table: Matrix, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self.keymap = keymap
        self.found = tuple(found)
        self.table = table

    def compose(self) -> ComposeResult:
        """How far it is, the table, and the findings."""
        yield Static("", id="check-title", markup=False)
        yield Static("", id="check-matrix", markup=False)
        yield RecordList(empty="Nothing is left to put right. Esc goes back.")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the findings; they stay as they were when it was asked."""
        blocking = sum(finding.blocks for finding in self.found)
        counts = f"{blocking} block{'s' * (blocking == 1)}, {len(self.found) - blocking} to look at"
        self.query_one("#check-title", Static).update(plain(f" {counts} · {told(self.table)}"))
        listing = self.query_one(RecordList)
        listing.show(tuple(_row(number, finding, self.keymap) for number, finding in enumerate(self.found)))
        listing.focus()

    def on_resize(self) -> None:
        """Write the table for the new width."""
        self.query_one("#check-matrix", Static).update(plain("\n".join(lines(self.table, self.size.width))))

    @on(RecordList.Activated)
    def action_go(self) -> None:
        """Go to the place of the chosen finding."""
        if row := self.query_one(RecordList).row:
            self.dismiss(self.found[int(row.key)].place)

    def action_close(self) -> None:
        """Back to the review."""
        self.dismiss(None)


def _row(number: int, finding: Finding, keymap: Mapping[str, str]) -> Row:
    """A finding; a letter that it names means what it means where the finding leads."""
    table = finding.place.partition(":")[0]
    text = in_your_keys(finding.text, keymap, LISTS.get(table, "summary"), "list")
    return Row(key=str(number), lead=BLOCKS if finding.blocks else ADVISES, text=text)
