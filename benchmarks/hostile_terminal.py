"""Hostile input in the real program: what it writes to its terminal and what it keeps; part of `benchmarks.hostile`."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pm_tui.review.model import Action, Event, Header, Moment, Review, Why
from pm_tui.session import Session
from pm_tui.store.files import load
from pm_tui.text import clean
from tests.formats.documents import NOW
from tests.terminal import Terminal

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
OWN_SEQUENCES = re.compile(
    rb"\x1b\[[\d;:]*[mH]|\x1b\[\?(?:2026|25|1004|2004|1049|100[0236]|1015)[hl]|\x1b\]22;default\x07|\x1b\[[<>=]\d*u"
)


def on_screen(given: Sequence[str], most: int) -> tuple[int, Counter[str]]:
    """Open the real program on all texts, look at them, paste `most`; the answers it kept, and what is not its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.json"
        Session.create(path, filled(given)).close()
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH")}
        env = {**kept, "HOME": folder, "PM_TUI_LIBRARY": folder, "TEXTUAL_ANIMATIONS": "none"}
        with Wire([sys.executable, "-m", "pm_tui", "open", str(path)], columns=100, rows=30, env=env) as terminal:
            terminal.says("Saved r1", "Prompt 1")
            terminal.written = b""  # from here on it asks the terminal nothing
            for text in given[:most]:
                pasted = re.sub("[\ud800-\udfff]", "?", text)
                terminal.send(f"\x1b[200~{pasted[:3000]}\x1b[201~".encode())
                terminal.send(b"\r")
            terminal.send(b"caf\xe9 \xff\xfe\r")
            for key in KEYS:
                terminal.send(key)
            terminal.says("Reviews in")
            terminal.send(b"")
            counted = Counter(strange(terminal.written))
            terminal.send(b"\x11")
            counted["exit code"] = terminal.wait_for_end(60)
        return len(load(path).review.answers), counted


KEYS = (
    *(b"\x1bOQ", b"\x1b[F", b"\x1b[H", b"\x1bOR", b"\x1b[F", b"\x1bOS", b"\x1b[F", b"\x1b[15~"),  # F2 to F5, End, Home
    *(b"\x1b[20~", b"\x1b[6~", b"\x1b[F", b"\x1b", b"\x1b[24~"),  # F9, PgDn, End, Esc, F12
)


class Wire(Terminal):
    """A terminal that keeps all that is written to it, and looks at nothing else."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.written = b""
        super().__init__(*arguments, **options)
        self._stream.feed = self._keep

    def _keep(self, some: bytes) -> None:
        self.written += some

    def send(self, keys: bytes) -> None:
        """Send keys and wait until the program says no more."""
        os.write(self._master, keys)
        length = -1
        while length != len(self.written):
            length = len(self.written)
            self.read(0.15)

    def says(self, *words: str) -> None:
        """Wait until it has said all these words."""
        deadline = time.monotonic() + 60
        while not all(word.encode() in self.written for word in words):
            assert time.monotonic() < deadline, f"{words} did not appear"
            assert self.read(), "the program has ended"


def strange(written: bytes) -> list[str]:
    """The control bytes that are not of the program's own sequences, and traces of errors."""
    rest = OWN_SEQUENCES.sub(b"", written).decode("utf-8", "replace")
    return [repr(found) for found in CONTROLS.findall(rest.replace("\r", ""))] + ["Traceback"] * ("Traceback" in rest)


def filled(given: Sequence[str]) -> Review:
    """A review that holds each text in a row of the timeline, a why and an action."""
    cleaned = [clean(text) for text in given]
    start = NOW.replace(hour=0)
    return Review(
        header=Header(title=cleaned[0], summary="\n\n".join(cleaned)[:20000], date=NOW.date()),
        events=tuple(
            Event(
                id=number,
                rank=f"{number:04}V",
                text=text,
                at=Moment(start, start, None, "exact") if number == 1 else Moment(text="?"),
                milestones=("started",) if number == 1 else (),
            )
            for number, text in enumerate(cleaned, 1)
        ),
        whys=tuple(Why(id=1000 + number, rank=f"{number:04}V", text=text) for number, text in enumerate(cleaned)),
        actions=tuple(
            Action(id=2000 + number, rank=f"{number:04}V", title=text, owner=text[:40])
            for number, text in enumerate(cleaned)
        ),
    )
