from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot

from pm_tui.text import clean
from pm_tui.ui.widgets.prose_field import FieldMessage, ProseField
from tests.ui.field_owner import (
    EDITING,
    FREE,
    Owner,
    at_once,
    keys,
    play,
    press,
    send,
    settle,
)
from tests.ui.screen_text import screen_text


def test_each_key_is_told_once() -> None:
    app = press("B", "o", "left", "x", "backspace", "home", "backspace", "end", "delete")
    assert app.named("Edited") == [("B", 1), ("Bo", 2), ("Bxo", 2), ("Bo", 1)]


def test_editing_keys() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        for text, cursor, pressed, after in EDITING:
            app.field.load(text, cursor)
            await send(app, pilot, *pressed)
            assert app.field.text == after, (text, pressed)

    play(act)


def test_free_keys_bubble() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        for key in FREE.split():
            app.field.focus()
            app.field.load("one\ntwo", 1)
            app.bubbled.clear()
            await send(app, pilot, "x", key)
            assert app.bubbled == [key]
            assert (app.field.text, app.field.cursor) == ("oxne\ntwo", 2)

    play(act)


def test_enter_escape_and_the_edges() -> None:
    app = press("a", "enter", "escape", "up", "down", "ctrl+n", "up", "up", "down", "down")
    assert app.named("Committed") == [("a",)]
    assert app.named("Left") == [("a",)]
    assert app.named("Edge") == [("a", -1), ("a", 1), ("a\n", -1), ("a\n", 1)]


def test_up_in_a_wrapped_line_stays_inside() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.load("word " * 12)
        await send(app, pilot, "up")

    app = play(act)
    assert app.named("Edge") == []
    assert app.field.cursor < 40


def test_nothing_is_kept_for_undo() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        await send(app, pilot, *"some", "ctrl+w", *"words")
        app.field.undo()

    assert play(act).field.text == "words"


def test_it_grows_scrolls_and_shrinks() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        for word in ("alpha", "bravo", "charlie", "delta"):
            await send(app, pilot, *word, "ctrl+n")
        assert app.field.size.height == app.field.lines == 3
        assert screen_text(app).split("\n")[:4] == ["charlie", "delta", "", "below"]
        await send(app, pilot, *["ctrl+u"] * 5)
        assert screen_text(app).split("\n")[:3] == ["alpha", "bravo", "below"]
        app.field.load("")
        await pilot.pause()
        assert screen_text(app).split("\n")[:2] == ["", "below"]

    app = play(act, max_lines=3)
    assert [height for _, height in app.named("Grew")] == [2, 3, 2, 1]


def test_no_frame_shows_less_than_the_room_allows() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        await send(app, pilot, *"alpha")
        app.frames.clear()
        await send(app, pilot, "ctrl+n", "b", "ctrl+n", "c")
        assert {frame.split("\n")[0] for frame in app.frames} == {"alpha"}
        assert app.field.scroll_offset.y == 0
        app.frames.clear()
        await send(app, pilot, "ctrl+n")
        assert {frame.split("\n")[0] for frame in app.frames} == {"b"}
        app.frames.clear()
        app.post_message(events.Paste("d\ne\nf"))
        await settle(pilot)
        assert {frame.split("\n")[2] for frame in app.frames} == {"f"}

    play(act, max_lines=3)


@pytest.mark.parametrize("width", [10, 11, 40])
def test_narrow_and_wide_characters(width: int) -> None:
    text = "漢字漢字漢字漢字 incomprehensibilities 👩‍💻😀😀😀😀😀😀 é"

    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.load(text)
        await send(app, pilot, "x")
        await pilot.pause()
        seen = screen_text(app).split("below")[0]
        assert "".join(seen.split()) == "".join((text + "x").split())

    app = play(act, size=(width, 16), max_lines=12)
    assert app.field.text == text + "x"


def test_sync_shows_the_text_and_tells_nobody() -> None:
    async def act(app: Owner, _pilot: Pilot[None]) -> None:
        @given(st.text("ab\n漢"), st.text("ab\n漢\x1b\u202e"), st.integers(0, 9))
        def any_change(before: str, after: str, cursor: int) -> None:
            field = app.field
            field.load(before, cursor)
            assert (field.text, field.cursor) == (before, min(cursor, len(before)))
            field.sync(after)
            assert field.text == clean(after)
            assert 0 <= field.cursor <= len(field.text)

        any_change()

    assert play(act).named("Edited") == []


@pytest.mark.parametrize(
    ("before", "cursor", "after", "moved"),
    [
        ("one three", 9, "one two three", 13),
        ("one three", 2, "one two three", 2),
        ("one two three", 13, "one three", 9),
        ("one\nthree", 9, "one\ntwo\nthree", 13),
        ("one", 3, "", 0),
        ("one", 2, "one", 2),
    ],
)
def test_sync_keeps_the_cursor_at_its_words(before: str, cursor: int, after: str, moved: int) -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.load(before, cursor)
        app.field.sync(after)
        assert app.field.cursor == moved
        app.field.sync(before, 1)
        assert app.field.cursor == 1

    assert play(act).named("Edited") == []


# --- the order of keys


def test_corrections_in_one_read() -> None:
    """Letters must not overtake the backspaces and arrows between them."""

    async def act(app: Owner, pilot: Pilot[None]) -> None:
        for _ in range(25):
            app.field.load("")
            at_once(app, *keys("teh<<he cxt|<a>s<"))
            await settle(pilot)
            assert app.field.text == "the cat"

    play(act)


def test_keys_after_enter_belong_to_the_next_text() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        def answer(message: FieldMessage) -> None:
            if isinstance(message, ProseField.Committed):
                app.field.load("")

        app.on_message = answer
        at_once(app, *keys("one^two^three"))
        await settle(pilot)

    app = play(act)
    assert app.named("Committed") == [("one",), ("two",)]
    assert app.field.text == "three"


def test_keys_after_escape_follow_the_focus() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        def leave(message: FieldMessage) -> None:
            if isinstance(message, ProseField.Left):
                app.other.focus()

        app.on_message = leave
        at_once(app, *keys("one~two"), events.Paste(" three"))
        await settle(pilot)
        assert app.other.text == "two three"

    assert play(act).field.text == "one"


def test_a_key_for_the_owner_sees_the_text_as_it_was() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        at_once(app, *keys("ab!cd!e"))
        await settle(pilot)

    app = play(act)
    assert app.named("note") == [("ab",), ("abcd",)]
    assert app.field.text == "abcde"


def test_the_owner_has_dealt_with_a_key_before_the_next_is_typed() -> None:
    seen: list[str] = []

    async def act(app: Owner, pilot: Pilot[None]) -> None:
        def echo(message: FieldMessage) -> None:
            app.field.sync(message.text)
            seen.append(app.field.text)

        app.on_message = echo
        at_once(app, *keys("the fox"))
        await settle(pilot)
        assert seen == ["the fox"[:length] for length in range(1, 8)]

    play(act)


def test_the_writer_has_each_change_at_once() -> None:
    written: list[tuple[str, int]] = []

    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.writer = lambda text, cursor: written.append((text, cursor))
        app.field.load("no")
        await send(app, pilot, "t", "backspace")

    play(act)
    assert written == [("not", 3), ("no", 2)]


# --- hostile text


# --- pastes


def test_a_paste_is_one_change() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.post_message(events.Paste("one\r\ntwo\rthree"))
        await settle(pilot)

    assert play(act).named("Edited") == [("one\ntwo\nthree", 13)]


@pytest.mark.parametrize(
    ("text", "lines", "inserted"),
    [
        ("one\r\n\r\ntwo\x07\n", [("one\n\ntwo␇\n",)], ""),
        ("only one\n", [], "only one"),
        ("\n\n", [], ""),
    ],
)
def test_a_paste_of_lines_can_be_divided(text: str, lines: list[tuple[str]], inserted: str) -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        app.field.splits_paste = True
        app.post_message(events.Paste(text))
        await settle(pilot)

    app = play(act)
    assert app.named("PastedLines") == lines
    assert app.field.text == inserted


@pytest.mark.parametrize("text", ["👩‍💻 ok", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "e\u0301", "👍🏽", "❤️"])
def test_letters_of_several_keys(text: str) -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        at_once(app, *(events.Key(char, char) for char in text))
        await settle(pilot)

    assert play(act).field.text == text


# --- flags
