"""Type words wrong and put them right while the screen is held up: letters and backspaces must not change places.

    python -m benchmarks.corrections [CORRECTIONS] [--gap MS] [--stall MS]

In the real app, headless: keys come from another thread, as they do from a terminal, `--gap` apart (60 ms), while
the loop is held up for `--stall` (250 ms) with hardly a pause. Each correction types a word with two letters too many,
takes them back and goes on. Two fields: the app's own (a TextArea, where an answer is typed) and a plain Input of
Textual's in the same app. Prints how many corrections of each came out wrong; exit code 1 if any did.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import random
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from pm_tui import paths
from pm_tui.settings import Settings, Values
from pm_tui.ui.app import PmTuiApp
from pm_tui.ui.screens.review import ReviewScreen

WORDS = ("the", "write", "limit", "of", "eu", "west", "was", "missing")
PATIENCE = 30


class PlainScreen(Screen[None]):
    """A screen with nothing but an Input of Textual's."""

    def compose(self) -> list[Input]:
        """The field."""
        return [Input()]


def keys_of(draw: random.Random, corrections: int) -> tuple[list[str], str]:
    """Keys that type words, each corrected once; and what they should come to."""
    keys: list[str] = []
    words = [draw.choice(WORDS) for _ in range(corrections)]
    for word in words:
        cut = draw.randint(1, len(word))
        keys += [*word[:cut], "q", "x", "backspace", "backspace", *word[cut:], "space"]
    return keys, " ".join(words)


def send(app: PmTuiApp, keys: Sequence[str], gap: float) -> None:
    """Press keys from this thread, as the driver of a terminal does from its own."""
    assert app._driver is not None
    for key in keys:
        app._driver.send_message(events.Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)))
        time.sleep(gap)


async def held_up(seconds: float) -> None:
    """Hold the loop up, with hardly a pause."""
    while True:
        await asyncio.sleep(0.03)
        time.sleep(seconds)


async def typed(app: PmTuiApp, field: object, keys: Sequence[str], gap: float, stall: float) -> str:
    """What a field holds when all keys have been dealt with."""
    holding = asyncio.create_task(held_up(stall))
    typist = threading.Thread(target=send, args=(app, keys, gap))
    typist.start()
    while typist.is_alive():
        await asyncio.sleep(0.05)
    holding.cancel()
    end = time.monotonic() + PATIENCE
    while app.keys_wait and time.monotonic() < end:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    return str(field.text if not isinstance(field, Input) else field.value)  # type: ignore[attr-defined]


def wrong(found: str, wanted: str) -> int:
    """How many words are not as they should be."""
    ours, theirs = found.split(), wanted.split()
    return sum(a != b for a, b in zip(ours, theirs, strict=False)) + abs(len(ours) - len(theirs))


async def run(corrections: int, gap: float, stall: float) -> dict[str, int]:
    """The wrong corrections of each field."""
    draw = random.Random(corrections)
    with tempfile.TemporaryDirectory() as folder:
        review = Path(folder, "review.json")
        review.write_bytes((paths.samples() / "checkout-eu-writes.json").read_bytes())
        app = PmTuiApp(Path(folder), Settings(Values(), ()), review=review, now=lambda: dt.datetime.now(dt.UTC))
        found = {}
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            found["TextArea"] = await _answer(app, pilot, draw, (corrections, gap, stall))
            await app.push_screen(PlainScreen())
            await pilot.pause()
            keys, wanted = keys_of(draw, corrections)
            field = app.screen.query_one(Input)
            field.focus()
            await pilot.pause()
            found["Input"] = wrong(await typed(app, field, keys, gap, stall), wanted)
        return found


async def _answer(app: PmTuiApp, pilot: Pilot[None], draw: random.Random, how: tuple[int, float, float]) -> int:
    """Type into the answer of a prompt."""
    assert isinstance(app.screen, ReviewScreen)
    field = app.screen.prompt.field
    field.focus()
    await pilot.pause()
    corrections, gap, stall = how
    keys, wanted = keys_of(draw, corrections)
    return wrong(await typed(app, field, keys, gap, stall), wanted)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corrections", nargs="?", type=int, default=50)
    parser.add_argument("--gap", type=int, default=60)
    parser.add_argument("--stall", type=int, default=250)
    given = parser.parse_args()
    found = asyncio.run(run(given.corrections, given.gap / 1000, given.stall / 1000))
    for name, count in found.items():
        print(f"{name}: {count} of {given.corrections} corrections wrong")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
