"""The grammar of times: what the beginning of a text says, before it is known which day and zone it means."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from pm_tui.review import zones
from pm_tui.review.timepoints import LONGEST, Point, agree, ahead_of, alike, hours, joined, on_one_day, too_long
from pm_tui.review.timewords import (
    FIRST_YEAR,
    LAST_YEAR,
    Clock,
    TimeUnread,
    clock_at,
    date_at,
    lasts,
    open_clock_at,
    open_date_at,
    plain,
    unread,
)


class Written(msgspec.Struct, frozen=True):
    """What a text says: a point, or two joined as "between" (-) or "to" (..), or time passed since the row above.

    `stop` is where in the text it ends, `parted` where the second point begins.
    """

    stop: int
    first: Point = Point()
    second: Point | None = None
    joint: Literal["", "between", "to"] = ""
    passed: dt.timedelta | None = None
    now: bool = False
    unknown: bool = False
    parted: int = 0
    doubt: str = ""


_TO_CLOCK = re.compile(
    r"\s*,?\s+(?:at|à|às|um|om|alle|ore|kl\.?|klo|a\s+las)\s+|\s*@\s*|\s*,\s*|\s+[-–—]\s+|:\s*|T|_"
    r"|-(?=[0-9]{2}:[0-9]{2}:[0-9]{2}|[0-9]{6}(?![0-9]))|(?<=\))(?=[0-9]{1,2}:)|\s+",
    re.IGNORECASE,
)
_TO_DATE = re.compile(r"\s*,\s*|\s+(?P<on>on|am|le|el)\s+(?:[A-Z][a-z]+day,?\s+)?|\s*(?P<aside>\()|\s+")
_JOINT = re.compile(
    r"\s*(?P<to>\.{2,3}|…|→|->)\s*|\s+(?P<word>to|until|till|bis|à|tot|até)\s+|\s*(?P<between>[-–—])\s*"
)
_BETWEEN = re.compile(r"between\s+(?=[0-9A-Z])", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_ABOUT = re.compile(
    r"~\s*|(?:ca?\.?|circa|about|around|approx\.?|approximately|roughly|gegen|etwa|vers|environ|hacia)\s+(?=[0-9]|noon\b|midnight\b)",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"\s?~(?!\w)|\s?ish\b|\s?\((?:approx(?:\.|imately)?|ca?\.?|circa|about|(?-i:est)(?:\.|imated)?)\)", re.IGNORECASE
)
_BESIDE = re.compile(r"\s*[(\[]\s*|\s*/\s*|\s*=\s*|,\s+")
_PASSED = re.compile(
    r"\+\s?(?=[0-9])(?:([0-9]{1,4})\s?h(?:ours?|rs?)?)?\s?(?:([0-9]{1,5})\s?m(?:in(?:ute)?s?)?)?"
    r"\s?(?:([0-9]{1,6})\s?s(?:ec(?:ond)?s?)?)?(?!\w)"
)
_NOW = re.compile(r"now(?=$|\s|[:,])")
_UNKNOWN = re.compile(r"\?\((?:[^()]|\([^()]*\))*\)|\?+(?![\w?/-]|:\S)")
_BOUNDARY = re.compile(r"$|[\s|,;()\[\]–—→]|:(?![0-9])|[-.](?=\s|$)|->|=>")
_GLUED = re.compile(r"-(?=[^\W\d_]{2})")  # "14:23-Pager fires"; but "2026-03-14-backup.sql" is no date
_DATE_ENDS = re.compile(r"\s*(?:$|[-–—:|,;)\]])")
_MINUS = re.compile(
    r"-(?P<hour>[0-9]{2})(?P<colon>:?)(?P<minute>[0-9]{2})(?![0-9]|:[0-9]|\s?(?:[ap]\.?\s?m|hrs|uhr)\b)", re.IGNORECASE
)  # not "10:40 PM-10:45 PM"
_PLUS = re.compile(r"(?=\+)|\s(?=\+(?:[0-9]{2}:[0-9]{2}|0[0-9]{3})(?![0-9]|:[0-9]))")  # not "14:23 +1000 users"
_MINUS_ZERO = re.compile(r"\s(?=-0[0-9]{3}(?![0-9]|:[0-9]))")
_YEAR_AFTER = re.compile(r"\s([0-9]{4})(?!\S)")
_BEFORE_CLOCK = re.compile(r"\s(?=[0-9]{1,2}:[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}\b)")
_WEEKDAY_AFTER = re.compile(
    r",?\s\(?(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\)?(?=,?\s+(?:at\s+)?[0-9])"
    r"|\s?\([月火水木金土日一二三四五六월화수목금토일]\)|\s?\(?(?:星期|周|週)[一二三四五六日天]\)?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s?[+-][0-9]{2}:?[0-9]{2}(?![0-9]|:[0-9])")
_OPENING = re.compile(r"(?:,\s)?\s*[(\[]?")
_ZONE_AGAIN = re.compile(
    r"\[[A-Z]\w+/\w+\]|(?<=[+-][0-9]{4})\s(?:\([A-Z]{3,5}\)|UTC\b|[A-Z]{2,4}T\b)"
)  # +0100 (CET), +0000 UTC, +01:00[Europe/Berlin]
_HALF_APART = re.compile(r"\s[ap]\.?\s?m\b", re.IGNORECASE)  # 01:20 EST PM


def scan(text: str, likely: str = "UTC") -> Written | None:
    """Read the time at the very beginning of a text; None if there is none. `likely` is the review's zone.

    Raises TimeUnread for what can only be meant as a time and is none (24:00, 29/02/2026).
    """
    text = plain(text)
    simple = _open_at_start(text) or _in_words(text)
    if simple is not None:
        return simple
    written = _between(text, likely)
    if written is None and (read := _point_at(text, 0, likely)):
        written = _beside(text, _range_from(text, *read, likely), likely)
    clock = written.first.clock if written else None
    if written is None or (clock and not written.first.day and lasts(text, written.stop, clock)):
        return None
    if clock and not clock.half and clock.time.hour <= 12 and _HALF_APART.match(text, written.stop):
        raise unread(text[: written.stop])
    glued = clock and _GLUED.match(text, written.stop)
    return written if glued or _BOUNDARY.match(text, written.stop) else None


def _open_at_start(text: str) -> Written | None:
    """Read what says that the time is not known: ?, ??:??, 2022-05-?? HH:mm."""
    if found := _UNKNOWN.match(text):
        return Written(found.end(), unknown=True)
    if stop := open_date_at(text, 0):
        joint = _TO_CLOCK.match(text, stop)
        return Written((joint and open_clock_at(text, joint.end())) or stop, unknown=True)
    stop = open_clock_at(text, 0)
    return Written(stop, unknown=True) if stop else None


def _in_words(text: str) -> Written | None:
    """Read "now" and +1h30m."""
    if found := _NOW.match(text):
        return Written(found.end(), now=True)
    if (found := _PASSED.match(text)) and any(found.groups()):
        hours, minutes, seconds = (int(group or 0) for group in found.groups())
        return Written(found.end(), passed=dt.timedelta(hours=hours, minutes=minutes, seconds=seconds))
    return None


def _point_at(text: str, start: int, likely: str) -> tuple[Point, int] | None:
    """Read one point: a date, a clock, or both in either order, with its zone."""
    about = _ABOUT.match(text, start)
    stop = about.end() if about else start
    zone, stop = _zone_before(text, stop, likely)
    dated = date_at(text, stop)
    if dated is None:
        clocked = clock_at(text, stop)
        point = Point(zone=zone, about=bool(about))
        return _after_clock(text, _at_clock(point, clocked[0]), clocked[1], likely) if clocked else None
    day, stop = dated
    stop = named.end() if (named := _WEEKDAY_AFTER.match(text, stop)) else stop
    joint = _TO_CLOCK.match(text, stop)
    if joint and (hidden := open_clock_at(text, joint.end())):
        return Point(day, hidden=True), hidden
    nearly = _ABOUT.match(text, joint.end()) if joint else None
    if joint and (clocked := clock_at(text, nearly.end() if nearly else joint.end())):
        clock = msgspec.structs.replace(clocked[0], fine=True) if joint[0].upper() == "T" else clocked[0]
        point = Point(day, zone=zone, about=bool(about or nearly))
        return _after_clock(text, _at_clock(point, clock), clocked[1], likely)
    if zone is None and (zoned := _zone_after(text, stop, Point(day), likely)):
        return Point(day, zone=zoned[0]), zoned[1]
    return (Point(day, zone=zone), stop) if day.year is not None or _DATE_ENDS.match(text, stop) else None


def _at_clock(point: Point, clock: Clock) -> Point:
    doubt = "“Midnight” was read as the beginning of that day." if clock.midnight and point.day else ""
    doubt = f"“{clock.time:%H.%M}” was read as a time of day." if clock.dotted else doubt
    return msgspec.structs.replace(point, clock=clock, doubt=doubt)


def _zone_before(text: str, start: int, likely: str) -> tuple[zones.Zone | None, int]:
    """Read a zone that stands before its clock: UTC 14:23."""
    try:
        zoned = zones.zone_at(text, start, likely)
    except zones.OffsetOutOfRange:
        return None, start
    return (zoned[0], zoned[1] + 1) if zoned and _BEFORE_CLOCK.match(text, zoned[1]) else (None, start)


def _after_clock(text: str, point: Point, stop: int, likely: str) -> tuple[Point, int]:
    """Read what may follow a clock: "~", a zone, a date."""
    try:
        for _ in range(2):  # "14:20~ UTC" and "14:20 UTC~"
            if after := _ABOUT_AFTER.match(text, stop):
                point, stop = msgspec.structs.replace(point, about=True), after.end()
            if point.zone is None and (zoned := _zone_after(text, stop, point, likely)):
                again = _ZONE_AGAIN.match(text, zoned[1]) if zoned[0].offsets else None
                point, stop = msgspec.structs.replace(point, zone=zoned[0]), again.end() if again else zoned[1]
    except zones.OffsetOutOfRange as error:
        raise unread(text[:stop] + str(error), f"No place on Earth is at “{error}”") from None
    beyond = _OPENING.match(text, stop)
    if point.zone is None and (word := zones.passed_over(text, beyond.end() if beyond else stop, likely)):
        point = msgspec.structs.replace(point, doubt=f"“{word}” may be a zone; it was read as a word.")
    if point.day and point.day.year is None and (found := _YEAR_AFTER.match(text, stop)):
        year = int(found[1])
        if FIRST_YEAR <= year <= LAST_YEAR:  # Sat Mar 14 14:23:05 UTC 2026, Sat Mar 14 14:23:05 2026 +0100
            point = msgspec.structs.replace(point, day=msgspec.structs.replace(point.day, year=year))
            zoned = _zone_after(text, found.end(), point, likely) if point.zone is None else None
            return (msgspec.structs.replace(point, zone=zoned[0]), zoned[1]) if zoned else (point, found.end())
    return _date_after(text, point, stop) if point.day is None else (point, stop)


def _date_after(text: str, point: Point, stop: int) -> tuple[Point, int]:
    """Read a date behind a clock. Without a year it has to be clear that it is one: "14:23 May 5 pods" is none."""
    joint = _TO_DATE.match(text, stop)
    dated = date_at(text, joint.end()) if joint else None
    if joint is None or dated is None:
        return point, stop
    day, end = dated
    if joint["aside"]:
        if text[end : end + 1] != ")":
            return point, stop
        end += 1
    clear = day.year is not None or joint["on"] or joint["aside"] or _DATE_ENDS.match(text, end)
    return (msgspec.structs.replace(point, day=day), end) if clear and _BOUNDARY.match(text, end) else (point, stop)


def _zone_after(text: str, start: int, point: Point, likely: str) -> tuple[zones.Zone, int] | None:
    """Read the zone after a clock: in parentheses or not, by name or as an offset."""
    if point.clock and (found := _PLUS.match(text, start) or _MINUS_ZERO.match(text, start)):
        return zones.offset_at(text, found.end())
    if (found := _MINUS.match(text, start)) and point.clock and not _could_end_range(found, point):
        return zones.offset_at(text, start)
    if point.clock and point.clock.fine and _SIGNED.match(text, start):
        return zones.offset_at(text, start + (text[start] == " "))
    opening = _OPENING.match(text, start)
    place = opening.end() if opening else start
    named = zones.zone_at(text, place, likely)
    if named and text[place - 1] in "([":
        zone, stop = named
        return (zone, stop + 1) if text[stop : stop + 1] in {")", "]"} else None
    return named


def _could_end_range(found: re.Match[str], point: Point) -> bool:
    """Tell the end of a range (09:00-11:00) from an offset (09:00:05-05:00), which follows a T, seconds or a date."""
    if point.clock is None or point.clock.fine or not found["colon"]:
        return False
    hour, minute = int(found["hour"]), int(found["minute"])
    return point.day is None or (
        hour < 24 and minute < 60 and hours(point.clock.time, dt.time(hour, minute)) <= LONGEST
    )


def _range_from(text: str, first: Point, stop: int, likely: str) -> Written:
    """Read what may follow a point: a joint and a second point."""
    alone = Written(stop, first)
    joint = _JOINT.match(text, stop)
    if joint is None or first.hidden:
        return alone
    if first.clock and (hidden := open_clock_at(text, joint.end())):
        return Written(hidden, msgspec.structs.replace(first, clock=None, hidden=True))
    read = _point_at(text, joint.end(), likely)
    if read is None or not _BOUNDARY.match(text, read[1]):
        return alone
    first, second = alike(first, read[0])
    if not joined(first, second):
        dated = second.day and not first.day and first.clock and second.clock
        if dated or (too_long(first, second) and joint[0][-1:] != " "):
            raise unread(text[: read[1]], f"“{text[: read[1]]}” ends before it begins")
        return alone  # "14:23 - 14:20 was a false alarm": the dash begins the text
    first = msgspec.structs.replace(first, zone=first.zone or second.zone)
    second = msgspec.structs.replace(second, zone=second.zone or first.zone)
    kind: Literal["between", "to"] = "between" if joint["between"] else "to"
    return Written(read[1], first, second, kind, parted=joint.end(), doubt=_offset_doubt(text, first, joint))


def _between(text: str, likely: str) -> Written | None:
    """Read "between 14:20 and 14:30"."""
    opening = _BETWEEN.match(text)
    read = _point_at(text, opening.end(), likely) if opening else None
    joint = _AND.match(text, read[1]) if read else None
    after = _point_at(text, joint.end(), likely) if joint else None
    if opening is None or read is None or joint is None or after is None:
        return None
    first, second = alike(read[0], after[0])
    if not joined(first, second):
        return None
    first = msgspec.structs.replace(first, zone=first.zone or second.zone)
    second = msgspec.structs.replace(second, zone=second.zone or first.zone)
    return Written(after[1], first, second, "between", parted=joint.end())


def _beside(text: str, written: Written, likely: str) -> Written:
    """Read the same time on the clock of another zone: 14:23 UTC (15:23 CET), 14:23 UTC / 9:23 AM EST.

    A clock without a zone of its own takes its place from the one beside it. Two that do not agree are said.
    """
    read = _other_clock(text, written, likely)
    if read is None:
        return written
    other, stop = read
    if written.first.day is None:
        dated, stop = (other, stop) if other.day else _date_after(text, written.first, stop)
        written = msgspec.structs.replace(written, first=_on_day(text[:stop], written.first, dated))
    first = written.first
    if first.zone is None:
        return _placed_by(written, other, stop, likely)
    doubt = "" if agree(first, other) else f"The two times of “{text[:stop]}” do not agree; read as the first."
    return msgspec.structs.replace(written, stop=stop, doubt=written.doubt or doubt)


def _on_day(text: str, first: Point, dated: Point) -> Point:
    """Give a clock the date that stands behind it, or behind the other clock; that may be on the next day there."""
    if dated.day and not on_one_day(first, dated):
        raise unread(text)
    return msgspec.structs.replace(first, day=dated.day)


def _other_clock(text: str, written: Written, likely: str) -> tuple[Point, int] | None:
    """Read a clock with its zone behind another clock: in brackets, or behind a slash."""
    opening = _BESIDE.match(text, written.stop)
    if opening is None or written.first.clock is None or written.second:
        return None
    try:
        read = _point_at(text, opening.end(), likely)
    except TimeUnread:
        return None
    if read is None or read[0].clock is None or read[0].zone is None:
        return None
    aside = opening[0].strip() in {"(", "["}
    stop = read[1] + aside
    closed = not aside or text[stop - 1 : stop] in {")", "]"}
    return (read[0], stop) if closed and _BOUNDARY.match(text, stop) else None


def _placed_by(written: Written, other: Point, stop: int, likely: str) -> Written:
    """Give a clock without a zone the offset that the same time beside it, in its zone, tells."""
    first = written.first
    if other.zone is None or len(other.zone.offsets) != 1:
        doubt = first.doubt or "The zone of the first time was not written; read in that of the review."
        return msgspec.structs.replace(written, doubt=doubt)
    offset = other.zone.offsets[0] + ahead_of(first, other)
    if offset % 15 or not zones.FARTHEST_WEST <= offset <= zones.FARTHEST_EAST:
        return written
    doubt = (
        "" if zones.uses(likely, offset) else f"No zone was written; the time beside it makes it {zones.label(offset)}."
    )
    zone = zones.Zone(zones.label(offset), offsets=(offset,), doubt=doubt)
    return msgspec.structs.replace(written, first=msgspec.structs.replace(first, zone=zone), stop=stop)


def _offset_doubt(text: str, first: Point, joint: re.Match[str]) -> str:
    """Say so when the end of a range could have been the offset of a place: 2026-03-14 03:20-05:00."""
    if first.day is None or joint[0] != "-" or not _MINUS.match(text, joint.start()):
        return ""
    end = text[joint.end() : joint.end() + 5]
    return (
        f"“-{end}” was read as the end of a range; for an offset write UTC-{end}." if "03:00" <= end <= "10:00" else ""
    )
