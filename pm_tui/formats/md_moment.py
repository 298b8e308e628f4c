"""A moment as Markdown, so that whoever reads it, and `paste_own`, knows which instant is meant.

Its date stands with every time, and its zone by an abbreviation of one meaning or as an offset from UTC. A day has a
zone too, as it begins elsewhere at another instant; two zones where the clocks change within ("CET/CEST").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from pm_tui.formats.md_escape import inline
from pm_tui.review import zones
from pm_tui.review.model import Moment
from pm_tui.review.times import middle, show, zone_label

UNKNOWN = "unknown"
OUT_OF_ORDER = "out of order"
"""The remark at the end of the time of a row that goes back against the row above."""
_DAY = dt.timedelta(days=1)
_MINUTES_A_DAY = 24 * 60
_TICK = dt.timedelta(microseconds=1)


def when(moment: Moment, zone: str, *, bound: str = "") -> str:
    """A moment with its date, in a zone (IANA name); what is doubtful about it stands behind it in brackets.

    `bound` says what else is known of one that lies between other rows.
    """
    remarks = [remark for remark in (bound, moment.doubt.rstrip(".")) if remark]
    if moment.earliest is None or moment.latest is None:
        remarks = [written_as(moment.text), *remarks] if said(moment) else remarks
        return inline(remarked(UNKNOWN, map(balanced, remarks)))
    days = _days(moment, moment.earliest, moment.latest, zone) if moment.certainty in {"day", "between"} else ""
    shown = days or _clocks(moment, moment.earliest, moment.latest, zone)
    return inline(remarked(shown, map(balanced, remarks)))


def said(moment: Moment) -> bool:
    """Whether anything is known of a moment, or was written for it."""
    return moment.known or bool(moment.text.strip(" ?"))


def written_as(text: str) -> str:
    """What was typed for a time, in quotation marks; those within are single ones."""
    return f"written as “{text.translate(_WITHIN)}”"


_WITHIN = str.maketrans("“”", "‘’")


def remarked(text: str, remarks: Iterable[str]) -> str:
    """A text with remarks in brackets behind it."""
    said = "; ".join(remarks)
    return f"{text} ({said})" if said else text


def balanced(text: str) -> str:
    """A text for within brackets, in which each bracket has its other half, at most one pair within another."""
    return text if re.fullmatch(r"(?:[^()]|\([^()]*\))*", text) else text.replace("(", "[").replace(")", "]")


def _label(zone: str, at: dt.datetime, offset: int | None = None) -> str:
    """The short name of a zone at an instant if it means this offset alone, else the offset: "UTC+05:30"."""
    offset = _offset(zone, at) if offset is None else offset
    name = zone_label(zone, at)
    return name if zones.ABBREVIATIONS.get(name.upper()) == (offset,) else zones.label(offset)


def _offset(zone: str, at: dt.datetime) -> int:
    return zones.minutes(zones.shown(at, zones.place(zone)))


def _clocks(moment: Moment, earliest: dt.datetime, latest: dt.datetime, zone: str) -> str:
    """One time of day, or two with "–" between them; the second has a date, and the first a zone, of another one."""
    there = zones.place(zone)
    finest = max(map(_precision, (earliest, latest)))
    if moment.certainty != "between":
        at = middle(moment)
        mark = "~" if moment.certainty == "about" else ""
        return f"{mark}{_written(zones.shown(at, there), _precision(at))} {_label(zone, at)}"
    first, last = zones.shown(earliest, there), zones.shown(latest, there)
    labels = _label(zone, earliest), _label(zone, latest)
    begin = _written(first, finest) + (f" {labels[0]}" if labels[0] != labels[1] else "")
    end = _written(last, finest)
    return f"{begin}–{end if first.date() != last.date() else end.split(' ')[1]} {labels[1]}"


def _precision(at: dt.datetime) -> int:
    """How fine an instant is: 0 minutes, 1 seconds, 2 thousandths, 3 millionths of a second."""
    return 3 if at.microsecond % 1000 else 2 if at.microsecond else 1 if at.second else 0


def _written(at: dt.datetime, precision: int) -> str:
    timespec = ("minutes", "seconds", "milliseconds", "microseconds")[precision]
    return f"{at.date()} {at.time().isoformat(timespec)}"


def _days(moment: Moment, earliest: dt.datetime, latest: dt.datetime, zone: str) -> str:
    """One whole day, or several with "–" between the first and the last; "" for what begins or ends within a day."""
    if moment.certainty == "between" and latest.microsecond != 999999:
        return ""
    try:
        after = latest + _TICK
        length = (after - earliest) / dt.timedelta(minutes=1)
        count = round(length / _MINUTES_A_DAY)
        likely = _offset(zone, earliest) if moment.offset is None else moment.offset
        begin = _at_midnight(earliest, likely)
        end = begin + count * _MINUTES_A_DAY - round(length)  # the clocks may have changed in between
        first = (earliest + dt.timedelta(minutes=begin)).date()
        last = first + dt.timedelta(days=count - 1)
    except OverflowError:
        return ""
    whole = not (earliest.second or earliest.microsecond or after.second or after.microsecond)
    if not whole or not zones.FARTHEST_WEST <= end <= zones.FARTHEST_EAST or (moment.certainty == "day") > (count == 1):
        return show(moment, zone, date=True) if moment.certainty == "day" else ""
    labels = dict.fromkeys((_label(zone, earliest, begin), _label(zone, latest, end)))
    days = f"{first}" if moment.certainty == "day" else f"{first}–{last}"
    return f"{days} {'/'.join(labels)}"


def _at_midnight(instant: dt.datetime, likely: int) -> int:
    """The offset, in minutes east of UTC, at which an instant is midnight; of two, the one nearer to the likely."""
    utc = instant.hour * 60 + instant.minute
    found = [offset for offset in (-utc, _MINUTES_A_DAY - utc) if offset <= zones.FARTHEST_EAST]
    return min(found, key=lambda offset: (offset < zones.FARTHEST_WEST, abs(offset - likely)))
