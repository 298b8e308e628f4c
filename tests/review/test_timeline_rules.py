"""Whatever is done to a timeline, in whatever order: what must hold of it after each step, and after each undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count, pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pm_tui.review import bounds, clocks, edits, records, several, writing, zones
from pm_tui.review.intervals import countable
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.writing import Context

NOW = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)
ABOUT = dt.timedelta(minutes=10)
TIMES = [
    "",
    "?",
    "14:10",
    "14:10",
    "14:31",
    "23:50",
    "00:10",
    "02:30",
    "~14:20",
    "14:20-14:35",
    "14:05..14:25",
    "2026-03-29",
    "2026-03-28 23:58",
    "14:12 PST",
    "14:40 UTC",
    "?(after the page)",
]
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]
DATES = [dt.date(2026, 3, 28), dt.date(2026, 3, 29), dt.date(2026, 4, 1)]
LENGTHS = [dt.timedelta(days=1), dt.timedelta(hours=-2), dt.timedelta(minutes=7)]

times = st.sampled_from(TIMES)
places = st.integers(0, 40)


class Timeline(RuleBasedStateMachine):
    """A timeline, all its earlier values, and the words that were typed into each row that is still there."""

    def __init__(self) -> None:
        super().__init__()
        self.review = Review(header=Header(zone="Europe/Berlin", date=DATES[1]))
        self.history: list[tuple[Review, records.Tables]] = []
        ids = count(1)
        self.context = Context(now=lambda: NOW, new_id=lambda: next(ids))

    # --- how a step is taken

    def take(self, review: Review, *, gone: frozenset[int] = frozenset(), sorts: bool = False, timed: int = 0) -> None:
        """Take a new value. Without `sorts` the rows keep their order; only those in `gone` may go.

        What was typed as the time of a row may be replaced only for the row `timed`.
        """
        before, after = ([row.id for row in one.events] for one in (self.review, review))
        if not sorts:
            assert [row for row in after if row in before] == [row for row in before if row not in gone]
        kept = {row.id: row for row in review.events}
        for row in self.review.events:
            if row.id not in gone:
                assert row.text in kept[row.id].text
                said = f"{kept[row.id].at.text} {kept[row.id].text}"
                assert row.at.known or row.id == timed or row.at.text in ("", "?") or row.at.text in said
        self.history.append((self.review, records.to_tables(self.review)))
        self.review = review

    def row(self, place: int) -> Event:
        return self.review.events[place % len(self.review.events)]

    def write(self, place: str, text: str) -> Review:
        written = writing.write(self.review, place, text, len(text), self.context)
        assert not written.problem, written.problem
        return written.review

    def attempt(self, change: Callable[[], Review], **how: Any) -> None:
        """Take a value, unless the change says that it cannot be made."""
        try:
            self.take(change(), **how)
        except ValueError:
            return

    # --- what people do

    @initialize()
    def begin(self) -> None:
        for time in ("14:10", "", "14:10..14:20", "?(after the page)", "14:31"):
            self.insert(time, -1, settle=False)

    @rule(time=times, place=places, settle=st.booleans())
    def insert(self, time: str, place: int, *, settle: bool) -> None:
        record = self.context.new_id()
        after = self.row(place).id if self.review.events else None
        self.take(edits.add(self.review, "events", Event(id=record), after=after))
        self.take(self.write(f"events:{record}:line", f"{time} event{record}".strip()))
        if settle:
            others = [row.id for row in self.review.events if row.id != record]
            settled = edits.settle(self.review, record)
            assert [row.id for row in settled.events if row.id != record] == others
            self.take(settled, sorts=True)

    @precondition(lambda self: self.review.events)
    @rule(place=places, word=st.sampled_from(["more", "again at 14:10", "!detected"]))
    def say_more(self, place: int, word: str) -> None:
        row = self.row(place)
        review = self.write(
            f"events:{row.id}:line", f"{writing.value_text(self.review, f'events:{row.id}:line')} {word}"
        )
        again = edits.find(review, "events", row.id)
        assert (again.at, again.after, again.before) == (row.at, row.after, row.before)
        self.take(review)

    @precondition(lambda self: self.review.events)
    @rule(place=places, time=times)
    def set_time(self, place: int, time: str) -> None:
        row = self.row(place)
        text = time.removeprefix("?(").removesuffix(")")
        written = writing.write(self.review, f"events:{row.id}:at", text, 0, self.context)
        if not written.problem:
            after = edits.find(written.review, "events", row.id)
            assert bounds.is_bound(after) == (bounds.is_bound(row) and text in ("", "?", "after the page"))
            self.take(written.review, timed=row.id)

    @precondition(lambda self: self.review.events)
    @rule(place=places, by=st.integers(-3, 3))
    def move(self, place: int, by: int) -> None:
        review = edits.move(self.review, "events", self.row(place).id, by)
        assert bounded(review) == bounded(self.review)
        self.take(review, sorts=True)

    @rule()
    def sort(self) -> None:
        review = edits.sort_events(self.review)
        assert edits.sort_events(review) is review
        clocks = [row.at.earliest for row in review.events if row.at.known and clocked(row)]
        assert all(one <= other for one, other in pairwise(clocks) if one and other)
        self.take(review, sorts=True)

    @precondition(lambda self: self.review.events)
    @rule(place=places)
    def swap(self, place: int) -> None:
        self.attempt(lambda: edits.swap_equal(self.review, self.row(place).id), sorts=True)

    @rule(rows=st.sets(places, max_size=4), by=st.sampled_from(LENGTHS))
    def shift(self, rows: set[int], by: dt.timedelta) -> None:
        chosen = [self.row(place).id for place in rows] if self.review.events else []
        self.take(several.shift(self.review, chosen, by))

    @rule(rows=st.sets(places, max_size=4), zone=st.sampled_from(ZONES))
    def written_in(self, rows: set[int], zone: str) -> None:
        chosen = [self.row(place).id for place in rows] if self.review.events else []
        self.take(several.written_in(self.review, chosen, zones.Zone(zone, name=zone), NOW))

    @rule(zone=st.sampled_from(ZONES))
    def set_zone(self, zone: str) -> None:
        review = self.write("header:zone", zone)
        assert review.events == self.review.events
        self.take(review)

    @rule(date=st.sampled_from(DATES))
    def set_date(self, date: dt.date) -> None:
        self.take(self.write("header:date", date.isoformat()))

    @rule()
    def reread(self) -> None:
        review = writing.reread_times(self.review, NOW)
        assert not clocks.read_otherwise(review)
        self.take(review)

    @precondition(lambda self: self.review.events)
    @rule(place=places, after=places, before=places, sides=st.sampled_from(["after", "before", "both", "none"]))
    def bind(self, place: int, after: int, before: int, sides: str) -> None:
        record = self.row(place).id
        ends = {
            "after": self.row(after).id if sides in ("after", "both") else 0,
            "before": self.row(before).id if sides in ("before", "both") else 0,
        }
        self.attempt(lambda: writing.bind(self.review, record, self.context, **ends))

    @precondition(lambda self: len(self.review.events) > 2)
    @rule(place=places)
    def bind_between_neighbours(self, place: int) -> None:
        above, row, below = (self.row(place % (len(self.review.events) - 2) + step) for step in range(3))
        self.attempt(lambda: writing.bind(self.review, row.id, self.context, after=above.id, before=below.id))

    @precondition(lambda self: self.review.events)
    @rule(rows=st.sets(places, min_size=1, max_size=2))
    def delete(self, rows: set[int]) -> None:
        gone = frozenset(self.row(place).id for place in rows)
        known = {row.id: row.at for row in self.review.events if row.at.known and row.id not in gone}
        review = several.delete(self.review, gone)
        left = {row.id: row for row in review.events}
        for record, at in known.items():  # a range that a chain led to goes with the chain's end
            assert left[record].at == at or bounds.is_bound(left[record])
        self.take(review, gone=gone)

    @precondition(lambda self: self.history)
    @rule()
    def undo(self) -> None:
        self.review, tables = self.history.pop()
        assert records.to_tables(self.review) == tables

    # --- what holds

    @invariant()
    def ranks_ascend(self) -> None:
        assert all(one.rank < other.rank for one, other in pairwise(self.review.events))

    @invariant()
    def bounds_hold(self) -> None:
        events = self.review.events
        known = {row.id: row for row in events}
        assert not bounds.circular(events)
        for row in filter(bounds.is_bound, events):
            assert {row.after, row.before} <= {0, *known}
            assert row.at.certainty in ("between", "unknown")
            first, last = _known(known.get(row.after)), _known(known.get(row.before))
            assert not (first and row.at.earliest) or row.at.earliest >= over(first)
            assert not (last and row.at.latest) or row.at.latest == last.at.latest
            assert not (first and last) or row.at.known == (over(first) <= last.at.latest) == (not row.at.doubt)

    @invariant()
    def certainty_fits(self) -> None:
        for row in self.review.events:
            for at in filter(None, (row.at, row.end)):
                assert (at.earliest is None) == (at.latest is None) == (at.certainty == "unknown")
                if at.earliest and at.latest:
                    length = at.latest - at.earliest
                    assert length >= dt.timedelta()
                    assert at.certainty != "exact" or not length
                    assert at.certainty != "about" or length == ABOUT

    @invariant()
    def tables_hold_it_all(self) -> None:
        decoded = records.from_tables(records.to_tables(self.review))
        assert decoded.review == self.review
        assert not decoded.notices


def clocked(row: Event) -> bool:
    """Whether a row has a time of its own by which it is sorted."""
    return row.at.certainty != "day" and not bounds.is_bound(row)


def bounded(review: Review) -> dict[int, tuple[int, int, Moment]]:
    """What moving a row must not change."""
    return {row.id: (row.after, row.before, row.at) for row in review.events}


def _known(row: Event | None) -> Any:
    """A row with a time of its own that others can be bound by, else None."""
    return row if row and not bounds.is_bound(row) and countable(row.at) else None


def over(row: Any) -> dt.datetime:
    """The instant before which a row cannot have been over."""
    ends = [at.earliest for at in (row.at, row.end) if at and countable(at)]
    return max(end for end in ends if end)


TestTimeline = Timeline.TestCase
TestTimeline.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
