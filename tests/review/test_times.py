from __future__ import annotations

import datetime as dt

import pytest

from pm_tui.review import times
from pm_tui.review.model import Moment
from pm_tui.review.times import Setting, TimeUnread

BERLIN = "Europe/Berlin"
NOW = dt.datetime(2026, 3, 20, 10, 0, 30, 5, tzinfo=dt.UTC)
SETTING = Setting(NOW, BERLIN, None, dt.date(2026, 3, 14))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def exact(text: str) -> Moment:
    return Moment(utc(text), utc(text), None, "exact", text)


def under(above: str, zone: str = BERLIN) -> Setting:
    return Setting(NOW, zone, exact(above))


@pytest.mark.parametrize(
    ("text", "instant", "offset"),
    [
        ("14:23", "2026-03-14T13:23", None),
        ("9:05", "2026-03-14T08:05", None),
        ("14:23:05", "2026-03-14T13:23:05", None),
        ("14:23:05,123", "2026-03-14T13:23:05.123", None),
        ("14:23 UTC", "2026-03-14T14:23", 0),
        ("14:23UTC", "2026-03-14T14:23", 0),
        ("14:23 (UTC)", "2026-03-14T14:23", 0),
        ("14:23Z", "2026-03-14T14:23", 0),
        ("14.23 UTC", "2026-03-14T14:23", 0),
        ("09:19 EEST", "2026-03-14T06:19", 180),
        ("14:23 utc", "2026-03-14T14:23", 0),
        ("14:23 UTC+5:30", "2026-03-14T08:53", 330),
        ("14:23 GMT-7", "2026-03-14T21:23", -420),
        ("14:23+01:00", "2026-03-14T13:23", 60),
        ("14:23\u202fpm", "2026-03-14T13:23", None),
        ("14:23 Asia/Kathmandu", "2026-03-14T08:38", 345),
        ("2:23 pm", "2026-03-14T13:23", None),
        ("2:23 p.m.", "2026-03-14T13:23", None),
        ("2:23 PM PST", "2026-03-14T22:23", -480),
        ("2pm ET", "2026-03-14T18:00", -240),
        ("14:23 New York time", "2026-03-14T18:23", -240),
        ("noon", "2026-03-14T11:00", None),
        ("2026-03-13 noon UTC", "2026-03-13T12:00", 0),
        ("1423Z", "2026-03-14T14:23", 0),
        ("1423 UTC", "2026-03-14T14:23", 0),
        ("20260313T1423Z", "2026-03-13T14:23", 0),
        ("20260313T142305+01:00", "2026-03-13T13:23:05", 60),
        ("14h23", "2026-03-14T13:23", None),
        ("12:30 am", "2026-03-13T23:30", None),
        ("12:00 pm", "2026-03-14T11:00", None),
        ("17:14pm", "2026-03-14T16:14", None),
        ("2026-07-01 12:00 CET", "2026-07-01T11:00", 60),
        ("2026-07-01 12:00 PST/PDT", "2026-07-01T19:00", -420),
        ("2026-03-14 14:23 +0100", "2026-03-14T13:23", 60),
        ("2026-03-14 14:23 -0500", "2026-03-14T19:23", -300),
        ("14:23, UTC", "2026-03-14T14:23", 0),
        ("14:23 (UTC +1)", "2026-03-14T13:23", 60),
        ("Sat Mar 14 14:23:05 UTC 2020", "2020-03-14T14:23:05", 0),
        ("2026-07-01 12:00 PT", "2026-07-01T19:00", -420),
        ("2026-03-14 14:23:05+01:00", "2026-03-14T13:23:05", 60),
        ("2026-03-14 14:23:05 -0500", "2026-03-14T19:23:05", -300),
        ("2026-03-14 14:23 +01:00", "2026-03-14T13:23", 60),
        ("2026-03-14 14:23-05:00", "2026-03-14T19:23", -300),
        ("2026-03-14T03:20-05:00", "2026-03-14T08:20", -300),
        ("2026-03-14T14:23:05.123Z", "2026-03-14T14:23:05.123", 0),
        ("2021-12-10   15:40", "2021-12-10T14:40", None),
        ("2026/03/14 14:23", "2026-03-14T13:23", None),
        ("14/03/2026 14:23", "2026-03-14T13:23", None),
        ("03/14/2026, 2:23 PM", "2026-03-14T13:23", None),
        ("14.03.2026 14:23 Uhr", "2026-03-14T13:23", None),
        ("14/Mar/2026:14:23:05 +0000", "2026-03-14T14:23:05", 0),
        ("Mar 14, 2026 14:23", "2026-03-14T13:23", None),
        ("Mar 14, 2026 - 14:23 UTC", "2026-03-14T14:23", 0),
        ("14 March 2026 14:23 UTC", "2026-03-14T14:23", 0),
        ("Saturday, March 14th, 2026 at 2:23 PM", "2026-03-14T13:23", None),
        ("Sep 27 2017 13:06", "2017-09-27T11:06", None),
        ("Mar 12, 14:23 UTC", "2026-03-12T14:23", 0),
        ("19. February, 11:00", "2026-02-19T10:00", None),
        ("14:23 UTC on 13 March 2026", "2026-03-13T14:23", 0),
        ("14:23 2026-03-13", "2026-03-13T13:23", None),
        ("now", "2026-03-20T10:00:30", None),
    ],
)
def test_an_exact_time_is_read(text: str, instant: str, offset: int | None) -> None:
    zone = BERLIN if offset is None and text != "now" else ""
    at = times.read(f" {text} ", SETTING).at
    assert at == Moment(utc(instant), utc(instant), offset, "exact", text, zone=zone, day=at.day)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "certainty"),
    [
        ("~14:20", "2026-03-14T13:15", "2026-03-14T13:25", "about"),
        ("14:20~", "2026-03-14T13:15", "2026-03-14T13:25", "about"),
        ("ca. 14:20", "2026-03-14T13:15", "2026-03-14T13:25", "about"),
        ("14:20~ UTC", "2026-03-14T14:15", "2026-03-14T14:25", "about"),
        ("~2026-03-12 19:30", "2026-03-12T18:25", "2026-03-12T18:35", "about"),
        ("14:20-14:30", "2026-03-14T13:20", "2026-03-14T13:30", "between"),
        ("14:20–14:30", "2026-03-14T13:20", "2026-03-14T13:30", "between"),
        ("14:20 - 14:30 UTC", "2026-03-14T14:20", "2026-03-14T14:30", "between"),
        ("14:20 UTC – 14:30", "2026-03-14T14:20", "2026-03-14T14:30", "between"),
        ("2026-10-06 09:00 - 11:00", "2026-10-06T07:00", "2026-10-06T09:00", "between"),
        ("23:50-00:10", "2026-03-14T22:50", "2026-03-14T23:10", "between"),
        ("2:15-2:30 pm", "2026-03-14T13:15", "2026-03-14T13:30", "between"),
        ("11:30-12:15pm", "2026-03-14T10:30", "2026-03-14T11:15", "between"),
        ("2026-03-14 22:00 - 2026-03-16 03:00", "2026-03-14T21:00", "2026-03-16T02:00", "between"),
        ("2026-03-14", "2026-03-13T23:00", "2026-03-14T22:59:59.999999", "day"),
        ("2026-03-04 --:--", "2026-03-03T23:00", "2026-03-04T22:59:59.999999", "day"),
        ("2026-03-13 14:??", "2026-03-12T23:00", "2026-03-13T22:59:59.999999", "day"),
        ("2026-03-13 12:26-12:??", "2026-03-12T23:00", "2026-03-13T22:59:59.999999", "day"),
        ("2026-03-13 HH:mm", "2026-03-12T23:00", "2026-03-13T22:59:59.999999", "day"),
        ("2026-03-29", "2026-03-28T23:00", "2026-03-29T21:59:59.999999", "day"),
        ("2026-03-12 - 2026-03-13", "2026-03-11T23:00", "2026-03-13T22:59:59.999999", "between"),
    ],
)
def test_an_uncertain_time_keeps_how_sure_it_is(text: str, earliest: str, latest: str, certainty: str) -> None:
    at = times.read(text, SETTING).at
    assert (at.earliest, at.latest, at.certainty, at.text) == (utc(earliest), utc(latest), certainty, text)


@pytest.mark.parametrize(
    "text",
    ["?", "??", "??:??", "2X:XX", "14:??", "2022-05-?? HH:mm", "2021/22-??-?? HH:mm", "20xx-MM-DD HH:mm", "unknown"],
)
def test_what_was_left_open_is_unknown_and_keeps_its_text(text: str) -> None:
    assert times.read(text, SETTING) == times.Span(Moment(text=text))


@pytest.mark.parametrize("text", ["14:20..14:30", "14:20 … 14:30", "14:20 to 14:30", "14:20 → 14:30"])
def test_from_to_is_an_end_and_no_doubt(text: str) -> None:
    span = times.read(text, SETTING)
    assert (span.at.certainty, span.at.earliest, span.at.latest) == ("exact", *[utc("2026-03-14T13:20")] * 2)
    assert span.end is not None
    assert span.end.earliest == span.end.latest == utc("2026-03-14T13:30")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("24:00", "No clock shows “24:00”"),
        ("14:61", "No clock shows “14:61”"),
        ("0:30 pm", "No clock shows “0:30 pm”"),
        ("29/02/2026", "no day “29/02/2026”"),
        ("2026-02-30 10:00", "no day “2026-02-30”"),
        ("03/04/2026 10:00", "could be two days"),
        ("0000-00-00", "not in the years"),
        ("9999-12-31T23:59Z", "not in the years"),
        ("20202-01-16 12:00", "“20202-01-16 12:00” is not a time"),
        ("\u0661\u0662:\u0663\u0660", "is not a time"),
        ("14:23+25:00", "No place on Earth is at “+25:00”"),
        ("14:23 UTC-13", "No place on Earth is at “UTC-13”"),
        ("14:20-05:00", "ends before it begins"),
        ("14:20-14:10", "ends before it begins"),
        ("2026-03-14 10:00 - 2026-03-13 11:00", "ends before it begins"),
        ("14:20-24:00", "No clock shows “24:00”"),
        ("+12m", "row above"),
        ("Dec 1, 14:23", "The year is missing"),
        ("14.23", "is not a time"),
        ("14:23foo", "is not a time"),
        ("14:23 later", "is not a time"),
        ("3/14 14:23", "is not a time"),
        ("soon", "is not a time"),
        ("", "is not a time"),
    ],
)
def test_what_is_no_time_is_refused_with_an_example(text: str, says: str) -> None:
    with pytest.raises(TimeUnread, match="for example 14:23") as refused:
        times.read(text, SETTING)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "above", "instant"),
    [
        ("14:23", "2026-03-10T13:00", "2026-03-10T13:23"),  # the day of the row above
        ("00:10", "2026-03-10T22:50", "2026-03-10T23:10"),  # 23:50, then 00:10: the next day
        ("10:00", "2026-03-10T21:00", "2026-03-10T09:00"),  # back by exactly 12 hours: kept
        ("09:59", "2026-03-10T21:00", "2026-03-11T08:59"),
        ("23:55", "2026-03-10T23:10", "2026-03-11T22:55"),  # the row above is 00:10 of the 11th
        ("22:55 UTC", "2026-03-10T22:50", "2026-03-10T22:55"),
        ("23:05 UTC", "2026-03-10T23:00", "2026-03-10T23:05"),  # 00:00 in Berlin, still the 10th in UTC
        ("+12m", "2026-03-10T22:50", "2026-03-10T23:02"),
        ("+1h30m", "2026-03-10T22:50", "2026-03-11T00:20"),
        ("+90s", "2026-03-10T22:50", "2026-03-10T22:51:30"),
    ],
)
def test_a_missing_date_comes_from_the_row_above(text: str, above: str, instant: str) -> None:
    assert times.read(text, under(above)).at.earliest == utc(instant)


def test_the_row_above_may_be_a_day_or_about() -> None:
    day = times.read("2026-03-10", SETTING).at
    assert times.read("00:30 UTC", Setting(NOW, BERLIN, day)).at.earliest == utc("2026-03-10T00:30")
    about = times.read("~2026-03-10 00:02", SETTING).at
    assert times.read("13:00", Setting(NOW, BERLIN, about)).at.earliest == utc("2026-03-10T12:00")
    later = times.read("+10m", Setting(NOW, BERLIN, about)).at
    assert (later.earliest, later.certainty) == (utc("2026-03-09T23:07"), "about")
    with pytest.raises(TimeUnread, match="row above"):
        times.read("+10m", Setting(NOW, BERLIN, day))


def test_without_row_or_date_it_is_today_in_the_zone() -> None:
    late = dt.datetime(2026, 3, 20, 23, 30, tzinfo=dt.UTC)
    assert times.read("00:15", Setting(late, BERLIN)).at.earliest == utc("2026-03-20T23:15")


def test_the_doubled_hour_takes_the_earlier_and_says_so() -> None:
    at = times.read("2026-10-25 02:30", SETTING).at
    assert at.earliest == utc("2026-10-25T00:30")
    assert at.doubt == "02:30 came twice that day; read as the first, CEST."
    assert times.read("2026-10-25 02:30 CET", SETTING).at == Moment(
        utc("2026-10-25T01:30"), utc("2026-10-25T01:30"), 60, "exact", "2026-10-25 02:30 CET"
    )


def test_the_skipped_hour_is_marked() -> None:
    at = times.read("2026-03-29 02:30", SETTING).at
    assert at.earliest == utc("2026-03-29T01:30")
    assert at.doubt == "02:30 was skipped that day, as the clocks went forward; read as 03:30."


@pytest.mark.parametrize(
    ("text", "zone", "offset", "doubtful"),
    [
        ("IST", "Asia/Kolkata", 330, False),
        ("IST", "Asia/Jerusalem", 120, False),
        ("IST", "Europe/Dublin", 60, False),
        ("IST", "UTC", 330, True),
        ("IST", "Europe/Berlin", 330, True),  # Berlin shares an offset with two of the three
        ("CST", "America/Chicago", -360, False),
        ("CST", "Asia/Shanghai", 480, False),
        ("CST", "UTC", -360, True),
        ("BST", "Europe/London", 60, False),
        ("BST", "Asia/Dhaka", 360, False),
        ("BST", "America/New_York", 60, True),
    ],
)
def test_an_ambiguous_abbreviation_is_settled_by_the_zone_or_marked(
    text: str, zone: str, offset: int, doubtful: bool
) -> None:
    at = times.read(f"2026-03-14 12:00 {text}", Setting(NOW, zone)).at
    assert (at.offset, bool(at.doubt)) == (offset, doubtful)


def test_other_doubts_are_marked() -> None:
    assert "Saturday" in times.read("Fri 14 Mar 2026 14:23", SETTING).at.doubt
    word = times.split("14:23 AMT is down", SETTING)
    assert word is not None
    assert "AMT" in word[0].at.doubt
    assert "UTC-05:00" in times.read("2026-03-14 03:20-05:00", SETTING).at.doubt
    assert "Middle/Earth" in times.read("14:23", Setting(NOW, "Middle/Earth")).at.doubt


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("14:23 Gotham time x", "Gotham time"),
        ("14:23 (Gotham time) x", "Gotham time"),
        ("14:23 server time: x", "server time"),
        ("14:23 UC/Pacific x", "UC/Pacific"),
        ("14:23 Response time doubled", ""),
        ("14:23 Checkout time out", ""),
    ],
)
def test_what_may_be_a_zone_is_said(line: str, word: str) -> None:
    read = times.split(line, SETTING)
    assert read is not None
    assert word in read[0].at.doubt
    assert bool(read[0].at.doubt) == bool(word)


@pytest.mark.parametrize(
    ("text", "now", "date", "doubt"),
    [
        ("Tuesday, March 3 09:14", "2026-11-21", "2026-03-03", ""),
        ("Monday, March 3 09:14", "2026-11-21", "2025-03-03", ""),
        ("Saturday, Feb 29 09:14", "2026-11-21", "", ""),
        ("Nov 3 09:14", "2026-11-21", "2026-11-03", ""),
        ("Dec 30 09:14", "2026-01-02", "2025-12-30", ""),
        ("Jan 4 09:14", "2026-01-02", "2026-01-04", "still to come"),
        ("March 3 09:14", "2026-11-21", "", ""),
    ],
)
def test_the_year_is_told_by_what_lies_near_in_the_past_else_by_the_weekday(
    text: str, now: str, date: str, doubt: str
) -> None:
    setting = Setting(dt.datetime.fromisoformat(f"{now}T12:00+00:00"), "UTC")
    if date:
        at = times.read(text, setting).at
        assert (times.show(at, "UTC", date=True), doubt in at.doubt, bool(at.doubt)) == (
            f"{date} 09:14",
            True,
            bool(doubt),
        )
    else:
        with pytest.raises(times.YearMissing):
            times.read(text, setting)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "America/New_York"])
@pytest.mark.parametrize("end", [dt.datetime.min, dt.datetime.max])
def test_the_ends_of_the_calendar_are_shown(zone: str, end: dt.datetime) -> None:
    at = end.replace(tzinfo=dt.UTC)
    for certainty in ("exact", "about", "between", "day"):
        assert times.show(Moment(at, at, None, certainty), zone, date=True)
    assert times.zone_label(zone, at)


def test_a_clock_on_the_last_day_of_the_calendar_is_refused() -> None:
    with pytest.raises(TimeUnread, match="1970 to 2199"):
        times.read("23:50-00:10", Setting(NOW, "America/New_York", None, dt.date.max))


def test_time_passed_does_not_leave_the_years_that_are_read() -> None:
    above = times.read("2199-12-31 23:00 UTC", SETTING).at
    with pytest.raises(TimeUnread, match="1970 to 2199"):
        times.read("+9h", Setting(NOW, BERLIN, above))
