from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.store.jsontext import Refused, parse, position, serialise
from tests.strategies import json_values

_objects = st.dictionaries(st.text(max_size=8), json_values(st.text(st.characters(codec=None), max_size=8)))


@given(_objects)
def test_what_is_written_is_read_again(value: dict[str, Any]) -> None:
    written = serialise(value)
    assert parse(written) == value
    assert json.loads(written) == value
    assert written.endswith(b"}\n")


def test_the_text_reads_well_in_a_diff() -> None:
    text = serialise({"b": {"2": {"text": "Zürich", "at": {}}}, "a": {}}).decode()
    assert text.splitlines() == [
        "{",
        '  "a": {},',
        '  "b": {',
        '    "2": {',
        '      "at": {},',
        '      "text": "Zürich"',
        "    }",
        "  }",
        "}",
    ]


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    assert b'"\\ud800"' in serialise({"a": "\ud800"})
    assert parse(serialise({"a": "\ud800", "b": "ö"})) == {"a": "\ud800", "b": "ö"}


@pytest.mark.parametrize(
    ("content", "reason", "line", "column"),
    [
        (b"", "empty", 0, 0),
        (b" \n\n", "empty", 0, 0),
        (b"\xef\xbb\xbf", "empty", 0, 0),
        (b'{"_default": {"1": {"title": "Checkout out', "no JSON", 1, 30),
        (b'{\n  "a": {},\n  "b": ]\n}', "no JSON", 3, 8),
        (b'{"a": {}}\n{"a": {}}', "no JSON", 2, 1),
        (b'{\n "a": "\xc3\xa4\xff"}', "not UTF-8", 2, 9),
        ('{"a": {}}'.encode("utf-16"), "UTF-16", 1, 1),
        (b"[1, 2]", "no tables", 1, 1),
        (b"null", "no tables", 1, 1),
        (b'{"a": {"5": 1, "5": 2}}', '"5" stands twice', 1, 16),
        (b'{"a": NaN}', "NaN", 1, 7),
        (b'{"a": -Infinity}', "Infinity", 1, 7),
        (b'{"a": 1e999}', "too large", 1, 7),
        (b'{"a": ' + b"9" * 5000 + b"}", "kept exactly (a number is too large)", 1, 7),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too deeply", 1, 506),
        (b'{"a": {"b": "NaN", "c": -1},\n "d": 12.5, "a": 3}', '"a" stands twice', 2, 13),
        (b"\0\0\0\0", "empty", 0, 0),
        (b'{\n "a": \0\0\0', "never written", 2, 7),
        (b"\n<!DOCTYPE html>\n<html></html>", "a web page", 1, 1),
        (gzip.compress(b"{}", mtime=0), "compressed", 1, 1),
        (b"PK\x03\x04\x14\0", "an archive", 1, 1),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "only a pointer", 1, 1),
        (b'{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> other\n}', "both sides of a merge", 2, 1),
    ],
)
def test_what_is_refused_and_where(content: bytes, reason: str, line: int, column: int) -> None:
    with pytest.raises(Refused) as refused:
        parse(content)
    assert reason in refused.value.reason
    assert refused.value.advice
    assert (refused.value.line, refused.value.column) == (line, column)


def test_marks_of_a_merge_inside_a_text_are_only_text() -> None:
    assert parse(b'{"a": "\\n<<<<<<< HEAD"}') == {"a": "\n<<<<<<< HEAD"}


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@given(_objects, st.text(max_size=8), st.text(max_size=8))
def test_a_position_leads_to_the_value(value: dict[str, Any], table: str, key: str) -> None:
    text = serialise(value | {table: {"before": [{key: 0}], key: "here", "zz": 1}}).decode()
    line, column = position(text, table, key)
    found = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
    assert found.startswith('"here"') or key in {"before", "zz"}


def test_a_position_in_a_compact_text_and_one_that_is_not_there() -> None:
    text = '{"a":{"1":{"x":[{"y":1}],"y":2}},\n"b":{}}'
    assert position(text, "a", "1", "y") == (1, 30)
    assert position(text, "b") == (2, 5)
    assert position(text, "a", "2") == (0, 0)
    assert position(text, "b", "1") == (0, 0)
