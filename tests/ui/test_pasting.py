"""A paste is one piece of text, whatever it holds and however it arrives."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from pm_tui.ui.pasting import PasteParser
from tests.ui.player import Player, WatchedApp

START, END = "\x1b[200~", "\x1b[201~"


def read(*parts: str) -> list[str]:
    """What the parser makes of these reads: a paste as it is, a key by its name."""
    parser = PasteParser()
    messages = [message for part in parts for message in parser.feed(part)]
    return [f"paste {m.text}" if isinstance(m, events.Paste) else m.key for m in messages if hasattr(m, "stop")]


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        (f"a{START}b{END}\r", ["a", "paste b", "enter"]),
        (f"{START}ls{END}q\r{END}", [f"paste ls{END}q\r"]),
        (f"{START}a{END}q{START}b{END}\t", ["paste a", "q", "paste b", "tab"]),
        (f"{START}x\x1b]52;c;AA\x07 \x00y\x1b[A{END}\x1b[A", ["paste x\x1b]52;c;AA\x07 \x00y\x1b[A", "up"]),
        (f"{START}{END}", ["paste "]),
        ("\x1b[2~\x1b[20~\x1b[200~a\x1b[201~", ["insert", "f9", "paste a"]),
    ],
)
def test_a_paste_ends_at_the_last_mark_before_the_next_paste(sent: str, read_as: list[str]) -> None:
    assert read(sent) == read_as


@given(st.text("a\x1b[20~1\r\x07"), st.lists(st.integers(3, 40), max_size=4))
def test_a_paste_may_arrive_in_pieces(text: str, cuts: list[int]) -> None:
    text = text.replace(END, "").replace(START, "")
    whole = f"{START}{text}{END}"
    edges = [0, *sorted(cuts), len(whole)]
    parts = [whole[first:last] for first, last in itertools.pairwise(edges)]
    assert read(*filter(None, parts)) == [f"paste {text}"]


def test_a_notice_says_how_many_characters_a_paste_or_a_key_lost(at_screen: Callable[..., WatchedApp]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "a")
        await player.paste("alert\x1b]52;c;cm0=\x07 fired\x00 \u202e")
        player.sees("alert␛]52;c;cm0=␇ fired␀ ⇠", "4 characters that a terminal")
        player.app.clear_notifications()
        await player.type("\x9b")
        player.sees("1 character that a terminal")
        player.app.clear_notifications()
        await player.press("escape")
        await player.paste("09:40 care\u200dlessly\n09:41 two\x1b[2J")
        player.sees("2 characters that a terminal")

    at_screen(act, size=(100, 30))


def test_the_cursor_never_stands_inside_a_character(at_screen: Callable[..., WatchedApp]) -> None:
    text = "on-call 👩\u200d👩\u200d👧 paged 🇫🇷 e\u0301"

    async def act(player: Player) -> None:
        await player.press("f2", "a")
        await player.paste(text)
        field = player.pane("timeline").editor.field
        stops = [field.cursor]
        while field.cursor:
            await player.press("left")
            stops.append(field.cursor)
        assert stops == [25, 23, 22, *range(20, 12, -1), *range(8, -1, -1)]
        await player.press(*["right"] * 9)
        assert field.cursor == 13
        await player.press("backspace")
        assert field.text == text.replace("👩\u200d👩\u200d👧", "")
        await player.press("end", "backspace", "backspace", "backspace")
        assert field.text == "on-call  paged "
        await player.paste("Z" + "\u0301\u0316" * 400 + "end")
        assert field.text.count("\u0301") == 400
        assert player.text.count("\u0301") == 4  # two in the row, two in the editor over it
        await player.press("left", "left", "left", "backspace")
        assert field.text == "on-call  paged end"

    at_screen(act, size=(100, 30))
