"""The whys: a tree that goes deeper with each "why?"; its leaves are the contributing factors."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from pm_tui.review import edits, fields, flags
from pm_tui.review.model import Review, Why
from pm_tui.review.record import Record
from pm_tui.review.whys import leaves, tree
from pm_tui.ui.commands import bindings
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane


class WhysPane(RecordPane):
    """Why it could happen, layer by layer."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("whys")]
    TITLE = "Whys"
    EMPTY = "Nothing here yet. Press a and say what happened; then w asks why."

    def parts(self, review: Review) -> tuple[object, ...]:
        """The whys, and the words that were kept, for they are not asked about again."""
        return (review.whys, review.kept)

    def title(self, review: Review) -> str:
        """How many, and how deep."""
        depth = max((placed.depth for placed in tree(review.whys)), default=-1) + 1
        return f"Whys · {depth} deep" if depth else "Whys"

    def rows(self, review: Review) -> list[Row]:
        """Depth first, with guides."""
        ends = leaves(review.whys)
        shallow = flags.ends_at_people(review, self.desk.flags)
        rows: list[Row] = []
        for placed in tree(review.whys):
            why = placed.why
            factor = "contributing factor" if why.id in ends and placed.depth else ""
            notes = [why.layer, why.dimension, flags.DEEPER if why.id in shallow else factor]
            rows.append(
                Row(
                    key=f"whys:{why.id}",
                    text=why.text,
                    note=" · ".join(note for note in notes if note),
                    guide=placed.last,
                    place=f"whys:{why.id}:text",
                    hint="because …" if why.parent else "what happened",
                )
            )
            rows += self.details("whys", why.id)
        return rows

    def new_record(self, after: Row | None) -> tuple[edits.Table, Record, int | None]:
        """A new why stands beside the chosen one."""
        chosen = self._chosen_why() if after else None
        parent = chosen.parent if chosen else 0
        return "whys", Why(id=self.context.new_id(), parent=parent), chosen.id if chosen else None

    def _chosen_why(self) -> Why | None:
        row = self.listing.row
        table, record, _ = fields.split_place(row.key) if row else ("", 0, "")
        why: Why | None = edits.find(self.review, "whys", record) if table == "whys" else None
        return why

    def action_deeper(self) -> None:
        """Ask why once more: a new why below the chosen one."""
        chosen = self._chosen_why()
        if chosen is None:
            self.action_add()
            return
        self.begin("whys", Why(id=self.context.new_id(), parent=chosen.id), "ask why")

    def action_move(self, by: int) -> None:
        """Move a why among its siblings, with its branch."""
        if why := self._chosen_why():
            self.want("move a why", lambda review, _: edits.move_why(review, why.id, by))

    def action_indent(self) -> None:
        """Make it explain the why above it."""
        if why := self._chosen_why():
            self.want("indent a why", lambda review, _: edits.indent(review, why.id))

    def action_outdent(self) -> None:
        """Move it one level up."""
        if why := self._chosen_why():
            self.want("outdent a why", lambda review, _: edits.outdent(review, why.id))

    def action_layer(self) -> None:
        """Say which layer it belongs to."""
        self.choose_field("Which layer is this (Esc: leave it)?", "whys", "layer")
