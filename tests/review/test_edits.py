from __future__ import annotations

import datetime as dt
from itertools import count

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits
from pm_tui.review.model import Action, Event, Evidence, Kept, Lesson, Moment, Review, Why
from pm_tui.review.whys import tree


def at(minute: int) -> Moment:
    instant = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
    return Moment(earliest=instant, latest=instant, certainty="exact")


def with_events(*texts: str) -> Review:
    return edits.add(Review(), "events", *(Event(id=n, text=text) for n, text in enumerate(texts, 1)))


def texts(review: Review) -> list[str]:
    return [event.text for event in review.events]


@pytest.mark.parametrize(
    ("after", "expected"),
    [(None, ["a", "b", "x", "y"]), (0, ["x", "y", "a", "b"]), (1, ["a", "x", "y", "b"]), (2, ["a", "b", "x", "y"])],
)
def test_new_records_go_behind_the_one_named(after: int | None, expected: list[str]) -> None:
    review = edits.add(with_events("a", "b"), "events", Event(id=8, text="x"), Event(id=9, text="y"), after=after)
    assert texts(review) == expected
    assert [event.rank for event in review.events] == sorted({event.rank for event in review.events})


def test_many_new_records_in_the_middle_keep_short_ranks() -> None:
    review = edits.add(with_events("a", "b"), "events", *(Event(id=n) for n in range(10, 3010)), after=1)
    assert [event.id for event in review.events] == [1, *range(10, 3010), 2]
    assert max(len(event.rank) for event in review.events) <= 4


def test_a_change_that_changes_nothing_is_the_same_review() -> None:
    review = with_events("a")
    assert edits.change(review, "events", 1, text="a") is review
    assert edits.change_single(review, "header", title="") is review
    assert edits.add(review, "events") is review
    assert edits.move(review, "events", 1, 1) is review


def test_an_insert_or_a_move_changes_one_record() -> None:
    before = with_events("a", "b", "c")
    after = edits.move(before, "events", 1, 1)
    assert texts(after) == ["b", "a", "c"]
    assert sum(event not in before.events for event in after.events) == 1


def test_records_of_one_rank_are_ranked_anew_to_make_room() -> None:
    review = Review(events=(Event(id=1, rank="V"), Event(id=2, rank="V")))
    review = edits.add(review, "events", Event(id=3), after=1)
    assert [event.id for event in review.events] == [1, 3, 2]
    assert len({event.rank for event in review.events}) == 3


def test_an_unknown_record_is_a_key_error() -> None:
    for act in (edits.delete, edits.find):
        with pytest.raises(KeyError):
            act(with_events("a"), "events", 7)


def test_what_belongs_to_a_record_goes_with_it() -> None:
    review = edits.add(with_events("a", "b"), "evidence", Evidence(id=5, about=1), Evidence(id=6, about=2))
    review = edits.set_draft(review, "events:1:line", "14:", 3, lambda: 7)
    review = edits.keep_flag(review, Kept(id=8, place="events:1:line", quote="forgot"))
    review = edits.delete(review, "events", 1)
    assert texts(review) == ["b"]
    assert [piece.id for piece in review.evidence] == [6]
    assert not review.drafts
    assert not review.kept


def test_marking_a_milestone_takes_it_from_the_event_that_had_it() -> None:
    review = edits.mark(edits.mark(with_events("a", "b"), 1, "detected"), 2, "detected")
    assert [event.milestones for event in review.events] == [(), ("detected",)]
    assert edits.mark(review, 2, "detected").events[1].milestones == ()


def test_sorting_keeps_rows_of_unknown_time_behind_the_row_they_follow() -> None:
    rows = (Event(id=1, at=at(30)), Event(id=2), Event(id=3, at=at(10)), Event(id=4, at=at(20)), Event(id=5))
    review = edits.sort_events(edits.add(Review(), "events", *rows))
    assert [event.id for event in review.events] == [3, 4, 5, 1, 2]
    assert edits.sort_events(review) is review


def test_sorting_without_any_time_changes_nothing() -> None:
    review = with_events("b", "a")
    assert edits.sort_events(review) is review


@pytest.mark.parametrize(
    ("minute", "expected"),
    [(5, [9, 1, 2, 3]), (10, [1, 2, 9, 3]), (15, [1, 2, 9, 3]), (30, [1, 2, 3, 9]), (None, [9, 1, 2, 3])],
)
def test_a_new_event_settles_behind_the_last_row_that_is_not_later(minute: int | None, expected: list[int]) -> None:
    rows = (Event(id=1, at=at(10)), Event(id=2), Event(id=3, at=at(20)))
    new = Event(id=9, at=at(minute) if minute else Moment())
    review = edits.add(edits.add(Review(), "events", *rows), "events", new, after=0)
    settled = edits.settle(review, 9)
    assert [event.id for event in settled.events] == expected
    assert edits.settle(settled, 9) is settled


TREE = (Why(id=1), Why(id=2, parent=1), Why(id=3, parent=1), Why(id=4, parent=3), Why(id=5))


def shape(review: Review) -> list[tuple[int, int]]:
    return [(placed.why.id, placed.depth) for placed in tree(review.whys)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda r: edits.indent(r, 3), [(1, 0), (2, 1), (3, 2), (4, 3), (5, 0)]),
        (lambda r: edits.indent(r, 2), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 0)]),
        (lambda r: edits.outdent(r, 4), [(1, 0), (2, 1), (3, 1), (4, 1), (5, 0)]),
        (lambda r: edits.outdent(r, 3), [(1, 0), (2, 1), (3, 0), (4, 1), (5, 0)]),
        (lambda r: edits.outdent(r, 1), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 0)]),
        (lambda r: edits.move_why(r, 2, 1), [(1, 0), (3, 1), (4, 2), (2, 1), (5, 0)]),
        (lambda r: edits.move_why(r, 5, -1), [(5, 0), (1, 0), (2, 1), (3, 1), (4, 2)]),
        (lambda r: edits.delete(r, "whys", 3), [(1, 0), (2, 1), (5, 0)]),
        (lambda r: edits.delete(r, "whys", 1), [(5, 0)]),
    ],
)
def test_the_tree_of_whys(change: object, expected: list[tuple[int, int]]) -> None:
    assert shape(change(edits.add(Review(), "whys", *TREE))) == expected  # type: ignore[operator]


def test_moving_among_some_rows_skips_the_others() -> None:
    rows = (Lesson(id=1, kind="well"), Lesson(id=2, kind="lucky"), Lesson(id=3, kind="well"))
    review = edits.move(edits.add(Review(), "lessons", *rows), "lessons", 1, 1, lambda row: row.kind == "well")
    assert [lesson.id for lesson in review.lessons if lesson.kind == "well"] == [3, 1]


def test_a_draft_is_kept_replaced_and_taken_away() -> None:
    review = edits.set_draft(Review(), "prompt:why:3", "hal", 3, lambda: 9)
    review = edits.set_draft(review, "prompt:why:3", "half", 4, lambda: 10)
    draft = edits.draft_at(review, "prompt:why:3")
    assert draft
    assert (draft.id, draft.text, draft.cursor) == (9, "half", 4)
    assert edits.set_draft(review, "prompt:why:3", "", 0, lambda: 11) == Review()


def test_a_flag_is_kept_once() -> None:
    review = edits.keep_flag(
        Review(), Kept(id=1, quote="forgot", category="person-as-cause", sentence="Bob forgot it.")
    )
    assert len(review.kept) == 1
    assert edits.keep_flag(review, msgspec.structs.replace(review.kept[0], id=2)) is review


def test_a_category_is_switched_off_and_on_again() -> None:
    review = edits.switch_off(edits.switch_off(Review(), "hints"), "hindsight")
    assert review.header.flags_off == ("hints", "hindsight")
    assert edits.switch_off(edits.switch_off(review, "hints"), "hindsight") == Review()


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "move", "delete", "indent", "outdent", "move_why"]), st.integers(0, 50)),
    max_size=40,
)


@given(STEPS)
def test_any_sequence_keeps_ids_ranks_and_the_tree_whole(steps: list[tuple[str, int]]) -> None:
    review, ids = Review(), count(1)
    for step, number in steps:
        chosen = review.whys[number % len(review.whys)].id if review.whys else 0
        match step:
            case "add":
                review = edits.add(review, "whys", Why(id=next(ids), parent=chosen if number % 2 else 0))
            case "move" if chosen:
                review = edits.move(review, "whys", chosen, number - 25)
            case "delete" if chosen:
                review = edits.delete(review, "whys", chosen)
            case "indent" | "outdent" if chosen:
                review = getattr(edits, step)(review, chosen)
            case "move_why" if chosen:
                review = edits.move_why(review, chosen, number - 25)
        ranks = [why.rank for why in review.whys]
        assert ranks == sorted(set(ranks))
        assert len(tree(review.whys)) == len(review.whys)
        known = {why.id for why in review.whys}
        assert all(why.parent in known | {0} for why in review.whys)


def test_an_action_may_be_found_by_its_id() -> None:
    review = edits.add(Review(), "actions", Action(id=3, title="Page"))
    assert edits.find(review, "actions", 3).title == "Page"
