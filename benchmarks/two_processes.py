"""Two processes at one review: one types in the app all the time, the other adds lines by `pm-tui log`.

    python benchmarks/two_processes.py [--minutes 10] [--lines 300]

A typist types numbered words into the real program in a pseudo-terminal, and Enter behind every tenth. Meanwhile
`pm-tui log` is run once for each numbered line, spread over that time. In the end every line must be in the file once,
in the order of logging, and every word once, in the order of typing. Ten lines name the same minute, so that their
times do not tell their order. Prints the counts, and how long a line took to be on the screen.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.inbox import beside

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.terminal import Terminal

DAY = dt.date(2026, 3, 4)
WORDS_OF_AN_ANSWER = 10
PAUSE = 0.3
"""Seconds between two words, a fast typist's; after fifty words a rest of six times that."""


@dataclass
class Outcome:
    """What was sent and what is in the file; `seen` are seconds from the end of `pm-tui log` to its line's showing."""

    lines: int = 0
    words: int = 0
    found_lines: list[int] = field(default_factory=list)
    found_words: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    revision: int = 0
    left: int = 0

    @property
    def wrong(self) -> list[str]:
        """What is not as it has to be."""
        checks = {
            "a line was refused": bool(self.refused),
            "not every line is in, once and in order": self.found_lines != list(range(1, self.lines + 1)),
            "not every word is in, once and in order": self.found_words != list(range(1, self.words + 1)),
            "the file does not say that the whole inbox was taken": self.left != 0,
        }
        return [what for what, wrong in checks.items() if wrong]


def start(path: Path) -> None:
    """Make a review that raises a prompt, and whose last row is a day to which the lines can be added."""

    def row(number: int, clock: str, *milestones: str) -> Event:
        at = dt.datetime.combine(DAY, dt.time.fromisoformat(clock), dt.UTC)
        return Event(id=number, rank=f"{number}1", at=Moment(at, at, None, "exact"), text="x", milestones=milestones)

    header = Header(title="Checkout", date=DAY)
    ReviewFile.create(path, Review(header=header, events=(row(1, "09:00", "started"), row(2, "09:01", "detected"))))


class Logger(threading.Thread):
    """Runs `pm-tui log` for one line after the other, spread evenly over some seconds."""

    def __init__(self, path: Path, lines: int, seconds: float, env: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.path, self.lines, self.seconds, self.env = path, lines, seconds, env
        self.ended: dict[int, float] = {}
        self.refused: list[str] = []

    def run(self) -> None:
        begun = time.monotonic()
        for number in range(1, self.lines + 1):
            time.sleep(max(0.0, begun + number * self.seconds / self.lines - time.monotonic()))
            text = f"10:{10 + number // 10:02} line L{number:05}"
            command = [sys.executable, "-m", "pm_tui", "log", str(self.path), text]
            done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
            if done.returncode:
                self.refused.append(done.stderr)
            self.ended[number] = time.monotonic()


def words(texts: Iterator[str]) -> list[int]:
    """The numbers of the words in these texts."""
    return [int(number) for text in texts for number in re.findall(r"\bw(\d{5})\b", text)]


def run(minutes: float, lines: int, say: Callable[[str], object] = print) -> Outcome:
    """Type and log for that long, leave the program, and see what is in the file."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "review.json"
        start(path)
        own = {"PM_TUI_SETTINGS": f"{name}/none.toml", "PM_TUI_LIBRARY": name, "LC_ALL": "C.UTF-8"}
        env = {**os.environ, **own, "PYTHONPATH": str(Path(__file__).parent.parent)}
        outcome = Outcome(lines=lines)
        with Terminal([sys.executable, "-m", "pm_tui", "open", str(path)], env=env) as terminal:
            terminal.wait_for("Prompt 1 of", "Saved r1")
            logger = Logger(path, lines, minutes * 60, env)
            logger.start()
            outcome.words = _type(terminal, logger, outcome.seen, say)
            logger.join()
            terminal.wait_for(f"{lines + 2} events")
            terminal.type("\x11")  # Ctrl+Q
            terminal.wait_for_end()
        loaded = load(path)
        texts = [event.text for event in loaded.review.events]
        outcome.found_lines = [int(number) for text in texts for number in re.findall(r"L(\d{5})", text)]
        typed = (row.text for row in (*loaded.review.answers, *loaded.review.drafts))
        outcome.found_words = words(typed)
        outcome.refused = logger.refused
        outcome.revision = loaded.revision
        outcome.left = beside(path).stat().st_size - loaded.review.inbox.taken
        return outcome


def _type(terminal: Terminal, logger: Logger, seen: list[float], say: Callable[[str], object]) -> int:
    """Type words until all lines are logged; notes when the last one that was logged has come on the screen."""
    shown: set[int] = set()
    told = time.monotonic()
    for word in itertools.count(1):
        if not logger.is_alive() and len(shown) == len(logger.ended):
            return word - 1
        terminal.type(f"w{word:05} " if word % WORDS_OF_AN_ANSWER else f"w{word:05}\r")
        rest = time.monotonic() + PAUSE * (6 if word % 50 == 0 else 1)
        while time.monotonic() < rest:
            terminal.read(0.02)
            _note(terminal, logger, shown, seen)
        if time.monotonic() - told > 60:
            told = time.monotonic()
            say(f"{len(logger.ended)} lines logged, {word} words typed")
    raise AssertionError("counting never ends")


def _note(terminal: Terminal, logger: Logger, shown: set[int], seen: list[float]) -> None:
    """Note which of the lines that have been logged is in the review by now: the title of the timeline counts them."""
    counted = re.search(r"· (\d+) events", terminal.text)
    for number, ended in list(logger.ended.items()):
        if number not in shown and counted and int(counted[1]) >= number + 2:
            shown.add(number)
            seen.append(max(0.0, time.monotonic() - ended))


def main() -> int:
    """Run it, print the counts; 1 if something is missing, twice there or out of order."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--lines", type=int, default=300)
    given = parser.parse_args()
    outcome = run(given.minutes, given.lines)
    print(f"{given.minutes:g} minutes, revision {outcome.revision}")
    for what, sent, found in (
        ("lines logged", outcome.lines, outcome.found_lines),
        ("words typed", outcome.words, outcome.found_words),
    ):
        print(f"{sent:6} {what}, {len(found)} found, {len(set(found))} different")
    delays = sorted(outcome.seen)
    middle, late = delays[len(delays) // 2], delays[int(len(delays) * 0.95)]
    print(f"{middle:6.2f} s until a line is on the screen (median), {late:.2f} s (p95), {delays[-1]:.2f} s at most")
    for what in outcome.wrong:
        print(f"WRONG: {what}")
    return int(bool(outcome.wrong))


if __name__ == "__main__":
    sys.exit(main())
