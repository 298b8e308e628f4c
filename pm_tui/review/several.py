"""What is done to several rows of the timeline at once; each is one edit, and so one undo.

`rows` are ids of events; ids that are none are passed over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal

import msgspec

from pm_tui.review import bounds, edits, eventline, rereading, times, writing, zones
from pm_tui.review.model import Event, Moment, Review
from pm_tui.review.timewords import FIRST_YEAR, LAST_YEAR

_PART = re.compile(r"(\d{1,4})(d|h|min|m|s)")
_UNITS = {"d": "days", "h": "hours", "min": "minutes", "m": "minutes", "s": "seconds"}
_DAY = dt.timedelta(days=1)


class ShiftUnread(ValueError):
    """A shift that we cannot read or carry out; the message says what we can."""


class Tags(msgspec.Struct, frozen=True):
    """Tags to put on rows, and tags to take off."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


# --- reading what is asked for --------------------------------------------------------------------------------------


def read_shift(text: str) -> dt.timedelta:
    """How far to shift: ``+1d``, ``-2h``, ``+1h30m``, ``-90s``."""
    compact = "".join(text.lower().split()).replace("−", "-")
    parts = _PART.findall(compact[1:])
    if compact[:1] not in ("+", "-") or not parts or "".join(map("".join, parts)) != compact[1:]:
        raise ShiftUnread(f"“{text.strip()}” does not say how far yet. Try +1d, -2h, +1h30m or -90s.")
    length = sum((dt.timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), dt.timedelta())
    return length if compact[0] == "+" else -length


def write_shift(by: dt.timedelta) -> str:
    """A shift as people say it: ``+1 d 2 h``; ``+0 s`` for none."""
    seconds = abs(by) // dt.timedelta(seconds=1)
    said = []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        number, seconds = divmod(seconds, size)
        said += [f"{number} {unit}"] if number else []
    return ("-" if by < dt.timedelta() else "+") + (" ".join(said) or "0 s")


def read_zone(text: str, likely: str) -> zones.Zone:
    """The zone that a text names: an IANA name, an abbreviation or an offset; `likely` is the review's zone.

    ValueError: it names none; the message says what does.
    """
    written = text.strip()
    found = zones.zone_at(written, 0, likely)
    if found and found[1] == len(written):
        return found[0]
    return zones.Zone(written, name=writing.read_zone(written))


def read_tags(text: str) -> Tags:
    """The tags of a line, commas between them: ``billing, -eu`` puts the first on and takes the second off."""
    names = [" ".join(part.split()) for part in text.split(",")]
    on = dict.fromkeys(bare for name in names if not name.startswith("-") and (bare := _bare(name)))
    off = dict.fromkeys(bare for name in names if name.startswith("-") and (bare := _bare(name[1:])))
    return Tags(tuple(on), tuple(off))


def _bare(name: str) -> str:
    return name.strip().removeprefix("#").strip()


# --- times ----------------------------------------------------------------------------------------------------------


def shift(review: Review, rows: Collection[int], by: dt.timedelta) -> Review:
    """Move the times of rows, and their ends, by a length; rows of unknown time stay, and bound ones follow theirs.

    A whole day keeps the clock, whatever the clocks did in between, and only whole days move a row of which we know no
    more than the day. Nobody typed the new time, so that it is not read anew with another zone or date. ShiftUnread: a
    time would leave the calendar.
    """
    if not by:
        return review

    zone, days = review.header.zone, int(by / _DAY) * _DAY

    def moved(event: Event) -> Event:
        end = _shifted(event.end, days, by - days, zone) if event.end else None
        at = event.at if bounds.is_bound(event) else _shifted(event.at, days, by - days, zone)
        return msgspec.structs.replace(event, at=at, end=end)

    return _each(review, rows, moved)


def _shifted(moment: Moment, days: dt.timedelta, rest: dt.timedelta, zone: str) -> Moment:
    if moment.earliest is None or moment.latest is None or (moment.certainty == "day" and not days):
        return moment
    there = zones.place(zone)
    clock = there if moment.offset is None else dt.timezone(dt.timedelta(minutes=moment.offset))
    try:
        earliest = _days_on(moment.earliest, days, clock) + (dt.timedelta() if moment.certainty == "day" else rest)
        latest = earliest + (moment.latest - moment.earliest)
        if moment.certainty == "day":
            latest = _days_on(moment.latest, days, clock)
    except OverflowError:
        raise _too_far() from None
    if earliest.year < FIRST_YEAR or latest.year > LAST_YEAR:
        raise _too_far()
    named = moment.offset is not None and rereading.names_zone(moment.text, zone)
    moved = Moment(earliest, latest, moment.offset if named else None, moment.certainty)
    offset = moved.offset if named else zones.minutes(earliest.astimezone(there))
    return Moment(earliest, latest, offset, moment.certainty, eventline.write_time(moved, None, zone))


def _too_far() -> ShiftUnread:
    return ShiftUnread(f"That leaves the years {FIRST_YEAR} to {LAST_YEAR}. Try +1d or -2h.")


def _days_on(instant: dt.datetime, days: dt.timedelta, clock: dt.tzinfo) -> dt.datetime:
    """The instant, UTC, at which that clock shows the same time that many days on."""
    if not days:
        return instant
    there = instant.astimezone(clock)
    return (there + days).replace(fold=there.fold).astimezone(dt.UTC)


def written_in(review: Review, rows: Collection[int], zone: zones.Zone, now: dt.datetime) -> Review:
    """Read the times of rows as ones that were written in `zone`: the clock stays. `now` is UTC.

    A row whose text names its zone stays as it is.
    """
    setting = times.Setting(now=now, zone=review.header.zone, date=review.header.date)

    def reread(event: Event) -> Event:
        end = rereading.read_in(event.end, zone, setting) if event.end else None
        return msgspec.structs.replace(event, at=rereading.read_in(event.at, zone, setting), end=end)

    return _each(review, rows, reread)


def foretold(review: Review, rows: Collection[int], change: Callable[[Review], Review]) -> str:
    """What a change does to the times of rows, told by the first with a clock time: ``8 rows: 09:14 → 10:14 …``.

    It is carried out for that, so that what cannot be done is heard of before.
    """
    meant = [event for event in review.events if event.id in rows]
    first = min(
        (event for event in meant if event.at.known), key=lambda event: event.at.certainty == "day", default=None
    )
    if first is None:
        return "No time of these rows is known, so there is nothing to change."
    changed = {event.id: event for event in change(review).events}
    after, stay = changed[first.id], sum(changed[event.id] is event for event in meant)
    zone = review.header.zone
    days = {times.show(event.at, zone, date=True).split()[0] for event in (first, after)}
    old, new = (times.show(event.at, zone, date=len(days) > 1) for event in (first, after))
    told = f"{old} → {new}" if after is not first else f"{old} stays"
    if len(meant) == 1:
        return told
    return f"{len(meant)} rows: {told} …" + (f", {stay} stay{'s' * (stay == 1)}" if stay else "")


# --- fields, tags, order --------------------------------------------------------------------------------------------


def set_fields(review: Review, rows: Collection[int], **fields: Any) -> Review:
    """Set the same fields of all rows."""
    return _each(review, rows, lambda event: msgspec.structs.replace(event, **fields))


def tag(review: Review, rows: Collection[int], *names: str) -> Review:
    """Put tags on rows, behind those that they have."""
    return _each(
        review,
        rows,
        lambda event: msgspec.structs.replace(event, tags=tuple(dict.fromkeys((*event.tags, *names)))),
    )


def untag(review: Review, rows: Collection[int], *names: str) -> Review:
    """Take tags off rows; capitals do not matter."""
    gone = {name.casefold() for name in names}

    def without(event: Event) -> Event:
        return msgspec.structs.replace(event, tags=tuple(name for name in event.tags if name.casefold() not in gone))

    return _each(review, rows, without)


def delete(review: Review, rows: Collection[int]) -> Review:
    """Take rows away, with their evidence and all else that hangs on them."""
    known = [event.id for event in review.events if event.id in rows]
    return edits.delete(review, "events", *known) if known else review


def move(review: Review, rows: Collection[int], by: Literal[-1, 1]) -> Review:
    """Move rows up (-1) or down (1) past their neighbour, in their order; a row at the end holds those behind it."""
    for run in list(_runs(review.events, frozenset(rows))):
        neighbour = run.start - 1 if by < 0 else run.stop
        if 0 <= neighbour < len(review.events):
            review = edits.move(review, "events", review.events[neighbour].id, -by * len(run))
    return review


def _runs(events: tuple[Event, ...], rows: Collection[int]) -> Iterator[range]:
    """Where rows stand that follow on each other; there is a row between any two runs, so that each moves by itself."""
    start = 0
    for index, event in enumerate(events):
        if event.id not in rows:
            if start < index:
                yield range(start, index)
            start = index + 1
    if start < len(events):
        yield range(start, len(events))


def _each(review: Review, rows: Collection[int], change: Callable[[Event], Event]) -> Review:
    return edits.change_each(review, "events", {row.id: change(row) for row in review.events if row.id in rows})
