"""The timelines of the real reviews, and when their rows were by hand and eye."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path

import pytest

from pm_tui.review.eventline import EventLine
from pm_tui.review.times import Setting

CORPUS = os.environ.get("PM_TUI_CORPUS", "")
SETTING = Setting(dt.datetime(2026, 3, 20, 10, 0, tzinfo=dt.UTC), "America/New_York")


def read_by_eye(folder: str) -> dict[str, list[str | None]]:
    """The instants of the rows of each review of a folder, None where the review does not say the day."""
    files: dict[str, list[str | None]] = json.loads(
        Path(__file__).with_name(f"{folder}_timelines.json").read_text("utf-8")
    )["files"]
    return files


def document(folder: str, name: str) -> str:
    """A whole review; skips the test without the reviews."""
    if not CORPUS:
        pytest.skip("PM_TUI_CORPUS names no folder")
    return (Path(CORPUS) / folder / name).read_text("utf-8")


def timeline(folder: str, name: str) -> str:
    """The section of a review that tells its timeline."""
    parts = re.split(r"(?m)^(?=## )", document(folder, name))
    return next(part for part in parts if part.startswith("## Timeline"))


def right(row: EventLine, instant: str) -> bool:
    """Whether a row was read as this instant: an uncertain one around it."""
    at, wanted = row.at, dt.datetime.fromisoformat(instant)
    if at.earliest is None or at.latest is None or at.certainty == "day":
        return False
    middle = at.earliest + (at.latest - at.earliest) / 2
    return (middle if at.certainty == "about" else at.earliest) == wanted
