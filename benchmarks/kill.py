"""Kill the program while it saves, and see whether anything that it called saved is gone.

    python benchmarks/kill.py [--kills 300] [--peer jsonstorage] [--seed 1]

A typist types numbered words into the real program in a pseudo-terminal, with fsync and replace slowed to 100 ms. A
terminal emulator notes, whenever `Saved rN` appears, the last word that then stands on the screen. Then SIGKILL, half
of the time aimed at a save. Afterwards the file must parse, be of revision N or later, and hold all words up to that.

Whether the kill fell into a save is looked up while the program is stopped (SIGSTOP), just before it dies: the
temporary file is there, or, for a program without one, the screen says `Saving`.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from pm_tui.review.model import Header, Review
from pm_tui.store.files import ReviewFile, Unreadable, load

SLOW = "0.1"
COLUMNS, ROWS = 120, 40
SAVE_NOW = b"\x13"
PATIENCE = 60.0  # seconds for a frame that must come
_SAVED = re.compile(r"\bSaved r(\d+)")
_WORD = re.compile(r"\bw(\d{5})\b")


@dataclass(frozen=True)
class Subject:
    """A program to kill: how to start it, make its file, read revision and text, and tell whether it is saving.

    `edit` is the key that opens its editor, `ready` what the screen says then.
    """

    command: Callable[[Path], list[str]]
    make: Callable[[Path], None]
    read: Callable[[Path], tuple[int, str]]
    saving: Callable[[Path, str], bool]
    edit: bytes = b""
    ready: str = ""


def _read_ours(path: Path) -> tuple[int, str]:
    loaded = load(path)
    return loaded.revision, " ".join(event.text for event in loaded.review.events)


def _make_ours(path: Path) -> None:
    ReviewFile.create(path, Review(header=Header(title="Checkout")))


def _read_peer(path: Path) -> tuple[int, str]:
    rows = json.loads(path.read_text()).get("review", {})
    row = next(iter(rows.values()), {"revision": 0, "text": ""})
    return row["revision"], row["text"]


SUBJECTS = {
    "pm-tui": Subject(
        lambda path: [sys.executable, "-m", "pm_tui", "open", str(path)],
        _make_ours,
        _read_ours,
        lambda path, screen: any(entry.suffix == ".tmp" for entry in path.parent.iterdir()),
        edit=b"a",
        ready="a new event",
    ),
    "jsonstorage": Subject(
        lambda path: [sys.executable, str(Path(__file__).with_name("jsonstorage_writer.py")), str(path)],
        lambda path: None,
        _read_peer,
        lambda path, screen: "Saving" in screen,
    ),
}


@dataclass
class Claim:
    """What the screen promised when `Saved rN` appeared: the revision, and the number of the last word on it."""

    revision: int = 0
    word: int = 0


@dataclass
class Terminal:
    """A program in a pseudo-terminal, and what its user sees.

    `claims` counts how often `Saved rN` appeared, `stale` the looks at which a newer word already stood beside it.
    """

    pid: int
    handle: int
    claim: Claim = field(default_factory=Claim)
    claims: int = 0
    saved: str = ""
    stale: int = 0

    def __post_init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)

    @classmethod
    def start(cls, command: Sequence[str], folder: Path) -> Terminal:
        """Run a command with a settings file and a library of its own."""
        own = {"PM_TUI_SETTINGS": str(folder / "none.toml"), "PM_TUI_LIBRARY": str(folder), "TERM": "xterm-256color"}
        own |= {"PM_TUI_STATE": str(folder / "state"), "PM_TUI_TEST_SLOW_SAVE": SLOW, "LC_ALL": "C.UTF-8"}
        pid, handle = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], command, os.environ | own)
        return cls(pid, handle)

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def look(self, seconds: float) -> bool:
        """Take in the frames of that time; False once the program has closed the terminal."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            if not select.select([self.handle], [], [], left)[0]:
                return True
            try:
                output = os.read(self.handle, 1 << 20)
            except OSError:  # Linux: the other end is closed
                return False
            if not output:
                return False
            self.stream.feed(output)
            self._note()

    def _note(self) -> None:
        found = _SAVED.search(self.text)
        before, self.saved = self.saved, found[0] if found else ""
        if found:
            claim = Claim(int(found[1]), max(map(int, _WORD.findall(self.text)), default=0))
            if self.saved != before:
                self.claims += 1
                self.claim = claim
            elif claim.word > self.claim.word:
                self.stale += 1

    def wait_for(self, words: str) -> None:
        """Look until the screen says `words`. TimeoutError: it never does."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            if time.monotonic() > end or not self.look(0.05):
                raise TimeoutError(f"the screen never said {words!r}:\n{self.text}")

    def press(self, keys: bytes) -> None:
        os.write(self.handle, keys)

    def kill(self, saving: Callable[[Terminal], bool]) -> bool:
        """Stop the program, ask whether it is saving, kill it, and take in what it had sent to the screen."""
        os.kill(self.pid, signal.SIGSTOP)
        os.waitpid(self.pid, os.WUNTRACED)
        self.look(0)
        inside = saving(self)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        while self.look(0.05):
            pass
        os.close(self.handle)
        return inside


@dataclass
class Typist:
    """Types numbered words, rests now and then, and sometimes asks for a save."""

    terminal: Terminal
    draw: random.Random
    word: int = 0

    @property
    def latest(self) -> str:
        """The last word that was typed."""
        return f"w{self.word:05}"

    def go_on(self) -> None:
        """Type a few words, then rest long enough for a save, or press save."""
        for _ in range(self.draw.randint(1, 6)):
            self.word += 1
            self.terminal.press(f"{self.latest} ".encode())
            self.terminal.look(self.draw.uniform(0.02, 0.12))
        if self.draw.random() < 0.5:
            self.terminal.press(SAVE_NOW)


def one_kill(subject: Subject, draw: random.Random) -> tuple[bool, Terminal, str]:
    """Start, type, kill, read. Returns whether it fell into a save, the terminal, and what is wrong ("" if nothing)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "review.json"
        subject.make(path)
        terminal = Terminal.start(subject.command(path), folder)
        terminal.wait_for("Saved r")
        terminal.press(subject.edit)
        terminal.wait_for(subject.ready)
        typist = Typist(terminal, draw)

        def saving(_: Terminal) -> bool:
            return subject.saving(path, terminal.text)

        for _ in range(draw.randint(1, 3)):
            seen = terminal.claims
            end = time.monotonic() + PATIENCE
            while terminal.claims == seen and time.monotonic() < end:
                typist.go_on()
                terminal.wait_for(typist.latest)  # nobody types faster than letters appear
                terminal.look(draw.uniform(0.0, 1.2))
        _wait_to_kill(typist, saving, draw)
        inside = terminal.kill(saving)
        return inside, terminal, what_is_wrong(subject, path, terminal.claim)


def _wait_to_kill(typist: Typist, saving: Callable[[Terminal], bool], draw: random.Random) -> None:
    """Half of the kills come at any time, half are aimed at a save."""
    typist.go_on()
    if draw.random() < 0.5:
        typist.terminal.look(draw.uniform(0.0, 1.0))
        return
    typist.terminal.press(SAVE_NOW)
    end = time.monotonic() + PATIENCE
    while not saving(typist.terminal) and time.monotonic() < end:
        typist.terminal.look(0.005)
    typist.terminal.look(draw.uniform(0.0, 0.2))


def what_is_wrong(subject: Subject, path: Path, claim: Claim) -> str:
    """Which promise the file breaks, "" if none."""
    try:
        revision, text = subject.read(path)
    except (Unreadable, ValueError):
        return "unreadable"
    if revision < claim.revision:
        return "older than the screen said"
    kept = {int(word) for word in _WORD.findall(text)}
    if not kept >= {*range(1, claim.word + 1)}:
        return "a word is gone"
    return "" if kept == {*range(1, len(kept) + 1)} else "mixed"


def main() -> int:
    """Kill that many times, print the counts; 1 if something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--peer", choices=sorted(SUBJECTS), default="pm-tui")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    counts = {"inside a save": 0, "unreadable": 0, "older than the screen said": 0, "a word is gone": 0, "mixed": 0}
    claims = words = stale = 0
    for number in range(1, given.kills + 1):
        inside, terminal, wrong = one_kill(SUBJECTS[given.peer], draw)
        counts["inside a save"] += inside
        claims += terminal.claims
        words += terminal.claim.word
        stale += terminal.stale
        if wrong:
            counts[wrong] += 1
            print(f"kill {number}: {wrong}; the screen said r{terminal.claim.revision}, word {terminal.claim.word}")
    print(f"{given.peer}: {given.kills} kills, {claims} times Saved was said, {words} words that had to be there")
    for what, count in counts.items():
        print(f"{count:6} {what}")
    print(f"{stale:6} looks at a newer word beside an older Saved")
    return int(any(count for what, count in counts.items() if what != "inside a save"))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
