"""Days as clients and logs write them: 4/3/2026, Yesterday, Wednesday, seconds since 1970; told with what is known.

Each is put into the words that `times` reads, with a sentence where it took a guess. What stays open is left as it is,
and then is no time: a wrong day is worse than none.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from pm_tui.formats.paste_bare import with_colons
from pm_tui.formats.paste_order import Order
from pm_tui.review.timewords import WEEKDAY, WEEKDAYS, plain

_WEEK = dt.timedelta(days=7)
_NEAR = dt.timedelta(days=1)
TODAY = frozenset(["today", "heute", "hoy", "hoje", "oggi", "vandaag", "aujourd'hui", "aujourd’hui", "idag"])
YESTERDAY = frozenset(["yesterday", "gestern", "hier", "ayer", "ontem", "ieri", "gisteren", "igår"])
_LONG = sorted((name for name in WEEKDAYS if len(name) > 3), key=len, reverse=True)
NAMES_OF_DAYS = "|".join((*sorted(TODAY | YESTERDAY), *_LONG))
"""As alternatives of a pattern."""
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?![0-9])"
_AT = r"(?:(?:at|um|à|às|om|alle|ore|kl\.?|klo|a\s+las)\s+)?"
_NUMBERS = (
    r"(?P<one>[0-9]{1,2})(?P<mark>[/.])(?P<two>[0-9]{1,2})"
    rf"(?:(?P=mark)(?P<year>[0-9]{{4}}|[0-9]{{2}})|(?<=\.[0-9])(?P<dot>\.)(?=,?\s+{_AT}{_CLOCK})"
    r"|(?<=\.[0-9]{2})(?P<dot_>\.)(?=,?\s|$))?(?![\w/])"
)
_IN_NUMBERS = re.compile(
    rf"{WEEKDAY}{_NUMBERS}(?:,?\s+{_AT}(?={_CLOCK})|(?<=[/.][0-9]{{4}}),?\s+|(?=\s*$))", re.IGNORECASE
)
_ANYWHERE = re.compile(
    rf"(?<![\w/.:-]){_NUMBERS}(?=,?\s+{_AT}{_CLOCK}|[*_]{{0,3}}:?\s*$|\s*[|\],;])", re.IGNORECASE | re.MULTILINE
)
_ALONE = re.compile(rf"{_NUMBERS}", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?P<day>{NAMES_OF_DAYS}|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?)"
    rf"(?P<joint>,?\s+{_AT}(?={_CLOCK}|[0-9]+\s?[ap]m))",
    re.IGNORECASE,
)
_EPOCH = re.compile(
    r"(?P<seconds>1[0-9]{9})(?:[.,](?P<part>[0-9]{1,9})|(?P<glued>[0-9]{3}|[0-9]{6}|[0-9]{9}))?(?![\w%-]|\.[0-9])"
)


class DayOrder(msgspec.Struct, frozen=True):
    """Which number of 4/3/2026 is the month: the first, the second, or None where nobody can tell."""

    month_first: bool | None = None
    doubt: str = ""


class Told(msgspec.Struct, frozen=True):
    """A beginning of a text in words that `times` reads, and where in the text that beginning ends."""

    words: str
    stop: int
    doubt: str = ""


def settle_order(text: str, near: dt.date | None) -> DayOrder:
    """Tell from all dates of a paste whether the day or the month stands first.

    A number above 12 settles it; else rows that lie days apart in one order and months in the other, or the one order
    that puts them at the date of the incident (`near`): that is marked. What contradicts itself stays open.
    """
    found = [match for match in _ANYWHERE.finditer(plain(text)) if match["year"] or match["mark"] == "/"]
    pairs = {(int(match["one"]), int(match["two"]), _year(match["year"], near)) for match in found}
    day_first, month_first = any(one > 12 for one, _, _ in pairs), any(two > 12 for _, two, _ in pairs)
    if day_first or month_first:
        return DayOrder(None if day_first and month_first else month_first)
    fitting = [first for first in (False, True) if _lie_near(_dates(pairs, first), near)]
    if len(fitting) != 1 and len(pairs) > 1:
        fitting = [first for first in (False, True) if _lie_together(_dates(pairs, first))]
    if len(fitting) != 1:
        return DayOrder()
    says = "the month" if fitting[0] else "the day"
    return DayOrder(
        fitting[0], f"Day and month could be swapped; read with {says} first, as the rows then lie together."
    )


def _year(written: str | None, near: dt.date | None) -> int:
    if not written:
        return near.year if near else 2000
    return int(written) + (2000 if len(written) == 2 else 0)


def _dates(pairs: set[tuple[int, int, int]], month_first: bool) -> list[dt.date]:
    try:
        return [dt.date(year, one if month_first else two, two if month_first else one) for one, two, year in pairs]
    except ValueError:
        return []


def _lie_near(dates: list[dt.date], near: dt.date | None) -> bool:
    return bool(dates) and near is not None and all(abs(date - near) <= 3 * _NEAR for date in dates)


def _lie_together(dates: list[dt.date]) -> bool:
    return bool(dates) and max(dates) - min(dates) <= _WEEK


def _order_of(found: re.Match[str]) -> bool | None:
    """Whether the month stands first, where only one order gives a date the weekday that was written before it."""
    if not (found["weekday"] and found["year"]):
        return None
    pair = {(int(found["one"]), int(found["two"]), _year(found["year"], None))}
    weekday = WEEKDAYS[found["weekday"].lower()]
    fitting = [first for first in (False, True) if any(date.weekday() == weekday for date in _dates(pair, first))]
    return fitting[0] if len(fitting) == 1 else None


class Days(msgspec.Struct, frozen=True):
    """What days are told with: the order of numbers and of rows, the day of copying, the incident's date if known.

    `bare` is the form of the bare clocks that all rows begin with, if they do.
    """

    order: DayOrder
    today: dt.date
    near: dt.date | None = None
    rows: Order = Order()
    bare: re.Pattern[str] | None = None

    def told(self, text: str, above: dt.date | None) -> Told | None:
        """Tell the day that a text begins with, None if it needs no telling. `above` is the date of the row above."""
        flat = plain(text)
        if self.bare and (found := self.bare.match(flat)):
            shown = with_colons(found[0])
            doubt = "" if re.search("h[0-9]", found[0]) else f"“{found[0]}” was read as a time of day."
            return Told(shown, found.end(), doubt)
        if found := _EPOCH.match(flat):
            return self._epoch(found)
        if found := _IN_NUMBERS.match(flat):
            return self._in_numbers(found)
        if found := _NAMED.match(flat):
            named = self.named(found["day"], above)
            return Told(f"{named[0]:%Y-%m-%d} ", found.end(), named[1])
        return None

    def named(self, word: str, above: dt.date | None) -> tuple[dt.date, str]:
        """The date of "today", "yesterday" or a weekday, and a sentence where that was a guess.

        A weekday is the first one after the row above; without one, the nearest to the date of the incident, else the
        last one before today.
        """
        name = word.casefold()
        if name in TODAY or name in YESTERDAY:
            date = self.today - (_NEAR if name in YESTERDAY else dt.timedelta())
            sure = self.near is not None and abs(date - self.near) <= _NEAR
        else:
            date, sure = self._weekday(WEEKDAYS.get(name, WEEKDAYS.get(name[:3], 0)), above), False
        return date, "" if sure else f"“{word}” was read as {date:%Y-%m-%d}."

    def _weekday(self, weekday: int, above: dt.date | None) -> dt.date:
        start = above or (self.near - 3 * _NEAR if self.near else self.today - _WEEK)
        return start + dt.timedelta(days=(weekday - start.weekday()) % 7)

    def _in_numbers(self, found: re.Match[str]) -> Told | None:
        one, two, year = int(found["one"]), int(found["two"]), found["year"]
        dot = found["dot"] or found["dot_"]
        if found["mark"] == "." and not (year or dot):  # 10.12 may be a number of any kind
            return None
        if one > 12 or two > 12 or one == two:
            month_first, doubt = two > 12, ""
        elif (by_weekday := _order_of(found)) is not None:
            month_first, doubt = by_weekday, ""
        elif self.order.month_first is not None:
            month_first, doubt = self.order.month_first, self.order.doubt
        elif dot:
            month_first, doubt = False, ""
        else:
            return None
        month, day = (one, two) if month_first else (two, one)
        if not 1 <= month <= 12:
            return None
        name = dt.date(2000, month, 1).strftime("%B")
        words = (
            f"{found['weekday']}," if found["weekday"] else "",
            str(day),
            name,
            str(_year(year, None)) if year else "",
        )
        return Told(" ".join(filter(None, words)) + " ", found.end(), doubt)

    def open(self, text: str) -> bool:
        """Whether a text is a date in numbers and nothing else, of which nobody can tell day and month: 3/4."""
        found = _ALONE.fullmatch(plain(text))
        return found is not None and bool(found["year"] or found["dot_"] or found["mark"] == "/")

    def _epoch(self, found: re.Match[str]) -> Told | None:
        """Seconds, or thousandths and less, since 1970: a time of the past; what lies ahead is some other number."""
        part = (found["part"] or found["glued"] or "").ljust(6, "0")[:6]
        instant = dt.datetime.fromtimestamp(int(found["seconds"]), dt.UTC).replace(microsecond=int(part))
        if instant.date() > self.today + 2 * _NEAR:
            return None
        return Told(instant.isoformat().replace("+00:00", "Z"), found.end())
