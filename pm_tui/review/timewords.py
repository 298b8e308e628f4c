"""The words that times are written in: dates, times of day, and the refusal of what is none.

What is read here has no meaning yet: which day "14:23" falls on, and in which zone, is for `times` to say.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

FIRST_YEAR, LAST_YEAR = 1970, 2199


class TimeUnread(ValueError):
    """A text that looks like a time and is none. The message is one sentence with an example; `raw` is the text."""

    def __init__(self, message: str, raw: str = "") -> None:
        super().__init__(message)
        self.raw = raw


class Day(msgspec.Struct, frozen=True):
    """A date as written: the year may be missing (None), a weekday (Monday is 0) may be named."""

    year: int | None
    month: int
    day: int
    weekday: int | None = None


class Clock(msgspec.Struct, frozen=True):
    """A time of day as written. `half` is "a" or "p" where am or pm stood, "" where not; `fine`: with seconds."""

    time: dt.time
    half: str = ""
    fine: bool = False


_ALIKE = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2212": "-", "：": ":", "∶": ":", "≈": "~", "～": "~", "∼": "~"}
)
_ALIKE |= dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s+)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>[0-9]{4})(?![0-9]|:[0-9]{2}\s)"
_DATES = tuple(
    re.compile(_WEEKDAY + pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])",
        r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})(?![0-9])",
        rf"{_DAY}(?:\s+(?:of\s+)?|[-/]){_MONTH}(?:(?:,?\s+|[-/]){_YEAR})?",
        rf"{_MONTH}\s+{_DAY}(?![0-9:])(?:,?\s+{_YEAR})?",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?=T[0-9]{4})",
    )
)
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,9}))?)?"
    r"(?:\s?(?P<half>[ap])(?:m\b|\.m\.)|\s?(?:h|hrs|Uhr)\b)?(?![0-9]|:[0-9])",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?P<hour>[0-9]{1,2})\s?(?P<half>[ap])(?:m\b|\.m\.)", re.IGNORECASE)
_DOTTED = re.compile(
    r"(?P<hour_>[0-9]{1,2})\.(?P<minute_>[0-9]{2})\s?(?P<half>[ap])m\b|"
    r"(?P<hour>[0-9]{2})\.(?P<minute>[0-9]{2})(?=\s*(?:UTC|GMT|Uhr)\b)(?:\s?Uhr)?",
    re.IGNORECASE,
)
_GLUED = re.compile(  # 20260314T1423, 1423Z, 1423 UTC
    r"(?:(?<=[0-9]T)(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?![0-9])"
    r"|(?P<hour_>[0-9]{2})(?P<minute_>[0-9]{2})(?=Z\b|\s(?:UTC|GMT|Z)\b|\s?(?:hrs|Uhr)\b)(?:\s?(?:hrs|Uhr)\b)?)"
)
_WITH_H = re.compile(r"(?P<hour>[0-9]{1,2})h(?P<minute>[0-9]{2})(?!\w)")
_NOON = re.compile(r"(?:12(?:\s|:00\s))?noon\b", re.IGNORECASE)
_CLOCKS = (_CLOCK, _HOUR, _DOTTED, _GLUED, _WITH_H)
_OPEN_CLOCK = re.compile(
    r"(?:[0-9?x]{1,2}|hh|--):(?:[0-9?x]{2}|mm|--)(?::(?:[0-9?x]{2}|ss|--))?(?![\w:?])", re.IGNORECASE
)
_OPEN_DATE = re.compile(
    r"(?:[0-9?xy]{4}(?:/[0-9?x]{2,4})?)[-/](?:[0-9?x]{1,2}|mm)[-/](?:[0-9?x]{1,2}|dd)(?![\w?])", re.IGNORECASE
)
_LOOKS = re.compile(
    r"(?:~\s?)?(?:\d{4,5}[-/]\d{1,2}[-/]\d{1,2}(?![\w-])(?:\s+\d{1,2}:\d{2}\S*)?|\d{4,5}-\d{1,2}-\d{1,2}T\d\S*"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\w)(?:,?\s+\d{1,2}:\d{2}\S*)?"
    r"|\d{1,2}[/.]\d{1,2}\.?,?\s+\d{1,2}:\d{2}\S*|\d{1,2}[- ][a-z]{3}[- ]\d{2},?\s+\d{1,2}:\d{2}\S*"
    r"|\d{1,2}/\d{1,2}/\d{2}(?!\w)(?:,?\s+\d{1,2}:\d{2}\S*)?|\d{1,2}:\d{2}(?!\d)\S*(?:\s?[ap]m\b)?)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Replace look-alikes of hyphen, colon, tilde and space by the plain ones, one to one, so that places stay."""
    return text.translate(_ALIKE)


def unread(text: str, why: str = "") -> TimeUnread:
    """Make the refusal of a text: why, and what would be read."""
    reason = why or f"“{text}” is not a time that can be read"
    return TimeUnread(f"{reason}: write for example 14:23, 14:23 UTC or 2026-03-14 14:23.", text)


def looks(text: str) -> str:
    """Return the beginning of a text that a reader would take for a time, "" if there is none.

    If that cannot be read as one, it has to be said rather than passed over.
    """
    found = _LOOKS.match(plain(text))
    return found[0].rstrip(":,;)]-–—") if found else ""


def date_at(text: str, start: int) -> tuple[Day, int] | None:
    """Read a date, and where it ends. Raises TimeUnread if there is no such day, or day and month could be swapped."""
    for pattern in _DATES:
        if found := pattern.match(text, start):
            return _day(found), found.end()
    return None


def _day(found: re.Match[str]) -> Day:
    parts, written = found.groupdict(), found[0]
    if "one" in parts:
        month, day = _month_and_day(int(parts["one"]), int(parts["two"]), written)
    else:
        name = parts["month"]
        month = int(name) if name.isdecimal() else _MONTHS.index(name[:3].lower()) + 1
        day = int(parts["day"])
    year = int(parts["year"]) if parts["year"] else None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise unread(written, f"“{written}” is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    try:
        dt.date(year or 2000, month, day)  # 2000 was a leap year: without a year, 29 February may be
    except ValueError:
        raise unread(written, f"There is no day “{written}”") from None
    weekday = parts.get("weekday")
    return Day(year, month, day, _WEEKDAYS.index(weekday[:3].lower()) if weekday else None)


def _month_and_day(one: int, two: int, written: str) -> tuple[int, int]:
    """Tell 14/03 from 03/14 by the number above 12; what could be either is refused."""
    if one <= 12 and two <= 12 and one != two:
        raise unread(written, f"“{written}” could be two days, with month or day first")
    return (two, one) if one > 12 else (one, two)


def clock_at(text: str, start: int) -> tuple[Clock, int] | None:
    """Read a time of day, and where it ends. Raises TimeUnread for one that no clock shows, such as 24:00."""
    if noon := _NOON.match(text, start):
        return Clock(dt.time(12), "p"), noon.end()
    found = next((found for pattern in _CLOCKS if (found := pattern.match(text, start))), None)
    if found is None:
        return None
    parts, written = {name.rstrip("_"): part for name, part in found.groupdict().items() if part}, found[0]
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    if half and (hour == 0 or (half == "a" and hour > 12)):
        raise unread(written, f"No clock shows “{written}”")
    if half and hour <= 12:  # "17:14pm" is written too, and can only mean 17:14
        hour = hour % 12 + (12 if half == "p" else 0)
    second, part = parts.get("second"), (parts.get("part") or "")[:6].ljust(6, "0")
    try:
        time = dt.time(hour, int(parts.get("minute") or 0), int(second or 0), int(part))
    except ValueError:
        raise unread(written, f"No clock shows “{written}”") from None
    return Clock(time, half, bool(second)), found.end()


def open_clock_at(text: str, start: int) -> int:
    """Return where a time of day ends that was left open (14:??, HH:mm, --:--), 0 if there is none."""
    return _open_at(_OPEN_CLOCK, text, start)


def open_date_at(text: str, start: int) -> int:
    """Return where a date ends that was left open (2022-05-??, 20xx-MM-DD), 0 if there is none."""
    return _open_at(_OPEN_DATE, text, start)


def _open_at(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found and not re.fullmatch(r"[0-9/:-]*[0-9]", found[0]) else 0
