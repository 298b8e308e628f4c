"""What was known when, and how others tell it: read, written, shown, searched and exported."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.flagged import in_review
from pm_tui.formats import export
from pm_tui.review import edits, fields, flags, knowing, writing
from pm_tui.review.blank import is_blank
from pm_tui.review.model import Account, Event, Header, Moment, Review
from pm_tui.review.search import matches
from tests import strategies

NOW = dt.datetime(2026, 3, 16, 15, 0, tzinfo=dt.UTC)
LEARNT, TOLD = "events:1:learnt", "accounts:2:line"
AT = dt.datetime(2026, 3, 14, 8, 2, tzinfo=dt.UTC)
REVIEW = Review(
    header=Header(date=dt.date(2026, 3, 14), zone="Europe/Berlin"),
    events=(Event(id=1, rank="V", at=Moment(AT, AT, None, "exact", "09:02"), text="Writes fail"),),
    accounts=(Account(id=2, rank="V", about=1),),
)


def put(place: str, text: str, review: Review = REVIEW) -> writing.Written:
    ids = count(100)
    return writing.write(review, place, text, len(text), writing.Context(lambda: NOW, lambda: next(ids)))


def event(review: Review) -> Event:
    return review.events[0]


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "earliest", "people", "believed", "words"),
    [
        (
            "2026-03-15 08:51 @support @eva the cache is slow",
            utc("2026-03-15 07:51"),
            ("support", "eva"),
            "the cache is slow",
            "known 15 Mar 08:51 to support, eva · believed: the cache is slow",
        ),
        ("09:30 @eva", utc("2026-03-14 08:30"), ("eva",), "", "known 09:30 to eva"),
        ("+1d the cache", utc("2026-03-14 23:00"), (), "the cache", "known 15 Mar · believed: the cache"),
        ("+1d 08:51 @eva", utc("2026-03-15 07:51"), ("eva",), "", "known 15 Mar 08:51 to eva"),
        ("+90m @eva", utc("2026-03-14 09:32"), ("eva",), "", "known 10:32 to eva"),
        ("2026-03-15", utc("2026-03-14 23:00"), (), "", "known 15 Mar"),
        ("~09:40", utc("2026-03-14 08:35"), (), "", "known ~09:40"),
        ("09:40..09:50", utc("2026-03-14 08:40"), (), "", "known 09:40–09:50"),
        ('@"Eva Maria" @ops', None, ("Eva Maria", "ops"), "", "known to Eva Maria, ops"),
        ("?(in the call) @eva", None, ("eva",), "", "known in the call to eva"),
        ("ask @bob", None, (), "ask @bob", "believed: ask @bob"),
        ("\\@bob knew", None, (), "@bob knew", "believed: @bob knew"),
        ("", None, (), "", ""),
    ],
)
def test_when_it_became_known(line, earliest, people, believed, words):
    written = put(LEARNT, line)
    found = event(written.review)
    assert not written.problem
    assert (found.learnt.earliest, found.learnt_by, found.believed) == (earliest, people, believed)
    assert writing.understood(written.review, LEARNT) == words == knowing.words(found, "Europe/Berlin")


@pytest.mark.parametrize(
    ("line", "earliest", "teller", "text"),
    [
        ("@eva 08:51 no, that was before", utc("2026-03-14 07:51"), "eva", "no, that was before"),
        ("08:51 @eva no, that was before", utc("2026-03-14 07:51"), "eva", "no, that was before"),
        ("@eva +5m later", utc("2026-03-14 08:07"), "eva", "later"),
        ("@eva @bob saw it", None, "eva", "@bob saw it"),
        ("@eva no time at all", None, "eva", "no time at all"),
        ("nobody said so to @bob", None, "", "nobody said so to @bob"),
        ("\\@bob saw it", None, "", "@bob saw it"),
    ],
)
def test_how_somebody_else_tells_it(line, earliest, teller, text):
    written = put(TOLD, line)
    (found,) = written.review.accounts
    assert not written.problem
    assert (found.at.earliest, found.teller, found.text) == (earliest, teller, text)
    assert event(written.review) == event(REVIEW)
    asked = "who tells it?" in writing.understood(written.review, TOLD)
    assert asked is not bool(teller)


@pytest.mark.parametrize(("place", "line"), [(LEARNT, "14:99 @eva"), (TOLD, "@eva 14:99 no")])
def test_what_cannot_be_read_yet_is_a_draft(place, line):
    written = put(place, line)
    assert written.problem
    assert writing.text_at(written.review, place) == line
    assert (written.review.events, written.review.accounts) == (REVIEW.events, REVIEW.accounts)


def test_other_words_leave_the_time_as_it_was_typed():
    first = put(LEARNT, "09:30 EET @eva the cache").review
    again = put(LEARNT, writing.text_at(first, LEARNT) + " is slow", first).review
    assert event(again).learnt == event(first).learnt
    assert event(again).believed == "the cache is slow"


lines = st.lists(
    st.sampled_from(["@eva", '@"Eva Maria"', "@here", "\\", "\\@eva", "09:30", "+1d", "~", "-", ":", "?", "(", "!det"])
    | st.text(max_size=6),
    max_size=6,
).map(" ".join)


@given(st.sampled_from([LEARNT, TOLD]), lines)
def test_a_line_is_read_back_as_it_was_written(place, line):
    written = put(place, line)
    if written.problem:
        assert writing.text_at(written.review, place) == line
        return
    again = put(place, writing.value_text(written.review, place), written.review)
    assert not again.problem
    assert again.review == written.review


@given(strategies.moments(), st.lists(strategies.words, max_size=2), strategies.texts)
def test_any_value_is_shown_as_a_line_that_says_the_same(moment, people, text):
    row = Event(id=1, learnt=moment, learnt_by=tuple(people), believed=text)
    shown = knowing.words(row, "Asia/Kathmandu")
    assert all(person in shown for person in people)
    assert text in shown
    told = Review(events=(row,), accounts=(Account(id=2, about=1, teller="".join(people), at=moment, text=text),))
    for place in (LEARNT, TOLD):
        once = put(place, writing.value_text(told, place), told)
        assert once.problem or put(place, writing.value_text(once.review, place), once.review).review == once.review


def test_an_account_without_a_word_is_blank_and_one_with_a_teller_is_not():
    assert is_blank(REVIEW, TOLD)
    assert not is_blank(put(TOLD, "@eva").review, TOLD)
    assert not is_blank(put(TOLD, "@eva 25:99").review, TOLD)
    bare = Review(events=(Event(id=1),), accounts=REVIEW.accounts)
    assert not is_blank(bare, "events:1:line")
    assert is_blank(edits.delete(bare, "accounts", 2), "events:1:line")
    assert not is_blank(Review(events=(Event(id=1, believed="x"),)), "events:1:line")


def test_times_without_a_zone_follow_the_zone_of_the_review():
    review = put(TOLD, "@eva 08:51 x", put(LEARNT, "09:30 @eva").review).review
    moved = writing.reread_times(edits.change_single(review, "header", zone="UTC"), NOW)
    assert event(moved).learnt.earliest == utc("2026-03-14 09:30")
    assert moved.accounts[0].at.earliest == utc("2026-03-14 08:51")


@pytest.mark.parametrize(
    ("query", "found"),
    [("cache", True), ("@support", True), ("@eva", True), ("deploy", True), ("08:51", True), ("nothing", False)],
)
def test_a_search_finds_what_was_known_and_told(query, found):
    review = put(TOLD, "@eva 08:51 before the deploy", put(LEARNT, "+1d @support the cache is slow").review).review
    assert matches(event(review), query, review) is found


def test_its_prose_is_checked_for_blame():
    review = put(LEARNT, "@eva Zorblax forgot to check the config").review
    review = put(TOLD, "@eva Zorblax forgot to check the config", review).review
    for place, home in ((LEARNT, "events:1:believed"), (TOLD, "accounts:2:text")):
        assert fields.is_prose(place)
        assert flags.home_of(place) == home
        line = writing.value_text(review, place)
        assert flags.flags(review, place, line, ("Zorblax",))
    found = list(in_review("x.json", "{}", review, ("Zorblax",)))
    assert [place.flag.category for place in found] == ["person-as-cause", "person-as-cause"]


def test_the_markdown_says_it_beside_the_row_and_lists_what_is_told_differently():
    review = put(LEARNT, "2026-03-15 08:51 @support the cache | is slow").review
    review = put(TOLD, "@eva 08:51 no, | before", review).review
    document = export(review, now=NOW)
    known = r"known 2026-03-15 08:51 CET to support; until then believed: the cache \| is slow"
    assert f"| Writes fail | {known} |" in document
    told = r"- eva, 2026-03-14 08:51 CET, about “Writes fail”: no, \| before"
    assert f"Told differently:\n\n{told}\n" in document
    assert "Told differently" not in export(edits.delete(review, "events", 1), now=NOW)
    assert "Known" not in export(put(LEARNT, "").review, now=NOW)


def test_an_account_says_where_its_time_is_another():
    zone = "Europe/Berlin"
    for line, other in (
        ("@eva 08:51 x", "08:51"),
        ("@eva 09:02 x", ""),
        ("@eva x", ""),
        ("@eva +1d x", "15 Mar"),
    ):
        (account,) = put(TOLD, line).review.accounts
        assert knowing.other_time(account, event(REVIEW), zone) == other
