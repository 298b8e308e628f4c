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
    """A time of day as written. `half` is "a" or "p" where am or pm stood, "" where not; `fine`: with seconds.

    `midnight`: that word stood there, which may mean the beginning of a day or its end. `dotted`: 14.30 stood
    there, and nothing but the date before it says that it is no other number.
    """

    time: dt.time
    half: str = ""
    fine: bool = False
    midnight: bool = False
    dotted: bool = False


_ALIKE = str.maketrans(
    "\u2010\u2011\u2212\uff0d：∶≈～∼，（）０１２３４５６７８９\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t",
    "----::~~~,()0123456789" + 9 * " ",
)
_NAMES_OF_MONTHS = (  # English, German, French, Spanish, Portuguese, Italian, Dutch; Swedish, Danish, Polish, Czech
    "jan january januar jänner janv janvier ene enero janeiro gen gennaio januari stycznia ledna",
    "feb february februar fév févr février febrero fevereiro febbraio februari lutego února",
    "mar march mär mrz märz mars marzo março mrt maart marts marca března",
    "apr april avr avril abr abril aprile kwietnia dubna",
    "may mai mayo maio mag maggio mei maj maja května",
    "jun june juni juin junio junho giu giugno czerwca června",
    "jul july juli juil juillet julio julho lug luglio lipca července",
    "aug august août agosto augustus augusti sierpnia srpna",
    "sep sept september septembre septiembre setembro settembre września září",
    "oct october okt oktober octobre octubre outubro ott ottobre października října",
    "nov november novembre noviembre novembro listopada listopadu",
    "dec december dez dezember déc décembre dic diciembre dezembro dicembre grudnia prosince",
)
_NAMES_OF_WEEKDAYS = (
    "mon monday montag mo lundi lun lunes lunedì segunda-feira maandag ma",
    "tue tues tuesday dienstag di mardi mar martes martedì terça-feira dinsdag",
    "wed wednes wednesday mittwoch mi mercredi mer miércoles mié mercoledì quarta-feira woensdag wo",
    "thu thurs thursday donnerstag do jeudi jeu jueves jue giovedì quinta-feira donderdag",
    "fri friday freitag fr vendredi ven viernes vie venerdì sexta-feira vrijdag vr",
    "sat saturday samstag sonnabend sa samedi sam sábado sáb sabato zaterdag za",
    "sun sunday sonntag so dimanche dim domingo dom domenica zondag zo",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES_OF_MONTHS, 1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(_NAMES_OF_WEEKDAYS) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
_SURELY = sorted((name for name in WEEKDAYS if len(name) > 2 and name != "mar"), key=len, reverse=True)
_SHORTLY = "|".join(name for name in WEEKDAYS if len(name) == 2)  # "do", "so" and "fr" are words too
WEEKDAY = (
    rf"(?:(?P<weekday>{'|'.join(_SURELY)}|(?:{_SHORTLY})(?=[.,]|\s+[0-9]{{1,2}}\.)"
    rf"|(?:{_SHORTLY}|mar)(?=[.,]*\s+[0-9]{{1,2}}\s+[^\W\d]{{3,9}}\.?\s+[0-9]{{4}}))\b[.,]*\s+)?(?:(?:the|den|le|el)\s+)?"
)
"""A weekday before a date, if there is one."""
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>[0-9]{4})(?![0-9]|:[0-9]{2}\s|\s?(?:hrs|hours|uhr)\b)"
_DATES = tuple(
    re.compile(WEEKDAY + pattern, re.IGNORECASE)
    for pattern in (
        r"(?![0-9]{4}\.(?:[0-9]\.[0-9]{1,2}|[0-9]{2}\.[0-9])(?![0-9])(?!,?\s+[0-9]{1,2}:))"
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])",
        r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})(?![0-9])",
        rf"{_DAY}(?:\s+(?:(?:of|de)\s+)?|[-/]){_MONTH}(?:(?:,?\s+(?:de\s+)?|[-/]){_YEAR}|(?:[-/]|,?\s['’])(?P<short>[0-9]{{2}})(?![0-9:]))?",
        rf"{_MONTH}(?:\s+|-){_DAY}(?![0-9]|:[0-9])(?:,?\s+{_YEAR})?",
        rf"{_YEAR}[\s-]{_MONTH}[\s-]{_DAY}(?![0-9:])",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
        r"(?=T[0-9]{4}|[ _-](?:[0-9]{2}:[0-9]{2}|[0-9]{6}(?![0-9])))",
        r"(?:(?P<year>[0-9]{4})[年년]\s?)?(?P<month>[0-9]{1,2})[月월]\s?(?P<day>[0-9]{1,2})[日일]",
        r"(?P<year>[0-9]{4})-?W(?P<week>[0-9]{2})-?(?P<day>[1-7])(?![0-9])",
    )
)
_HALF = r"(?P<half>[ap])(?:m\b(?!\s[0-9]{1,2}\.\s?(?:[0-9]{1,2}\.|[a-zä]))|\.\s?m\.)"
"""AM or PM, in Spain "p. m."; in "12:14 am 4. März" that is another word."""
_CLOCK = re.compile(
    r"(?!(?:[0-9a-f]{2}:){4})(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,9}))?)?"
    rf"(?:\s?{_HALF}|(?P<half_>[ap])(?!\w|\.m)|\s?(?:h|hrs|Uhr|uur)\b)?(?![0-9]|:[0-9])",
    re.IGNORECASE,
)
_HOUR = re.compile(rf"(?P<hour>[0-9]{{1,2}})\s?(?:{_HALF}|Uhr\b)", re.IGNORECASE)
_DOTTED = re.compile(
    r"(?P<hour_>[0-9]{1,2})\.(?P<minute_>[0-9]{2})\s?(?P<half>[ap])m\b|"
    r"(?P<hour>[0-9]{2})\.(?P<minute>[0-9]{2})(?=\s*(?:UTC|GMT|Uhr)\b)(?:\s?Uhr)?",
    re.IGNORECASE,
)
_BEHIND_NUMBERS = r"(?:(?<=[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}\s)|(?<=[0-9][-/.][0-9]{2}[-/.][0-9]{4}\s))(?=[0-9]{2}\.)"
_BEHIND_YEAR = (
    r"(?<=[0-9],\s[0-9]{4}\s)|(?<=[a-z]\s[0-9]{2}\s[0-9]{4}\s)|(?<=[snrt][tdh],\s[0-9]{4}\s)|"
    r"(?<=[a-z]\s[0-9]{4}\s)|(?<=[a-z]\s[0-9]{4},\s)"
)
_BEHIND_WORD = r"(?P<named>(?<=\skl\.\s)|(?<=\sklo\s)|(?<=\sore\s)|(?<=\skl\s))"
_DOTTED_BEHIND = re.compile(  # 4 March 2026 14.30, 2026-03-04 14.30, 4 mars 2026 kl. 09.14
    rf"(?:{_BEHIND_NUMBERS}|{_BEHIND_YEAR}|{_BEHIND_WORD})"
    r"(?P<hour>[0-9]{1,2})\.(?P<minute>[0-9]{2})(?![0-9.%]|,[0-9]|\s?(?:%|€|EUR\b))",
    re.IGNORECASE,
)
_GLUED = re.compile(  # 20260314T1423, 2026-03-14_14-23-05, 1423Z, 1423 UTC
    r"(?:(?:(?<=[0-9]T)|(?<=[0-9]{8}[ _-])(?=[0-9]{6}))"
    r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?![0-9])"
    r"|(?<=[0-9]_)(?P<hour__>[0-9]{2})-(?P<minute__>[0-9]{2})-(?P<second__>[0-9]{2})(?![\w-])"
    r"|(?P<hour_>[0-9]{2})(?P<minute_>[0-9]{2})(?=Z\b|\s(?:UTC|GMT|Z)\b|\s?(?:hrs|Uhr)\b)(?:\s?(?:hrs|Uhr)\b)?)"
)
_WITH_H = re.compile(
    r"(?P<hour>[0-9]{1,2})h(?P<minute>[0-9]{2})(?!\w)|"
    r"(?P<hour_>[0-9]{1,2}) h (?P<minute_>[0-9]{2})(?=\s*(?:$|[:,;–—-]))"
)
_NOON = re.compile(r"(?:12(?:\s|:00\s))?noon\b", re.IGNORECASE)
_MIDNIGHT = re.compile(
    r"(?:(?:12|00:00)\s)?midnight\b(?=\s*(?:$|[^\w\s]|(?-i:[A-Z]{1,5}\b|on [A-Z0-9])))", re.IGNORECASE
)
_IN_EAST_ASIA = re.compile(r"(?P<hour>[0-9]{1,2})[時时点시](?:\s?(?P<minute>[0-9]{1,2})[分분])?")
_CLOCKS = (_CLOCK, _HOUR, _DOTTED, _DOTTED_BEHIND, _GLUED, _WITH_H, _IN_EAST_ASIA)
_HALF_BEFORE = re.compile(
    r"(?:(?P<a>午前|上午|오전|AM\b)|(?P<p>午後|下午|오후|PM\b))\s?(?=[0-9]{1,2}(?::[0-9]{2}|[時时点시]))"
)
_HALF_IN_WORDS = re.compile(
    r"\s(?:(?P<a>in the morning|morgens|vormittags|du matin|de la mañana|da manhã)|"
    r"(?P<p>in the (?:afternoon|evening)|nachmittags|abends|de l['’]après-midi|du soir|de la (?:tarde|noche)|"
    r"da (?:tarde|noite)))\b",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\s?(?P<unit>h(?:rs?|ours?)?|min(?:ute)?s?)?\s+(?P<word>of|later|long)\b")
"""Behind what may be a span of time: "00:14:02 h of downtime"."""
_MINUTES = re.compile(r"\s?min(?:ute)?s?\b", re.IGNORECASE)
_EARLY = {"of": 24, "later": 10, "long": 1}
"""Below which hour a clock before these words, without seconds, may be a span of time; "09:30 long queues" is none."""
_OPEN_CLOCK = re.compile(
    r"(?:[0-9?x]{1,2}|hh|--):(?:[0-9?x]{2}|mm|--)(?::(?:[0-9?x]{2}|ss|--))?(?![\w:?])", re.IGNORECASE
)
_OPEN_DATE = re.compile(
    r"(?:[0-9?xy]{4}(?:/[0-9?x]{2,4})?)[-/](?:[0-9?x]{1,2}|mm)[-/](?:[0-9?x]{1,2}|dd)(?![\w?])", re.IGNORECASE
)
_LOOKS = re.compile(
    r"(?:~\s?)?(?:\d{4,5}[-/]\d{1,2}[-/]\d{1,2}(?![\w-]|\.[a-z])(?:\s+\d{1,2}:\d{2}\S*)?|\d{4,5}-\d{1,2}-\d{1,2}T\d\S*"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\w)(?:,?\s+\d{1,2}:\d{2}\S*)?"
    r"|\d{1,2}[/.]\d{1,2}\.?,?\s+\d{1,2}:\d{2}\S*|\d{1,2}[- ][a-z]{3}[- ]\d{2},?\s+\d{1,2}:\d{2}\S*"
    r"|\d{1,2}/\d{1,2}/\d{2}(?!\w)(?:,?\s+\d{1,2}:\d{2}\S*)?|(?!(?:[0-9a-f]{2}:){4})\d{1,2}:\d{2}(?!\d)\S*(?:\s?[ap]m\b)?)",
    re.IGNORECASE,
)


def within_years(day: dt.date) -> dt.date:
    """The day; a file may name one that no time can be read on. OverflowError: it lies beyond the years of times."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise OverflowError
    return day


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
    year = int(parts["year"]) if parts["year"] else int(f"20{short}") if (short := parts.get("short")) else None
    if "one" in parts:
        month, day = _month_and_day(int(parts["one"]), int(parts["two"]), written)
    elif "week" in parts:
        month, day = _of_week(year or 0, int(parts["week"]), int(parts["day"]), written)
    else:
        name = parts["month"].lower()
        month = int(name) if name.isdecimal() else _MONTHS[name]
        day = int(parts["day"])
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise unread(written, f"“{written}” is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    try:
        dt.date(year or 2000, month, day)  # 2000 was a leap year: without a year, 29 February may be
    except ValueError:
        raise unread(written, f"There is no day “{written}”") from None
    weekday = parts.get("weekday")
    return Day(year, month, day, WEEKDAYS[weekday.lower()] if weekday else None)


def _of_week(year: int, week: int, weekday: int, written: str) -> tuple[int, int]:
    """The day of a week as ISO 8601 counts them; one that falls into the year before or after is refused."""
    try:
        date = dt.date.fromisocalendar(year, week, weekday)
    except ValueError:
        raise unread(written, f"There is no day “{written}”") from None
    if date.year != year:
        raise unread(written)
    return date.month, date.day


def _month_and_day(one: int, two: int, written: str) -> tuple[int, int]:
    """Tell 14/03 from 03/14 by the number above 12; what could be either is refused."""
    if one <= 12 and two <= 12 and one != two:
        raise unread(written, f"“{written}” could be two days, with month or day first")
    return (two, one) if one > 12 else (one, two)


def clock_at(text: str, start: int) -> tuple[Clock, int] | None:
    """Read a time of day, and where it ends. Raises TimeUnread for one that no clock shows, such as 24:00."""
    if noon := _NOON.match(text, start):
        return Clock(dt.time(12), "p"), noon.end()
    if midnight := _MIDNIGHT.match(text, start):
        return Clock(dt.time(0), "a", midnight=True), midnight.end()
    before = _HALF_BEFORE.match(text, start)
    start = before.end() if before else start
    found = next((found for pattern in _CLOCKS if (found := pattern.match(text, start))), None)
    if found is None:
        return None
    parts, written = {name.rstrip("_"): part for name, part in found.groupdict().items() if part}, found[0]
    behind = None if before or parts.get("half") else _HALF_IN_WORDS.match(text, found.end())
    hour, named = int(parts["hour"]), before or behind
    half = (named.lastgroup or "" if named else parts.get("half") or "").lower()
    if half and ((hour == 0 and not before) or (half == "a" and hour > 12)):  # 午後0:20 is written
        raise unread(written, f"No clock shows “{written}”")
    if half and hour <= 12:  # "17:14pm" is written too, and can only mean 17:14
        hour = hour % 12 + (12 if half == "p" else 0)
    second, part = parts.get("second"), (parts.get("part") or "")[:6].ljust(6, "0")
    try:
        time = dt.time(hour, int(parts.get("minute") or 0), int(second or 0), int(part))
    except ValueError:
        raise unread(written, f"No clock shows “{written}”") from None
    dotted = found.re is _DOTTED_BEHIND and found["named"] is None
    return Clock(time, half, bool(second), dotted=dotted), (behind or found).end()


def lasts(text: str, stop: int, clock: Clock) -> bool:
    """Whether a clock that ends at `stop` can be a span of time, and no time of day."""
    if _MINUTES.match(text, stop):
        return True
    found = _LASTS.match(text, stop)
    if found is None:
        return False
    unit = found["unit"] or text[stop - 1].lower() in "hs"  # "2:15 h" is a clock in some countries
    return bool(unit) or clock.fine or clock.time.hour < _EARLY[found["word"]]


def open_clock_at(text: str, start: int) -> int:
    """Return where a time of day ends that was left open (14:??, HH:mm, --:--), 0 if there is none."""
    return _open_at(_OPEN_CLOCK, text, start)


def open_date_at(text: str, start: int) -> int:
    """Return where a date ends that was left open (2022-05-??, 20xx-MM-DD), 0 if there is none."""
    return _open_at(_OPEN_DATE, text, start)


def _open_at(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found and not re.fullmatch(r"[0-9/:-]*[0-9]", found[0]) else 0
