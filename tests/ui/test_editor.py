"""A text of the review in the user's own editor."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pm_tui.session import Session
from pm_tui.store.files import load
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp


def test_the_text_that_is_typed_or_chosen_comes_back_as_one_step(
    at_screen: Callable[..., WatchedApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent: list[bool] = []

    @contextlib.contextmanager
    def suspend() -> Iterator[None]:
        lent.append(True)
        yield

    def editor(code: str) -> None:
        path = tmp_path / "editor.py"
        path.write_text(
            f"import sys\nfrom pathlib import Path\nfile = Path(sys.argv[1])\ntext = file.read_text()\n{code}"
        )
        monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{path}'")

    async def act(player: Player) -> None:
        monkeypatch.setattr(player.app, "suspend", suspend)
        editor("file.write_text(text.replace('half', 'whole') + 'line two \\x1b[/b]')")
        await player.type("half an answer")
        player.screen.action_editor()
        await player.settle()
        assert player.screen.prompt.field.text == "whole an answer\nline two ␛[/b]"
        player.sees("Taken from your editor", "1 character that")
        await player.press("ctrl+z")
        assert player.screen.prompt.field.text == "half an answer"
        player.app.clear_notifications()

        editor("file.write_text('09:50 another text'); sys.exit(3)")
        await player.press("f2")
        chosen = player.row
        before = player.review
        player.screen.action_editor()
        await player.settle()
        assert player.review == before
        player.sees("ended with an error (3)", "Ctrl+Y takes what it had")
        await player.press("ctrl+y")
        assert "another text" in [event.text for event in player.review.events]
        await player.press("ctrl+z")
        assert player.review == before

        monkeypatch.setenv("VISUAL", "vi; touch pwned #")
        player.screen.action_editor()
        await player.settle()
        player.sees("“vi;” ($VISUAL) cannot be started")
        assert player.row == chosen

        editor("pass")
        await player.press("f5", "home")
        player.pane("summary").listing.select("header:title")
        await player.press("enter")
        player.screen.action_editor()
        await player.settle()
        player.sees("The editor changed nothing.")
        assert len(lent) == 4

    at_screen(act, OUTAGE, size=(120, 40))


@pytest.mark.terminal
def test_the_editor_has_the_terminal_and_gives_it_back(tmp_path: Path) -> None:
    from tests.terminal import Terminal

    file = tmp_path / "review.json"
    Session.create(file, OUTAGE).close()
    path = tmp_path / "editor.py"
    path.write_text("import sys\nopen(sys.argv[1], 'w').write(input('EDITOR HERE '))")
    env = {**os.environ, "HOME": str(tmp_path), "EDITOR": f"'{sys.executable}' '{path}'", "TEXTUAL_ANIMATIONS": "none"}
    env.pop("VISUAL", None)
    with Terminal([sys.executable, "-m", "pm_tui", "open", str(file)], columns=100, rows=30, env=env) as terminal:
        terminal.wait_for("Prompt 1 of 9", "Saved r", "Config rollout")
        terminal.type("\x10")
        terminal.wait_for("Search")
        terminal.type("editor")
        terminal.wait_for("$EDITOR")
        terminal.type("\r")
        terminal.wait_for("EDITOR HERE")
        terminal.type("typed elsewhere\n")
        terminal.wait_for("typed elsewhere", "Taken from your editor", "Prompt 1 of 9")
        terminal.type("\r")
        terminal.wait_for("✓ typed elsewhere")
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0
    assert [answer.text for answer in load(file).review.answers] == ["typed elsewhere"]
