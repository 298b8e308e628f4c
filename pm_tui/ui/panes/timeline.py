"""The timeline: events in the order in which the authors keep them, with the intervals and gaps between them."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from pm_tui.review import edits, fields, times, writing
from pm_tui.review.intervals import MILESTONE_HELP, TIME_TO, Interval, gaps, intervals, words
from pm_tui.review.model import MILESTONES, Event, Evidence, Milestone, Moment, Record, Review
from pm_tui.text import clean
from pm_tui.ui.commands import bindings
from pm_tui.ui.widgets.chooser import Choice
from pm_tui.ui.widgets.field_rows import detail_rows
from pm_tui.ui.widgets.outage_bar import OutageBar
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane


class TimelinePane(RecordPane):
    """What happened, when, who acted, with what evidence."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]
    TITLE = "Timeline"
    EMPTY = "Nothing here yet. Press a to add an event, or paste lines with times."

    class Pasted(Message):
        """Several lines were pasted into the timeline, to go behind the event `after` (0: at the top)."""

        def __init__(self, text: str, after: int | None) -> None:
            super().__init__()
            self.text = text
            self.after = after

    def compose(self) -> ComposeResult:
        """The outage to scale above the rows."""
        yield OutageBar()
        yield from super().compose()

    def on_mount(self) -> None:
        """Several pasted lines become several events."""
        self.editor.field.splits_paste = True

    def parts(self, review: Review) -> tuple[object, ...]:
        """Events, their evidence, and the header for zone and kind of incident."""
        return (review.events, review.evidence, review.header)

    def title(self, review: Review) -> str:
        """Zone and number of events."""
        count = len(review.events)
        return f"Timeline · {review.header.zone} · {count} event{'s' * (count != 1)}"

    def redraw(self) -> None:
        """The bar is drawn from the same events."""
        self.query_one(OutageBar).review = self.review
        super().redraw()

    # --- rows

    def rows(self, review: Review) -> list[Row]:
        """Events, a line where the date changes, and between them what the review asks about."""
        between = intervals(review)
        steps = {interval.event: interval for interval in between if interval.event and interval.state != "pending"}
        waits = {gap.after: gap for gap in gaps(review)}
        late = times.out_of_order(review.events)
        dates = [self._date(event, review.header.zone) for event in review.events]
        several = len({date for date in dates if date}) > 1
        rows: list[Row] = []
        shown: dt.date | None = None
        for event, date in zip(review.events, dates, strict=True):
            if gap := waits.get(event.id):
                rows.append(Row(key=f"gap:{gap.event}", text=f"⋯ {words(gap.length)} without an event", kind="gap"))
            if event.id in steps:
                rows.append(_interval_row(steps[event.id]))
            if several and date and date != shown:
                rows.append(Row(key="", text=f"{date:%a %d %b %Y}", kind="heading"))
            shown = date or shown
            rows.append(self._event_row(event, review, late=event.id in late, dated=several))
            rows += self.details("events", event.id)
            rows += self._evidence_rows(event, review)
        pending = [TIME_TO[interval.milestone] for interval in between if interval.state == "pending"]
        if pending and review.events:
            rows.append(Row(key="", text=f"not known yet: {', '.join(pending)} (m marks milestones)", kind="gap"))
        return rows

    @staticmethod
    def _date(event: Event, zone: str) -> dt.date | None:
        local = times.local(event.at, zone)
        return local.date() if local else None

    def _event_row(self, event: Event, review: Review, *, late: bool, dated: bool) -> Row:
        place = f"events:{event.id}:line"
        links = sum(row.about == event.id for row in review.evidence)
        when = times.show(event.at, review.header.zone)
        notes = [
            f"some time in {when}" if "–" in when else "",
            f"until {times.show(event.end, review.header.zone)}" if event.end else "",
            event.kind,
            *(f"@{actor}" for actor in event.actors),
            f"{links} evidence" if links else "",
            "for customers" if event.public else "",
            "out of order" if late else "",
            event.at.doubt,
            f"time as written: {event.at.text}" if _says_more(event.at) else "",
        ]
        marks = "".join(f"◆ {milestone}  " for milestone in event.milestones) or ("★ " if event.key else "")
        return Row(
            key=f"events:{event.id}",
            head=_head(event.at, when, dated=dated),
            lead=marks,
            text=event.text,
            note=" · ".join(note for note in notes if note),
            place=place,
            hint="a new event: 14:31 Pager fires !detected @alice https://…",
        )

    def _evidence_rows(self, event: Event, review: Review) -> list[Row]:
        if event.id not in self.open_details:
            return []
        rows: list[Row] = []
        for piece in review.evidence:
            if piece.about == event.id:
                said = piece.text or piece.link
                rows.append(
                    Row(
                        key=f"evidence:{piece.id}",
                        lead="evidence: ",
                        text=said,
                        note=" · ".join(filter(None, [piece.caption, piece.source, piece.taken.text])),
                        guide=(False,),
                        place=f"evidence:{piece.id}:{'link' if piece.link and not piece.text else 'text'}",
                    )
                )
                rows += detail_rows(review, "evidence", piece.id, guide=(False, False))
        return rows

    # --- commands

    def new_record(self, after: Row | None) -> tuple[edits.Table, Record, int | None]:
        """A new event goes behind the chosen one."""
        del after
        return "events", Event(id=self.context.new_id()), self._after()

    def _after(self, *, but: int = 0) -> int | None:
        """The event that the cursor stands on or below; None when there is none. `but` is one that is about to go."""
        index = self.listing.cursor
        for row in reversed(self.listing.rows[: index + 1]):
            table, record, _ = fields.split_place(row.key)
            if table == "events" and record != but:
                return record
        return None

    def action_milestone(self) -> None:
        """Offer the milestones, one key each, with a line on what counts."""
        table, record = self.chosen()
        if table != "events":
            return
        choices = [Choice(name[0], name, MILESTONE_HELP[name]) for name in MILESTONES]

        def mark(milestone: Milestone) -> None:
            self.want(f"mark {milestone}", lambda review, _: edits.mark(review, record, milestone))

        self.choose("Which milestone (again takes it off; Esc: none)?", choices, mark)  # type: ignore[arg-type]

    def action_add_now(self) -> None:
        """Add an event at the present time and type what happened."""
        event = Event(id=self.context.new_id(), at=Moment(text="now"))
        after = self._after()
        place = f"events:{event.id}:line"

        def add(review: Review, context: writing.Context) -> Review:
            added = edits.add(review, "events", event, after=after)
            return writing.write(added, place, "now ", 4, context).review

        self.adding = True
        self.post_message(self.Wanted(self, add, "add an event", edit=place, typing=place))

    def action_sort(self) -> None:
        """Sort the rows by time; rows of unknown time stay behind the row they follow."""
        self.want("sort the timeline", lambda review, _: edits.sort_events(review))

    def action_reread(self) -> None:
        """Read the times that named no zone anew, in the review's zone."""
        self.want("reread the times", lambda review, context: writing.reread_times(review, context.now()))

    def action_evidence(self) -> None:
        """Add evidence to the chosen event and type or paste it."""
        table, record = self.chosen()
        if table == "events":
            piece = Evidence(id=self.context.new_id(), about=record)
            place = f"evidence:{piece.id}:text"
            self.open_details |= {record}
            self.post_message(
                self.Wanted(
                    self,
                    lambda review, _: edits.add(review, "evidence", piece),
                    "add evidence",
                    edit=place,
                    typing=place,
                )
            )

    @on(ProseField.PastedLines)
    def _paste_lines(self, event: ProseField.PastedLines) -> None:
        event.stop()
        place = self.editor.place
        if fields.field_at(place).kind == "event":
            _, record, _ = fields.split_place(place)
            after = self._after(but=record if writing.is_blank(self.review, place) else 0)
            self.leave(focus=True)
            self.post_message(self.Pasted(event.text, after))
        else:
            self.editor.field.insert(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """A paste on the list, where no text is edited, makes events too."""
        event.stop()
        if text := clean(event.text).strip():
            self.post_message(self.Pasted(text, self._after()))


def _says_more(at: Moment) -> bool:
    """Whether what was typed says more than what we could read: "before the page", "14:??"."""
    if at.certainty == "day":
        return bool(re.search(r"[\d?]:|[^\W\d]{2}", at.text.replace("T", " "))) and at.text.lower() != "day"
    return not at.known and at.text not in ("", "?")


def _head(at: Moment, when: str, *, dated: bool) -> str:
    """The time in the narrow first column; what does not fit there is said in the note."""
    if at.certainty == "day" and dated:
        return "day"
    return when.split("–", maxsplit=1)[0] + "–" if "–" in when else when


def _interval_row(interval: Interval) -> Row:
    verb = TIME_TO[interval.milestone].removeprefix("time ")
    said = [f"↕ {words(interval.step)} {verb}" if interval.step else f"✗ no {TIME_TO[interval.milestone]}"]
    if interval.state == "invalid":
        said.append("this row cannot come before the one it counts from: is a time or a mark wrong?")
    if interval.from_start and interval.since != "started":
        said.append(f"{words(interval.from_start)} from the start")
    if interval.share is not None:
        said.append(f"{interval.share:.0%} of the outage")
    return Row(key=f"interval:{interval.milestone}", text=" · ".join(said), kind="interval")
