from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.text import changed_characters, clean, one_line

ANY = st.text(st.characters())


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("plain – Größe 障害", "plain – Größe 障害"),
        ("alert\x1b]52;c;cm0=\x07 fired", "alert␛]52;c;cm0=␇ fired"),
        ("\x9b31mred", "\ufffd31mred"),
        ("before\x00after", "before␀after"),
        ("invoice\u202efdp.exe", "invoice⇠fdp.exe"),
        ("J\u200bohn care\u200dlessly", "John carelessly"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a\tb"),
        ("👩\u200d👩\u200d👧 🇫🇷", "👩\u200d👩\u200d👧 🇫🇷"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("x\U000e0041y", "xy"),
        ("half \ud83d pair", "half \ufffd pair"),
    ],
)
def test_clean(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


@given(ANY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert changed_characters(once) == 0


@given(ANY)
def test_nothing_that_a_terminal_acts_on_is_left(text: str) -> None:
    left = clean(text)
    assert not [c for c in left if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not set(left) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
    left.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z"], exclude_characters="\u2028\u2029")))
def test_visible_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_the_count_says_how_many_characters_were_touched() -> None:
    assert changed_characters("a\x1bb\u200bc\r\nd") == 2


def test_one_line() -> None:
    assert one_line(" a\n\tb  c ") == "a b c"
