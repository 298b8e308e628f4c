"""Where the words of a row are cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from pm_tui.blame import Flag
from pm_tui.ui.widgets.record_list import wrap
from pm_tui.ui.widgets.row_lines import LOOKS, MOST_LETTERS, Row, body, shortened

LETTERS = ["a", "b", "漢", "字", " ", "\n", "\t", "e\u0301", "👩\u200d\U0001f4bb", "🇩🇪", "\u200b", "ß"]
texts = st.lists(st.sampled_from(LETTERS), max_size=60).map("".join) | st.text(max_size=30)


@given(texts, st.integers(2, 40))
@example("漢字漢字", 3)
@example("a\n\nb\n", 5)
@example("a" * 100, 7)
@example("word " * 20, 6)
def test_wrapped_lines_fit_and_hold_the_text(text: str, width: int) -> None:
    spans = wrap(text, width)
    lines = [text[start:end] for start, end in spans]
    between = [text[end:start] for (_, end), (start, _) in itertools.pairwise(spans)]
    whole = lines[0] + "".join(gap + line for gap, line in zip(between, lines[1:], strict=True))
    assert whole == text[: len(whole)]
    assert set(text[len(whole) :] + "".join(between)) <= {"\n"}
    assert all("\n" not in line for line in lines)
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert len(lines) >= text.count("\n")


@given(st.lists(st.sampled_from(["a", " ", "漢", "e\u0301", "👩\u200d\U0001f4bb"]), max_size=40), st.integers(2, 12))
def test_a_character_of_several_code_points_is_never_cut(letters: list[str], width: int) -> None:
    text = "".join(letters)
    ends = {end for _, end in wrap(text, width)}
    inside = {at + len("".join(letters[:n])) for n, letter in enumerate(letters) for at in range(1, len(letter))}
    assert not ends & inside


@given(st.lists(st.text(alphabet="abc漢", min_size=1, max_size=8), min_size=1, max_size=12), st.integers(16, 40))
def test_words_that_fit_are_never_cut(words: list[str], width: int) -> None:
    text = " ".join(words)
    found = [word for start, end in wrap(text, width) for word in text[start:end].split()]
    assert found == words


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("write errors", 12, ["write errors"]),
        ("write errors", 11, ["write ", "errors"]),
        ("write errors", 5, ["write ", "error", "s"]),
        ("one\ntwo", 9, ["one", "two"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("see https://x.org/abcdefgh", 10, ["see ", "https://x.", "org/abcdef", "gh"]),
    ],
)
def test_where_lines_end(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == lines


@pytest.mark.parametrize("letter", ["a", "漢", "word ", "e\u0301"])
def test_a_text_without_an_end_is_cut_without_a_loss(letter: str) -> None:
    text = letter * 100_000
    assert "".join(text[start:end] for start, end in wrap(text, 60)) == text


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8).map(sorted),
    st.integers(4, 20),
    st.sampled_from(["", "◆ "]),
)
@example([(0, 30), (2, 3), (20, 1)], 5, "")
def test_each_letter_is_drawn_in_the_style_of_the_first_flag_that_holds_it(
    flags: list[tuple[int, int]], width: int, lead: str
) -> None:
    text = "abcdefghi " * 6
    row = Row("events:1", text=text, lead=lead)
    given_flags = [Flag(start, start + length, "judgement", "flag", "") for start, length in flags if start < 60]
    drawn = body(row, width, 1, given_flags)
    flagged = "".join(part.text for line in drawn for part in line if part.style == LOOKS["flag"])
    marked = {at for flag in given_flags for at in range(flag.start, min(flag.end, 60))}
    assert flagged == "".join(text[at] for at in sorted(marked))
    assert "".join(part.text for line in drawn for part in line if part.style == "lead") == lead


def test_of_a_text_without_an_end_a_list_shows_the_beginning_and_says_what_it_leaves_out() -> None:
    row = Row("events:1", text="a" * (MOST_LETTERS + 1234), note="owner")
    assert shortened(row).text == "a" * MOST_LETTERS
    assert shortened(row).note == "… letters left out here: 1,234; the editor and the document have them.\nowner"
    assert shortened(Row("events:1", note="n" * MOST_LETTERS * 2)).note == "n" * MOST_LETTERS
    whole = Row("events:1", text="a" * MOST_LETTERS)
    assert shortened(whole) is whole
