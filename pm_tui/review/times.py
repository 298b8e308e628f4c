"""Times: what a text means in a review, and how a moment is shown.

A text is read against a `Setting`: the clock, the review's zone, the row above. Instants are UTC. A time without a date
takes the date of the row above, and is the next day only if it would otherwise go back by more than twelve hours. A
time without a zone is in the review's zone; one that this zone's clocks show twice takes the earlier, and says so. What
is in doubt is refused, or kept as a day or as unknown with its text: a wrong time is worse than none.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

import msgspec

from pm_tui.review import zones
from pm_tui.review.model import Event, Moment
from pm_tui.review.timepoints import Point
from pm_tui.review.timescan import Written, scan
from pm_tui.review.timewords import FIRST_YEAR, LAST_YEAR, Day, TimeUnread, looks, plain, unread, within_years
from pm_tui.review.vocabulary import Certainty

__all__ = [
    "Instant",
    "Setting",
    "Span",
    "TimeUnread",
    "YearMissing",
    "after_separator",
    "known_above",
    "local",
    "middle",
    "moved",
    "offset_label",
    "out_of_order",
    "placed_at",
    "read",
    "show",
    "split",
    "zone_label",
]

ABOUT = dt.timedelta(minutes=5)
BACK = dt.timedelta(hours=12)
SAFE_WITHOUT_YEAR = dt.timedelta(days=92)
YEARS_OF_A_WEEKDAY = 5
_NO_YEAR = "The year is missing, and no row above or date of the incident is near"
_DAY = dt.timedelta(days=1)
_TICK = dt.timedelta(microseconds=1)

offset_label = zones.label


class YearMissing(TimeUnread):
    """A date without a year that nothing tells."""


class Setting(msgspec.Struct, frozen=True):
    """What a time is read against.

    `now` is UTC; `zone` the IANA name of the review's zone; `above` the moment of the row above (the last known: for
    a missing date, for +12m, for the rule about midnight); `date` the date of the incident, for a first row without one
    (else the date of `now` in the zone), or, if `dated`, what a heading or a person said it is; `named` a zone that a
    heading names for times which name none.
    """

    now: dt.datetime
    zone: str = "UTC"
    above: Moment | None = None
    date: dt.date | None = None
    named: zones.Zone | None = None
    dated: bool = False


class Span(msgspec.Struct, frozen=True):
    """A time, and its end if it has one (14:20..14:30)."""

    at: Moment
    end: Moment | None = None


class Instant(msgspec.Struct, frozen=True):
    """One point with its meaning: UTC, the offset if one was written, and what we had to choose."""

    utc: dt.datetime
    offset: int | None
    doubt: str = ""
    zone: str = ""
    day: dt.date | None = None


def read(text: str, setting: Setting) -> Span:
    """Read a text that is a time and nothing else. Raises TimeUnread, whose message says what is not understood."""
    raw = text.strip()
    if raw.casefold() in {"unknown", "tbd", "n/a"}:
        return Span(Moment(text=raw))
    written = scan(raw, setting.zone)
    if written is None or raw[written.stop :].strip():
        raise unread(raw)
    return _meaning(written, raw, setting)


def split(line: str, setting: Setting) -> tuple[Span, str] | None:
    """Split a line into the time that it begins with and the rest; None if it begins with none.

    The rest is without the dash or colon that parts the two. Raises TimeUnread (its `raw` is that part of the line) if
    the line begins with what looks like a time and cannot be read.
    """
    body = line.lstrip()
    raw = looks(body)
    try:
        written = scan(body, setting.zone)
        if written is None:
            if raw:
                raise unread(raw)
            return None
        raw = body[: written.stop]
        return _meaning(written, raw, setting), after_separator(body[written.stop :])
    except TimeUnread as error:
        end = plain(body).find(error.raw) + len(error.raw)
        raise TimeUnread(str(error), raw or body[:end]) from None


def after_separator(rest: str) -> str:
    """The words after a time, without the one dash, colon, comma or arrow that parts the two."""
    glued = rest.startswith("-")
    rest = rest.lstrip()
    for separator in ("->", "=>", "→", "-", "–", "—", "::", ":", "|", ",", ";"):
        if rest.startswith(separator):
            after = rest[len(separator) :]
            parts = glued or after[:1].isspace() or separator in ":|,;–—→" or not after
            return after.lstrip() if parts else rest
    return rest


def _meaning(written: Written, raw: str, setting: Setting) -> Span:
    """Give what a text says its meaning. Raises TimeUnread, also for what the calendar does not reach."""
    try:
        return _meant(written, raw, setting)
    except OverflowError:
        raise unread(raw, f"“{raw}” is not in the years {FIRST_YEAR} to {LAST_YEAR}") from None


def _meant(written: Written, raw: str, setting: Setting) -> Span:
    if written.unknown or (written.first.hidden and written.first.day is None):
        return Span(Moment(text=raw[2:-1] if raw.startswith("?(") else raw))
    if written.now:
        now = setting.now.astimezone(dt.UTC).replace(microsecond=0)
        return Span(Moment(now, now, None, "exact", raw))
    if written.passed is not None:
        return Span(_passed(written.passed, raw, setting))
    if written.first.clock is None:
        return Span(_days(written, raw, setting))
    return _points(written, raw, setting)


def _points(written: Written, raw: str, setting: Setting) -> Span:
    first = _instant(written.first, setting)
    doubt = first.doubt or written.doubt or written.first.doubt
    at = _moment(first, raw, about=written.first.about, doubt=doubt)
    if written.second is None:
        return Span(at)
    second = _second(first, written.second, setting)
    if second.utc < first.utc:
        raise unread(raw, f"“{raw}” ends before it begins")
    if written.joint == "to":
        return Span(at, _moment(second, raw[written.parted :], about=written.second.about, doubt=second.doubt))
    at = _moment(first, raw, about=False, doubt=doubt or second.doubt)
    return Span(msgspec.structs.replace(at, latest=second.utc, certainty="between"))


def _moment(instant: Instant, raw: str, *, about: bool, doubt: str) -> Moment:
    margin = ABOUT if about else dt.timedelta()
    return Moment(
        earliest=instant.utc - margin,
        latest=instant.utc + margin,
        offset=instant.offset,
        certainty="about" if about else "exact",
        text=raw,
        doubt=doubt,
        zone=instant.zone,
        day=instant.day,
    )


def _passed(passed: dt.timedelta, raw: str, setting: Setting) -> Moment:
    above = setting.above
    if above is None or above.earliest is None or above.latest is None or above.certainty == "day":
        raise unread(raw, f"“{raw}” counts from the time of the row above, and that is not known")
    return moved(above, passed, raw)


def moved(moment: Moment, by: dt.timedelta, text: str) -> Moment:
    """The moment that lies `by` later, with the text that says so. OverflowError beyond the years that are read."""
    if moment.earliest is None or moment.latest is None:
        return moment
    first, last = moment.earliest + by, moment.latest + by
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise OverflowError
    return msgspec.structs.replace(moment, earliest=first, latest=last, text=text)


def _days(written: Written, raw: str, setting: Setting) -> Moment:
    """A day, from its first instant to its last in the review's zone; two of them are "between"."""
    ends = [written.first, written.second or written.first]
    days = [_date(point.day, setting) for point in ends if point.day is not None]
    zone = written.first.zone or setting.named
    first = placed_at(days[0], dt.time(), zone, setting)
    after = placed_at(days[-1] + _DAY, dt.time(), zone, setting)
    if after.utc <= first.utc:
        raise unread(raw, f"“{raw}” ends before it begins")
    weekdays = [_day_doubt(point.day, day, setting) for point, day in zip(ends, days, strict=False) if point.day]
    certainty: Certainty = "between" if written.second else "day"
    doubt = next(filter(None, weekdays), "")
    return Moment(first.utc, after.utc - _TICK, first.offset, certainty, raw, doubt, first.zone)


def _instant(point: Point, setting: Setting) -> Instant:
    """Give the first point of a text its day and zone."""
    zone, time = point.zone or setting.named, point.clock.time if point.clock else dt.time()
    if point.day is not None:
        day = _date(point.day, setting)
        instant = placed_at(day, time, zone, setting)
        return msgspec.structs.replace(instant, doubt=instant.doubt or _day_doubt(point.day, day, setting))
    above = setting.above
    if above is None or not above.known:
        first = _first_date(setting)
        return msgspec.structs.replace(placed_at(first, time, zone, setting), day=None if setting.dated else first)
    day = _day_of(above, zone, setting)
    instant = placed_at(day, time, zone, setting)
    if middle(above) - instant.utc > BACK:
        instant = placed_at(day + _DAY, time, zone, setting)
    return msgspec.structs.replace(instant, day=above.day)


def _second(first: Instant, point: Point, setting: Setting) -> Instant:
    """Give the second point of a range its day: its own, that of the first, or the next one."""
    if point.day is not None:
        return _instant(point, setting)
    zone, time = point.zone or setting.named, point.clock.time if point.clock else dt.time()
    day = _wall(first.utc, zone, setting).date()
    instant = placed_at(day, time, zone, setting)
    if instant.utc < first.utc:
        instant = placed_at(day + _DAY, time, zone, setting)
    return msgspec.structs.replace(instant, day=first.day)


def _date(day: Day | None, setting: Setting) -> dt.date:
    """Give a written day its year. Without one it is near the row above or the incident's date, and not yet to come.

    Else its weekday tells: a date falls on the same weekday every fifth year at most.
    """
    if day is None:
        return _first_date(setting)
    if day.year is not None:
        return dt.date(day.year, day.month, day.day)
    near = _day_of(setting.above, None, setting) if setting.above and setting.above.known else _first_date(setting)
    today = setting.now.date().year
    close = [guess for guess in _in_years(day, near.year + 1, 3) if abs(guess - near) <= SAFE_WITHOUT_YEAR]
    same_weekday = (guess for guess in _in_years(day, today, YEARS_OF_A_WEEKDAY) if guess.weekday() == day.weekday)
    past = [guess for guess in (*close, *same_weekday) if not _to_come(guess, setting)]
    fitting = past or close
    if not fitting:
        raise YearMissing(str(unread("", _NO_YEAR)), f"{day.month:02}-{day.day:02}")
    return fitting[0]


def _to_come(date: dt.date, setting: Setting) -> bool:
    return date > setting.now.date() + _DAY  # it may be tomorrow already, further east


def _in_years(day: Day, latest: int, count: int) -> list[dt.date]:
    """The day in a year and in those before it; 29 February is not in all."""
    read = [year for year in range(latest, latest - count, -1) if FIRST_YEAR <= year <= LAST_YEAR]
    leap = [year for year in read if (day.month, day.day) != (2, 29) or calendar.isleap(year)]
    return [dt.date(year, day.month, day.day) for year in leap]


def _day_doubt(day: Day | None, date: dt.date, setting: Setting) -> str:
    if day is None:
        return ""
    if day.weekday is not None and day.weekday != date.weekday():
        return f"{date:%Y-%m-%d} is a {date:%A}, not the weekday that was written."
    ahead = day.year is None and _to_come(date, setting)
    return f"No year was written, and {date:%Y-%m-%d} is still to come." if ahead else ""


def _first_date(setting: Setting) -> dt.date:
    return within_years(setting.date or setting.now.astimezone(zones.place(setting.zone)).date())


def _day_of(above: Moment, zone: zones.Zone | None, setting: Setting) -> dt.date:
    """The date of the row above: in the zone of the row below, but a day is the day that was written."""
    if above.certainty == "day" and above.earliest is not None:
        if above.offset is not None:
            return zones.shown(above.earliest, dt.timezone(dt.timedelta(minutes=above.offset))).date()
        return zones.shown(above.earliest, zones.place(setting.zone)).date()
    return _wall(middle(above), zone, setting).date()


def middle(moment: Moment) -> dt.datetime:
    """The instant that was written: for "about" the middle, for a range its beginning."""
    if moment.earliest is None or moment.latest is None:
        raise ValueError("an unknown moment has no instant")
    return moment.earliest + (moment.latest - moment.earliest) / 2 if moment.certainty == "about" else moment.earliest


def _wall(utc: dt.datetime, zone: zones.Zone | None, setting: Setting) -> dt.datetime:
    if zone is None:
        return zones.shown(utc, zones.place(setting.zone))
    if zone.name:
        return zones.shown(utc, zones.place(zone.name))
    offset, _ = zones.settle(zone, utc.year, setting.zone)
    return zones.shown(utc, dt.timezone(dt.timedelta(minutes=offset)))


def placed_at(day: dt.date, time: dt.time, zone: zones.Zone | None, setting: Setting) -> Instant:
    """Give a date and a time of day their instant, in the written zone or else in the review's."""
    if zone is not None and zone.offsets:
        offset, doubt = zones.settle(zone, day.year, setting.zone)
        aware = dt.datetime.combine(day, time, dt.timezone(dt.timedelta(minutes=offset)))
        return Instant(aware.astimezone(dt.UTC), offset, doubt)
    name = zone.name if zone is not None else setting.zone
    aware = dt.datetime.combine(day, time, zones.place(name))
    utc = aware.astimezone(dt.UTC)
    offset_written = zones.minutes(aware) if zone is not None else None
    doubt = (zone.doubt if zone else "") or _clock_doubt(aware, utc, name)
    return Instant(utc, offset_written, doubt, "" if zone else name)


def _clock_doubt(aware: dt.datetime, utc: dt.datetime, name: str) -> str:
    if zones.find(name) is None:
        return f"The zone “{name}” is not known; read as UTC."
    clock, shown = f"{aware:%H:%M}", utc.astimezone(aware.tzinfo)
    if shown.replace(tzinfo=None) != aware.replace(tzinfo=None):
        return f"{clock} was skipped that day, as the clocks went forward; read as {shown:%H:%M}."
    if aware.replace(fold=1).utcoffset() != aware.utcoffset():
        return f"{clock} came twice that day; read as the first, {zone_label(name, utc)}."
    return ""


def known_above(events: Sequence[Event], index: int) -> Moment | None:
    """The moment of the last event before `index` whose time is known: `Setting.above` for that place."""
    return next((event.at for event in reversed(events[:index]) if event.at.known), None)


def out_of_order(events: Sequence[Event]) -> frozenset[int]:
    """The ids of events that go back in time against the row above (the last one before them whose time is known)."""
    back: set[int] = set()
    above: Moment | None = None
    for event in events:
        at = event.at
        if at.earliest is None or at.latest is None:
            continue
        if above is not None and above.earliest is not None and at.latest < above.earliest:
            back.add(event.id)
        above = at
    return frozenset(back)


def local(moment: Moment, zone: str) -> dt.datetime | None:
    """The earliest instant of a moment in a zone (IANA name), None if it is unknown; of a day, its noon.

    So a day that is shown from a zone away is still the day that was written.
    """
    if moment.earliest is None or moment.latest is None:
        return None
    half = (moment.latest - moment.earliest) / 2 if moment.certainty == "day" else dt.timedelta()
    return zones.shown(moment.earliest + half, zones.place(zone))


def zone_label(zone: str, at: dt.datetime) -> str:
    """The short name that a zone (IANA name) has at an instant: "CET", or "UTC+05:45" where there is none."""
    there = zones.shown(at, zones.place(zone))
    name = there.tzname() or ""
    return name if name.isalpha() else offset_label(zones.minutes(there))


def show(moment: Moment, zone: str, *, date: bool = False, seconds: bool = False) -> str:
    """Write a moment in a zone (IANA name): 14:23, ~14:20, 14:20–14:30, 2026-03-14 for a day, ? for unknown.

    `date` puts the date before it, `seconds` the seconds behind.
    """
    if moment.earliest is None or moment.latest is None:
        return "?"
    if moment.certainty == "day":
        return f"{local(moment, zone):%Y-%m-%d}"
    there = zones.place(zone)
    first = zones.shown(middle(moment), there)
    last = zones.shown(moment.latest, there) if moment.certainty == "between" else first
    if first == last:
        return ("~" if moment.certainty == "about" else "") + _clock(first, date=date, seconds=seconds)
    both = last - first >= _DAY or (date and first.date() != last.date())
    return f"{_clock(first, date=date or both, seconds=seconds)}–{_clock(last, date=both, seconds=seconds)}"


def _clock(local: dt.datetime, *, date: bool, seconds: bool) -> str:
    whole = local.replace(tzinfo=None).isoformat(" ", "seconds" if seconds else "minutes")
    return whole if date else whole.partition(" ")[2]
