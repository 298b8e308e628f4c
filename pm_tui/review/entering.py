"""An event that is typed in one line from anywhere: it is read, and takes its place by time."""

from __future__ import annotations

from pm_tui.review import edits, writing
from pm_tui.review.model import Event, Review
from pm_tui.review.writing import Context, Written


def enter_event(review: Review, words: str, event: int, after: int | None, context: Context) -> Written:
    """Add the event that the words tell, with the id `event`, in its place by time.

    Without a time it stands behind the event `after` (None: at the end). What cannot be read changes nothing, and is
    said as the problem.
    """
    added = edits.add(review, "events", Event(id=event), after=after)
    written = writing.write(added, f"events:{event}:line", words, len(words), context)
    return Written(review, written.problem) if written.problem else Written(edits.settle(written.review, event))
