from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui import player
from tests.ui.player import WatchedApp, play


@pytest.fixture
def at_screen(tmp_path: Path) -> Callable[..., WatchedApp]:
    """`play`, in a folder of its own."""
    return functools.partial(play, tmp_path)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets the clock go on by minutes."""

    def pass_by(minutes: float) -> None:
        monkeypatch.setattr(player, "NOW", player.NOW + dt.timedelta(minutes=minutes))

    return pass_by
