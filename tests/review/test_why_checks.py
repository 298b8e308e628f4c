"""What the whys still lack."""

from __future__ import annotations

import msgspec
import pytest

from pm_tui.review import why_checks
from pm_tui.review.flags import flags
from pm_tui.review.model import Action, Answer, Evidence, Header, Review, Why


def chain(*texts: str, layers: tuple[str, ...] = ()) -> Review:
    rows = [
        Why(id=number, parent=number - 1, text=text, layer=layers[number - 1] if layers else "")  # type: ignore[arg-type]
        for number, text in enumerate(texts, 1)
    ]
    return Review(whys=tuple(rows))


SAID = (
    "The shop refused every order",
    "The write limit was missing",
    "A rollout does not ask what a service reads",
    "Service and config are tested apart",
    "What lies between two groups is on no list",
)


def test_five_deep_on_one_branch_is_enough() -> None:
    (found,) = why_checks.shallow(chain(*SAID[:4]))
    assert found[0] == "whys:4:text"
    assert "4 whys deep" in found[1]
    assert not list(why_checks.shallow(chain(*SAID)))


def test_a_reason_is_enough_too_and_an_empty_why_is_none() -> None:
    review = chain(*SAID[:2], "")
    (found,) = why_checks.shallow(review)
    assert found[0] == "whys:2:text"
    reason = msgspec.structs.replace(review, header=Header(shallow="a typo, caught by a check now"))
    assert not list(why_checks.shallow(reason))
    assert not list(why_checks.shallow(Review()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The write limit was missing in eu-west.", "the write limit was missing in eu-west"),
        ("The write limit was missing in the eu-west region", "Write limit is missing in the eu-west region"),
        ("Service and config are tested apart", "Service and configs are tested apart"),
    ],
)
def test_two_whys_that_say_the_same_are_found(one: str, other: str) -> None:
    (found,) = why_checks.repeated(chain(one, other))
    assert found[0] == "whys:2:text"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("There was no alert on writes in eu-west", "There was an alert on writes in eu-west"),
        ("The limit of region 1 was missing in the file", "The limit of region 2 was missing in the file"),
        ("No alert on reads", "No alert on writes"),
        ("The health check only reads", "The alert takes the mean of all regions"),
        ("Disk full", "Disk full of logs"),
        ("", ""),
    ],
)
def test_whys_that_differ_in_one_thing_that_matters_are_not(one: str, other: str) -> None:
    assert not list(why_checks.repeated(chain(one, other)))


def test_layers_go_down_along_a_branch() -> None:
    fine = chain(*SAID, layers=("immediate", "immediate", "", "precondition", "underlying"))
    assert not list(why_checks.out_of_layer(fine))
    wrong = chain(*SAID, layers=("immediate", "underlying", "", "precondition", "underlying"))
    (found,) = why_checks.out_of_layer(wrong)
    assert found[0] == "whys:4:layer"


def test_what_is_too_long_or_too_thin() -> None:
    review = chain("DNS", SAID[0], "word " * 41, "")
    assert [place for place, _ in why_checks.too_thin(review)] == ["whys:1:text"]
    assert [place for place, _ in why_checks.too_long(review)] == ["whys:3:text"]


def test_a_branch_that_ends_at_a_person_goes_deeper() -> None:
    review = chain(SAID[0], "Nadia forgot to rename the limit")
    (found,) = why_checks.at_people(review, lambda place, text: flags(review, place, text, ("Nadia",)))
    assert found[0] == "whys:2:text"
    assert "one deeper" in found[1]


def fork() -> Review:
    return Review(whys=(Why(id=1, text=SAID[0]), Why(id=2, parent=1, text=SAID[1]), Why(id=3, parent=1, text=SAID[2])))


def places(review: Review) -> list[str]:
    return [place for place, _ in why_checks.unanswered(review)]


def test_each_leaf_needs_an_action_or_a_reason() -> None:
    answered = msgspec.structs.replace(fork(), actions=(Action(id=9, title="x", answers=("why:2",)),))
    assert places(answered) == ["whys:3:accepted"]
    risk = msgspec.structs.replace(answered, whys=(*fork().whys[:2], Why(id=3, parent=1, text="x", accepted="rare")))
    assert places(risk) == []
    wont = msgspec.structs.replace(answered, actions=(Action(id=9, title="x", answers=("why:2",), state="wont"),))
    assert len(places(wont)) == 1


def test_nothing_answered_at_all_is_one_line() -> None:
    ((place, text),) = why_checks.unanswered(fork())
    assert place == "whys:2:accepted"
    assert "2 contributing factors" in text


@pytest.mark.parametrize(("reason", "left"), [("the cost is too high", []), ("", ["whys:3:accepted"])])
def test_letting_a_why_go_with_a_reason_accepts_it(reason: str, left: list[str]) -> None:
    review = msgspec.structs.replace(
        fork(),
        actions=(Action(id=9, title="x", answers=("why:2",)),),
        answers=(Answer(id=8, prompt="why:3", text=reason, state="let-go"),),
    )
    assert places(review) == left


def test_leaves_without_evidence_are_counted() -> None:
    review = msgspec.structs.replace(fork(), evidence=(Evidence(id=7, about=2, text="limit: missing"),))
    ((place, text),) = why_checks.unproved(review)
    assert place == "whys:3:text"
    assert text.startswith("1 of 2 ")
    assert not list(why_checks.unproved(fork()))


def test_a_thousand_whys_that_differ_in_a_number_are_no_repetition() -> None:
    texts = (f"The write limit of shard {number} was missing" for number in range(1000))
    assert not list(why_checks.repeated(chain(*texts)))
