from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pm_tui import cli


@pytest.fixture(autouse=True)
def nothing_of_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PM_TUI_SETTINGS", str(tmp_path / "user.toml"))
    monkeypatch.setenv("PM_TUI_LIBRARY", str(tmp_path / "library"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[object, str, str]]:
    """Run a command in this process and return its exit code, output and errors."""

    def run(*arguments: object) -> tuple[object, str, str]:
        try:
            code: object = cli.main([*map(str, arguments)])
        except SystemExit as left:
            code = left.code
        return code, *capsys.readouterr()

    return run
