"""Kill a program that saves all the time, and see whether anything that it called saved is gone.

    python benchmarks/kill_storage.py [--kills 1000] [--early] [--seed 1]

The program saves numbered reviews without a screen, fsync and replace slowed, and tells each number once it is saved.
SIGKILL comes at any moment. Then the file must hold one whole review, of that number or a later one. With --early the
program tells the number before it saves: this must be found out, and is what the exit code says then.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from pm_tui.review.model import Event, Header, Review
from pm_tui.store.files import ReviewFile, Unreadable, load

SLOW = "0.002"
"""Seconds before fsync and before replace."""
LONGEST = 0.15
"""Seconds until the kill: some saves."""
ROWS = 100


def numbered(number: int) -> Review:
    """A review that says its number in every row."""
    rows = tuple(Event(id=row, rank=f"{row:03}", text=f"w{number} {'x' * 200}") for row in range(1, ROWS + 1))
    return Review(header=Header(title=f"w{number}"), events=rows)


def save_for_ever(path: Path, told: int, *, early: bool) -> None:
    """Save one number after the other, and tell each, when it is saved or too early."""
    os.environ["PM_TUI_TEST_SLOW_SAVE"] = SLOW
    file = ReviewFile(path, load(path))
    number = 0
    while True:
        number += 1
        if early:
            os.write(told, b"%d\n" % number)
        file.save(numbered(number))
        if not early:
            os.write(told, b"%d\n" % number)


def one_kill(draw: random.Random, *, early: bool = False) -> tuple[bool, int, str]:
    """Start, kill, read. Returns whether it fell into a save, the number told last, what is wrong ("" if nothing)."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "review.json")
        ReviewFile.create(path, numbered(0))
        hear, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                save_for_ever(path, tell, early=early)
            finally:
                os._exit(1)
        os.close(tell)
        time.sleep(draw.uniform(0.01, LONGEST))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with os.fdopen(hear, "rb") as lines:
            told = max(map(int, lines.read().split()), default=0)
        inside = any(entry.suffix == ".tmp" for entry in path.parent.iterdir())
        return inside, told, what_is_wrong(path, told)


def what_is_wrong(path: Path, told: int) -> str:
    """Which promise the file breaks, "" if none."""
    try:
        review = load(path).review
    except Unreadable:
        return "unreadable"
    numbers = {text.partition(" ")[0] for text in (review.header.title, *(event.text for event in review.events))}
    if len(numbers) != 1 or len(review.events) != ROWS:
        return "mixed"
    return "lost after Saved" if int(numbers.pop()[1:]) < told else ""


def main() -> int:
    """Kill that many times, print the counts; 1 if something was lost, or with --early if that was not seen."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--early", action="store_true", help="tell before saving")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    counts = collections.Counter({"inside a save": 0, "lost after Saved": 0, "unreadable": 0, "mixed": 0})
    saves = 0
    for _ in range(given.kills):
        inside, told, wrong = one_kill(draw, early=given.early)
        saves += told
        counts["inside a save"] += inside
        if wrong:
            counts[wrong] += 1
    print(f"{given.kills} kills of the storage, {saves} times saved was said")
    for what, count in counts.items():
        print(f"{count:6} {what}")
    wrong = counts.total() - counts["inside a save"]
    return int((wrong == 0) if given.early else (wrong > 0))


if __name__ == "__main__":
    sys.exit(main())
