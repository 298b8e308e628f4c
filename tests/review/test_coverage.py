import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.coverage import counts, earlier, parked, standings
from pm_tui.review.model import Action, Answer, Review, Why
from pm_tui.review.vocabulary import ACTION_KINDS

EVERY_KIND = tuple(Action(id=100 + number, kind=kind) for number, kind in enumerate(ACTION_KINDS))
WHY = Why(id=1, text="the check reads only")


def review_of(*answers: Answer, actions: tuple[Action, ...] = ()) -> Review:
    return Review(whys=(WHY,), answers=answers, actions=(*EVERY_KIND, *actions))


ANSWERED = Answer(id=11, prompt="why:1", text="a check that writes")
PARKED = Answer(id=12, prompt="why:1", text="later", state="parked")
LET_GO = Answer(id=13, prompt="why:1", text="the store goes away in May", state="let-go")
ELSEWHERE = Answer(id=14, prompt="why:2", text="of a why that was deleted")
THOUGHT = Answer(id=15, text="ask the billing team", state="parked")
ACTION = Action(id=99, title="Write in the health check", kind="detection", answers=("why:1",))


@pytest.mark.parametrize(
    ("answers", "actions", "state"),
    [
        ((), (), "open"),
        ((PARKED,), (), "parked"),
        ((PARKED, LET_GO), (), "let-go"),
        ((LET_GO, PARKED, ANSWERED), (), "answered"),
        ((LET_GO, PARKED, ANSWERED), (ACTION,), "action"),
        ((ELSEWHERE, THOUGHT), (), "open"),
    ],
)
def test_a_prompt_stands_as_far_as_anybody_got(answers, actions, state):
    standing = next(one for one in standings(review_of(*answers, actions=actions)) if one.prompt.id == "why:1")
    assert standing.state == state
    assert standing.answers == tuple(answer for answer in answers if answer.prompt == "why:1")
    assert standing.actions == actions


def test_an_answer_without_its_prompt_is_kept_as_earlier_and_counts_no_more():
    review = review_of(ELSEWHERE, THOUGHT, ANSWERED)
    assert earlier(review) == (ELSEWHERE,)
    assert (counts(review).total, counts(review).done) == (2, 1)  # the why, and the thought that waits


def test_the_parking_lot_holds_thoughts_from_anywhere():
    assert parked(review_of(ANSWERED, PARKED, THOUGHT)) == (PARKED, THOUGHT)


def test_a_thought_that_is_settled_leaves_the_parking_lot():
    settled = Answer(id=16, prompt=f"parked:{THOUGHT.id}", text="they are asked")
    assert parked(review_of(PARKED, THOUGHT, settled)) == (PARKED,)
    assert counts(review_of(PARKED, THOUGHT, settled)).answered == 1


def test_parked_counts_as_open():
    found = counts(review_of(PARKED))
    assert (found.total, found.open, found.parked, found.done) == (1, 1, 1, 0)


def test_an_action_of_the_missing_kind_takes_its_prompt_away():
    before = counts(Review(whys=(WHY,)))
    after = counts(Review(whys=(WHY,), actions=EVERY_KIND[:1]))
    assert (before.total, after.total) == (7, 6)


answers = st.lists(
    st.builds(
        Answer,
        id=st.integers(1, 99),
        prompt=st.sampled_from(["", "why:1", "why:2", "kind:detection"]),
        state=st.sampled_from(["answered", "parked", "let-go"]),
    ),
    max_size=6,
)


@given(answers, st.booleans())
def test_the_counts_add_up(given_answers, linked):
    review = Review(whys=(WHY,), answers=tuple(given_answers), actions=(ACTION,) if linked else ())
    found = counts(review)
    assert found.total == found.open + found.done == len(standings(review))
    assert found.done == found.answered + found.action + found.let_go
    assert found.parked <= found.open
    held = sum(len(standing.answers) for standing in standings(review))
    loose = sum(not answer.prompt for answer in given_answers)
    assert held + loose + len(earlier(review)) == len(given_answers)
