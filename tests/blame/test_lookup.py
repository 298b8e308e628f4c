"""What spares attempts to match, and what is remembered of words, never changes what is found."""

from hypothesis import given
from hypothesis import strategies as st

from pm_tui.blame.exceptions import Context
from pm_tui.blame.linter import _finds
from pm_tui.blame.patterns import Matcher, compile_pattern, keys
from pm_tui.blame.people import People
from pm_tui.blame.rules.table import RULES
from pm_tui.blame.tokens import Tokens

CARRIED = sorted({text for rule in RULES for text in rule.fires + rule.quiet})
WORDS = sorted({word for text in CARRIED for word in text.split()})
PATTERNS = [(rule, compile_pattern(written)) for rule in RULES for written in rule.patterns]
STARTS = [(rule, elements, keys(elements)) for rule, elements in PATTERNS]


def assert_found_as_by_trying_all(text: str, where: str | None) -> None:
    tokens = Tokens(text)
    people = People(tokens, frozenset())
    match, context = Matcher(tokens, people).match, Context(tokens, people, where)
    expected = set()
    for i, word in enumerate(tokens.words):
        for rule, elements, starts in STARTS:
            begins = people.ends[i] > i if starts is None else word in starts
            if begins and (end := match(elements, i)) > i and (first := context.allows(rule, i, end)) >= 0:
                expected.add((min(first, i), end, rule, context.tier(rule, first, end)))
    assert set(_finds(tokens, people, where)) == expected


def test_each_carried_sentence_is_found_as_by_trying_all_patterns() -> None:
    for text in CARRIED:
        assert_found_as_by_trying_all(text, None)


@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join), st.sampled_from([None, "poorly", "action"]))
def test_any_row_of_their_words_is_found_as_by_trying_all_patterns(text: str, where: str | None) -> None:
    assert_found_as_by_trying_all(text, where)


@given(
    st.text(st.sampled_from("aIT .'-@\u200bé’sB\n"), max_size=30), st.text(st.sampled_from("aIT .'-@é’sB"), max_size=30)
)
def test_a_word_is_read_alike_wherever_it_stands(text: str, before: str) -> None:
    alone, behind = Tokens(text), Tokens(f"{before}\n{text}")
    count = len(alone)
    assert behind.words[len(behind) - count :] == alone.words
    assert behind.capital[len(behind) - count :] == alone.capital
