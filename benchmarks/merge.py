"""Two processes write one review at the same time, and what comes of it is merged: is every edit there?

    python benchmarks/merge.py [--edits 300]

Both open the same file and ignore the session lock (a test switch). Each makes numbered edits in turn: it adds a row,
answers, rewrites the summary, changes a row that both have. Afterwards each edit must be in the file or in a conflict
copy, and the merge of all of them must hold every one. Prints the counts.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from pm_tui import cli
from pm_tui.review import edits
from pm_tui.review.model import Answer, Event, Header, Review
from pm_tui.session import Session
from pm_tui.store import copies
from pm_tui.store.files import load
from pm_tui.store.session_lock import IGNORE
from pm_tui.store.storage import ReviewStorage

SIDES = ("a", "b")
SHARED = 1


class Outcome(NamedTuple):
    """How many edits were made, and how many are where: in the file, in copies, in the merge."""

    made: int
    in_file: int
    in_copies: int
    in_both: int
    merged: int
    copies: int


def start(path: Path) -> None:
    """Make a review with rows that both sides will change."""
    rows = (Event(id=SHARED, rank="V", text="row"),)
    Session.create(path, Review(header=Header(title="Checkout"), events=rows)).close()


def edit(session: Session, side: str, number: int) -> None:
    """Make one edit that holds its own number."""
    review, mark = session.review, f"{side}{number:04}"
    match number % 4:
        case 0:
            changed = edits.add(review, "events", Event(id=session.new_id(), text=f"event {mark}"))
        case 1:
            changed = edits.add(review, "answers", Answer(id=session.new_id(), prompt="own:x", text=f"answer {mark}"))
        case 2:
            summary = f"{review.header.summary} {mark}".strip()
            changed = edits.change_single(review, "header", summary=summary)
        case _:
            text = f"{edits.find(review, 'events', SHARED).text} {mark}"
            changed = edits.change(review, "events", SHARED, text=text)
    session.apply(changed, "edit")


def write(path: Path, side: str, count: int) -> None:
    """Be one of the two: open when told so, make the edits, close."""
    session = Session.open(path, backups=Path(os.environ["PM_TUI_STATE"]))
    print("open", flush=True)
    sys.stdin.readline()
    for number in range(count):
        edit(session, side, number)
        session.save_now()
        time.sleep(0.004)
    session.close()


def marks(path: Path) -> set[str]:
    """The numbers of the edits that a file holds."""
    return set(re.findall(rb"\b[ab]\d{4}\b", path.read_bytes()))  # type: ignore[arg-type]


def run(count: int, folder: Path) -> Outcome:
    """Let both write, look what is where, merge, and look again."""
    path = folder / "review.json"
    start(path)
    root = Path(__file__).parent.parent
    env = {**os.environ, IGNORE: "1", "PM_TUI_STATE": str(folder / "state"), "PYTHONPATH": str(root)}
    command = [sys.executable, __file__, "--write", str(path), "--edits", str(count), "--side"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    both = [subprocess.Popen([*command, side], env=env, **pipes) for side in SIDES]  # type: ignore[call-overload]
    for process in both:
        process.stdout.readline()
    for process in both:
        process.stdin.write(b"go\n")
        process.stdin.close()
    codes = [process.wait(600) for process in both]
    assert codes == [0, 0], codes
    beside = copies.beside(path, load(path).review)
    in_file, in_copies = marks(path), set().union(*map(marks, beside))
    code = cli.main(["merge", str(path)])
    assert code == 0, code
    ReviewStorage(path).read()
    return Outcome(2 * count, len(in_file), len(in_copies), len(in_file & in_copies), len(marks(path)), len(beside))


def main() -> int:
    """Run it, print the counts; 1 if an edit is missing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--side", choices=SIDES, default="a", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write, given.side, given.edits)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PM_TUI_STATE"] = f"{folder}/state"
        outcome = run(given.edits, Path(folder))
    print(f"{outcome.made} edits by two processes at the same time")
    print(f"{outcome.in_file} in the file, {outcome.in_copies} in {outcome.copies} copies, {outcome.in_both} in both")
    print(f"{outcome.merged} in the merge of them")
    return int(outcome.merged != outcome.made)


if __name__ == "__main__":
    sys.exit(main())
