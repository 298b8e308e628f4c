"""What other programs bring to a review through the inbox beside it: events, answers and parked thoughts.

An entry is read once, where it is written: its time, marks and question stand in it, so that the same records come of
it whatever the review has become since. An entry's id becomes that of its record, so that nothing comes in twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

from pm_tui.review import edits, milestones, times
from pm_tui.review.eventline import handle, read_words
from pm_tui.review.model import TABLES, Answer, Event, Evidence, Moment, Review
from pm_tui.review.prompts import Prompt, raised
from pm_tui.review.record import ID_BITS
from pm_tui.review.vocabulary import EventKind
from pm_tui.text import one_line

Kind = Literal["event", "answer", "park"]


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of an inbox. All instants are UTC.

    `at` is when an event happened: an instant, or a `Moment` where more than that is known of it; `written` is when the
    entry was. `prompt` is the id of the prompt that is answered, `asked` its wording then and `basis` its number; an
    answer without them takes those of the day it comes in. `who` acted, or said it.
    """

    id: int
    kind: Kind
    text: str = ""
    at: dt.datetime | Moment | None = None
    end: Moment | None = None
    written: dt.datetime | None = None
    milestones: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    event_kind: EventKind = ""
    prompt: str = ""
    asked: str = ""
    basis: str = ""
    who: str = ""

    @property
    def moment(self) -> Moment:
        """When it happened, as the timeline keeps it; what names no time happened when it was written."""
        at = self.at or self.written
        return at if isinstance(at, Moment) else Moment(at, at, None, "exact") if at else Moment()


class Origin(msgspec.Struct, frozen=True):
    """Where an entry comes from: the clock (UTC), its id, who acted or said it, the team's own milestones."""

    now: dt.datetime
    id: int
    who: str = ""
    team: tuple[str, ...] = ()


# --- writing an entry -----------------------------------------------------------------------------------------------


def event_entry(review: Review, line: str, origin: Origin, *, at: str = "", milestone: str = "") -> Entry:
    """Read an event from a line as it is typed on the timeline; `at` and `milestone` may be given beside it.

    Without a time it happens now; for a time without a date see `_dated`. ValueError: a sentence about what cannot be
    read.
    """
    now = origin.now.astimezone(dt.UTC).replace(microsecond=0)
    span, words = _dated(review, line, at, now)
    known = milestones.known(review, origin.team)
    read = read_words(words, known)
    if not read.text:
        raise ValueError("There is nothing to log: say what happened, like: 14:20 Pager fires.")
    marks = [*read.milestones, *([_milestone(milestone, known)] if milestone else [])]
    return Entry(
        id=origin.id,
        kind="event",
        text=read.text,
        at=span.at if span else now,
        end=span.end if span else None,
        written=now,
        milestones=tuple(dict.fromkeys(marks)),
        actors=read.actors,
        links=read.links,
        event_kind=read.kind,
        who=origin.who,
    )


Reading = tuple[times.Span | None, str]
"""A time, None where none is written, and the words behind it."""


def _dated(review: Review, line: str, at: str, now: dt.datetime) -> Reading:
    """Read a time, and give one without a date the day on which it comes nearest to a row of the timeline.

    What is logged goes to its place by time, so it is of no matter which row is the last: a note may come days later.
    What counts from a row ("+12m") counts from the last.
    """
    readings: list[Reading] = []
    unread: list[times.TimeUnread] = []
    for above in _above(review, now):
        setting = times.Setting(now=now, zone=review.header.zone, above=above, date=review.header.date)
        try:
            readings.append((times.read(at, setting), line) if at else times.split(line, setting) or (None, line))
        except times.TimeUnread as error:
            unread.append(error)
    if not readings:
        raise unread[0]
    span = readings[0][0]
    if span is None or span.at.text.startswith("+"):
        return readings[0]
    rows = [times.middle(row) for row in _rows(review, now) if row.certainty != "day"]
    return min(readings, key=lambda reading: _away(reading, rows))


def _above(review: Review, now: dt.datetime) -> list[Moment | None]:
    """Below what a time may have been meant: the last row, one on each day of the rows, or none."""
    rows = [event.at for event in review.events if event.at.known]
    by_day = {day.date(): row for row in _rows(review, now) if (day := times.local(row, review.header.zone))}
    return [*rows[-1:], *by_day.values(), None]


def _rows(review: Review, now: dt.datetime) -> list[Moment]:
    """The known times of the rows, and the present while the last is not a day old: it may well go on."""
    rows = [event.at for event in review.events if event.at.known]
    last = max((row.latest for row in rows if row.latest), default=None)
    goes_on = last is not None and abs(now - last) < dt.timedelta(days=1)
    return [*rows, Moment(now, now, None, "exact")] if goes_on else rows


def _away(reading: Reading, rows: Sequence[dt.datetime]) -> dt.timedelta:
    span = reading[0]
    away = (abs(times.middle(span.at) - row) for row in rows) if span and span.at.known else ()
    return min(away, default=dt.timedelta())


def _milestone(written: str, known: Sequence[str]) -> str:
    found = milestones.read_mark(written, known)
    if found is None:
        raise ValueError(f"There is no milestone “{one_line(written)}”; known: {', '.join(map(one_line, known))}.")
    return found


def answer_entry(prompt: Prompt | None, text: str, origin: Origin, *, parked: bool = False) -> Entry:
    """An answer to a prompt, or a thought that is parked, at a prompt or at none. ValueError: it says nothing."""
    text = text.strip()
    if not text and not (parked and prompt):
        raise ValueError("There is nothing to log: write the answer, or the thought to be parked.")
    return Entry(
        id=origin.id,
        kind="park" if parked else "answer",
        text=text,
        written=origin.now.astimezone(dt.UTC).replace(microsecond=0),
        prompt=prompt.id if prompt else "",
        asked=prompt.text if prompt else "",
        basis=prompt.basis if prompt else "",
        who=origin.who,
    )


def prompt_named(review: Review, named: str) -> Prompt:
    """The raised prompt of that id, number (the first is 1) or title, or the only one that holds these words.

    A number is never looked for in the words. ValueError: a sentence that says how to name one.
    """
    prompts = raised(review)
    wanted = one_line(named).casefold()
    number = wanted.isascii() and wanted.isdecimal()
    if number and len(wanted) < 5 and 0 < int(wanted) <= len(prompts):
        return prompts[int(wanted) - 1]
    exact = [prompt for prompt in prompts if wanted in (prompt.id.casefold(), prompt.title.casefold())]
    words = {prompt.id: f"{prompt.id} {prompt.title} {prompt.text}".casefold() for prompt in prompts}
    alike = [prompt for prompt in prompts if wanted and not number and wanted in words[prompt.id]]
    found = exact or alike
    if len(found) == 1:
        return found[0]
    how = f"{len(found)} prompts hold" if found else "No prompt holds"
    example = f"3 for “Prompt 3 of {len(prompts)}”, or words of the question" if prompts else "it raises none yet"
    raise ValueError(f"{how} “{one_line(named)}” in this review. Name one by its number or its words: {example}.")


# --- taking entries in ----------------------------------------------------------------------------------------------


def fresh(review: Review, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that are not in the review yet, each once, with the question that an answer was given to."""
    there = {str(record.id) for table in TABLES for record in getattr(review, table)}
    there |= {item.key for item in review.set_aside}
    new: dict[int, Entry] = {}
    for entry in entries:
        if str(entry.id) not in there:
            new.setdefault(entry.id, entry)
    return tuple(_asked(review, entry) for entry in new.values())


def _asked(review: Review, entry: Entry) -> Entry:
    prompt = next((prompt for prompt in raised(review) if prompt.id == entry.prompt), None) if entry.prompt else None
    if prompt is None or entry.asked:
        return entry
    return msgspec.structs.replace(entry, asked=prompt.text, basis=prompt.basis)


def take(review: Review, entries: Sequence[Entry], taken: int) -> Review:
    """Take entries in that are `fresh`; `taken` bytes of the inbox are then in the review.

    Events go to their place by time; those of the same time keep the order in which they were logged.
    """
    events = [entry for entry in entries if entry.kind == "event"]
    review = edits.add_in_time(review, *map(_event, events))
    for entry in events:
        for name in dict.fromkeys(entry.milestones):
            review = edits.mark(review, entry.id, name)
    review = edits.append(review, "evidence", *(link for entry in events for link in _links(entry)))
    review = edits.append(review, "answers", *(_answer(entry) for entry in entries if entry.kind != "event"))
    return edits.change_single(review, "inbox", taken=taken)


def _event(entry: Entry) -> Event:
    actors = (*entry.actors, entry.who) if entry.who else entry.actors
    return Event(
        id=entry.id,
        at=entry.moment,
        end=entry.end,
        text=entry.text,
        kind=entry.event_kind,
        actors=tuple(dict.fromkeys(actors)),
    )


def _links(entry: Entry) -> list[Evidence]:
    return [Evidence(id=_id_of_link(entry, link), about=entry.id, link=link) for link in dict.fromkeys(entry.links)]


def _id_of_link(entry: Entry, link: str) -> int:
    """An id that is always the same for this link of this entry, and else nobody's, as random ids are."""
    digest = hashlib.blake2b(f"{entry.id} {link}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest) >> (64 - ID_BITS)) or 1


def _answer(entry: Entry) -> Answer:
    return Answer(
        id=entry.id,
        prompt=entry.prompt,
        asked=entry.asked,
        text=f"{entry.who}: {entry.text}" if entry.who and entry.text else entry.text,
        state="parked" if entry.kind == "park" else "answered",
        basis=entry.basis,
    )


# --- in words -------------------------------------------------------------------------------------------------------

_COUNTED: dict[Kind, tuple[str, str]] = {
    "event": ("event", "events"),
    "answer": ("answer", "answers"),
    "park": ("parked thought", "parked thoughts"),
}


def counted(entries: Sequence[Entry]) -> str:
    """How many of which kind came in: "2 events, 1 answer from the log"; "" for none."""
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in _COUNTED}
    said = [f"{count} {_COUNTED[kind][count != 1]}" for kind, count in counts.items() if count]
    return f"{', '.join(said)} from the log" if said else ""


def understood(entry: Entry, review: Review) -> str:
    """What an entry was read as, in one line: "14:20 UTC detected: Pager fires"; on another day with its date."""
    words = one_line(entry.text)
    if entry.kind != "event":
        done = "parked" if entry.kind == "park" else "answered"
        about = f" at “{one_line(entry.asked)}”" if entry.asked else ""
        return f"{done}{about}: {words}"
    end = f" until {times.show(entry.end, review.header.zone)}" if entry.end else ""
    marks = [entry.event_kind, *map(handle, dict.fromkeys((*entry.actors, *filter(None, [entry.who]))))]
    marks += [f"{len(entry.links)} link{'s' * (len(entry.links) > 1)}" if entry.links else "", entry.moment.doubt]
    head = " ".join([f"{_when(entry, review.header.zone)}{end}", *map(one_line, entry.milestones)])
    return " · ".join(filter(None, [f"{head}: {words}", *marks, _moved(entry, review)]))


def _when(entry: Entry, zone: str) -> str:
    at = entry.moment
    if at.earliest is None:
        return "time unknown"
    days = [times.local(moment, zone) for moment in (at, Moment(entry.written, entry.written))]
    other_day = len({day.date() for day in days if day}) > 1
    label = "" if at.certainty == "day" else f" {times.zone_label(zone, at.earliest)}"
    return f"{times.show(at, zone, date=other_day)}{label}"


def _moved(entry: Entry, review: Review) -> str:
    """Which milestone another row gives up for this one."""
    had = [(name, row) for name in entry.milestones if name not in milestones.MANY for row in review.events]
    lost = [
        f"{one_line(name)} was at {times.show(row.at, review.header.zone)}, “{one_line(row.text)}”"
        for name, row in had
        if name in row.milestones and row.id != entry.id
    ]
    return "; ".join(lost)
