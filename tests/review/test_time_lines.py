"""Which beginning of a line is its time."""

from __future__ import annotations

import pytest

from pm_tui.review import times
from pm_tui.review.times import TimeUnread
from tests.review.test_times import SETTING


@pytest.mark.parametrize(
    ("line", "raw", "rest"),
    [
        ("14:23 Pager fires", "14:23", "Pager fires"),
        ("14:23 UTC - Pager fires", "14:23 UTC", "Pager fires"),
        ("09:19 EEST — text", "09:19 EEST", "text"),
        ("14:23: text", "14:23", "text"),
        ("14:23 UTC - 5 pods fail", "14:23 UTC", "5 pods fail"),
        ("14:23 UTC -5 % of requests", "14:23 UTC", "-5 % of requests"),
        ("14:23-text", "14:23", "text"),
        ("14:23 UTC-text", "14:23 UTC", "text"),
        ("14:23 UTC+05:30 text", "14:23 UTC+05:30", "text"),
        ("09:00 UTC-15:00 text", "09:00 UTC-15:00", "text"),
        ("14:23 EST-based team", "14:23", "EST-based team"),
        ("14:23 UTC+5:30: text", "14:23 UTC+5:30", "text"),
        ("14:23:05-05:00: text", "14:23:05-05:00", "text"),
        ("14:23:05 text", "14:23:05", "text"),
        ("14:23 -5 % of requests", "14:23", "-5 % of requests"),
        ("14:23 +1000 users", "14:23", "+1000 users"),
        ("14:23 CAT 5 cable unplugged", "14:23", "CAT 5 cable unplugged"),
        ("14:23 GET /health fails", "14:23", "GET /health fails"),
        ("14:23 - 5pm deadline missed", "14:23", "5pm deadline missed"),
        ("14:23 - 14:20 was a false alarm", "14:23", "14:20 was a false alarm"),
        ("14:23 - 14:25 rolled back", "14:23 - 14:25", "rolled back"),
        ("22:52 (maybe earlier?)", "22:52", "(maybe earlier?)"),
        ("07:30am - First report", "07:30am", "First report"),
        ("2026-03-14 Freeze begins", "2026-03-14", "Freeze begins"),
        ("? who paged", "?", "who paged"),
        ("14:?? scaled down", "14:??", "scaled down"),
        ("09:30 long queues at the checkout", "09:30", "long queues at the checkout"),
        ("14:23 later that day the pager fires", "14:23", "later that day the pager fires"),
        ("2026-03-14 00:30 long queues", "2026-03-14 00:30", "long queues"),
        ("14:23", "14:23", ""),
    ],
)
def test_a_line_is_split_into_time_and_words(line: str, raw: str, rest: str) -> None:
    read = times.split(line, SETTING)
    assert read is not None
    assert (read[0].at.text, read[1]) == (raw, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Pager fires",
        "10.0.0.5 timed out",
        "1.20 released",
        "2026 was long",
        "5 pods died",
        "1:1 with the vendor",
        "+1 from us",
        "March 5 servers",
        "nowhere",
        "~5 pods",
        "10/12 pods ready",
        "2026-03-14-backup.sql is gone",
        "May be a deploy",
        "",
    ],
)
def test_words_are_no_time(line: str) -> None:
    assert times.split(line, SETTING) is None


@pytest.mark.parametrize(
    "line",
    ["00:14:02 h of downtime", "00:45 of downtime", "1:30 later it came back", "2:15 h long", "00:20 long outage"],
)
def test_a_span_of_time_is_no_time_of_day(line: str) -> None:
    with pytest.raises(TimeUnread):
        times.split(line, SETTING)


def test_a_broken_time_at_the_start_of_a_line_is_said() -> None:
    with pytest.raises(TimeUnread) as refused:
        times.split("25:10 Pager fires", SETTING)
    assert refused.value.raw == "25:10"
