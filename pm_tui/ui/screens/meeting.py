"""The meeting on the screen: its stages and their time, and what comes up while the group talks.

Going through a meeting is told by stamps (see `Session.stamp`): undo takes back words, never the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from textual import on

from pm_tui.review import meetings, room, times
from pm_tui.review.agenda import stages, title
from pm_tui.review.gathering import Stage
from pm_tui.review.model import Moment, Review
from pm_tui.review.reminders import reminder
from pm_tui.ui.commands import GO_TO
from pm_tui.ui.key_names import short_key
from pm_tui.ui.panes.meeting import MeetingPane
from pm_tui.ui.panes.prompts import PromptsPane
from pm_tui.ui.screens.editing import EditingScreen
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.header_line import HeaderLine
from pm_tui.ui.widgets.pane_tabs import PaneTabs
from pm_tui.ui.widgets.record_pane import RecordPane
from pm_tui.ui.widgets.said_keys import key_of
from pm_tui.ui.widgets.time_up import TimeUp

REOPEN_WITHIN = dt.timedelta(minutes=15)
"""How long after its end a meeting goes on when it is begun again: the key was pressed too soon."""


class Home(NamedTuple):
    """Where a stage is held: its pane, the row to begin at ("": where one was), whether its prompts are asked there."""

    pane: str
    row: str = ""
    asks: bool = False


PANE_OF_PROMPT = {
    "interval": "timeline",
    "gap": "timeline",
    "moment": "timeline",
    "why": "whys",
    "poorly": "summary",
    "lucky": "summary",
    "learned": "summary",
    "parked": "summary",
    "kind": "actions",
}
"""The pane that holds the row of a kind of prompt."""


HOMES: dict[str, Home] = {
    "open": Home("meeting", "rules"),
    "summary": Home("summary", "header:summary"),
    "timeline": Home("timeline"),
    "intervals": Home("timeline", asks=True),
    "whys": Home("whys", asks=True),
    "lessons": Home("summary", "add:lessons:well"),
    "actions": Home("actions", asks=True),
    "close": Home("meeting", "heading:close"),
}


BEGINNINGS: dict[str, str] = {"lessons": "Begin with what worked and should stay; F7 goes to the questions."}
"""How a stage begins that does not begin with its prompts."""


AT_ZERO = ("more-time", "next-stage", "park")
"""The commands that are offered when the time of a stage is up."""


class MeetingScreen(EditingScreen):
    """A review that can be walked through with a group."""

    stage = ""
    seen_by_room = True
    """Whether the group sees this screen while it meets."""
    met: tuple[object, ...] = ()
    reminded: frozenset[str] = frozenset()

    def on_mount(self) -> None:
        """Let the clock be seen each second."""
        self.set_interval(1.0, self._tick)
        for pane in self.panes:
            if isinstance(pane, MeetingPane | PromptsPane):
                pane.agenda = self.team_agenda
        self.query_one(MeetingPane).rules = self.settings.values.ground_rules
        turn = meetings.present_turn(self.review)
        if turn and turn.ended is None and not self.session.read_only:  # the program ended without a word
            self.stamp(lambda review: meetings.pause(review, self._last_sign()))

    def _last_sign(self) -> dt.datetime:
        """When the review was saved last, at the latest now."""
        try:
            saved = dt.datetime.fromtimestamp(self.session.path.stat().st_mtime, dt.UTC)
        except OSError:
            saved = self.context.now()
        return min(saved, self.context.now())

    @property
    def team_agenda(self) -> tuple[Stage, ...]:
        """The agenda of the team's settings."""
        return stages(self.settings.values.agenda)

    @property
    def footer_first(self) -> tuple[str, ...]:
        """What leads on through a meeting comes before what every list can do."""
        return ("next-stage", "note-event", "pause-meeting") if self.stage else ()

    # --- showing

    def show(self) -> None:
        """Let everything show the session's value, the meeting too."""
        super().show()
        review = self.session.review
        if (review.meetings, review.turns) != self.met:
            self.met = (review.meetings, review.turns)
            self._show_stage()
        self._show_prompts()
        self.query_one(PaneTabs).counts = {pane.id or "": _count(pane, review) for pane in self.panes}
        self._tick()

    def _show_stage(self) -> None:
        """Enter, change or leave the view of the meeting, as its turns say."""
        before, self.stage = self.stage, meetings.present_stage(self.session.review)
        if bool(before) != bool(self.stage):
            self.set_class(bool(self.stage), "-meeting")
            self.presenting = self.seen_by_room and (bool(self.stage) or self.settings.values.presenting)
            self.repaint_flags()
        if self.stage and before != self.stage:
            self.go_to_stage()
            self._remind()
        self.refresh_bindings()

    def _remind(self) -> None:
        """Say once what bends a group's view in this stage."""
        line = " ".join(filter(None, (BEGINNINGS.get(self.stage, ""), reminder(self.stage))))
        if line and self.stage not in self.reminded:
            self.reminded |= {self.stage}
            self.say(line)

    def _show_prompts(self) -> None:
        standings = room.in_stage(self.session.review, self.stage, self.team_agenda) if self.stage else ()
        self.prompt.walk_through(tuple(standing.prompt.id for standing in standings))
        self.set_class(bool(standings), "-asking")

    def go_to_stage(self) -> None:
        """Show the pane of the stage, and its first open prompt if it has prompts."""
        self._show_prompts()
        home = HOMES.get(self.stage, Home("summary", asks=True))
        self.point_at(home.pane)
        pane = self.pane(home.pane)
        if home.row:
            pane.listing.select(home.row)
            pane.listing.lead()
        elif not home.asks and meetings.is_new(self.session.review):
            pane.listing.action_cursor(-len(pane.listing.rows))
        asked = room.in_stage(self.session.review, self.stage, self.team_agenda)
        begun = {one.prompt.id for one in asked if self.prompt.field.text} & {self.prompt.prompt_id}
        waiting = next((one for one in asked if one.state in room.UNSETTLED), None)
        if waiting and not begun:  # a half answer stays in sight
            self.prompt.prompt_id = waiting.prompt.id
            self.point_at_row()
        self.action_go("prompt" if home.asks and asked else home.pane)

    def point_at_row(self) -> str:
        """Put the cursor of its pane on the row that the prompt speaks of; the name of that pane, or ""."""
        standing = self.prompt.standing
        name = PANE_OF_PROMPT.get(standing.prompt.kind, "") if standing else ""
        if standing and name:
            about = standing.prompt.about
            tables = ("events", "whys", "lessons", "answers")
            keys = (standing.prompt.id, *(f"{table}:{about}" for table in tables))
            any(self.pane(name).listing.select(key) for key in keys)
        return name

    def _tick(self) -> None:
        """Show how much time is left; called each second, it draws only what is another now."""
        review, now = self.session.review, self.context.now()
        header, notice = self.query_one(HeaderLine), self.query_one(TimeUp)
        meeting, left = meetings.held(review), meetings.left(review, now)
        if meeting is None or not self.stage:
            header.meeting = ()
            notice.hide()
            return
        paused = meetings.paused(review)
        clock = "paused" if paused else _clock(left) if left is not None else ""
        ends = f"ends {times.show(Moment(meeting.ends, meeting.ends, None, 'exact'), review.header.zone)}"
        count = room.left_in_stage(review, self.stage, self.team_agenda)
        said = (
            f"{title(self.stage)} {clock}".strip(),
            ends if meeting.ends else "",
            f"{count} left here" if count else "",
        )
        header.meeting = tuple(filter(None, said))
        if left is not None and left <= meetings.ZERO and not paused:
            following = meetings.next_stage(review)
            keys = (short_key(key_of(name, self.settings.values.keymap)) for name in AT_ZERO)
            notice.show(title(self.stage), title(following) if following else "", tuple(keys))
        else:
            notice.hide()

    def ways(self) -> dict[str, str]:
        """Where the letters after Esc lead now; in a meeting also through its stages."""
        return dict(GO_TO) if self.stage else super().ways()

    # --- through the meeting

    def stamp(self, change: Callable[[Review], Review]) -> None:
        """Change the review in a way that undo does not take back."""
        if self.may_change():
            self.session.stamp(change)
            self.show()

    def action_toggle_meeting(self) -> None:
        """Begin the meeting, or end it."""
        now, review = self.context.now(), self.session.review
        if not self.may_change():
            return
        if meetings.held(review):
            self.stamp(lambda value: meetings.end(value, now))
            self.session.save_now()
            self.say("The meeting is over. The same key goes on with it, if that was too soon.")
            return
        last = meetings.latest(review)
        turn = self.context.new_id()
        if last and last.ended and now - last.ended < REOPEN_WITHIN:
            self.stamp(lambda value: meetings.go_on(meetings.reopen(value, last.id), now, turn))
            self.say("The meeting goes on where it was.")
            return
        self.query_one(CoachLine).hush()
        planned = meetings.in_hand(review)
        number = planned.id if planned else self.context.new_id()
        agenda = meetings.agenda_of(review, self.team_agenda)
        asked = room.asked(review, agenda)

        def begin(value: Review) -> Review:
            value = room.settle(value, asked, lambda: number)
            value = meetings.begin(value, value.meetings[-1].id, agenda, now)
            return meetings.enter(value, agenda[0].key, now, turn)

        self.stamp(begin)
        self.session.save_now()

    def action_next_stage(self) -> None:
        """Go on to the next stage; behind the last one the meeting ends."""
        if following := self._stage_from(1):
            self.enter_stage(following)
        elif self.stage:
            self.say("This is the last stage. Shift+F12 ends the meeting.")

    def action_previous_stage(self) -> None:
        """Go back to the stage before."""
        if before := self._stage_from(-1):
            self.enter_stage(before)

    def _stage_from(self, by: int) -> str:
        if not self.stage:
            self.say("No meeting goes on. Shift+F12 begins one.")
        return meetings.next_stage(self.session.review, by)

    def enter_stage(self, stage: str) -> None:
        """Go to a stage of the meeting that goes on."""
        now, turn = self.context.now(), self.context.new_id()
        self.session.break_typing()
        self.query_one(CoachLine).hush()
        self.stamp(lambda review: meetings.enter(review, stage, now, turn))
        self.session.save_now()

    def action_stage(self) -> None:
        """Return to where the stage is held."""
        if self.stage:
            self.go_to_stage()
        else:
            self.action_go("meeting")

    def action_pause_meeting(self) -> None:
        """Let the clock stand still, or go on."""
        now, turn, review = self.context.now(), self.context.new_id(), self.session.review
        if not meetings.held(review):
            self._stage_from(0)
        elif meetings.paused(review):
            self.stamp(lambda value: meetings.go_on(value, now, turn))
        else:
            self.stamp(lambda value: meetings.pause(value, now))
            self.say("Paused. Shift+F6 goes on; Shift+F1 spreads what is left.")

    def action_more_time(self) -> None:
        """Give this stage three more minutes."""
        if self.stage or self._stage_from(0):
            self.stamp(meetings.more)

    def action_spread(self) -> None:
        """Spread the time until the planned end over the rest of the agenda."""
        now, meeting = self.context.now(), meetings.held(self.session.review)
        if meeting and meeting.ends and meeting.ends <= now:
            self.say("The planned end is over, nothing is left to spread. Esc, g: Enter on “Planned end” sets another.")
        elif self.stage or self._stage_from(0):
            self.stamp(lambda review: meetings.spread(review, now))
            left = meetings.left(self.session.review, now)
            self.say(f"Spread until the planned end: {_clock(left)} for this stage." if left is not None else "")

    @on(MeetingPane.StageWanted)
    def _go_where_wanted(self, event: MeetingPane.StageWanted) -> None:
        event.stop()
        self.enter_stage(event.stage)

    @on(MeetingPane.PlaceWanted)
    def _go_to_record(self, event: MeetingPane.PlaceWanted) -> None:
        event.stop()
        self._return_to(event.place)


def _clock(left: dt.timedelta) -> str:
    """Minutes and seconds; what is over the time has a plus before it."""
    seconds = round(abs(left.total_seconds()))
    said = f"{seconds // 60}:{seconds % 60:02d}"
    return f"+{said} over" if left < meetings.ZERO and seconds else said


def _count(pane: RecordPane, review: Review) -> str:
    """How much there is in a pane, for its tab."""
    tables = {"timeline": review.events, "whys": review.whys, "actions": review.actions}
    return str(len(tables[pane.id])) if pane.id in tables else ""
