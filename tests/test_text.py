from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.text import changed_characters, clean, one_line, splits, told

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
        ("left \u200c\u200dbehind", "left behind"),
        ("👩\u200d\u200dx 👩\u200c", "👩x 👩"),
        ("می\u200c\u200c\u200cخواهم", "می\u200cخواهم"),
        ("care\u034fless\ufe0fly\U000e0100", "carelessly"),
        ("😀" + "\ufe0f" * 9 + "\U000e0131\U000e0132", "😀\ufe0f"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("press 1\ufe0f\u20e3 or ☎\ufe0e", "press 1\ufe0f\u20e3 or ☎\ufe0e"),
        ("🏴" + "\U000e0061" * 40, "🏴" + "\U000e0061" * 6),
        ("ᠠ\u180bᠡ a\u180b", "ᠠ\u180bᠡ a"),
        ("blank \u3164\uffa0 letters", "blank ␣␣ letters"),
        ("care\u115flessly \u1160 \u115f\u1160", "care␣lessly ␣ ␣␣"),
        ("\u1102\u1160 \u115f\u1161 \u1112\u1161\u11ab", "\u1102\u1160 \u115f\u1161 \u1112\u1161\u11ab"),
        ("no \ufdd0\ufffe\U0001ffff character", "no \ufffd\ufffd\ufffd character"),
        ("back\x08\x08space \x1b[8mhidden", "back␈␈space ␛[8mhidden"),
    ],
)
def test_clean(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


TRICKY = st.text(
    "aA1#\u0645\u0915👩🏽❤漢ᠠ🏴\u20e3\u200b\u200c\u200d\ufe0e\ufe0f\u180b\U000e0100\U000e0041\U000e007f\r\n\x1b\u2028"
)


@given(ANY | TRICKY)
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


BLANKS = "\u2028\u2029\u3164\uffa0\u115f\u1160"


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z"], exclude_characters=BLANKS)))
def test_visible_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_the_count_says_how_many_characters_were_touched() -> None:
    assert changed_characters("a\x1bb\u200bc\r\nd") == 2


@given(ANY | TRICKY)
def test_no_text_without_a_change_is_counted(text: str) -> None:
    lines = text.replace("\r\n", "\n").translate(dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), "\n"))
    assert (changed_characters(text) == 0) == (clean(text) == lines)


def test_what_is_told_says_how_many() -> None:
    assert told(0) == ""
    assert told(1).startswith("1 character that")
    assert told(changed_characters("\x1b]52;c;\x07 \u202e")).startswith("3 characters that")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("ab", []),
        ("👩\u200d👩\u200d👧 x", [1, 2, 3, 4]),
        ("🇫🇷🇩🇪🇮", [1, 3]),
        ("👍🏽!", [1]),
        ("e\u0301e", [1]),
        ("می\u200cخ", [2]),
        ("हिन्दी", [1, 3, 5]),
        ("1\ufe0f\u20e3", [1, 2]),
        ("漢字\n\u0301", [3]),
    ],
)
def test_a_cursor_inside_a_character_would_split_it(text: str, inside: list[int]) -> None:
    assert [at for at in range(len(text) + 1) if splits(text, at)] == inside


def test_one_line() -> None:
    assert one_line(" a\n\tb  c ") == "a b c"
