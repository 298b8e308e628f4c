"""How long the timeline takes from a key to the last of the repaints that it sets off, with many rows.

    python benchmarks/timeline.py [ROWS]

Plays the real screen, saving included, at two sizes. Prints milliseconds, p50 and p95: by the clock until the rows are
painted as they are after the key, and until all is still (the line of the coach and the save state come in later
frames, of which there are 60 a second); and what the thread of the screen computed until then, which other programs on
the machine do not lengthen. The floor is the list painted anew without any change, measured in the same run.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from pm_tui.review import edits
from pm_tui.review.model import Action, Event, Evidence, Header, Lesson, Moment, Review, Why
from pm_tui.review.vocabulary import EVENT_KINDS, MILESTONES
from pm_tui.session import Session
from pm_tui.settings import Settings, Values
from pm_tui.ui.app import PmTuiApp, collect_seldom
from pm_tui.ui.widgets.marking_list import MarkingList

ROUNDS = 25
SIZES = ((120, 40), (80, 24))
TEXTS = (
    "Pager: write errors at 12 % in eu-west, and climbing",
    "@Ada opens the incident and asks who knows the new rollout",
    "Bob forgot to check the dashboard",
    "The on-call engineer should have rolled back at once; it was human error",
    "Rollback of the configuration begins, region by region",
    "A customer writes: “declined, three cards, all three fine yesterday”",
    "ok",
)
DAY = dt.date(2026, 3, 4)


def review(rows: int) -> Review:
    """A review with that many events, two days long, and as many whys and actions as an incident has."""
    draw = random.Random(rows)
    start = dt.datetime.combine(DAY, dt.time(8), dt.UTC)
    marks = {(n + 1) * rows // 8: (name,) for n, name in enumerate(MILESTONES)}

    def event(number: int) -> Event:
        utc = start + dt.timedelta(minutes=number * 3)
        at = Moment(utc, utc, None, "exact", f"{utc:%H:%M}", zone="Europe/Berlin", day=DAY)
        return Event(
            id=number + 1,
            at=at,
            text=draw.choice(TEXTS),
            kind=draw.choice(EVENT_KINDS),
            actors=tuple(draw.sample(["Ada", "Bob", "Carla Diaz"], draw.randrange(3))),
            milestones=marks.get(number, ()),
        )

    value = Review(header=Header(title="Checkout refused writes", date=DAY, zone="Europe/Berlin"))
    value = edits.add(value, "events", *map(event, range(rows)))
    value = edits.add(
        value, "evidence", *(Evidence(id=10_000 + n, about=n, link="https://x.org/1") for n in (1, 9, 40))
    )
    value = edits.add(value, "whys", *(Why(id=20_000 + n, text=TEXTS[n]) for n in range(6)))
    value = edits.add(value, "actions", *(Action(id=30_000 + n, title=TEXTS[n], owner="Ada") for n in range(6)))
    return edits.add(value, "lessons", Lesson(id=40_000, kind="poorly", text=TEXTS[0]))


class TimedApp(PmTuiApp):
    """Knows when it last painted."""

    painted = 0.0
    computed = 0.0
    seen = 0.0
    before: tuple[object, ...] = ()

    def _display(self, *args: object) -> None:
        super()._display(*args)  # type: ignore[arg-type]
        self.painted, self.computed = time.perf_counter(), time.thread_time()
        if self.before and not self.seen and self.drawn() and not self.same(self.before):
            self.seen = self.painted

    def drawn(self) -> bool:
        """Whether the list is on the screen as it is now."""
        return not self.screen._layout_required and self.listing() not in self.screen._dirty_widgets

    def listing(self) -> MarkingList:
        """The list of the timeline."""
        return self.screen.query_one("#timeline RecordList", MarkingList)

    def state(self) -> tuple[object, ...]:
        """What the list shows."""
        listing = self.listing()
        return listing.rows, listing.marked, listing.cursor

    def same(self, before: tuple[object, ...]) -> bool:
        """Whether the list shows the same as before; rows are made anew with every change, so `is` tells."""
        now = self.state()
        return before[0] is now[0] and before[1:] == now[1:]


class Stopwatch:
    """Presses keys and takes the time until the screen is still."""

    def __init__(self, app: TimedApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.times: dict[str, list[tuple[float, float, float]]] = defaultdict(list)

    async def key(self, key: str, name: str = "") -> None:
        """Press a key; its time counts for `name`."""
        character = {"space": " "}.get(key, key if len(key) == 1 else None)
        event = events.Key(_character_to_key(key) if len(key) == 1 and not key.isalnum() else key, character)
        await self.time(name, lambda: self.app.post_message(event))

    async def time(self, name: str, act: Callable[[], object]) -> None:
        """Take the time from an act to the last paint that follows it."""
        self.app.before, self.app.seen = self.app.state(), 0.0
        begun, computed = time.perf_counter(), time.thread_time()
        act()
        quiet = 0
        while quiet < 3:
            await asyncio.sleep(0.002)
            quiet = 0 if self._busy() else quiet + 1
        if name:
            painted = self.app.painted if self.app.painted > begun else begun
            seen = self.app.seen or painted
            taken = (seen - begun, painted - begun, self.app.computed - computed)
            self.times[name].append(tuple(1000 * part for part in taken))  # type: ignore[arg-type]
        await asyncio.sleep(random.uniform(0.02, 0.04))  # not in step with the frames

    def _busy(self) -> bool:
        screen = self.app.screen
        nodes = [self.app, *screen.walk_children(with_self=True)]
        waiting = any(
            (node._message_queue and not node._message_queue.empty()) or node._next_callbacks for node in nodes
        )
        dirty = screen._dirty_widgets or screen._layout_required or screen._repaint_required or screen._callbacks
        return bool(waiting or dirty)


async def play(watch: Stopwatch, rounds: int) -> None:
    """What a person does with many rows, again and again."""
    listing = watch.app.listing()
    await watch.key("f2")
    for number in range(rounds):
        listing.select(f"events:{number % 20 + 5}")  # no milestone stands there
        await watch.time("", lambda: None)
        await watch.time("floor: the list painted anew", listing.refresh)
        await watch.key("down", "cursor down")
        await watch.key("space", "mark a row")
        await watch.key("A", "mark all rows")
        await watch.key("t")
        for letter in "+1h":
            await watch.key(letter, "say how far (3 keys)")
        await watch.key("enter", "shift all rows")
        await watch.key("ctrl+z", "undo it")
        await watch.key("escape", "unmark all rows")
        await watch.key("e")
        await watch.key("x", "type a letter in a row")
        await watch.key("backspace")
        await watch.key("escape")


async def run(rows: int, size: tuple[int, int], rounds: int) -> dict[str, list[tuple[float, float, float]]]:
    """The times of each act, until its rows are seen, until all is still, and computed, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "review.json")
        Session.create(path, review(rows)).close()
        app = TimedApp(Path(folder), Settings(Values(), ()), review=path, now=lambda: dt.datetime.now(dt.UTC))
        app.animation_level = "none"
        collect_seldom()  # as the command does
        async with app.run_test(size=size) as pilot:
            watch = Stopwatch(app, pilot)
            await asyncio.sleep(1)
            await play(watch, 2)
            watch.times.clear()
            await play(watch, rounds)
        return watch.times


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for size in SIZES:
        before = os.getloadavg()[0]
        times = asyncio.run(run(rows, size, ROUNDS))
        busy = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after, {os.cpu_count()} cores"
        print(f"\n{rows} rows at {size[0]}x{size[1]} (ms; {ROUNDS} rounds; {busy})")
        print(f"{'':30} {'rows seen':>15} {'all still':>15} {'computed':>15}")
        for name, taken in times.items():
            columns = (_middle_and_most(list(column)) for column in zip(*taken, strict=True))
            print(f"{name:30} " + " ".join(f"{middle:7.1f} {most:7.1f}" for middle, most in columns))


def _middle_and_most(taken: list[float]) -> tuple[float, float]:
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main()
