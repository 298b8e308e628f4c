from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.completion import complete
from pm_tui.review.model import Event, Evidence, Header, Review, Why

LINK = "https://graphs.example/d/42"
REVIEW = Review(
    header=Header(services=("checkout-api", "Ledger"), tags=("config", "eu-west")),
    events=(Event(id=3, tags=("checkout", "config")),),
    whys=(Why(id=4, guard="canary in one region"), Why(id=5, guard="Canary in one region"), Why(id=6, guard="can")),
    evidence=(Evidence(id=1, link="https://graphs.example/d/1"), Evidence(id=2, link=LINK)),
)
TAGS = ("latency", "checkout-db")
PEOPLE = ("alice", "Alice Smith", "Bob", "Zoë")


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("events:1:line", "14:31 Pager fires @al", "14:31 Pager fires @alice"),
        ("events:1:line", "14:31 Pager fires @AL", "14:31 Pager fires @alice"),
        ("events:1:line", '14:31 @"Alice S', '14:31 @"Alice Smith"'),
        ("events:1:line", "14:31 @Alice S", '14:31 @"Alice Smith"'),
        ("events:1:line", "14:31 @", "14:31 @alice"),
        ("events:1:line", "14:31 @zo", "14:31 @Zoë"),
        ("events:1:line", "14:31 Pager !de", "14:31 Pager !detected"),
        ("events:1:line", "14:31 Pager #al", "14:31 Pager #alert"),
        ("actions:1:line", "Page on errors #det", "Page on errors #detection"),
        ("events:1:line", "see https://gr", f"see {LINK}"),
        ("events:1:line", "the ledg", "the Ledger"),
        ("prompt:interval:detected", "page for che", "page for checkout-api"),
        ("header:responders", "Bob, ali", "Bob, alice"),
        ("actions:1:owner", "bo", "Bob"),
        ("actions:1:asker", "bo", "Bob"),
        ("header:tags", "billing, ch", "billing, checkout"),
        ("events:1:tags", "Con", "config"),
        ("events:1:tags", "lat", "latency"),
        ("events:1:tags", "checkout-", "checkout-db"),
        ("whys:7:guard", "Can", "canary in one region"),
        ("whys:7:guard", "canary in", "canary in one region"),
    ],
)
def test_a_word_is_ended(place: str, before: str, after: str) -> None:
    found = complete(REVIEW, place, before, PEOPLE, TAGS)
    assert found
    assert before[: found.start] + found.text == after
    assert found.rest
    assert found.rest in after


@pytest.mark.parametrize(
    ("place", "before"),
    [
        ("events:1:line", "14:31 @alice"[:-1] + "k"),
        ("events:1:line", "mail al@b"),
        ("events:1:line", "wow! de"),
        ("events:1:line", "the api-che"),
        ("events:1:line", "l"),
        ("lessons:1:text", "#al"),
        ("lessons:1:text", "!de"),
        ("header:responders", "Bob, "),
        ("events:1:line", ""),
        ("events:1:line", '14:31 @"'),
        ("events:1:tags", "config, "),
        ("whys:7:guard", ""),
        ("whys:7:guard", "one"),
        ("whys:7:text", "can"),
    ],
)
def test_nothing_is_offered(place: str, before: str) -> None:
    assert complete(REVIEW, place, before, PEOPLE, TAGS) is None


@given(
    st.text(alphabet='@#!"abz ,/:htps\u0130', max_size=20),
    st.sampled_from(["events:1:line", "actions:1:owner", "header:title"]),
)
def test_what_is_offered_begins_with_what_was_typed(before: str, place: str) -> None:
    found = complete(REVIEW, place, before, PEOPLE)
    if found:
        assert found.rest
        assert found.text.strip('@"').casefold() == (before[found.start :].strip('@"') + found.rest).casefold()
