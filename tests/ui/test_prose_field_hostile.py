"""No text gets out of the field that it is typed, pasted or put into."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from tests.ui.field_owner import (
    HOSTILE,
    Owner,
    Play,
    at_once,
    play,
    press,
    send,
    settle,
)
from tests.ui.screen_text import controls_in, screen_text


async def _typed(app: Owner, pilot: Pilot[None]) -> None:
    at_once(app, *(events.Key(char if char.isalnum() else "unknown", char) for char in HOSTILE))
    await settle(pilot)


async def _pasted(app: Owner, pilot: Pilot[None]) -> None:
    app.post_message(events.Paste(HOSTILE))
    await settle(pilot)


async def _set(app: Owner, pilot: Pilot[None]) -> None:
    app.field.load(HOSTILE)
    await settle(pilot)


async def _assigned(app: Owner, pilot: Pilot[None]) -> None:
    app.field.text = HOSTILE
    await settle(pilot)


async def _inserted(app: Owner, pilot: Pilot[None]) -> None:
    app.field.insert(HOSTILE)
    await settle(pilot)


async def _clipboard(app: Owner, pilot: Pilot[None]) -> None:
    app.copy_to_clipboard(HOSTILE)
    await send(app, pilot, "ctrl+v")


@pytest.mark.parametrize("way", [_typed, _pasted, _set, _assigned, _inserted, _clipboard])
@pytest.mark.parametrize("width", [40, 10])
def test_hostile_text_is_harmless_from_the_first_frame(way: Play, width: int) -> None:
    app = play(way, size=(width, 20), max_lines=12)
    assert not controls_in(app.field.text)
    assert app.field.text.startswith("a[/b] [@click=app.quit]x[/] ")
    assert app.field.text.endswith("end")
    drawn = "".join(app.field.drawn)
    assert "click" in drawn
    assert not controls_in(drawn)


def test_hostile_text_at_birth() -> None:
    app = press("x", text=HOSTILE, placeholder=HOSTILE)
    assert "a[/b]" in app.field.text
    assert not controls_in("".join(app.field.drawn))


def test_a_placeholder_is_plain() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        assert screen_text(app).startswith("[b]why[/b] a[/c]")
        app.field.placeholder = "[@click=app.quit]later[/]"
        await pilot.pause()
        assert screen_text(app).startswith("[@click=app.quit]later[/]")

    play(act, placeholder="[b]why[/b] a[/c]")


def test_what_spills_out_of_a_broken_paste_is_text() -> None:
    """An ESC in a bracketed paste makes Textual hand over the rest as keys: none of them is a command."""
    payload = "abc\x1b]52;c;ZXZp\x14bA==\x07 \r\x17\x15 def\x1b and more than thirty-two characters behind it"

    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.load("kept ")
        at_once(app, *XTermParser().feed(f"\x1b[200~{payload}\x1b[201~"))
        await settle(pilot)
        await asyncio.sleep(0.06)
        await send(app, pilot, "enter")

    app = play(act)
    assert app.named("note") == []
    assert len(app.named("Committed")) == 1
    assert app.field.text.startswith("kept ^]52;c;ZXZp␔bA==␇ \n␗␕ def^ and more")
    assert "abc" in app.field.text
