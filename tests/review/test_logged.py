from __future__ import annotations

import datetime as dt
import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits, logged
from pm_tui.review.coverage import standings
from pm_tui.review.logged import (
    Entry,
    Origin,
    answer_entry,
    counted,
    event_entry,
    fresh,
    prompt_named,
    take,
    understood,
)
from pm_tui.review.model import Event, Header, Moment, Review, SetAside
from pm_tui.review.prompts import raised
from tests.strategies import reviews
from tests.ui.outage import OUTAGE

NOW = dt.datetime(2026, 3, 14, 15, 0, 7, 123456, tzinfo=dt.UTC)
ON_THE_DAY = dt.datetime(2026, 3, 4, 9, 31, tzinfo=dt.UTC)


def logged_event(line: str, *, review: Review = OUTAGE, now: dt.datetime = NOW, **options: str) -> Entry:
    return event_entry(review, line, Origin(now, 77, team=("declared",)), **options)


def into(review: Review, *entries: Entry) -> Review:
    return take(review, fresh(review, entries), 100)


def only(review: Review, record: int = 77) -> Event:
    (found,) = [event for event in review.events if event.id == record]
    return found


# --- what a line means


def test_a_line_is_read_like_one_on_the_timeline() -> None:
    entry = logged_event("09:20 Deploy stops @alice https://x.y/1 !mitigated #action", milestone="decl")
    review = into(OUTAGE, entry)
    event = only(review)
    assert (event.text, event.actors, event.kind) == ("Deploy stops", ("alice",), "action")
    assert event.milestones == ("mitigated", "declared")
    assert event.at.earliest == dt.datetime(2026, 3, 4, 9, 20, tzinfo=dt.UTC)
    assert (event.at.text, event.at.zone) == ("09:20", "UTC")
    assert [(piece.about, piece.link) for piece in review.evidence] == [(77, "https://x.y/1")]
    assert [row.id for row in review.events] == [1, 2, 3, 77, 4]
    assert review.inbox.taken == 100


def test_what_names_no_time_happens_now() -> None:
    event = only(into(OUTAGE, logged_event("Pager fires")))
    assert event.at == Moment(*2 * [NOW.replace(microsecond=0)], None, "exact")


def test_a_time_given_beside_it_counts_and_the_words_stay_whole() -> None:
    entry = logged_event("09:20 is what the clock said", at="~09:25")
    assert (entry.text, entry.moment.certainty) == ("09:20 is what the clock said", "about")


def test_it_lasted_and_it_is_not_known_when() -> None:
    assert logged_event("09:20..09:25 slow").end == Moment(
        *2 * [dt.datetime(2026, 3, 4, 9, 25, tzinfo=dt.UTC)], None, "exact", "09:25", zone="UTC", day=OUTAGE.header.date
    )
    review = into(OUTAGE, logged_event("? somebody called"))
    assert not review.events[-1].at.known
    assert review.events[-1].text == "somebody called"


NIGHT = Review(
    header=Header(date=dt.date(2026, 3, 4), zone="Europe/Berlin"),
    events=tuple(
        Event(id=n, rank=f"{n}1", at=Moment(at, at, None, "exact"))
        for n, at in enumerate(
            (dt.datetime(2026, 3, 4, 22, 50, tzinfo=dt.UTC), dt.datetime(2026, 3, 5, 1, 0, tzinfo=dt.UTC)), 1
        )
    ),
)
"""23:50 to 02:00 in Berlin."""


@pytest.mark.parametrize(
    ("review", "line", "now", "utc"),
    [
        (OUTAGE, "09:20 x", NOW, "2026-03-04 09:20"),
        (OUTAGE, "08:55 x", NOW, "2026-03-04 08:55"),
        (OUTAGE, "+12m x", NOW, "2026-03-04 09:41"),
        (OUTAGE, "2026-03-07 09:20 x", NOW, "2026-03-07 09:20"),
        (OUTAGE, "5 Mar 09:20 x", NOW, "2026-03-05 09:20"),
        (OUTAGE, "now x", NOW, "2026-03-14 15:00"),
        (OUTAGE, "14:55 x", NOW, "2026-03-04 14:55"),
        (OUTAGE, "23:40 x", dt.datetime(2026, 3, 4, 23, 45, tzinfo=dt.UTC), "2026-03-04 23:40"),
        (OUTAGE, "00:10 x", dt.datetime(2026, 3, 5, 0, 11, tzinfo=dt.UTC), "2026-03-05 00:10"),
        (NIGHT, "23:55 x", NOW, "2026-03-04 22:55"),
        (NIGHT, "00:30 x", NOW, "2026-03-04 23:30"),
        (NIGHT, "01:30 x", NOW, "2026-03-05 00:30"),
        (NIGHT, "14:00 UTC x", NOW, "2026-03-04 14:00"),
        (Review(), "09:20 x", NOW, "2026-03-14 09:20"),
        (Review(header=OUTAGE.header), "09:20 x", NOW, "2026-03-04 09:20"),
        (Review(header=OUTAGE.header), "09:20 x", ON_THE_DAY, "2026-03-04 09:20"),
    ],
)
def test_a_time_without_a_date_is_where_it_comes_nearest_to_a_row(
    review: Review, line: str, now: dt.datetime, utc: str
) -> None:
    at = logged_event(line, review=review, now=now).moment.earliest
    assert f"{at:%Y-%m-%d %H:%M}" == utc


@pytest.mark.parametrize(
    ("line", "options", "words"),
    [
        ("25:99 x", {}, "25:99"),
        ("x", {"at": "soon"}, "soon"),
        ("x", {"milestone": "boom"}, "started, detected"),
        ("  ", {}, "nothing to log"),
        ("14:20", {}, "nothing to log"),
        ("!detected", {}, "nothing to log"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(line: str, options: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        logged_event(line, **options)
    assert "\n" not in str(refused.value)


# --- answers


def test_an_answer_goes_to_its_prompt_with_the_wording_and_number_of_the_day() -> None:
    prompt = raised(OUTAGE)[0]
    review = into(OUTAGE, answer_entry(prompt, " a synthetic check ", Origin(NOW, 5, who="Ada")))
    (answer,) = review.answers
    assert (answer.id, answer.prompt, answer.asked, answer.basis) == (5, prompt.id, prompt.text, prompt.basis)
    assert (answer.text, answer.state) == ("Ada: a synthetic check", "answered")
    assert standings(review)[0].state == "answered"


def test_an_answer_from_a_simpler_program_gets_the_question_that_is_raised() -> None:
    prompt = raised(OUTAGE)[0]
    entries = [
        Entry(id=5, kind="answer", text="x", prompt=prompt.id),
        Entry(id=6, kind="answer", text="y", prompt="why:9"),
    ]
    review = into(OUTAGE, *entries)
    assert [(row.asked, row.basis) for row in review.answers] == [(prompt.text, prompt.basis), ("", "")]


def test_a_half_typed_answer_stays_where_it_is() -> None:
    prompt = raised(OUTAGE)[0]
    typing = edits.set_draft(OUTAGE, f"prompt:{prompt.id}", "half an ans", 3, lambda: 9)
    assert into(typing, answer_entry(prompt, "x", Origin(NOW, 5))).drafts == typing.drafts


def test_thoughts_are_parked_at_a_prompt_or_anywhere() -> None:
    prompt = raised(OUTAGE)[0]
    review = into(
        OUTAGE,
        answer_entry(None, "ask the vendor", Origin(NOW, 5), parked=True),
        answer_entry(prompt, "", Origin(NOW, 6), parked=True),
    )
    assert [(row.prompt, row.text, row.state) for row in review.answers] == [
        ("", "ask the vendor", "parked"),
        (prompt.id, "", "parked"),
    ]
    with pytest.raises(ValueError, match="nothing to log"):
        answer_entry(None, " ", Origin(NOW, 5), parked=True)


@pytest.mark.parametrize("named", ["1", "interval:detected", "Time to detect", "  to detect ", "config rollout"])
def test_a_prompt_is_named_by_number_id_title_or_words(named: str) -> None:
    assert prompt_named(OUTAGE, named).id == "interval:detected"


@pytest.mark.parametrize(
    ("named", "words"), [("0", "holds"), ("99", "No prompt"), ("time to", "prompts hold"), ("", "No")]
)
def test_a_prompt_that_is_not_clear_is_asked_for_again(named: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        prompt_named(OUTAGE, named)


# --- exactly once, in order, wherever


def test_what_is_in_the_review_already_comes_in_no_more() -> None:
    kept = msgspec.structs.replace(OUTAGE, set_aside=(SetAside("events", "8", {}, ""),))
    entries = [Entry(id=number, kind="event", text="x") for number in (1, 8, 9, 9)]
    assert [entry.id for entry in fresh(kept, entries)] == [9]


def test_a_milestone_moves_to_the_event_that_is_logged_with_it_and_that_is_said() -> None:
    entry = logged_event("09:10 A customer calls", milestone="detected")
    assert understood(entry, OUTAGE) == (
        "2026-03-04 09:10 UTC detected: A customer calls · detected was at 09:14, “Pager: write errors at 12 %”"
    )
    assert [event.id for event in into(OUTAGE, entry).events if "detected" in event.milestones] == [77]


_minutes = st.lists(st.none() | st.integers(0, 40), max_size=12)


def _entries(minutes: list[int | None]) -> list[Entry]:
    base = dt.datetime(2026, 3, 4, 9, 0, tzinfo=dt.UTC)
    return [
        Entry(
            id=1000 + place,
            kind="event" if minute is not None else "park",
            text=f"n{place}",
            at=base + dt.timedelta(minutes=minute or 0),
            links=("https://x.y",),
        )
        for place, minute in enumerate(minutes)
    ]


@given(reviews(), _minutes, st.lists(st.integers(0, 12), max_size=3))
def test_however_entries_are_parted_the_same_comes_of_them(
    review: Review, minutes: list[int | None], cuts: list[int]
) -> None:
    entries = _entries(minutes)
    at_once = into(review, *entries)
    parted = review
    edges = [0, *sorted(cuts), len(entries)]
    for start, stop in itertools.pairwise(edges):
        parted = into(parted, *entries[:start], *entries[start:stop])
    parted = into(parted, *entries)
    assert [row.id for row in parted.events] == [row.id for row in at_once.events]
    assert parted.answers == at_once.answers
    assert parted.evidence == at_once.evidence
    assert {entry.id for entry in entries} <= {row.id for row in (*at_once.events, *at_once.answers)}


@given(reviews(), st.lists(st.none() | st.integers(0, 6), max_size=9))
def test_many_events_at_once_go_to_the_places_that_they_get_one_by_one(
    review: Review, minutes: list[int | None]
) -> None:
    start = dt.datetime(2026, 3, 4, 9, 0, tzinfo=dt.UTC)
    times = [None if minute is None else start + dt.timedelta(minutes=minute) for minute in minutes]
    events = [
        Event(id=2**50 + place, at=Moment(time, time, None, "exact" if time else "unknown"))
        for place, time in enumerate(times)
    ]
    one_by_one = review
    for event in events:
        one_by_one = edits.settle(edits.add(one_by_one, "events", event), event.id)
    assert edits.add_in_time(review, *events) == one_by_one


@given(_minutes)
def test_equal_times_keep_the_order_of_logging(minutes: list[int | None]) -> None:
    entries = [entry for entry in _entries(minutes) if entry.kind == "event"]
    found = [event.id for event in into(OUTAGE, *entries).events if event.id >= 1000]
    assert found == [entry.id for entry in sorted(entries, key=lambda entry: (entry.moment.earliest, entry.id))]


# --- in words


@pytest.mark.parametrize(
    ("line", "now", "said"),
    [
        ("09:31 Pager fires", ON_THE_DAY, "09:31 UTC: Pager fires"),
        ("Pager fires !recurred", ON_THE_DAY, "09:31 UTC recurred: Pager fires"),
        ("09:20 x", NOW, "2026-03-04 09:20 UTC: x"),
        ("~09:31 x @bo https://x.y https://x.z", ON_THE_DAY, "~09:31 UTC: x · @bo · 2 links"),
        ("09:10..09:12 x", ON_THE_DAY, "09:10 UTC until 09:12: x"),
        ("2026-03-04 x", ON_THE_DAY, "2026-03-04: x"),
        ("? x", ON_THE_DAY, "time unknown: x"),
    ],
)
def test_it_is_said_what_was_understood(line: str, now: dt.datetime, said: str) -> None:
    assert understood(logged_event(line, now=now), OUTAGE) == said


def test_what_came_in_is_counted() -> None:
    kinds: list[logged.Kind] = ["event", "event", "park", "answer"]
    entries = [Entry(id=n, kind=kind, text="x") for n, kind in enumerate(kinds, 1)]
    assert counted(entries) == "2 events, 1 answer, 1 parked thought from the log"
    assert counted(entries[:1]) == "1 event from the log"
    assert counted([]) == ""
