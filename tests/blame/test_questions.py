"""Questions that fit the sentence: the verb as its noun, what was seen, which guard."""

import pytest

from pm_tui.blame import lint, questions, questions_for, verbs
from pm_tui.blame.rules.table import RULES


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Alice misconfigured the router.", "What made this misconfiguration possible, and what could have caught it?"),
        ("The table was deleted by the intern.", "What made this deletion possible, and what could have caught it?"),
        ("Bob broke the build.", "What made this breakage possible, and what could have caught it?"),
        ("The DBA skipped the backup.", "What made this step easy to leave out, and what would have called for it?"),
        ("QA missed the case.", "What kept this from being seen just then, and what would have shown it?"),
        ("Bob forgot to run the migration.", "What would have made it easy to run the migration?"),
        ("Alice did not check the logs.", "What would have had to be in place for that to happen?"),
    ],
)
def test_the_first_question_names_the_deed(text: str, question: str) -> None:
    (flag,) = lint(text)
    assert flag.question == question
    assert questions_for(text, flag)[0] == question


def test_the_other_questions_follow_once_each() -> None:
    text = "Bob forgot to run the migration."
    (flag,) = lint(text)
    asked = questions_for(text, flag)
    assert asked[1].startswith("What made this step easy to leave out")
    assert set(questions("person-as-cause")) < set(asked)
    assert len(asked) == len(set(asked))
    assert "What did they see and expect just then?" in asked


def test_a_judged_deed_has_its_question_too() -> None:
    text = "The operator ignored the alarm."
    (flag,) = lint(text)
    assert "What kept this from being seen just then, and what would have shown it?" in questions_for(text, flag)


def test_what_did_not_happen_is_no_deed() -> None:
    text = "Alice did not merge the patch."
    for flag in lint(text):
        assert not any("this merge" in question for question in questions_for(text, flag))


@pytest.mark.parametrize("sentence", [sentence for rule in RULES for sentence in rule.fires])
def test_every_flag_has_several_questions(sentence: str) -> None:
    for flag in lint(sentence):
        asked = questions_for(sentence, flag)
        assert asked[0] == flag.question
        assert len(asked) >= 3
        assert all(question.endswith("?") for question in asked)


@pytest.mark.parametrize(
    ("verb", "noun"), [("deleted", "deletion"), ("mistyped", "typo"), ("overrode", "bypass"), ("danced", "")]
)
def test_nouns(verb: str, noun: str) -> None:
    assert verbs.noun(verb) == noun


@pytest.mark.parametrize(
    ("verb", "participle"),
    [
        *[("run", "run"), ("ran", "run"), ("runs", "run"), ("check", "checked"), ("checked", "checked")],
        *[("notify", "notified"), ("deploy", "deployed"), ("drop", "dropped"), ("drops", "dropped")],
        *[("raise", "raised"), ("misses", "missed"), ("wrote", "written"), ("press", "pressed"), ("goes", "gone")],
    ],
)
def test_participles(verb: str, participle: str) -> None:
    assert verbs.participle(verb) == participle
