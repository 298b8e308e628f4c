"""A list whose rows are edited in place: the list, and the editor that opens in a gap under a row.

It is given the review and changes nothing itself: what is typed is written with every key (`Desk.write`).
"""

from __future__ import annotations

from typing import cast

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.reactive import var

from pm_tui.review import fields
from pm_tui.review.edits import Table
from pm_tui.review.model import Review
from pm_tui.ui.commands import Scope
from pm_tui.ui.plain import plain
from pm_tui.ui.widgets.chooser import Chooser
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.evidence_rows import evidence_notes, evidence_rows
from pm_tui.ui.widgets.field_rows import detail_rows
from pm_tui.ui.widgets.frame import Frame
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList, Row
from pm_tui.ui.widgets.row_editor import RowEditor
from pm_tui.ui.widgets.said_keys import in_your_keys

PROVED: tuple[Table, ...] = ("whys", "actions", "lessons", "questions")
"""The tables besides the events whose rows show their evidence."""


class EditingList(Frame, Container):
    """What a pane shows, and its editor. `RecordPane` adds the commands."""

    EMPTY = "Nothing here yet. Press a to add."
    TITLE = ""

    review: var[Review] = var(Review(), init=False)

    class EditorLeft(Message):
        """The editor closed; what was typed at `place` is in the review. `added` when the record is new."""

        def __init__(self, pane: EditingList, place: str, *, added: bool) -> None:
            super().__init__()
            self.pane = pane
            self.place = place
            self.added = added

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes="record-pane")
        self.desk = desk
        self.context = desk.context
        self.adding = False
        self._titled = ""
        self._stale = False
        self._drafts: dict[str, str] = {}
        self.open_details: frozenset[int] = frozenset()

    def compose(self) -> ComposeResult:
        """The list, the editor over it, and the choices below."""
        yield self.new_list()
        yield RowEditor(self.desk)
        yield Chooser()

    def on_mount(self) -> None:
        """Show what there is."""
        self.listing.flag_by(lambda row: self.desk.flags(row.place, row.text))
        self.watch(self.listing, "scroll_y", self._place_editor, init=False)
        self.redraw()

    # --- what a subclass says

    def new_list(self) -> RecordList:
        """The list that shows the rows."""
        return RecordList(empty=self.said_empty)

    @property
    def said_empty(self) -> str:
        """What stands in the list while it is empty, with the user's keys."""
        return in_your_keys(self.EMPTY, self.desk.keymap, cast(Scope, self.id), "list", "timeline")

    def parts(self, review: Review) -> tuple[object, ...]:
        """The parts of the review that this pane shows; it redraws only when one of them is another object."""
        raise NotImplementedError

    def rows(self, review: Review) -> list[Row]:
        """The rows that the review makes."""
        raise NotImplementedError

    def title(self, review: Review) -> str:
        """The pane's title, with counts."""
        del review
        return self.TITLE

    # --- showing

    @property
    def listing(self) -> RecordList:
        """The list of this pane, with the rows of the review as it is now."""
        self.freshen()
        return self.query_one(RecordList)

    @property
    def editor(self) -> RowEditor:
        """The editor of this pane."""
        return self.query_one(RowEditor)

    def watch_review(self, old: Review, new: Review) -> None:
        """Redraw when something of this pane changed: at once where the keys are, else once those rows are painted.

        A pane that is not shown waits until it is.
        """
        if self.is_mounted and any(a is not b for a, b in zip(self.parts(old), self.parts(new), strict=True)):
            self._stale = True
            if self.has_focus_within:
                self.freshen()
            elif self.is_on_screen:
                self.call_after_refresh(self.finish)

    def on_show(self) -> None:
        """Draw what changed while the pane was not shown."""
        self.finish()

    def freshen(self) -> None:
        """Make the rows anew if the review has changed since."""
        if self._stale and self.is_attached:
            self.redraw()

    def finish(self) -> None:
        """Do what was left for when the rows that are seen are painted."""
        self.freshen()

    def redraw(self) -> None:
        """Make the rows anew."""
        self._stale = False
        drafts = self._drafts = self._left_typed()
        proved = self.proved()
        rows = self.rows(self.review)
        if proved or drafts:
            rows = [_with_notes(row, proved.get(row.key, ""), drafts.get(row.place, "")) for row in rows]
        self.listing.show(tuple(rows))
        self.retitle()
        if self.editing:
            self.call_after_refresh(self._place_editor)

    def retitle(self) -> None:
        """Show the title, if it is another: that draws the frame and all within it anew."""
        title = self.title(self.review)
        if title != self._titled:
            self._titled = title
            self.border_title = plain(title)

    def _left_typed(self) -> dict[str, str]:
        """What was left half typed, by its place."""
        place = self.editor.place
        return {draft.place: draft.text for draft in self.review.drafts if draft.place != place}

    def proved(self) -> dict[str, str]:
        """What is said of the evidence of rows, by their keys."""
        notes = evidence_notes(self.review, self.desk.looks())
        return {f"{table}:{record}": note for record, note in notes.items() for table in PROVED}

    def details(self, table: str, record: int) -> list[Row]:
        """The fields of a record as rows, and its evidence, while its details are open."""
        if record not in self.open_details:
            return []
        proof = evidence_rows(self.review, record, self.desk.looks())
        return [*detail_rows(self.review, table, record), *proof]

    # --- the editor

    @property
    def editing(self) -> bool:
        """Whether the editor is open."""
        return bool(self.editor.place)

    def is_editing(self, place: str) -> bool:
        """Whether the editor is open at that place."""
        return self.editor.place == place

    def edit(self, place: str, row_key: str = "") -> None:
        """Open the editor at a place, under its row."""
        if self.listing.select(row_key or self.row_of(place)):
            self.editor.open(self.review, place)
            self.redraw()
            self._open_gap()

    def row_of(self, place: str) -> str:
        """The key of the row under which a place is edited."""
        table, record, _ = fields.split_place(place)
        return place if any(row.key == place for row in self.listing.rows) else f"{table}:{record}"

    def resync(self) -> None:
        """Show in the editor what the review holds, after undo or redo; close it when its record is gone."""
        if self.editing and any(row.key == self.row_of(self.editor.place) for row in self.listing.rows):
            self.editor.sync(self.review)
        elif self.editing:
            self.leave(focus=True)
        elif self._left_typed() != self._drafts:
            self.redraw()

    def leave(self, *, focus: bool) -> None:
        """Close the editor; what was typed stays in the review."""
        if not self.editing:
            return
        place = self.editor.close()
        added, self.adding = self.adding, False
        self.listing.close_gap()
        self.redraw()
        if focus:
            self.listing.focus()
        self.post_message(self.EditorLeft(self, place, added=added))

    @on(ProseField.Grew)
    @on(RowEditor.Grew)
    def _open_gap(self) -> None:
        if self.editing:
            self.listing.open_gap(self.row_of(self.editor.place), self.editor.height)
            self.call_after_refresh(self._place_editor)

    def _place_editor(self) -> None:
        top = self.listing.gap_top()
        if top is not None:
            above = self.listing.region.y - self.content_region.y
            self.editor.styles.offset = (0, top + above)

    @on(ProseField.Left)
    def _escape(self, event: ProseField.Left) -> None:
        event.stop()
        self.leave(focus=True)

    def on_descendant_blur(self) -> None:
        """Close the editor when the keys go elsewhere, be it to the list around it."""
        focused = self.screen.focused
        if self.editing and focused is not None and self.editor not in focused.ancestors:
            self.leave(focus=False)


def _with_notes(row: Row, proved: str, typed: str) -> Row:
    """The row, and under it what it rests on and what was left half typed."""
    if not proved and not (typed and row.place):
        return row
    half = f"being typed: {typed}" if typed and row.place else ""
    return msgspec.structs.replace(row, note=" · ".join(filter(None, [row.note, proved, half])))
