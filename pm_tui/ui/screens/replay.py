"""The timeline as it became known, row by row: what is not known yet is not on the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.messages import Update
from textual.widgets import TextArea

from pm_tui.review import fields, knowing, times
from pm_tui.review.foresight import Reveal, foresight
from pm_tui.review.history import Step
from pm_tui.session import Session
from pm_tui.ui.commands import bindings
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.event_rows import day_row, short_clock
from pm_tui.ui.widgets.header_line import HeaderLine
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList, Row
from pm_tui.ui.widgets.row_editor import RowEditor
from pm_tui.ui.widgets.told import Told


class ReplayScreen(Overlay[None]):
    """The newest row stands last, the earlier ones above it are dimmed. Notes on what was known go to the session.

    `below` is the first line of the review's own screen, which knows what is saved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("replay")]
    AUTO_FOCUS = ""  # the keys are the screen's

    def __init__(self, session: Session, desk: Desk, below: HeaderLine, *, presenting: bool = False) -> None:
        super().__init__()
        self.below = below
        self.session = session
        self.desk = desk
        self.presenting = presenting
        self.known = 1

    def compose(self) -> ComposeResult:
        """The rows, the line for a note under them, and how many are still to come."""
        yield HeaderLine()
        listing = RecordList()
        listing.can_focus = False
        yield listing
        yield RowEditor(self.desk)
        yield Told(id="replay-more")
        yield CoachLine(id="coach")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first row."""
        self.listing.flag_by(lambda row: self.desk.flags(row.place, row.text))
        self.watch(self.below, "saved", self._show_saved)
        self._show()

    def _show_saved(self, saved: str) -> None:
        header = self.query_one(HeaderLine)
        header.saved = saved
        self.post_message(Update(header))  # "Saved" never outlives what was saved

    @property
    def listing(self) -> RecordList:
        """The rows that are known."""
        return self.query_one(RecordList)

    @property
    def editor(self) -> RowEditor:
        """Where a note is typed."""
        return self.query_one(RowEditor)

    def _show(self, *, stay: bool = False) -> None:
        """Draw what is known now, with the cursor on the newest row, or where it was."""
        reveals = foresight(self.session.review)
        self.known = min(max(self.known, 1), len(reveals))
        zone = self.session.review.header.zone
        self.query_one(HeaderLine).title_text = f"Replay · {self.known} of {len(reveals)} known · {zone}"
        self.listing.show(tuple(rows(reveals[: self.known], zone)))
        if reveals and not stay:
            self.listing.select(f"events:{reveals[self.known - 1].event.id}")
        self.listing.reveal()
        left = len(reveals) - self.known
        self.query_one("#replay-more", Told).say(f" ⋯ {left} more" if left else " nothing more; all of it is known now")

    # --- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a note is typed, the keys of the rows mean something else."""
        return not (self.editor.place and action in ("step", "first", "note")) if self.is_mounted else True

    def action_step(self, by: int) -> None:
        """Let one more row be known, or one less."""
        self.known += by
        self._show()

    def action_first(self) -> None:
        """Begin again."""
        self.known = 1
        self._show()

    def action_note(self) -> None:
        """Note what was known at the chosen row, which is the newest one."""
        row = self.listing.row
        if self.session.read_only:
            self._say("This review is open to read only.")
        elif row:
            _, record, _ = fields.split_place(row.key)
            self.editor.open(self.session.review, f"events:{record}:knew")
            self._coach()
            self.refresh_bindings()
            self.call_after_refresh(self.listing.reveal)

    def action_undo(self) -> None:
        """Undo the last change, whatever it was."""
        self._step_back(self.session.undo(), "Undid")

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._step_back(self.session.redo(), "Did again")

    def _step_back(self, step: Step | None, word: str) -> None:
        if not self.session.review.events:
            self.dismiss()
            return
        if self.editor.place:
            self.editor.sync(self.session.review)
        self._show(stay=True)
        self._say(f"{word}: {step.label}." if step else "There is nothing more of that.")

    def action_leave(self) -> None:
        """Back to where one was."""
        self._close_editor()
        self.dismiss()

    # --- the note

    @on(ProseField.Committed)
    @on(ProseField.Left)
    def _close_editor(self) -> None:
        """What was typed is in the review since its last key."""
        if self.editor.place:
            self.editor.close()
            self.set_focus(None)
            self.session.break_typing()
            self.session.save_now()
            self.refresh_bindings()
            self._show(stay=True)
            self._coach()

    @on(RecordList.Highlighted)
    @on(TextArea.SelectionChanged)
    def _coach(self) -> None:
        """Ask the question of the flag that is nearest to the cursor: in the note, else in the chosen row."""
        row, field = self.listing.row, self.editor.field
        if self.editor.place:
            flag, text = field.flag_at_cursor(), field.text
        else:
            found = self.desk.flags(row.place, row.text) if row else ()
            flag, text = (found[0] if found else None), (row.text if row else "")
        quote = text[flag.start : flag.end] if flag else ""
        self.query_one(CoachLine).show(flag, quote, presenting=self.presenting)

    def _say(self, text: str) -> None:
        self.query_one(CoachLine).say(text)


def rows(reveals: Sequence[Reveal], zone: str) -> Iterator[Row]:
    """What is known so far, the newest last; a line with the date where the day changes. `zone` is an IANA name."""
    dates = [_date(reveal, zone) for reveal in reveals]
    several = len({*dates} - {None}) > 1
    shown: dt.date | None = None
    for reveal, date in zip(reveals, dates, strict=True):
        if several and date and date != shown:
            yield day_row(date)
        shown = date or shown
        yield _row(reveal, zone, dated=several, newest=reveal is reveals[-1])


def _date(reveal: Reveal, zone: str) -> dt.date | None:
    local = times.local(reveal.at, zone)
    return local.date() if local else None


def _row(reveal: Reveal, zone: str, *, dated: bool, newest: bool) -> Row:
    event = reveal.event
    happened = times.show(event.at, zone, date=dated) if event.at.known else "at an unknown time"
    notes = [
        f"happened {happened}" if reveal.late else "",
        knowing.words(event, zone),
        f"what we knew then: {event.knew}" if event.knew.strip() else "",
    ]
    return Row(
        key=f"events:{event.id}",
        head=short_clock(reveal.at, zone, dated=dated),
        lead="".join(f"◆ {milestone}  " for milestone in event.milestones),
        text=event.text,
        note=("\n" if newest else " · ").join(filter(None, notes)),
        place=f"events:{event.id}:line",
        hint="a row without words",
        kind="newest" if newest else "past",
    )
