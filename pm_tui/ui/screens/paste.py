"""What a pasted text was read as, before it goes into the timeline: look, choose, set zone and date, take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from pm_tui.formats import paste
from pm_tui.formats.paste import Paste
from pm_tui.review import times
from pm_tui.review.actions import DateUnread, read_date
from pm_tui.review.fields import field_at
from pm_tui.review.model import Event
from pm_tui.review.writing import read_zone
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import plain
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.event_rows import day_row, short_clock, some_time_in
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList, Row


class PasteScreen(Overlay[Paste | None]):
    """One row for each message or table row. Dismissed with the paste as it was chosen, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("paste")]

    def __init__(self, text: str, setting: times.Setting, events: Collection[Event], today: dt.date) -> None:
        super().__init__()
        self.text = text
        self.today = today
        self.paste = paste.read(text, setting)
        self.known = paste.known_already(self.paste, tuple(events))
        for index in self.known:
            if self.paste.rows[index].keep:
                self.paste = paste.toggle(self.paste, index)
        self.asking = ""

    def compose(self) -> ComposeResult:
        """What was assumed, the rows, and a line to say otherwise in."""
        yield Static("", id="paste-title", markup=False)
        yield RecordList(empty="There is no row in what was pasted. Esc goes back.")
        yield Static("", id="paste-said", markup=False)
        yield ProseField(max_lines=1)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what was understood."""
        self.query_one(RecordList).focus()
        self._show()

    def _show(self) -> None:
        kept = sum(row.keep for row in self.paste.rows)
        zone = f"{self.paste.zone} (assumed)" if self.paste.assumed_zone else "zones as written"
        date = f"{self.paste.date} (assumed)" if self.paste.assumed_date else "dates as written"
        title = f"Pasted {self.paste.form}: {kept} of {len(self.paste.rows)} rows kept · {zone} · {date}"
        self.query_one("#paste-title", Static).update(plain(title))
        self.query_one(RecordList).show(tuple(self._rows()))

    def _rows(self) -> Iterator[Row]:
        """A line with the date wherever the day changes, so that the times beside the words stay short."""
        shown: dt.date | None = None
        for index, row in enumerate(self.paste.rows):
            local = times.local(row.line.at, self.paste.setting.zone)
            if local and local.date() != shown:
                shown = local.date()
                yield day_row(shown)
            yield self._row(index)

    def _row(self, index: int) -> Row:
        row = self.paste.rows[index]
        zone = self.paste.setting.zone
        notes = [
            some_time_in(row.line.at, zone),
            *row.line.milestones,
            row.line.kind,
            *(f"@{actor}" for actor in row.line.actors),
            "in the timeline already" if index in self.known else "",
            row.line.problem,
            row.line.at.doubt,
            f"time as written: {row.line.at.text}" if not row.line.at.known and row.line.at.text else "",
        ]
        return Row(
            key=str(index),
            head=short_clock(row.line.at, zone, dated=True),
            lead="☑ " if row.keep else "☐ ",
            text=row.line.text,
            note=" · ".join(note for note in notes if note),
            kind="record" if row.keep else "unset",
        )

    # --- commands

    def _chosen(self) -> int | None:
        row = self.query_one(RecordList).row
        return int(row.key) if row else None

    @on(RecordList.Activated)
    def action_keep(self) -> None:
        """Keep the row, or drop it."""
        if (index := self._chosen()) is not None:
            self.paste = paste.toggle(self.paste, index)
            self._show()
            self.query_one(RecordList).action_cursor(1)

    def action_keep_all(self) -> None:
        """Drop all rows, to choose a few; or keep all."""
        self.paste = paste.toggle_all(self.paste)
        self._show()

    def action_join(self) -> None:
        """Join the row to the one above."""
        if index := self._chosen():
            self.paste = paste.join_up(self.paste, index)
            self.known = frozenset(known - (known >= index) for known in self.known if known != index)
            self._show()

    def action_zone(self) -> None:
        """Say in which zone it was written."""
        self._ask("zone", f"{field_at('header:zone').hint}, for times that name no zone")

    def action_date(self) -> None:
        """Say from which day it is."""
        self._ask("date", "2026-03-14, the day of the first time without one")

    def _ask(self, what: str, hint: str) -> None:
        self.asking = what
        field = self.query_one(ProseField)
        field.load("")
        field.placeholder = plain(hint)
        self.add_class("-typing")
        field.focus()

    @on(ProseField.Committed)
    def _assume(self, event: ProseField.Committed) -> None:
        """Read the whole paste again; what was kept, dropped and joined stays so."""
        try:
            if self.asking == "zone":
                self.paste = paste.assume(self.paste, self.text, zone=read_zone(event.text.strip()))
            else:
                self.paste = paste.assume(self.paste, self.text, date=read_date(event.text, self.today))
        except (DateUnread, ValueError) as problem:
            self.query_one("#paste-said", Static).update(plain(str(problem)))
            return
        self._stop_asking()
        self._show()

    @on(ProseField.Left)
    def _stop_asking(self) -> None:
        self.remove_class("-typing")
        self.query_one("#paste-said", Static).update("")
        self.query_one(RecordList).focus()

    def action_take(self) -> None:
        """Put the kept rows into the timeline."""
        self.dismiss(self.paste)

    def action_leave(self) -> None:
        """Put nothing into the timeline."""
        self.dismiss(None)
