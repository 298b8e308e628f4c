r"""The cells of our own Markdown table of a timeline, read back: each reader is the inverse of what wrote the cell.

They read Markdown as `md_timeline` and `md_moment` write it: what is the authors' has a backslash before every mark, so
that a bare one (`**`, `[`, `<br>`, a comma between names) is ours. None: a cell that was not written so.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import cast

import msgspec

from pm_tui.formats.md_escape import is_web, linked, written
from pm_tui.formats.md_moment import OUT_OF_ORDER, UNKNOWN
from pm_tui.formats.md_timeline import BELIEVED
from pm_tui.review import times, zones
from pm_tui.review.model import Evidence, Moment
from pm_tui.review.timewords import FIRST_YEAR, LAST_YEAR
from pm_tui.review.vocabulary import EVENT_KINDS, Certainty, EventKind

_DATE, _CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3,6})?)?"
_ZONE = r"(?:UTC[+-][0-9]{2}:[0-9]{2}|[A-Za-z]{1,6})(?![\w:+])"
_CLOCKS = re.compile(
    rf"(?P<about>\\?~)?(?P<date>{_DATE}) (?P<clock>{_CLOCK})(?: (?P<zone>{_ZONE}))?"
    rf"(?P<to>–(?:(?P<last_date>{_DATE}) )?(?P<last_clock>{_CLOCK}) (?P<last_zone>{_ZONE}))?"
)
_DAYS = re.compile(rf"(?P<date>{_DATE})(?:–(?P<last_date>{_DATE}))? (?P<zone>{_ZONE})(?:/(?P<last_zone>{_ZONE}))?")
_WITHIN = r"(?:[^()]|\([^()]*\))*"
_REMARK = re.compile(rf" \((?!{OUT_OF_ORDER}\)$)(?P<said>{_WITHIN})\)")
_WRITTEN_AS = re.compile(r"written as “(?P<text>[^“”]*)”(?:; (?P<doubt>.*))?")
_BOLD = re.compile(r"\*\*(?P<name>(?:\\.|[^\\*])+)\*\*(?: |$)")
_NAME = re.compile(r"(?:\\.|[^\\,])+")
_NAMES = re.compile(r"(?:\\.|[^\\;])*")
_KEPT = re.compile(r"E[0-9]+(?=, |$)")
_DETAILS = rf"(?: \((?P<details>(?:[^()]|\({_WITHIN}\))*)\))?(?=, |$)"
_LINK = re.compile(rf"\[(?P<label>(?:\\.|[^\\\]])*)\]\((?P<target>(?:\\.|[^\\()\s])*)\){_DETAILS}")
_NO_LINK = re.compile(
    rf"(?P<label>(?:\\.|[^\\,*\[])*?)(?:(?:^|(?<=[ ])|(?<=, ))\*(?P<address>(?:\\.|[^\\*])+)\*)?{_DETAILS}"
)


class When(msgspec.Struct, frozen=True):
    """What a cell says of when it was."""

    at: Moment
    end: Moment | None = None


class Known(msgspec.Struct, frozen=True):
    """What a cell says of when it became known, to whom, and what was believed until then."""

    at: Moment = Moment()
    people: tuple[str, ...] = ()
    believed: str = ""


def read_when(cell: str) -> When | None:
    """Read a time with its end; that it is out of order is seen without the remark."""
    read = moment_at(cell, 0)
    if read is None:
        return None
    at, stop = read
    end: Moment | None = None
    if cell.startswith(" to ", stop):
        read = moment_at(cell, stop + len(" to "))
        if read is None:
            return None
        end, stop = read
    return When(at, end) if cell[stop:] in {"", f" ({OUT_OF_ORDER})"} else None


def moment_at(cell: str, start: int) -> tuple[Moment, int] | None:
    """Read a moment with the remarks behind it at a place of a cell; return it and where it ends."""
    at, stop = Moment(), start + len(UNKNOWN)
    if not cell.startswith(UNKNOWN, start):
        found = _CLOCKS.match(cell, start) or _DAYS.match(cell, start)
        try:
            known = (_of_clocks(found) if found.re is _CLOCKS else _of_days(found)) if found else None
        except (ValueError, OverflowError):  # no day of the calendar, or beyond its ends
            return None
        if found is None or known is None:
            return None
        at, stop = msgspec.structs.replace(known, text=written(found[0])), found.end()
    remark = _REMARK.match(cell, stop)
    if remark is None:
        return at, stop
    return _with_remark(at, written(remark["said"])), remark.end()


def _with_remark(at: Moment, said: str) -> Moment:
    if at.known:
        return msgspec.structs.replace(at, doubt=f"{said}.")
    found = _WRITTEN_AS.fullmatch(said)
    doubt = found["doubt"] if found else None
    return Moment(text=found["text"] if found else said, doubt=f"{doubt}." if doubt else "")


def _of_clocks(found: re.Match[str]) -> Moment | None:
    last = _offset(found["last_zone"] or found["zone"])
    first = _offset(found["zone"] or found["last_zone"])
    if first is None or last is None:
        return None
    at = _instant(found["date"], found["clock"], first)
    if found["to"]:
        latest = _instant(found["last_date"] or found["date"], found["last_clock"], last)
        return _moment(Moment(at, latest, first, "between"))
    margin = times.ABOUT if found["about"] else dt.timedelta()
    return _moment(Moment(at - margin, at + margin, first, "about" if found["about"] else "exact"))


def _of_days(found: re.Match[str]) -> Moment | None:
    first, last = _offset(found["zone"]), _offset(found["last_zone"] or found["zone"])
    if first is None or last is None:
        return None
    after = dt.date.fromisoformat(found["last_date"] or found["date"]) + dt.timedelta(days=1)
    latest = _instant(str(after), "00:00", last) - dt.timedelta(microseconds=1)
    return _moment(Moment(_instant(found["date"], "00:00", first), latest, first, _certainty(found)))


def _certainty(found: re.Match[str]) -> Certainty:
    return "between" if found["last_date"] else "day"


def _moment(moment: Moment) -> Moment | None:
    """The moment, if its ends are in their order and in the years that are read."""
    first, last = moment.earliest, moment.latest
    return moment if first and last and first.year >= FIRST_YEAR and first <= last and last.year <= LAST_YEAR else None


def _offset(zone: str | None) -> int | None:
    """The one offset that a zone means, in minutes east of UTC."""
    read = zones.zone_at(zone, 0) if zone else None
    return read[0].offsets[0] if read and len(read[0].offsets) == 1 else None


def _instant(date: str, clock: str, offset: int) -> dt.datetime:
    there = dt.timezone(dt.timedelta(minutes=offset))
    return dt.datetime.fromisoformat(f"{date}T{clock}").replace(tzinfo=there).astimezone(dt.UTC)


def read_words(cell: str) -> tuple[tuple[str, ...], str]:
    """Read the milestones, in bold, and the words behind them."""
    found: list[str] = []
    start = 0
    while bold := _BOLD.match(cell, start):
        found.append(written(bold["name"]))
        start = bold.end()
    return tuple(found), written(cell[start:])


def read_names(cell: str) -> tuple[str, ...]:
    """Read names between commas."""
    return tuple(filter(None, (written(name).strip() for name in _NAME.findall(cell))))


def read_kind(cell: str) -> tuple[EventKind, bool] | None:
    """Read the kind of an event, and whether it is a key event."""
    parts = cell.split(", ") if cell else []
    kinds = [part for part in parts if part != "key"]
    if len(kinds) > 1 or not set(kinds) <= set(EVENT_KINDS):
        return None
    return cast(EventKind, "".join(kinds)), "key" in parts


def read_known(cell: str) -> Known | None:
    """Read when it became known and to whom, and what was believed until then."""
    at, people, stop = Moment(), "", 0
    if cell.startswith("known "):
        stop = len("known")
        if read := moment_at(cell, stop + 1):
            at, stop = read
        if cell.startswith(" to ", stop) and (named := _NAMES.match(cell, stop + len(" to "))):
            people, stop = named[0], named.end()
        stop += len("; ") * cell.startswith("; ", stop)
    believed = cell[stop:]
    if believed and not believed.startswith(BELIEVED):
        return None
    return Known(at, read_names(people), written(believed.removeprefix(BELIEVED)))


def read_evidence(cell: str) -> tuple[Evidence, ...] | None:
    """Read links and captions, with what is said of them. What the review keeps as text is named by a number only."""
    found: list[Evidence] = []
    start = 0
    while start < len(cell):
        item = _KEPT.match(cell, start) or _LINK.match(cell, start) or _NO_LINK.match(cell, start)
        if item is None or item.end() == start:
            return None
        found += [] if item.re is _KEPT else [_evidence(item)]
        start = item.end() + len(", ") * (item.end() < len(cell))
    return tuple(found)


def _evidence(item: re.Match[str]) -> Evidence:
    label = written(item["label"]).strip()
    link = linked(item["target"]) if item.re is _LINK else written(item["address"] or "")
    source, taken = _details(item["details"] or "")
    caption = "" if label == link and is_web(link) else label
    return Evidence(id=0, link=link, caption=caption, source=source, taken=taken)


def _details(said: str) -> tuple[str, Moment]:
    """The source, and when it was taken."""
    source, parted, at = said.rpartition("; taken ") if not said.startswith("taken ") else ("", "", said[6:])
    read = moment_at(at, 0) if parted or said.startswith("taken ") else None
    return (written(source), read[0]) if read and read[1] == len(at) else (written(said), Moment())
