from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec
import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from pm_tui.blame import Flag
from pm_tui.ui.widgets.marking_list import MarkingList
from pm_tui.ui.widgets.record_list import RecordList, Row
from pm_tui.ui.widgets.row_layout import RowLayout
from tests.ui.screen_text import controls_in
from tests.ui.test_row_lines import LETTERS


class Owner(App[None]):
    CSS = """
        RecordList { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        RecordList > .record-list--flag { text-style: underline; }
    """

    def __init__(self, listing: RecordList | None = None) -> None:
        super().__init__()
        self.listing = listing or RecordList(empty="nothing")
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.listing

    @on(RecordList.Activated)
    def _activated(self, message: RecordList.Activated) -> None:
        self.told.append(f"activated {message.row.key}")

    @on(RecordList.Highlighted)
    def _highlighted(self, message: RecordList.Highlighted) -> None:
        self.told.append(message.row.key if message.row else "none")


@dataclass
class Hands:
    app: Owner
    pilot: Pilot[None]

    @property
    def listing(self) -> RecordList:
        return self.app.listing

    @property
    def key(self) -> str:
        return self.listing.row.key if self.listing.row else ""

    def lines(self) -> list[Strip]:
        return [self.listing.render_line(y) for y in range(self.listing.size.height)]

    def text(self) -> list[str]:
        return [line.text.rstrip() for line in self.lines()]


def play(
    act: Callable[[Hands], Awaitable[None]],
    rows: tuple[Row, ...] = (),
    size: tuple[int, int] = (30, 10),
    listing: RecordList | None = None,
) -> Owner:
    async def run() -> Owner:
        app = Owner(listing)
        async with app.run_test(size=size) as pilot:
            app.listing.focus()
            app.listing.show(rows)
            await pilot.pause()
            await act(Hands(app, pilot))
            await pilot.pause()
        return app

    return asyncio.run(run())


def named(*names: str) -> tuple[Row, ...]:
    """Rows of these names; a capital one is a heading."""
    return tuple(
        Row(key="", text=name, kind="heading") if name.isupper() else Row(key=name, text=f"row {name}")
        for name in names
    )


def test_the_cursor_skips_headings() -> None:
    async def act(hands: Hands) -> None:
        visited = [hands.key]
        for key in ["down", "down", "down", "down", "up", "up", "up", "up"]:
            await hands.pilot.press(key)
            visited.append(hands.key)
        assert visited == ["a", "b", "c", "c", "c", "b", "a", "a", "a"]
        await hands.pilot.press("end")
        assert hands.key == "c"
        await hands.pilot.press("home")
        assert hands.key == "a"

    play(act, named("A", "a", "B", "b", "c", "D"))


def test_the_cursor_stays_with_its_row() -> None:
    async def act(hands: Hands) -> None:
        hands.listing.select("c")
        hands.listing.show(named("A", "x", "a", "b", "B", "c", "d"))
        assert hands.key == "c"
        hands.listing.show(named("A", "c", "a"))
        assert hands.key == "c"
        hands.listing.show(named("A", "x", "B"))
        assert hands.key == "x"
        hands.listing.show(named("A", "B"))
        assert hands.key == ""
        hands.listing.show(())
        assert (hands.key, hands.text()[0]) == ("", "nothing")
        hands.listing.show(named("A", "a"))
        assert hands.key == "a"

    play(act, named("a", "b", "c", "d"))


def test_a_deleted_row_leaves_the_cursor_on_the_next_one() -> None:
    async def act(hands: Hands) -> None:
        hands.listing.select("b")
        hands.listing.show(named("a", "c"))
        assert hands.key == "c"
        hands.listing.show(named("a"))
        assert hands.key == "a"

    play(act, named("a", "b", "c"))


def test_what_is_said_of_the_cursor() -> None:
    async def act(hands: Hands) -> None:
        hands.app.told.clear()
        await hands.pilot.press("down")
        hands.listing.show(named("a", "b"))
        await hands.pilot.pause()

    app = play(act, named("a", "b", "c"))
    assert app.told == ["b"]


def test_rows_wrap_with_guides_and_notes() -> None:
    rows = (
        Row(key="1", text="why one two three four five", guide=(False,)),
        Row(key="2", text="deeper", lead="○ ", note="a note that is longer than a line", guide=(False, True)),
        Row(key="3", head="14:20", text="", hint="type here"),
    )

    async def act(hands: Hands) -> None:
        assert hands.text() == [
            "▌      ├─ why one two three",
            "▌      │  four five",
            "       │  └─ ○ deeper",
            "       │       a note that",
            "       │       is longer",
            "       │       than a line",
            " 14:20 type here",
            "",
            "",
            "",
        ]

    play(act, rows)


def test_the_first_column_is_as_wide_as_its_longest_entry() -> None:
    async def act(hands: Hands) -> None:
        hands.listing.show((Row(key="1", head="?", text="one"),))
        assert hands.text()[0] == "▌? one"
        hands.listing.show((Row(key="1", head="?", text="one"), Row(key="2", head="漢字", text="two")))
        assert hands.text()[:2] == ["▌?    one", " 漢字 two"]

    play(act)


def test_the_deepest_branch_leaves_room_for_its_words() -> None:
    async def act(hands: Hands) -> None:
        assert "".join(hands.text()).count("deep") == 6

    play(act, (Row(key="1", text="deep " * 6, guide=(True,) * 30),))


def test_flags_are_underlined_in_every_line_that_they_touch() -> None:
    async def act(hands: Hands) -> None:
        hands.listing.flag_by(lambda row: (Flag(4, 13, "blame", "flag", "?"),))  # type: ignore[arg-type]
        hands.listing.show((Row(key="a", text="Bob forgot to x", lead="· ", place="a"),))
        assert [_underlined(line) for line in hands.lines()[:3]] == ["", "forgot", "to"]

    play(act, size=(10, 5))


def _underlined(line: Strip) -> str:
    return "".join(s.text for s in line if s.style and s.style.underline).strip()


def test_the_gap_is_held_open_under_its_row() -> None:
    async def act(hands: Hands) -> None:
        hands.listing.open_gap("b", 3)
        assert hands.text()[:6] == ["▌row a", " row b", "", "", "", " row c"]
        assert hands.listing.gap_top() == 2
        hands.listing.open_gap("b", 1)
        assert hands.text()[:4] == ["▌row a", " row b", "", " row c"]
        hands.listing.close_gap()
        assert hands.text()[:3] == ["▌row a", " row b", " row c"]
        assert hands.listing.gap_top() is None

    play(act, named("a", "b", "c"))


def test_a_gap_at_the_end_is_scrolled_into_view() -> None:
    names = [f"r{n}" for n in range(30)]

    async def act(hands: Hands) -> None:
        hands.listing.select("r29")
        hands.listing.open_gap("r29", 4)
        await hands.pilot.pause()
        top = hands.listing.gap_top()
        assert top is not None
        assert 0 <= top <= hands.listing.size.height - 4
        assert hands.text()[top - 1] == "▌row r29"

    play(act, named(*names))


def test_click_chooses_and_double_click_activates() -> None:
    async def act(hands: Hands) -> None:
        await hands.pilot.click(hands.listing, offset=(3, 2))
        assert hands.key == "c"
        assert "activated c" not in hands.app.told
        await hands.pilot.click(hands.listing, offset=(3, 1), times=2)
        assert hands.key == "b"
        assert hands.app.told[-1] == "activated b"
        await hands.pilot.click(hands.listing, offset=(3, 7), times=2)
        assert hands.key == "b"

    play(act, named("a", "b", "c"))


def test_long_lists_scroll_with_the_cursor() -> None:
    async def act(hands: Hands) -> None:
        await hands.pilot.press("end")
        assert any("row r99" in line for line in hands.text())
        await hands.pilot.press("home")
        assert any("row r0" in line for line in hands.text())

    play(act, named(*(f"r{n}" for n in range(100))))


def rows_of_any_kind(dice: random.Random) -> tuple[Row, ...]:
    def text(longest: int) -> str:
        return "".join(dice.choice([*LETTERS, *"\x1b\u202e[]/"]) for _ in range(dice.randrange(longest)))

    return tuple(
        Row(
            key=dice.choice(["", f"row {number}"]),
            text=text(60),
            head=text(9),
            lead=dice.choice(["", "○ ", "◆ detected  "]),
            note=text(60),
            guide=tuple(dice.choice([True, False]) for _ in range(dice.randrange(12))),
            kind=dice.choice(["record", "interval", "gap", "heading", "unset", "prompt"]),
            place=dice.choice(["", "whys:1:text"]),
            hint=text(40),
        )
        for number in range(dice.randrange(8))
    )


def test_no_line_is_wider_than_the_list() -> None:
    dice = random.Random(1)

    async def act(hands: Hands) -> None:
        hands.listing.flag_by(lambda row: (Flag(1, 3, "blame", "flag", "?"), Flag(2, 9, "blame", "hint", "?")))  # type: ignore[arg-type]
        for width in (5, 7, 12, 33, 80, 200):
            await hands.pilot.resize_terminal(width, 30)
            await hands.pilot.pause()
            for _ in range(40):
                rows = rows_of_any_kind(dice)
                hands.listing.show(rows)
                for line in hands.lines():
                    assert line.cell_length <= width, rows
                    assert not controls_in(line.text), rows

    play(act)


def test_jumping_goes_from_section_to_section() -> None:
    heading = Row(key="", text="day", kind="heading")

    async def act(hands: Hands) -> None:
        seen = []
        for by in (1, 1, -1, -1, -1):
            hands.listing.jump(by)
            seen.append(hands.listing.row.key if hands.listing.row else "")
        assert seen == ["b", "d", "b", "a", "a"]

    play(act, (heading, *named("a"), heading, *named("b", "c"), heading, *named("d")))


def test_a_section_that_is_gone_to_shows_its_heading() -> None:
    async def act(hands: Hands) -> None:
        await hands.pilot.press("end")
        hands.listing.jump(-1)
        hands.listing.jump(-1)
        await hands.pilot.pause()
        assert hands.text()[:2] == [" A", "▌row a"]
        hands.listing.jump(1)
        await hands.pilot.pause()
        assert hands.text()[-1] == "▌row d"

    rules = tuple(Row(key="", text=f"rule {number}") for number in range(12))
    play(act, (*named("A", "a", "b", "c", "D"), *rules, *named("d", "e", "f")), size=(30, 6))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_painted_is_what_the_list_shows(seed: int) -> None:
    """Only the lines that change are painted anew; whatever is done, none is missed."""
    draw = random.Random(seed)
    listing = MarkingList(lambda row: row.kind == "record", empty="nothing")

    def rows() -> tuple[Row, ...]:
        texts = (
            draw.choice(["short", "words that take more than one line", "漢字 " * 9]) for _ in range(draw.randrange(30))
        )
        return tuple(Row(key=f"row:{n}", text=text, head=draw.choice(["", "09:1"])) for n, text in enumerate(texts))

    def other_text() -> None:
        known = listing.rows
        changed = draw.randrange(len(known)) if known else 0
        listing.show(
            tuple(msgspec.structs.replace(row, lead="★ ") if n == changed else row for n, row in enumerate(known))
        )

    acts: list[Callable[[], object]] = [
        *(lambda step=step: listing.action_cursor(step) for step in (-100, -3, -1, 1, 2, 5, 100)),
        listing.toggle,
        listing.mark_all,
        lambda: listing.extend(draw.choice([-1, 1])),
        lambda: listing.show(rows()),
        other_text,
        lambda: listing.open_gap(f"row:{draw.randrange(30)}", draw.randrange(4)),
        listing.close_gap,
        listing.focus,
        lambda: listing.screen.set_focus(None),
        lambda: listing.scroll_to(y=draw.randrange(40), animate=False),
    ]

    async def act(hands: Hands) -> None:
        for _ in range(60):
            draw.choice(acts)()
            await hands.pilot.pause()
            width = listing.scrollable_content_region.width
            painted = [strip.crop(0, width) for strip in hands.app.screen._compositor.render_strips()]
            assert [strip.text.rstrip() for strip in painted] == hands.text()

    play(act, rows(), listing=listing)


def test_rows_that_come_while_the_list_is_out_of_sight_are_wrapped_when_it_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def act(hands: Hands) -> None:
        hands.listing.display = False
        await hands.pilot.pause()
        wrapped: list[Row] = []
        body = RowLayout._body
        monkeypatch.setattr(RowLayout, "_body", lambda listing, row: (wrapped.append(row), body(listing, row))[1])
        hands.listing.show(named("A", *(f"r{n}" for n in range(30))))
        hands.listing.select("r20")
        hands.listing.toggle()
        await hands.pilot.pause()
        assert wrapped == []
        hands.listing.display = True
        await hands.pilot.pause()
        assert any(line in hands.text() for line in ("▌ row r21", "│ row r21"))

    play(act, named("a"), listing=MarkingList(lambda row: row.kind == "record"))
