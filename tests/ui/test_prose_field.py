from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events, on
from textual._xterm_parser import XTermParser
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Static

from pm_tui.blame import Flag
from pm_tui.text import clean
from pm_tui.ui.key_queue import KeyQueueApp
from pm_tui.ui.widgets.prose_field import FieldMessage, ProseField
from tests.ui.screen_text import controls_in, screen_text

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
    while pilot.app.keys_wait:
        await asyncio.sleep(0)
    await pilot.pause()


def test_each_key_is_told_once() -> None:
    app = press("B", "o", "left", "x", "backspace", "home", "backspace", "end", "delete")
    assert app.named("Edited") == [("B", 1), ("Bo", 2), ("Bxo", 2), ("Bo", 1)]


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


def test_editing_keys() -> None:
    async def act(app: Owner, pilot: Pilot[None]) -> None:
        for text, cursor, pressed, after in EDITING:
            app.field.load(text, cursor)
            await send(app, pilot, *pressed)
            assert app.field.text == after, (text, pressed)

    play(act)


FREE = (
    "ctrl+t ctrl+l ctrl+g ctrl+r ctrl+o ctrl+s ctrl+z ctrl+y ctrl+b f1 f2 f6 f7 f10 pageup pagedown tab shift+tab alt+t"
)


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


def flag_forgot(line: str) -> tuple[Flag, ...]:
    tier = "hint" if "maybe" in line else "flag"
    at = line.find("forgot")
    return () if at < 0 else (Flag(at, at + 6, "person-as-cause", tier, "What made it possible?"),)  # type: ignore[arg-type]


def underlined(app: Owner) -> list[str]:
    strips = app.screen._compositor.render_strips()
    return [part.text for strip in strips for part in strip if part.style and part.style.underline]


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
