"""A small app around one `ProseField`, and hands to type into it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Static

from pm_tui.ui.key_queue import KeyQueueApp
from pm_tui.ui.widgets.prose_field import FieldMessage, ProseField
from tests.ui.screen_text import screen_text

HOSTILE = "a[/b] [@click=app.quit]x[/] \x1b]52;c;ZXZpbA==\x07 \u202edcba\u2069 \x9b2J\x85\x0bend"


class Watched(ProseField):
    """Remembers every line that it ever drew."""

    drawn: list[str]

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        self.drawn.append(strip.text)
        return strip


class Owner(KeyQueueApp):
    CSS_PATH = str(Path(__file__).parents[2] / "styles" / "prose_field.tcss")
    BINDINGS: ClassVar = [("ctrl+t", "note", "Note")]

    def __init__(self, **config: object) -> None:
        super().__init__()
        self.field = Watched(**config)  # type: ignore[arg-type]
        self.field.drawn = []
        self.other = ProseField(id="other")
        self.frames: list[str] = []
        self.underlines: list[list[str]] = []
        self.heard: list[tuple[object, ...]] = []
        self.bubbled: list[str] = []
        self.on_message: Callable[[FieldMessage], None] = lambda _message: None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.field
            yield Static("below", markup=False)
            yield self.other

    def on_mount(self) -> None:
        self.field.focus()

    def _display(self, *args: object) -> None:
        super()._display(*args)  # type: ignore[arg-type]
        self.frames.append(screen_text(self))
        self.underlines.append(underlined(self))

    def action_note(self) -> None:
        self.heard.append(("note", self.field.text))

    def on_key(self, event: events.Key) -> None:
        self.bubbled.append(event.key)

    def on_paste(self) -> None:
        self.bubbled.append("paste")

    @on(ProseField.Edited, "Watched")
    def _edited(self, message: ProseField.Edited) -> None:
        self._hear(message, message.cursor)

    @on(ProseField.Edge)
    def _edge(self, message: ProseField.Edge) -> None:
        self._hear(message, message.step)

    @on(ProseField.Grew)
    def _grew(self, message: ProseField.Grew) -> None:
        self._hear(message, message.height)

    @on(ProseField.Committed)
    @on(ProseField.Left)
    @on(ProseField.PastedLines)
    def _hear(self, message: FieldMessage, *more: int) -> None:
        self.heard.append((type(message).__name__, message.text, *more))
        self.on_message(message)

    def named(self, name: str) -> list[tuple[object, ...]]:
        return [tuple(rest) for kind, *rest in self.heard if kind == name]


Play = Callable[[Owner, Pilot[None]], Awaitable[None]]


def play(act: Play, size: tuple[int, int] = (40, 12), **config: object) -> Owner:
    """Let `act` use the field of a fresh app."""

    async def run() -> Owner:
        app = Owner(**config)
        async with app.run_test(size=size) as pilot:
            await act(app, pilot)
            await pilot.pause()
            assert app.return_code is None
        return app

    return asyncio.run(run())


def press(*keys: str, **config: object) -> Owner:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        await send(app, pilot, *keys)

    return play(act, **config)


def at_once(app: Owner, *messages: Message) -> None:
    """What arrives in one read: no turn of the loop between the keys, as after a stall."""
    for message in messages:
        app.post_message(message)


def keys(text: str) -> list[events.Key]:
    """Key presses; < is backspace, ^ Enter, ~ Escape, ! Ctrl+T, | and > Left and Right."""
    special = {"<": "backspace", "^": "enter", "~": "escape", "!": "ctrl+t", "|": "left", ">": "right"}
    return [events.Key(special.get(char, char), None if char in special else char) for char in text]


async def send(app: Owner, pilot: Pilot[None], *names: str) -> None:
    """Press keys without waiting in between."""
    at_once(app, *(events.Key(name, name if len(name) == 1 else None) for name in names))
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app, Owner)
    for _ in range(2):  # the last key may set off a message of its own
        while pilot.app.keys_wait or not pilot.app._message_queue.empty():
            await asyncio.sleep(0)
        await pilot.pause()


EDITING = [
    ("one two", 7, ["ctrl+a", "x"], "xone two"),
    ("one two", 0, ["ctrl+e", "x"], "one twox"),
    ("one two", 0, ["end", "home", "x"], "xone two"),
    ("one two", 3, ["ctrl+k"], "one"),
    ("one two", 4, ["ctrl+u"], "two"),
    ("one two", 7, ["ctrl+w"], "one "),
    ("one two", 0, ["ctrl+d"], "ne two"),
    ("one two", 3, ["ctrl+f"], "one"),
    ("one two", 7, ["ctrl+left", "x"], "one xtwo"),
    ("one two", 0, ["ctrl+right", "x"], "onex two"),
    ("one two", 7, ["shift+left", "shift+left", "x"], "one tx"),
    ("one two", 0, ["shift+end", "x"], "x"),
    ("one two", 7, ["shift+home", "ctrl+x", "ctrl+v", "ctrl+v"], "one twoone two"),
    ("one two", 3, ["shift+home", "ctrl+c", "end", "ctrl+v"], "one twoone"),
    ("one two", 3, ["ctrl+n", "x"], "one\nx two"),
    ("one\ntwo", 7, ["up", "x"], "onex\ntwo"),
    ("one\ntwo", 0, ["down", "x"], "one\nxtwo"),
    ("one\ntwo", 4, ["backspace"], "onetwo"),
    ("漢字", 2, ["backspace", "左"], "漢左"),
]


FREE = (
    "ctrl+t ctrl+l ctrl+g ctrl+r ctrl+o ctrl+s ctrl+z ctrl+y ctrl+b f1 f2 f6 f7 f10 pageup pagedown tab shift+tab alt+t"
)


def underlined(app: Owner) -> list[str]:
    strips = app.screen._compositor.render_strips()
    return [part.text for strip in strips for part in strip if part.style and part.style.underline]
