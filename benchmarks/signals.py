"""End the program with a signal while its user types: no character may be lost, and the terminal must be as it was.

    python -m benchmarks.signals [--times 50] [--signals TERM,HUP] [--seed 1]

The real program in a pseudo-terminal, with fsync and replace slowed to 100 ms, as in `kill.py`. The signal comes at any
time after the last letter has appeared. Then what was typed must be in the file, the exit code must name the signal,
and the screen, cursor, mouse, paste mode and line settings must be those from before.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import signal
import sys
import tempfile
import termios
import time
from pathlib import Path

from benchmarks.kill import PATIENCE, SUBJECTS, Terminal, Typist

OURS = SUBJECTS["pm-tui"]
LEFT = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?2004l")
"""What the terminal is told at the end: the screen from before, cursor, no mouse, no marks around a paste."""

WRONGS = ("characters lost", "terminal not restored", "another exit code")


class Wire(Terminal):
    """A terminal that keeps what was written to it."""

    written = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        feed = self.stream.feed

        def keep(some: bytes) -> None:
            self.written += some.decode("utf-8", "replace")
            feed(some)

        self.stream.feed = keep  # type: ignore[method-assign]

    def end(self, number: signal.Signals) -> int:
        """Send a signal, take in what comes until the program has ended, and return its exit code."""
        os.kill(self.pid, number)
        end = time.monotonic() + PATIENCE
        while not (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
            if time.monotonic() > end:
                raise TimeoutError(f"the program goes on after {number.name}")
            self.look(0.05)
        self.look(0.05)
        return os.waitstatus_to_exitcode(ended[1])


def one_end(number: signal.Signals, draw: random.Random) -> list[str]:
    """Start, type, end; returns what is wrong."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "review.json")
        OURS.make(path)
        terminal = Wire.start(OURS.command(path), Path(name))
        before = termios.tcgetattr(terminal.handle)
        terminal.wait_for("Saved r")
        terminal.press(OURS.edit)
        terminal.wait_for(OURS.ready)
        typist = Typist(terminal, draw)
        for _ in range(draw.randint(1, 3)):
            typist.go_on()
            terminal.wait_for(typist.latest)
        terminal.press(b"end")
        terminal.wait_for("end")
        terminal.look(draw.uniform(0.0, 0.7))
        code = terminal.end(number)
        after = termios.tcgetattr(terminal.handle)
        os.close(terminal.handle)
        _, text = OURS.read(path)
    typed = "".join(f"w{word:05} " for word in range(1, typist.word + 1)) + "end"
    last = terminal.written[-2000:]
    right = text == typed, all(sequence in last for sequence in LEFT) and after == before, code == 128 + number
    return [what for what, well in zip(WRONGS, right, strict=True) if not well]


def main() -> int:
    """End that many times with each signal, print the counts; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--signals", default="TERM,HUP")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    bad = 0
    for name in given.signals.split(","):
        number = signal.Signals[f"SIG{name}"]
        counts: collections.Counter[str] = collections.Counter()
        for _ in range(given.times):
            counts.update(one_end(number, draw))
        bad += counts.total()
        said = ", ".join(f"{counts[what]} {what}" for what in WRONGS)
        print(
            f"{number.name}: {given.times} times, {said}, {counts['another exit code']} another exit code", flush=True
        )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
