"""The review as immutable data: one record type for each table of the file.

Every table is flat. A record has a random integer id below 2**53, stable for life, which is also its document id in the
file; a record that has an order holds `rank`, a fractional index (see `ranks`). A review changes only through `edits`.

What is immutable cannot hold itself, so `gc=False` keeps records from the search for cycles: through a long history of
long timelines that takes a tenth of a second, in which the screen stands still.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from pm_tui.review.customer_records import Accepted, Agreement, Customer, CustomerPart
from pm_tui.review.gathering import Inbox, Meeting, Note, OwnQuestion, StatusChange, Turn, Verdict
from pm_tui.review.record import Record
from pm_tui.review.vocabulary import (
    ActionKind,
    ActionState,
    AnswerState,
    Certainty,
    Consent,
    Dimension,
    Effort,
    EventKind,
    Gate,
    IncidentType,
    Layer,
    LessonKind,
    Priority,
    QuestionState,
    Status,
    Term,
)


class Moment(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A time as well as it is known: between `earliest` and `latest`, both UTC; both None when unknown.

    `offset` is in minutes east of UTC as the author wrote it, None when the text named no zone. `text` is what was
    typed. `doubt` is a short sentence when we had to choose (a doubled hour, an abbreviation with two meanings).
    What was assumed: `zone` (IANA name) in which a clock without a zone was read, `day` the review's date at that time
    for a text that named none; "" and None where nothing was.
    """

    earliest: dt.datetime | None = None
    latest: dt.datetime | None = None
    offset: int | None = None
    certainty: Certainty = "unknown"
    text: str = ""
    doubt: str = ""
    zone: str = ""
    day: dt.date | None = None

    @property
    def known(self) -> bool:
        """Whether there is an instant at all."""
        return self.earliest is not None and self.latest is not None


UNKNOWN = Moment()


class Event(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A row of the timeline. `end` is for what lasted (14:20..14:30), not for an uncertain time (14:20-14:30).

    `milestones` are the marks on it: ours, "recurred", and any other word as the team's own (see `milestones`).
    `after` and `before` are ids of the rows between which it lies (0: none); its time follows them. `learnt` is when it
    became known, `learnt_by` to whom, `believed` what people took for true until then; `knew` is what the group says of
    what was known there and then. `refused` are milestones that its words suggest and that somebody said it is not.
    """

    at: Moment = UNKNOWN
    end: Moment | None = None
    text: str = ""
    kind: EventKind = ""
    milestones: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    key: bool = False
    public: bool = False
    after: int = 0
    before: int = 0
    learnt: Moment = UNKNOWN
    learnt_by: tuple[str, ...] = ()
    believed: str = ""
    knew: str = ""
    refused: tuple[str, ...] = ()


class Account(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """How somebody else, the `teller`, tells the event `about`; it stands beside the event and replaces nothing."""

    about: int = 0
    teller: str = ""
    at: Moment = UNKNOWN
    text: str = ""


class Evidence(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Text kept in the review (log lines, a table), a link, or a file, for the record `about` (0: the whole review).

    `also` are further records that it supports. `file` is the name of a file in the folder beside the review, by what
    it holds (see `attached`); `name` is what it was called, `size` its bytes. `public`: customers may see it.
    """

    about: int = 0
    text: str = ""
    link: str = ""
    caption: str = ""
    source: str = ""
    taken: Moment = UNKNOWN
    also: tuple[int, ...] = ()
    file: str = ""
    name: str = ""
    size: int = 0
    public: bool = False

    @property
    def supports(self) -> tuple[int, ...]:
        """The ids of all records that it supports; 0 is the review as a whole."""
        return (self.about, *self.also)


class Why(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """One answer to "why?". `parent` is the id of the why that it explains, 0 at the root.

    `guard` names what stands there to stop it and had a hole (a test, an alarm, a review). `gate` says how the whys
    below it come together: all were needed ("and") or each was enough ("or"). `accepted` is why nothing will be done.
    """

    parent: int = 0
    text: str = ""
    layer: Layer = ""
    dimension: Dimension = ""
    guard: str = ""
    gate: Gate = ""
    accepted: str = ""


class Action(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """An action item. `answers` names the prompts it answers, `made_from` the answer it grew out of (0: none).

    `consent` is whether the owner has said yes; while it is to be asked, `asker` is who will ask. `public` is whether
    customers may read of it.
    """

    title: str = ""
    kind: ActionKind = ""
    owner: str = ""
    due: dt.date | None = None
    priority: Priority = ""
    term: Term = ""
    state: ActionState = "idea"
    reason: str = ""
    ticket: str = ""
    proof: str = ""
    effort: Effort = ""
    consent: Consent = ""
    asker: str = ""
    answers: tuple[str, ...] = ()
    made_from: int = 0
    public: bool = False


class Lesson(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What went well, what went poorly, where we were lucky, what surprised us, what we learned.

    An action is tied to what we learned by the prompt id `learned:<id>` among its `answers`.
    """

    kind: LessonKind = "well"
    text: str = ""


class Question(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """An open question about the record `about` (0: the review): who answers it, by when."""

    about: int = 0
    text: str = ""
    who: str = ""
    by: dt.date | None = None
    state: QuestionState = "open"
    answer: str = ""


class Answer(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """An answer to a prompt, or the reason for letting it go, or a parked thought.

    `prompt` is "" for a thought that was parked from anywhere. `asked` is the wording that was on the screen then,
    `basis` the number that it rested on ("12 min", "" for none): when that changes, the prompt is open again.
    """

    prompt: str = ""
    asked: str = ""
    text: str = ""
    state: AnswerState = "answered"
    basis: str = ""


class Response(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """An answer to one question of the response review; `key` names the question, `asked` keeps its wording.

    `room` marks it for the meeting; the others are for readers.
    """

    key: str = ""
    asked: str = ""
    text: str = ""
    room: bool = False


class Draft(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Text that is being typed, or does not parse yet; `place` says where it belongs (see `places`)."""

    place: str = ""
    text: str = ""
    cursor: int = 0


class Kept(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A flag that the authors decided to keep: `quote` is fine in this `sentence`, whatever is said around it.

    `place` is where that was decided, `reason` why.
    """

    place: str = ""
    quote: str = ""
    category: str = ""
    sentence: str = ""
    reason: str = ""


class Header(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Who and what the review is about.

    `zone` is the IANA name in which times are shown and read, `second_zone` one in which they are shown as well.
    `flags_off` are categories of blame language that are not flagged in this review, and "hints" for the softer finds.
    `because` says why the incident is reviewed (see `due`), `shallow` why fewer than five whys are enough here.
    """

    title: str = ""
    date: dt.date | None = None
    severity: str = ""
    status: Status = "draft"
    summary: str = ""
    zone: str = "UTC"
    second_zone: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    facilitator: str = ""
    note_taker: str = ""
    commander: str = ""
    responders: tuple[str, ...] = ()
    committee: tuple[str, ...] = ()
    interviewees: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()
    incident_type: IncidentType = ""
    change: str = ""
    detected_by: str = ""
    repeats: tuple[str, ...] = ()
    flags_off: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    shallow: str = ""
    extra: dict[str, Any] = {}


class Impact(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What it did to whom, with numbers. Its start and end are not those of the incident."""

    experience: str = ""
    segment: str = ""
    region: str = ""
    users: str = ""
    error_rate: str = ""
    money: str = ""
    sla: str = ""
    lost: str = ""
    support: str = ""
    start: Moment = UNKNOWN
    end: Moment = UNKNOWN
    extra: dict[str, Any] = {}


class SetAside(msgspec.Struct, frozen=True):
    """What a file held and we could not read: kept raw, written back unchanged. `key` is "" for a whole table."""

    table: str
    key: str
    raw: Any
    reason: str


class Review(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """One incident's review. Rows stand in the order in which they are shown (rank, ties by id)."""

    header: Header = Header()
    impact: Impact = Impact()
    inbox: Inbox = Inbox()
    events: tuple[Event, ...] = ()
    accounts: tuple[Account, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    whys: tuple[Why, ...] = ()
    actions: tuple[Action, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    response: tuple[Response, ...] = ()
    own_questions: tuple[OwnQuestion, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    turns: tuple[Turn, ...] = ()
    notes: tuple[Note, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    history: tuple[StatusChange, ...] = ()
    drafts: tuple[Draft, ...] = ()
    kept: tuple[Kept, ...] = ()
    customer: Customer = Customer()
    customer_parts: tuple[CustomerPart, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


TABLES: dict[str, type[Record]] = {
    "events": Event,
    "accounts": Account,
    "evidence": Evidence,
    "whys": Why,
    "actions": Action,
    "lessons": Lesson,
    "questions": Question,
    "answers": Answer,
    "response": Response,
    "own_questions": OwnQuestion,
    "meetings": Meeting,
    "turns": Turn,
    "notes": Note,
    "verdicts": Verdict,
    "history": StatusChange,
    "drafts": Draft,
    "kept": Kept,
    "customer_parts": CustomerPart,
    "agreements": Agreement,
    "accepted": Accepted,
}
"""The tables of records, by their name in the file and in `Review`."""

SINGLES: dict[str, type[msgspec.Struct]] = {"header": Header, "impact": Impact, "inbox": Inbox, "customer": Customer}
"""The tables that hold one document, id 1."""


def roster(review: Review) -> tuple[str, ...]:
    """The people the review knows: header, attendees, those of events and accounts, owners; each once."""
    header = review.header
    names = [header.owner, header.facilitator, header.note_taker, header.commander]
    names += [*header.responders, *header.committee, *header.interviewees]
    names += [attendee.name for meeting in reversed(review.meetings) for attendee in meeting.attendees]
    names += [person for event in review.events for person in (*event.actors, *event.learnt_by)]
    names += [account.teller for account in review.accounts]
    names += [name for action in review.actions for name in (action.owner, action.asker)]
    names += [verdict.who for verdict in review.verdicts]
    names += [question.who for question in review.questions]
    names += [*review.customer.approvers, *(agreement.who for agreement in review.agreements)]
    return tuple(dict.fromkeys(name for name in names if name))
