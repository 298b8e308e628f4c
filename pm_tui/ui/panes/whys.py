"""The whys: a tree that goes deeper with each "why?"; its leaves are the contributing factors."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual.binding import BindingType

from pm_tui.review import edits, fields, flags, layers
from pm_tui.review.model import Review, Why
from pm_tui.review.record import Record
from pm_tui.review.whys import leaves, tree
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import one_line
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane


class WhysPane(RecordPane):
    """Why it could happen, layer by layer."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("whys")]
    TITLE = "Whys"
    EMPTY = "Nothing here yet. Press a and say what happened; then press w to ask why."
    by_layer = False
    footer_words: Mapping[str, str] = MappingProxyType({})

    def parts(self, review: Review) -> tuple[object, ...]:
        """The whys, their evidence, and the words that were kept, for they are not asked about again."""
        return (review.whys, review.evidence, review.kept)

    def title(self, review: Review) -> str:
        """How many, and how deep; or how many guards had a hole."""
        if self.by_layer:
            guards = len(layers.guards(review.whys))
            return f"Whys · {guards} guard{'s' * (guards != 1)} with holes"
        depth = max((placed.depth for placed in tree(review.whys)), default=-1) + 1
        return f"Whys · {depth} deep" if depth else "Whys"

    def rows(self, review: Review) -> list[Row]:
        """Depth first, with guides; or layer by layer, with what stands in each to stop it."""
        remarks = self._remarks(review)
        if self.by_layer:
            return [row for part in layers.slices(review.whys) for row in self._slice_rows(part, remarks)]
        rows: list[Row] = []
        for placed in tree(review.whys):
            why = placed.why
            notes = [why.layer, why.dimension, f"hole in: {one_line(why.guard)}" if why.guard.strip() else ""]
            rows += self._why_rows(why, [*notes, *remarks[why.id]], guide=placed.last)
        return rows

    def _slice_rows(self, part: layers.Slice, remarks: Mapping[int, list[str]]) -> list[Row]:
        """A heading, and below it each why behind the guard in which it is the hole."""
        rows = [Row(key="", text=part.name.capitalize(), kind="heading")]
        for why in part.holes:
            lead = f"{one_line(why.guard)} — " if why.guard.strip() else ""
            last = (why is part.holes[-1],)
            rows += self._why_rows(why, [why.dimension, *remarks[why.id]], lead=lead, guide=last)
        return rows if part.holes else [*rows, Row(key="", text="nothing here yet; l says the layer", kind="gap")]

    def _why_rows(self, why: Why, notes: list[str], *, lead: str = "", guide: tuple[bool, ...] = ()) -> list[Row]:
        row = Row(
            key=f"whys:{why.id}",
            lead=lead,
            text=why.text,
            note=" · ".join(filter(None, notes)),
            guide=guide,
            place=f"whys:{why.id}:text",
            hint="because …" if why.parent else "what happened",
        )
        return [row, *self.details("whys", why.id)]

    def _remarks(self, review: Review) -> dict[int, list[str]]:
        """What is said of each why, by its id, in whichever order they are shown."""
        ends = leaves(review.whys)
        shallow = flags.ends_at_people(review, self.desk.blamed)
        remarks: dict[int, list[str]] = {}
        for placed in tree(review.whys):
            why = placed.why
            factor = "contributing factor" if why.id in ends and placed.depth else ""
            remarks[why.id] = [
                layers.GATE_WORDS[why.gate],
                flags.DEEPER if why.id in shallow else factor,
                f"accepted: {one_line(why.accepted)}" if why.accepted.strip() else "",
            ]
        return remarks

    def new_record(self, after: Row | None) -> tuple[edits.Table, Record, int | None]:
        """A new why stands beside the chosen one; among the layers it is in the same layer."""
        chosen = self._chosen_why() if after else None
        parent = chosen.parent if chosen else 0
        layer = chosen.layer if chosen and self.by_layer else ""
        return "whys", Why(id=self.context.new_id(), parent=parent, layer=layer), chosen.id if chosen else None

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

    def action_by_layer(self) -> None:
        """Show the whys layer by layer, or as a tree again; the cursor stays on its why."""
        self.by_layer = not self.by_layer
        self.footer_words = {"layers": "Tree"} if self.by_layer else {}
        self.redraw()
        self.listing.reveal()
        self.refresh_bindings()
