"""How long it takes from the key to the next prompt on the screen, alone and in a meeting.

    python benchmarks/prompts.py

A review of 60 events, 30 whys and 20 actions. Prints milliseconds, p50 and p95: by the clock until the question is
painted, and until all is still; and what the thread of the screen computed until then. The floor is the question
painted anew without any change, measured in the same run.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import tempfile
from pathlib import Path

from textual.widget import Widget
from timeline import SIZES, TEXTS, Stopwatch, TimedApp, Times, print_times, review

from pm_tui.review import edits
from pm_tui.review.model import Action, Lesson, Review, Why
from pm_tui.session import Session
from pm_tui.settings import Settings, Values

ROUNDS = 60
FLOOR = "floor: question painted anew"
EVENTS, WHYS, ACTIONS = 60, 30, 20


def large() -> Review:
    """The review that the figure is about."""
    value = review(EVENTS)
    value = edits.delete(value, "whys", *(why.id for why in value.whys))
    value = edits.delete(value, "actions", *(action.id for action in value.actions))
    whys = [
        Why(id=50_000 + n, parent=50_000 + n - 1 if n % 5 else 0, text=f"{TEXTS[n % 7]} ({n})") for n in range(WHYS)
    ]
    value = edits.add(value, "whys", *whys)
    actions = [Action(id=60_000 + n, title=TEXTS[n % 7], answers=(f"why:{50_000 + n}",)) for n in range(ACTIONS)]
    value = edits.add(value, "actions", *actions)
    return edits.add(value, "lessons", *(Lesson(id=70_000 + n, kind="lucky", text=TEXTS[n]) for n in range(4)))


class PromptApp(TimedApp):
    """Waits for the question of the prompt."""

    def watched(self) -> Widget:
        """The question."""
        return self.screen.query_one("#question")


async def play(watch: Stopwatch, rounds: int, name: str) -> None:
    """Go to the next prompt, again and again, half of the time with a half typed answer."""
    for number in range(rounds):
        await watch.time(FLOOR if name else "", watch.app.watched().refresh)
        if number % 2:
            await watch.key("x")
        await watch.key("pagedown", f"next prompt, {name}")


async def run(size: tuple[int, int]) -> dict[str, list[Times]]:
    """The times of each act."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "review.json")
        Session.create(path, large()).close()
        app = PromptApp(Path(folder), Settings(Values(), ()), review=path, now=lambda: dt.datetime.now(dt.UTC))
        app.animation_level = "none"
        app.collect_at_rest()  # as the command does
        async with app.run_test(size=size):
            watch = Stopwatch(app)
            await asyncio.sleep(1)
            await play(watch, 5, "")
            watch.times.clear()
            await play(watch, ROUNDS, "writing")
            await watch.key("shift+f12")
            for _ in range(4):
                await watch.key("shift+f4")
            await play(watch, ROUNDS, "meeting")
        return watch.times


def main() -> None:
    for size in SIZES:
        before = os.getloadavg()[0]
        times = asyncio.run(run(size))
        busy = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after, {os.cpu_count()} cores"
        title = f"{EVENTS} events, {WHYS} whys, {ACTIONS} actions at {size[0]}x{size[1]} (ms; {ROUNDS} rounds; {busy})"
        print_times(title, times, FLOOR)


if __name__ == "__main__":
    main()
