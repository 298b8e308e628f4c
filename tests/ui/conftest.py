from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.player import WatchedApp, play


@pytest.fixture
def at_screen(tmp_path: Path) -> Callable[..., WatchedApp]:
    """`play`, in a folder of its own."""
    return functools.partial(play, tmp_path)
