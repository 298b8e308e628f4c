"""Every rule proves itself on the sentences that it carries."""

import re

import pytest

from pm_tui.blame import lint
from pm_tui.blame.patterns import compile_pattern, keys
from pm_tui.blame.rules.rule import Rule
from pm_tui.blame.rules.table import RULES
from pm_tui.blame.rules.words import CLASSES

FIRES = [pytest.param(rule, text, id=text) for rule in RULES for text in rule.fires]
QUIET = [pytest.param(rule, text, id=text) for rule in RULES for text in rule.quiet]


@pytest.mark.parametrize(("rule", "text"), FIRES)
def test_a_rule_flags_its_sentences(rule: Rule, text: str) -> None:
    assert (rule.category, rule.tier) in {
        (flag.category, flag.tier) for flag in lint(text, where=rule.where or None, model=False)
    }


@pytest.mark.parametrize(("rule", "text"), QUIET)
def test_a_rule_leaves_its_clean_sentences_alone(rule: Rule, text: str) -> None:
    assert lint(text, where=rule.where or None, model=False) == ()
    assert all(flag.tier == "hint" for flag in lint(text, where=rule.where or None))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.patterns[0])
def test_a_rule_carries_both_kinds_of_sentences_and_a_question(rule: Rule) -> None:
    assert rule.fires
    assert rule.quiet
    assert rule.question.endswith("?")


def test_every_pattern_compiles_to_something_that_can_begin() -> None:
    for rule in RULES:
        for written in rule.patterns:
            starts = keys(compile_pattern(written))
            assert starts is None or starts


@pytest.mark.parametrize("written", ["PAST the", "~2 word", "$"])
def test_a_pattern_must_begin_with_words_or_people(written: str) -> None:
    with pytest.raises(ValueError, match="begin"):
        keys(compile_pattern(written))


def test_a_class_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        compile_pattern("@nothing_of_the_kind")


def test_every_class_of_words_is_used_and_no_pattern_stands_twice() -> None:
    patterns = [(rule.category, rule.subject, written) for rule in RULES for written in rule.patterns]
    assert len(patterns) == len(set(patterns))
    elements = {element for _, _, written in patterns for element in re.split(r"[ |]", written.replace("?", ""))}
    assert {f"@{name}" for name in CLASSES} <= elements


@pytest.mark.parametrize("written", ["the PERSON|one", "a PAST|word"])
def test_people_and_forms_are_not_one_of_several_words(written: str) -> None:
    with pytest.raises(ValueError, match="one of several"):
        compile_pattern(written)
