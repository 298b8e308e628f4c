"""The second opinion: what only the model finds, where it points, and that it never gets in the way."""

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.blame import lint, reading
from pm_tui.blame.model import Model, load, pack, unpack
from pm_tui.blame.people import People
from pm_tui.blame.rules.rule import Category
from pm_tui.blame.tokens import Tokens, vocabulary

ROOT = Path(__file__).parents[2]
WORDS = sorted(vocabulary("Alice the intern server failed to it who never 12 bothered . ? was 's we <b> ^ \u200d é 😀"))
WEIGHTS = unpack(pkgutil.get_data("pm_tui.blame", "weights.bin") or b"")
UNGATED = Model(WEIGHTS._replace(cue=float("-inf")))
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join) | st.text(max_size=80)


def test_the_weights_are_small_and_survive_their_file() -> None:
    packed = pkgutil.get_data("pm_tui.blame", "weights.bin") or b""
    assert 50_000 < len(packed) < 1_000_000
    weights = unpack(packed)
    assert len(weights.blame) == reading.SIZE
    assert unpack(pack(weights)) == weights


@given(TEXTS)
def test_the_quick_score_is_the_sum_of_all_features(text: str) -> None:
    tokens = Tokens(text)
    people = People(tokens, frozenset({"alice"}))
    for first, last in reading.spans(tokens):
        row = reading.pieces(tokens.words, people.ends, first, last)
        total = sum(WEIGHTS.blame[feature.number] for feature in reading.features(tokens.words, row))
        expected = WEIGHTS.bias + WEIGHTS.unit * total / (len(row) + 2) ** 0.5
        assert UNGATED.score(tokens.words, people.ends, first, last) == pytest.approx(expected)
        low, high = UNGATED.place(tokens.words, row)
        assert 0 <= low < high <= len(row)
        assert UNGATED.category(tokens.words, row) == max(WEIGHTS.heads, key=lambda name: voice(name, tokens, row))


def voice(category: Category, tokens: Tokens, row: list[reading.Piece]) -> float:
    head = WEIGHTS.heads[category]
    total = sum(
        head[feature.number % len(head)] * (reading.HEAD_SPELLING if feature.number >= reading.LETTERS else 1)
        for feature in reading.features(tokens.words, row)
        if WEIGHTS.blame[feature.number]
    )
    return WEIGHTS.head_bias[category] + WEIGHTS.head_unit * total / (len(row) + 2) ** 0.5


@given(TEXTS)
def test_two_models_agree_whatever_they_have_read_before(text: str) -> None:
    fresh = Model(WEIGHTS)
    tokens = Tokens(text)
    ends = People(tokens, frozenset()).ends
    for first, last in reading.spans(tokens):
        assert fresh.score(tokens.words, ends, first, last) == load().score(tokens.words, ends, first, last)


@pytest.mark.parametrize(
    ("text", "quote", "category"),
    [
        (
            "Can somebody explain what Tomas was doing at the console?",
            "explain what Tomas was doing",
            "accusing-question",
        ),
        (
            "This one sits squarely with the release manager.",
            "sits squarely with the release manager",
            "explicit-blame",
        ),
        ("The operator thought he knew better than the checklist.", "thought he knew better", ""),
        ("The new hire strikes again.", "The new hire", ""),
    ],
)
def test_what_no_word_list_holds(text: str, quote: str, category: str) -> None:
    assert any(quote in text[flag.start : flag.end] for flag in lint(text, rules=False))
    assert category in {"", *(flag.category for flag in lint(text, rules=False))}


def test_the_rules_speak_first() -> None:
    text = "Alice forgot to call. The intern could not care less, frankly."
    rules = lint(text, model=False)
    assert rules
    assert set(rules) <= set(lint(text))


def test_without_rules_and_model_nothing_is_said() -> None:
    assert lint("Alice forgot to call.", rules=False, model=False) == ()


def test_importing_does_not_load_the_weights_and_linting_does() -> None:
    code = (
        "from pm_tui.blame import lint; from pm_tui.blame.model import load; before = load.cache_info().currsize; "
        "lint('Alice did it.'); print(before, load.cache_info().currsize)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert found.split() == ["0", "1"]
