"""What is underlined in the field."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot

from pm_tui.blame import Flag
from tests.ui.field_owner import (
    Owner,
    play,
    send,
    settle,
    underlined,
)


def flag_forgot(line: str) -> tuple[Flag, ...]:
    tier = "hint" if "maybe" in line else "flag"
    at = line.find("forgot")
    return () if at < 0 else (Flag(at, at + 6, "person-as-cause", tier, "What made it possible?"),)  # type: ignore[arg-type]


def test_flags_are_drawn_with_the_letter_that_makes_them() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        for letter in "Bob forgot!":
            await send(app, pilot, letter)
        assert ["forgot"] in app.underlines
        for frame, parts in zip(app.frames, app.underlines, strict=True):
            assert parts == (["forgot"] if "forgot" in frame else [])
        app.field.set_flagger(lambda _line: ())
        await settle(pilot)
        assert underlined(app) == []

    play(act, flagger=flag_forgot)


def test_a_flag_across_a_wrap_and_a_hint() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.load("nobody, maybe, forgot\nBob forgot")
        await pilot.pause()
        assert "".join(underlined(app)) == "forgotforgot"

    play(act, size=(10, 12), flagger=flag_forgot)


def test_where_the_flags_are() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        field = app.field
        text = "first line\nBob forgot\nEve forgot, Al too"
        field.load(text, 0)
        assert [text[flag.start : flag.end] for flag in field.flags()] == ["forgot", "forgot"]
        assert field.flag_at_cursor() == field.flags()[0]
        field.sync(text, len(text))
        assert field.flag_at_cursor() == field.flags()[1]
        flag = field.flags()[1]
        field.select_span(flag.start, flag.end)
        assert field.selected_text == "forgot"
        await send(app, pilot, "x")
        assert field.text == "first line\nBob forgot\nEve x, Al too"
        field.load("nothing")
        assert field.flag_at_cursor() is None

    play(act, flagger=flag_forgot)


def test_read_only_lets_keys_pass() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        await send(app, pilot, "x", "ctrl+n", "enter", "backspace", "right")
        app.post_message(events.Paste("more"))
        await settle(pilot)

    app = play(act, text="fixed", read_only=True)
    assert app.field.text == "fixed"
    assert app.field.cursor == 1
    assert app.bubbled == ["x", "ctrl+n", "enter", "backspace", "paste"]


def test_the_mouse_sets_the_cursor_and_selects() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.load("one two")
        await pilot.pause()
        await pilot.mouse_down(app.field, offset=(4, 0))
        await pilot.hover(app.field, offset=(7, 0))
        await pilot.mouse_up(app.field, offset=(7, 0))
        assert app.field.selected_text == "two"
        await send(app, pilot, "x")

    assert play(act).field.text == "one x"
