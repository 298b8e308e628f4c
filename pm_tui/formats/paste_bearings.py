"""The times of a pasted timeline, read against what its lines have said so far about date and zone."""

from __future__ import annotations

import re

import msgspec

from pm_tui.formats.paste_counted import Counted, after_zero, counted
from pm_tui.formats.paste_days import Told
from pm_tui.formats.paste_order import (
    astray,
    day_before,
    elsewhere,
    from_zero,
    half_missing,
    next_day,
    of_the_paper,
    passes_midnight,
)
from pm_tui.formats.paste_reached import Reached
from pm_tui.review import times
from pm_tui.review.model import Moment
from pm_tui.review.timescan import Written, scan
from pm_tui.review.timewords import looks, unread

_DATELIKE = re.compile(r"[0-9?xy][-/.][0-9?xm]|[a-z]{3}", re.IGNORECASE)


class Timed(msgspec.Struct, frozen=True):
    """A time of a pasted row, what came after it, and why it could not be read ("" if it could)."""

    at: Moment
    end: Moment | None = None
    rest: str = ""
    problem: str = ""
    dated: bool = False
    """Whether the paste itself gave the date: in this row or above it."""


class Bearings(Reached):
    """Reads the times of a paste, each against the lines before it, and goes on from it. See `Reached`."""

    def begins(self, text: str) -> bool:
        """Whether a text begins with what is, or is meant as, a time."""
        if self._days.told(text.lstrip(), None) or counted(text.lstrip()):
            return True
        try:
            written = scan(text.lstrip(), self._setting.zone)
        except times.TimeUnread:
            return True
        return (written is not None and not written.now) or bool(looks(text.lstrip()))

    def ends(self, text: str) -> bool:
        """Whether a text is a time and nothing else."""
        told = self._days.told(text, None)
        body = told.words + text[told.stop :] if told else text
        try:
            written = scan(body, self._setting.zone)
        except times.TimeUnread as error:
            return not body[len(error.raw) :].strip(" .")
        return written is not None and not written.now and not body[written.stop :].strip(" .*_`")

    def time(self, text: str) -> Timed | None:
        """Read the time that a text begins with; None if it begins with none. What follows is read against it."""
        body = text.lstrip()
        if count := counted(body):
            return self._time_counted(body, count)
        told = self._days.told(body, self._date_above())
        return self._time_told(body, told) if told else self._time(body)

    def time_of(self, label: str, text: str) -> Timed | None:
        """Read the time that stands behind a label; the date of the document counts for that row alone."""
        kept = (self._above, self._date, self._dated, self._day_said, self._day_doubt, self._lost, self.assumed_date)
        self._aside = True
        timed = self.time(text)
        self._aside = False
        if timed is not None and of_the_paper(label):
            self._above, self._date, self._dated, self._day_said, self._day_doubt, self._lost, self.assumed_date = kept
        return timed

    def _time_counted(self, body: str, count: Counted) -> Timed:
        """Read T0, which may stand before its time, and what counts from it; without a T0 all of them are unknown."""
        start = after_zero(body, count.stop)
        if count.zero and (zero := self._time(body[start:])) and zero.at.known:
            self._zero = zero.at
            stop = start + len(zero.at.text) + (body[start - 1] == "(")
            at = msgspec.structs.replace(zero.at, text=body[:stop].strip())
            return msgspec.structs.replace(zero, at=at, rest=times.after_separator(body[stop:]))
        raw, rest = body[: count.stop].strip(), times.after_separator(body[count.stop :])
        zero_at = self._zero
        if count.passed is not None and zero_at:
            try:
                self._above = times.moved(zero_at, count.passed, raw)
            except OverflowError:
                pass
            else:
                return Timed(self._above, None, rest, dated=self._day_said)
        why = "nobody can tell from when" if count.passed is None else "no T0 with a time stands above"
        return Timed(
            Moment(text=raw), None, rest, f"“{raw}” counts, and {why}: write for example T0 = 14:23 UTC above it."
        )

    def take_zero(self, text: str) -> bool:
        """Take "T0 = 09:02 UTC"; tell whether the text is nothing but that."""
        count = counted(text)
        if count is None or not count.zero:
            return False
        timed = self._time_counted(text, count)
        return timed.at.known and not timed.rest.strip(" .)")

    def _time_told(self, body: str, told: Told) -> Timed | None:
        """Read a time whose day was put into other words, and keep its text as it was typed."""
        timed = self._time(told.words + body[told.stop :])
        if timed is None:
            return None
        typed = max(told.stop, told.stop + len(timed.at.text) - len(told.words))
        doubt = timed.at.doubt or told.doubt
        at = msgspec.structs.replace(timed.at, text=body[:typed].strip(), doubt=doubt)
        return msgspec.structs.replace(timed, at=at)

    def _time(self, body: str) -> Timed | None:
        try:
            written = scan(body, self._setting.zone)
        except times.TimeUnread:
            written = None
        if written is not None and written.now:  # in what already happened, "now" is a word
            return None
        if written is not None and (doubt := self._in_the_dark(written)):
            rest = times.after_separator(body[written.stop :])
            return Timed(Moment(text=body[: written.stop].strip(), doubt=doubt), None, rest, doubt)
        try:
            split = times.split(body, msgspec.structs.replace(self._now(), named=self.zones.for_time(written)))
        except times.TimeUnread as error:
            self._lost = self._lost or bool(_DATELIKE.search(error.raw))
            rest = times.after_separator(body[len(error.raw) :])
            return Timed(Moment(text=error.raw.strip()), None, rest, str(error))
        if split is None or written is None:
            return None
        if half_missing(split[0].at, self._above, written, self._half):
            raw = body[: written.stop].strip()
            return Timed(Moment(text=raw), None, split[1], str(unread(raw, f"“{raw}” has no AM or PM")))
        span = self._before_midnight(body, written, split[0])
        if not self._day_said and self._above == self._setting.above:
            self._day_doubt = from_zero(written, body) or self._day_doubt
        if not self._chat:
            words = "" if self._next_day else split[1]
            self._day_doubt = astray(span.at, self._above, written, self._days.rows, words) or self._day_doubt
            self._next_day = next_day(split[1])
        self._follow(span.at, written, words=split[1])
        return Timed(self._doubted(span.at, written), span.end, split[1], dated=self._day_said)

    def _before_midnight(self, body: str, written: Written, span: times.Span) -> times.Span:
        """Where the newest stand first, a clock that would be of the day after the row above is of the day before."""
        above, backwards = self._above, self._days.rows.newest_first and not self._chat
        if not backwards or above is None or not passes_midnight(span.at, above, written):
            return span
        now = msgspec.structs.replace(self._now(), above=day_before(above), named=self.zones.for_time(written))
        again = times.split(body, now)
        if again is None:
            return span
        self._day_doubt = "The newest stand first; read as of the day before the rows above."
        return again[0]

    def _in_the_dark(self, written: Written) -> str:
        """Say why a time that could be read is not: nobody can tell its date, or its zone."""
        if not (written.first.clock or written.passed):
            return ""
        if self._lost and written.first.day is None:
            return "The date before it could not be read."
        return self.zones.in_the_dark(written)

    def _follow(self, at: Moment, written: Written, *, words: str) -> None:
        doubt = self._elsewhere(at, words) if written.first.day is not None else ""
        day_alone = written.first.clock is None
        if at.known and not (doubt and (self._aside or day_alone)):
            self._above = at
        self._half = written.first.clock.half if written.first.clock else self._half
        if written.first.day is not None:
            self._lost, self._dated, self._day_said, self._day_doubt = False, True, True, doubt
        elif not at.known and _DATELIKE.search(at.text):
            self._lost = True
        self.assumed_date = self.assumed_date or (written.first.clock is not None and not self._day_said)
        self.zones.follow(written)

    def _elsewhere(self, at: Moment, words: str) -> str:
        """Say why what follows may be of another day than a row with a date in it; "" where the rows go on from it.

        A date among words may tell of something else: a row that goes back to it, or far ahead, leaves that open.
        """
        start = times.local(at, self._setting.zone)
        reached = times.local(self._above, self._setting.zone) if self._above else None
        before = reached.date() if reached else self._date
        if not (words or self._aside) or self._chat or start is None or before is None or self._days.rows.newest_first:
            return ""
        first = not self._day_said and self._above == self._setting.above
        if not elsewhere(start.date(), before) or (first and at.certainty != "day"):
            return ""
        return f"The row above tells of {start:%Y-%m-%d}; this may be of another day."

    def _doubted(self, at: Moment, written: Written) -> Moment:
        """Mark what was read with less than it takes: no date anywhere, or no zone among rows of several zones."""
        own = written.first.day is not None
        doubt = "" if own else self._day_doubt if self._dated else "No date was written; taken for today."
        if self._days.rows.over_midnight and not (own or self._day_said):
            doubt = doubt or "The newest stand first, and go back over midnight; it may be the next day."
        self._passed = self._passed + 1 if written.passed else 0
        if self._passed > 1:
            doubt = doubt or "Counted from the row above; it may count from the first row."
        if self.zones.uncertain(written):
            doubt = doubt or ("No zone was written; read in that of the review." if at.offset is None else "")
        return at if at.doubt or not at.known or not doubt else msgspec.structs.replace(at, doubt=doubt)
