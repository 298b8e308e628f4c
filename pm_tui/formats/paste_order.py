"""The order of a pasted timeline: whether the newest stand first, and which dates tell of another day than the rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from pm_tui.review import zones
from pm_tui.review.model import Moment
from pm_tui.review.timescan import Written

_CLOCK = re.compile(
    r"(?<![\w:./+-])(?P<hour>[0-9]{1,2})(?:[:h]|\.(?=[0-9]{2}\s?[ap]m))(?P<minute>[0-9]{2})(?::[0-9]{2})?(?![0-9:])(?:\s?(?P<half>[ap])\.?m)?",
    re.IGNORECASE,
)
_BEGINNING = 60
"""Characters of a line in which its time may stand."""
_DAY = 24 * 60
_STEPS = 2
"""So many steps back at least, as one may be a row out of order."""
_AHEAD = dt.timedelta(days=7)
_NEARLY_A_DAY = dt.timedelta(hours=20)
_BACK, _FAR_BACK = dt.timedelta(hours=3), dt.timedelta(hours=6)
_HALF_A_DAY = dt.timedelta(hours=12)
_OF_THE_PAPER = re.compile(
    r"\b(?:publi(?:sh|c|é|z)\w*|post-?\s?mortem\s+(?:date|on|held|written|of)|updated?|edited|modified|written|"
    r"created|drafted|reviewed|review\s+(?:date|on)|printed|exported|"
    r"veröffentlicht|aktualisiert|erstellt|mis à jour|actualizado)\b",
    re.IGNORECASE,
)
"""Says that a date is that of the document."""
_NEXT_DAY = re.compile(
    r"\W*(?:\+1\b(?:\s?d)?|(?:on |in )?(?:the )?(?:next|following) (?:day|morning|afternoon)|"
    r"am (?:nächsten|folgenden) (?:tag|morgen)|(?:am )?folgetag|le lendemain|al día siguiente|il giorno dopo|"
    r"no dia seguinte|de volgende dag)\b",
    re.IGNORECASE,
)


class Order(msgspec.Struct, frozen=True):
    """Whether the newest rows stand first, and whether they go back over midnight."""

    newest_first: bool = False
    over_midnight: bool = False


def order_of(lines: Sequence[str]) -> Order:
    """Tell from the clocks of the lines: the newest stand first if that takes less than half the time to read."""
    found = (_CLOCK.search(line[:_BEGINNING]) for line in lines)
    clocks = [_minutes(clock) for clock in found if clock]
    steps = [below - above for above, below in pairwise(clocks) if below != above]
    back, ahead = sum(-step % _DAY for step in steps), sum(step % _DAY for step in steps)
    if len(steps) < _STEPS or 2 * back >= ahead:
        return Order()
    return Order(newest_first=True, over_midnight=any(step > _DAY / 2 for step in steps))


def _minutes(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    return hour * 60 + int(clock["minute"])


def of_the_paper(words: str) -> bool:
    """Whether a date with these words is that of the document rather than of what it tells."""
    return bool(_OF_THE_PAPER.search(words))


def elsewhere(date: dt.date, reached: dt.date) -> bool:
    """Whether a date lies where a timeline that has reached a day does not go on: before it, or long after it."""
    return date < reached or date - reached > _AHEAD


def next_day(words: str) -> bool:
    """Whether words begin by saying that it is the next day."""
    return bool(_NEXT_DAY.match(words))


def astray(at: Moment, above: Moment | None, written: Written, order: Order, words: str) -> str:
    """Say why the day, or the half of it, may be another where a clock lies far from the row above; "" if near."""
    clock = written.first.clock
    if written.first.day or not clock or not at.earliest or not above or not above.earliest:
        return ""
    apart = at.earliest - above.earliest if above.certainty != "day" else dt.timedelta()
    if apart > _NEARLY_A_DAY:
        return "Nearly a day later than the row above; it may be the day before it."
    if next_day(words) and not _later_day(at, above):
        return "It says that it is the next day, and was read as the same day as the row above."
    half_open = not clock.half and not written.first.zone and 1 <= clock.time.hour < 12
    if half_open and -apart > _FAR_BACK:
        return "Hours before the row above; it may be in the afternoon."
    near = -apart <= (_FAR_BACK if order.newest_first else _BACK)
    return "" if near or at.offset != above.offset else "Hours before the row above; it may be the next day."


def from_zero(written: Written, text: str) -> str:
    """Say why the first clock of a paste may count from the beginning of a recording or a build: 0:03, 00:00:01."""
    clock = written.first.clock
    if clock is None or clock.half or clock.midnight or written.first.zone or written.first.day:
        return ""
    counts = clock.time.hour == 0 and (clock.time.minute == 0 or bool(re.match(r"\W*0:", text)))
    return "It may count from the beginning of a recording." if counts else ""


def passes_midnight(at: Moment, above: Moment, written: Written) -> bool:
    """Whether a clock was read as of the day after the row above, or as so late on its day that it may be before it."""
    if written.first.day or not written.first.clock or above.certainty == "day":
        return False
    if at.earliest is None or above.earliest is None:
        return False
    return _later_day(at, above) or at.earliest - above.earliest > _HALF_A_DAY


def _later_day(at: Moment, above: Moment) -> bool:
    """Whether a moment is of a later day than another, on the clock that it was written by."""
    if at.earliest is None or above.earliest is None:
        return False
    there = dt.timezone(dt.timedelta(minutes=at.offset)) if at.offset is not None else zones.place(at.zone)
    return zones.shown(at.earliest, there).date() > zones.shown(above.earliest, there).date()


def day_before(moment: Moment) -> Moment:
    """The moment a day earlier, for what is read against it."""
    if moment.earliest is None or moment.latest is None:
        return moment
    day = dt.timedelta(days=1)
    return msgspec.structs.replace(moment, earliest=moment.earliest - day, latest=moment.latest - day)


def half_missing(at: Moment, above: Moment | None, written: Written, half: str) -> bool:
    """Whether 2:05 goes back behind 1:20 PM: then it is in the afternoon, or on another day."""
    clock, day = written.first.clock, written.first.day
    if not (half and clock and at.earliest and above and above.earliest):
        return False
    if written.first.zone or (day and day.year):
        return False
    return not clock.half and 1 <= clock.time.hour <= 12 and at.earliest < above.earliest
