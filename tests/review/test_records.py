from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.gathering import Attendee, Inbox
from pm_tui.review.model import SINGLES, TABLES, Action, Event, Header, Moment, Review
from pm_tui.review.records import from_tables, to_tables
from tests.strategies import json_values, reviews, texts


@given(reviews())
def test_a_review_comes_back_from_its_tables(review: Review) -> None:
    decoded = from_tables(to_tables(review))
    assert decoded.review == review
    assert decoded.notices == ()


@given(reviews())
def test_tables_come_back_from_their_review(review: Review) -> None:
    tables = to_tables(review)
    assert to_tables(from_tables(tables).review) == tables


@given(reviews())
def test_tables_are_plain_and_hold_no_defaults(review: Review) -> None:
    tables = to_tables(review)
    assert json.loads(json.dumps(tables)) == tables
    assert all(tables.values())
    for name in tables.keys() & TABLES.keys():
        assert [int(key) for key in tables[name]] == [record.id for record in getattr(review, name)]


_names = st.sampled_from([*TABLES, *SINGLES, "unknown"])
_keys = st.sampled_from(["", "0", "1", "2", "007", "-1", "x", str(2**53), str(2**53 - 1), "９"])
_fields = st.sampled_from(
    ["rank", "text", "at", "parent", "kind", "due", "title", "attendees", "actors", "later", "id"]
)
_values = json_values(texts)
_tables = _values | st.dictionaries(_keys, _values | st.dictionaries(_fields, _values, max_size=4), max_size=3)
_broken = st.dictionaries(_names, _tables, max_size=3)


@given(_broken)
def test_nothing_is_lost_however_broken(tables: dict[str, Any]) -> None:
    again = to_tables(from_tables(tables).review)
    for name, table in tables.items():
        if not isinstance(table, dict) or name == "unknown":
            assert again[name] == table
            continue
        for key, fields in table.items():
            if isinstance(fields, dict):
                _assert_kept(fields, again.get(name, {}).get(key, {}))
            else:
                assert again[name][key] == fields


def _assert_kept(fields: dict[str, Any], written: dict[str, Any]) -> None:
    """Every field that is not a default is written again; ranks and parents may have been put right."""
    for name in fields.keys() - {"rank", "parent"}:
        assert not fields[name] or written[name] == fields[name]


@given(_broken)
def test_decoding_settles_after_one_round(tables: dict[str, Any]) -> None:
    once = to_tables(from_tables(tables).review)
    assert to_tables(from_tables(once).review) == once


def _only(tables: dict[str, Any]) -> tuple[Review, list[str]]:
    decoded = from_tables(tables)
    return decoded.review, [str(notice) for notice in decoded.notices]


def test_an_unknown_field_is_kept_in_its_record() -> None:
    review, notices = _only({"actions": {"7": {"rank": "V", "title": "Page", "weight": [1, {"d": 2}]}}})
    assert review.actions == (Action(id=7, rank="V", title="Page", extra={"weight": [1, {"d": 2}]}),)
    assert notices == []


def test_a_field_that_cannot_be_read_stays_raw_until_somebody_sets_it() -> None:
    tables = {"actions": {"7": {"rank": "V", "title": "Page", "due": "soon"}}}
    review, notices = _only(tables)
    assert review.actions[0].due is None
    assert notices[0].startswith("actions 7 due: could not be read and is kept as it is (")
    assert to_tables(review) == tables
    dated = msgspec.structs.replace(review.actions[0], due=dt.date(2026, 3, 20))
    assert to_tables(Review(actions=(dated,)))["actions"]["7"]["due"] == "2026-03-20"


def test_unknown_fields_within_a_moment_survive_a_new_time() -> None:
    review, notices = _only({"events": {"7": {"rank": "V", "at": {"text": "14:23", "source": "pager"}}}})
    assert notices == []
    assert review.events[0].at == Moment(text="14:23")
    moved = msgspec.structs.replace(review.events[0], at=Moment(text="14:24"))
    assert to_tables(Review(events=(moved,)))["events"]["7"]["at"] == {"text": "14:24", "source": "pager"}


def test_unknown_fields_of_attendees_follow_their_name() -> None:
    review, _ = _only({"meetings": {"1": {"attendees": [{"name": "Ana", "mail": "a@b"}, {"name": "Bo"}]}}})
    assert review.meetings[0].attendees == (Attendee("Ana"), Attendee("Bo"))
    turned = msgspec.structs.replace(review.meetings[0], attendees=(Attendee("Bo", "scribe"), Attendee("Ana")))
    assert to_tables(Review(meetings=(turned,)))["meetings"]["1"]["attendees"] == [
        {"name": "Bo", "role": "scribe"},
        {"mail": "a@b", "name": "Ana"},
    ]


def test_a_readable_list_takes_the_place_of_an_unreadable_one() -> None:
    review, notices = _only({"meetings": {"1": {"rank": "V", "attendees": [{"name": "Ana", "present": "no"}, 5]}}})
    assert len(notices) == 1
    fixed = msgspec.structs.replace(review.meetings[0], attendees=(Attendee("Ana"),))
    assert to_tables(Review(meetings=(fixed,))) == {"meetings": {"1": {"rank": "V", "attendees": [{"name": "Ana"}]}}}


@pytest.mark.parametrize(
    ("tables", "table", "key"),
    [
        ({"comments": {"1": {"text": "x"}}}, "comments", ""),
        ({"events": [1, 2]}, "events", ""),
        ({"header": None}, "header", ""),
        ({"header": {"1": "Checkout"}}, "header", "1"),
        ({"header": {"2": {"title": "x"}}}, "header", "2"),
        ({"events": {"7": "a row"}}, "events", "7"),
        ({"events": {"0": {}}}, "events", "0"),
        ({"events": {"007": {}}}, "events", "007"),
        ({"events": {str(2**53): {}}}, "events", str(2**53)),
        ({"events": {"9" * 5000: {}}}, "events", "9" * 5000),
        ({"events": {"٣": {}}}, "events", "٣"),
        ({"events": {"abc": {"text": "x"}}}, "events", "abc"),
        ({"events": {"": {"text": "x"}}}, "events", ""),
        ({"header": {"": 5}}, "header", ""),
    ],
)
def test_what_is_no_record_is_set_aside_and_written_back(tables: dict[str, Any], table: str, key: str) -> None:
    review, notices = _only(tables)
    assert [(item.table, item.key) for item in review.set_aside] == [(table, key)]
    assert len(notices) == 1
    assert to_tables(review) == tables


def test_what_was_set_aside_gives_way_to_what_is_written_since() -> None:
    review, _ = _only({"header": {"1": "Checkout"}, "events": [1]})
    edited = msgspec.structs.replace(review, header=Header(title="Pay"), events=(Event(id=4, rank="V"),))
    assert to_tables(edited) == {
        "header": {"1": {"title": "Pay"}, "2": "Checkout"},
        "events": {"4": {"rank": "V"}},
        "events_2": [1],
    }


@pytest.mark.parametrize(
    ("found", "order", "same"),
    [
        ({"1": "V", "2": "k", "3": "G"}, [3, 1, 2], [1, 2, 3]),
        ({"1": "V", "2": "V", "3": "V"}, [1, 2, 3], [1]),
        ({"1": None, "2": "V", "3": None}, [2, 1, 3], [2]),
        ({"1": "a0", "2": "V", "3": "k"}, [2, 1, 3], [2, 3]),
        ({"1": "V", "2": "ä", "3": "k"}, [1, 3, 2], [1, 3]),
        ({"1": 5, "2": "V"}, [2, 1], [2]),
    ],
)
def test_ranks_that_order_nothing_are_made_anew(found: dict[str, Any], order: list[int], same: list[int]) -> None:
    tables = {"lessons": {key: {"text": key} | ({"rank": rank} if rank else {}) for key, rank in found.items()}}
    review, notices = _only(tables)
    made = {row.id: row.rank for row in review.lessons}
    assert list(made) == order
    assert list(made.values()) == sorted(set(made.values()))
    assert [number for number in sorted(made) if made[number] == found[str(number)]] == same
    assert bool(notices) == (len(same) < len(found))


def test_a_why_without_its_parent_and_a_circle_of_whys_stand_at_the_root() -> None:
    whys = {"1": {"parent": 9}, "2": {"parent": 3}, "3": {"parent": 2}, "4": {"parent": 3}, "5": {"parent": 5}}
    review, notices = _only({"whys": {key: {"rank": key} | fields for key, fields in whys.items()}})
    assert {why.id: why.parent for why in review.whys} == {1: 0, 2: 0, 3: 2, 4: 3, 5: 0}
    assert [notice.split(":")[0] for notice in notices] == ["whys 1 parent", "whys 2 parent", "whys 5 parent"]


@pytest.mark.parametrize(
    "at",
    [
        {"earliest": "2026-03-04T09:02:00", "latest": "2026-03-04T09:02:00"},
        {"earliest": "2026-03-04T09:03:00Z", "latest": "2026-03-04T09:02:00Z"},
        {"earliest": "9999-12-31T23:59:00Z"},
        {"earliest": "0001-01-01T00:00:00+05:00"},
        {"offset": -12 * 60 - 1},
        {"offset": 24 * 60},
        {"offset": 10**400},
        {"certainty": "sure"},
        {"earliest": 5},
        "09:02",
    ],
)
def test_a_moment_that_makes_no_sense_is_kept_raw(at: Any) -> None:
    tables = {"events": {"7": {"rank": "V", "text": "row", "at": at}}}
    review, notices = _only(tables)
    assert review.events[0].at == Moment()
    assert review.events[0].text == "row"
    assert [notice.split(":")[0] for notice in notices] == ["events 7 at"]
    assert to_tables(review) == tables


def test_instants_become_utc() -> None:
    instant = "2026-03-04T09:02:00+01:00"
    review, _ = _only({"impact": {"1": {"start": {"earliest": instant, "latest": instant}}}})
    assert to_tables(review)["impact"]["1"]["start"] == {
        "earliest": "2026-03-04T08:02:00Z",
        "latest": "2026-03-04T08:02:00Z",
    }


def test_every_text_is_cleaned_and_the_characters_are_counted() -> None:
    review, notices = _only(
        {
            "header": {"1": {"title": "\x1b]0;x\x07", "tags": ["a\u202eb"], "later": "\x1b"}},
            "events": {"7": {"rank": "V", "at": {"text": "\x9b"}, "actors": ["\x00"]}},
        }
    )
    assert notices == ["5 characters that a terminal could act on or nobody can see became visible or went."]
    shown = repr(msgspec.structs.replace(review, header=msgspec.structs.replace(review.header, extra={})))
    assert not {"\\x1b", "\\x07", "\\u202e", "\\x9b", "\\x00"} & {shown[n : n + 4] for n in range(len(shown))}
    assert review.header.extra == {"later": "\x1b"}


def test_a_notice_is_safe_to_show() -> None:
    _, notices = _only({"\x1b[2J": 1, "events": {"\x9b": {}}})
    assert not any(character in "".join(notices) for character in "\x1b\x9b")


def test_a_meeting_without_anything_is_no_table() -> None:
    assert to_tables(Review(inbox=Inbox())) == {}
