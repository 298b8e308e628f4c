from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.formats import export
from pm_tui.formats.actions_csv import COLUMNS
from pm_tui.review.model import Action, Review

NOW = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)


def rows(*actions: Action) -> list[list[str]]:
    document = export(Review(actions=actions), "csv", now=NOW)
    return list(csv.reader(io.StringIO(document, newline=""), strict=True))


def as_spreadsheets_read(cell: str) -> list[str]:
    """The cells that it may become: blanks dropped, and a semicolon taken for the end of a cell."""
    return [unicodedata.normalize("NFKC", part.strip(" \t\r\n\u00a0\u3000")) for part in cell.split(";")]


def test_an_action_is_a_row_of_quoted_cells():
    action = Action(
        id=1,
        title='Page on "refused" writes, always',
        kind="detection",
        owner="Ann",
        due=dt.date(2026, 3, 20),
        state="open",
        ticket="PAY-118",
        proof="one\ntwo",
        answers=("interval:detected", "kind:prevention"),
    )
    document = export(Review(actions=(action,)), "csv", now=NOW)
    head, row, end = document.split("\r\n")
    assert head == ",".join(f'"{name}"' for name in COLUMNS)
    assert row.startswith('"Page on ""refused"" writes, always","detection","Ann","2026-03-20","","","open",')
    assert end == ""
    found = dict(zip(*rows(action), strict=True))
    assert found["proof"] == "one two"
    assert found["answers"] == "time to detect; an action for prevention"
    assert rows() == [list(COLUMNS)]


@pytest.mark.parametrize(
    "text",
    [
        "@SUM(1+1)*cmd|'/C calc'!A0",
        '=HYPERLINK("http://x","y")',
        "+1",
        "-1+1",
        "\t=1",
        "\r=1",
        "\n=1",
        " \u00a0=1",
        "\u3000=1",
        "\u200b=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "﹦1",
        "﹢1",
        "⁼1",
        "−1",
        "|calc",
        "%x",
        "x;=1+1",
        "x; @y",
    ],
)
def test_no_cell_begins_like_a_formula(text):
    _, row = rows(Action(id=1, title=text, owner=text, reason=text, ticket=text, proof=text, asker=text))
    for found in row:
        for cell in as_spreadsheets_read(found):
            assert not cell.startswith(tuple("=+-@|%−")), found
    assert row[0].replace("'", "").endswith(text.strip().replace("\u200b", "").replace("'", ""))


@given(st.text(st.sampled_from("=+-@＝;,'\"\t\r\n \u00a0\u2028\x1bax")))
def test_no_text_makes_a_formula_or_a_cell(text):
    head, row = rows(Action(id=1, title=text, owner=text))
    assert len(row) == len(head)
    assert not any(cell.startswith(tuple("=+-@")) for found in row for cell in as_spreadsheets_read(found))
    assert not set("".join(row)) & set("\r\n\t\x1b")


def test_plain_texts_stay_as_they_are():
    title = "Roll back in < 5 min, a - b; see x@example.org = ok"
    assert rows(Action(id=1, title=title))[1][0] == title
