from __future__ import annotations

import asyncio
import time

from pm_tui.ui.stalls import StallWatch


def held_up() -> None:
    time.sleep(0.12)


def watched(seconds: float) -> list[str]:
    told: list[str] = []

    async def run() -> None:
        watch = StallWatch(told.append, limit=0.03)
        watch.start()
        await asyncio.sleep(0.05)
        if seconds:
            held_up()
        await asyncio.sleep(0.1)
        watch.stop()

    asyncio.run(run())
    return told


def test_a_stall_is_told_with_its_place() -> None:
    told = watched(0.12)
    assert any("test_stalls.py" in one and "held_up" in one for one in told), told


def test_what_is_told_says_how_long() -> None:
    longest = max(int(one.split(" ms")[0]) for one in watched(0.12))
    assert longest >= 60
