"""The rows of the meeting: ground rules, people, agenda, what to look at before agreeing, reading back, closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from pm_tui.review import before_agreeing, fields, meetings, times, zones
from pm_tui.review.agenda import title
from pm_tui.review.gathering import Meeting, Stage
from pm_tui.review.model import Action, Moment, Review
from pm_tui.ui.widgets.field_rows import detail_rows, field_row
from pm_tui.ui.widgets.marks import ACTION_MARKS
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.said_keys import in_your_keys

THERE, AWAY = "● ", "○ "
NO_RULING = "no verdict yet"


def heading(text: str, key: str = "") -> Row:
    """The title of a section; one with a key can be gone to."""
    return Row(key=key, text=text, kind="heading")


def clock(instant: dt.datetime | None, zone: str) -> str:
    """A wall clock time in a zone; "" for none."""
    return times.show(Moment(instant, instant, None, "exact"), zone) if instant else ""


def rule_rows(meeting: Meeting | None, zone: str, rules: Sequence[str]) -> list[Row]:
    """The ground rules, and when they were confirmed."""
    said = f"✓ confirmed at {clock(meeting.rules_at, zone)}" if meeting and meeting.rules_at else ""
    rows = [heading("Ground rules")]
    rows += [Row(key="", lead=rule, note=" ") for rule in rules]
    rows.append(
        Row(key="rules", text=said or "Enter: the group has heard them and agrees", kind="record" if said else "unset")
    )
    return rows


def people_rows(review: Review, keymap: Mapping[str, str]) -> list[Row]:
    """Who is there, and a word when the facilitator is not neutral."""
    rows = [heading("People")]
    rows += [Row(key="", text=in_your_keys(notice, keymap), kind="gap") for notice in neutrality(review)]
    for person in meetings.attendees(review):
        came = f"came at {clock(person.joined, review.header.zone)}" if person.joined else ""
        said = [f"{person.name}, {person.role}" if person.role else person.name, came]
        rows.append(
            Row(
                key=f"person:{person.name}",
                lead=THERE if person.present else AWAY,
                text=" · ".join(filter(None, [*said, "" if person.present else "not there"])),
            )
        )
    rows.append(Row(key="add:person", text="+ add: name, role", kind="unset"))
    return rows


def neutrality(review: Review) -> tuple[str, ...]:
    """What speaks against the facilitator being neutral; it is a notice, not a fault (Etsy, PagerDuty)."""
    header = review.header
    name = header.facilitator
    if not name:
        return ("Nobody is named as facilitator yet (F5).",)
    roles = {
        "was a responder": name in (*header.responders, header.commander),
        "owns this review": name == header.owner,
    }
    told = " and ".join(role for role, so in roles.items() if so)
    return (f"{name} facilitates and {told}: could somebody else ask the questions today?",) if told else ()


def agenda_rows(review: Review, agenda: Sequence[Stage], now: dt.datetime) -> list[Row]:
    """The stages, with what they have and what they took; the present one is pointed at."""
    meeting, present = meetings.in_hand(review), meetings.present_stage(review)
    whole = sum(stage.minutes for stage in agenda)
    ends = meeting.ends if meeting else None
    rows = [heading(f"Agenda · {whole:g} minutes")]
    rows.append(
        Row(
            key="ends",
            lead="Planned end: ",
            text=clock(ends, review.header.zone) or "(when the agenda is through; 15:00)",
        )
    )
    for stage in agenda:
        took = meetings.spent(review, meeting.id, stage.key, now) if meeting else meetings.ZERO
        has = f"{stage.minutes:g} min"
        if stage.given is not None and stage.given != stage.minutes:
            has += f", now {stage.given:.0f}"
        spent = f" · {int(took.total_seconds() // 60)} min spent" if took else ""
        rows.append(
            Row(
                key=f"stage:{stage.key}",
                lead="▶ " if stage.key == present else "  ",
                text=f"{title(stage.key)} · {has}{spent}",
            )
        )
    return rows


def agreeing_rows(review: Review) -> list[Row]:
    """Where the timeline stands, and what to look at before the group agrees on it."""
    meeting = meetings.latest(review)
    rows = [heading("Before the timeline is agreed")]
    if meeting and meeting.agreed_at:
        changed = len(meetings.changed_since_agreed(review))
        since = f"; {changed} row{'s' * (changed != 1)} changed since" if changed else ""
        rows.append(Row(key="agree", text=f"✓ agreed at {clock(meeting.agreed_at, review.header.zone)}{since}"))
    else:
        rows.append(Row(key="agree", text="Enter: the group agrees on the timeline as it is", kind="unset"))
    bare, zoneless = before_agreeing.without_evidence(review), before_agreeing.without_zone(review)
    if not before_agreeing.begins_before(review):
        rows.append(
            Row(
                key="to:events",
                text="Nothing is told from before the incident: what was the normal that day?",
                kind="gap",
            )
        )
    for events, said in ((bare, "without evidence"), (zoneless, "read in the review's zone, for none was written")):
        if events:
            rows.append(Row(key="", text=f"{len(events)} row{'s' * (len(events) != 1)} {said}", kind="gap"))
            rows += [
                Row(
                    key=f"to:events:{event.id}:{said}",
                    lead=f"{times.show(event.at, review.header.zone) if event.at.known else '?'}  ",
                    text=event.text,
                )
                for event in events
            ]
    return rows


def read_back_rows(review: Review) -> list[Row]:
    """The actions and the open questions, to be read aloud before everybody leaves."""
    rows = [heading("Reading back", "heading:close")]
    for action in review.actions:
        if action.state in ("idea", "open"):
            rows.append(
                Row(
                    key=f"to:actions:{action.id}",
                    lead=ACTION_MARKS[action.state],
                    text=action.title,
                    note=_promise(action),
                )
            )
    for question in review.questions:
        if question.state == "open":
            said = [question.who or "who finds out?", f"by {question.by:%d %b}" if question.by else "by when?"]
            rows.append(Row(key=f"to:questions:{question.id}", lead="? ", text=question.text, note=" · ".join(said)))
    if len(rows) == 1:
        rows.append(Row(key="", text="No action and no question is open.", kind="gap"))
    return rows


def _promise(action: Action) -> str:
    asks = f"{action.asker or 'who'} asks" if action.consent == "to ask" else ""
    return " · ".join(
        filter(None, [action.owner or "who takes it on?", f"{action.due:%d %b}" if action.due else "by when?", asks])
    )


def closing_rows(review: Review) -> list[Row]:
    """Hands, the next date, and the reviewers with their verdicts."""
    meeting = meetings.latest(review)
    rows = [heading("Closing")]
    names = [field.name for field in fields.FIELDS["meetings"]]
    rows += [field_row(review, f"meetings:{meeting.id}:{name}") for name in names] if meeting else []
    rows.append(heading("Reviewers"))
    ruled = {verdict.who for verdict in review.verdicts}
    rows += [
        Row(key=f"reviewer:{name}", lead="○ ", text=name, note=NO_RULING)
        for name in review.header.committee
        if name not in ruled
    ]
    return rows


def verdict_rows(review: Review, details: frozenset[int]) -> list[Row]:
    """The verdicts that were given; one with its details open shows every field."""
    marks = {"approved": "✓ ", "rejected": "✗ "}
    rows: list[Row] = []
    for verdict in review.verdicts:
        at = verdict.at.astimezone(zones.place(review.header.zone)) if verdict.at else None
        notes = [verdict.ruling or NO_RULING, f"{at:%d %b %H:%M}" if at else "", verdict.how]
        row = Row(
            key=f"verdicts:{verdict.id}",
            lead=f"{marks.get(verdict.ruling, '○ ')}{verdict.who}: ",
            text=verdict.words,
            note=" · ".join(filter(None, notes)),
            place=f"verdicts:{verdict.id}:words",
            hint="in their words",
        )
        rows += [row, *(detail_rows(review, "verdicts", verdict.id) if verdict.id in details else [])]
    rows.append(Row(key="add:verdict", text="+ add a verdict", kind="unset"))
    return rows
