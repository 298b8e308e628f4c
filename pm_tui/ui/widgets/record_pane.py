"""A pane of records: a `RecordList` and the editor that opens in a gap under a row.

A pane is given the review and posts wishes up; it changes nothing itself. What is typed is written with every key
(`Desk.write`), what a command does goes up as an edit (`Wanted`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message

from pm_tui.review import attached, edits, fields
from pm_tui.review.edits import Table
from pm_tui.review.model import Evidence, Question, Review
from pm_tui.review.record import Record
from pm_tui.review.writing import Context
from pm_tui.text import changed_characters, clean, told
from pm_tui.ui.commands import COMMANDS, ROW_SCOPES, bindings
from pm_tui.ui.plain import notify, one_line
from pm_tui.ui.widgets.chooser import Choice, Chooser, keyed
from pm_tui.ui.widgets.editing_list import PROVED, EditingList
from pm_tui.ui.widgets.evidence_rows import record_under
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList, Row

Change = Callable[[Review, Context], Review]
Said = Callable[[Review, Review], str]
"""What a change did, in a sentence about the review before and after it."""

_ROW_ACTIONS = {command.action.partition("(")[0] for command in COMMANDS if command.scope in ROW_SCOPES}


class RecordPane(EditingList):
    """The base of every pane. A subclass says which rows a review makes and what its commands do."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    class Wanted(Message):
        """A change that a command asks for; one that raises ValueError says why it cannot be made.

        `edit` names a place to open the editor at when it is done, `said` makes the sentence that is told about it.
        A label that depends on what comes of the change is made of the review before and after it.
        """

        said: Said | None = None

        def __init__(
            self, pane: RecordPane, change: Change, label: str | Said, *, edit: str = "", typing: str = ""
        ) -> None:
            super().__init__()
            self.pane = pane
            self.change = change
            self.label = label
            self.edit = edit
            self.typing = typing

    class PromptWanted(Message):
        """The prompt of that id should be shown and answered; "" for the one that was left."""

        def __init__(self, prompt: str = "") -> None:
            super().__init__()
            self.prompt = prompt

    class AttachWanted(Message):
        """A file should be attached to the record `about` (0: to the review): the one of that path, or a long text.

        Without `pasted` it is asked for. If that is the path of no file, `otherwise` is posted.
        """

        def __init__(self, about: int, pasted: str = "", otherwise: Message | None = None) -> None:
            super().__init__()
            self.about = about
            self.pasted = pasted
            self.otherwise = otherwise

    def new_record(self, after: Row | None) -> tuple[Table, Record, int | None] | None:
        """The record that "add" makes, its table, and the id it goes behind (None: at the end)."""
        del after
        return None

    @on(ProseField.Committed)
    def _commit(self, event: ProseField.Committed) -> None:
        """Enter keeps the text; while adding, it goes on to the next new row."""
        event.stop()
        again = self.adding and bool(event.text.strip())
        self.leave(focus=True)
        if again:
            self.action_add()

    @on(RecordList.Activated)
    def _activate(self, event: RecordList.Activated) -> None:
        event.stop()
        self.action_edit()

    # --- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a row is edited, or a filter typed, or a choice made, the keys of rows mean something else."""
        focused = self.screen.focused
        elsewhere = focused is not None and focused is not self.listing and self in focused.ancestors
        return not ((self.editing or elsewhere) and action in _ROW_ACTIONS)

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
        self.begin(table, record, f"add to {self.TITLE.lower()}", after=after)
        self.adding = True

    def chosen(self) -> tuple[str, int]:
        """Table and id of the record under the cursor; ("", 0) on a row that is none."""
        row = self.listing.row
        table, record, _ = fields.split_place(row.key) if row else ("", 0, "")
        return (table, record) if record and table in fields.FIELDS else ("", 0)

    def want(self, label: str | Said, change: Change, *, edit: str = "", said: Said | None = None) -> None:
        """Ask for a change, and for the editor at `edit` or a sentence behind it."""
        wanted = self.Wanted(self, change, label, edit=edit)
        wanted.said = said
        self.post_message(wanted)

    def begin(self, table: Table, record: Record, label: str, *, after: int | None = None) -> None:
        """Ask for a new record behind `after` (None: at the end), and for the editor in its first field."""
        place = f"{table}:{record.id}:{fields.FIELDS[table][0].name}"
        self.post_message(
            self.Wanted(
                self,
                lambda review, _: edits.add(review, table, record, after=after),
                label,
                edit=place,
                typing=place,
            )
        )

    def action_delete(self) -> None:
        """Delete the chosen record."""
        table, record = self.chosen()
        if table == "evidence":
            self._take_off(edits.find(self.review, "evidence", record), self.supported())
        elif record:
            self.want("delete a row", lambda review, _: edits.delete(review, table, record))  # type: ignore[arg-type]

    def _take_off(self, piece: Evidence, record: int) -> None:
        def said(_before: Review, _after: Review) -> str:
            return f"Detached {attached.called(piece)}; the file stays beside the review. Ctrl+Z takes that back."

        label = "detach a file" if piece.file else "delete a row"
        self.want(label, lambda review, _: attached.detach(review, piece.id, record), said=said if piece.file else None)

    def supported(self) -> int:
        """The id of the record that evidence supports which is added here; 0 for the review as a whole."""
        table, record = self.chosen()
        if table == "evidence" and (row := self.listing.row):
            return record_under(row.key, self.review)
        return record if table == "events" or table in PROVED else 0

    def action_attach(self) -> None:
        """Attach a file to the chosen row."""
        self.post_message(self.AttachWanted(self.supported()))

    def on_paste(self, event: events.Paste) -> None:
        """A paste on the list, where no text is edited."""
        event.stop()
        if changed := changed_characters(event.text):
            notify(self.app, told(changed))
        if text := clean(event.text).strip():
            self.pasted(text)

    def pasted(self, text: str) -> None:
        """The path of a file that is pasted, or dropped on the terminal, attaches it to the chosen row."""
        if attached.is_path(text):
            self.post_message(self.AttachWanted(self.supported(), text))

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

    def action_section(self, by: int) -> None:
        """Go to the first row of the next section, or of the one before."""
        self.listing.jump(by)

    def action_ask(self) -> None:
        """Note an open question about the chosen record."""
        _, record = self.chosen()
        self.begin("questions", Question(id=self.context.new_id(), about=record), "add a question")

    def action_back(self) -> None:
        """Return to the prompt."""
        self.post_message(self.PromptWanted())
