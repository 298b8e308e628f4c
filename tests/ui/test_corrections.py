"""Corrections while the screen is held up; `python -m benchmarks.corrections` is the long form."""

from __future__ import annotations

import asyncio

from benchmarks.corrections import run


def test_corrections_come_out_right_while_the_screen_is_held_up() -> None:
    assert asyncio.run(run(4, gap=0.01, stall=0.1)) == {"TextArea": 0, "Input": 0}
