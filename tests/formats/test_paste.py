from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pm_tui.formats.paste import looks_like_timeline, read_paste
from pm_tui.review import times
from pm_tui.review.eventline import EventLine
from pm_tui.review.times import Setting

SETTING = Setting(dt.datetime(2026, 3, 20, 10, 0, tzinfo=dt.UTC), "Europe/Berlin", None, dt.date(2026, 3, 14))


def read(text: str, setting: Setting = SETTING) -> list[tuple[str, str]]:
    """What a paste says: the time of each row in UTC, and its words."""
    return [(times.show(row.at, "UTC", date=True), row.text) for row in read_paste(text, setting)]


def clocks(text: str, setting: Setting = SETTING) -> list[tuple[str, str]]:
    return [(times.show(row.at, "UTC"), row.text) for row in read_paste(text, setting)]


def test_lines_a_table_and_a_heading_over_a_paragraph() -> None:
    text = """14:23 UTC - text one
| 14:29 UTC | text two |
17:19 EEST — text three

### 16:32

A paragraph
that goes on.

And another."""
    assert clocks(text) == [
        ("14:23", "text one"),
        ("14:29", "text two"),
        ("14:19", "text three"),
        ("15:32", "A paragraph that goes on.\n\nAnd another."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "14:23 x y",
        "14:23: x y",
        "14:23 - x y",
        "- 14:23 – x y",
        "* 14:23 x y",
        "• 14:23 x y",
        "3. 14:23 x y",
        "3) [14:23] x y",
        "- [x] 14:23 x y",
        "[14:23] x y",
        "(14:23) x y",
        "**14:23** x y",
        "**14:23:** x y",
        "- **[14:23]**: x y",
        "`14:23` x y",
        "_14:23_ – x y",
        "> 14:23 x y",
        "#### 14:23 x y",
        "2:23 PM x y",
        "[2:23 PM] x y",
        "2026-03-14T13:23:00Z x y",
        "[2026-03-14 14:23:00] x y",
        "14:23 | x y",
        "14:23\tx y",
        "| 14:23 | x y |",
        "| **14:23** | x y |",
        "| 1 | 14:23 | x y |",
    ],
)
def test_the_ways_a_row_is_written(line: str) -> None:
    assert read(line)[0] in {("2026-03-14 13:23", "x y"), ("2026-03-14 13:23", "1 — x y")}


def test_marks_emoji_and_links_around_the_time_keep_their_words() -> None:
    text = "**14:23 – Pager fires** and more\n🔴 14:24 red\n- :fire: 14:25 hot\n[14:26](https://a.b/c) linked"
    assert [words for _, words in read(text)] == [
        "**Pager fires** and more",
        "🔴 red",
        ":fire: hot",
        "(https://a.b/c) linked",
    ]


def test_what_goes_on_below_a_bullet_belongs_to_it() -> None:
    text = """- 14:23: first
  goes on
lazily too
- 14:25 second
    - nested without a time
    - 14:26 nested with a time
- 14:27 logs:
  ```
  14:23:05 error
    deep
  ```
- no time here

Nor here."""
    assert clocks(text) == [
        ("13:23", "first goes on lazily too"),
        ("13:25", "second\n- nested without a time"),
        ("13:26", "nested with a time"),
        ("13:27", "logs:\n```\n14:23:05 error\n  deep\n```"),
        ("?", "no time here"),
        ("?", "Nor here."),
    ]


def test_headings_with_times_as_on_mybinder() -> None:
    text = """## Timeline

All times in PST

### 2018-01-15

General trouble.

### 2018-01-17 17:14pm

- item one
- item two

~~~
2018-01-17 18:00 a log line
~~~

### 18:57 - Fixed

Deployed at
19:10 and after.

### 2X:XX (not sure)

Lost.

### 19. January, 11:00
All done."""
    assert read(text) == [
        ("2018-01-15", "General trouble."),
        ("2018-01-18 01:14", "- item one\n- item two\n\n~~~\n2018-01-17 18:00 a log line\n~~~"),
        ("2018-01-18 02:57", "Fixed\n\nDeployed at 19:10 and after."),
        ("?", "(not sure)\n\nLost."),
        ("2018-01-19 19:00", "All done."),
    ]


def test_a_table_with_date_time_who_and_more() -> None:
    text = """| Date | Time (UTC) | Who | What | Note |
|:-----|------------|:---:|------|------|
| 2026-03-14 | 23:50 | Alice, Bob | a \\| b | |
| | 23:55 | | `c` [d](https://e.f) | g |
| | 00:10 | @carol | h
| 2026-03-16 | | | all day | |"""
    rows = read_paste(text, SETTING)
    assert [(times.show(row.at, "UTC", date=True), row.text, row.actors) for row in rows] == [
        ("2026-03-14 23:50", "a | b", ("Alice", "Bob")),
        ("2026-03-14 23:55", "`c` [d](https://e.f) — g", ()),
        ("2026-03-15 00:10", "h", ("@carol",)),
        ("2026-03-16", "all day", ()),
    ]


def test_a_table_with_start_and_end() -> None:
    rows = read_paste("| Start | End | Event |\n|-|-|-|\n| 14:20 | 14:30 | x |\n| 14:40 | | y |", SETTING)
    assert [row.end and times.show(row.end, "UTC") for row in rows] == ["13:30", None]
    assert [row.text for row in rows] == ["x", "y"]


@pytest.mark.parametrize(
    "text",
    [
        "| Time | Event |\n|---|---|\n| 14:20 | x |\n| 14:25 | y |",
        "Time | Event\n--- | ---\n14:20 | x\n14:25 | y",
        "| 14:20 | x |\n| 14:25 | y |",
        "Time\tEvent\n14:20\tx\n14:25\ty",
        "+------+---+\n| Time | E |\n+======+===+\n| 14:20 | x |\n+------+---+\n| 14:25 | y |\n+------+---+",
        "| Time | Event |\n| 14:20 | x |\n\n| 14:25 | y |",
        "```\n14:20 x\n14:25 y\n```",
        "time,event\n14:20,x\n14:25,y",
        "Timeline\n========\n14:20 x\n\n---\n14:25 y",
        "14:20 x\r\n14:25 y\r\n",
        "# Timeline of events\n## Detection\n14:20 x\n## Repair\n14:25 y",
        "14:20\nx\n14:25\ny",
        "14:20\n\nx\n\n14:25\n\ny\n",
        "alice  2:20 PM\nx\nbob  2:25 PM\ny",
    ],
)
def test_headers_rules_and_titles_make_no_rows(text: str) -> None:
    assert clocks(text) == [("13:20", "x"), ("13:25", "y")]
    assert looks_like_timeline(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("All times in CET.\n14:20 x", "13:20"),
        ("(all times UTC)\n14:20 x", "14:20"),
        ("_All times EST_\n14:20 x", "19:20"),
        ("(UTC)\n14:20 x", "14:20"),
        ("**2026-03-14** _(all times UTC)_\n* **14:20** x", "14:20"),
        ("UTC times:\n14:20 x", "14:20"),
        ("## Timeline - UTC\n14:20 x", "14:20"),
        ("## Repair in PT cluster\n14:20 x", "13:20"),
        ("| Time EST | Event |\n|-|-|\n| 14:20 | x |", "19:20"),
        ("| When (America/New_York) | Event |\n|-|-|\n| 14:20 | x |", "18:20"),
        ("| Time (local) | Event |\n|-|-|\n| 14:20 | x |", "13:20"),
        ("| Time (XYZ) | Event |\n|-|-|\n| 14:20 | x |", "?"),
        ("time (UTC),event\n14:20,x", "14:20"),
        ("*All times are in Pacific Time*\n14:20 x", "21:20"),
        ("All times in Central European Time (CET)\n14:20 x", "13:20"),
        ("All times in UTC+1 (Zurich time)\n14:20 x", "13:20"),
        ("All times in CET (GMT+1)\n14:20 x", "13:20"),
        ("Time zone: America/New_York\n14:20 x", "18:20"),
        ("## Timeline (all times in UTC)\n14:20 x", "14:20"),
        ("## Timeline (UTC)\n14:20 x", "14:20"),
        ("Timeline (times are UTC)\n14:20 x", "14:20"),
        ("| Date and Time in CET | Event |\n|-|-|\n| 2026-03-14 14:20 | x |", "13:20"),
        ("| Time (UTC) | Time (CET) | Event |\n|-|-|-|\n| 14:20 | 15:20 | x |", "14:20"),
        ("| UTC | Event |\n|-|-|\n| 14:20 | x |", "14:20"),
        ("All times in UTC\n14:20 CET x", "13:20"),
        ("All times in UTC\n14:00 y\nAll times in CET\n14:20 x", "13:20"),
        ("14:10 UTC y\n14:20 x", "14:20"),
        ("All times are approximate\n14:20 x", "13:20"),
    ],
)
def test_a_zone_named_once_counts_for_what_follows(text: str, shown: str) -> None:
    assert times.show(read_paste(text, SETTING)[-1].at, "UTC") == shown


def test_a_zone_of_its_own_that_is_not_known_makes_the_times_unknown() -> None:
    rows = read_paste("All times in UC/Pacific\n### 07:30am - First report\nx\n### 07:35 UTC\ny", SETTING)
    assert [(row.at.known, row.at.text, row.text) for row in rows] == [
        (False, "07:30am", "First report x"),
        (True, "07:35 UTC", "y"),
    ]
    assert "UC/Pacific" in rows[0].problem


def test_guesses_are_marked() -> None:
    named, mixed = "14:10 UTC a\n14:20 b", "14:10 UTC a\n14:20 EET b\n14:30 c"
    assert "UTC" in read_paste(named, SETTING)[1].at.doubt
    assert "review" in read_paste(mixed, SETTING)[2].at.doubt
    assert "today" in read_paste("14:20 b", Setting(SETTING.now))[0].at.doubt
    said = read_paste("All times in PST (UTC-7)\n14:20 b", SETTING)[0].at
    assert (said.offset, bool(said.doubt)) == (-420, True)
    assert not read_paste("14:20 b", SETTING)[0].at.doubt


def test_a_line_that_is_only_a_date_counts_for_what_follows() -> None:
    text = """2026-03-13
23:50 a
00:10 b
**March 16, 2026**
- 00:05 c
### 17 March
- 08:00 d
| 2026-03-18 | |
| 09:00 | e |"""
    assert read(text, Setting(SETTING.now, "UTC")) == [
        ("2026-03-13 23:50", "a"),
        ("2026-03-14 00:10", "b"),
        ("2026-03-16 00:05", "c"),
        ("2026-03-17 08:00", "d"),
        ("2026-03-18 09:00", "e"),
    ]


@pytest.mark.parametrize("date", ["20202-01-16", "03/04/2026", "2022-05-??", "2021/22-??-??", "2026-02-30"])
def test_after_a_date_that_cannot_be_read_no_time_is_guessed(date: str) -> None:
    rows = read_paste(f"{date} 12:00 a\n12:05 b\n+5m c\n2026-03-14 13:00 d\n13:05 e", SETTING)
    assert [row.at.known for row in rows] == [False, False, False, True, True]
    assert f"{rows[0].at.text} {rows[0].text}".split() == [*f"{date} 12:00".split(), "a"]
    assert (rows[1].at.text, rows[1].text) == ("12:05", "b")


def test_a_weekday_over_rows_is_no_date() -> None:
    assert clocks("Monday:\n09:00 a\n2026-03-17\n10:00 b\nDay 2\n11:00 c") == [("?", "a"), ("09:00", "b"), ("?", "c")]


def test_what_is_no_time_stays_text() -> None:
    text = "Now all is down\n1.20 released\n10.0.0.5 timed out\n24:00 midnight"
    rows = read_paste(text, SETTING)
    assert [row.text for row in rows] == ["Now all is down", "1.20 released", "10.0.0.5 timed out", "midnight"]
    assert [row.at.text for row in rows] == ["", "", "", "24:00"]
    assert "24:00" in rows[3].problem


def test_days_ranges_and_what_was_left_open() -> None:
    text = """| Time | Event |
|---|---|
| 2026-03-04 --:-- | a |
| 2026-03-05 09:00 - 11:00 | b |
| ~2026-03-06 19:30 | c |
| 2026-03-07 10:45~ | d |
| 2026-03-08 14:?? | e |
| 2026-03-09 12:26-12:?? | f |
| 2026-03-?? ??:?? | g |
| 2026-03-10 | h |"""
    assert [(row.at.certainty, row.text) for row in read_paste(text, SETTING)] == [
        ("day", "a"),
        ("between", "b"),
        ("about", "c"),
        ("about", "d"),
        ("day", "e"),
        ("day", "f"),
        ("unknown", "g"),
        ("day", "h"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Resolved\nAll is well.\nPosted 3 days ago. Mar 14, 2026 - 14:23 UTC\nMonitoring\nA fix is in.\n"
        "Posted 3 days ago. Mar 14, 2026 - 13:50 UTC",
        "Mar 14, 2026\n\nResolved\nAll is well.\nMar 14, 14:23 UTC\n\nMonitoring\nA fix is in.\nMar 14, 13:50 UTC\n",
    ],
)
def test_on_a_status_page_the_time_stands_below(text: str) -> None:
    assert read(text) == [
        ("2026-03-14 14:23", "Resolved All is well."),
        ("2026-03-14 13:50", "Monitoring A fix is in."),
    ]


def test_people_and_links_are_noted_and_the_words_stay() -> None:
    row = read_paste("14:23 @alice saw https://a.b/c !d #deploy", SETTING)[0]
    assert row.text == "@alice saw https://a.b/c !d #deploy"
    assert (row.actors, row.links, row.milestones, row.kind) == (("alice",), ("https://a.b/c",), (), "")


@pytest.mark.parametrize("text", ["", "14:23 one line", "One sentence.\nAnother one.", "# Title\n\ntext"])
def test_other_texts_are_no_timeline(text: str) -> None:
    assert not looks_like_timeline(text)


STARTS = st.sampled_from(
    [
        "",
        "14:23 ",
        "- 14:23 ",
        "| 14:23 | ",
        "### 14:23 ",
        "14:23",
        "2026-03-14 14:23 ",
        "- ",
        "  ",
        "    - ",
        "> ",
        "```\n",
        "\n",
        "---\n",
        "[14:23] ",
        "Mar 14 14:23 UTC\n",
    ]
)
WORDS = st.lists(st.sampled_from([f"word{number}" for number in range(40)] + ["@alice", "**x**", "(y)"]), max_size=4)
LINES = st.builds(lambda start, words: start + " ".join(words), STARTS, WORDS)


def words_of(rows: tuple[EventLine, ...]) -> list[str]:
    return re.findall(r"word\d+", " ".join(f"{row.at.text} {row.text} {' '.join(row.actors)}" for row in rows))


@given(st.lists(LINES, max_size=12).map("\n".join))
@example("| a | b |\n|---|---|\n| 14:23 | word1 |")
def test_no_word_of_a_row_is_lost_or_told_twice(text: str) -> None:
    assert sorted(words_of(read_paste(text, SETTING))) == sorted(re.findall(r"word\d+", text))


MESSY = st.text(alphabet="0123456789:-/.|#*>~` \t\n+?()[]UTCamp,tDateime", max_size=80) | st.text(max_size=60)


@given(MESSY)
def test_any_text_is_read(text: str) -> None:
    for row in read_paste(text, SETTING):
        assert row.at.known or row.at.certainty == "unknown"


@pytest.mark.parametrize("line", ["|" * 50_000, "|word1" * 20_000, "word1\t" * 20_000])
def test_a_line_of_very_many_cells_is_read_whole(line):
    rows = read_paste(f"{line}\n{line}", Setting(dt.datetime(2026, 3, 9, tzinfo=dt.UTC), "UTC"))
    assert len(words_of(rows)) == 2 * line.count("word1")
