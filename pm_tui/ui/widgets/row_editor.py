"""The editor that opens in the gap under a row: a prose field, and a line that says what was understood."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from pm_tui.review import edits, fields, writing
from pm_tui.review.model import Review
from pm_tui.ui.plain import plain
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import wrap
from pm_tui.ui.widgets.told import Told

EDITOR_LINES = 6
TOLD_LINES = 3


class RowEditor(Vertical):
    """Open while it has a place. Everything typed is written at that place with each key."""

    footer_words: ClassVar[dict[str, str]] = {"commit": "Keep"}

    class Grew(Message):
        """What was understood needs more lines, or fewer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="editor")
        self.desk = desk
        self.place = ""
        self.told = ""

    def compose(self) -> ComposeResult:
        """The field over its line of help."""
        yield ProseField(max_lines=EDITOR_LINES)
        yield Told(classes="understood")

    def on_mount(self) -> None:
        """Write what is typed."""
        self.field.writer = self._write

    @property
    def field(self) -> ProseField:
        """The field in which is typed."""
        return self.query_one(ProseField)

    @property
    def height(self) -> int:
        """How many lines the editor takes now."""
        return self.field.lines + self._told_lines

    def open(self, review: Review, place: str) -> None:
        """Show the text at a place, with its draft and cursor if it was left half typed, and take the keys."""
        self.place = place
        text = self._text(review)
        draft = edits.draft_at(review, place)
        self.field.set_flagger(lambda line: self.desk.flags_typed(place, line))
        self.field.completer = lambda before: self.desk.complete(place, before)
        end = 0 if text.startswith(" ") else len(text)  # the words of an action go before its marks
        self.field.load(text, draft.cursor if draft else end)
        self.field.placeholder = plain(self.desk.hints.get(place) or fields.field_at(place).hint)
        self.tell(self._read_as(review))
        self.add_class("-open")
        self.field.focus()

    def sync(self, review: Review) -> None:
        """Show what the review holds, after undo or redo."""
        self.field.sync(self._text(review))
        self.tell(self._read_as(review))

    def close(self) -> str:
        """Close; the place that was edited."""
        place, self.place = self.place, ""
        self.remove_class("-open")
        return place

    def tell(self, text: str) -> None:
        """Say what was understood, or what could not be read."""
        lines = self._told_lines
        self.told = text
        self.query_one(".understood", Told).say(text)
        if self._told_lines != lines:
            self.post_message(self.Grew())

    @property
    def _told_lines(self) -> int:
        return min(len(wrap(self.told, max(self.field.size.width, 1))), TOLD_LINES)

    def _text(self, review: Review) -> str:
        return writing.text_at(review, self.place, self.desk.context.milestones)

    def _read_as(self, review: Review) -> str:
        """What the text at the place was read as, or why it cannot be read."""
        if draft := edits.draft_at(review, self.place):
            return writing.write(review, self.place, draft.text, draft.cursor, self.desk.context).problem
        return writing.understood(review, self.place) if self._text(review) else ""

    def _write(self, text: str, cursor: int) -> None:
        if self.place:
            self.tell(self.desk.write(self.place, text, cursor))
