r"""When an event became known, to whom, what was believed until then, and how somebody else tells it.

Both are typed in one line, in the manner of an event's (see `eventline`); each part may be missing:

- `2026-03-15 08:51 @support @eva the cache is slow`: when it became known, to whom, what people believed until then.
  The time may count from the event: `+1d` is the day after it, `+1d 08:51` a time on that day.
- `@teller 08:51 no, that was before the deploy`: a second account, with its teller, before the time or behind it.

A backslash before the first @ of the words keeps it a word: `\@eva said so`.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from pm_tui.review import edits, eventline, times
from pm_tui.review.model import UNKNOWN, Account, Event, Moment, Review


class Told(msgspec.Struct, frozen=True):
    """What a line says: a time, the people that it begins with, and the words."""

    at: Moment = Moment()
    people: tuple[str, ...] = ()
    text: str = ""


# --- when it became known -------------------------------------------------------------------------------------------


def read_learnt(line: str, setting: times.Setting) -> Told:
    """Read when an event became known. Raises `times.TimeUnread`."""
    at, rest = _split(line, setting)
    people: list[str] = []
    while found := eventline.leading_name(rest):
        people.append(found[0])
        rest = found[1]
    return Told(at, tuple(dict.fromkeys(people)), _bare(rest))


def learnt_line(event: Event, zone: str) -> str:
    """The line that `read_learnt` reads back, in the same zone (an IANA name)."""
    words = [*map(eventline.handle, event.learnt_by), _shielded(event.believed)]
    return eventline.timed(event.learnt, None, " ".join(filter(None, words)), zone)


def write_learnt(review: Review, event: int, line: str, setting: times.Setting) -> Review:
    """Put into an event what a line says of its becoming known; an empty line takes it away."""
    row: Event = edits.find(review, "events", event)
    told = read_learnt(line, setting)
    at = _kept(row.learnt, told.at, read_learnt(learnt_line(row, setting.zone), setting).at)
    return edits.change(review, "events", event, learnt=at, learnt_by=told.people, believed=told.text)


def words(event: Event, zone: str) -> str:
    """What was known when: "known 15 Mar 08:51 to support, eva · believed: the cache is slow"."""
    return " · ".join(filter(None, [_known(event, zone), f"believed: {event.believed}" if event.believed else ""]))


def _known(event: Event, zone: str) -> str:
    if event.learnt is UNKNOWN and not event.learnt_by:
        return ""
    at = _day_and_clock(event.learnt, event.at, zone) if event.learnt.known else event.learnt.text.strip(" ?")
    people = f"to {', '.join(event.learnt_by)}" if event.learnt_by else ""
    return " ".join(filter(None, ["known", at, people])) if at or people else ""


# --- a second account -----------------------------------------------------------------------------------------------


def read_account(line: str, setting: times.Setting) -> Told:
    """Read how somebody tells an event. Raises `times.TimeUnread`."""
    before = eventline.leading_name(line.lstrip())
    at, rest = _split(before[1] if before else line, setting)
    behind = None if before else eventline.leading_name(rest)
    teller = before or behind
    return Told(at, (teller[0],) if teller else (), (behind[1] if behind else rest) if teller else _bare(rest))


def account_line(account: Account, zone: str) -> str:
    """The line that `read_account` reads back, in the same zone (an IANA name)."""
    if not account.teller:
        return eventline.timed(account.at, None, _shielded(account.text), zone)
    line = eventline.timed(account.at, None, account.text.strip(), zone)
    return f"{eventline.handle(account.teller)} {line}".rstrip()


def write_account(review: Review, account: int, line: str, setting: times.Setting) -> Review:
    """Put into an account what a line says."""
    row: Account = edits.find(review, "accounts", account)
    told = read_account(line, setting)
    at = _kept(row.at, told.at, read_account(account_line(row, setting.zone), setting).at)
    return edits.change(review, "accounts", account, teller="".join(told.people), at=at, text=told.text)


def accounts_of(review: Review, event: int) -> tuple[Account, ...]:
    """The second accounts of an event."""
    return tuple(account for account in review.accounts if account.about == event)


def other_time(account: Account, event: Event, zone: str) -> str:
    """The time at which an account says it was, where the event has another; "" otherwise."""
    same = (account.at.earliest, account.at.latest) == (event.at.earliest, event.at.latest)
    return "" if same or not account.at.known else _day_and_clock(account.at, event.at, zone)


# --- parts of a line ------------------------------------------------------------------------------------------------


def _split(line: str, setting: times.Setting) -> tuple[Moment, str]:
    """The time that a line begins with, unknown when it begins with none, and the rest; what lasted lies between."""
    found = _days_on(line, setting) or times.split(line, setting)
    if found is None:
        return Moment(), line.strip()
    span, rest = found
    at, end = span.at, span.end
    if end and end.latest and at.known:
        at = msgspec.structs.replace(at, latest=end.latest, certainty="between")
    return at, rest.strip()


_AHEAD = re.compile(r"\s*\+\s?([0-9]{1,3})\s?d(?:ays?)?(?!\w)")


def _days_on(line: str, setting: times.Setting) -> tuple[times.Span, str] | None:
    """A time so many days after the event, and the rest; without a clock it is that day, for no more is known."""
    ahead = _AHEAD.match(line)
    event = times.local(setting.above, setting.zone) if setting.above else None
    day = event.date() if event else setting.date
    if ahead is None or day is None:
        return None
    try:
        day += dt.timedelta(days=int(ahead[1]))
    except OverflowError:
        return None
    behind = line[ahead.end() :]
    on_that_day = msgspec.structs.replace(setting, above=None, date=day, dated=True)
    found = times.split(behind, on_that_day)
    if found is None or not found[0].at.known:
        return times.read(day.isoformat(), setting), times.after_separator(behind)
    return found


def _kept(had: Moment, read: Moment, shown: Moment) -> Moment:
    """The moment read, or the one that the record had while its line still says the same: with its own wording."""
    return had if read == shown else read


def _shielded(text: str) -> str:
    """Words that do not begin with a person when they are read again."""
    text = text.strip()
    return f"\\{text}" if eventline.leading_name(text.lstrip("\\")) else text


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:] if text.startswith("\\") and eventline.leading_name(text.lstrip("\\")) else text


def _day_and_clock(moment: Moment, beside: Moment, zone: str) -> str:
    """A time in a zone, with its day where that is another than that of the moment beside it: "15 Mar 08:51"."""
    local, other = times.local(moment, zone), times.local(beside, zone)
    shown = times.show(moment, zone)
    day = f"{local.day} {local:%b}" if local else ""
    if moment.certainty == "day":
        return day
    return shown if local and other and local.date() == other.date() else f"{day} {shown}"
