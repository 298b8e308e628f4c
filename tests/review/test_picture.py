"""The outage as lines of text: exact widths, nothing over anything else, everything with a time in it."""

import datetime as dt
import re
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from pm_tui.review.intervals import countable
from pm_tui.review.milestones import MANY, milestone_events, own
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.picture import NARROWEST, PARTS, draw
from pm_tui.review.scene import LANES, lanes, scene
from pm_tui.review.ticks import ticks
from pm_tui.review.vocabulary import MILESTONES, Milestone
from tests.strategies import reviews

NINE = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
DAY = 24 * 60


def at(begin: float, end: float | None = None) -> Moment:
    latest = begin if end is None else end
    return Moment(NINE + begin * MINUTE, NINE + latest * MINUTE, None, "exact" if end is None else "between")


def row(number: int, moment: Moment, *milestones: Milestone, **more: Any) -> Event:
    return Event(id=number, at=moment, text=f"Row {number}", milestones=milestones, **more)


OUTAGE = Review(
    events=(
        row(1, at(0), "started"),
        row(2, at(10), "detected"),
        row(3, at(15, 25)),
        row(4, at(20), end=at(40)),
        row(5, Moment(text="at some point")),
        row(6, Moment(NINE, NINE + 1439 * MINUTE, None, "day")),
        row(7, at(45)),
        row(8, at(90), "mitigated"),
        row(9, at(100), "resolved"),
    )
)


def lines(review: Review, width: int, *, legend: bool = True) -> list[str]:
    return ["".join(piece.text for piece in line) for line in draw(review, width, legend=legend)]


def texts(review: Review, width: int, part: str) -> list[str]:
    """The pieces of one part, without the legend; two that touch would be one piece."""
    return [piece.text for line in draw(review, width, legend=False) for piece in line if piece.part == part]


def test_at_eighty_columns_it_reads_so():
    assert [line.rstrip() for line in lines(OUTAGE, 80)] == [
        "2026-03-04 UTC · 1 h 40 min",
        "09:00 09:10   09:20   09:30   09:40   09:50   10:00   10:10   10:20   10:30",
        "┴───────┴───────┴───────┴───────┴───────┴───────┴───────┴───────┴───────┴───────",
        "████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░▄▄▄▄▄▄▄▄",
        "◆ started                                                 mitigated 80% ◆",
        "        ◆ detected 10%                                            resolved 10% ◆",
        "                                    ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 45 min ╌╌╌╌╌╌╌╌╌╌╌╌╌┤",
        "                                    •",
        "            ≈≈≈≈≈≈≈≈≈",
        "                ━━━━━━━━━━━━━━━━━",
        "█ to detect 10 min  ░ to mitigate 1 h 20 min  ▄ to resolve 10 min",
        "◆ milestone, share of the outage  ╌ gap  ≈ uncertain  ━ lasted",
        "• row (a number: several)  2 rows without a time of day",
    ]


def test_at_forty_columns_it_reads_so():
    assert [line.rstrip() for line in lines(OUTAGE, 40, legend=False)] == [
        "2026-03-04 UTC · 1 h 40 min",
        "09:00     09:30       10:00       10:30",
        "┴───────────┴───────────┴───────────┴───",
        "████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░▄▄▄▄",
        "◆ started             mitigated 80% ◆",
        "    ◆ detected 10%        resolved 10% ◆",
        "                  ├╌╌╌╌╌ 45 min ╌╌╌╌┤",
        "                  •",
        "      ≈≈≈≈≈",
        "        ━━━━━━━━━",
    ]


def test_nothing_is_drawn_without_a_time_of_day_or_room():
    assert draw(Review(), 80) == ()
    assert draw(Review(events=OUTAGE.events[4:6]), 80) == ()
    assert draw(OUTAGE, NARROWEST - 1) == ()
    assert draw(OUTAGE, NARROWEST)


def test_a_single_row_stands_in_the_middle():
    assert texts(Review(events=(row(1, at(0)),)), 41, "row") == ["•"]
    assert lines(Review(events=(row(1, at(0)),)), 41, legend=False)[-1].index("•") == 20


def test_days_before_and_after_leave_the_outage_its_size():
    history = (row(11, at(-5 * DAY)), row(12, at(-3 * DAY)), *OUTAGE.events, row(13, at(9 * DAY)))
    review = msgspec.structs.replace(OUTAGE, events=history)
    drawn = scene(review)
    assert (drawn.first, drawn.last) == (NINE - 10 * MINUTE, NINE + 110 * MINUTE)
    assert (drawn.before, drawn.after, drawn.untimed) == (2, 1, 2)
    assert "2 rows before  1 row after  2 rows without a time of day" in "  ".join(map(str.strip, lines(review, 80)))


def test_an_hour_before_does_not_hide_what_came_before():
    review = msgspec.structs.replace(OUTAGE, events=(row(11, at(-60)), *OUTAGE.events))
    assert (scene(review).first, scene(review).before) == (NINE - 60 * MINUTE, 0)


def test_a_milestone_outside_points_out_of_the_picture():
    events = (row(1, at(0), "started"), row(2, at(30), "resolved"), row(3, at(9 * DAY), "detected"))
    review = Review(events=events)
    assert any(label.endswith("detected ▸") for label in texts(review, 80, "milestone"))
    assert any("◂▸ goes on outside" in line for line in lines(review, 80))


def test_what_lasts_longer_than_the_picture_goes_on():
    monitoring = row(3, at(-5 * DAY), end=at(9 * DAY))
    review = Review(events=(row(1, at(0), "started"), row(2, at(30), "resolved"), monitoring))
    assert lines(review, 20, legend=False)[-1] == "◂" + "━" * 18 + "▸"


def test_five_lanes_are_too_many():
    bars = tuple(row(number, at(number), end=at(50)) for number in range(1, 8))
    drawn = lines(Review(events=bars), 60, legend=False)
    assert sum("━" in line for line in drawn) == LANES
    assert drawn[-1].strip() == "+3"


def test_rows_in_one_cell_are_counted():
    events = (*(row(number, at(0)) for number in range(1, 4)), *(row(number, at(50)) for number in range(4, 20)))
    assert texts(Review(events=(*events, row(20, at(99)))), 30, "row") == ["3", "+", "•"]


def test_an_uncertain_start_and_end_are_drawn_around_what_is_sure():
    lasting = row(1, at(0, 20), end=Moment(NINE + 60 * MINUTE, NINE + 79 * MINUTE, None, "between"))
    assert (
        lines(Review(events=(lasting, row(2, at(80)))), 80, legend=False)[-1].rstrip() == "≈" * 20 + "━" * 41 + "≈" * 19
    )


def test_the_axis_is_in_the_zone_of_the_review():
    berlin = msgspec.structs.replace(OUTAGE, header=Header(zone="Europe/Berlin"))
    assert lines(berlin, 40)[0].rstrip() == "2026-03-04 CET · 1 h 40 min"
    assert lines(berlin, 40)[1].split() == ["10:00", "10:30", "11:00", "11:30"]


@pytest.mark.parametrize(
    ("hours", "zone", "room", "labels"),
    [
        (0.005, "UTC", 30, ["23:00:00", "23:00:10"]),
        (1, "UTC", 30, ["23:00", "23:15", "23:30", "23:45", "03-29"]),
        (1, "Asia/Kathmandu", 30, ["04:45", "05:00", "05:15", "05:30", "05:45"]),
        (6, "Europe/Berlin", 60, ["03-29", "01:00", "03:00", "04:00", "05:00", "06:00", "07:00"]),
        (96, "Europe/Berlin", 60, ["03-29", "12:00", "03-30", "12:00", "03-31", "12:00", "04-01", "12:00", "04-02"]),
        (24 * 20, "Europe/Berlin", 40, ["03-30", "04-06", "04-13"]),
        (24 * 800, "UTC", 40, ["2027-02-01", "2028-01-31"]),
    ],
)
def test_ticks_are_round_on_the_clocks_of_the_zone(hours, zone, room, labels):
    first = dt.datetime(2026, 3, 28, 23, tzinfo=dt.UTC)  # midnight in Berlin, on the day with 23 hours
    found = [label for _, label in ticks(first, first + dt.timedelta(hours=hours), zone, room)]
    assert found == labels


def test_the_doubled_hour_is_an_hour_of_the_axis():
    first = dt.datetime(2026, 10, 24, 22, tzinfo=dt.UTC)  # midnight in Berlin, on the day with 25 hours
    found = ticks(first, first + dt.timedelta(hours=4), "Europe/Berlin", 40)
    assert [label for _, label in found] == ["10-25", "01:00", "02:00", "02:00", "03:00"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), max_size=12))
def test_lanes_keep_apart_what_overlaps_and_lose_nothing(spans):
    items = [(begin, begin + length, number) for number, (begin, length) in enumerate(spans)]
    placed, over = lanes(items)
    assert len(placed) <= LANES
    assert sorted([number for lane in placed for number in lane] + over) == list(range(len(items)))
    for lane in placed:
        taken = [cell for number in lane for cell in range(items[number][0], items[number][1] + 1)]
        assert len(taken) == len(set(taken))


minutes = st.integers(-90, 90) | st.integers(-30 * DAY, 30 * DAY)


@st.composite
def timelines(draw_from: st.DrawFn) -> Review:
    """Rows minutes or days apart, some uncertain, some with an end, the milestones anywhere."""
    events = []
    for number in range(draw_from(st.integers(1, 12))):
        begin = draw_from(minutes)
        until = draw_from(st.none() | st.integers(1, 60).map(begin.__add__))
        end = draw_from(st.none() | minutes.map(at))
        marked = draw_from(st.lists(st.sampled_from(MILESTONES), max_size=2, unique=True))
        events.append(row(number + 1, at(begin, until), *marked, end=end))
    return Review(events=tuple(events), header=Header(zone=draw_from(st.sampled_from(["UTC", "Europe/Berlin"]))))


@given(timelines() | reviews(), st.integers(NARROWEST, 200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_every_line_has_the_width_and_no_label_touches_another(review, width):
    drawn = draw(review, width)
    assert bool(drawn) == any(countable(event.at) for event in review.events)
    for line in drawn:
        assert all(cell_len(letter) == 1 for piece in line for letter in piece.text)
        assert sum(len(piece.text) for piece in line) == width
        assert {piece.part for piece in line} <= set(PARTS)
    if drawn:
        timed = {event.id for event in review.events if countable(event.at)}
        marks = {(name, event.id) for name, event in milestone_events(review).items()}
        marks |= {(name, event.id) for event in review.events for name in event.milestones if name in MANY}
        marks = {mark for mark in marks if mark[1] in timed}
        labels = texts(review, width, "milestone")
        assert len(labels) == len(marks)
        names = r"([a-z.]+|\S.*)" if own(review.events) else r"[a-z.]+"
        label_form = rf"[◆◂▸] ?{names}( \d+%)?|{names}( \d+%)? ?[◆◂▸]"
        assert all(re.fullmatch(label_form, label) for label in labels), labels
        assert len(texts(review, width, "gap")) == len(scene(review).gaps)
        ticks_line = [piece.text for piece in drawn[1] if piece.part == "axis"]
        assert all(re.fullmatch(r"\d\d:\d\d(:\d\d)?|(\d{4}-)?\d\d-\d\d", label) for label in ticks_line)


@given(timelines(), st.integers(NARROWEST, 200))
def test_drawing_twice_gives_the_same_and_the_legend_only_follows(review, width):
    drawn = draw(review, width)
    assert drawn == draw(review, width)
    assert drawn[: len(draw(review, width, legend=False))] == draw(review, width, legend=False)


def test_gaps_side_by_side_stay_apart():
    events = (row(1, at(0)), row(2, at(89)), row(3, at(126)), row(4, at(346)))
    assert [line for line in lines(Review(events=events), 10, legend=False) if "├" in line] == [
        "├╌┤       ",
        "   ├╌╌╌╌╌┤",
    ]


@given(timelines(), st.integers(14, 200))
def test_the_legend_says_all_that_is_not_drawn_in_any_width(review, width):
    legend = lines(review, width)[len(lines(review, width, legend=False)) :]
    assert " ".join(scene(review).remarks()) in " ".join(" ".join(legend).split())


def test_a_hostile_text_is_not_drawn():
    hostile = tuple(msgspec.structs.replace(event, text="\x1b[31m[red]漢字\u202e") for event in OUTAGE.events)
    assert draw(msgspec.structs.replace(OUTAGE, events=hostile), 80) == draw(OUTAGE, 80)
