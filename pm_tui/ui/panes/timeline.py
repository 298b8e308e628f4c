"""The timeline: events in the order in which the authors keep them, with the intervals and gaps between them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from types import MappingProxyType
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from pm_tui.review import edits, fields, milestones, moments, writing
from pm_tui.review.attached import is_long, is_path
from pm_tui.review.blank import is_blank
from pm_tui.review.candidates import candidates
from pm_tui.review.model import Account, Event, Evidence, Moment, Review
from pm_tui.review.record import Record
from pm_tui.ui.commands import bindings
from pm_tui.ui.widgets.chooser import Choice, keyed
from pm_tui.ui.widgets.event_rows import SAME_TIME, event_rows, pending_rows
from pm_tui.ui.widgets.evidence_rows import record_under
from pm_tui.ui.widgets.filter_line import FilterLine
from pm_tui.ui.widgets.ordering_pane import OrderingPane
from pm_tui.ui.widgets.outage_bar import OutageBar
from pm_tui.ui.widgets.outage_picture import OutagePicture
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import Row

REFUSE = Choice("x", "none of these", "What the ◇ propose is not so.")
MANY = 60
"""Changed events, of which making the rows takes long enough to be felt."""
MARKED_HELP = "Takes the mark off this row."


class TimelinePane(OrderingPane):
    """What happened, when, who acted, with what evidence."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]
    TITLE = "Timeline"
    words = ""
    _as_before: Mapping[str, Row] = MappingProxyType({})
    EMPTY = "Nothing here yet. Press a to add an event, or paste lines with times."

    class Pasted(Message):
        """Several lines were pasted into the timeline, to go behind the event `after` (0: at the top)."""

        def __init__(self, text: str, after: int | None) -> None:
            super().__init__()
            self.text = text
            self.after = after

    def compose(self) -> ComposeResult:
        """The outage to scale above the rows: one line, or the whole picture when the pane has the screen."""
        yield OutageBar()
        yield OutagePicture()
        yield from super().compose()
        yield FilterLine("words, @person, #kind or !milestone; Enter keeps them, Esc shows all")

    def on_mount(self) -> None:
        """Several pasted lines become several events."""
        self.editor.field.splits_paste = True

    def parts(self, review: Review) -> tuple[object, ...]:
        """Events, how others tell them, their evidence, the impact for the picture, the header for zone and kind."""
        return (review.events, review.accounts, review.evidence, review.impact, review.header, review.meetings)

    def title(self, review: Review) -> str:
        """Zone, number of events and how many of them are marked."""
        count = len(review.events)
        found = f"{sum(row.key.startswith('events:') for row in self.listing.rows)} of " if self.words.strip() else ""
        header = review.header
        zones = f"{header.zone} and {header.second_zone}" if header.second_zone else header.zone
        return f"{self.with_marks('Timeline')} · {zones} · {found}{count} event{'s' * (count != 1)}"

    def called_for(self, row: Row | None) -> tuple[str, ...]:
        """A proposal can be accepted, an unknown time bound to its neighbours, and one of two equal ones swapped."""
        if row is None or row.kind != "record":
            return ()
        needs = {"accept": "◇" in row.lead, "bind": row.head == "?", "swap": SAME_TIME in row.note.split(" · ")}
        return tuple(command for command, needed in needs.items() if needed)

    def watch_review(self, old: Review, new: Review) -> None:
        """Where many events change at once, make the rows that are seen anew first, and all behind their paint."""
        kept = {id(event) for event in old.events}
        if self.has_focus_within and sum(id(event) not in kept for event in new.events) > MANY:
            near = self.listing.in_sight()
            self._as_before = {row.key: row for row in self.listing.rows if row.key not in near}
        super().watch_review(old, new)

    def redraw(self) -> None:
        """The rest is drawn behind the paint of the rows."""
        super().redraw()
        self.call_after_refresh(self.finish)

    def finish(self) -> None:
        """Make the rows that are not seen anew, too; the outage is drawn from the same events."""
        super().finish()
        if self._as_before:
            self._as_before = {}
            super().redraw()
        self.query_one(OutageBar).review = self.review
        self.query_one(OutagePicture).review = self.review

    def rows(self, review: Review) -> list[Row]:
        """Events, and between them what the review asks about."""
        rows = event_rows(review, self.open_details, self.words, self.desk.looks(), self._as_before)
        return rows if self.words.strip() else [*rows, *pending_rows(review, self.desk.keymap)]

    def proved(self) -> dict[str, str]:
        """Events say it themselves."""
        return {}

    @on(FilterLine.Changed)
    def _narrow(self, event: FilterLine.Changed) -> None:
        event.stop()
        self.words = event.words
        self.redraw()
        if event.done:
            self.listing.focus()

    def action_filter(self) -> None:
        """Narrow the rows to those that hold some words."""
        self.query_one(FilterLine).open()

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
        """Offer the milestones, one key each, with a line on what counts, and to refuse what is proposed."""
        record = self.chosen_event()
        if not record:
            return
        keys = keyed(milestones.known(self.review, self.context.milestones), reserved=f" {REFUSE.key}")
        marked = edits.find(self.review, "events", record).milestones
        helps = {**milestones.MILESTONE_HELP, **dict.fromkeys(marked, MARKED_HELP)}
        choices = [choice._replace(help=helps.get(choice.name, milestones.OWN_HELP)) for choice in keys]
        proposed = candidates(self.review).get(record, ())

        def mark(name: str) -> None:
            if name == REFUSE.name:
                self.want(
                    "refuse what was proposed",
                    lambda review, _: edits.refuse(review, record, proposed),
                )
            else:
                self.want(f"mark {name}", lambda review, _: edits.mark(review, record, name))

        self.choose("Which milestone?", [*choices, *([REFUSE] if proposed else [])], mark)

    def action_accept(self) -> None:
        """Mark the chosen event as what its words suggest."""
        record = self.chosen_event()
        proposed = candidates(self.review).get(record, ())
        if proposed:
            self.want(
                f"mark {', '.join(proposed)}",
                lambda review, _: reduce(lambda marked, name: edits.mark(marked, record, name), proposed, review),
            )
        elif record:
            self.tell("The words of this row propose no milestone; m marks any.")

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

    def action_duplicate(self) -> None:
        """Add the chosen event once more below it and open the editor in it; its milestones stay where they are."""
        record = self.chosen_event()
        if record:
            again = msgspec.structs.replace(
                edits.find(self.review, "events", record), id=self.context.new_id(), milestones=(), extra={}
            )
            self.want(
                "duplicate a row",
                lambda review, _: edits.add(review, "events", again, after=record),
                edit=f"events:{again.id}:line",
            )

    def action_evidence(self) -> None:
        """Add evidence to the chosen event and type or paste it."""
        if event := self._event():
            self.open_details |= {event}
            self.begin("evidence", Evidence(id=self.context.new_id(), about=event), "add evidence")

    def _event(self) -> int:
        """The event that the chosen row is, or tells, or proves; 0, and a word about it, for a row between events."""
        table, record = self.chosen()
        if table == "evidence":
            return self.supported()
        return edits.find(self.review, "accounts", record).about if table == "accounts" else self.chosen_event()

    def action_learnt(self) -> None:
        """Say when the chosen event became known, to whom, and what people believed until then."""
        if event := self._event():
            self.edit(f"events:{event}:learnt")

    def action_interview(self) -> None:
        """Take up the questions that the words of the chosen event ask, and go to their prompt."""
        if event := self._event():
            self.want("take up a moment", lambda review, context: moments.take_up(review, event, context.new_id))
            self.post_message(self.PromptWanted(moments.prompt_id(event)))

    def action_account(self) -> None:
        """Add how somebody else tells the chosen event and type it."""
        if event := self._event():
            self.begin("accounts", Account(id=self.context.new_id(), about=event), "add an account")

    def action_move(self, by: int) -> None:
        """Move an account among those of its event; an event takes them along."""
        table, record = self.chosen()
        if table == "accounts":
            about = self._event()
            self.want(
                "move an account",
                lambda review, _: edits.move(review, "accounts", record, by, lambda row: row.about == about),
            )
        else:
            super().action_move(by)

    def supported(self) -> int:
        """What is told of an event supports the event."""
        table, record = self.chosen()
        return edits.find(self.review, "accounts", record).about if table == "accounts" else super().supported()

    @on(ProseField.PastedLines)
    def _paste_lines(self, event: ProseField.PastedLines) -> None:
        event.stop()
        place = self.editor.place
        if (
            place.startswith("evidence:")
            and not self.editor.field.text
            and (is_path(event.text) or is_long(event.text))
        ):
            self._attach_instead(place, event.text)
        elif fields.field_at(place).kind == "event":
            _, record, _ = fields.split_place(place)
            after = self._after(but=record if is_blank(self.review, place) else 0)
            self.leave(focus=True)
            self.post_message(self.Pasted(event.text, after))
        else:
            self.editor.field.insert(event.text)

    def _attach_instead(self, place: str, text: str) -> None:
        """Attach what was pasted where evidence is typed: a file, or a text that is long enough for one."""
        new = Evidence(id=self.context.new_id(), about=record_under(place, self.review), text=text)
        self.leave(focus=True)
        as_text = self.Wanted(self, lambda review, _: edits.add(review, "evidence", new), "add evidence")
        self.post_message(self.AttachWanted(new.about, text, otherwise=as_text))

    def pasted(self, text: str) -> None:
        """A paste on the list, where no text is edited, makes events too, if it is no file."""
        as_events = self.Pasted(text, self._after())
        self.post_message(
            self.AttachWanted(self.supported(), text, otherwise=as_events) if is_path(text) else as_events
        )
