from __future__ import annotations

import datetime as dt
import itertools

from pm_tui.review import checks, customer, edits, exposed
from pm_tui.review.gathering import Meeting, Note
from pm_tui.review.model import Action, Answer, Draft, Event, Evidence, Header, Moment, Response, Review

NOW = dt.datetime(2026, 3, 14, tzinfo=dt.UTC)
REVIEW = Review(
    header=Header(summary="Ask kim@acme.io", owner="Kim"),
    events=(Event(id=1, text="db-prod-03 stops", at=Moment(text="14:20")),),
    actions=(Action(id=2, title="Close the port", ticket="https://wiki.acme.internal/x"),),
    evidence=(Evidence(id=3, text="GET /\ndial tcp 10.0.3.17:443"),),
    response=(Response(id=4, key="detection", text="pw: Sommer2024!"),),
    notes=(Note(id=5, text="pw: Winter2024!"),),
    drafts=(Draft(id=6, place="x", text="pw: Winter2024!"),),
)
PLACES = ["header:summary", "events:1:text", "evidence:3:text", "actions:2:ticket", "response:detection"]


def test_all_that_is_exported_is_looked_at_and_nothing_else() -> None:
    assert [row.place for row in exposed.exposed(REVIEW)] == PLACES


def test_the_ids_of_prompts_and_rows_are_no_numbers_of_cards() -> None:
    card = "4111111111111111"
    review = Review(
        meetings=(Meeting(id=1, asked=(f"gap:{card}",), agreed_rows=(f"{card}:ab12",)),),
        answers=(Answer(id=2, prompt=f"gap:{card}", asked="What was going on?"),),
    )
    assert exposed.exposed(review) == ()
    assert exposed.exposed(Review(answers=(Answer(id=2, asked=f"Why {card}?"),)))


def test_how_many_and_where_is_told_without_telling_it() -> None:
    told = exposed.told(exposed.exposed(REVIEW))
    assert told.startswith("5 things in it may be confidential: an e-mail address in header:summary, the name of")
    assert not any(row.text[row.find.start : row.find.end] in told for row in exposed.exposed(REVIEW))
    assert exposed.told(()) == ""


def test_what_is_accepted_inside_is_found_no_more_but_for_customers_it_is() -> None:
    ids = itertools.count(100)
    kept = exposed.accept(REVIEW, "e-mail", "kim@acme.io", lambda: next(ids))
    assert [row.place for row in exposed.exposed(kept)] == PLACES[1:]
    assert "kim@acme.io" not in repr(kept.accepted)
    assert not exposed.is_accepted(kept, "e-mail", "kim@acme.io", customers=True)
    assert exposed.accept(kept, "e-mail", "kim@acme.io", lambda: next(ids)) == REVIEW


def test_the_check_says_when_the_customer_version_is_behind() -> None:
    ids = itertools.count(100)
    review = customer.propose(REVIEW, (), NOW, lambda: next(ids))
    assert not [row for row in checks.findings(review, NOW) if row.rule == "customers-behind"]
    review = edits.change_single(review, "header", summary="Other")
    (found,) = [row for row in checks.findings(review, NOW) if row.rule == "customers-behind"]
    assert (found.place, found.blocks) == (customer.PLACE, False)
    assert "1 part has changed inside since" in found.text


def test_the_check_lists_it_as_advice() -> None:
    found = [row for row in checks.findings(REVIEW, NOW) if row.rule == "confidential"]
    assert [row.place for row in found] == PLACES
    assert not any(row.blocks for row in found)
    assert "Sommer" not in repr(found)
