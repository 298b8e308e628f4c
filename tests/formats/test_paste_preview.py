from __future__ import annotations

import datetime as dt

import pytest

from pm_tui.formats import paste
from pm_tui.review import times
from pm_tui.review.model import Event
from pm_tui.review.times import Setting

NOW = dt.datetime(2026, 3, 5, 12, 0, tzinfo=dt.UTC)
SETTING = Setting(NOW, "Europe/Berlin", None, dt.date(2026, 3, 4))
CHAT = "Amara  09:14\nCheckout fails\nBob  09:15\non it\n:eyes: 2\nBob  09:20\nrolled back (edited)\n"


def clocks(read: paste.Paste) -> list[str]:
    return [times.show(row.line.at, "UTC", date=True) for row in read.rows]


def events_of(read: paste.Paste) -> list[Event]:
    kept = [row.line for row in read.rows if row.keep]
    return [Event(id=number, at=line.at, end=line.end, text=line.text) for number, line in enumerate(kept, 1)]


def test_a_row_says_where_it_came_from() -> None:
    read = paste.read(CHAT, SETTING)
    assert [(row.author, row.keep, row.source) for row in read.rows] == [
        ("Amara", True, "Amara  09:14\nCheckout fails"),
        ("Bob", True, "Bob  09:15\non it"),
        ("", False, ":eyes: 2"),
        ("Bob", True, "Bob  09:20\nrolled back (edited)"),
    ]
    assert read.rows[0].line.actors == ("Amara",)


@pytest.mark.parametrize(
    ("text", "zone", "date"),
    [
        ("09:14 x\n09:15 y", True, True),
        ("09:14 UTC x\n09:15 UTC y", False, True),
        ("2026-03-04 09:14 x\n09:15 y", True, False),
        ("2026-03-04T09:14Z x", False, False),
        ("All times in CET\n2026-03-04\n09:14 x", False, False),
        ("| Time (UTC) | Event |\n|-|-|\n| 2026-03-04 09:14 | x |", False, False),
        ("no time at all", False, False),
        ("March 4th\n09:14 UTC x", False, True),
    ],
)
def test_what_was_assumed_is_said(text: str, zone: bool, date: bool) -> None:
    read = paste.read(text, SETTING)
    assert (read.assumed_zone, read.assumed_date) == (zone, date)
    assert (read.zone, read.date) == ("Europe/Berlin", dt.date(2026, 3, 4))


def test_the_form_is_named() -> None:
    forms = ["x  09:14\n", "09:14 x\n", "Time,Event\n09:14,x\n", "Resolved\nAll is well\nMar 4, 09:14 UTC\n"]
    assert [paste.read(text, SETTING).form for text in forms] == ["lines", "lines", "table", "status page"]
    assert [paste.read(text, SETTING).form for text in [CHAT, "Amara Okafor — Today at 9:14 AM\nx"]] == [
        "chat",
        "Discord",
    ]


def test_a_row_is_dropped_and_kept_again() -> None:
    read = paste.read(CHAT, SETTING)
    dropped = paste.toggle(read, 0)
    assert not dropped.rows[0].keep
    assert "Checkout fails" in paste.dropped_source(dropped)
    assert paste.toggle(dropped, 0) == read
    with pytest.raises(IndexError):
        paste.toggle(read, 9)


def test_a_row_joins_the_row_above_with_words_people_and_source() -> None:
    read = paste.join_up(paste.read(CHAT, SETTING), 1)
    assert read.rows[0].line.text == "Checkout fails\non it"
    assert read.rows[0].line.actors == ("Amara", "Bob")
    assert read.rows[0].source == "Amara  09:14\nCheckout fails\nBob  09:15\non it"
    assert len(read.rows) == 3
    assert paste.join_up(read, 0) == read


def test_another_zone_and_date_move_what_did_not_write_its_own_and_keep_the_choices() -> None:
    text = f"{CHAT}2026-03-01\nCarol  10:00 UTC\nz\n"
    read = paste.join_up(paste.toggle(paste.toggle(paste.read(text, SETTING), 0), 2), 2)
    moved = paste.assume(read, text, zone="America/New_York")
    assert clocks(read) == ["2026-03-04 08:14", "2026-03-04 08:15", "2026-03-04 08:20", "2026-03-01 10:00"]
    assert clocks(moved) == ["2026-03-04 14:14", "2026-03-04 14:15", "2026-03-04 14:20", "2026-03-01 10:00"]
    again = paste.assume(moved, text, date=dt.date(2026, 2, 27))
    assert clocks(again) == ["2026-02-27 14:14", "2026-02-27 14:15", "2026-02-27 14:20", "2026-03-01 10:00"]
    for other in (moved, again):
        assert [(row.keep, row.source) for row in other.rows] == [(row.keep, row.source) for row in read.rows]
    assert (again.zone, again.date) == ("America/New_York", dt.date(2026, 2, 27))
    assert all(row.line.at.offset is not None for row in moved.rows if row.line.at.known)
    back = paste.assume(again, text, zone="Europe/Berlin", date=dt.date(2026, 3, 4))
    assert clocks(back) == clocks(read)


def test_a_zone_that_was_chosen_stands_against_a_title_that_nobody_can_read() -> None:
    text = "All times in UC/Pacific\n09:14 x\n09:15 UTC y"
    read = paste.read(text, SETTING)
    assert clocks(read) == ["?", "2026-03-04 09:15"]
    assert clocks(paste.assume(read, text, zone="America/Los_Angeles")) == ["2026-03-04 17:14", "2026-03-04 09:15"]


def test_what_is_not_told_stays_as_a_source() -> None:
    read = paste.read(f"Today\n{CHAT}", SETTING)
    assert paste.dropped_source(read) == "Today\n:eyes: 2\nrolled back (edited)"
    assert paste.dropped_source(paste.read("09:14 x\n09:15 y", SETTING)) == ""


@pytest.mark.parametrize(
    "text",
    [
        CHAT,
        "23:50 a\n00:10 b\n08:00 c",
        "2026-03-04 23:50 UTC a\n2026-03-04 23:50 UTC a\nno time\n??:?? later",
        "1772615642 a\n",
    ],
)
def test_the_same_twice_adds_nothing_twice(text: str) -> None:
    first = paste.read(text, SETTING)
    events = events_of(first)
    assert paste.known_already(first, []) == frozenset()
    below = Setting(NOW, "Europe/Berlin", times.known_above(events, len(events)), dt.date(2026, 3, 4))
    again = paste.read(text, below)
    assert paste.known_already(again, events) >= {index for index, row in enumerate(again.rows) if row.keep}


def test_only_as_many_as_there_are_count_as_known() -> None:
    read = paste.read("2026-03-04 09:14 a\n2026-03-04 09:14 a\n2026-03-05 09:14 a\n2026-03-04 09:14 b", SETTING)
    assert paste.known_already(read, events_of(read)[:1]) == {0}
