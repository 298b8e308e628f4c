"""Where a pasted timeline has got to: the date and the zone that its lines have said, and the row above."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from pm_tui.formats.paste_days import NAMES_OF_DAYS, TODAY, YESTERDAY, DayOrder, Days, Told
from pm_tui.formats.paste_order import next_day, of_the_paper
from pm_tui.formats.paste_zones import ZonesSaid
from pm_tui.review import times, zones
from pm_tui.review.model import Moment
from pm_tui.review.timescan import scan
from pm_tui.review.timewords import WEEKDAYS, looks

_DATED = re.compile(
    r"(?:[(\[]|\b(?:on|of|for|from|vom|am|du|del)\s+|[-–—:,]\s+|\w\s+(?=.{0,30}[0-9]{4}\b))"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?P<date>[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}(?:st|nd|rd|th|\.)?\s[^\W\d]{3,9}(?:,?\s[0-9]{4})?|"
    r"[0-9]{1,2}-[^\W\d]{3,9}-[0-9]{4}|"
    r"[^\W\d]{3,9}\.?\s[0-9]{1,2}(?:st|nd|rd|th)?(?:,?\s[0-9]{4})?)(?=\s?[()\[\],:;]|$)",
    re.IGNORECASE,
)
"""The date in a title: "Day 2 (March 5)", "Timeline of 5 March 2026", "Wednesday - 2026-03-04"."""
_EMPHASIS = re.compile(r"(?<!\w)[*_`>#]+|[*_`]+(?!\w)")
_WEEKDAY = re.compile(
    r"(?:(?:the\s+)?(?:next|following)\s+(?:day|morning)|yesterday|today|tomorrow|day\s+\w{1,5}|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:morning|afternoon|evening|night))?"
    r"(?:,?\s+(?:the\s+)?[0-9]{1,2}(?:st|nd|rd|th))?|"
    r"(?:am\s+)?(?:nächste[rn]?|folgenden?)\s+(?:tag|morgen)|le lendemain(?: matin)?|(?:al\s+)?día siguiente|"
    rf"il giorno (?:dopo|seguente)|(?:no )?dia seguinte|de volgende dag|{NAMES_OF_DAYS})\s*:?",
    re.IGNORECASE,
)
_MONTH_AND_DAY = re.compile(r"[0-9]{1,2}-[0-9]{1,2},?\s+[0-9]{1,2}:[0-9]{2}")
"""03-04 09:14: as likely as not the day of what stands below, but which number is the month?"""
_TITLE = 9
"""Words: no longer line is a title."""
_NAME_OF_A_DAY = re.compile(
    rf"(?:(?:day|tag|jour|d[ií]a|giorno|dag)\s+\w{{1,5}}|{'|'.join(WEEKDAYS)})\W*", re.IGNORECASE
)
_LONGEST = 120
"""Characters of a title."""


class Reached:
    """Date, zone and row above, as they stand after the lines read so far; lines without a time change them.

    With `fixed` the zone of the setting was chosen for the whole paste. `assumed_date` tells whether a time so far was
    read from a date that the paste does not say.
    """

    def __init__(
        self,
        setting: times.Setting,
        days: Days | None = None,
        *,
        fixed: bool = False,
        chat: bool = False,
        said: zones.Zone | None = None,
    ) -> None:
        self._setting = setting
        self._days = days or Days(DayOrder(), setting.now.date(), setting.date)
        self._chat = chat
        self.zones = ZonesSaid(setting.named, said, fixed=fixed)
        self.assumed_date = False
        self._day_said, self._day_doubt = False, ""
        self._above = setting.above
        self._date = setting.date
        self._lost = self._aside = self._next_day = False
        self._zero: Moment | None = None
        self._passed, self._half = 0, ""
        self._dated = setting.date is not None or setting.above is not None

    def take_zone(self, text: str) -> bool:
        """Take the zone from "All times in CET" or "(UTC)"; tell whether the text is nothing but that."""
        plain = _EMPHASIS.sub(" ", text).strip()
        if self.zones.take_alone(plain):
            return True
        before = self.zones.take_statement(plain)
        return before is not None and (self.take_date(before) or len(re.findall(r"\w+", before)) <= 2)

    def take_title(self, title: str) -> None:
        """Take date and zone from the title of a section: "Timeline (UTC)", "Day 2 (March 5)"."""
        if self.take_zone(title):
            return
        date = None if of_the_paper(title) else _DATED.search(title)
        if date and not self.take_date(date["date"]):
            self._lost = self._lost or bool(looks(date["date"]))
        self.zones.take_title(title)

    def take_heading(self, text: str) -> None:
        """Take date and zone from a line that reads like a title: the name of a day; above all times, more words."""
        if _MONTH_AND_DAY.match(text):
            self._day_doubt = f"The row above may tell of another day: “{text[:11]}”."
        if next_day(text):
            self._day_doubt = "The line above tells of another day; this may be of that."
        dated = _DATED.search(text) if len(text) <= _LONGEST and not of_the_paper(text) else None
        if dated is None or not re.search(r"[0-9]{4}", dated["date"]):
            return
        named = _NAME_OF_A_DAY.fullmatch(text[: dated.start("date")])
        top = not self._day_said and self._above == self._setting.above
        if named or (top and len(text.split()) <= _TITLE and text[-1] not in ".!?"):
            self.take_title(text)
            self._day_doubt = self._day_doubt or ("" if named else f"The date was taken from “{text}”.")

    @property
    def above(self) -> Moment | None:
        """The row above: what a missing date is taken from."""
        return self._above

    def return_to(self, above: Moment) -> None:
        """Go on from an earlier row, as a channel does after a thread."""
        self._above = above

    def take_date(self, text: str) -> bool:
        """Take the date from a line that is nothing but a date, or the name of a day; tell whether it was one."""
        bare = text.strip(" \t=~*_–—-").rstrip(":").strip()
        if _WEEKDAY.fullmatch(bare):
            return self._take_named_day(bare)
        told = self._days.told(bare, self._date_above())
        if told and told.stop == len(bare):
            bare = told.words.strip()
        elif self._days.open(bare):
            self._lost = True
            return True
        return self._take_day(bare, told)

    def _take_day(self, bare: str, told: Told | None) -> bool:
        try:
            written = scan(bare, self._setting.zone)
            if written is None or written.first.day is None or written.first.clock or written.first.hidden:
                return False
            if written.second or not re.fullmatch(r"[\s,(\[]*(?:\w+day)?[\s)\]]*", bare[written.stop :], re.IGNORECASE):
                return False
            day = times.read(bare[: written.stop], self._now()).at
            told_year = written.first.day.year is not None or written.first.day.weekday is not None
            self.assumed_date = self.assumed_date or not told_year
        except times.YearMissing:
            self._lost = True
            return True
        except times.TimeUnread as error:
            self._lost = self._lost or error.raw == bare
            return error.raw == bare
        offset = dt.timezone(dt.timedelta(minutes=day.offset)) if day.offset is not None else None
        start = times.local(day, self._setting.zone)
        self._date = start.astimezone(offset).date() if start and offset else start.date() if start else None
        self._set_day(self._date, (told.doubt if told else "") or day.doubt)
        return True

    def _take_named_day(self, word: str) -> bool:
        """Take "Yesterday"; a weekday only in a chat, whose clients write it for the days just past."""
        name = word.casefold()
        if name in TODAY or name in YESTERDAY or (self._chat and name in WEEKDAYS):
            self._set_day(*self._days.named(word, self._date_above()))
        else:
            self._lost = True
        return True

    def _set_day(self, date: dt.date | None, doubt: str = "") -> None:
        self._date, self._day_doubt = date, doubt
        self._above, self._lost, self._dated, self._day_said = None, False, True, True

    def _date_above(self) -> dt.date | None:
        """The date that the paste has come to, None before it said any."""
        if not self._day_said:
            return None
        start = times.local(self._above, self._setting.zone) if self._above else None
        return start.date() if start else self._date

    def _now(self) -> times.Setting:
        dated = self._setting.dated or self._day_said
        return msgspec.structs.replace(
            self._setting, above=self._above, date=self._date, named=self.zones.named, dated=dated
        )
