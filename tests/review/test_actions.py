from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.actions import DateUnread, read_action, read_date, write_action
from pm_tui.review.model import Action
from pm_tui.review.vocabulary import ACTION_KINDS, PRIORITIES

TODAY = dt.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-20", dt.date(2026, 3, 20)),
        ("20 Mar", dt.date(2026, 3, 20)),
        ("1 March", dt.date(2027, 3, 1)),
        ("1 march 2026", dt.date(2026, 3, 1)),
        ("today", TODAY),
        ("Tomorrow", dt.date(2026, 3, 15)),
        ("+14d", dt.date(2026, 3, 28)),
        ("+2w", dt.date(2026, 3, 28)),
        ("  ", None),
    ],
)
def test_days(text: str, day: dt.date | None) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "31 feb", "20/03/2026", "٢٠٢٦-٠٣-٢٠", "0000-00-00"])
def test_a_day_that_cannot_be_read_says_what_can(text: str) -> None:
    with pytest.raises(DateUnread, match="Try 2026-03-20"):
        read_date(text, TODAY)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Page on write errors", {"title": "Page on write errors"}),
        (
            "Page on write errors above 1 % @platform due 20 Mar #detection !high PAY-118",
            {
                "title": "Page on write errors above 1 %",
                "owner": "platform",
                "due": dt.date(2026, 3, 20),
                "kind": "detection",
                "priority": "high",
                "ticket": "PAY-118",
            },
        ),
        ("Ask @alice about PAY-118 again", {"title": "Ask @alice about PAY-118 again"}),
        ("Write it down #doc due:+7d", {"kind": "documentation", "due": dt.date(2026, 3, 21)}),
        ("Split the pool @Mary_Ann", {"owner": "Mary Ann", "title": "Split the pool"}),
        ("Track it https://example.org/i/7", {"ticket": "https://example.org/i/7", "title": "Track it"}),
        ("We are due a rest", {"title": "We are due a rest"}),
    ],
)
def test_lines(line: str, expected: dict[str, object]) -> None:
    fields = read_action(line, TODAY)
    assert {name: fields[name] for name in expected} == expected


words = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=8).filter(lambda w: w.lower() != "due")


@given(
    st.lists(words, min_size=1, max_size=5),
    st.sampled_from(["", "alice", "Mary Ann"]),
    st.sampled_from(["", *ACTION_KINDS]),
    st.sampled_from(PRIORITIES),
    st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    st.sampled_from(["", "PAY-118", "#12"]),
)
def test_what_is_written_is_read_back(
    title: list[str], owner: str, kind: str, priority: str, due: dt.date | None, ticket: str
) -> None:
    action = Action(id=1, title=" ".join(title), owner=owner, kind=kind, priority=priority, due=due, ticket=ticket)
    fields = read_action(write_action(action), TODAY)
    assert Action(id=1, **fields) == action
