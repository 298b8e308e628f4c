"""A paste, as it was chosen in its preview, becomes part of the review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec

from pm_tui.formats.paste import Paste, dropped_source
from pm_tui.formats.paste_rows import PastedRow
from pm_tui.review import edits, times, writing
from pm_tui.review.milestones import MANY
from pm_tui.review.model import Event, Evidence, Review


def take(
    review: Review, pasted: Paste, after: int | None, new_id: Callable[[], int], today: dt.date
) -> tuple[Review, Sequence[Event]]:
    """Put the kept rows behind the event `after` (None: at the end), and the text of the dropped ones into evidence.

    A review that has no event yet, and bears no date but that of the day it was made, gets that of its first row.
    """
    kept = [row for row in pasted.rows if row.keep]
    events = [_event(review, row, new_id()) for row in kept]
    evidence = [piece for event, row in zip(events, kept, strict=True) for piece in _evidence(row, event.id, new_id)]
    accounts = [
        msgspec.structs.replace(account, id=new_id(), about=event.id)
        for event, row in zip(events, kept, strict=True)
        for account in (row.beyond.accounts if row.beyond else ())
    ]
    dropped = dropped_source(pasted)
    if len(kept) < len(pasted.rows) or (pasted.form == "pm-tui" and dropped):
        evidence.append(Evidence(id=new_id(), text=dropped, caption="Left out of the timeline", source="paste"))
    first = next((row.line.at for row in kept if row.line.at.known), None)
    if not review.events and review.header.date == today and first and first.day is None:
        local = times.local(first, review.header.zone)
        review = edits.change_single(review, "header", date=local.date() if local else today)
    review = edits.add(review, "events", *events, after=after)
    return edits.add(edits.add(review, "accounts", *accounts), "evidence", *evidence), events


def _event(review: Review, row: PastedRow, record: int) -> Event:
    """The event of a row. A milestone that one row alone may have stays on the row that has it."""
    event = writing.event_of(row.line, record)
    taken = {name for held in review.events for name in held.milestones} - MANY
    event = msgspec.structs.replace(event, milestones=tuple(name for name in event.milestones if name not in taken))
    beyond = row.beyond
    if beyond is None:
        return event
    return msgspec.structs.replace(
        event,
        key=beyond.key,
        tags=beyond.tags,
        learnt=beyond.learnt,
        learnt_by=beyond.learnt_by,
        believed=beyond.believed,
        knew=beyond.knew,
    )


def _evidence(row: PastedRow, about: int, new_id: Callable[[], int]) -> list[Evidence]:
    """The links and captions of a row."""
    links = [Evidence(id=new_id(), about=about, link=link) for link in row.line.links]
    named = row.beyond.evidence if row.beyond else ()
    return links + [msgspec.structs.replace(piece, id=new_id(), about=about) for piece in named]
