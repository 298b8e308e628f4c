from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from pm_tui.review import edits, rereading, several, times
from pm_tui.review.model import Event, Evidence, Header, Moment, Review
from pm_tui.review.several import ShiftUnread, Tags
from pm_tui.review.times import Setting
from tests.strategies import reviews

BERLIN = "Europe/Berlin"
NOW = dt.datetime(2026, 3, 20, 10, tzinfo=dt.UTC)
SETTING = Setting(NOW, BERLIN, None, dt.date(2026, 3, 14))
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def of(*rows: str, zone: str = BERLIN) -> Review:
    """A review with a row for each time."""
    found = [times.read(row, SETTING) for row in rows]
    events = [Event(id=n, at=span.at, end=span.end, text=str(n)) for n, span in enumerate(found, 1)]
    return edits.add(Review(header=Header(zone=zone, date=SETTING.date)), "events", *events)


def clocks(review: Review) -> list[str]:
    return [times.show(event.at, review.header.zone, date=True) for event in review.events]


@pytest.mark.parametrize(
    ("text", "length", "said"),
    [
        ("+1d", DAY, "+1 d"),
        ("-2h", -2 * HOUR, "-2 h"),
        ("−2h", -2 * HOUR, "-2 h"),
        ("+1h30m", 1.5 * HOUR, "+1 h 30 min"),
        (" + 1 H 30 min ", 1.5 * HOUR, "+1 h 30 min"),
        ("-90s", dt.timedelta(seconds=-90), "-1 min 30 s"),
        ("+26h", 26 * HOUR, "+1 d 2 h"),
        ("+0h", dt.timedelta(), "+0 s"),
    ],
)
def test_a_shift_is_read_and_said(text: str, length: dt.timedelta, said: str) -> None:
    assert several.read_shift(text) == length
    assert several.write_shift(length) == said


@pytest.mark.parametrize("text", ["", "+", "1d", "+d", "+1", "+1x", "+1h30", "+1d-2h", "tomorrow", "+99999d", "++1d"])
def test_what_is_no_shift_is_said_with_an_example(text: str) -> None:
    with pytest.raises(ShiftUnread, match=r"\+1d, -2h"):
        several.read_shift(text)


@pytest.mark.parametrize(
    ("text", "by", "shown"),
    [
        ("14:23", HOUR, "2026-03-14 15:23"),
        ("14:23 UTC", -HOUR, "2026-03-14 14:23"),
        ("~14:20", DAY, "~2026-03-15 14:20"),
        ("14:20-14:30", HOUR, "2026-03-14 15:20–15:30"),
        ("2026-03-14", DAY, "2026-03-15"),
        ("2026-03-14", 2 * HOUR, "2026-03-14"),
        ("2026-03-14", -26 * HOUR, "2026-03-13"),
        ("2026-03-28 14:23", DAY, "2026-03-29 14:23"),  # the clocks go forward in between
        ("2026-03-28 14:23", 24 * HOUR + HOUR, "2026-03-29 15:23"),
        ("2026-03-29 01:30", HOUR, "2026-03-29 03:30"),
        ("?", DAY, "?"),
    ],
)
def test_times_are_shifted(text: str, by: dt.timedelta, shown: str) -> None:
    assert clocks(several.shift(of(text, "09:00"), {1}, by)) == [shown, "2026-03-14 09:00"]


def test_an_end_moves_with_its_row_and_a_day_keeps_its_width() -> None:
    review = several.shift(of("14:20..14:30", "2026-03-28"), {1, 2}, DAY)
    lasted, day = review.events
    assert lasted.end
    assert times.show(lasted.end, BERLIN, date=True) == "2026-03-15 14:30"
    assert day.at.earliest
    assert day.at.latest
    assert day.at.latest - day.at.earliest == 23 * HOUR - dt.timedelta(microseconds=1)


def test_a_shifted_time_was_typed_by_nobody_and_is_not_read_anew() -> None:
    (at,) = (event.at for event in several.shift(of("14:23"), {1}, HOUR).events)
    assert (at.text, at.zone, at.day, at.offset, at.doubt) == ("2026-03-14 15:23", "", None, 60, "")
    elsewhere = Setting(NOW, "America/New_York", None, dt.date(2026, 4, 1))
    assert rereading.reread(at, elsewhere) == at


@pytest.mark.parametrize(
    ("rows", "by", "told"),
    [
        (["?", "2026-03-14", "09:14", "09:20"], HOUR, "4 rows: 09:14 → 10:14 …, 2 stay"),
        (["09:14", "?"], HOUR, "2 rows: 09:14 → 10:14 …, 1 stays"),
        (["09:14", "09:20"], HOUR, "2 rows: 09:14 → 10:14 …"),
        (["09:14"], -DAY, "2026-03-14 09:14 → 2026-03-13 09:14"),
        (["2026-03-14"], HOUR, "2026-03-14 stays"),
        (["?", "tbd"], HOUR, "No time of these rows is known, so there is nothing to change."),
    ],
)
def test_what_a_shift_will_do_is_told(rows: list[str], by: dt.timedelta, told: str) -> None:
    review = of(*rows)
    ids = {event.id for event in review.events}
    assert several.foretold(review, ids, lambda before: several.shift(before, ids, by)) == told


def test_a_shift_beyond_the_calendar_is_said() -> None:
    with pytest.raises(ShiftUnread, match="1970 to 2199"):
        several.shift(of("2199-12-31 14:23"), {1}, DAY)


def test_no_shift_and_no_row_change_nothing() -> None:
    review = of("14:23", "?")
    assert several.shift(review, {1}, dt.timedelta()) is review
    assert several.shift(review, {2}, DAY) is review
    assert several.shift(review, {77}, DAY) is review
    assert several.delete(review, {77}) is review


@pytest.mark.parametrize(
    ("text", "zone", "shown"),
    [
        ("14:23", "America/New_York", "2026-03-14 19:23"),
        ("14:23", "PST", "2026-03-14 23:23"),
        ("14:23", "UTC+5:30", "2026-03-14 09:53"),
        ("14:23", "Lisbon time", "2026-03-14 15:23"),
        ("14:23 UTC", "America/New_York", "2026-03-14 15:23"),
        ("14:23..14:30", "UTC", "2026-03-14 15:23"),
        ("?", "UTC", "?"),
    ],
)
def test_rows_are_read_in_the_zone_that_they_were_written_in(text: str, zone: str, shown: str) -> None:
    review = several.written_in(of(text, "09:00"), {1}, several.read_zone(zone, BERLIN), NOW)
    assert clocks(review) == [shown, "2026-03-14 09:00"]
    (first, _) = review.events
    assert first.end is None or times.show(first.end, BERLIN) == "15:30"


def test_a_shift_and_a_zone_go_together() -> None:
    tokyo = several.read_zone("Asia/Tokyo", BERLIN)
    once = several.written_in(several.shift(of("14:23"), {1}, DAY), {1}, tokyo, NOW)
    other = several.shift(several.written_in(of("14:23"), {1}, tokyo, NOW), {1}, DAY)
    assert once.events[0].at.earliest == other.events[0].at.earliest
    named = several.shift(of("14:23 EST"), {1}, DAY)
    assert named.events[0].at.text == "2026-03-15 14:23 UTC-05:00"
    assert several.written_in(named, {1}, tokyo, NOW) is named


def test_what_names_no_zone_is_said() -> None:
    with pytest.raises(ValueError, match="not a time zone we know"):
        several.read_zone("Atlantis", BERLIN)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("billing", Tags(("billing",))),
        ("#billing, -eu", Tags(("billing",), ("eu",))),
        ("two  words, -#a b ,", Tags(("two words",), ("a b",))),
        ("-, #, ,", Tags()),
        ("a, a, -b, -b", Tags(("a",), ("b",))),
    ],
)
def test_tags_are_read(text: str, tags: Tags) -> None:
    assert several.read_tags(text) == tags


def test_tags_go_on_and_come_off() -> None:
    review = several.tag(several.tag(of("?", "?", "?"), {1, 2}, "eu"), {2, 3}, "billing", "eu")
    assert [event.tags for event in review.events] == [("eu",), ("eu", "billing"), ("billing", "eu")]
    assert [event.tags for event in several.untag(review, {1, 2}, "EU").events] == [(), ("billing",), ("billing", "eu")]
    assert several.tag(review, {1}, "eu") is review


def test_fields_are_set_and_rows_deleted_with_what_hangs_on_them() -> None:
    review = edits.add(of("?", "?", "?"), "evidence", Evidence(id=51, about=1), Evidence(id=52, about=2))
    review = several.set_fields(review, {1, 3}, kind="alert", public=True)
    assert [(event.kind, event.public) for event in review.events] == [("alert", True), ("", False), ("alert", True)]
    review = several.delete(review, {1, 3})
    assert [event.id for event in review.events] == [2]
    assert [piece.id for piece in review.evidence] == [52]


@pytest.mark.parametrize(
    ("rows", "by", "order"),
    [
        ({2}, -1, [2, 1, 3, 4, 5]),
        ({2}, 1, [1, 3, 2, 4, 5]),
        ({2, 3}, -1, [2, 3, 1, 4, 5]),
        ({2, 3}, 1, [1, 4, 2, 3, 5]),
        ({2, 4}, -1, [2, 1, 4, 3, 5]),
        ({2, 4}, 1, [1, 3, 2, 5, 4]),
        ({1, 3}, -1, [1, 3, 2, 4, 5]),
        ({1, 2}, -1, [1, 2, 3, 4, 5]),
        ({3, 5}, 1, [1, 2, 4, 3, 5]),
        ({1, 2, 3, 4, 5}, 1, [1, 2, 3, 4, 5]),
        (set(), 1, [1, 2, 3, 4, 5]),
    ],
)
def test_rows_move_together(rows: set[int], by: int, order: list[int]) -> None:
    before = of("?", "?", "?", "?", "?")
    after = several.move(before, rows, by)  # type: ignore[arg-type]
    assert [event.id for event in after.events] == order
    ranks = [event.rank for event in after.events]
    assert ranks == sorted(set(ranks))
    assert (after is before) == (order == [1, 2, 3, 4, 5])


SHIFTS = st.timedeltas(dt.timedelta(days=-400), dt.timedelta(days=400)).map(
    lambda by: by - by % dt.timedelta(minutes=1)
)
WITHIN_A_DAY = st.integers(-23 * 60, 23 * 60).map(lambda minutes: dt.timedelta(minutes=minutes))


def shifted_or_else(review: Review, rows: set[int], by: dt.timedelta) -> Review:
    try:
        return several.shift(review, rows, by)
    except ShiftUnread:
        reject()


@given(reviews(), st.data(), SHIFTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_a_shift_keeps_order_words_and_certainty_and_touches_only_its_rows(
    review: Review, data: st.DataObject, by: dt.timedelta
) -> None:
    rows = {event.id for event in review.events if data.draw(st.booleans())}
    after = shifted_or_else(review, rows, by)
    for old, new in zip(review.events, after.events, strict=True):
        assert (old.id, old.rank, old.text, old.at.certainty) == (new.id, new.rank, new.text, new.at.certainty)
        assert new is old or old.id in rows
        if new.at.earliest and new.at.latest and old.at.earliest and old.at.latest:
            assert new.at.earliest <= new.at.latest
            if old.at.certainty != "day" and old.id in rows:
                assert abs(new.at.earliest - old.at.earliest - by) <= dt.timedelta(hours=4)  # the clocks in between
                assert new.at.latest - new.at.earliest == old.at.latest - old.at.earliest


@given(reviews(), WITHIN_A_DAY)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_a_shift_back_comes_back(review: Review, by: dt.timedelta) -> None:
    rows = {event.id for event in review.events}
    back = several.shift(shifted_or_else(review, rows, by), rows, -by)
    for old, new in zip(review.events, back.events, strict=True):
        assert (old.at.earliest, old.at.latest) == (new.at.earliest, new.at.latest)


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1)), SHIFTS, st.sampled_from([BERLIN, "UTC"]))
def test_the_text_of_a_shifted_time_reads_as_that_time(instant: dt.datetime, by: dt.timedelta, zone: str) -> None:
    assume(by)
    at = Moment(utc := instant.replace(tzinfo=dt.UTC), utc, None, "exact", "", zone=zone)
    review = several.shift(Review(header=Header(zone=zone), events=(Event(id=1, at=at),)), {1}, by)
    shifted = review.events[0].at
    again = times.read(shifted.text, Setting(NOW, zone)).at
    assert (again.earliest, again.latest) == (shifted.earliest, shifted.latest)


@given(reviews(), st.data(), st.sampled_from([-1, 1]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_moved_rows_keep_their_order_and_so_do_the_others(review: Review, data: st.DataObject, by: int) -> None:
    rows = {event.id for event in review.events if data.draw(st.booleans())}
    after = several.move(review, rows, by)  # type: ignore[arg-type]
    for marked in (True, False):
        assert [e.id for e in after.events if (e.id in rows) is marked] == [
            e.id for e in review.events if (e.id in rows) is marked
        ]
    assert {event.id: event.text for event in after.events} == {event.id: event.text for event in review.events}
