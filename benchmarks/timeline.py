"""How long the timeline takes from a key to the last of the repaints that it sets off, with many rows.

    python benchmarks/timeline.py [ROWS]

Plays the real screen, saving included, at two sizes. What is sent to the terminal goes through a terminal emulator
when all is still: rows are seen with the first frame from which on their part of the terminal stays as it is in the
end. Prints milliseconds, p50 and p95: by the clock until the rows are seen, and until all is still (the line of the
coach and the save state come in later frames, of which there are 60 a second); and what the thread of the screen
computed until either, which other programs on the machine lengthen less. The floor is the list painted anew without
any change, measured in the same run; the last column is rows seen as a multiple of the floor's p50.
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
from typing import Any, NamedTuple

import pyte
from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widget import Widget

from pm_tui.review import edits
from pm_tui.review.model import Action, Event, Evidence, Header, Lesson, Moment, Review, Why
from pm_tui.review.vocabulary import EVENT_KINDS, MILESTONES
from pm_tui.session import Session
from pm_tui.settings import Settings, Values
from pm_tui.ui.app import PmTuiApp
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
FLOOR = "floor: the list painted anew"


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


class Frame(NamedTuple):
    """What was sent to the terminal, and when: by the clock, and by what the thread of the screen had computed."""

    at: float
    computed: float
    sequence: str


class TimedApp(PmTuiApp):
    """Keeps its frames; like the real one it makes the sequence for the terminal from each."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.frames: list[Frame] = []

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            sequence = renderable.render_segments(self.console)
            self.frames.append(Frame(time.perf_counter(), time.thread_time(), sequence))

    def listing(self) -> MarkingList:
        """The list of the timeline."""
        return self.screen.query_one("#timeline RecordList", MarkingList)

    def watched(self) -> Widget:
        """The part of the screen whose paint is waited for."""
        return self.listing()


class Times(NamedTuple):
    """Milliseconds of one act, in the order of the columns."""

    seen: float
    still: float
    computed_seen: float
    computed: float


class Stopwatch:
    """Presses keys and takes the time until the screen is still."""

    def __init__(self, app: TimedApp) -> None:
        self.app = app
        self.terminal = pyte.Screen(*app.size)
        self.stream = pyte.Stream(self.terminal)
        self.times: dict[str, list[Times]] = defaultdict(list)

    async def key(self, key: str, name: str = "") -> None:
        """Press a key; its time counts for `name`."""
        character = {"space": " "}.get(key, key if len(key) == 1 else None)
        event = events.Key(_character_to_key(key) if len(key) == 1 and not key.isalnum() else key, character)
        await self.time(name, lambda: self.app.post_message(event))

    async def time(self, name: str, act: Callable[[], object]) -> None:
        """Take the time from an act to the paint that shows its rows, and to the last one that follows it."""
        begun, computed = time.perf_counter(), time.thread_time()
        act()
        quiet = 0
        while quiet < 3:
            await asyncio.sleep(0.002)
            quiet = 0 if self._busy() else quiet + 1
        seen, last = self._seen()
        if name and seen and last:
            taken = (seen.at - begun, last.at - begun, seen.computed - computed, last.computed - computed)
            self.times[name].append(Times(*(1000 * part for part in taken)))
        await asyncio.sleep(random.uniform(0.08, 0.12))  # as fast as people press keys, not in step with the frames

    def _seen(self) -> tuple[Frame | None, Frame | None]:
        """The first frame from which on the rows stay as they are now that all is still, and the last frame of all."""
        frames, self.app.frames = self.app.frames, []
        shown = []
        for frame in frames:
            self.stream.feed(frame.sequence)
            shown.append(self._rows())
        others = [number for number, rows in enumerate(shown) if rows != shown[-1]]
        return (frames[others[-1] + 1 if others else 0], frames[-1]) if frames else (None, None)

    def _rows(self) -> list[str]:
        """What the terminal shows where the list is."""
        left, top, width, height = self.app.watched().region
        return [line[left : left + width] for line in self.terminal.display[top : top + height]]

    def _busy(self) -> bool:
        screen = self.app.screen
        nodes = [self.app, *screen.walk_children(with_self=True)]
        waiting = self.app.keys_wait or any(
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
        await watch.time(FLOOR, listing.refresh)
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


async def run(rows: int, size: tuple[int, int], rounds: int) -> dict[str, list[Times]]:
    """The times of each act."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "review.json")
        Session.create(path, review(rows)).close()
        app = TimedApp(Path(folder), Settings(Values(), ()), review=path, now=lambda: dt.datetime.now(dt.UTC))
        app.animation_level = "none"
        app.collect_at_rest()  # as the command does
        async with app.run_test(size=size):
            watch = Stopwatch(app)
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
        print_times(f"{rows} rows at {size[0]}x{size[1]} (ms; {ROUNDS} rounds; {busy})", times, FLOOR)


def print_times(title: str, times: dict[str, list[Times]], floor_name: str) -> None:
    """Print p50 and p95 of each act, and what is seen as a multiple of the floor."""
    print(f"\n{title}")
    heads = ("seen", "all still", "computed, seen", "computed, still")
    print(f"{'':30} " + " ".join(f"{head:>15}" for head in heads) + f" {'seen / floor':>18}")
    floor = _middle_and_most([taken.seen for taken in times[floor_name]])[0]
    for name, taken in times.items():
        columns = [_middle_and_most(list(column)) for column in zip(*taken, strict=True)]
        figures = " ".join(f"{middle:7.1f} {most:7.1f}" for middle, most in columns)
        print(f"{name:30} {figures} {columns[0][0] / floor:9.1f} {columns[0][1] / floor:8.1f}")


def _middle_and_most(taken: list[float]) -> tuple[float, float]:
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main()
