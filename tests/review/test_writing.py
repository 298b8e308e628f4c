from __future__ import annotations

import datetime as dt
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits, fields, meetings, writing
from pm_tui.review.blank import is_blank
from pm_tui.review.fields import FIELDS, Field
from pm_tui.review.gathering import Attendee
from pm_tui.review.model import Account, Action, Event, Evidence, Header, Lesson, Question, Review, Why

NOW = dt.datetime(2026, 3, 4, 15, 0, tzinfo=dt.UTC)


def context() -> writing.Context:
    ids = count(100)
    return writing.Context(lambda: NOW, lambda: next(ids))


def review() -> Review:
    made = Review(header=Header(date=dt.date(2026, 3, 4), zone="Europe/Berlin"))
    made = edits.add(made, "events", Event(id=1), Event(id=2))
    made = edits.add(made, "evidence", Evidence(id=3, about=1, caption="graph", link="https://e.org/g"))
    made = edits.add(made, "accounts", Account(id=8, about=1))
    made = edits.add(made, "whys", Why(id=4))
    made = edits.add(made, "actions", Action(id=5))
    made = edits.add(made, "lessons", Lesson(id=6))
    return edits.add(made, "questions", Question(id=7))


def put(at: str, text: str, to: Review | None = None) -> writing.Written:
    return writing.write(to or review(), at, text, len(text), context())


def test_a_line_sets_time_milestone_actor_and_link() -> None:
    after = put("events:1:line", "09:14 Pager fires !detected @alice https://e.org/1").review
    event = edits.find(after, "events", 1)
    assert event.at.earliest == dt.datetime(2026, 3, 4, 8, 14, tzinfo=dt.UTC)
    assert event.milestones == ("detected",)
    assert event.actors == ("alice",)
    assert [row.link for row in after.evidence if row.about == 1] == ["https://e.org/g", "https://e.org/1"]
    assert not after.drafts


def test_evidence_with_a_caption_is_not_touched_by_the_line() -> None:
    after = put("events:1:line", "09:14 Pager https://e.org/1").review
    after = put("events:1:line", "09:14 Pager", after).review
    assert [row.caption for row in after.evidence] == ["graph"]


def test_a_time_that_cannot_be_read_yet_is_a_draft_and_said() -> None:
    written = put("events:1:line", "14:99 Pager fires")
    assert written.problem
    assert edits.find(written.review, "events", 1) == edits.find(review(), "events", 1)
    assert writing.text_at(written.review, "events:1:line") == "14:99 Pager fires"
    after = put("events:1:line", "14:09 Pager fires", written.review)
    assert not after.problem
    assert not after.review.drafts
    assert edits.find(after.review, "events", 1).text == "Pager fires"


def test_editing_the_words_of_an_event_leaves_its_time_as_it_was_typed() -> None:
    before = put("events:1:line", "09:14 EET Pager").review
    event = edits.find(before, "events", 1)
    line = writing.text_at(before, "events:1:line")
    after = put("events:1:line", line + " fires", before).review
    assert edits.find(after, "events", 1).at == event.at
    assert edits.find(after, "events", 1).text == "Pager fires"


def test_a_later_row_takes_its_date_from_the_row_above() -> None:
    before = put("events:1:line", "2026-03-05 23:50 Deploy").review
    after = put("events:2:line", "00:10 Alarm", before).review
    assert edits.find(after, "events", 2).at.earliest == dt.datetime(2026, 3, 5, 23, 10, tzinfo=dt.UTC)


def test_marking_by_line_takes_the_milestone_from_the_other_row() -> None:
    before = put("events:1:line", "09:14 A !started").review
    after = put("events:2:line", "09:15 B !started", before).review
    assert [event.milestones for event in after.events] == [(), ("started",)]


@pytest.mark.parametrize(
    ("place", "text", "shown"),
    [
        ("header:date", "14 Mar 2026", "2026-03-14"),
        ("header:tags", "checkout,  config,", "checkout, config"),
        ("header:zone", "America/New_York", "America/New_York"),
        ("header:status", "pub", "published"),
        ("header:status", "", "draft"),
        ("meeting:attendees", "Amara, Jun", "Amara, Jun"),
        ("impact:start", "14:23", "14:23"),
        ("whys:4:layer", "under", "underlying"),
        ("actions:5:state", "wont", "wont"),
        ("actions:5:due", "+2w", "2026-03-18"),
        ("actions:5:line", "Page us @platform due 20 Mar #det", "Page us @platform due 2026-03-20 #detection"),
        ("events:1:key", "yes", "yes"),
        ("events:1:key", "no", ""),
        ("questions:7:by", "tomorrow", "2026-03-05"),
        ("response:how-detected", "a customer", "a customer"),
    ],
)
def test_values(place: str, text: str, shown: str) -> None:
    written = put(place, text)
    assert not written.problem
    assert writing.value_text(written.review, place) == shown


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("header:date", "soon"),
        ("header:zone", "Mars/Olympus"),
        ("header:zone", "../etc/passwd"),
        ("header:status", "fine"),
        ("whys:4:layer", "deep"),
        ("impact:start", "29/02/2026"),
        ("actions:5:due", "2026-02-30"),
        ("events:1:at", "24:99"),
    ],
)
def test_what_cannot_be_read_stays_as_a_draft_with_a_sentence(place: str, text: str) -> None:
    written = put(place, text)
    assert len(written.problem) > 10
    assert writing.text_at(written.review, place) == text
    assert writing.value_text(written.review, place) == writing.value_text(review(), place)


def test_an_attendee_keeps_the_role_when_the_names_change() -> None:
    before = put("meeting:attendees", "Amara, Jun").review
    held = meetings.latest(before)
    before = meetings.seat(before, held.id, Attendee("Amara", role="on call"))
    after = put("meeting:attendees", "Jun, Amara", before).review
    assert [(who.name, who.role) for who in meetings.attendees(after)] == [("Jun", ""), ("Amara", "on call")]


def test_an_empty_response_answer_goes() -> None:
    before = put("response:how-detected", "a customer").review
    assert before.response[0].asked
    assert put("response:how-detected", "", before).review.response == ()


PLACES = [
    (f"{table}:{field.name}" if table in ("header", "impact", "meeting") else f"{table}:{record}:{field.name}", field)
    for table, record in [
        ("header", 0),
        ("impact", 0),
        ("meeting", 0),
        ("events", 1),
        ("accounts", 8),
        ("evidence", 3),
        ("whys", 4),
        ("actions", 5),
        ("lessons", 6),
        ("questions", 7),
    ]
    for field in FIELDS[table]
]


@given(st.sampled_from(PLACES), st.text(max_size=40))
def test_whatever_is_typed_anywhere_is_in_the_review(place_and_field: tuple[str, Field], text: str) -> None:
    place, field = place_and_field
    written = put(place, text)
    if written.problem:
        assert writing.text_at(written.review, place) == text
    elif field.kind in ("prose", "line"):
        assert writing.value_text(written.review, place) == text
    else:
        again = put(place, writing.value_text(written.review, place), written.review)
        assert not again.problem
        assert again.review == written.review


def test_rereading_moves_only_times_without_a_zone() -> None:
    before = put("events:1:line", "09:14 Pager").review
    before = put("events:2:line", "09:15 UTC Page read", before).review
    before = put("header:zone", "UTC", before).review
    after = writing.reread_times(before, NOW)
    hours = [event.at.earliest.hour for event in after.events if event.at.earliest]
    assert hours == [9, 9]


@pytest.mark.parametrize(
    ("place", "blank"),
    [("events:1:line", False), ("events:2:line", True), ("whys:4:text", True), ("actions:5:line", True)],
)
def test_a_record_without_a_word_is_blank_unless_something_hangs_on_it(place: str, blank: bool) -> None:
    assert is_blank(review(), place) is blank


def test_headline_and_places() -> None:
    header = Header(title="Checkout was broken", date=dt.date(2020, 1, 13), severity="SEV1")
    assert fields.headline(Review(header=header)) == "2020-01-13 SEV1 Checkout was broken"
    assert fields.split_place("events:12:line") == ("events", 12, "line")
    assert fields.split_place("prompt:interval:detected") == ("prompt", 0, "interval:detected")
    assert fields.is_prose("whys:4:text")
    assert not fields.is_prose("actions:5:owner")
