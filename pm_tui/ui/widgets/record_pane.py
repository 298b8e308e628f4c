"""A pane of records: a `RecordList` and the editor that opens in a gap under a row.

A pane is given the review and posts wishes up; it changes nothing itself. What is typed is written with every key
(`Desk.write`), what a command does goes up as an edit (`Wanted`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from pm_tui.review import edits, fields
from pm_tui.review.edits import Table
from pm_tui.review.model import Question, Record, Review
from pm_tui.review.writing import Context
from pm_tui.ui.commands import COMMANDS, ROW_SCOPES, bindings
from pm_tui.ui.plain import one_line, plain
from pm_tui.ui.widgets.chooser import Choice, Chooser, keyed
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.field_rows import detail_rows
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList, Row
from pm_tui.ui.widgets.row_editor import RowEditor

Change = Callable[[Review, Context], Review]

_ROW_ACTIONS = {command.action.partition("(")[0] for command in COMMANDS if command.scope in ROW_SCOPES}


class RecordPane(Container):
    """The base of every pane. A subclass says which rows a review makes and what its commands do."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    EMPTY = "Nothing here yet. Press a to add."
    TITLE = ""

    review: var[Review] = var(Review(), init=False)

    class Wanted(Message):
        """A change that a command asks for. `edit` names a place to open the editor at when it is done."""

        def __init__(self, pane: RecordPane, change: Change, label: str, *, edit: str = "", typing: str = "") -> None:
            super().__init__()
            self.pane = pane
            self.change = change
            self.label = label
            self.edit = edit
            self.typing = typing

    class EditorLeft(Message):
        """The editor closed; what was typed at `place` is in the review. `added` when the record is new."""

        def __init__(self, pane: RecordPane, place: str, *, added: bool) -> None:
            super().__init__()
            self.pane = pane
            self.place = place
            self.added = added

    class PromptWanted(Message):
        """The prompt of that id should be shown and answered; "" for the one that was left."""

        def __init__(self, prompt: str = "") -> None:
            super().__init__()
            self.prompt = prompt

    class Told(Message):
        """A sentence for the people at the screen."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes="record-pane")
        self.desk = desk
        self.context = desk.context
        self.adding = False
        self.open_details: frozenset[int] = frozenset()

    def compose(self) -> ComposeResult:
        """The list, the editor over it, and the choices below."""
        yield RecordList(empty=self.EMPTY)
        yield RowEditor(self.desk)
        yield Chooser()

    def on_mount(self) -> None:
        """Show what there is."""
        self.listing.flagger = lambda row: self.desk.flags(row.place, row.text)
        self.watch(self.listing, "scroll_y", self._place_editor, init=False)
        self.redraw()

    # --- what a subclass says

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

    def new_record(self, after: Row | None) -> tuple[Table, Record, int | None] | None:
        """The record that "add" makes, its table, and the id it goes behind (None: at the end)."""
        del after
        return None

    # --- showing

    @property
    def listing(self) -> RecordList:
        """The list of this pane."""
        return self.query_one(RecordList)

    @property
    def editor(self) -> RowEditor:
        """The editor of this pane."""
        return self.query_one(RowEditor)

    def watch_review(self, old: Review, new: Review) -> None:
        """Redraw when something of this pane changed."""
        if self.is_mounted and any(a is not b for a, b in zip(self.parts(old), self.parts(new), strict=True)):
            self.redraw()

    def redraw(self) -> None:
        """Make the rows anew."""
        self.listing.show(tuple(map(self._with_draft, self.rows(self.review))))
        self.border_title = plain(self.title(self.review))
        if self.editing:
            self.call_after_refresh(self._place_editor)

    def _with_draft(self, row: Row) -> Row:
        """The row, and under it what was left half typed."""
        draft = edits.draft_at(self.review, row.place) if row.place and row.place != self.editor.place else None
        note = " · ".join(filter(None, [row.note, f"being typed: {draft.text}"])) if draft else row.note
        return msgspec.structs.replace(row, note=note)

    def details(self, table: str, record: int) -> list[Row]:
        """The fields of a record as rows, while its details are open."""
        return detail_rows(self.review, table, record) if record in self.open_details else []

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
        else:
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

    @on(ProseField.Committed)
    def _commit(self, event: ProseField.Committed) -> None:
        """Enter keeps the text; while adding, it goes on to the next new row."""
        event.stop()
        again = self.adding and bool(event.text.strip())
        self.leave(focus=True)
        if again:
            self.action_add()

    @on(ProseField.Left)
    def _escape(self, event: ProseField.Left) -> None:
        event.stop()
        self.leave(focus=True)

    @on(RecordList.Activated)
    def _activate(self, event: RecordList.Activated) -> None:
        event.stop()
        self.action_edit()

    # --- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a row is edited, its keys are text."""
        return not (self.editing and action in _ROW_ACTIONS)

    def action_edit(self) -> None:
        """Edit the chosen row, or add the first one."""
        row = self.listing.row
        if row and row.place:
            self.edit(row.place, row.key)
        elif row and row.kind in ("interval", "gap"):
            self.post_message(self.PromptWanted(row.key))
        elif not self.listing.rows:
            self.action_add()

    def action_add(self) -> None:
        """Add a record behind the chosen row and open the editor in it."""
        new = self.new_record(self.listing.row)
        if new is None:
            return
        table, record, after = new
        place = f"{table}:{record.id}:{_typed_field(table)}"
        self.post_message(
            self.Wanted(
                self,
                lambda review, _: edits.add(review, table, record, after=after),
                f"add to {self.TITLE.lower()}",
                edit=place,
                typing=place,
            )
        )
        self.adding = True

    def chosen(self) -> tuple[str, int]:
        """Table and id of the record under the cursor; ("", 0) on a row that is none."""
        row = self.listing.row
        table, record, _ = fields.split_place(row.key) if row else ("", 0, "")
        return (table, record) if record and table in fields.FIELDS else ("", 0)

    def want(self, label: str, change: Change) -> None:
        """Ask for a change."""
        self.post_message(self.Wanted(self, change, label))

    def action_delete(self) -> None:
        """Delete the chosen record."""
        table, record = self.chosen()
        if record:
            self.want("delete a row", lambda review, _: edits.delete(review, table, record))  # type: ignore[arg-type]

    def action_move(self, by: int) -> None:
        """Move the chosen record."""
        table, record = self.chosen()
        if record:
            self.want("move a row", lambda review, _: edits.move(review, table, record, by))  # type: ignore[arg-type]

    def action_details(self) -> None:
        """Show or hide all fields of the chosen record."""
        _, record = self.chosen()
        self.open_details ^= {record} if record else frozenset()
        self.redraw()

    def choose(self, question: str, choices: list[Choice], chosen: Callable[[str], None]) -> None:
        """Ask for one of several things about the chosen row, by one key."""
        row = self.listing.row
        self.query_one(Chooser).ask(f"{question} {one_line(row.text) if row else ''}", choices, chosen)

    @on(Chooser.Closed)
    def _take_keys_back(self, event: Chooser.Closed) -> None:
        event.stop()
        if self.screen.focused in (None, self.query_one(Chooser)):
            self.listing.focus()

    def choose_field(self, question: str, table: Table, name: str) -> None:
        """Let one key set a field of the chosen record to one of its values."""
        chosen_table, record = self.chosen()
        if chosen_table != table:
            return
        values = [value for value in fields.field_at(f"{table}:{record}:{name}").choices if value]

        def take(value: str) -> None:
            self.want(f"set {name}", lambda review, _: edits.change(review, table, record, **{name: value}))

        self.choose(question, keyed(values), take)

    def action_ask(self) -> None:
        """Note an open question about the chosen record."""
        _, record = self.chosen()
        question = Question(id=self.context.new_id(), about=record)
        place = f"questions:{question.id}:text"
        self.post_message(
            self.Wanted(
                self,
                lambda review, _: edits.add(review, "questions", question),
                "add a question",
                edit=place,
                typing=place,
            )
        )

    def action_back(self) -> None:
        """Return to the prompt."""
        self.post_message(self.PromptWanted())

    def on_descendant_blur(self) -> None:
        """Close the editor when the keys go elsewhere."""
        if self.editing and self.screen.focused is not None and self.screen.focused not in self.walk_children(Widget):
            self.leave(focus=False)


def _typed_field(table: str) -> str:
    """The field that is typed when a record is added: the line, where there is one."""
    return "line" if table in ("events", "actions") else "text"
