"""The timeline of an export, pasted into another review, is the timeline that was exported."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm_tui import paths
from pm_tui.formats import markdown, paste, paste_taking
from pm_tui.formats.md_moment import when
from pm_tui.formats.md_timeline import timeline
from pm_tui.review import edits, times
from pm_tui.review.milestones import MANY, MARKS
from pm_tui.review.model import Account, Event, Evidence, Header, Moment, Review
from pm_tui.review.times import Setting
from pm_tui.review.vocabulary import EVENT_KINDS
from pm_tui.store import files
from pm_tui.text import clean, one_line

NOW = dt.datetime(2026, 3, 9, 12, 0, tzinfo=dt.UTC)
ZONES = (
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Asia/Kolkata",
    "America/Chicago",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)

MARKDOWN = (
    *"\\`*_[]()<>~|$&#-+=:!.,;\"'{}“”?^ \t\n",
    *(
        "**",
        "<br>",
        "<br/>",
        "&amp;",
        "\\|",
        "\\<br>",
        "a  b",
        "1. ",
        "1) ",
        "key",
        "unknown",
        " to ",
        "E1",
        "🙂",
        "日本",
    ),
    *("**detected** x", "| a |", "| --- | --- |", "(out of order)", "2026-03-04 09:14 CET", "known to Bo; ", "taken "),
    *(
        "https://a.example/x",
        "[a](https://b.example)",
        "about “x”: ",
        "; until then believed: ",
        "\u202e",
        "\u00a0",
        "word",
    ),
    "| When | What happened |\n| --- | --- |\n| 2026-03-04 09:14 CET | x |",
)
texts = st.lists(st.sampled_from(MARKDOWN) | st.text(max_size=5), max_size=5).map("".join).map(clean).map(str.strip)
names = texts.map(one_line).filter(bool)
some_names = st.lists(names, max_size=3, unique=True).map(tuple)
instants = st.one_of(
    st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2100, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2100, 1, 1)),
    st.sampled_from([dt.datetime(2026, 3, 29), dt.datetime(2026, 10, 25), dt.datetime(2026, 3, 28, 23, 30)]).flatmap(
        lambda at: st.integers(0, 8).map(lambda half_hours: at + half_hours * 30 * MINUTE)  # the clocks change
    ),
).map(lambda at: at.replace(tzinfo=dt.UTC))
lengths = st.sampled_from([0 * MINUTE, 5 * MINUTE, 90 * MINUTE, 3 * DAY]) | st.timedeltas(0 * MINUTE, 2 * DAY)


def read_in(zone: str, text: str) -> Moment:
    return times.read(text, Setting(NOW, zone)).at


known_moments = st.one_of(
    instants.map(lambda at: Moment(at, at, None, "exact")),
    instants.map(lambda at: Moment(at - times.ABOUT, at + times.ABOUT, None, "about")),
    st.builds(lambda at, length: Moment(at, at + length, None, "between"), instants, lengths),
    st.builds(
        lambda day, zone: read_in(zone, str(day)),
        st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)),
        st.sampled_from(ZONES),
    ),
    st.sampled_from(
        ["2026-03-29", "2026-10-25 UTC+09:00", "2026-03-27 - 2026-03-29", "2026-03-29 - 2026-03-29"]
    ).flatmap(lambda text: st.sampled_from(ZONES).map(lambda zone: read_in(zone, text))),
)
moments = known_moments | names.map(lambda text: Moment(text=text)) | st.just(Moment())
doubts = st.just("") | names


@st.composite
def events(draw: st.DrawFn, number: int) -> Event:
    at = msgspec.structs.replace(draw(moments), doubt=draw(doubts))
    return Event(
        id=number,
        at=at,
        end=draw(st.none() | known_moments),
        text=draw(texts),
        kind=draw(st.sampled_from(EVENT_KINDS)),
        actors=draw(some_names),
        tags=draw(some_names),
        key=draw(st.booleans()),
        learnt=draw(moments),
        learnt_by=draw(some_names),
        believed=draw(texts),
        knew=draw(texts),
    )


web = st.text("abc/?=&;%()[]|~*_`\\<>äöü,:", max_size=8).map(lambda path: f"https://a.example/{path}")
links = web | names


@st.composite
def timelines(draw: st.DrawFn) -> Review:
    rows = [draw(events(number)) for number in range(1, draw(st.integers(1, 4)) + 1)]
    review = Review(header=Header(zone=draw(st.sampled_from(ZONES)), second_zone=draw(st.sampled_from(["", *ZONES]))))
    review = edits.add(review, "events", *rows)
    if len(rows) > 2 and draw(st.booleans()):
        review = edits.bind(review, 2, after=draw(st.sampled_from([0, 1])), before=3)
    for mark in draw(st.lists(st.sampled_from([*MARKS, *MANY, "declared", "étape"]), max_size=4)):
        review = edits.mark(review, draw(st.sampled_from(rows)).id, mark)
    ids = itertools.count(100)
    about = st.sampled_from([row.id for row in rows])
    pieces = st.builds(
        lambda row, link, caption: Evidence(id=next(ids), about=row, link=link, caption=caption), about, links, texts
    )
    told = st.builds(
        lambda row, who, at, text: Account(id=next(ids), about=row, teller=who, at=at, text=text),
        about,
        names,
        moments,
        names,
    )
    review = edits.add(review, "evidence", *draw(st.lists(pieces, max_size=3)))
    return edits.add(review, "accounts", *draw(st.lists(told, max_size=2)))


def taken(text: str, zone: str) -> Review:
    """The review of that zone into which the text was pasted."""
    ids = itertools.count(1)
    pasted = paste.read(text, Setting(NOW, zone))
    assert pasted.form == "pm-tui"
    empty = Review(header=Header(zone=zone, date=NOW.date()))
    return paste_taking.take(empty, pasted, None, lambda: next(ids), NOW.date())[0]


def instant(moment: Moment | None) -> Any:
    return moment and (moment.earliest, moment.latest, moment.certainty)


def told(review: Review) -> list[Any]:
    """What an export carries of each event."""
    return [
        {
            "at": instant(event.at),
            "end": instant(event.end),
            "text": event.text,
            "milestones": event.milestones,
            "kind": (event.kind, event.key),
            "people": event.actors,
            "tags": event.tags,
            "learnt": (instant(event.learnt), event.learnt_by, event.believed, event.knew),
            "links": [
                clean(piece.link).strip() for piece in review.evidence if piece.about == event.id and not piece.text
            ],
            "accounts": [
                (account.teller, instant(account.at), account.text)
                for account in review.accounts
                if account.about == event.id
            ],
        }
        for event in review.events
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(timelines(), st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_a_timeline_that_is_exported_and_pasted_is_the_same(review: Review, shown: str, other: str) -> None:
    for text in (timeline(review, review.header.zone), timeline(review, shown)):
        for zone in (review.header.zone, other):
            assert told(taken(text, zone)) == told(review)


@pytest.mark.parametrize("sample", sorted(paths.samples().glob("*.json")), ids=lambda sample: sample.stem)
@pytest.mark.parametrize("zone", ["", "Asia/Kolkata"])
def test_the_timeline_of_a_sample_comes_back_out_of_the_whole_document(sample: Path, zone: str) -> None:
    review = files.load(sample).review
    document = markdown.render(review, now=NOW, zone=zone)
    back = taken(document, "America/Chicago")
    assert told(back) == told(review)
    left_out = back.evidence[-1]
    assert left_out.about == 0
    kept = ["Timeline", timeline(review, zone or review.header.zone), left_out.text]
    assert set(re.findall(r"\w+", document)) <= set(re.findall(r"\w+", " ".join(kept)))


@pytest.mark.parametrize(
    ("text", "zone", "shown"),
    [
        ("2026-07-04 09:02:03", "Europe/London", "2026-07-04 09:02:03 UTC+01:00"),
        ("~2026-03-04 09:02", "Asia/Kolkata", "\\~2026-03-04 09:02 UTC+05:30"),
        ("2026-03-29 01:30 - 2026-03-29 03:30", "Europe/Berlin", "2026-03-29 01:30 CET–03:30 CEST"),
        ("2026-03-04 23:50 - 2026-03-05 00:10", "Europe/Berlin", "2026-03-04 23:50–2026-03-05 00:10 CET"),
        ("2026-03-04 09:02 - 09:02", "Europe/Berlin", "2026-03-04 09:02–09:02 CET"),
        ("2026-03-04", "Europe/Berlin", "2026-03-04 CET"),
        ("2026-03-29", "Europe/Berlin", "2026-03-29 CET/CEST"),
        ("2026-03-27 - 2026-03-29", "Europe/Berlin", "2026-03-27–2026-03-29 CET/CEST"),
        ("2026-03-04 UTC+09:00", "Europe/Berlin", "2026-03-04 UTC+09:00"),
    ],
)
def test_a_moment_is_written_so_that_one_instant_is_meant(text: str, zone: str, shown: str) -> None:
    moment = read_in(zone, text)
    assert when(moment, zone) == shown
    back = taken(timeline(Review(events=(Event(id=1, at=moment),)), zone), "America/Chicago")
    assert instant(back.events[0].at) == instant(moment)


TABLE = """## Timeline

| When | What happened | Who | Kind | Evidence |
| --- | --- | --- | --- | --- |
| 2026-03-04 09:02 CET | **started** Rollout<br>reaches eu-west | Bo, S\\, Ann | deploy, key | E1, [Map](https://a.io) |
| unknown (written as “around lunch”) | A customer writes |  |  | the board (photo), *file:///tmp/x* |

Told differently:

- somebody, unknown (written as “later”), about “A customer writes”: No, a colleague
"""


def test_each_cell_is_read_as_it_was_meant() -> None:
    read = paste.read(TABLE, Setting(NOW, "UTC"))
    assert (read.form, read.skipped, read.assumed_zone, read.assumed_date) == ("pm-tui", (), False, False)
    review = taken(TABLE, "UTC")
    first, second = review.events
    assert (first.text, first.actors) == ("Rollout\nreaches eu-west", ("Bo", "S, Ann"))
    assert second.at == Moment(text="around lunch")
    assert [(piece.about, piece.link, piece.caption, piece.source) for piece in review.evidence] == [
        (first.id, "https://a.io", "Map", ""),
        (second.id, "", "the board", "photo"),
        (second.id, "file:///tmp/x", "", ""),
    ]
    (account,) = review.accounts
    assert (account.about, account.teller, account.text) == (second.id, "", "No, a colleague")
    assert review.header.date == dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("cell", "changed", "text"),
    [
        ("2026-03-04 09:02 CET", "9:02 am CET on 4 March 2026", "Rollout\nreaches eu-west"),
        ("deploy, key", "firmware", "Rollout\nreaches eu-west — firmware"),
        ("E1, [", "see [", "Rollout\nreaches eu-west — see [Map](https://a.io)"),
        ("deploy, key |", "deploy, key | E1 | more |", "Rollout\nreaches eu-west — [Map](https://a.io)"),
    ],
)
def test_a_cell_that_was_changed_by_hand_loses_no_word(cell: str, changed: str, text: str) -> None:
    first = taken(TABLE.replace(cell, changed, 1), "UTC").events[0]
    assert first.at.earliest == dt.datetime(2026, 3, 4, 8, 2, tzinfo=dt.UTC)
    assert first.text.startswith(text.split(" — ", maxsplit=1)[0])
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", first.text))


@pytest.mark.parametrize(
    "text",
    [
        "| When | Event |\n| --- | --- |\n| 2026-03-04 09:02 CET | **Bold** words |",
        "| When | What happened |\n| --- | --- |\n| 09:02 | **Bold** words |",
        "| When | What happened |\n| 2026-03-04 09:02 CET | **Bold** words |",
        "| When | Who | What happened |\n| --- | --- | --- |\n| 2026-03-04 09:02 CET | Bo | **Bold** words |",
    ],
)
def test_a_table_of_others_is_not_taken_for_ours(text: str) -> None:
    read = paste.read(text, Setting(NOW, "UTC"))
    assert read.form != "pm-tui"
    assert not any(row.line.milestones for row in read.rows)


def test_a_row_that_is_dropped_stays_in_the_evidence_with_what_is_told_of_it_differently() -> None:
    read = paste.toggle(paste.read(TABLE, Setting(NOW, "UTC")), 1)
    dropped = paste.dropped_source(read)
    assert "around lunch" in dropped
    assert "No, a colleague" in dropped
    assert "eu-west" not in dropped


def test_rows_that_are_joined_keep_what_both_say() -> None:
    read = paste.join_up(paste.read(TABLE, Setting(NOW, "UTC")), 1)
    assert read.rows[0].source == "\n".join(TABLE.splitlines()[number] for number in read.rows[0].numbers)
    ids = itertools.count(1)
    review, (event,) = paste_taking.take(Review(), read, None, lambda: next(ids), NOW.date())
    assert event.text == "Rollout\nreaches eu-west\naround lunch A customer writes"
    assert (event.milestones, event.kind, event.key) == (("started",), "deploy", True)
    assert [account.about for account in review.accounts] == [event.id]
    assert "file:///tmp/x" in [piece.link for piece in review.evidence]


def test_a_milestone_that_stands_already_stays_where_it_is() -> None:
    ids = itertools.count(1)
    held = edits.add(Review(), "events", Event(id=99, text="First", milestones=("started", "mitigated")))
    text = TABLE.replace("**started**", "**started** **mitigated**")
    review, rows = paste_taking.take(held, paste.read(text, Setting(NOW, "UTC")), None, lambda: next(ids), NOW.date())
    assert rows[0].milestones == ("mitigated",)
    assert review.events[0].milestones == ("started", "mitigated")


def test_a_new_review_is_dated_by_the_day_that_was_written() -> None:
    text = timeline(Review(events=(Event(id=1, at=read_in("Europe/Berlin", "2026-03-02")),)), "Europe/Berlin")
    assert taken(text, "America/Chicago").header.date == dt.date(2026, 3, 2)


def test_the_same_table_twice_adds_nothing_twice() -> None:
    read = paste.read(TABLE, Setting(NOW, "UTC"))
    assert paste.known_already(read, taken(TABLE, "Asia/Kolkata").events) == {0, 1}
