"""A paste, as it was chosen in its preview, becomes part of the review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from pm_tui.formats.paste import Paste, dropped_source
from pm_tui.review import edits, times, writing
from pm_tui.review.model import Event, Evidence, Review


def take(
    review: Review, pasted: Paste, after: int | None, new_id: Callable[[], int], today: dt.date
) -> tuple[Review, Sequence[Event]]:
    """Put the kept rows behind the event `after` (None: at the end), and the text of the dropped ones into evidence.

    A review that has no event yet, and bears no date but that of the day it was made, gets that of its first row.
    """
    kept = [row for row in pasted.rows if row.keep]
    events = [writing.event_of(row.line, new_id()) for row in kept]
    evidence = [
        Evidence(id=new_id(), about=event.id, link=link)
        for event, row in zip(events, kept, strict=True)
        for link in row.line.links
    ]
    if len(kept) < len(pasted.rows):
        dropped = dropped_source(pasted)
        evidence.append(Evidence(id=new_id(), text=dropped, caption="Left out of the timeline", source="paste"))
    first = next((row.line.at for row in kept if row.line.at.known), None)
    if not review.events and review.header.date == today and first and first.day is None:
        local = times.local(first, review.header.zone)
        review = edits.change_single(review, "header", date=local.date() if local else today)
    return edits.add(edits.add(review, "events", *events, after=after), "evidence", *evidence), events
