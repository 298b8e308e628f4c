"""Milestones: ours, the mark that the harm came back, and those that a team adds ("declared", "closed").

A milestone is a mark on a row. Most stand on one row. The harm may stop and come back: then `mitigated` and `resolved`
stand on several rows and the last of them counts, for only there it really stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pm_tui.review.model import Event, Review
from pm_tui.review.remembered import remembered
from pm_tui.review.times import show
from pm_tui.review.vocabulary import MILESTONES, Milestone
from pm_tui.text import one_line

RECURRED = "recurred"
"""The mark on a row where the harm came back; it ends no interval of its own."""

MARKS: tuple[str, ...] = (*MILESTONES, RECURRED)
"""What may be marked in every team."""

LAST_COUNTS = frozenset({"mitigated", "resolved"})
MANY = LAST_COUNTS | {RECURRED}
"""The marks that may stand on several rows."""

OWN_WIDTH = 20  # characters of a team's own milestone, at most

MILESTONE_HELP: dict[str, str] = {
    "started": "The first harm that anyone could have felt, not the change or trigger that led to it.",
    "detected": "An alarm, a colleague or a customer first told us that something is wrong.",
    "acknowledged": "Somebody took it on: from here a person is at work on it.",
    "identified": "We knew enough of the cause to choose what to do.",
    "mitigated": "The harm stopped for those it reached, whether or not the cause is gone.",
    "resolved": "Everything works as before, and nothing temporary is needed to keep it so.",
    RECURRED: "The harm came back. Then the last mitigated and resolved count.",
}
"""What counts as each milestone, in one line."""

OWN_HELP = "The team's own milestone."

TIME_TO: dict[Milestone, str] = {
    "started": "start",
    "detected": "time to detect",
    "acknowledged": "time to acknowledge",
    "identified": "time to identify",
    "mitigated": "time to mitigate",
    "resolved": "time to resolve",
}


def time_to(milestone: str) -> str:
    """The name of the interval that a milestone ends: "time to detect", "time until declared"."""
    return next((name for ours, name in TIME_TO.items() if ours == milestone), f"time until {one_line(milestone)}")


def own(events: Iterable[Event]) -> tuple[str, ...]:
    """The milestones of these rows that are none of ours, in the order in which they first come."""
    found = dict.fromkeys(name for event in events for name in event.milestones)
    return tuple(name for name in found if name not in MARKS and name.strip())


def known(review: Review, team: Sequence[str] = ()) -> tuple[str, ...]:
    """Every mark that is known here: ours, those of the team's settings, and those that the review holds."""
    return tuple(dict.fromkeys((*MARKS, *team, *own(review.events))))


def read_mark(written: str, names: Sequence[str]) -> str | None:
    """The mark that was written, in full or only its beginning; None: no mark.

    Of ours that begin so it is the first. A beginning that a team's own shares with another is none yet: lines are read
    with every key, and "!d" on the way to "!declared" must not take `detected` from the row that has it.
    """
    folded = written.casefold()
    found = [name for name in names if name.casefold().startswith(folded)] if written else []
    exact = [name for name in found if name.casefold() == folded]
    if exact:
        return written if written in exact else exact[0]
    return found[0] if len(found) == 1 or (found and all(name in MARKS for name in found)) else None


def writable(name: str) -> bool:
    """Whether a mark can be written as one word behind an exclamation mark; a file may hold others."""
    return name.isalpha()


def marked_rows(review: Review, milestone: str) -> tuple[Event, ...]:
    """The rows that are marked with a milestone, in their order."""
    return _marked(review).get(milestone, ())


@remembered
def _marked(review: Review) -> dict[str, tuple[Event, ...]]:
    found: dict[str, tuple[Event, ...]] = {}
    for event in review.events:
        for name in dict.fromkeys(event.milestones):
            found[name] = (*found.get(name, ()), event)
    return found


@remembered
def milestone_events(review: Review) -> Mapping[str, Event]:
    """The event that counts for each milestone, ours before the team's: the first row so marked, or the last one."""
    rows = {name: marked_rows(review, name) for name in (*MILESTONES, *own(review.events))}
    return {name: found[-1 if name in LAST_COUNTS else 0] for name, found in rows.items() if found}


def which(review: Review, milestone: str, zone: str) -> str:
    """Which row counts where several are marked: "mitigated, the last of 2, 10:30" in `zone`; "" where one is."""
    rows = marked_rows(review, milestone)
    if len(rows) < 2:
        return ""
    place, row = ("last", rows[-1]) if milestone in LAST_COUNTS else ("first", rows[0])
    return f"{one_line(milestone)}, the {place} of {len(rows)}, {show(row.at, zone)}"
