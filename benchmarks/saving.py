"""How long opening and saving take, by the number of timeline rows.

    python benchmarks/saving.py [ROWS ...]

Prints medians in milliseconds: the tables, their text, a whole save (with fsync), and opening.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from pm_tui.review import ranks
from pm_tui.review.model import Action, Event, Header, Moment, Review, Why
from pm_tui.review.records import to_tables
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.jsontext import serialise

ROUNDS = 7
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


def main() -> None:
    print(f"{'rows':>7} {'KiB':>7} {'tables':>8} {'text':>8} {'save':>8} {'open':>8}   (ms, median of {ROUNDS})")
    for rows in map(int, sys.argv[1:] or ["60", "1000", "10000"]):
        value = review(rows)
        tables = to_tables(value)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "review.json")
            file = ReviewFile.create(path, value)
            figures = (
                median(lambda: to_tables(value)),  # noqa: B023  called before the next round
                median(lambda: serialise(tables)),  # noqa: B023
                median(lambda: file.save(msgspec.structs.replace(value))),  # noqa: B023
                median(lambda: load(path)),  # noqa: B023
            )
            size = path.stat().st_size / 1024
        print(f"{rows:7} {size:7.0f} " + " ".join(f"{figure:8.1f}" for figure in figures))


if __name__ == "__main__":
    main()
