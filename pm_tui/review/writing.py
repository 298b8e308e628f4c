"""Putting what is typed into the review, and showing what the review holds as text that can be typed on.

What is being typed always lies in the review: as the field's value, or, while it cannot be read, as a draft at that
place. So a killed program loses no word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, cast

import msgspec

from pm_tui.review import (
    actions,
    bounds,
    edits,
    eventline,
    knowing,
    life,
    meetings,
    milestones,
    rereading,
    times,
    zones,
)
from pm_tui.review.fields import FIELDS, Field, Kind, field_at, read_choice, split_place
from pm_tui.review.model import Account, Action, Event, Evidence, Moment, Response, Review
from pm_tui.review.response import QUESTIONS


class Context(msgspec.Struct, frozen=True):
    """What reading needs besides the text: a clock (UTC), a source of new record ids, the team's own milestones."""

    now: Callable[[], dt.datetime]
    new_id: Callable[[], int]
    milestones: tuple[str, ...] = ()

    def today(self, review: Review) -> dt.date:
        """The day it is in the review's zone."""
        return self.now().astimezone(zones.place(review.header.zone)).date()


class Written(msgspec.Struct, frozen=True):
    """The review after a text was written at a place, and what could not be read ("" when all was)."""

    review: Review
    problem: str = ""


def text_at(review: Review, place: str, team: Sequence[str] = ()) -> str:
    """What an editor shows at a place: the draft if one is there, else the value."""
    if draft := edits.draft_at(review, place):
        return draft.text
    return value_text(review, place, team)


def value_text(review: Review, place: str, team: Sequence[str] = ()) -> str:
    """The value at a place as text that `write` reads back; "" where there is none. `team`: its own milestones."""
    table, record, name = split_place(place)
    if place == life.PLACE:
        return life.status_line(review)
    if table in ("response", "meeting") or table not in FIELDS:
        return _kept_elsewhere(review, table, name)
    try:
        owner = edits.find(review, cast(edits.Table, table), record) if record else getattr(review, table)
    except KeyError:
        return ""
    field = field_at(place)
    if field.kind in _LINES:
        return _line(review, owner, field.kind, team)
    value = getattr(owner, field.name)
    if field.kind == "row":
        return _row_label(review, value)
    if isinstance(owner, Event) and field.name == "at" and bounds.is_bound(owner):
        value = Moment(text=value.text)  # the rest is not its own
    return _shown(field.kind, value, review.header.zone)


def _kept_elsewhere(review: Review, table: str, name: str) -> str:
    """The text at a place that is named by what it is for, and not by a record."""
    if table == "response":
        return next((row.text for row in review.response if row.key == name), "")
    return _shown("names", meetings.attendees(review), review.header.zone) if table == "meeting" else ""


def _line(review: Review, row: Event | Account | Action, kind: Kind, team: Sequence[str]) -> str:
    """The line in which such a record is typed, with room where its words go while it has none."""
    if isinstance(row, Action):
        line = actions.write_action(row)
        return line if row.title or not line else f" {line}"
    if isinstance(row, Event) and kind == "learnt":
        return knowing.learnt_line(row, review.header.zone)
    if isinstance(row, Account):
        line = knowing.account_line(row, review.header.zone)
    else:
        links = [piece.link for piece in review.evidence if piece.about == row.id and _only_link(piece)]
        line = eventline.write_line(row, links, review.header.zone, milestones.known(review, team))
    return line if row.text or not line else f"{line} "


def _row_label(review: Review, event: int) -> str:
    row = next((row for row in review.events if row.id == event), None)
    return bounds.label(row, review.header.zone) if row else ""


def _shown(kind: Kind, value: Any, zone: str) -> str:
    if value is None:
        return ""
    if kind == "names":
        return ", ".join(getattr(item, "name", item) for item in value)
    if kind == "moment":
        moment = cast(Moment, value)
        return moment.text or (times.show(moment, zone, date=True) if moment.known else "")
    if kind == "date":
        return cast(dt.date, value).isoformat()
    if kind == "yes":
        return "yes" if value else ""
    return str(value)


def write(review: Review, place: str, text: str, cursor: int, context: Context) -> Written:
    """Put `text` at a place. What cannot be read yet stays there as a draft, with a sentence that says why."""
    table, record, name = split_place(place)
    try:
        if table == "response":
            written = _write_response(review, name, text, context)
        elif table not in FIELDS:
            return Written(edits.set_draft(review, place, text, cursor, context.new_id))
        elif place == life.PLACE:
            written = life.write_status(review, text, context.now(), context.new_id)
        elif line := _LINES.get(field_at(place).kind):
            written = line(review, record, text, context)
        elif field_at(place).kind == "row":
            written = _write_bound(review, record, cast(bounds.Side, name), text, context)
        else:
            written = _write_value(review, place, text, context)
    except ValueError as problem:
        return Written(edits.set_draft(review, place, text, cursor, context.new_id), str(problem))
    return Written(edits.set_draft(written, place, "", 0, context.new_id))


def _write_value(review: Review, place: str, text: str, context: Context) -> Review:
    table, record, _ = split_place(place)
    field = field_at(place)
    value = _read(review, field, text, context)
    if table == "meeting":
        return meetings.invite(review, value, context.new_id)
    if record:
        free = _FREE if (table, field.name) == ("events", "at") and value.known else {}
        return edits.change(review, cast(edits.Table, table), record, **{field.name: value}, **free)
    return edits.change_single(review, cast(edits.Single, table), **{field.name: value})


WHO_TELLS = "who tells it? begin with @name"

_FREE = {"after": 0, "before": 0}
"""What a time of its own does to the bounds of an event."""


def _write_bound(review: Review, event: int, side: bounds.Side, text: str, context: Context) -> Review:
    row: Event = edits.find(review, "events", event)
    if text == _row_label(review, getattr(row, side)):
        return review
    others = (other for other in review.events if other.id != event)
    bound = {"after": row.after, "before": row.before}
    bound[side] = bounds.row_named(others, text, review.header.zone) if text.strip() else 0
    return bind(review, event, context, after=bound["after"], before=bound["before"])


def bind(review: Review, event: int, context: Context, *, after: int, before: int) -> Review:
    """See `edits.bind`; an event that is let go has the time again that was typed for it."""
    bound = edits.bind(review, event, after=after, before=before)
    row: Event = edits.find(bound, "events", event)
    if bound is review or bounds.is_bound(row):
        return bound
    at = rereading.reread(row.at, event_setting(bound, event, context.now()))
    return edits.change(bound, "events", event, at=at)


def _read(review: Review, field: Field, text: str, context: Context) -> Any:  # noqa: PLR0911 - a table of kinds
    """The value that a text means for a field. ValueError: a sentence that says what is accepted."""
    stripped = text.strip()
    match field.kind:
        case "names":
            return tuple(name for part in stripped.replace("\n", ",").split(",") if (name := part.strip()))
        case "date":
            return actions.read_date(stripped, context.today(review))
        case "moment":
            return _read_moment(review, field, stripped, context)
        case "choice":
            return read_choice(field, stripped)
        case "count":
            return _count(stripped)
        case "yes":
            return stripped.lower() in ("yes", "y", "x", "true", "1")
        case "zone":
            return read_zone(stripped) if stripped or field.name != "second_zone" else ""
        case _:
            return text


def _read_moment(review: Review, field: Field, text: str, context: Context) -> Moment | None:
    if not text:
        return None if field.name == "end" and field.label == "Until" else Moment()
    setting = times.Setting(now=context.now(), zone=review.header.zone, date=review.header.date)
    return times.read(text, setting).at


def _count(text: str) -> int | None:
    if not text or (text.isascii() and text.isdecimal() and len(text) < 4):
        return int(text) if text else None
    raise ValueError(f"“{text}” is not a number of people.")


def read_zone(text: str) -> str:
    """The IANA name of a zone; "" is UTC. ValueError: there is none of that name."""
    name = text or "UTC"
    if zones.find(name):
        return name
    raise ValueError(f"“{text}” is not a time zone we know. Try Europe/Berlin, America/New_York or UTC.")


def _write_response(review: Review, key: str, text: str, context: Context) -> Review:
    row = next((row for row in review.response if row.key == key), None)
    if row and not (text or row.room):
        return edits.delete(review, "response", row.id)
    if row:
        return edits.change(review, "response", row.id, text=text)
    asked = next((question.text for question in QUESTIONS if question.key == key), key)
    return edits.add(review, "response", Response(id=context.new_id(), key=key, asked=asked, text=text))


# --- the line of an event -------------------------------------------------------------------------------------------


def event_of(line: eventline.EventLine, record: int) -> Event:
    """A new event made of a line that was read; its links become evidence, which is the caller's to add."""
    return Event(
        id=record,
        at=line.at,
        end=line.end,
        text=line.text,
        kind=line.kind,
        milestones=line.milestones,
        actors=line.actors,
    )


def event_setting(review: Review, event: int, now: dt.datetime) -> times.Setting:
    """What the time of an event is read against: the nearest known time above it, the incident's date and zone."""
    above: Moment | None = None
    for row in review.events:
        if row.id == event:
            break
        above = row.at if row.at.known else above
    return times.Setting(now=now, zone=review.header.zone, above=above, date=review.header.date)


def event_setting_below(review: Review, after: int | None, now: dt.datetime) -> times.Setting:
    """What the times of rows that go behind the event `after` are read against (None: at the end)."""
    above: Moment | None = None
    for row in review.events:
        above = row.at if row.at.known else above
        if row.id == after:
            break
    return times.Setting(now=now, zone=review.header.zone, above=above, date=review.header.date)


def _write_event(review: Review, event: int, text: str, context: Context) -> Review:
    row = edits.find(review, "events", event)
    setting = event_setting(review, event, context.now())
    known = milestones.known(review, context.milestones)
    line = eventline.read_line(text, setting, known)
    if line.problem:
        raise ValueError(line.problem)
    shown = eventline.read_line(value_text(review, f"events:{event}:line", context.milestones), setting, known)
    at, end = (row.at, row.end) if (line.at, line.end) == (shown.at, shown.end) else (line.at, line.end)
    fields = {"at": at, "end": end, "text": line.text, "actors": line.actors}
    fields |= _FREE if line.at.known else {}
    review = edits.change(review, "events", event, **fields, kind=line.kind or row.kind)
    taken_off = [name for name in row.milestones if milestones.writable(name) and name not in line.milestones]
    for name in (*taken_off, *(name for name in line.milestones if name not in row.milestones)):
        review = edits.mark(review, event, name)
    return _with_links(review, event, line.links, context)


def _write_action(review: Review, action: int, text: str, context: Context) -> Review:
    return edits.change(review, "actions", action, **actions.read_action(text, context.today(review)))


def _write_learnt(review: Review, event: int, text: str, context: Context) -> Review:
    return knowing.write_learnt(review, event, text, _told_setting(review, event, context.now()))


def _write_account(review: Review, account: int, text: str, context: Context) -> Review:
    about = edits.find(review, "accounts", account).about
    return knowing.write_account(review, account, text, _told_setting(review, about, context.now()))


def _told_setting(review: Review, event: int, now: dt.datetime) -> times.Setting:
    """What a time that is told of an event is read against: the time that the event has, else what that is read by."""
    setting = event_setting(review, event, now)
    own = next((row.at for row in review.events if row.id == event and row.at.known), setting.above)
    return msgspec.structs.replace(setting, above=own)


_LINES: dict[Kind, Callable[[Review, int, str, Context], Review]] = {
    "event": _write_event,
    "learnt": _write_learnt,
    "account": _write_account,
    "action": _write_action,
}
"""What writes a record, or what is known of it, from one line."""


def reread_times(review: Review, now: dt.datetime) -> Review:
    """Read anew the times that named no zone or no date, in the review's zone and from its date as they are now."""
    setting = times.Setting(now=now, zone=review.header.zone, date=review.header.date)
    changed = {}
    for event in review.events:
        at = event.at if bounds.is_bound(event) else rereading.reread(event.at, setting)
        end = rereading.reread(event.end, setting) if event.end else None
        setting = msgspec.structs.replace(setting, above=at) if at.known else setting
        learnt = rereading.reread(event.learnt, setting)
        changed[event.id] = msgspec.structs.replace(event, at=at, end=end, learnt=learnt)
    told = {row.id: msgspec.structs.replace(row, at=rereading.reread(row.at, setting)) for row in review.accounts}
    return edits.change_each(edits.change_each(review, "events", changed), "accounts", told)


def _only_link(row: Evidence) -> bool:
    return bool(row.link) and not (row.text or row.caption or row.source or row.file or row.also)


def _with_links(review: Review, event: int, links: tuple[str, ...], context: Context) -> Review:
    """The bare links of an event made those of its line; evidence with a caption or a text is left alone."""
    had = [row for row in review.evidence if row.about == event and _only_link(row)]
    gone = [row.id for row in had if row.link not in links]
    new = [link for link in links if link not in {row.link for row in had}]
    review = edits.delete(review, "evidence", *gone) if gone else review
    return edits.add(review, "evidence", *(Evidence(id=context.new_id(), about=event, link=link) for link in new))


def understood(review: Review, place: str) -> str:
    """What the line at a place was read as, in words; "" for a field that is just text."""
    table, record, name = split_place(place)
    if name != "line":
        return _read_as(review, place)
    row = edits.find(review, cast(edits.Table, table), record)
    if table == "accounts":
        at = times.show(row.at, review.header.zone, date=True) if row.at.known else ""
        return " · ".join(filter(None, [f"told by {row.teller}" if row.teller else WHO_TELLS, at, row.at.doubt]))
    if table == "actions":
        said = [row.kind, f"owner {row.owner}" if row.owner else "", f"due {row.due}" if row.due else "", row.ticket]
        return " · ".join(part for part in said if part) or "no owner, no day, no kind yet"
    end = f" until {times.show(row.end, review.header.zone)}" if row.end else ""
    known = {other.id: other for other in review.events}
    unknown = bounds.words(row, known, review.header.zone, date=True) or "time unknown"
    at = times.show(row.at, review.header.zone, date=True) if row.at.known else unknown
    links = sum(evidence.about == record and bool(evidence.link) for evidence in review.evidence)
    parts = [at + end, *row.milestones, row.kind, *(f"@{actor}" for actor in row.actors)]
    parts += [f"{links} link{'s' * (links > 1)}" if links else "", row.at.doubt]
    return " · ".join(part for part in parts if part)


def _read_as(review: Review, place: str) -> str:
    """What a field was read as that is typed in other words than it is shown; "" for every other."""
    _, record, _ = split_place(place)
    if place == life.PLACE:
        return life.told(review)
    match field_at(place).kind:
        case "row":
            return value_text(review, place)
        case "learnt":
            return knowing.words(edits.find(review, "events", record), review.header.zone)
        case _:
            return ""
