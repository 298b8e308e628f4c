"""What the linter does with a text as a whole: people, places, exceptions, hostile input."""

import random
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.blame import Flag, explain, lint, questions, sentences
from pm_tui.blame.rules.table import RULES
from pm_tui.blame.tokens import vocabulary
from pm_tui.blame.typos import corrections

CATEGORIES = {
    "person-as-cause",
    "human-error",
    "counterfactual",
    "judgement",
    "hindsight",
    "punitive",
    "accusing-question",
    "explicit-blame",
    "named",
}


def quotes(text: str, roster: tuple[str, ...] = ()) -> list[str]:
    return [text[flag.start : flag.end] for flag in lint(text, roster)]


def shown(text: str) -> list[Flag]:
    return [flag for flag in lint(text) if flag.tier == "flag"]


@pytest.mark.parametrize(
    "who",
    [
        "Alice",
        "@alice",
        "She",
        "The intern",
        "Our night-shift nurse",
        "Somebody on the night shift",
        "The vendor's engineer",
        "Dr. Okafor",
        "S. Patel",
        "Zed Xylander",
        "QA",
        "Henrik's people",
    ],
)
def test_people_are_subjects(who: str) -> None:
    assert lint(f"{who} skipped the backup.", roster=("Zed Xylander", "S. Patel", "Okafor"))


@pytest.mark.parametrize(
    "what",
    [
        "The server",
        "Kafka",
        "It",
        "The ingress controller",
        "The query planner",
        "The operations team calendar",
        "A cron job",
        "The management plane",
        "Alice's laptop",
        "The support queue",
    ],
)
def test_things_are_not(what: str) -> None:
    assert lint(f"{what} skipped the backup.", model=False) == ()
    assert shown(f"{what} skipped the backup.") == []


def test_the_roster_makes_a_person_of_an_unknown_name() -> None:
    text = "Xoqal skipped the backup."
    assert lint(text) == ()
    assert quotes(text, ("Xoqal Brandt",)) == ["Xoqal skipped"]


@pytest.mark.parametrize(
    "text",
    [
        "`Root cause: human error`",
        'The form offers "human error" only.',
        "The form offers “human error” only.",
        "See https://example.org/human-error/operator-error for more.",
        "# Human error",
        "Human error\n===========",
        "> Root cause: human error",
        "```\nRoot cause: human error\n```",
        "```\nRoot cause: human error",
        "We never use the word careless here.",
        "Alice did not see the alert because it was muted.",
        "14:58 Alice rolled back the deploy.",
        "Bob paged the database team.",
        "The on-call engineer was asleep when the page arrived and acknowledged after 12 minutes.",
        "Alice ran the migration on the primary because the runbook listed that host.",
        "Nobody is to blame.",
        "Carol noticed the drift by chance.",
        "Training material does not cover failover.",
        "Do you know who approved the change?",
        "Who is on call next week?",
        "How could this be shorter?",
        "Bob did not know that the flag was on.",
        "The engineer on call had never seen this alert.",
        "Revoke Bob's leaked token.",
        "We could have lost the whole region.",
        "The team should have an owner for each queue.",
    ],
)
def test_clean(text: str) -> None:
    assert lint(text, model=False) == ()
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Bob did it care\u200dlessly.", "care\u200dlessly"),
        ("Bob didn’t check the logs.", "Bob didn’t check"),
        ("Bob should of checked the logs.", "Bob should of checked"),
        ("Alice acked the page and then forgot to escalate.", "forgot to"),
        ("We looked.\nHuman error", "Human error"),
    ],
)
def test_the_quote(text: str, quote: str) -> None:
    assert any(quote in found for found in quotes(text))


def test_a_question_names_the_act() -> None:
    (flag,) = lint("Bob forgot to run the migration.")
    assert flag.question == "What would have made it easy to run the migration?"


def test_a_team_that_tells_of_itself_gets_hints_only() -> None:
    assert [flag.tier for flag in lint("We missed the second alert.")] == ["hint"]
    assert [flag.tier for flag in lint("We should have tested it.")] == ["flag"]


def test_what_follows_from_a_condition_is_not_held_against_anyone() -> None:
    assert lint("No test had the path, so the team missed it.") == ()


def test_thanks_are_thanks_where_luck_is_told() -> None:
    assert lint("Thanks to Alice it ended early.", where="lucky") == ()
    assert lint("Thanks to Alice the customers were told within minutes.") == ()
    assert lint("We lost an hour thanks to Alice.", where="poorly")


def test_every_category_explains_itself_and_has_questions() -> None:
    for category in CATEGORIES:
        assert explain(category)
        assert all(question.endswith("?") for question in questions(category))
        assert questions(category)
    assert explain("no such thing") == ""
    assert questions("no such thing") == ()


def test_flags_cannot_be_changed() -> None:
    (flag,) = lint("Root cause: human error.")
    with pytest.raises(AttributeError):
        flag.start = 0  # type: ignore[misc]


_PLAIN = (
    "Alice Bob Bob's fault the server should have checked forgot to human error careless by mistake who didn't why "
    "obviously ? . , ` # \u200d"
)
WORDS = st.sampled_from([*sorted(vocabulary(_PLAIN)), "\n", '"'])


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200), st.lists(st.text(max_size=12), max_size=4))
def test_flags_are_whole_words_sorted_and_apart(text: str, roster: list[str]) -> None:
    flags = lint(text, roster)
    assert flags == lint(text, roster)
    for flag in flags:
        assert 0 <= flag.start < flag.end <= len(text)
        assert flag.category in CATEGORIES
        assert flag.tier in {"flag", "hint"}
        assert flag.question.endswith("?")
        assert not text[flag.start].isspace()
        assert flag.start == 0 or not (text[flag.start - 1].isalnum() and text[flag.start].isalnum())
        assert flag.end == len(text) or not (text[flag.end].isalnum() and text[flag.end - 1].isalnum())
    assert all(before.end <= after.start for before, after in pairwise(flags))


@given(st.text(alphabet=st.sampled_from('ab .?!\n\u200b"S'), max_size=80))
def test_sentences_cover_every_letter_once(text: str) -> None:
    spans = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert covered.count("a") == text.count("a")
    assert all("\n" not in text[start:end] for start, end in spans)


def test_sentences() -> None:
    text = "S. Patel called. It rang\nTwice?"
    assert [text[start:end] for start, end in sentences(text)] == ["S. Patel called.", "It rang", "Twice?"]


HOSTILE = [
    "“",
    "'a ",
    '"',
    "`",
    "> ",
    "# ",
    "Alice ",
    "the ",
    "who ",
    "1 ",
    "should have ",
    "Alice's ",
    "```\n",
    "\u200d",
    "a,",
    "(",
    "never ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_length_only(piece: str) -> None:
    """Counts the lines of Python that run, which is the same on every machine, unlike time."""
    short, long = (_steps(piece * count) for count in (200, 800))
    assert long < 4.5 * short + 2000


def _steps(text: str) -> int:
    count = 0

    def tracer(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return tracer

    lint(text)  # what is made once is not counted
    sys.settrace(tracer)  # type: ignore[arg-type]
    try:
        lint(text)
    finally:
        sys.settrace(None)
    return count


def test_importing_the_linter_brings_nothing_heavy() -> None:
    code = "import sys, pm_tui.blame; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"textual", "rich", "tinydb", "asyncio"} & set(loaded)


def test_flag_is_a_plain_tuple_of_five() -> None:
    assert Flag._fields == ("start", "end", "category", "tier", "question")


def test_a_soft_wish_is_a_hint() -> None:
    for text in (
        "We should perhaps have asked.",
        "It would have been good if somebody had called.",
        "It was careless.",
        "In hindsight the team was tired.",
    ):
        assert [flag.tier for flag in lint(text)] == ["hint"], text


def test_a_name_is_hinted_at_under_what_went_poorly_only() -> None:
    text = "The page to Alice took twelve minutes."
    (flag,) = lint(text, where="poorly")
    assert (text[flag.start : flag.end], flag.category, flag.tier) == ("Alice", "named", "hint")
    assert lint(text) == ()
    assert lint(text, where="timeline") == ()
    (flag,) = lint("Alice forgot to page us.", where="poorly")
    assert (flag.category, flag.tier) == ("person-as-cause", "flag")


@pytest.mark.parametrize(
    "text",
    [
        "bob shuold have checked",
        "Bob forgto to restart it",
        "She was negligant.",
        "Bob skiped the backup.",
        "Obviosly the engineer saw it.",
        "Alice misconfiguerd the switch.",
        "bob coulda called",
    ],
)
def test_a_slip_of_the_keys_hides_nothing(text: str) -> None:
    assert lint(text, ("Bob", "Alice"))


@pytest.mark.parametrize("word", ["retain", "overwrite", "filed", "forgo", "sold", "excepted", "mistakes", "failings"])
def test_a_word_of_its_own_is_not_a_slip(word: str) -> None:
    assert word not in corrections()


@pytest.mark.parametrize("who", ["bob@example.org", "first.last@example.org", "@kim-b", "@lin"])
def test_addresses_and_handles_are_people(who: str) -> None:
    text = f"{who} skipped the backup."
    assert quotes(text) == [f"{who} skipped"]


@pytest.mark.parametrize("who", ["noreply@example.org", "alerts@example.org", "@jenkins", "@here"])
def test_mailboxes_of_machines_are_not(who: str) -> None:
    assert lint(f"{who} skipped the backup.") == ()


_SENTENCE = st.lists(
    st.sampled_from(sorted(vocabulary(_PLAIN.replace("`", "").replace("#", "")))), min_size=1, max_size=12
)


@given(_SENTENCE.map(" ".join), _SENTENCE.map(" ".join), st.booleans())
def test_what_follows_a_full_stop_changes_no_flag_before_it(first: str, second: str, model: bool) -> None:
    alone = f"{first} ended."
    before = [flag for flag in lint(f"{alone} {second}", model=model) if flag.start < len(alone)]
    assert tuple(before) == lint(alone, model=model)


_TRIGGERS = sorted({word for rule in RULES for written in rule.patterns for word in re.findall(r"[a-z']+", written)})
_DICE = random.Random(5)
_PIECES = [" ".join(_DICE.choices([*_TRIGGERS, "Alice", ",", "("], k=_DICE.randint(1, 4))) for _ in range(10)]


@pytest.mark.parametrize("piece", ["'s entirely reminded", "nobody in the team who was to", *_PIECES])
def test_no_repetition_of_trigger_words_makes_it_slow(piece: str) -> None:
    short, long = (_steps(f"{piece} " * count) for count in (150, 600))
    assert long < 5 * short


@pytest.mark.parametrize("line", ["latin-1", "utf-16-le"])
def test_a_long_line_of_any_bytes_is_read(line: str) -> None:
    text = random.Random(7).randbytes(100_000).decode(line, "replace").replace("\n", " ")
    assert all(0 <= flag.start < flag.end <= len(text) for flag in lint(text))


@pytest.mark.parametrize(
    "nested", ["((((", "“", "'a", "\"'", "`'“", "who who ", "by by ", "'s ", "a@", "a.", "1:", "> ", "#"]
)
def test_nested_marks_are_read(nested: str) -> None:
    text = nested * 8_000
    assert all(0 <= flag.start < flag.end <= len(text) for flag in lint(text))
