from __future__ import annotations

import time

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import saving
from pm_tui.review.model import TABLES, Event, Review
from pm_tui.review.records import to_tables
from pm_tui.store import review_text
from pm_tui.store.jsontext import serialise
from pm_tui.store.review_text import ReviewText
from tests.strategies import reviews

STAMP = {"pm_tui": {"1": {"schema": 1, "revision": 7}}}


@settings(max_examples=20)
@given(st.lists(reviews(), min_size=1, max_size=2))
def test_the_text_is_that_of_the_tables_whatever_was_written_before(states: list[Review]) -> None:
    text = ReviewText()
    for state in [*states, states[0], states[0]]:
        assert text.of(state, STAMP) == serialise(to_tables(state) | STAMP)


@settings(max_examples=20)
@given(reviews(), st.data())
def test_a_state_with_rows_changed_moved_and_gone(review: Review, data: st.DataObject) -> None:
    text = ReviewText()
    text.of(review, STAMP)
    for name in TABLES:
        rows = data.draw(st.permutations(getattr(review, name)))
        kept = [msgspec.structs.replace(row, rank="z") if data.draw(st.booleans()) else row for row in rows[:3]]
        review = msgspec.structs.replace(review, **{name: tuple(kept)})
    assert text.of(review, STAMP) == serialise(to_tables(review) | STAMP)


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    review = Review(events=(Event(id=1, rank="A", extra={"x": "\ud800"}),))
    assert ReviewText().of(review, STAMP) == serialise(to_tables(review) | STAMP)


def test_only_what_is_new_is_worked_out(monkeypatch) -> None:
    text = ReviewText()
    review = Review(events=tuple(Event(id=n, rank="A", text="x") for n in range(1, 10)))
    text.of(review, STAMP)
    new: list[int] = []
    written = review_text._written
    monkeypatch.setattr(review_text, "_written", lambda record: new.append(record.id) or written(record))
    changed = msgspec.structs.replace(review.events[4], text="y")
    after = msgspec.structs.replace(review, events=(*review.events[:4], changed, *review.events[5:]))
    assert b'"text": "y"' in text.of(after, STAMP)
    assert new == [5]


def test_an_edit_of_a_large_review_costs_a_fraction_of_all_of_it() -> None:
    large, text = saving.review(4000), ReviewText()

    def busy(value: Review) -> float:
        begun = time.thread_time()
        text.of(value, STAMP)
        return time.thread_time() - begun

    first = busy(large)
    edited = msgspec.structs.replace(
        large, events=(*large.events[:-1], msgspec.structs.replace(large.events[-1], text="x"))
    )
    assert min(busy(edited), busy(large), busy(edited)) < first / 2
