from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits, life, writing
from pm_tui.review.gathering import Verdict
from pm_tui.review.model import Header, Review
from pm_tui.review.vocabulary import STATUSES, Ruling, Status

NOW = dt.datetime(2026, 3, 5, 14, 0, tzinfo=dt.UTC)
ids = itertools.count(1)


def new_id() -> int:
    return next(ids)


def at(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def said(review: Review) -> list[tuple[str, dt.datetime | None, str]]:
    return [(change.status, change.at, change.reason) for change in review.history]


def typed(review: Review, text: str, minutes: float = 0) -> writing.Written:
    """The text typed into the field, letter by letter, a second each."""
    written = writing.Written(review)
    for count in range(1, len(text) + 1):
        context = writing.Context(lambda count=count: at(minutes + count / 60), new_id)  # type: ignore[misc]
        written = writing.write(written.review, "header:status", text[:count], count, context)
    return written


def test_each_status_is_kept_with_its_time_and_reason() -> None:
    review = life.set_status(Review(), "in review", NOW, new_id)
    review = life.set_status(review, "rejected", at(60), new_id, " the whys\nend at a person ")
    review = life.set_status(review, "in review", at(90), new_id)
    assert review.header.status == "in review"
    assert said(review) == [
        ("in review", NOW, ""),
        ("rejected", at(60), "the whys end at a person"),
        ("in review", at(90), ""),
    ]


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(0, 99)), max_size=12))
def test_the_history_ends_with_the_status_and_holds_none_twice_in_a_row(steps: list[tuple[Status, int]]) -> None:
    review = Review()
    for minutes, (status, length) in enumerate(steps):
        review = life.set_status(review, status, at(minutes), new_id, "x" * length if status != "rejected" else "why")
    statuses = [change.status for change in review.history]
    assert all(one != other for one, other in itertools.pairwise(statuses))
    assert review.header.status == (statuses[-1] if statuses else "draft")


def test_the_same_status_again_is_one_with_the_latest_reason() -> None:
    review = life.set_status(Review(), "in review", NOW, new_id)
    assert life.set_status(review, "in review", at(5), new_id) is review
    assert said(life.set_status(review, "in review", at(5), new_id, "for Ada")) == [("in review", NOW, "for Ada")]
    assert life.set_status(Review(), "draft", NOW, new_id) == Review()


def test_a_rejection_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="needs its reason"):
        life.set_status(Review(), "rejected", NOW, new_id, " ")


def test_typing_a_status_leaves_no_trace_of_what_was_on_the_way() -> None:
    review = typed(Review(), "in review").review
    assert said(review) == [("in review", at(1 / 60), "")]
    review = typed(review, "pub", 30).review  # "p" is enough
    assert [status for status, _, _ in said(review)] == ["in review", "published"]
    review = typed(review, "approved", 30.1).review  # it was a slip
    assert [status for status, _, _ in said(review)] == ["in review", "approved"]
    back = typed(review, "in review", 30.2).review
    assert [status for status, _, _ in said(back)] == ["in review"]
    assert back.header.status == "in review"
    later = typed(review, "published", 60).review
    assert [status for status, _, _ in said(later)] == ["in review", "approved", "published"]


def test_a_rejection_is_typed_with_its_reason() -> None:
    written = typed(Review(), "rejected")
    assert "needs its reason" in written.problem
    assert (written.review.header.status, written.review.history) == ("draft", ())
    written = typed(Review(), "rejected: nobody asked the night shift")
    assert not written.problem
    assert [(status, reason) for status, _, reason in said(written.review)] == [
        ("rejected", "nobody asked the night shift")
    ]
    assert writing.text_at(written.review, "header:status") == "rejected: nobody asked the night shift"
    emptied = typed(written.review, "rejected:", 9)
    assert "needs its reason" in emptied.problem


def test_an_empty_field_leaves_the_status_and_a_status_of_an_older_file_gets_a_reason_without_a_time() -> None:
    old = Review(header=Header(status="published"))
    context = writing.Context(lambda: NOW, new_id)
    assert writing.write(old, "header:status", " ", 0, context).review == old
    review = writing.write(old, "header:status", "published: for the weekly", 0, context).review
    assert said(review) == [("published", None, "for the weekly")]


# --- verdicts


def ruled(review: Review, who: str, ruling: Ruling, minutes: float, *, how: str = "", words: str = "") -> Review:
    return life.rule(review, Verdict(id=new_id(), who=who, ruling=ruling, at=at(minutes), how=how, words=words), new_id)


def ready(*committee: str) -> Review:
    return life.set_status(Review(header=Header(committee=committee)), "in review", NOW, new_id)


def test_it_is_approved_once_every_named_reviewer_approves() -> None:
    review = ruled(ready("Ada", "Jun"), "ada", "approved", 5, how="mail")
    assert review.header.status == "in review"
    assert life.waiting_for(review) == ("Jun",)
    assert life.verdicts_told(review) == "1 of 2 reviewers approves, waiting for Jun"
    review = ruled(review, "Amara", "approved", 6)  # not named, so nobody waits for her
    assert review.header.status == "in review"
    review = ruled(review, "@Jun ", "approved", 7, how="in the meeting", words="good whys")
    assert review.header.status == "approved"
    assert said(review)[-1] == ("approved", at(7), "")
    assert [(verdict.who, verdict.how, verdict.words) for verdict in review.verdicts] == [
        ("Ada", "mail", ""),
        ("Amara", "", ""),
        ("Jun", "in the meeting", "good whys"),
    ]
    assert life.verdicts_told(review) == "2 of 2 reviewers approve"


def test_a_rejection_makes_it_rejected_until_that_reviewer_approves() -> None:
    review = ruled(ready("Ada", "Jun"), "Ada", "rejected", 5, words="No evidence\nfor the why.")
    assert said(review)[-1] == ("rejected", at(5), "No evidence for the why.")
    review = ruled(review, "Jun", "approved", 6)
    assert review.header.status == "rejected"
    assert life.verdicts_told(review) == "1 of 2 reviewers approves, Ada rejects"
    review = ruled(review, "Ada", "approved", 9)
    assert said(review)[-1] == ("approved", at(9), "")


def test_without_named_reviewers_those_who_rule_decide() -> None:
    review = ruled(ready(), "Ada", "rejected", 1, words="Too thin.")
    review = ruled(review, "Jun", "approved", 2)
    assert review.header.status == "rejected"
    assert ruled(review, "Ada", "approved", 3).header.status == "approved"


def test_what_is_published_stays_so_by_an_approval_and_not_by_a_rejection() -> None:
    review = life.set_status(ready("Ada"), "published", at(1), new_id)
    assert ruled(review, "Ada", "approved", 2).header.status == "published"
    assert ruled(review, "Ada", "rejected", 2, words="Not yet.").header.status == "rejected"


@pytest.mark.parametrize(
    ("who", "ruling", "words", "problem"),
    [(" ", "approved", "", "name"), ("Ada", "", "", "approve it or reject"), ("Ada", "rejected", " ", "reason")],
)
def test_what_is_missing_from_a_verdict_is_said(who: str, ruling: str, words: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        ruled(ready("Ada"), who, ruling, 0, words=words)  # type: ignore[arg-type]


def test_a_verdict_told_later_does_not_turn_the_history_round() -> None:
    review = ruled(ready("Ada"), "Ada", "approved", -300, how="mail")
    assert review.verdicts[0].at == at(-300)
    assert said(review)[-1] == ("approved", NOW, "")


def test_publishing_before_approval_is_possible_but_said() -> None:
    review = typed(ready("Ada", "Jun"), "published", 5).review
    assert review.header.status == "published"
    assert life.told(review) == "Published before it was approved: waiting for Ada and Jun."
    assert writing.understood(review, "header:status") == life.told(review)
    approved = life.set_status(ready("Ada"), "approved", at(1), new_id)
    assert life.told(approved) == ""
    assert life.told(life.set_status(approved, "published", at(2), new_id)) == ""
    assert life.told(Review(header=Header(status="published"))) == ""  # nobody knows


def test_a_verdict_is_no_slip_of_typing() -> None:
    review = ruled(ready("Ada"), "Ada", "approved", 5)
    review = typed(review, "published", 5).review
    assert [status for status, _, _ in said(review)] == ["in review", "approved", "published"]


def test_it_is_done_since_it_was_first_approved_and_not_taken_back() -> None:
    review = ready()
    assert life.done_at(review) is None
    review = life.set_status(review, "approved", at(1), new_id)
    review = life.set_status(review, "published", at(9), new_id)
    assert life.done_at(review) == at(1)
    review = life.set_status(review, "rejected", at(10), new_id, "not yet")
    assert life.done_at(review) is None
    assert life.done_at(life.set_status(review, "published", at(20), new_id)) == at(20)
    assert life.done_at(edits.change_single(Review(), "header", status="approved")) is None
