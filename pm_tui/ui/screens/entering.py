"""What comes up while a group talks: an event, or somebody who comes late, in a line over whatever is being typed."""

from __future__ import annotations

from textual import on
from textual.widget import Widget

from pm_tui.review import catching_up, edits, meetings, writing
from pm_tui.review.agenda import TITLES
from pm_tui.review.entering import enter_event
from pm_tui.review.gathering import Attendee
from pm_tui.ui.panes.meeting import read_person
from pm_tui.ui.screens.card import CardScreen
from pm_tui.ui.screens.editing import EditingScreen
from pm_tui.ui.widgets.entry_line import EntryLine

ENTRY = "entry:event"
"""The place of the draft of an event that is typed over a prompt."""


class EnteringScreen(EditingScreen):
    """A review with a line at its foot; the keys go back to where they came from."""

    @property
    def entry(self) -> EntryLine:
        """The line at the foot of the screen."""
        return self.query_one(EntryLine)

    @on(EntryLine.Closed)
    def _keys_back(self, event: EntryLine.Closed) -> None:
        event.stop()
        home = self.entry.home
        if self.focused in (None, self.entry.field) and not self.entry.asks:
            self._focus_again(home)

    def _focus_again(self, home: Widget | None) -> None:
        (home if home and home.is_attached and home.display else self.prompt.field).focus()

    def action_note_event(self) -> None:
        """Type an event in one line, over whatever is being typed; then go on there."""
        if not self.may_enter():
            return
        draft = edits.draft_at(self.session.review, ENTRY)

        def foretell(words: str) -> str:
            self.keep_entry(words)
            return self.read_event(words)

        question = "an event in one line: 14:31 Pager fires !detected @alice"
        self.entry.put(question, foretell, self.add_event, place="events:0:line", text=draft.text if draft else "")

    def may_enter(self) -> bool:
        """Whether an event may be entered; it is said when it may not."""
        return self.may_change()

    def keep_entry(self, words: str) -> None:
        """Keep what is being typed in the line, to be offered again."""
        kept = edits.set_draft(self.session.review, ENTRY, words, len(words), self.context.new_id)
        self.apply(kept, "typing", place=ENTRY, typing=ENTRY)

    def read_event(self, words: str) -> str:
        """What the words are understood as. ValueError: they cannot be read, and why."""
        number = self.context.new_id()
        written = enter_event(self.session.review, words, number, self._row_spoken_of(), self.context)
        if written.problem:
            raise ValueError(written.problem)
        return writing.understood(written.review, f"events:{number}:line")

    def _row_spoken_of(self) -> int | None:
        """The event that the prompt is about; None when it is about none."""
        standing = self.prompt.standing
        about = standing.prompt.about if standing else 0
        return about if any(event.id == about for event in self.session.review.events) else None

    def add_event(self, words: str) -> None:
        """Put the event in its place in the timeline."""
        number = self.context.new_id()
        review = edits.set_draft(self.session.review, ENTRY, "", 0, self.context.new_id)
        written = enter_event(review, words, number, self._row_spoken_of(), self.context)
        self.session.break_typing()
        self.apply(written.review, "add an event", place=f"events:{number}:line")
        self.say(f"In the timeline: {writing.understood(written.review, f'events:{number}:line')}.")

    def action_latecomer(self) -> None:
        """Add somebody who came later."""
        if not self.may_change():
            return

        def foretell(words: str) -> str:
            person = read_person(words)
            return f"{person.name}{f', {person.role}' if person.role else ''}: there from now on"

        self.entry.put("who has come? Name, role", foretell, self._seat, place="meeting:attendees")

    def _seat(self, words: str) -> None:
        person, now = read_person(words), self.context.now()
        late = Attendee(
            person.name, person.role, present=True, joined=now if meetings.held(self.session.review) else None
        )
        review, meeting = meetings.planned(self.session.review, self.context.new_id)
        self.apply(meetings.seat(review, meeting.id, late), "add to the meeting", place="meeting:attendees")
        self.welcome(late)

    def welcome(self, person: Attendee) -> None:
        """Let somebody who came later catch up, before everybody's eyes."""
        rules = self.settings.values.ground_rules
        told = catching_up.lines(self.session.review, self.context.now(), rules=rules, titles=TITLES)
        self.app.push_screen(CardScreen(f"{person.name}: {catching_up.TITLE}", told))
