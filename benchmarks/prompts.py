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

from timeline import SIZES, TEXTS, Stopwatch, TimedApp, _middle_and_most, review

from pm_tui.review import edits
from pm_tui.review.model import Action, Lesson, Review, Why
from pm_tui.session import Session
from pm_tui.settings import Settings, Values
from pm_tui.ui.widgets.told import Told

ROUNDS = 60
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
    """Knows when the question was painted last."""

    def question(self) -> Told:
        """The question of the prompt."""
        return self.screen.query_one("#question", Told)

    def drawn(self) -> bool:
        """Whether the question is on the screen as it is now."""
        return not self.screen._layout_required and self.question() not in self.screen._dirty_widgets

    def state(self) -> tuple[object, ...]:
        """What it asks."""
        return (self.question().said,)

    def same(self, before: tuple[object, ...]) -> bool:
        """Whether it asks the same."""
        return self.state() == before


async def play(watch: Stopwatch, rounds: int, name: str) -> None:
    """Go to the next prompt, again and again, half of the time with a half typed answer."""
    app = watch.app
    assert isinstance(app, PromptApp)
    for number in range(rounds):
        await watch.time(f"floor: the question painted anew, {name}", app.question().refresh)
        if number % 2:
            await watch.key("x")
        await watch.key("pagedown", f"next prompt, {name}")


async def run(size: tuple[int, int]) -> dict[str, list[tuple[float, float, float]]]:
    """The times of each act, until it is seen, until all is still, and computed, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "review.json")
        Session.create(path, large()).close()
        app = PromptApp(Path(folder), Settings(Values(), ()), review=path, now=lambda: dt.datetime.now(dt.UTC))
        app.animation_level = "none"
        app.collect_at_rest()  # as the command does
        async with app.run_test(size=size) as pilot:
            watch = Stopwatch(app, pilot)
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
        print(f"\n{EVENTS} events, {WHYS} whys, {ACTIONS} actions at {size[0]}x{size[1]} (ms; {ROUNDS} rounds; {busy})")
        print(f"{'':42} {'seen':>15} {'all still':>15} {'computed':>15}")
        for name, taken in times.items():
            columns = (_middle_and_most(list(column)) for column in zip(*taken, strict=True))
            print(f"{name:42} " + " ".join(f"{middle:7.1f} {most:7.1f}" for middle, most in columns))


if __name__ == "__main__":
    main()
