"""Text that would act on the terminal, be read as markup or turn the reading direction stays text, wherever it is."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import typing
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from textual import events

from benchmarks.hostile import lines, texts
from pm_tui.review.fields import FIELDS
from pm_tui.review.gathering import Attendee
from pm_tui.review.model import SINGLES, TABLES, Draft, Header, Moment, Review, SetAside
from pm_tui.review.response import QUESTIONS
from pm_tui.settings import Notice
from pm_tui.text import clean
from pm_tui.ui.pasting import PasteParser
from pm_tui.ui.widgets.prose_field import ProseField
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp, key_event, play
from tests.ui.screen_text import controls_in

HOSTILE = "a[/b] [@click=app.quit]x[/] \x1b]52;c;ZXZpbA==\x07 \u202edcba\u2069 \x9b2J"
MARKUP = "a[/b] [@click=app.quit]x[/]"
TYPED = f"{MARKUP}\u202e\x9b"
SHORT = "[@a=b][/]\u202e\x9b"


OTHERS = [text[:200] for text in texts(lines()) if text.isprintable() or len(text) < 80]
"""Others of the kind (tests/bad_inputs.json); very long ones have tests of their own."""


def assert_harmless(app: WatchedApp) -> None:
    assert app.frames
    for frame in app.frames:
        assert not controls_in(frame), frame
    assert app.links == []


# --- a review in which everything that can be hostile is


_others = itertools.cycle(OTHERS)


def _hostile(field: msgspec.structs.FieldInfo) -> object:
    if field.name in ("rank", "extra", "id"):
        return msgspec.UNSET
    choices = typing.get_args(field.type)
    if field.type is str:
        return f"{MARKUP} {next(_others)}"
    if field.type is Moment or Moment in choices:
        return Moment(text=HOSTILE, doubt=next(_others))
    if field.type == tuple[str, ...]:
        return (HOSTILE, next(_others))
    if field.type == tuple[Attendee, ...]:
        return (Attendee(HOSTILE, HOSTILE),)
    return msgspec.UNSET


def _filled(kind: type[msgspec.Struct]) -> dict[str, object]:
    values = {field.name: _hostile(field) for field in msgspec.structs.fields(kind)}
    return {name: value for name, value in values.items() if value is not msgspec.UNSET}


def _hostile_review() -> Review:
    tables: dict[str, typing.Any] = {}
    for number, (name, kind) in enumerate(TABLES.items(), 1):
        tables[name] = (kind(id=number, rank="V", **_filled(kind)),)
    tables["lessons"] = tuple(
        msgspec.structs.replace(tables["lessons"][0], id=100 + n, kind=kind)
        for n, kind in enumerate(("well", "poorly", "lucky", "surprise"))
    )
    tables["answers"] += (msgspec.structs.replace(tables["answers"][0], id=110, prompt="", state="parked"),)
    tables["evidence"] = (msgspec.structs.replace(tables["evidence"][0], about=1),)
    tables["accounts"] = (msgspec.structs.replace(tables["accounts"][0], about=1),)
    ids = {name: rows[0].id for name, rows in tables.items()}
    places = [f"{table}:{ids[table]}:{field.name}" for table in ids if table in FIELDS for field in FIELDS[table]]
    places += [f"{table}:{field.name}" for table in SINGLES for field in FIELDS.get(table, ())]
    places += [f"response:{question.key}" for question in QUESTIONS] + ["prompt:poorly:101"]
    drafts = tuple(Draft(id=1000 + n, rank="V", place=place, text=HOSTILE) for n, place in enumerate(places))
    singles = {name: kind(**_filled(kind)) for name, kind in SINGLES.items()}
    aside = (SetAside(table="events", key="7", raw={HOSTILE: HOSTILE}, reason=HOSTILE),)
    whole = {**tables, **singles, "drafts": drafts, "set_aside": aside}
    return msgspec.structs.replace(Review(**whole), header=_header(singles["header"]))


def _header(header: typing.Any) -> Header:
    known: Header = msgspec.structs.replace(header, zone="UTC", date=dt.date(2026, 3, 14))
    return known


PANES = ["f2", "f3", "f4", "f5", "f6"]


@pytest.mark.parametrize(("size", "steps"), [((100, 80), []), ((40, 12), ["end", "home", "down", "enter", "escape"])])
def test_a_loaded_file_is_harmless_in_every_field(tmp_path: Path, size: tuple[int, int], steps: list[str]) -> None:
    notices = (Notice(tmp_path / HOSTILE, 3, HOSTILE, HOSTILE),)

    async def act(player: Player) -> None:
        for pane in (player.screen.pane(name) for name in ("timeline", "whys", "actions", "summary")):
            pane.open_details = frozenset(range(1, 200))
            pane.redraw()
        for key in PANES:
            await player.press(key)
            player.sees("[@click")
            await player.press(*steps)
        await player.press("f7", "pagedown", "f9", "end", "escape", "f12")
        player.sees("[@click")

    assert_harmless(
        play(
            tmp_path,
            act,
            _hostile_review(),
            size=size,
            watching=True,
            notices=notices,
            name="a[b] \u202e\x1b]x\x9b.json",
        )
    )


# --- typed and pasted


async def _write_everywhere(player: Player, pane_name: str, places: list[str]) -> None:
    """Paste into each of these places, and leave it; what was there is replaced. Every third time all is drawn."""
    pane = player.pane(pane_name)
    for number, place in enumerate(places):
        pane.edit(place)
        assert pane.editing, place
        field = pane.editor.field
        field.select_span(0, len(field.text))
        assert await field.take(events.Paste(HOSTILE)), place
        assert field.text == clean(HOSTILE), place
        if number % 3 == 0:
            await player.settle()
    await player.settle()


WHERE = {
    "header": "summary",
    "impact": "summary",
    "meeting": "summary",
    "meetings": "meeting",
    "notes": "prompts",
    "verdicts": "meeting",
    "events": "timeline",
    "accounts": "timeline",
    "evidence": "timeline",
    "whys": "whys",
    "actions": "actions",
    "lessons": "summary",
    "questions": "summary",
    "answers": "prompts",
    "kept": "summary",
}
KEYS = {"timeline": "f2", "whys": "f3", "actions": "f4", "summary": "f5"}


def test_every_table_is_tried() -> None:
    assert set(WHERE) == set(FIELDS)


def test_what_is_pasted_is_harmless_in_every_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All panes in one run. Notices of what was replaced take long to draw, and have a test of their own."""
    monkeypatch.setattr(ProseField, "_tell_of_cleaning", lambda *_: None)
    about = {"evidence": {"about": 1, "text": "log"}, "accounts": {"about": 1}}
    about |= {"answers": {"prompt": "interval:detected", "text": "x"}, "notes": {"prompt": "interval:detected"}}
    ids = {table: 500 + number for number, table in enumerate(FIELDS) if table in TABLES}
    rows = {table: (TABLES[table](id=ids[table], rank="z", **about.get(table, {})),) for table in ids}  # type: ignore[arg-type]
    rows["events"] = (*OUTAGE.events, *rows["events"])
    review = msgspec.structs.replace(OUTAGE, **rows)  # type: ignore[arg-type]

    async def act(player: Player) -> None:
        for name in dict.fromkeys(WHERE.values()):
            pane = player.pane(name)
            pane.open_details = frozenset({1, *ids.values()})
            await player.press(KEYS.get(name, "f6"))
            pane.redraw()
            tables = [table for table in FIELDS if WHERE[table] == name]
            places = [(table, field.name) for table in tables for field in FIELDS[table]]
            named = [f"{table}:{ids[table]}:{field}" if table in ids else f"{table}:{field}" for table, field in places]
            await _write_everywhere(player, name, named)
            await player.press("escape")
        await player.press("f9", "escape")

    assert_harmless(play(tmp_path, act, review, watching=True, size=(60, 16)))


def test_answers_and_response_are_harmless(at_screen: Callable[..., WatchedApp]) -> None:
    async def act(player: Player) -> None:
        await player.type(TYPED)
        player.sees(MARKUP)
        await player.press("enter")
        await player.paste(HOSTILE)
        await player.press("enter")
        await player.paste(f"{HOSTILE}\n{HOSTILE}")
        await player.paste(HOSTILE)
        await player.press("ctrl+t", "ctrl+t")
        await player.press("f7")
        await player.type(SHORT)
        await player.press("ctrl+l")
        await player.type(SHORT)
        await player.press("ctrl+g")
        assert [answer.text for answer in player.review.answers][:2] == [clean(TYPED), clean(HOSTILE)]
        assert player.review.actions[0].title == clean(HOSTILE)
        await player.press("f5")
        await _write_everywhere(player, "summary", [f"response:{question.key}" for question in QUESTIONS[::9]])

    assert_harmless(at_screen(act, OUTAGE, watching=True, size=(80, 24)))


def _as_sent(text: str) -> list[events.Event]:
    return [event for event in PasteParser().feed(text) if isinstance(event, events.Key | events.Paste)]


def test_a_paste_with_escapes_in_it_runs_no_command(at_screen: Callable[..., WatchedApp]) -> None:
    """Lists have commands on letters; the timeline shows what it would take, and every other list takes nothing."""

    async def act(player: Player) -> None:
        for where in ("f2", "f3", "f4", "f5", "f6", "f7"):
            await player.press(where)
            for message in _as_sent(f"\x1b[200~{HOSTILE} ddd\x1b[201~sss\x1b[24~q\r\x1b[201~"):
                player.app.post_message(message)
            await player.settle()
            assert player.app.session
            if where == "f2":
                await player.press("escape")
            assert player.review.events == OUTAGE.events
            assert (player.review == OUTAGE) == (where != "f7")
        assert clean(f"{HOSTILE} ddd\x1b[201~sss\x1b[24~q") in player.review.drafts[0].text

    assert_harmless(at_screen(act, OUTAGE, watching=True, size=(80, 24)))


def test_a_paste_into_the_timeline_is_harmless(at_screen: Callable[..., WatchedApp]) -> None:
    async def act(player: Player) -> None:
        await player.press("f2")
        await player.paste(f"09:40 {HOSTILE}\n09:41 {HOSTILE} @{HOSTILE} https://x.org/\x1b]52;c;x\x07\n| {HOSTILE} |")
        player.sees("a[/b]")
        await player.press("enter")
        assert len(player.review.events) > 5
        player.sees(MARKUP)

    assert_harmless(at_screen(act, OUTAGE, watching=True))


# --- around the review


def test_the_library_is_harmless(tmp_path: Path) -> None:
    titled = Review(header=Header(title=HOSTILE, severity=HOSTILE))

    async def act(player: Player) -> None:
        broken = tmp_path / "a[b] \u202e\x1b]52;c;x\x07 broken.json"
        broken.write_text(f'{{"header": {{"1": "{MARKUP}\u202e"', encoding="utf-8")
        shutil.copy(tmp_path / "review.json", tmp_path / f"copy {MARKUP.replace('/', '')} \x9b.json")
        await player.press("f12")
        player.sees(MARKUP, "cannot be read")
        for _ in range(3):
            await player.press("down", "enter")
            await player.press("f12")
        await player.press("slash")
        await player.type(SHORT)
        await player.press("escape", "n")
        await player.paste(HOSTILE)
        await player.press("enter")
        await player.paste(HOSTILE)
        await player.press("enter")
        assert player.review.header.title == clean(HOSTILE)
        assert player.review.header.because
        await player.press("f12", "home", "d")
        player.app.clear_notifications()
        await player.press("ctrl+z")
        player.sees("is back")

    assert_harmless(play(tmp_path, act, titled, watching=True))


def test_keys_are_events_of_one_character() -> None:
    assert [key_event(letter).character for letter in TYPED] == list(TYPED)
