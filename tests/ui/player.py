"""Plays a person at the real app: opens a review in a folder of its own, presses keys, looks at the screen."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual import events
from textual._compositor import LayoutUpdate
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import WorkerCancelled

from pm_tui.review.model import Header, Review
from pm_tui.session import Session
from pm_tui.settings import Notice, Settings, Values
from pm_tui.ui.app import PmTuiApp
from pm_tui.ui.screens.review import ReviewScreen
from pm_tui.ui.widgets.record_pane import RecordPane
from tests.ui.screen_text import screen_text

NOW = dt.datetime(2026, 3, 14, 15, 0, tzinfo=dt.UTC)
SECONDS = 300  # a test that hangs ends

EMPTY = Review(header=Header(title="Checkout is down", date=NOW.date()))


class WatchedApp(PmTuiApp):
    """Remembers every frame while `watching`, and what a click on it would run."""

    watching = False

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.frames: list[str] = []
        self.links: list[object] = []

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if self.watching and renderable is not None:
            strips = _strips(renderable)
            self.frames.append("\n".join(strip.text for strip in strips))
            styles = {segment.style for strip in strips for segment in strip if segment.style}
            self.links += [style.meta["@click"] for style in styles if "@click" in style.meta]
            self.links += [style.link for style in styles if style.link]


def _strips(update: Any) -> list[Strip]:
    """What an update would write to the terminal: whole lines, or the parts of lines that have changed."""
    lines = update.strips if isinstance(update, LayoutUpdate) else [chop.values() for chop in update.chops]
    return [strip for line in lines for strip in line if strip is not None]


class Player:
    """Hands and eyes. After `press` everything that the keys set off has happened."""

    def __init__(self, app: WatchedApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one by one; a text of more than one letter that names no key is typed as it is."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text in one breath."""
        for character in text:
            self.app.post_message(key_event(character))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste as terminals do."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to do."""
        quiet = 0
        while quiet < 3 and self.app._exception is None:
            with contextlib.suppress(WorkerCancelled):  # the palette does so with a search that is out of date
                await self.app.workers.wait_for_complete()
            await asyncio.sleep(0)
            if self._is_busy():
                quiet = 0
                continue
            self.app.screen._on_timer_update()  # a paint takes long: not after each message
            quiet += 1

    def _is_busy(self) -> bool:
        """Whether a key waits, or a node has messages, deals with one, or will do something after the next."""
        if self.app.keys_wait or self.app.screen._callbacks:
            return True
        nodes = [self.app, *self.app.screen.walk_children(with_self=True)]
        return any(node._next_callbacks or not _waits_for_messages(node) for node in nodes)

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    @property
    def text(self) -> str:
        """What is on the screen."""
        return screen_text(self.app)

    @property
    def review(self) -> Review:
        """The value that the session holds."""
        assert self.app.session
        return self.app.session.review

    @property
    def screen(self) -> ReviewScreen:
        """The review screen, whatever lies over it."""
        return next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, ReviewScreen))

    def pane(self, name: str) -> RecordPane:
        """A pane by its name."""
        return self.screen.pane(name)

    @property
    def row(self) -> str:
        """The text of the row under the cursor of the pane that has the keys."""
        pane = self.screen.focused_pane()
        return pane.listing.row.text if pane and pane.listing.row else ""

    def line_with(self, words: str) -> str:
        """The one line of the screen that holds these words."""
        lines = [line for line in self.text.splitlines() if words in line]
        assert len(lines) == 1, f"{words!r} stands on {len(lines)} lines of\n{self.text}"
        return lines[0]

    def sees(self, *words: str) -> None:
        """Assert that these words are on the screen, each in one piece."""
        for some in words:
            assert some in self.text, f"{some!r} is not on the screen:\n{self.text}"

    def sees_not(self, *words: str) -> None:
        """Assert that none of these words are on the screen."""
        for some in words:
            assert some not in self.text, f"{some!r} is on the screen:\n{self.text}"


def _waits_for_messages(node: MessagePump) -> bool:
    """Whether the loop of a node has nothing but to wait. Asking each by a message, as Textual does, takes long."""
    queue = node._message_queue
    return queue is None or (queue.empty() and bool(queue.ready_event._waiters))


def key_event(key: str) -> events.Key:
    """A key press: a letter, or a key by Textual's name."""
    if len(key) > 1:
        return events.Key(key, {"space": " "}.get(key))
    return events.Key(key if key.isalnum() else _character_to_key(key), key)


Act = Callable[[Player], Awaitable[None]]


def play(
    folder: Path,
    act: Act,
    review: Review | None = EMPTY,
    *,
    size: tuple[int, int] = (120, 40),
    values: Values | None = None,
    read_only: bool = False,
    watching: bool = False,
    name: str = "review.json",
    notices: tuple[Notice, ...] = (),
) -> WatchedApp:
    """Let `act` use the app, opened on `review` in a file in `folder`, on the file that is there, or on the library.

    The file is `folder / name`; when it exists, it is opened as it is. Without `review` and without a file,
    the library opens. The app must stay up.
    """
    path = folder / name
    if review is not None and not path.exists():
        Session.create(path, review).close()

    async def run() -> WatchedApp:
        app = WatchedApp(
            folder,
            Settings(values or Values(), notices),
            review=path if path.exists() else None,
            read_only=read_only,
            now=lambda: NOW,
        )
        app.animation_level = "none"
        app.watching = watching
        async with app.run_test(size=size, notifications=True) as pilot:
            player = Player(app, pilot)
            await player.settle()
            await act(player)
            await player.settle()
            assert app.return_code is None
        return app

    return asyncio.run(asyncio.wait_for(run(), SECONDS))
