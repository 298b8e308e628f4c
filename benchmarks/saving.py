"""How long opening and saving take, by the number of timeline rows, and whether typing feels a save.

    python benchmarks/saving.py [ROWS ...]
    python benchmarks/saving.py --typing [SECONDS]

Prints medians in milliseconds: the text of the whole review, that of a review in which one row has changed, a whole
save of such a one (with fsync), and opening. With --typing, somebody types into a review of 5 MB, a letter every 60 ms,
while it is saved again and again: how long a save takes, and how late the loop is for other work, with and without.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from pm_tui.cli import commands
from pm_tui.review import ranks
from pm_tui.review.model import Action, Event, Header, Moment, Review, Why
from pm_tui.session import Session
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.review_text import ReviewText

ROUNDS = 7
LARGE = 13_500
"""Rows of a review of 5 MB."""
TICK, KEY, SAVE = 0.001, 0.06, 0.3
"""Seconds between two looks at the loop, two letters, and two saves (the program itself saves every 0.5 to 2)."""
WORDS = ["the pager fires", "as writes", "to checkout", "time out", "behind the new rollout", "in eu-west"]


def review(rows: int) -> Review:
    """A review with that many events, and a tenth as many whys and actions."""
    draw = random.Random(rows)
    start = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)

    def text() -> str:
        return " ".join(draw.choices(WORDS, k=5))

    events = tuple(
        Event(
            id=draw.getrandbits(53) | 1,
            rank=rank,
            at=Moment(at, at, 60, "exact", f"{at:%H:%M}"),
            text=text(),
            actors=("Ana",),
        )
        for rank, at in ((rank, start + dt.timedelta(seconds=20 * n)) for n, rank in enumerate(ranks.spread(rows)))
    )
    few = ranks.spread(rows // 10)
    whys = tuple(Why(id=draw.getrandbits(53) | 1, rank=rank, text=text()) for rank in few)
    actions = tuple(Action(id=draw.getrandbits(53) | 1, rank=rank, title=text(), owner="Ana") for rank in few)
    return Review(header=Header(title=text()), events=events, whys=whys, actions=actions)


def median(work: Callable[[], object]) -> float:
    """Milliseconds of a run, the median of some."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return 1000 * statistics.median(times)


def table(sizes: list[int]) -> None:
    """Print the times by size."""
    print(f"{'rows':>7} {'KiB':>7} {'all':>8} {'one row':>8} {'save':>8} {'open':>8}   (ms, median of {ROUNDS})")
    for rows in sizes:
        value = review(rows)
        states = (_with_word(value, f"{number}") for number in range(100))
        text = ReviewText()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "review.json")
            file = ReviewFile.create(path, value)
            figures = (
                median(lambda: ReviewText().of(value, {})),  # noqa: B023  called before the next round
                median(lambda: text.of(next(states), {})),  # noqa: B023
                median(lambda: file.save(next(states))),  # noqa: B023
                median(lambda: load(path)),  # noqa: B023
            )
            size = path.stat().st_size / 1024
        print(f"{rows:7} {size:7.0f} " + " ".join(f"{figure:8.1f}" for figure in figures))


def _with_word(value: Review, word: str) -> Review:
    first, *others = value.events
    return msgspec.structs.replace(value, events=(msgspec.structs.replace(first, text=word), *others))


class Typing(NamedTuple):
    """In milliseconds: how long each save took, how long that kept its thread busy, how late the loop was each time."""

    saves: list[float]
    busy: list[float]
    stalls: list[float]


async def typing(seconds: float, *, saving: bool) -> Typing:
    """Type into a large review on a loop that is asked every millisecond whether it is there."""
    measured = Typing([], [], [])
    with tempfile.TemporaryDirectory() as folder:
        session = Session.create(Path(folder, "review.json"), review(LARGE), backups=Path(folder, "state"))
        session.apply(_with_word(session.review, "begun"), "typing")
        await asyncio.to_thread(session.flush)
        save = session._file.save

        def timed(value: Review) -> None:
            begun, busy = time.perf_counter(), time.thread_time()
            save(value)
            measured.saves.append(1000 * (time.perf_counter() - begun))
            measured.busy.append(1000 * (time.thread_time() - busy))

        session._file.save = timed  # type: ignore[method-assign]
        gc.collect()
        gc.freeze()  # as the screen does
        end, last, typed, saved = time.perf_counter() + seconds, time.perf_counter(), 0.0, 0.0
        while last < end:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            measured.stalls.append(1000 * max(0.0, now - last - TICK))
            if now - typed > KEY and saving:
                typed = now
                session.apply(_with_word(session.review, f"{now}"), "typing", typing="x")
                if now - saved > SAVE:
                    saved = now
                    session.save_now()
            last = time.perf_counter()
        await asyncio.to_thread(session.close)
    return measured


def type_while_saving(seconds: float) -> int:
    """Print what typing feels; 1 if a save keeps its thread busy for 100 ms, or one look in 1,000 is late by 16 ms."""
    sys.setswitchinterval(commands.GIVE_WAY)
    print("busy programs on this machine: {:.1f}, {:.1f}, {:.1f}".format(*os.getloadavg()))
    for saving in (False, True):
        saves, busy, stalls = asyncio.run(typing(seconds, saving=saving))
        stalls.sort()
        late = {share: stalls[int(len(stalls) * share)] for share in (0.5, 0.99, 0.999)}
        print(f"{'typing and saving' if saving else 'nothing going on'}: {len(saves)} saves")
        if saves:
            print(
                f"  a save: median {statistics.median(saves):.0f} ms, longest {max(saves):.0f} ms; "
                f"busy: median {statistics.median(busy):.0f} ms, longest {max(busy):.0f} ms"
            )
        print(
            f"  {len(stalls)} looks at the loop, late by at most "
            + ", ".join(f"{ms:.1f} ms ({share:.1%})" for share, ms in late.items())
            + f", {stalls[-1]:.1f} ms (all)"
        )
    return int(max(busy) > 100 or late[0.999] > 16)


def main() -> int:
    if sys.argv[1:2] == ["--typing"]:
        return type_while_saving(float(sys.argv[2]) if sys.argv[2:] else 30.0)
    table([*map(int, sys.argv[1:] or ["60", "1000", "10000"])])
    return 0


if __name__ == "__main__":
    sys.exit(main())
