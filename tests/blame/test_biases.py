"""The biases: their cues in a text, and the reminder that the help of a flag gives."""

import pytest

from pm_tui.blame import BIASES, biases_in, questions, reminder


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was the network, as we suspected.", "confirmation"),
        ("She knew it was the cache.", "confirmation"),
        ("They were convinced it was DNS.", "confirmation"),
        ("We had come too far to roll back.", "sunk cost"),
        ("After all that work, the team pressed on.", "sunk cost"),
        ("They kept debugging the standby.", "sunk cost"),
        ("Everybody assumed that the cache was warm.", "common belief"),
        ("It has always worked that way.", "common belief"),
        ("We all knew the job was slow.", "common belief"),
        ("In hindsight the lag was there.", "hindsight"),
        ("Bob should have looked.", "hindsight"),
        ("The operator was careless.", "fundamental attribution"),
    ],
)
def test_cues(text: str, name: str) -> None:
    assert name in {bias.name for bias in biases_in(text)}


@pytest.mark.parametrize("text", ["", "Alice restarted the pool at 14:02.", "The lag rose.", "`in hindsight`"])
def test_plain_text_has_none(text: str) -> None:
    assert biases_in(text) == ()


def test_the_words_decide_before_the_category() -> None:
    by_category = reminder("judgement")
    assert by_category
    assert reminder("judgement", "They kept trying and ignored it") != by_category
    assert reminder("no such thing") == ""


def test_every_category_of_a_flag_has_a_reminder_on_one_line() -> None:
    categories = {category for bias in BIASES for category in bias.behind}
    assert all(questions(category) and reminder(category) for category in categories)
    assert len(categories) == 9
    assert all("\n" not in bias.reminder and len(bias.reminder) <= 120 for bias in BIASES)
