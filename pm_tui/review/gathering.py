"""The records of the meetings and of what comes of them: agenda and turns, questions and notes, verdicts and status.

All instants are UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from pm_tui.review.record import Record
from pm_tui.review.vocabulary import Ruling, Status


class Attendee(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Somebody at a meeting; `joined` (UTC) for who came later."""

    name: str
    role: str = ""
    present: bool = True
    joined: dt.datetime | None = None


class Stage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A stage of an agenda: `minutes` as planned, `given` what it has now (None: as planned)."""

    key: str
    minutes: float = 0.0
    given: float | None = None


class Meeting(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A review meeting: planned while `began` is None, held while `ended` is. All instants are UTC.

    `ends` is the planned end on the wall clock. `asked` are the prompts to ask aloud, in order; they are the proposal
    until somebody has `picked`. `rules_at` is when the ground rules were confirmed, `agreed_at` when the timeline was
    agreed, `agreed_rows` what its rows said then (see `meetings`). `learned` and `again` count hands at the close,
    `next` is the day of the next meeting.
    """

    began: dt.datetime | None = None
    ended: dt.datetime | None = None
    ends: dt.datetime | None = None
    agenda: tuple[Stage, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    asked: tuple[str, ...] = ()
    picked: bool = False
    rules_at: dt.datetime | None = None
    agreed_at: dt.datetime | None = None
    agreed_rows: tuple[str, ...] = ()
    learned: int | None = None
    again: int | None = None
    next: dt.date | None = None


class Turn(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A stretch of a meeting spent in one stage, from `began` to `ended` (UTC; None while it goes on)."""

    meeting: int = 0
    stage: str = ""
    began: dt.datetime | None = None
    ended: dt.datetime | None = None


class OwnQuestion(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A question of the team's own, in the wording of the day it was taken in; `key` names it in the settings."""

    key: str = ""
    section: str = ""
    text: str = ""


class Note(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What the facilitator notes to a prompt for herself: never exported, never on the shared screen."""

    prompt: str = ""
    text: str = ""


class Verdict(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What a reviewer ruled; `how` it was told ("mail", "in the meeting"), for not every reviewer uses pm-tui."""

    who: str = ""
    ruling: Ruling = ""
    at: dt.datetime | None = None
    how: str = ""
    words: str = ""


class StatusChange(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """From when on (UTC) the review had a status, and why."""

    status: Status = "draft"
    at: dt.datetime | None = None
    reason: str = ""


class Inbox(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """How much of the inbox file beside the review has been taken in: the first `taken` bytes."""

    taken: int = 0
    extra: dict[str, Any] = {}
