from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pm_tui.review import edits
from pm_tui.review.customer_records import Agreement
from pm_tui.review.gathering import Inbox, Note
from pm_tui.review.merging import Merged, merge, same_origin
from pm_tui.review.model import (
    TABLES,
    Account,
    Action,
    Draft,
    Event,
    Evidence,
    Header,
    Lesson,
    Moment,
    Response,
    Review,
    SetAside,
    Why,
)
from pm_tui.review.records import from_tables, to_tables
from tests.strategies import reviews

BASE = Review(
    header=Header(title="Checkout", severity="SEV1"),
    events=(Event(id=1, rank="V", text="pager fires"), Event(id=2, rank="k", text="rollback")),
    whys=(Why(id=10, rank="V", text="no alarm"), Why(id=11, rank="k", text="nobody asked", parent=10)),
    actions=(Action(id=20, rank="V", title="add an alarm", owner="Ada"),),
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Review, Review]:
    """Two reviews that have some ids in common."""
    ours, theirs = draw(reviews()), draw(reviews())
    shared = {
        table: tuple(
            msgspec.structs.replace(row, id=mine.id) if draw(st.booleans()) else row
            for row, mine in zip(getattr(theirs, table), getattr(ours, table), strict=False)
        )
        for table in TABLES
    }
    tables = to_tables(msgspec.structs.replace(theirs, **shared))
    return ours, from_tables(tables).review


KEPT_FOR_ITSELF = {
    "rank",
    "stage",
    "asked",
    "basis",
    "agreed_rows",
    "agenda",
    "began",
    "ended",
    "ends",
    "rules_at",
    "agreed_at",
}


def texts(review: Review) -> set[str]:
    """What people have written: every text that differs from its default, of times what was typed."""
    rows = [row for table in to_tables(review).values() for row in table.values()]
    values = [row[name] for row in rows for name in row.keys() - KEPT_FOR_ITSELF]
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    found = [item.get("text", item.get("name", "")) if isinstance(item, dict) else item for item in flat]
    return {text for text in found if isinstance(text, str)}


@given(reviews())
def test_a_review_merged_with_itself_is_itself(review: Review) -> None:
    assert merge(review, review).review is review
    assert merge(review, review, review).review is review
    assert merge(review, review, Review()).review is review


@settings(max_examples=20)
@given(pairs())
def test_a_merge_holds_every_text_of_both(pair: tuple[Review, Review]) -> None:
    ours, theirs = pair
    merged = merge(ours, theirs).review
    everything = "\0".join(texts(merged))
    assert {text for text in texts(ours) | texts(theirs) if text not in everything} == set()


@settings(max_examples=20)
@given(pairs())
def test_what_was_merged_has_nothing_new_any_more(pair: tuple[Review, Review]) -> None:
    ours, theirs = pair
    once = merge(ours, theirs)
    assert merge(ours, theirs) == once
    assert from_tables(to_tables(once.review)).review == once.review
    assert merge(once.review, theirs).review == once.review


@settings(max_examples=20)
@given(reviews(), reviews())
def test_what_only_one_side_has_changed_is_taken(base: Review, changed: Review) -> None:
    assert to_tables(merge(base, changed, base).review) == to_tables(changed)
    assert merge(changed, base, base).review is changed


def test_what_was_deleted_stays_away_from_what_its_number_means_elsewhere() -> None:
    """Numbers of a file that others wrote may stand for records of two tables."""
    base = Review(agreements=(Agreement(id=2, rank="V"),), accounts=(Account(id=14, rank="V"),))
    changed = Review(accounts=(Account(id=14, rank="V", about=2),))
    assert to_tables(merge(base, changed, base).review) == to_tables(changed)


def test_both_sides_add() -> None:
    ours = edits.add(BASE, "events", Event(id=3, text="ours"))
    theirs = edits.add(BASE, "events", Event(id=4, text="theirs"))
    for base in (None, BASE):
        merged = merge(ours, theirs, base)
        assert [row.text for row in merged.review.events] == ["pager fires", "rollback", "ours", "theirs"]
        assert (merged.added, merged.changed, merged.asked) == (1, 0, 0)


def test_each_side_changes_another_field_of_a_record() -> None:
    ours = edits.change(BASE, "actions", 20, owner="Bo")
    theirs = edits.change(BASE, "actions", 20, ticket="PAY-1")
    (action,) = merge(ours, theirs, BASE).review.actions
    assert (action.owner, action.ticket) == ("Bo", "PAY-1")


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ("pager fires", "pager fires at last", "pager fires at last"),
        ("the pager fires", "pager", "the pager fires"),
        ("we know", "no", "we know — or: no"),
        ("", "theirs", "theirs"),
        ("a\nb", "c", "a\nb\n— or:\nc"),
    ],
)
def test_prose_that_both_have_changed_is_there_in_both_forms(ours: str, theirs: str, merged: str) -> None:
    sides = [Review(lessons=(Lesson(id=1, rank="V", text=text),)) for text in (ours, theirs)]
    done = merge(*sides)
    assert done.review.lessons[0].text == merged
    assert done.joined == ("or:" in merged)


def test_what_cannot_be_joined_becomes_a_question() -> None:
    ours = edits.change(BASE, "actions", 20, owner="Bo", state="open")
    theirs = edits.change(BASE, "actions", 20, owner="Cy", state="done")
    merged = merge(ours, theirs, BASE)
    (action,) = merged.review.actions
    assert (action.owner, action.state) == ("Bo", "open")
    assert {(row.about, row.text) for row in merged.review.questions} == {
        (20, "Owner: “Bo” here, “Cy” in another copy. Which holds?"),
        (20, "State: “open” here, “done” in another copy. Which holds?"),
    }
    assert str(merged) == "2 open questions say what differs"


def test_a_time_is_asked_for_in_the_words_that_were_typed() -> None:
    sides = [Review(events=(Event(id=1, rank="V", at=Moment(text=text), text="x"),)) for text in ("14:20", "~14:30")]
    (question,) = merge(*sides).review.questions
    assert question.text == "Time: “14:20” here, “~14:30” in another copy. Which holds?"


def test_what_one_side_deleted_is_gone_if_the_other_left_it_alone() -> None:
    theirs = edits.delete(BASE, "events", 2)
    merged = merge(BASE, theirs, BASE)
    assert ([row.id for row in merged.review.events], merged.deleted) == ([1], 1)
    assert merge(theirs, BASE, BASE).review is theirs
    assert [row.id for row in merge(theirs, BASE).review.events] == [1, 2]


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_deleted_here_and_changed_there_is_kept(turned: bool) -> None:
    sides = [edits.delete(BASE, "events", 2), edits.change(BASE, "events", 2, text="rolled back")]
    merged = merge(*(reversed(sides) if turned else sides), base=BASE).review
    assert [row.text for row in merged.events] == ["pager fires", "rolled back"]


def test_what_something_was_put_below_is_kept() -> None:
    ours = edits.delete(BASE, "whys", 10)
    theirs = edits.add(BASE, "whys", Why(id=12, text="deeper", parent=11))
    theirs = edits.add(theirs, "evidence", Evidence(id=30, about=10, text="log"))
    assert {row.id: row.parent for row in merge(ours, theirs, BASE).review.whys} == {10: 0, 11: 10, 12: 11}


def test_what_is_the_same_by_what_it_is_for_is_one() -> None:
    ours = Review(drafts=(Draft(id=1, place="prompt:x", text="half"),), response=(Response(id=2, rank="V", key="k"),))
    theirs = Review(
        drafts=(Draft(id=3, place="prompt:x", text="half an answer"),),
        response=(Response(id=4, rank="V", key="k", text="said"),),
    )
    merged = merge(ours, theirs).review
    assert [(row.id, row.text) for row in (*merged.drafts, *merged.response)] == [(1, "half an answer"), (2, "said")]


def test_nothing_becomes_public_by_a_merge() -> None:
    public = edits.change(BASE, "events", 1, public=True)
    assert not merge(BASE, public).review.events[0].public
    assert not merge(public, BASE).review.events[0].public
    assert merge(BASE, public, BASE).review.events[0].public


def test_the_inbox_is_taken_as_far_as_either_side_has_taken_it() -> None:
    sides = [Review(inbox=Inbox(taken=taken)) for taken in (5, 9)]
    assert merge(*sides).review.inbox.taken == merge(*reversed(sides)).review.inbox.taken == 9


def test_what_could_not_be_read_stays_from_both() -> None:
    sides = [Review(set_aside=(SetAside("later", "", raw, "x"), SetAside("events", "x", raw, "y"))) for raw in (1, 2)]
    raws = sorted(item.raw for item in merge(*sides).review.set_aside)
    assert raws == [1, 1, 2, 2]


def test_a_circle_of_whys_is_cut() -> None:
    ours = Review(whys=(Why(id=1, rank="V", text="a", parent=2), Why(id=2, rank="k", text="b")))
    theirs = Review(whys=(Why(id=1, rank="V", text="a"), Why(id=2, rank="k", text="b", parent=1)))
    assert sum(row.parent == 0 for row in merge(ours, theirs).review.whys) == 1


def test_copies_are_known_by_a_record_in_common() -> None:
    assert same_origin(BASE, edits.delete(BASE, "events", 2))
    assert not same_origin(BASE, Review(notes=(Note(id=1),)))
    assert not same_origin(Review(), Review())


def test_what_was_done_is_said() -> None:
    assert str(Merged(BASE)) == "nothing new was in it"
    assert str(Merged(BASE, 2, 1, 0, 1)) == "2 records came in, 1 record was completed, 1 text is there in both forms"
