"""Every field that a person can write in, and the names of the places where text is typed.

A place names a field: ``events:12:line``, ``header:title``, ``response:detection`` or ``prompt:interval:detected``.
How its text is read and written is in `writing`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from pm_tui.review.model import Review
from pm_tui.review.vocabulary import (
    ACTION_KINDS,
    ACTION_STATES,
    CONSENTS,
    DIMENSIONS,
    EFFORTS,
    EVENT_KINDS,
    GATES,
    INCIDENT_TYPES,
    LAYERS,
    PRIORITIES,
    STATUSES,
    TERMS,
)

Kind = Literal[
    "prose",
    "line",
    "names",
    "date",
    "moment",
    "choice",
    "yes",
    "zone",
    "row",
    "event",
    "action",
    "learnt",
    "account",
    "count",
]


class Field(msgspec.Struct, frozen=True):
    """One field of a record: its name in the model, its label on the screen, how it is read."""

    name: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    choices: tuple[str, ...] = ()


FIELDS: dict[str, tuple[Field, ...]] = {
    "header": (
        Field("title", "Title", hint="what broke, as a customer would say it"),
        Field("date", "Date", "date", "the day it happened: 2026-03-14"),
        Field("severity", "Severity", hint="SEV1"),
        Field("summary", "Summary", "prose", "what, when, how long, who was hit, what it cost; two to four sentences"),
        Field("status", "Status", "choice", "in review; with a reason: rejected: what is missing", STATUSES),
        Field("zone", "Time zone", "zone", "Europe/Berlin"),
        Field("second_zone", "Second time zone", "zone", "UTC, beside the first one; empty for none"),
        Field("incident_type", "Type", "choice", choices=INCIDENT_TYPES),
        Field("tags", "Tags", "names", "checkout, config"),
        Field("owner", "Owner", hint="who sees this review through"),
        Field("facilitator", "Facilitator", hint="ideally somebody who did not respond"),
        Field("note_taker", "Note-taker"),
        Field("commander", "Incident commander"),
        Field("responders", "Responders", "names"),
        Field("committee", "Reviewers", "names"),
        Field("interviewees", "Interviewed", "names"),
        Field("services", "Services", "names"),
        Field("environments", "Environments", "names"),
        Field("change", "Change", hint="the deploy, flag or migration that set it off, if one did"),
        Field("detected_by", "Detected by", hint="an alarm, a customer, by chance"),
        Field("repeats", "Seen before in", "names"),
        Field("flags_off", "Not flagged here", "names", "hints, or a category: hindsight"),
        Field("because", "Reviewed because", "names", "downtime, escalation, SLA, data, slow response, near miss"),
        Field("shallow", "Fewer than five whys", hint="why that is enough here, if it is"),
    ),
    "impact": (
        Field("experience", "What customers saw", "prose", "in their words: what did not work, what did they see?"),
        Field("users", "Users hit", hint="14,200 customers, or 8 % of traffic"),
        Field("segment", "Segment", hint="who they were"),
        Field("region", "Region"),
        Field("error_rate", "Error rate", hint="12 % at the peak"),
        Field("money", "Money", hint="what it cost, as far as you know"),
        Field("sla", "SLA", hint="which promise was broken, by how much"),
        Field("lost", "Data lost", hint="what, how much, recovered or not"),
        Field("support", "Support requests", hint="how many, by when"),
        Field("start", "Impact began", "moment", "14:23, ~14:20 or 2026-03-14 14:23 UTC"),
        Field("end", "Impact ended", "moment", "15:02"),
    ),
    "meeting": (Field("attendees", "Attendees", "names", "everybody who is in the room"),),
    "meetings": (
        Field("learned", "Learned something", "count", "how many say so"),
        Field("again", "Would come again", "count", "how many say so"),
        Field("next", "Next meeting", "date", "2026-03-20, 20 Mar, tomorrow or +14d"),
    ),
    "notes": (Field("text", "Private note", "prose", "for you alone: never exported, never on the shared screen"),),
    "verdicts": (
        Field("words", "In their words", "prose"),
        Field("how", "How", hint="in the meeting, by mail, in the chat"),
    ),
    "events": (
        Field("line", "Event", "event", "14:31 Pager fires !detected @alice https://…"),
        Field("text", "What happened", "prose"),
        Field("at", "Time", "moment", "14:23, ~14:20, 14:20-14:30, 2026-03-14 14:23 UTC, +12m, now or ?"),
        Field("end", "Until", "moment", "for what lasted: 14:30"),
        Field("after", "After", "row", "the row it came after, by its time or words: 14:10, or pager"),
        Field("before", "Before", "row", "the row it came before; its time then follows these rows"),
        Field("kind", "Kind", "choice", choices=EVENT_KINDS),
        Field("actors", "Who", "names"),
        Field("tags", "Tags", "names", "words of your own to find it by: billing, eu"),
        Field("knew", "Known then", "prose", "what could be seen there and then"),
        Field("learnt", "Learnt", "learnt", "when, to whom, what was believed: +1d 08:51 @support the cache is slow"),
        Field("key", "Key event", "yes"),
        Field("public", "For customers", "yes"),
    ),
    "accounts": (Field("line", "Account", "account", "@who 08:51 how they tell it"),),
    "evidence": (
        Field("text", "Text", "prose", "log lines or a table, copied here so that they outlive their source"),
        Field("link", "Link", hint="https://…"),
        Field("caption", "Caption"),
        Field("source", "Source", hint="which system, which query"),
        Field("taken", "Taken at", "moment"),
        Field("public", "For customers", "yes"),
    ),
    "whys": (
        Field("text", "Because", "prose", "what made this possible?"),
        Field("layer", "Layer", "choice", choices=LAYERS),
        Field("dimension", "Dimension", "choice", choices=DIMENSIONS),
        Field("guard", "Guard with a hole", hint="what stands there to stop it: a test, an alarm, a review"),
        Field("gate", "Whys below it", "choice", hint="and: all were needed; or: each was enough", choices=GATES),
        Field("accepted", "Accepted because", hint="why nothing will be done about it"),
    ),
    "actions": (
        Field("line", "Action", "action", "Page on write errors above 1 % @platform due 20 Mar #detection PAY-118"),
        Field("title", "What", "prose"),
        Field("owner", "Owner"),
        Field("due", "Due", "date", "2026-03-20, 20 Mar, tomorrow or +14d"),
        Field("kind", "Kind", "choice", choices=ACTION_KINDS),
        Field("priority", "Priority", "choice", choices=PRIORITIES),
        Field("term", "Term", "choice", choices=TERMS),
        Field("state", "State", "choice", choices=ACTION_STATES),
        Field("reason", "Reason", hint="why not, when it will not be done"),
        Field("ticket", "Ticket", hint="PAY-118 or a link"),
        Field("proof", "How we will know", hint="what will be seen when it works"),
        Field("effort", "Effort", "choice", choices=EFFORTS),
        Field("consent", "Owner has said yes", "choice", choices=CONSENTS),
        Field("asker", "Who asks the owner"),
        Field("public", "For customers", "yes"),
    ),
    "lessons": (Field("text", "Lesson", "prose"),),
    "questions": (
        Field("text", "Question", "prose"),
        Field("who", "Who answers"),
        Field("by", "By when", "date", "2026-03-20, 20 Mar, tomorrow or +14d"),
        Field("answer", "Answer", "prose"),
        Field("state", "State", "choice", choices=("open", "answered")),
    ),
    "answers": (Field("text", "Answer", "prose"),),
    "kept": (Field("reason", "Reason", hint="why these words are fine here"),),
}
"""The fields of each table, in the order in which they are shown."""

WORDS_OF = {
    ("events", "line"): "text",
    ("events", "learnt"): "believed",
    ("accounts", "line"): "text",
    ("actions", "line"): "title",
}
"""The field that holds the words of what is typed in one line, by table and name of the line."""

PROSE = {"prose", "event", "action", "learnt", "account"}
"""The kinds of field whose text is checked for blame language."""


def headline(review: Review) -> str:
    """Date, severity and name of the incident in one line: ``2020-01-13 SEV1 Checkout was broken``."""
    header = review.header
    return " ".join(filter(None, [header.date.isoformat() if header.date else "", header.severity, header.title]))


def split_place(place: str) -> tuple[str, int, str]:
    """Table, record id and field of a place; the id is 0 for a table of one document."""
    table, _, rest = place.partition(":")
    record, _, name = rest.partition(":")
    return (table, int(record), name) if record.isdecimal() else (table, 0, rest)


def field_at(place: str) -> Field:
    """The field that a place names; a place without a fixed field (a prompt's answer) is prose."""
    table, _, name = split_place(place)
    return next((field for field in FIELDS.get(table, ()) if field.name == name), Field(name, "Answer", "prose"))


def is_prose(place: str) -> bool:
    """Whether text at this place is checked for blame language."""
    return field_at(place).kind in PROSE or place in ("header:title", "header:change")


def read_choice(field: Field, text: str) -> str:
    """The choice that a text means, in full or by a beginning of its own. ValueError: a sentence with the choices."""
    typed = text.strip().lower()
    found = [choice for choice in field.choices if choice.lower().startswith(typed)]
    exact = next((choice for choice in field.choices if choice.lower() == typed), None)
    if exact is not None or len(found) == 1:
        return found[0] if exact is None else exact
    if not typed:
        return field.choices[0] if "" not in field.choices else ""
    listed = ", ".join(choice for choice in field.choices if choice)
    raise ValueError(f"“{typed}” is not one of: {listed}.")
