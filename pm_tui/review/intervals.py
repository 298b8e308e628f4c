"""How long each part of the incident took: milestones, the intervals between them, and the gaps of the timeline.

An interval counts from the start of the incident, the convention of Rootly and FireHydrant, and, as its step, from the
milestone before it; Datadog and Morgue count from elsewhere, so every number comes with its formula. A number is never
made up: without a time there is none, and a milestone that ends before it can begin is invalid. Times are UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

import msgspec

from pm_tui.review.milestones import LAST_COUNTS, RECURRED, marked_rows, milestone_events, own
from pm_tui.review.model import Event, Moment, Review
from pm_tui.review.remembered import remembered
from pm_tui.review.times import middle
from pm_tui.review.vocabulary import MILESTONES

IntervalState = Literal["recorded", "pending", "not applicable", "invalid"]

ZERO = dt.timedelta()
GAP_AT_LEAST = dt.timedelta(minutes=15)
GAP_SHARE = 4  # a gap is longer than a quarter of the span

# Other orders do happen (mitigated before anyone knew the cause, noticed after it was over); these cannot.
NEVER_BEFORE: dict[str, tuple[str, ...]] = {
    "detected": ("started",),
    "acknowledged": ("started", "detected"),
    "identified": ("started",),
    "mitigated": ("started",),
    "resolved": ("started", "mitigated"),
}

# A near miss is over without harm, so there may be nothing to mitigate or resolve.
NOT_IN_A_NEAR_MISS = frozenset({"mitigated", "resolved"})


class Length(msgspec.Struct, frozen=True):
    """How long something took: between `shortest` and `longest`, equal when exact, never negative."""

    shortest: dt.timedelta
    longest: dt.timedelta

    @property
    def middle(self) -> dt.timedelta:
        """The length half way between the two."""
        return (self.shortest + self.longest) / 2


class Interval(msgspec.Struct, frozen=True):
    """One "time to …": `milestone` is the one that ends it.

    `from_start` counts from started, `step` from `since`: the last recorded milestone before it in time. `share` is
    the step's part of the outage (0 to 1, started to resolved). `event` is the id of the event that carries the
    milestone, 0 when none does; an event without a usable time leaves the interval pending. `formula` and
    `step_formula` say what was taken from what.
    """

    milestone: str
    state: IntervalState
    from_start: Length | None = None
    step: Length | None = None
    since: str | None = None
    share: float | None = None
    event: int = 0
    formula: str = ""
    step_formula: str = ""


class Gap(msgspec.Struct, frozen=True):
    """A stretch of the timeline in which nothing is written down: ids of the event `event` before and `after`."""

    event: int
    after: int
    length: Length


Chain = tuple[tuple[str, Event], ...]


def between(before: Moment, after: Moment) -> Length | None:
    """How long it is from one moment to the other; None when either is unknown or `after` is surely earlier."""
    if before.earliest is None or before.latest is None or after.earliest is None or after.latest is None:
        return None
    longest = after.latest - before.earliest
    return None if longest < ZERO else Length(max(ZERO, after.earliest - before.latest), longest)


def _step(before: Event, after: Event) -> Length | None:
    """The length from one event to another: nothing when they are the same one, however vague its time."""
    return Length(ZERO, ZERO) if before.id == after.id else between(before.at, after.at)


def countable(moment: Moment) -> bool:
    """Whether an interval may be counted from this moment: a day alone is no time."""
    return moment.known and moment.certainty not in {"day", "unknown"}


def _impossible(milestone: str, event: Event, marked: Mapping[str, Event]) -> bool:
    """Whether the milestone is surely earlier than one that must come before it."""
    earlier = (marked[other] for other in NEVER_BEFORE.get(milestone, ()) if other in marked)
    return any(countable(other.at) and between(other.at, event.at) is None for other in earlier)


def _undone(milestone: str, event: Event, review: Review) -> bool:
    """Whether the harm surely came back after its end: then that was not the end, and nobody has marked it yet."""
    back = marked_rows(review, RECURRED) if milestone in LAST_COUNTS else ()
    return any(countable(row.at) and between(row.at, event.at) is None for row in back)


def _chain(review: Review) -> Chain:
    """The recorded milestones in the order in which they came.

    Where times overlap, ours stand in the order of their meaning, and a team's own where the middle of its time is.
    """
    marked = milestone_events(review)
    chain: list[tuple[str, Event]] = []
    for milestone, event in marked.items():
        if not countable(event.at) or _impossible(milestone, event, marked) or _undone(milestone, event, review):
            continue
        later = _surely_later if milestone in MILESTONES else _later_in_the_middle
        place = len(chain)
        while place and later(chain[place - 1][1], event):
            place -= 1
        chain.insert(place, (milestone, event))
    return tuple(chain)


def _surely_later(one: Event, other: Event) -> bool:
    return between(one.at, other.at) is None


def _later_in_the_middle(one: Event, other: Event) -> bool:
    return middle(one.at) > middle(other.at)


def _outage(chain: Chain) -> Chain:
    """The part of the chain from started to resolved; () when one of them is not recorded."""
    names = [milestone for milestone, _ in chain]
    if "started" not in names or "resolved" not in names:
        return ()
    return chain[names.index("started") : names.index("resolved") + 1]


def _length_of(outage: Chain) -> Length | None:
    return _step(outage[0][1], outage[-1][1]) if outage else None


@remembered
def duration(review: Review) -> Length | None:
    """How long the outage lasted, started to resolved; None when either has no usable time."""
    return _length_of(_outage(_chain(review)))


@remembered
def intervals(review: Review) -> tuple[Interval, ...]:
    """The five intervals, detected to resolved, whatever is known of them; behind them the team's own, if marked."""
    marked, chain = milestone_events(review), _chain(review)
    near_miss = review.header.incident_type == "near miss"
    names = (*MILESTONES[1:], *own(review.events))
    return tuple(_interval(milestone, marked, chain, near_miss=near_miss) for milestone in names)


def _interval(milestone: str, marked: Mapping[str, Event], chain: Chain, *, near_miss: bool) -> Interval:
    formula = f"{milestone} − started"
    event = marked.get(milestone)
    if event is None:
        absent = near_miss and milestone in NOT_IN_A_NEAR_MISS
        return Interval(milestone, "not applicable" if absent else "pending", formula=formula)
    names = [name for name, _ in chain]
    if milestone not in names:
        wrong = countable(event.at) and _impossible(milestone, event, marked)
        return Interval(milestone, "invalid" if wrong else "pending", event=event.id, formula=formula)
    place = names.index(milestone)
    from_start = _step(marked["started"], event) if "started" in names else None
    if not place:  # a team may mark what came before the harm ("deployed"): there is nothing to count from
        state: IntervalState = "not applicable" if "started" in names else "pending"
        return Interval(milestone, state, event=event.id, formula=formula)
    since, earlier = chain[place - 1]
    step = _step(earlier, event)
    return Interval(
        milestone=milestone,
        state="recorded",
        from_start=from_start,
        step=step,
        since=since,
        share=_share(step, chain) if milestone in dict(_outage(chain)) else None,
        event=event.id,
        formula=formula,
        step_formula=f"{milestone} − {since}",
    )


def _share(step: Length | None, chain: Chain) -> float | None:
    whole = _length_of(_outage(chain))
    if step is None or whole is None or not whole.longest:
        return None
    return min(1.0, step.middle / whole.middle)


@remembered
def gaps(review: Review) -> tuple[Gap, ...]:
    """The stretches without an event that are worth a question, in the order of time.

    A gap surely exceeds both a quarter of an hour and a quarter of the span (started to resolved, else first to last
    event), is no step between milestones, and lies within the outage as far as its ends are marked: the days before the
    first harm are history, and those after the end are follow-up.
    """
    chain = _chain(review)
    steps = {(before.id, after.id) for (_, before), (_, after) in pairwise(chain)}
    rows = _within(sorted((event for event in review.events if countable(event.at)), key=order), chain)
    span = _length_of(_outage(chain)) or (between(rows[0].at, rows[-1].at) if rows else None)
    if span is None:
        return ()
    least = max(GAP_AT_LEAST, span.longest / GAP_SHARE)
    found: list[Gap] = []
    last = rows[0]
    for event in rows[1:]:
        if _apart(_until(last), event.at) > least and (last.id, event.id) not in steps:
            length = between(_until(last), event.at)
            assert length
            found.append(Gap(last.id, event.id, length))
        if not _later(last, event):
            last = event
    return tuple(found)


def order(event: Event) -> tuple[dt.datetime, dt.datetime]:
    """Where an event with a countable time stands in time; rows at the same time keep the order they have."""
    assert event.at.earliest
    assert event.at.latest
    return event.at.earliest, event.at.latest


def _within(rows: list[Event], chain: Chain) -> list[Event]:
    """The rows from the event that started it to the one that resolved it, as far as these are marked."""
    places = {event.id: place for place, event in enumerate(rows)}
    marked = dict(chain)
    first = places[marked["started"].id] if "started" in marked else 0
    last = places[marked["resolved"].id] if "resolved" in marked else len(rows) - 1
    return rows[first : last + 1] or rows


def _until(event: Event) -> Moment:
    """The moment at which an event was over."""
    return event.end if event.end is not None and countable(event.end) else event.at


def _later(one: Event, other: Event) -> bool:
    """Whether `one` was still going on when `other` was over."""
    return _apart(_until(other), _until(one)) > ZERO


def _apart(before: Moment, after: Moment) -> dt.timedelta:
    """How long it surely is from one countable moment to the other; negative when they overlap or come otherwise."""
    assert before.latest
    assert after.earliest
    return after.earliest - before.latest


BLOCKS: dict[str, str] = {
    "": "·",
    "detected": "█",
    "acknowledged": "▓",
    "identified": "▒",
    "mitigated": "░",
    "resolved": "▄",
}
OWN_BLOCKS = "▚▞▜▙"


def blocks(milestones: Iterable[str]) -> dict[str, str]:
    """The block that draws each part of the bar, by the milestone that ends it; "" where nothing is recorded.

    A team's own, among these milestones, take turns.
    """
    others = [name for name in dict.fromkeys(milestones) if name not in MILESTONES]
    return BLOCKS | {name: OWN_BLOCKS[place % len(OWN_BLOCKS)] for place, name in enumerate(others)}


def bar(review: Review, width: int) -> tuple[tuple[str, str], ...]:
    """The outage to scale in `width` cells: (blocks, milestone that ends the part), the first harm on the left.

    It ends at resolved, or at the last recorded milestone. A part that took any time has a cell where there is room.
    With nothing to draw it is one part named "".
    """
    chain = _chain(review)
    steps = [(name, _step(before, after)) for (_, before), (name, after) in pairwise(_outage(chain) or chain)]
    parts = {name: length.middle / dt.timedelta(seconds=1) for name, length in steps if length and length.longest}
    if not parts:
        return ((BLOCKS[""] * width, ""),)
    cells, drawn = _cells(list(parts.values()), width), blocks(own(review.events))
    return tuple((drawn[name] * count, name) for name, count in zip(parts, cells, strict=True) if count)


def _cells(lengths: list[float], width: int) -> list[int]:
    """Whole cells for each length, `width` in all, as close to scale as one cell for each allows."""
    exact = [length / sum(lengths) * width for length in lengths]
    cells = [max(1, int(share)) for share in exact]
    while sum(cells) > width:
        cells[max(range(len(cells)), key=lambda place: (cells[place], -exact[place]))] -= 1
    while sum(cells) < width:
        cells[max(range(len(cells)), key=lambda place: exact[place] - cells[place])] += 1
    return cells


UNITS = {"d": "day", "h": "hour", "min": "minute", "s": "second"}


def words(length: Length, *, spelled: bool = False) -> str:
    """A length as people say it: `12 min`, `9–14 min`, `1 h 05 min`; `spelled`, `12 minutes`, `1 hour 5 minutes`.

    Two parts at most, rounded to the smaller one. A length of nothing reads "under a minute", for times mostly come
    without seconds.
    """
    shortest, longest = _parts(length.shortest), _parts(length.longest)
    whole = _say(longest, spelled=spelled)
    if shortest == longest:
        return whole
    if not shortest:
        return f"up to {whole}"
    if len(shortest) == len(longest) == 1 and shortest[0][1] == longest[0][1]:
        return f"{shortest[0][0]}–{whole}"
    return f"{_say(shortest, spelled=spelled)} – {whole}"


def _parts(length: dt.timedelta) -> tuple[tuple[int, str], ...]:
    """The one or two numbers that say a length, each with its unit; () for less than a second."""
    seconds = round(length.total_seconds())
    if seconds < 60:
        return ((seconds, "s"),) if seconds else ()
    if seconds < 600 and seconds % 60:
        return (seconds // 60, "min"), (seconds % 60, "s")
    minutes = (seconds + 30) // 60
    if minutes >= 24 * 60:
        hours = (minutes + 30) // 60
        return _without_zero((hours // 24, "d"), (hours % 24, "h"))
    if minutes >= 60:
        return _without_zero((minutes // 60, "h"), (minutes % 60, "min"))
    return ((minutes, "min"),)


def _without_zero(large: tuple[int, str], small: tuple[int, str]) -> tuple[tuple[int, str], ...]:
    return (large, small) if small[0] else (large,)


def _say(parts: tuple[tuple[int, str], ...], *, spelled: bool) -> str:
    if not parts:
        return "under a minute"
    if spelled:
        return " ".join(f"{number} {UNITS[unit]}{'' if number == 1 else 's'}" for number, unit in parts)
    padded = len(parts) == 2 and parts[0][1] == "h"
    return " ".join(
        f"{number:02d} {unit}" if padded and unit == "min" else f"{number} {unit}" for number, unit in parts
    )
