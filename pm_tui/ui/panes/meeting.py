"""The meeting as rows: the rules it begins with, who is there, its agenda, and how it closes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from pm_tui.review import edits, life, meetings, times
from pm_tui.review.agenda import AGENDA
from pm_tui.review.gathering import Attendee, Stage, Verdict
from pm_tui.review.ground_rules import RULES
from pm_tui.review.model import Review
from pm_tui.review.records import MOST_MINUTES
from pm_tui.review.verdict_line import HINT, read_verdict
from pm_tui.review.writing import Context
from pm_tui.text import one_line
from pm_tui.ui.commands import bindings
from pm_tui.ui.widgets import meeting_rows as shown
from pm_tui.ui.widgets.chooser import Choice
from pm_tui.ui.widgets.question_line import QuestionLine
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane

APPROVE, REJECT = Choice("a", "approves"), Choice("r", "rejects", "what has to change is asked for next")


def _no_person(_review: Review, _context: Context) -> Review:
    raise ValueError("Go to a name first; then Space says that this person is there, or is not.")


def _no_stage(_review: Review, _context: Context) -> Review:
    raise ValueError("Go to a stage of the agenda first; then + and - change its minutes.")


class MeetingPane(RecordPane):
    """What a group needs besides the document."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("meeting")]
    TITLE = "Meeting"
    EMPTY = "Nothing here yet."

    class StageWanted(Message):
        """Go to a stage of the meeting that goes on."""

        def __init__(self, stage: str) -> None:
            super().__init__()
            self.stage = stage

    class PlaceWanted(Message):
        """Go to a place of the review (see `review.fields`), or to the first row of a table."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    agenda: tuple[Stage, ...] = AGENDA
    rules: tuple[str, ...] = RULES

    def compose(self) -> ComposeResult:
        """The list, and a line for what is asked about a row."""
        yield from super().compose()
        yield QuestionLine()

    def parts(self, review: Review) -> tuple[object, ...]:
        """Everything that is read back or agreed on."""
        return (
            review.meetings,
            review.turns,
            review.header,
            review.actions,
            review.questions,
            review.verdicts,
            review.events,
            review.evidence,
        )

    def title(self, review: Review) -> str:
        """How many are there."""
        people = meetings.attendees(review)
        there = sum(person.present for person in people)
        return f"Meeting · {there} of {len(people)} there" if people else "Meeting"

    def rows(self, review: Review) -> list[Row]:
        """Section by section, in the order of a meeting."""
        agenda = meetings.agenda_of(review, self.agenda)
        return [
            *shown.rule_rows(meetings.in_hand(review), review.header.zone, self.rules),
            *shown.people_rows(review, self.desk.keymap),
            *shown.agenda_rows(review, agenda, self.context.now()),
            *shown.agreeing_rows(review),
            *shown.read_back_rows(review),
            *shown.closing_rows(review),
            *shown.verdict_rows(review, self.open_details),
        ]

    # --- commands

    def action_add(self) -> None:
        """Add a verdict among the reviewers, else somebody to the people."""
        row = self.listing.row
        if row and row.key.startswith(("add:verdict", "verdicts:", "reviewer:")):
            self._ask_verdict()
        else:
            self._ask_person(None)

    def action_edit(self) -> None:
        """Do what the row offers: confirm, go there, change it."""
        row = self.listing.row
        kind, _, rest = row.key.partition(":") if row else ("", "", "")
        acts: dict[str, Callable[[], object]] = {
            "rules": self._confirm_rules,
            "agree": self.action_agree,
            "ends": self._ask_end,
            "add": self.action_add,
            "person": lambda: self._ask_person(rest),
            "stage": lambda: self._ask_minutes(rest),
            "to": lambda: self.post_message(self.PlaceWanted(":".join(rest.split(":")[:2]))),
            "reviewer": lambda: self._ask_ruling(rest),
        }
        if kind in acts:
            acts[kind]()
        else:
            super().action_edit()

    def action_delete(self) -> None:
        """Take a person off the list, or delete a verdict."""
        row = self.listing.row
        if row and row.key.startswith("person:"):
            names = [person.name for person in meetings.attendees(self.review) if f"person:{person.name}" != row.key]
            self.want("take off the list", lambda review, context: meetings.invite(review, names, context.new_id))
        else:
            super().action_delete()

    def action_there(self) -> None:
        """Say that the chosen person is there, or is not."""
        row = self.listing.row
        person = next((one for one in meetings.attendees(self.review) if row and row.key == f"person:{one.name}"), None)
        meeting = meetings.latest(self.review)
        if person is None:
            self.want("", _no_person)
        elif meeting:
            other = msgspec.structs.replace(person, present=not person.present)
            self.want("who is there", lambda review, _: meetings.seat(review, meeting.id, other))

    def action_minutes(self, by: int) -> None:
        """Give the chosen stage more minutes, or fewer."""
        row = self.listing.row
        if row and row.key.startswith("stage:"):
            self._set_minutes(row.key.removeprefix("stage:"), by, added=True)
        else:
            self.want("", _no_stage)

    def action_agree(self) -> None:
        """Note that the group agrees on the timeline as it is."""
        now = self.context.now()

        def agree(review: Review, _context: Context) -> Review:
            if not meetings.held(review):
                raise ValueError("No meeting goes on. Shift+F12 begins one.")
            return meetings.agree(review, now)

        self.want("agree on the timeline", agree)

    def _confirm_rules(self) -> None:
        now = self.context.now()

        def confirm(review: Review, context: Context) -> Review:
            review, meeting = meetings.planned(review, context.new_id)
            return edits.change(review, "meetings", meeting.id, rules_at=now)

        self.want("confirm the ground rules", confirm)

    # --- what is asked in one line

    @on(QuestionLine.Closed)
    def _keys_again(self, event: QuestionLine.Closed) -> None:
        if self.screen.focused in (None, event.line.field):
            self.listing.focus()

    def _ask_person(self, name: str | None) -> None:
        person = next((one for one in meetings.attendees(self.review) if one.name == name), None)
        text = f"{person.name}, {person.role}" if person and person.role else name or ""

        def answered(words: str) -> None:
            new = read_person(words, person)
            names = [new.name if one.name == name else one.name for one in meetings.attendees(self.review)]

            def seat(review: Review, context: Context) -> Review:
                review, meeting = (
                    meetings.planned(review, context.new_id) if not review.meetings else (review, review.meetings[-1])
                )
                if person and new.name != name:
                    review = meetings.invite(review, names, context.new_id)
                return meetings.seat(review, meeting.id, new)

            self.want("who is there", seat)

        self.query_one(QuestionLine).ask("name, role", lambda words: _told(read_person(words, person)), answered, text)

    def _ask_end(self) -> None:
        zone = self.review.header.zone

        def read(words: str) -> dt.datetime:
            now = self.context.now()
            at = times.read(words, times.Setting(now=now, zone=zone, date=self.context.today(self.review))).at
            if at.earliest is None:
                raise ValueError(f"“{one_line(words)}” is no time of day. Try 15:00 or +45m.")
            ends = meetings.end_meant(self.review, at.earliest, now, dated=at.day is None)
            if ends is None:
                raise ValueError(f"“{one_line(words)}” is over: it is {shown.clock(now, zone)} now.")
            return ends

        def answered(words: str) -> None:
            ends = read(words)

            def plan(review: Review, context: Context) -> Review:
                review, meeting = meetings.planned(review, context.new_id)
                return edits.change(review, "meetings", meeting.id, ends=ends)

            self.want("plan the end", plan)

        def foretell(words: str) -> str:
            return f"ends {shown.clock(read(words), zone)} · it is {shown.clock(self.context.now(), zone)} now"

        self.query_one(QuestionLine).ask("when does it end? 15:00", foretell, answered)

    def _ask_minutes(self, stage: str) -> None:
        """Go to the stage while a meeting goes on, else ask for its minutes."""
        if meetings.held(self.review):
            self.post_message(self.StageWanted(stage))
            return

        def answered(words: str) -> None:
            self._set_minutes(stage, read_minutes(words), added=False)

        self.query_one(QuestionLine).ask(
            "how many minutes?", lambda words: f"{read_minutes(words):g} minutes", answered
        )

    def _set_minutes(self, stage: str, minutes: float, *, added: bool) -> None:
        agenda = meetings.agenda_of(self.review, self.agenda)
        planned = tuple(
            meetings.replan(one, minutes + one.minutes * added) if one.key == stage else one for one in agenda
        )

        def change(review: Review, context: Context) -> Review:
            review, meeting = meetings.planned(review, context.new_id)
            return edits.change(review, "meetings", meeting.id, agenda=planned)

        self.want("change the agenda", change)

    def _ask_ruling(self, name: str) -> None:
        """Let one key say that a reviewer approves; what has to change before a rejection is asked for."""
        verdict = Verdict(id=self.context.new_id(), who=name, at=self.context.now(), how="in the meeting")

        def take(ruling: str) -> None:
            if ruling == APPROVE.name:
                self._rule(msgspec.structs.replace(verdict, ruling="approved"))
            else:
                self.call_after_refresh(ask_words)

        def ask_words() -> None:
            def answered(words: str) -> None:
                self._rule(msgspec.structs.replace(verdict, ruling="rejected", words=words))

            line = self.query_one(QuestionLine)
            line.ask(f"what has to change for {name}?", lambda words: f"{name} rejects it: {one_line(words)}", answered)

        self.choose("Verdict:", [APPROVE, REJECT], take)

    def _ask_verdict(self) -> None:
        record, now = self.context.new_id(), self.context.now()

        def foretell(words: str) -> str:
            verdict = read_verdict(words, record, now)
            return " · ".join(filter(None, (verdict.who, verdict.ruling, verdict.how, verdict.words)))

        self.query_one(QuestionLine).ask(HINT, foretell, lambda words: self._rule(read_verdict(words, record, now)))

    def _rule(self, verdict: Verdict) -> None:
        self.want(
            "add a verdict",
            lambda review, context: life.rule(review, verdict, context.new_id),
            said=lambda _, review: f"{life.verdicts_told(review)}. The review is {review.header.status}.",
        )


def read_person(words: str, known: Attendee | None = None) -> Attendee:
    """Who is meant by "name, role"; what is known of the person stays. ValueError: there is no name."""
    name, _, role = one_line(words).partition(",")
    if not name.strip():
        raise ValueError("A name first, then the role: Ana Lima, databases.")
    return msgspec.structs.replace(known or Attendee(""), name=name.strip(), role=role.strip())


def read_minutes(words: str) -> float:
    """A number of minutes. ValueError: it is none, or more than a day."""
    try:
        minutes = float(words)
    except ValueError:
        minutes = -1
    if not 0 <= minutes < MOST_MINUTES:
        raise ValueError(f"“{one_line(words)}” is no number of minutes. Try 35.")
    return minutes


def _told(person: Attendee) -> str:
    return f"{person.name}{f', {person.role}' if person.role else ''}"
