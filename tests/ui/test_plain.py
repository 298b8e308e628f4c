from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widgets import Button, Label, Static

from pm_tui.text import clean
from pm_tui.ui.plain import cut, notify, one_line, plain, rich_plain, shown
from tests.ui.screen_text import controls_in, screen_text

HOSTILE = "a[/b] [@click=app.quit]x[/] \x1b]52;c;ZXZpbA==\x07 \u202edcba \x9b2J"


@given(st.text())
def test_what_is_shown_is_clean(text: str) -> None:
    assert clean(shown(text)) == shown(text)
    assert "\t" not in shown(text)
    assert plain(text).plain == rich_plain(text).plain == shown(text)


@given(st.text(alphabet="ab[]/@=\\ \t\n\x1b\u202eé漢👩"))
def test_offsets_hold(text: str) -> None:
    assert len(shown(text)) == len(text)


def test_markup_stays_text() -> None:
    assert plain("[b]x[/b] \\[").plain == "[b]x[/b] \\["
    assert not plain("[b]x[/b]").spans
    assert str(plain("x", "bold").spans[0].style) == "bold"


def test_marks_do_not_pile_up() -> None:
    assert shown("Z" + "\u0301" * 40 + "a") == "Z" + "\u0301" * 4 + "a"
    assert shown("Tiếng Việt") == "Tiếng Việt"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("write errors", 12, "write errors"),
        ("write errors", 11, "write erro…"),
        ("write errors", 7, "write…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("漢字", 1, "…"),
        ("ab", 0, ""),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_cut(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


@given(st.text(alphabet="ab 漢字e\u0301👩😀"), st.integers(0, 12))
def test_a_cut_fits(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cut(text, width) == text or cut(text, width) == "" or cut(text, width).endswith("…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb", "a ⏎ b"), ("a\n\n\n b \n", "a ⏎ b"), ("a\t b", "a b"), ("", ""), ("\n", "")],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected
    assert one_line("first\nsecond", 9) == "first ⏎…"


def test_every_widget_takes_what_leaves_the_door() -> None:
    class Gallery(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(plain(HOSTILE))
            yield Label(plain(HOSTILE))
            yield Button(plain(HOSTILE))
            yield Static(rich_plain(HOSTILE))
            titled = Static("")
            titled.styles.border = ("round", "red")
            titled.border_title = plain(HOSTILE)  # type: ignore[assignment]
            yield titled

        def on_mount(self) -> None:
            notify(self, HOSTILE, title=HOSTILE, severity="warning")

    async def look() -> None:
        app = Gallery()
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            await pilot.pause(0.1)
            seen = screen_text(app)
            assert seen.count("a[/b] [@click=app.quit]x[/]") == 7
            assert not controls_in(seen)
            strips = app.screen._compositor.render_strips()
            assert not any("@click" in segment.style.meta for strip in strips for segment in strip if segment.style)

    asyncio.run(look())
