"""The only ways in which a review changes: pure functions, Review -> Review.

A function that would change nothing returns the very same review, so that `is` tells whether anything happened.
Whatever changes the events also renews the times of those that are bound to others (see `bounds`).
KeyError: there is no record of that id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from operator import is_
from typing import Any, Literal, TypeVar, cast

import msgspec

from pm_tui.review import bounds, ranks
from pm_tui.review.milestones import MANY
from pm_tui.review.model import Draft, Event, Evidence, Kept, Moment, Review, Why
from pm_tui.review.record import Record

RecordT = TypeVar("RecordT", bound=Record)
Table = Literal[
    "events",
    "accounts",
    "evidence",
    "whys",
    "actions",
    "lessons",
    "questions",
    "answers",
    "response",
    "own_questions",
    "meetings",
    "turns",
    "notes",
    "verdicts",
    "history",
    "drafts",
    "kept",
    "customer_parts",
    "agreements",
    "accepted",
]
Single = Literal["header", "impact", "inbox", "customer"]


def rows(review: Review, table: Table) -> tuple[Any, ...]:
    """The records of a table, in order."""
    return cast(tuple[Any, ...], getattr(review, table))


def find(review: Review, table: Table, record: int) -> Any:
    """The record of that id."""
    for row in rows(review, table):
        if row.id == record:
            return row
    raise KeyError(record)


def _with(review: Review, table: Table, records: Sequence[Record]) -> Review:
    if table == "events":
        records = bounds.renewed(cast(tuple[Event, ...], tuple(records)))
    return msgspec.structs.replace(review, **{table: tuple(records)})


def _inserted(records: Sequence[RecordT], index: int, *new: RecordT) -> tuple[RecordT, ...]:
    """`records` with `new` at `index`, ranked between its neighbours; all are ranked anew if there is no room."""
    low = records[index - 1].rank if index else ""
    high = records[index].rank if index < len(records) else ""
    try:
        fresh = (ranks.between(low, high),) if len(new) == 1 else ranks.spread(len(new), low, high)
    except ValueError:
        return _ranked((*records[:index], *new, *records[index:]))
    return (*records[:index], *_with_ranks(new, fresh), *records[index:])


def _ranked(records: Sequence[RecordT]) -> tuple[RecordT, ...]:
    return _with_ranks(records, ranks.spread(len(records)))


def _with_ranks(records: Sequence[RecordT], fresh: Sequence[str]) -> tuple[RecordT, ...]:
    return tuple(msgspec.structs.replace(row, rank=rank) for row, rank in zip(records, fresh, strict=True))


def add(review: Review, table: Table, *records: Record, after: int | None = None) -> Review:
    """Put new records behind the record `after` (0: at the top, None: at the end), in the order given."""
    known = rows(review, table)
    index = len(known) if after is None else 0 if after == 0 else _index(known, after) + 1
    return _with(review, table, _inserted(known, index, *records)) if records else review


def append(review: Review, table: Table, *records: Record) -> Review:
    """Put new records at the end in one step, ranked as one by one: ranks tell nothing of the parts a log came in."""
    known: list[Any] = [*rows(review, table)]
    for record in records:
        known[-1:] = _inserted(known[-1:], 1, record) if known else _inserted((), 0, record)
    return _with(review, table, known) if records else review


def _index(records: Sequence[Record], record: int) -> int:
    for index, row in enumerate(records):
        if row.id == record:
            return index
    raise KeyError(record)


def change(review: Review, table: Table, record: int, **fields: Any) -> Review:
    """Set fields of one record."""
    known = rows(review, table)
    index = _index(known, record)
    old = known[index]
    if all(getattr(old, name) == value for name, value in fields.items()):
        return review
    return _with(review, table, (*known[:index], msgspec.structs.replace(old, **fields), *known[index + 1 :]))


def change_each(review: Review, table: Table, changed: Mapping[int, Record]) -> Review:
    """Put changed records in the place of those of the same ids; their order stays, and equal ones are the same."""
    known = rows(review, table)
    new = [changed[row.id] if changed.get(row.id, row) != row else row for row in known]
    return review if all(map(is_, new, known)) else _with(review, table, new)


def change_single(review: Review, single: Single, **fields: Any) -> Review:
    """Set fields of a table of one document: the header, the impact, the inbox or the customer version."""
    old = getattr(review, single)
    if all(getattr(old, name) == value for name, value in fields.items()):
        return review
    return msgspec.structs.replace(review, **{single: msgspec.structs.replace(old, **fields)})


def delete(review: Review, table: Table, *records: int) -> Review:
    """Take records away, with a why's whole branch, and the accounts, evidence, drafts and kept flags of them."""
    gone = set(records)
    if table == "whys":
        gone |= _below(review.whys, gone)
    for record in records:
        find(review, table, record)
    known = bounds.released(review.events, gone, review.header.zone) if table == "events" else rows(review, table)
    review = _with(review, table, [row for row in known if row.id not in gone])
    told = {row.id for row in review.accounts if row.about in gone}
    review = _without(review, "accounts", lambda row: row.id in told)
    gone |= told
    review = _without_proof_of(review, gone)
    review = _without(review, "drafts", lambda row: bool(gone & set(_ids_in(row.place))))
    return _without(review, "kept", lambda row: bool(gone & set(_ids_in(row.place))))


def _without(review: Review, table: Table, dropped: Callable[[Any], bool]) -> Review:
    left = [row for row in rows(review, table) if not dropped(row)]
    return review if len(left) == len(rows(review, table)) else _with(review, table, left)


def _without_proof_of(review: Review, gone: set[int]) -> Review:
    """Without the evidence of these records alone; what supports others too supports only those."""
    kept: list[Evidence] = []
    for row in review.evidence:
        left = [record for record in row.supports if record not in gone]
        if len(left) == len(row.supports):
            kept.append(row)
        elif left:
            kept.append(msgspec.structs.replace(row, about=left[0], also=tuple(left[1:])))
    same = len(kept) == len(review.evidence) and all(map(is_, kept, review.evidence))
    return review if same else _with(review, "evidence", kept)


def _ids_in(place: str) -> list[int]:
    return [int(part) for part in place.split(":") if part.isdecimal()]


def move(review: Review, table: Table, record: int, by: int, among: Callable[[Any], bool] | None = None) -> Review:
    """Move a record `by` places among the rows for which `among` holds; at the end of the table it stays."""
    known = rows(review, table)
    row = known[_index(known, record)]
    peers = [peer for peer in known if among is None or among(peer)]
    here = _index(peers, record)
    there = min(max(here + by, 0), len(peers) - 1)
    if there == here:
        return review
    rest = [peer for peer in known if peer.id != record]
    index = _index(rest, peers[there].id) + (1 if by > 0 else 0)
    return _with(review, table, _inserted(rest, index, row))


# --- events ---------------------------------------------------------------------------------------------------------


def mark(review: Review, event: int, milestone: str) -> Review:
    """Mark an event as a milestone; marking it again takes it off. What is marked is not refused any more.

    The mark is taken from the event that had it, unless it is one that several rows may have.
    """
    had = milestone in find(review, "events", event).milestones
    changed = review
    for row in review.events:
        if row.id != event and milestone in MANY:
            continue
        kept = tuple(name for name in row.milestones if name != milestone)
        refused = row.refused
        if row.id == event and not had:
            kept = (*kept, milestone)
            refused = tuple(name for name in refused if name != milestone)
        changed = change(changed, "events", row.id, milestones=kept, refused=refused)
    return changed


def refuse(review: Review, event: int, milestones: Sequence[str]) -> Review:
    """Note that an event is none of these milestones, whatever its words suggest."""
    refused = find(review, "events", event).refused
    return change(review, "events", event, refused=tuple(dict.fromkeys((*refused, *milestones))))


def bind(review: Review, event: int, *, after: int, before: int) -> Review:
    """Let an event lie after a row, before another, or between two (0: none); its own time stays as text.

    ValueError: by other bounds it would then come before itself.
    """
    row: Event = find(review, "events", event)
    for other in filter(None, (after, before)):
        find(review, "events", other)
    if (row.after, row.before) == (after, before):
        return review
    at = Moment(text=row.at.text) if bounds.is_bound(row) else bounds.set_aside(row.at, review.header.zone)
    bound = msgspec.structs.replace(row, at=at, after=after, before=before)
    if bounds.circular(bound if other.id == event else other for other in review.events):
        raise ValueError("By what is said of their order, this row would then come before itself.")
    return change_each(review, "events", {event: bound})


def swap_equal(review: Review, event: int) -> Review:
    """Let an event change places with the next one of the same time, or the last of them with the one before.

    ValueError: no other row has the same exact time.
    """
    row: Event = find(review, "events", event)
    alike = [other for other in review.events if (other.at.certainty, other.at.earliest) == ("exact", row.at.earliest)]
    if row not in alike or len(alike) == 1:
        raise ValueError("No other row has the same exact time as this one.")
    here = _index(alike, event)
    other = alike[here + 1] if here + 1 < len(alike) else alike[here - 1]
    swapped = {
        row.id: msgspec.structs.replace(other, rank=row.rank),
        other.id: msgspec.structs.replace(row, rank=other.rank),
    }
    return _with(review, "events", [swapped.get(known.id, known) for known in review.events])


def _clock(event: Event) -> dt.datetime | None:
    """The time by which a row is sorted; a day says nothing about the order within it, nor does a time from bounds."""
    return None if event.at.certainty == "day" or bounds.is_bound(event) else event.at.earliest


def sort_events(review: Review) -> Review:
    """Put the timeline in the order of its times; rows without a clock time stay behind the row they follow.

    A bound row comes behind the one that it is after, and before the one that it is before.
    """
    keyed: list[tuple[Any, Event]] = []
    latest: Any = None
    for event in review.events:
        latest = _clock(event) or latest
        keyed.append((latest, event))
    first = next((key for key, _ in keyed if key is not None), None)
    ordered = [event for _, event in sorted(keyed, key=lambda pair: pair[0] or first)] if first else list(review.events)
    ordered = _within_bounds(ordered)
    if [event.id for event in ordered] == [event.id for event in review.events]:
        return review
    return _with(review, "events", _ranked(ordered))


def _within_bounds(events: list[Event]) -> list[Event]:
    """The rows with each that is bound behind its one row and before its other, as near as can be to where it stood."""
    bound = [event for event in events if bounds.is_bound(event)]
    for _ in bound:  # moving one may leave another behind that is bound to it
        before = [event.id for event in events]
        for event in bound:
            events = _held(events, event)
        if before == [event.id for event in events]:
            break
    return events


def _held(events: list[Event], event: Event) -> list[Event]:
    places = {row.id: place for place, row in enumerate(events)}
    here, first, last = places[event.id], places.get(event.after, -1), places.get(event.before, len(events))
    there = max(here, first)
    if first < last < here:
        there = last
    rest = [row for row in events if row.id != event.id]
    return [*rest[:there], event, *rest[there:]]


def settle(review: Review, event: int) -> Review:
    """Put one event in its place by time: behind the last row that is not later. Without a time it stays."""
    row: Event = find(review, "events", event)
    rest = [other for other in review.events if other.id != event]
    time = _clock(row)
    if time is None:
        return review
    index = 0
    for place, other in enumerate(rest, 1):
        if (earlier := _clock(other)) and earlier <= time:
            index = place
    while index < len(rest) and _clock(rest[index]) is None:
        index += 1
    if [*(other.id for other in rest[:index]), event] == [other.id for other in review.events[: index + 1]]:
        return review
    return _with(review, "events", _inserted(rest, index, row))


def add_in_time(review: Review, *events: Event) -> Review:
    """Put new events in their places by time, one after the other; without a time to the end.

    A log mostly comes in order: what goes to the end anyway is put there in one step, for each step looks at all rows.
    """
    latest = max(filter(None, map(_clock, review.events)), default=None)
    behind: list[Event] = []
    for event in events:
        time = _clock(event)
        behind.append(event)
        if time and latest and time < latest:
            review, behind = settle(append(review, "events", *behind), event.id), []
        latest = max(filter(None, [latest, time]), default=None)
    return append(review, "events", *behind)


# --- whys -----------------------------------------------------------------------------------------------------------


def _below(whys: Sequence[Why], roots: set[int]) -> set[int]:
    found: set[int] = set()
    edge = set(roots)
    while edge:
        edge = {why.id for why in whys if why.parent in edge} - found - roots
        found |= edge
    return found


def move_why(review: Review, why: int, by: int) -> Review:
    """Move a why among its siblings; its branch comes with it."""
    parent = find(review, "whys", why).parent
    return move(review, "whys", why, by, among=lambda row: bool(row.parent == parent))


def indent(review: Review, why: int) -> Review:
    """Make a why the last child of the sibling above it; the first of its siblings stays."""
    row = find(review, "whys", why)
    siblings = [peer for peer in review.whys if peer.parent == row.parent]
    here = _index(siblings, why)
    if here == 0:
        return review
    return _reparented(review, row, siblings[here - 1].id, behind=None)


def outdent(review: Review, why: int) -> Review:
    """Make a why the next sibling of its parent; at the root it stays."""
    row = find(review, "whys", why)
    if not row.parent:
        return review
    parent = find(review, "whys", row.parent)
    return _reparented(review, row, parent.parent, behind=parent.id)


def _reparented(review: Review, row: Why, parent: int, behind: int | None) -> Review:
    rest = [peer for peer in review.whys if peer.id != row.id]
    index = len(rest) if behind is None else _index(rest, behind) + 1
    return _with(review, "whys", _inserted(rest, index, msgspec.structs.replace(row, parent=parent)))


# --- drafts and kept flags ------------------------------------------------------------------------------------------


def draft_at(review: Review, place: str) -> Draft | None:
    """What was being typed at a place."""
    return next((draft for draft in review.drafts if draft.place == place), None)


def set_draft(review: Review, place: str, text: str, cursor: int, new_id: Callable[[], int]) -> Review:
    """Keep what is being typed at a place; an empty text takes the draft away."""
    draft = draft_at(review, place)
    if not text:
        return _with(review, "drafts", [row for row in review.drafts if row is not draft]) if draft else review
    if draft is None:
        return add(review, "drafts", Draft(id=new_id(), place=place, text=text, cursor=cursor))
    return review if draft.text == text else change(review, "drafts", draft.id, text=text, cursor=cursor)


def keep_flag(review: Review, kept: Kept) -> Review:
    """Silence one flag; it is silenced once."""
    known = {(row.category, row.quote, row.sentence) for row in review.kept}
    return review if (kept.category, kept.quote, kept.sentence) in known else add(review, "kept", kept)


def switch_off(review: Review, name: str) -> Review:
    """Flag no category `name` in this review ("hints": no softer finds), or flag it again."""
    off = review.header.flags_off
    names = tuple(other for other in off if other != name) if name in off else (*off, name)
    return change_single(review, "header", flags_off=names)
