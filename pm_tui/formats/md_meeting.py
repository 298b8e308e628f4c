"""The log of the meetings as Markdown: who was there, what was agreed, what the minutes went to, what hands said.

The facilitator's private notes, and which prompts she meant to ask, are no part of it.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from pm_tui.formats.md_blocks import bullets, table
from pm_tui.formats.md_escape import inline
from pm_tui.formats.md_moment import when
from pm_tui.review import meetings
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import Moment, Review

STAGE_COLUMNS = ("Stage", "Planned (min)", "Given (min)", "Actual (min)")
_MINUTE = dt.timedelta(minutes=1)


def only(review: Review, zone: str) -> str:
    """The log of the one meeting that there is."""
    return _log(review, review.meetings[0], zone) if len(review.meetings) == 1 else ""


def several(review: Review, zone: str) -> str:
    """The logs of the meetings, in their order, if there are more than one."""
    if len(review.meetings) < 2:
        return ""
    logs = ((f"### {_heading(meeting, zone)}", _log(review, meeting, zone)) for meeting in review.meetings)
    return "\n\n".join(part for log in logs for part in log if part)


def _heading(meeting: Meeting, zone: str) -> str:
    return _at(meeting.began, zone) if meeting.began else "Planned"


def _log(review: Review, meeting: Meeting, zone: str) -> str:
    there = bullets([_attendee(attendee, zone)] for attendee in meeting.attendees)
    parts = (_course(review, meeting, zone), there, _stages(review, meeting), _close(meeting))
    return "\n\n".join(filter(None, parts))


def _course(review: Review, meeting: Meeting, zone: str) -> str:
    """When it was, and what was confirmed and agreed at which time."""
    said = []
    if meeting.began:
        until = f" to {_at(meeting.ended, zone)}" if meeting.ended else ""
        said.append(f"{_at(meeting.began, zone)}{until}.")
    if meeting.ends and not meeting.ended:
        said.append(f"Planned until {_at(meeting.ends, zone)}.")
    if meeting.rules_at:
        said.append(f"Ground rules confirmed at {_at(meeting.rules_at, zone)}.")
    if meeting.agreed_at:
        alone = msgspec.structs.replace(review, meetings=(meeting,))
        changed = len(meetings.changed_since_agreed(alone))
        rows = f"; {changed} row{'s' * (changed != 1)} changed since" if changed else ""
        said.append(f"Timeline agreed at {_at(meeting.agreed_at, zone)}{rows}.")
    return " ".join(said)


def _attendee(attendee: Attendee, zone: str) -> str:
    joined = f"joined {_at(attendee.joined, zone)}" if attendee.joined else ""
    remarks = filter(None, (inline(attendee.role), "" if attendee.present else "not there", joined))
    return " ".join([inline(attendee.name) or "…", *(f"({remark})" for remark in remarks)])


def _stages(review: Review, meeting: Meeting) -> str:
    """Planned, given and spent minutes of each stage; also of one that was entered and is in the agenda no more."""
    agenda = {stage.key: stage for stage in reversed(meeting.agenda)}
    keys = dict.fromkeys(
        [stage.key for stage in meeting.agenda] + [turn.stage for turn in meetings.turns(review, meeting.id)]
    )
    rows = []
    for key in keys:
        stage = agenda.get(key)
        until = meeting.ended or dt.datetime.min.replace(tzinfo=dt.UTC)  # a turn nobody ended counts to the end
        spent = meetings.spent(review, meeting.id, key, until) / _MINUTE
        planned = _minutes(stage.minutes) if stage else ""
        given = _minutes(stage.given) if stage and stage.given is not None else planned
        rows.append((inline(key[:1].upper() + key[1:]) or "…", planned, given, _minutes(spent) if spent else ""))
    return table(STAGE_COLUMNS, rows) if rows else ""


def _minutes(minutes: float) -> str:
    """Whole minutes; of less than one, that it was less."""
    return "under 1" if 0 < minutes < 0.5 else str(round(minutes))


def _close(meeting: Meeting) -> str:
    hands = [
        f"{meeting.learned} learned something" if meeting.learned is not None else "",
        f"{meeting.again} would come again" if meeting.again is not None else "",
    ]
    raised = ", ".join(filter(None, hands))
    following = f"Next meeting: {meeting.next.isoformat()}." if meeting.next else ""
    return " ".join(filter(None, (f"{raised}." if raised else "", following)))


def _at(instant: dt.datetime, zone: str) -> str:
    at = instant.replace(second=0, microsecond=0)
    return when(Moment(at, at, None, "exact"), zone)
