"""How the time of reading and drawing grows with a text that has no end.

    python benchmarks/growth.py [--times 4]

Each row is one piece of work on a text and on one that is `--times` as long, the fastest of three runs each: what is
linear takes about as many times as long, what is quadratic that squared. Exit code 1 when a row grows by more than
twice `--times` and takes long enough to be felt. (Whys are compared pair by pair, if they share their words.)
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pm_tui.confidential import Find, find
from pm_tui.formats.paste import read_paste
from pm_tui.review import logged, why_checks
from pm_tui.review.logged import Entry
from pm_tui.review.model import Event, Review, Why
from pm_tui.review.times import Setting
from pm_tui.store.files import ReviewFile, load
from pm_tui.ui.widgets.record_list import Row, wrap
from pm_tui.ui.widgets.row_lines import body

FELT = 250  # ms
SETTING = Setting(dt.datetime(2026, 3, 9, tzinfo=dt.UTC), "UTC")
# What once made a rule, a table or a line go over the whole text again at every letter.
LETTERS = ("a", "漢", "word ", "e\u0301")
PIECES = [
    "a",
    "a-",
    "a.",
    "prod-",
    "1",
    "1 ",
    "1.",
    "pw",
    "pw ",
    "://",
    "@",
    "token ",
    "f:",
    "- ",
    "10.0.0.1 refused\n",
]
CELLS = ("|", "|a", "a\t")


def whys(count: int) -> Review:
    rows = (
        Why(id=number, rank=f"{number:06}V", text=f"The write limit of shard {number} was missing")
        for number in range(1, count + 1)
    )
    return Review(whys=tuple(rows))


def rows(count: int, folder: Path) -> Path:
    path = folder / f"{count}.json"
    events = (Event(id=number, rank=f"{number:06}V", text=f"row {number}") for number in range(1, count + 1))
    ReviewFile.create(path, Review(events=tuple(events)))
    return path


def flagged(count: int) -> tuple[Row, list[Find]]:
    """A row in which every other word is underlined."""
    places = range(0, 20_000 * count, 10)
    return Row("events:1", text="word word " * 2_000 * count), [Find(at, at + 4, "address") for at in places]


def entries(count: int) -> list[Entry]:
    """What another program logs, in the order of time."""
    begin = SETTING.now
    times = (begin + dt.timedelta(seconds=number) for number in range(count))
    return [Entry(id=number, kind="event", text="row", at=at) for number, at in enumerate(times, 1)]


def work(folder: Path) -> Iterator[tuple[str, Callable[[int], Any], Callable[[Any], object]]]:
    """Each piece of work: its name, what makes something so many times as long for it, and what it does with that."""
    for letter in LETTERS:
        yield f"wrap {letter!r}", lambda n, one=letter: one * 25_000 * n, lambda text: wrap(text, 60)
    for piece in PIECES:
        yield f"find {piece!r}", lambda n, one=piece: one * (20_000 // len(one)) * n, find.__wrapped__
    for cell in CELLS:
        yield f"paste {cell!r}", lambda n, one=cell: f"{one * 5_000 * n}\n" * 2, lambda text: read_paste(text, SETTING)
    yield "paint flags", flagged, lambda row: body(row[0], 60, 1, row[1])
    yield "open rows", lambda n: rows(2_500 * n, folder), load
    yield "take in a log", lambda n: entries(2_500 * n), lambda log: logged.take(Review(), log, 0)
    yield "compare whys", lambda n: whys(250 * n), lambda review: list(why_checks.repeated(review))


def fastest(does: Callable[[Any], object], with_this: object) -> float:
    """Milliseconds of the fastest of three runs."""
    took = []
    for _ in range(3):
        began = time.process_time()
        does(with_this)
        took.append((time.process_time() - began) * 1000)
    return min(took)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=4, help="how many times as long the long text is")
    times = options.parse_args().times
    slow = 0
    print(f"{'':<24}{'short ms':>10}{'long ms':>10}{'grows':>8}   (a text {times} times as long)")
    with tempfile.TemporaryDirectory() as folder:
        for name, make, does in work(Path(folder)):
            before, after = fastest(does, make(1)), fastest(does, make(times))
            # Below a millisecond the clock is coarser than the work.
            grows = after / max(before, 1.0)
            felt = grows > 2 * times and after > FELT
            slow += felt
            print(f"{name:<24}{before:>10.1f}{after:>10.1f}{grows:>8.1f}{'  SLOW' if felt else ''}")
    print(f"{slow} grow faster than their text")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
