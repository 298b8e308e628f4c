from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pm_tui.review import rereading, times, zones
from pm_tui.review.model import Event, Moment
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


def test_out_of_order_is_against_the_row_above() -> None:
    rows = ["10:00", "?", "09:30", "09:40", "~09:38", "2026-03-14", "09:00"]
    events = [Event(id=number, at=times.read(row, SETTING).at) for number, row in enumerate(rows, 1)]
    assert times.out_of_order(events) == {3}
    assert times.known_above(events, 2) == events[0].at
    assert times.known_above(events, 0) is None


@pytest.mark.parametrize(
    ("text", "zone", "shown", "dated"),
    [
        ("14:23", "UTC", "13:23", "2026-03-14 13:23"),
        ("14:23", BERLIN, "14:23", "2026-03-14 14:23"),
        ("~14:20", BERLIN, "~14:20", "~2026-03-14 14:20"),
        ("14:20-14:30", BERLIN, "14:20–14:30", "2026-03-14 14:20–14:30"),
        ("23:50-00:10", BERLIN, "23:50–00:10", "2026-03-14 23:50–2026-03-15 00:10"),
        ("2026-03-14", "America/New_York", "2026-03-14", "2026-03-14"),
        ("?", BERLIN, "?", "?"),
    ],
)
def test_a_moment_is_shown(text: str, zone: str, shown: str, dated: str) -> None:
    at = times.read(text, SETTING).at
    assert (times.show(at, zone), times.show(at, zone, date=True)) == (shown, dated)


def test_seconds_and_zone_names_are_shown() -> None:
    at = times.read("14:23:05", SETTING).at
    assert times.show(at, BERLIN, seconds=True) == "14:23:05"
    assert times.local(at, BERLIN) == dt.datetime(2026, 3, 14, 14, 23, 5, tzinfo=ZoneInfo(BERLIN))
    assert times.local(Moment(), BERLIN) is None
    assert [times.offset_label(minutes) for minutes in (0, 330, -210)] == ["UTC", "UTC+05:30", "UTC-03:30"]
    assert [times.zone_label(zone, NOW) for zone in (BERLIN, "Asia/Kathmandu", "none")] == ["CET", "UTC+05:45", "UTC"]


@pytest.mark.parametrize("was", ["UTC", "Pacific/Auckland", "Pacific/Pago_Pago", "Asia/Kolkata"])
@pytest.mark.parametrize(
    "text",
    [
        "14:23",
        "00:10",
        "23:50",
        "~14:23",
        "14:20-14:30",
        "23:50-00:10",
        "2026-03-14",
        "2026-10-25 02:30",
        "Mar 14, 9am",
    ],
)
def test_rereading_keeps_date_and_clock_and_moves_the_instant(text: str, was: str) -> None:
    above = times.read("2026-03-14 13:00", SETTING).at
    wrong = times.read(text, Setting(NOW, was, None, SETTING.date)).at
    assert rereading.reread(wrong, Setting(NOW, BERLIN, above)) == times.read(text, SETTING).at


def test_rereading_an_end() -> None:
    wrong, right = (
        times.read("23:50..00:10", Setting(NOW, "UTC", None, SETTING.date)),
        times.read("23:50..00:10", SETTING),
    )
    assert wrong.end is not None
    assert times.Span(rereading.reread(wrong.at, SETTING), rereading.reread(wrong.end, SETTING)) == right


def test_rereading_leaves_what_named_its_zone_and_tries_again_what_was_unknown() -> None:
    zoned, now = times.read("14:23 PST", SETTING).at, times.read("now", SETTING).at
    assert rereading.reread(zoned, SETTING) == zoned
    assert rereading.reread(now, SETTING) == now
    assert rereading.reread(Moment(text="14:23"), SETTING) == times.read("14:23", SETTING).at
    assert rereading.reread(Moment(text="25:00"), SETTING) == Moment(text="25:00")


def test_what_was_counted_from_the_row_above_moves_with_it() -> None:
    above = times.read("14:00", Setting(NOW, "UTC", None, SETTING.date)).at
    counted = times.read("+12m", Setting(NOW, "UTC", above)).at
    assert rereading.reread(counted, SETTING).earliest == utc("2026-03-14T13:12")


@pytest.mark.parametrize(
    ("text", "day"),
    [("23:50", "15"), ("23:50 UTC", "15"), ("~23:50", "15"), ("2026-03-14 23:50", "14"), ("Mar 14 23:50", "14")],
)
def test_a_corrected_date_moves_what_named_none(text: str, day: str) -> None:
    read = times.read(text, SETTING).at
    corrected = Setting(NOW, BERLIN, None, dt.date(2026, 3, 15))
    assert times.show(rereading.reread(read, corrected), BERLIN, date=True) == times.show(
        times.read(text, Setting(NOW, BERLIN, None, dt.date(2026, 3, int(day)))).at, BERLIN, date=True
    )
    assert rereading.reread(rereading.reread(read, corrected), SETTING) == read


def test_a_date_that_a_heading_said_or_the_row_above_wrote_is_no_assumption() -> None:
    said = times.read("23:50", msgspec.structs.replace(SETTING, dated=True)).at
    below = times.read("00:10", Setting(NOW, BERLIN, times.read("2026-03-14 23:50", SETTING).at)).at
    corrected = Setting(NOW, BERLIN, None, dt.date(2026, 3, 20))
    assert rereading.reread(said, corrected) == said
    assert rereading.reread(below, corrected) == below


def test_a_time_is_read_in_the_zone_that_somebody_names_for_it_unless_it_names_its_own() -> None:
    assumed, named = times.read("14:23", SETTING).at, times.read("14:23 PST", SETTING).at
    again = rereading.read_in(assumed, zones.Zone("New York", name="America/New_York"), SETTING)
    assert (again.earliest, again.offset, again.zone) == (utc("2026-03-14T18:23"), -240, "")
    assert rereading.read_in(again, zones.Zone(BERLIN, name=BERLIN), SETTING).earliest == assumed.earliest
    assert rereading.read_in(named, zones.Zone(BERLIN, name=BERLIN), SETTING) == named


CLOCKS = st.times().map(lambda time: time.replace(second=0, microsecond=0))
ZONES = st.sampled_from(["UTC", BERLIN, "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe"])
DATES = st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1))


@given(DATES, CLOCKS, ZONES)
def test_what_is_read_is_shown_again(date: dt.date, clock: dt.time, zone: str) -> None:
    at = times.read(f"{date} {clock:%H:%M}", Setting(NOW, zone)).at
    assert at.doubt or times.show(at, zone, date=True) == f"{date} {clock:%H:%M}"


@given(DATES, st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1)), CLOCKS, ZONES)
def test_a_time_without_date_stays_near_the_row_above(
    date: dt.date, above: dt.datetime, clock: dt.time, zone: str
) -> None:
    row = Moment(above.replace(tzinfo=dt.UTC), above.replace(tzinfo=dt.UTC), None, "exact")
    at = times.read(f"{clock:%H:%M}", Setting(NOW, zone, row, date)).at
    assert at.earliest is not None
    assert row.earliest is not None
    step = at.earliest - row.earliest
    assert dt.timedelta(hours=-12) <= step < dt.timedelta(hours=25)


@given(st.text(alphabet="0123456789:-/.+~? TZUamp,()xMarwno–…", max_size=24) | st.text(max_size=30))
@example("2026-03-14 - 14:23 - 15:00")
@example("99999999999999999999h")
@example("+9999h99999m999999s")
def test_any_line_is_split_or_refused_and_loses_no_word(line: str) -> None:
    setting = under("2026-03-10T22:50")
    try:
        read = times.split(line, setting)
    except TimeUnread as error:
        refused, read = error.raw, None
        started = line.lstrip().startswith(refused)
    else:
        refused, started = "?", True
    assert refused
    assert started
    if read is not None:
        span, rest = read
        assert line.endswith(rest)
        assert span.at.text.strip("?() ") in line
        assert not span.at.known or (span.at.earliest or NOW) <= (span.at.latest or NOW)


@given(st.sampled_from(sorted(zones.ABBREVIATIONS)))
def test_every_abbreviation_is_an_offset_that_exists(name: str) -> None:
    at = times.read(f"2026-03-14 12:00 {name}", SETTING).at
    assert at.offset in zones.ABBREVIATIONS[name]
    assert at.earliest == utc("2026-03-14T12:00") - dt.timedelta(minutes=at.offset or 0)


@pytest.mark.parametrize("date", [dt.date(9999, 12, 31), dt.date(1, 1, 1)])
def test_no_time_is_read_on_a_date_of_the_incident_that_no_file_could_keep(date):
    with pytest.raises(TimeUnread, match="is not in the years 1970 to 2199"):
        times.read("14:23", Setting(NOW, "Pacific/Auckland", None, date))
    assert times.read("2026-03-14 14:23", Setting(NOW, "UTC", None, date)).at.earliest == utc("2026-03-14T14:23")
