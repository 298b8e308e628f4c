"""The rows of the timeline: events, a line where the date changes, and what the review asks about between them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import msgspec

from pm_tui.review import bounds, clocks, fields, knowing, meetings, times, writing
from pm_tui.review.attached import NO_LOOKS, Look
from pm_tui.review.candidates import candidates
from pm_tui.review.harm import degraded, degraded_told
from pm_tui.review.intervals import Interval, gaps, intervals, words
from pm_tui.review.knowing import accounts_of
from pm_tui.review.milestones import time_to, which
from pm_tui.review.model import Event, Moment, Review
from pm_tui.review.search import matches
from pm_tui.ui.key_names import short_key
from pm_tui.ui.widgets.evidence_rows import evidence_notes, evidence_rows
from pm_tui.ui.widgets.field_rows import detail_rows
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.said_keys import key_of

SAME_TIME = "same time"
HINT = f"a new event: {fields.field_at('events:0:line').hint}"


class _Around(msgspec.Struct, frozen=True):
    """What the row of an event says besides the event: the other rows, which are late or at the same time."""

    review: Review
    second: str
    known: Mapping[int, Event]
    late: frozenset[int]
    same: frozenset[int]
    proved: Mapping[int, str]
    changed: frozenset[int]
    told: frozenset[int]
    dated: bool

    def beside(self, event: Event) -> _Beside:
        """What of it counts for one event."""
        zone = self.review.header.zone
        bound = bounds.is_bound(event)
        return _Beside(
            zone=zone,
            second=self.second,
            dated=self.dated,
            late=event.id in self.late,
            same=event.id in self.same,
            proved=self.proved.get(event.id, ""),
            changed=event.id in self.changed,
            bound=bounds.words(event, self.known, zone) if bound else "",
            limits=tuple(bounds.limit(event, side, self.known) for side in bounds.SIDES) if bound else (),
            told=_told_differently(self.review, event) if event.id in self.told else "",
        )


class _Beside(msgspec.Struct, frozen=True):
    """What the row of one event says besides the event."""

    zone: str
    second: str
    dated: bool
    late: bool
    same: bool
    proved: str
    changed: bool
    bound: str
    limits: tuple[dt.datetime | None, ...]
    told: str


class _This:
    """An event that is equal only to itself, so that its row is looked up without comparing what it holds."""

    __slots__ = ("event",)

    def __init__(self, event: Event) -> None:
        self.event = event

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.event is other.event

    def __hash__(self) -> int:
        return id(self.event)


def event_rows(
    review: Review,
    details: Collection[int],
    query: str = "",
    looks: Mapping[str, Look] = NO_LOOKS,
    as_before: Mapping[str, Row] = MappingProxyType({}),
) -> list[Row]:
    """All rows of the timeline; events whose ids are in `details` show every field and their evidence.

    With a `query` (see `review.search`) they are the events that match, with nothing between them but dates. `looks`
    says how files of evidence were found. `as_before` are rows of events by their keys that are taken as they are.
    """
    between = intervals(review)
    steps = _steps(between)
    waits = {gap.after: gap for gap in gaps(review)}
    dates = [_date(event, review.header.zone) for event in review.events]
    proposed = candidates(review)
    several = len({*dates, review.header.date} - {None}) > 1
    around = _Around(
        review=review,
        second=review.header.second_zone if review.header.second_zone != review.header.zone else "",
        known={event.id: event for event in review.events},
        late=times.out_of_order(review.events),
        same=clocks.same_time(review.events),
        proved=evidence_notes(review, looks),
        changed=meetings.changed_since_agreed(review),
        told=frozenset(account.about for account in review.accounts),
        dated=several,
    )
    if query.strip():
        steps, waits = {}, {}
    rows: list[Row] = []
    shown: dt.date | None = None
    for event, date in zip(review.events, dates, strict=True):
        if query.strip() and not matches(event, query, review):
            continue
        if gap := waits.get(event.id):
            rows.append(Row(key=f"gap:{gap.event}", text=f"⋯ {words(gap.length)} without an event", kind="gap"))
        if event.id in steps:
            rows += _interval_rows(review, steps[event.id])
        if several and date and date != shown:
            rows.append(day_row(date))
        shown = date or shown
        rows.append(
            as_before.get(f"events:{event.id}")
            or _with_proposals(_event_row(_This(event), around.beside(event)), proposed.get(event.id, ()))
        )
        if event.id in around.told:
            rows += account_rows(review, event, several=several)
        if event.id in details:
            rows += detail_rows(review, "events", event.id)
            rows += evidence_rows(review, event.id, looks)
    return rows


def pending_rows(review: Review, keymap: Mapping[str, str]) -> list[Row]:
    """Which intervals are not known yet, and the user's keys for that."""
    pending = [time_to(interval.milestone) for interval in intervals(review) if interval.state == "pending"]
    if not pending or not review.events:
        return []
    mark, take = (short_key(key_of(command, keymap)) for command in ("milestone", "accept"))
    how = f"{mark} marks milestones" + (f", {take} takes what a ◇ proposes" if candidates(review) else "")
    return [Row(key="", text=f"not known yet: {', '.join(pending)} ({how})", kind="gap")]


def _steps(between: Sequence[Interval]) -> dict[int, list[Interval]]:
    """The intervals that have something to say, by the event that they stand before."""
    found: dict[int, list[Interval]] = {}
    for interval in between:
        if interval.event and interval.state in ("recorded", "invalid"):
            found.setdefault(interval.event, []).append(interval)
    return found


def _with_proposals(row: Row, proposed: Sequence[str]) -> Row:
    """The row with what its words suggest, hollow: it counts for nothing before somebody accepts it."""
    hollow = "".join(f"◇ {milestone}?  " for milestone in proposed)
    return msgspec.structs.replace(row, lead=row.lead + hollow) if hollow else row


def account_rows(review: Review, event: Event, *, several: bool) -> list[Row]:
    """How others tell an event, each with the time that they give; with its date, if that is another."""
    found = accounts_of(review, event.id)
    zone = review.header.zone
    return [
        Row(
            key=f"accounts:{account.id}",
            head=short_clock(account.at, zone, dated=several) if account.at.known else "",
            lead=f"{account.teller}: " if account.teller else "",
            text=account.text,
            note=writing.WHO_TELLS if account.text and not account.teller else "",
            guide=(account is found[-1],),
            place=f"accounts:{account.id}:line",
            hint=f"a second account: {fields.field_at('accounts:0:line').hint}",
        )
        for account in found
    ]


def _told_differently(review: Review, event: Event) -> str:
    zone = review.header.zone
    others = filter(None, (knowing.other_time(account, event, zone) for account in accounts_of(review, event.id)))
    said = ", ".join(dict.fromkeys(others))
    return f"told differently: {said}" if said else ""


def _date(event: Event, zone: str) -> dt.date | None:
    local = times.local(event.at, zone)
    return local.date() if local else None


@lru_cache(maxsize=4096)
def _event_row(this: _This, beside: _Beside) -> Row:
    event, zone = this.event, beside.zone
    notes = [
        beside.bound or some_time_in(event.at, zone),
        f"until {times.show(event.end, zone)}" if event.end else "",
        event.kind,
        *(f"@{actor}" for actor in event.actors),
        f"tags: {', '.join(event.tags)}" if event.tags else "",
        beside.proved,
        "for customers" if event.public else "",
        knowing.words(event, zone),
        f"known then: {event.knew}" if event.knew.strip() else "",
        beside.told,
        "out of order" if beside.late else "",
        "changed since it was agreed" if beside.changed else "",
        SAME_TIME if beside.same else "",
        event.at.doubt,
        f"time as written: {event.at.text}" if _says_more(event) else "",
    ]
    return Row(
        key=f"events:{event.id}",
        head=_head(event, beside, zone),
        second=_second(event, beside),
        lead=_lead(event),
        text=event.text,
        note=" · ".join(filter(None, notes)),
        place=f"events:{event.id}:line",
        hint=HINT,
    )


def _lead(event: Event) -> str:
    if event.milestones:
        return "".join(f"◆ {milestone}  " for milestone in event.milestones)
    return "★ " if event.key else ""


def _says_more(event: Event) -> bool:
    """Whether what was typed says more than what we could read or is bound to: "before the page", "14:??"."""
    at = event.at
    if at.certainty == "day":
        return bool(re.search(r"[\d?]:|[^\W\d]{2}", at.text.replace("T", " "))) and at.text.lower() != "day"
    return (not at.known or bounds.is_bound(event)) and at.text not in ("", "?")


def _head(event: Event, beside: _Beside, zone: str) -> str:
    """The time in the narrow first column; for one that has only a limit, that."""
    if not bounds.is_bound(event) or event.at.known or event.at.doubt:
        return short_clock(event.at, zone, dated=beside.dated)
    ends = beside.limits
    return "–".join(times.show(Moment(end, end, None, "exact"), zone) for end in ends) if any(ends) else "?"


def day_row(date: dt.date) -> Row:
    """The line that stands where the day changes."""
    return Row(key="", text=f"{date:%a %d %b %Y}", kind="heading")


def some_time_in(at: Moment, zone: str) -> str:
    """Both ends of a time that lies between two, of which the first column shows one; else ""."""
    when = times.show(at, zone) if at.certainty == "between" else ""
    return f"some time in {when}" if "–" in when else ""


def short_clock(at: Moment, zone: str, *, dated: bool) -> str:
    """A time as short as can be; what is left out is said in the note."""
    if at.certainty == "day" and dated:
        return "day"
    when = times.show(at, zone)
    return when.split("–", maxsplit=1)[0] + "–" if "–" in when else when


def _second(event: Event, beside: _Beside) -> str:
    """The same on the clock of the second zone, and how many days it is on there."""
    if not beside.second or event.at.certainty == "day":
        return ""
    shown = _head(event, beside, beside.second)
    days = clocks.days_apart(event.at, beside.zone, beside.second)
    return "" if shown == "?" else f"{shown}{days:+}" if days else shown


def _interval_rows(review: Review, ending: Sequence[Interval]) -> list[Row]:
    """The intervals that one event ends, and with the last end of the harm how long it was there in all."""
    rows = [_interval_row(interval, which(review, interval.milestone, review.header.zone)) for interval in ending]
    hurt = degraded(review)
    if hurt and hurt.stretches[-1].end.id == ending[0].event:
        rows.append(Row(key="", text=degraded_told(review, review.header.zone), kind="interval"))
    return rows


def _interval_row(interval: Interval, which_row: str) -> Row:
    name = time_to(interval.milestone)
    said = [f"↕ {words(interval.step)} {name.removeprefix('time ')}" if interval.step else f"✗ no {name}"]
    if interval.state == "invalid":
        said.append("this row cannot come before the one it counts from: is a time or a mark wrong?")
    if interval.from_start and interval.since != "started":
        said.append(f"{words(interval.from_start)} from the start")
    if interval.share is not None:
        said.append(f"{interval.share:.0%} of the outage")
    said += [which_row] if which_row else []
    return Row(key=f"interval:{interval.milestone}", text=" · ".join(said), kind="interval")
