"""Text pasted into the timeline: read as rows for a preview, changed there, and told apart from what is there already.

A `Paste` is a value; every function here makes a new one. Whatever a row or a line says stays: in the event, or in
`dropped_source`, which a review keeps as evidence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial
from typing import Literal

import msgspec

from pm_tui.formats.paste_bare import bare_clocks
from pm_tui.formats.paste_bearings import Bearings
from pm_tui.formats.paste_chat import ChatReader, client_of, heads_of
from pm_tui.formats.paste_csv import read_csv, separator_of
from pm_tui.formats.paste_days import Days, settle_order
from pm_tui.formats.paste_html import ShownLine, is_html, readable, shown_lines
from pm_tui.formats.paste_lines import bulletless, unquoted
from pm_tui.formats.paste_order import order_of
from pm_tui.formats.paste_own import OwnTable, find_own, furniture, read_own
from pm_tui.formats.paste_rows import PastedRow, joined
from pm_tui.formats.paste_sections import with_marked_titles, without_other_sections
from pm_tui.formats.paste_status import read_closed, times_stand_below
from pm_tui.formats.paste_text import Reader
from pm_tui.formats.paste_zones import zone_of_all
from pm_tui.review import times, zones
from pm_tui.review.eventline import EventLine
from pm_tui.review.model import Event, Moment
from pm_tui.review.timewords import FIRST_YEAR, LAST_YEAR

Form = Literal["pm-tui", "lines", "table", "status page", "chat", "Slack", "Teams", "Discord"]

_WORDS = re.compile(r"\w+")


class Skipped(msgspec.Struct, frozen=True):
    """A line of the paste that makes no row: a header, a rule, a title, a divider. `number` counts from 0."""

    number: int
    text: str


class Paste(msgspec.Struct, frozen=True):
    """What a pasted text was read as.

    `zone` (IANA name) and `date` are what times without one were read with; `assumed_zone` and `assumed_date` tell
    whether any was. `skipped` are the lines that make no row. `setting` is what the text
    was read against, with `chosen_zone` and `chosen_date` where somebody chose them.
    """

    rows: tuple[PastedRow, ...]
    zone: str
    date: dt.date | None
    assumed_zone: bool
    assumed_date: bool
    form: Form
    skipped: tuple[Skipped, ...]
    setting: times.Setting
    chosen_zone: str | None = None
    chosen_date: dt.date | None = None


def read(text: str, setting: times.Setting, *, zone: str | None = None, date: dt.date | None = None) -> Paste:
    """Read a pasted text into rows, in its order.

    "All times in CET", or a zone in a title, counts for the lines after it; a line that is only a date sets the date. A
    row without a zone after rows that all name one is read in theirs, and marked. The words of a row stay as typed;
    whom and which links they mention is noted. `problem` says why a time could not be read. A `zone` (IANA name) or a
    `date` that is given was chosen for the whole paste: it stands for every row that does not write its own.
    """
    against = _assuming(setting, zone, date)
    place = zone or setting.zone
    today = against.now.astimezone(zones.place(place)).date()
    above = times.local(against.above, place) if against.above else None
    near = above.date() if above else against.date
    reached = near if near and FIRST_YEAR < near.year < LAST_YEAR else None
    lines = text.splitlines()
    days = Days(settle_order(text, reached), date or today, reached, order_of(lines), bare_clocks(lines))
    told = partial(Bearings, against, days, fixed=zone is not None, said=zone_of_all(lines))
    own = find_own(lines)
    form, rows, bearings = _own(lines, own, told()) if own else _shown(lines, told)
    return Paste(
        tuple(rows if own else without_other_sections(rows, lines)),
        place,
        near or today,
        bearings.zones.assumed,
        bearings.assumed_date,
        form,
        _skipped(lines, rows, furniture(lines, own) if own else frozenset()),
        setting,
        zone,
        date,
    )


def _own(lines: list[str], own: OwnTable, bearings: Bearings) -> tuple[Form, list[PastedRow], Bearings]:
    """Read our own table, whatever else is pasted with it."""
    return "pm-tui", read_own(lines, own, bearings), bearings


def _rows(lines: list[str], bearings: partial[Bearings]) -> tuple[Form, list[PastedRow], Bearings]:
    """Read the lines in the form that they have."""
    if heads := heads_of(lines):
        told = bearings(chat=True)
        return client_of(heads) or "chat", ChatReader(lines, told, heads).read(), told
    told = bearings()
    if separator := separator_of(lines, bearings()):
        return "table", read_csv(lines, separator, told), told
    if times_stand_below(lines, bearings()):
        return "status page", read_closed(lines, told), told
    return "lines", Reader(with_marked_titles(lines), told).read(), told


def _shown(lines: list[str], bearings: partial[Bearings]) -> tuple[Form, list[PastedRow], Bearings]:
    """Read what HTML shows, or what stands in a quotation; a row keeps the lines that it came from."""
    if is_html(lines):
        shown = shown_lines(lines)
    elif all(line.lstrip().startswith(">") for line in lines if line.strip()):
        shown = [ShownLine(unquoted(line), (number,)) for number, line in enumerate(lines)]
    else:
        return _rows(lines, bearings)
    form, rows, told = _rows([line.text for line in shown], bearings)
    return form, [_from(lines, shown, row) for row in rows], told


def _from(lines: list[str], shown: Sequence[ShownLine], row: PastedRow) -> PastedRow:
    numbers = tuple(sorted({number for at in row.numbers for number in shown[at].numbers}))
    return msgspec.structs.replace(row, numbers=numbers, source="\n".join(lines[number] for number in numbers))


def _skipped(lines: list[str], rows: Sequence[PastedRow], known: Collection[int]) -> tuple[Skipped, ...]:
    used = {*known, *(number for row in rows for number in row.numbers)}
    return tuple(Skipped(number, line) for number, line in enumerate(lines) if line.strip() and number not in used)


def read_paste(text: str, setting: times.Setting) -> tuple[EventLine, ...]:
    """Read a pasted timeline: the events of the rows that are worth keeping, in the order of the text. See `read`."""
    return tuple(row.line for row in read(text, setting).rows if row.keep)


def looks_like_timeline(text: str) -> bool:
    """Whether a text of several lines is worth reading as a timeline: two of its rows at least have a time."""
    if len(text.strip().splitlines()) < 2:
        return False
    rows = read_paste(text, times.Setting(dt.datetime(2000, 1, 1, tzinfo=dt.UTC)))
    return sum(bool(row.at.text) for row in rows) >= 2


def _assuming(setting: times.Setting, zone: str | None, date: dt.date | None) -> times.Setting:
    """The setting with what was chosen for the whole paste; a zone other than the review's is kept with each time."""
    if zone is not None:
        named = zones.Zone(zone, name=zone) if zone != setting.zone else None
        setting = msgspec.structs.replace(setting, named=named)
    return msgspec.structs.replace(setting, date=date, above=None, dated=True) if date is not None else setting


# --- changing a preview -----------------------------------------------------------------------------------------------


def toggle(paste: Paste, index: int) -> Paste:
    """Keep the row that was dropped, drop the one that was kept. IndexError when there is no such row."""
    row = paste.rows[index]
    return _with_rows(paste, index, index + 1, msgspec.structs.replace(row, keep=not row.keep))


def toggle_all(paste: Paste) -> Paste:
    """Drop all rows; keep all when all are dropped."""
    keep = not any(row.keep for row in paste.rows)
    return msgspec.structs.replace(paste, rows=tuple(msgspec.structs.replace(row, keep=keep) for row in paste.rows))


def join_up(paste: Paste, index: int) -> Paste:
    """Join a row to the row above; the first row stays as it is."""
    if index <= 0:
        return paste
    row = joined(paste.rows[index - 1], paste.rows[index])
    return _with_rows(paste, index - 1, index + 1, row)


def _with_rows(paste: Paste, start: int, stop: int, row: PastedRow) -> Paste:
    return msgspec.structs.replace(paste, rows=(*paste.rows[:start], row, *paste.rows[stop:]))


def assume(paste: Paste, text: str, *, zone: str | None = None, date: dt.date | None = None) -> Paste:
    """Read the whole text again, which is the one that `paste` was read from, in another zone or from another date.

    What was not given stays as it was assumed before. Rows that were kept, dropped or joined by hand are so again.
    """
    fresh = read(text, paste.setting, zone=zone or paste.chosen_zone, date=date or paste.chosen_date)
    owner = {number: place for place, row in enumerate(paste.rows) for number in row.numbers}
    places = [owner.get(row.numbers[0], -1) if row.numbers else -1 for row in fresh.rows]
    for index in range(len(fresh.rows) - 1, 0, -1):
        if places[index] >= 0 and places[index] == places[index - 1]:
            fresh = join_up(fresh, index)
            del places[index]
    kept = [
        msgspec.structs.replace(row, keep=paste.rows[place].keep if place >= 0 else row.keep)
        for row, place in zip(fresh.rows, places, strict=True)
    ]
    return msgspec.structs.replace(fresh, rows=tuple(kept))


# --- what becomes of it -----------------------------------------------------------------------------------------------


def dropped_source(paste: Paste) -> str:
    """The lines that the kept rows do not tell in full, in the order of the paste: with those rows no word is lost.

    They are the lines of dropped rows, titles and dividers, and of kept rows those with words beside the message:
    "(edited)", the fields of a log line.
    """
    untold = [(skipped.number, skipped.text) for skipped in paste.skipped if _WORDS.search(skipped.text)]
    for row in paste.rows:
        told = _told(row.line) if row.keep else Counter[str]()
        whole = row.beyond.numbers if row.keep and row.beyond else ()
        for number, line in zip(row.numbers, row.source.split("\n"), strict=True):
            if number in whole:
                continue
            words = Counter(_WORDS.findall(readable(bulletless(line))))
            if words - told or (not row.keep and line.strip()):
                untold.append((number, line))
            told -= words
    return "\n".join(line for _, line in sorted(untold))


def _told(line: EventLine) -> Counter[str]:
    end = line.end.text if line.end else ""
    return Counter(_WORDS.findall(" ".join((line.at.text, end, line.text, *line.actors))))


def known_already(paste: Paste, events: Sequence[Event]) -> frozenset[int]:
    """The rows that the timeline holds already, by index: pasting the same twice adds nothing twice.

    A row is known by its instant and its words; by its time as it was typed instead, where the paste gives no date, as
    the date that is assumed may be another the second time.
    """
    held = Counter(key for event in events for key in _keys(event.at, event.text))
    known: set[int] = set()
    for index, row in enumerate(paste.rows):
        instant, typed = _keys(row.line.at, row.line.text)
        key = instant if row.line.at.known and row.dated else typed
        if held[key] > 0:
            held[key] -= 1
            known.add(index)
    return frozenset(known)


def _keys(at: Moment, text: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """What a row is known by: its instant, its time as typed; each with its words."""
    words = " ".join(text.split())
    return (at.earliest.isoformat() if at.earliest else "", words), (at.text, words)
