"""The meetings of a review: which one is in hand, who is there, what was agreed, and how its minutes are spent.

A meeting is planned, then held, then over; at most one is not over, and that one is in hand. What it spends its time on
is told by turns, stretches in one stage: a pause is a time without a turn. All instants are UTC.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Sequence

import msgspec

from pm_tui.review import edits, zones
from pm_tui.review.gathering import Attendee, Meeting, Stage, Turn
from pm_tui.review.model import Event, Review

ZERO = dt.timedelta()
MORE_MINUTES = 3
"""What a stage gets when the group wants to go on at zero."""
_HALF_A_DAY = dt.timedelta(hours=12)
"""A planned end that lies further ahead is none of this meeting's."""


def in_hand(review: Review) -> Meeting | None:
    """The meeting that is planned or held; None when there is none, or the last one is over."""
    last = review.meetings[-1] if review.meetings else None
    return last if last and last.ended is None else None


def held(review: Review) -> Meeting | None:
    """The meeting that goes on now, be it paused; None when none has begun or the last one is over."""
    meeting = in_hand(review)
    return meeting if meeting and meeting.began else None


def latest(review: Review) -> Meeting | None:
    """The meeting in hand, else the last one."""
    return review.meetings[-1] if review.meetings else None


def attendees(review: Review) -> tuple[Attendee, ...]:
    """Who is at the latest meeting, or expected there."""
    meeting = latest(review)
    return meeting.attendees if meeting else ()


def agenda_of(review: Review, team: Sequence[Stage]) -> tuple[Stage, ...]:
    """The agenda of the meeting in hand; the `team`'s while it has none of its own."""
    meeting = in_hand(review)
    return meeting.agenda if meeting and meeting.agenda else tuple(team)


# --- before it ------------------------------------------------------------------------------------------------------


def planned(review: Review, new_id: Callable[[], int]) -> tuple[Review, Meeting]:
    """The review with a meeting in hand, and that meeting; a new one expects the people of the one before."""
    meeting = in_hand(review)
    if meeting:
        return review, meeting
    people = tuple(Attendee(person.name, person.role) for person in attendees(review))
    meeting = Meeting(id=new_id(), attendees=people)
    review = edits.add(review, "meetings", meeting)
    return review, review.meetings[-1]


def invite(review: Review, names: Sequence[str], new_id: Callable[[], int]) -> Review:
    """Let these be the people of the meeting in hand, or of the last one; who was there keeps the role."""
    meeting = latest(review)
    if meeting is None and not names:
        return review
    if meeting is None:
        review, meeting = planned(review, new_id)
    known = {person.name: person for person in meeting.attendees}
    people = tuple(known.get(name) or Attendee(name) for name in dict.fromkeys(names))
    return edits.change(review, "meetings", meeting.id, attendees=people)


def seat(review: Review, meeting: int, person: Attendee) -> Review:
    """Put somebody at a meeting, or renew what is known of who is there under that name."""
    people: tuple[Attendee, ...] = edits.find(review, "meetings", meeting).attendees
    if person.name in {other.name for other in people}:
        people = tuple(person if other.name == person.name else other for other in people)
    else:
        people = (*people, person)
    return edits.change(review, "meetings", meeting, attendees=people)


# --- its stages and minutes -----------------------------------------------------------------------------------------


def next_at(clock: dt.datetime, now: dt.datetime, zone: str) -> dt.datetime:
    """The next instant after `now` at which the clocks of a zone (IANA) show what they show at `clock`."""
    there = zones.place(zone)
    wanted, today = clock.astimezone(there).time(), now.astimezone(there).date()
    instants = (dt.datetime.combine(today + dt.timedelta(days), wanted, there) for days in (0, 1))
    return next((at.astimezone(dt.UTC) for at in instants if at > now), clock)


def end_meant(review: Review, ends: dt.datetime, now: dt.datetime, *, dated: bool) -> dt.datetime | None:
    """The end that somebody means by a time; None where that is over.

    A time that was written without its date and has passed is the next such time, unless a meeting goes on and that
    would be none of this meeting's.
    """
    if ends > now:
        return ends
    later = next_at(ends, now, review.header.zone)
    return later if not dated and (not held(review) or later - now < _HALF_A_DAY) else None


def begin(review: Review, meeting: int, agenda: Sequence[Stage], now: dt.datetime) -> Review:
    """Begin a meeting with this agenda; without a planned end it ends when the agenda does.

    An end that was planned on a day before is meant at that time of today.
    """
    ends = edits.find(review, "meetings", meeting).ends
    if ends and ends <= now:
        ends = next_at(ends, now, review.header.zone)
        ends = ends if ends - now < _HALF_A_DAY else None
    ends = ends or now + dt.timedelta(minutes=sum(stage.minutes for stage in agenda))
    return edits.change(review, "meetings", meeting, began=now, agenda=tuple(agenda), ends=ends)


def end(review: Review, now: dt.datetime) -> Review:
    """End the meeting that goes on, and its turn."""
    meeting = held(review)
    return edits.change(pause(review, now), "meetings", meeting.id, ended=now) if meeting else review


def turns(review: Review, meeting: int) -> tuple[Turn, ...]:
    """The turns of a meeting, in the order in which they came."""
    return tuple(turn for turn in review.turns if turn.meeting == meeting)


def present_turn(review: Review) -> Turn | None:
    """The last turn of the meeting that goes on, which may have ended (a pause); None before the first."""
    meeting = held(review)
    found = turns(review, meeting.id) if meeting else ()
    return found[-1] if found else None


def present_stage(review: Review) -> str:
    """The stage that the meeting is in, paused or not; "" while none goes on."""
    turn = present_turn(review)
    return turn.stage if turn else ""


def is_new(review: Review) -> bool:
    """Whether the meeting that goes on is in its stage for the first time, and was not paused there."""
    meeting, key = held(review), present_stage(review)
    return meeting is not None and sum(turn.stage == key for turn in turns(review, meeting.id)) == 1


def paused(review: Review) -> bool:
    """Whether a meeting goes on and its clock stands still."""
    turn = present_turn(review)
    return held(review) is not None and (turn is None or turn.ended is not None)


def enter(review: Review, stage: str, now: dt.datetime, turn: int) -> Review:
    """Go to a stage of the meeting that goes on: its turn begins, with the id `turn`, and the one before ends."""
    meeting = held(review)
    if meeting is None:
        return review
    return edits.add(pause(review, now), "turns", Turn(id=turn, meeting=meeting.id, stage=stage, began=now))


def go_on(review: Review, now: dt.datetime, turn: int) -> Review:
    """Let the clock go on in the stage where it was paused."""
    return enter(review, present_stage(review), now, turn) if paused(review) and present_stage(review) else review


def reopen(review: Review, meeting: int) -> Review:
    """Take back that a meeting is over; it is paused then."""
    return edits.change(review, "meetings", meeting, ended=None)


def pause(review: Review, now: dt.datetime) -> Review:
    """Let the clock of the meeting stand still."""
    turn = present_turn(review)
    return edits.change(review, "turns", turn.id, ended=now) if turn and turn.ended is None else review


def spent(review: Review, meeting: int, stage: str, now: dt.datetime) -> dt.timedelta:
    """How long a meeting has been in a stage until now, all its turns together."""
    return sum(
        (
            (turn.ended or now) - turn.began
            for turn in turns(review, meeting)
            if turn.stage == stage and turn.began and (turn.ended or now) > turn.began
        ),
        ZERO,
    )


def given(stage: Stage) -> dt.timedelta:
    """The time that a stage has now."""
    return dt.timedelta(minutes=stage.minutes if stage.given is None else stage.given)


def replan(stage: Stage, minutes: float) -> Stage:
    """The stage with other minutes planned; what it was given on the way becomes more or less by as much."""
    minutes = max(minutes, 0.0)
    now_given = None if stage.given is None else max(stage.given + minutes - stage.minutes, 0.0)
    return msgspec.structs.replace(stage, minutes=minutes, given=now_given)


def left(review: Review, now: dt.datetime) -> dt.timedelta | None:
    """How much of its time the present stage has left, negative once it is over; None while no meeting goes on."""
    meeting, key = held(review), present_stage(review)
    stage = next((stage for stage in meeting.agenda if stage.key == key), None) if meeting else None
    return given(stage) - spent(review, meeting.id, key, now) if meeting and stage else None


def next_stage(review: Review, by: int = 1) -> str:
    """The key of the stage after the present one, or before it; "" at the end of the agenda."""
    meeting, key = held(review), present_stage(review)
    keys = [stage.key for stage in meeting.agenda] if meeting else []
    place = keys.index(key) + by if key in keys else 0
    return keys[place] if 0 <= place < len(keys) else ""


def more(review: Review, minutes: float = MORE_MINUTES) -> Review:
    """Give the present stage more minutes; the others keep theirs."""
    key = present_stage(review)
    return _with_given(review, {key: minutes}, added=True) if key else review


def spread(review: Review, now: dt.datetime) -> Review:
    """Spread the time until the planned end over the rest of this stage and the stages after it, as was planned.

    The present stage takes part with what it has left. Past the planned end nothing is left to spread.
    """
    meeting, key = held(review), present_stage(review)
    keys = [stage.key for stage in meeting.agenda] if meeting else []
    if meeting is None or meeting.ends is None or key not in keys:
        return review
    here = spent(review, meeting.id, key, now)
    wishes = {stage.key: dt.timedelta(minutes=stage.minutes) for stage in meeting.agenda[keys.index(key) :]}
    wishes[key] = max(wishes[key] - here, ZERO)
    room = max(meeting.ends - now, ZERO)
    whole = sum(wishes.values(), ZERO)
    shares = {name: room * (wish / whole) if whole else room / len(wishes) for name, wish in wishes.items()}
    shares[key] += here
    return _with_given(review, {name: share / dt.timedelta(minutes=1) for name, share in shares.items()})


def _with_given(review: Review, minutes: dict[str, float], *, added: bool = False) -> Review:
    meeting = held(review)
    if meeting is None:
        return review
    agenda = tuple(
        msgspec.structs.replace(
            stage, given=round(minutes[stage.key] + (given(stage) / dt.timedelta(minutes=1) if added else 0), 2)
        )
        if stage.key in minutes
        else stage
        for stage in meeting.agenda
    )
    return edits.change(review, "meetings", meeting.id, agenda=agenda)


# --- what was agreed ------------------------------------------------------------------------------------------------


def agree(review: Review, now: dt.datetime) -> Review:
    """Note that the group agrees on the timeline as it is now; said again, it is agreed anew."""
    meeting = held(review)
    if meeting is None:
        return review
    rows = tuple(f"{event.id}:{_digest(event)}" for event in review.events)
    return edits.change(review, "meetings", meeting.id, agreed_at=now, agreed_rows=rows)


def changed_since_agreed(review: Review) -> frozenset[int]:
    """The ids of the events that are new, or say something else, since the latest meeting agreed on the timeline."""
    meeting = latest(review)
    if meeting is None or meeting.agreed_at is None:
        return frozenset()
    agreed = set(meeting.agreed_rows)
    return frozenset(event.id for event in review.events if f"{event.id}:{_digest(event)}" not in agreed)


def _digest(event: Event) -> str:
    """A short mark that is another once the row says something else."""
    said = (event.at.earliest, event.at.latest, event.end and event.end.latest, event.text, event.milestones)
    return f"{zlib.crc32(repr((*said, event.actors)).encode()):08x}"
