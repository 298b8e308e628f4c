"""Drafts without blame: the author's words, nothing made up, gaps where only the author knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.blame import lint
from pm_tui.blame.reword import reword, sentence_at
from pm_tui.blame.rules.table import RULES

WAY, MADE, HELP = "… (what stood in the way?)", "… (what made it possible?)", "… (which signal, tool or access?)"


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Alice forgot to run the migration.", f"The migration was not run because {WAY}."),
        (
            "Bob forgot to run the migration before the deploy, and the site went down.",
            f"The migration was not run before the deploy because {WAY}, and the site went down.",
        ),
        ("On-call failed to escalate.", f"One step did not happen (escalate) because {WAY}."),
        (
            "Alice acked the page and then forgot to call the DBA.",
            f"Alice acked the page and the DBA was not called because {WAY}.",
        ),
        ("Kim did not check the logs.", f"The logs were not checked because {WAY}."),
        ("Nobody in payments had paged a DBA.", f"A DBA was not paged because {WAY}."),
        ("QA missed the leap-day case.", "The leap-day case was not noticed because … (what hid it from view?)."),
        ("The table was deleted by the intern.", f"The table was deleted because {MADE}."),
        (
            "14:23 Bob deleted the wrong bucket in staging and the site went down",
            f"14:23 the wrong bucket was deleted in staging because {MADE} and the site went down",
        ),
        ("Mei pushed it to production by mistake.", f"It was pushed to production because {MADE}."),
        ("Root cause: human error.", "Root cause: a slip, made easy by … (what?)."),
        (
            "Bob should have checked the config and the logs before the rollout.",
            f"Next time, the config and the logs are checked before the rollout because {HELP}.",
        ),
        ("She could have called him earlier.", f"Next time, he is called earlier because {HELP}."),
        (
            "Platform were supposed to run the drill.",
            f"Next time, {HELP} makes it easy to run the drill.",
        ),
        (
            "The vendor sent a reckless patch.",
            "The vendor sent a patch; at that moment, … (what was seen just then?).",
        ),
        ("Obviously the engineer saw the warning.", "The engineer saw the warning."),
        (
            "It was clear that the disk would fill.",
            "At that moment, … (what was seen just then?) showed that the disk would fill.",
        ),
        (
            "Remind engineers to read the runbook.",
            "Make it easy to read the runbook: … (what would change?).",
        ),
        (
            "Engineers must be more careful when deploying.",
            "Add … (which guard, default or check?) when deploying.",
        ),
        ("Why didn't Alice check the dashboard?", "What was going on when the dashboard was not checked?"),
        ("Why did Bob deploy on a Friday?", "What made it look right to deploy on a Friday?"),
        ("Who broke production?", "What made it possible that production was broken?"),
        ("This was Bob's fault.", "This was made possible by … (which conditions?)."),
        ("The intern is to blame for the outage.", "The outage was made possible by … (which conditions?)."),
        ("Bob was careless and forgot to run it.", f"It was not run because {WAY}."),
    ],
)
def test_drafts(text: str, draft: str) -> None:
    for flag in lint(text)[:1]:
        assert reword(text, flag) == draft


def is_clean(draft: str) -> bool:
    """Whether neither the rules nor the model, where it is sure, find anything."""
    return not lint(draft, ("Zed",), model=False) and all(flag.tier == "hint" for flag in lint(draft, ("Zed",)))


def test_only_the_sentence_of_the_flag_is_reworded() -> None:
    text = "The deploy began at two. Bob forgot to run the migration. Then it rained."
    (flag,) = lint(text)
    start, end = sentence_at(text, flag)
    assert text[start:end] == "Bob forgot to run the migration."
    assert reword(text, flag) == f"The migration was not run because {WAY}."


def test_names_that_only_the_roster_knows_go_too() -> None:
    text = "Xoqal skipped the backup."
    (flag,) = lint(text, ("Xoqal Brandt",))
    assert reword(text, flag, ("Xoqal Brandt",)) == f"The backup was left out because {WAY}."


@pytest.mark.parametrize("sentence", [sentence for rule in RULES for sentence in rule.fires])
@pytest.mark.parametrize("around", ["{}", "At two it began. {}", "14:05 {}", "The pager rang, and {}"])
def test_every_draft_is_clean(sentence: str, around: str) -> None:
    text = around.format(sentence)
    for flag in lint(text):
        assert is_clean(reword(text, flag))


PIECES = (
    "Alice|Bob|Bob's|the|intern|server|they|nobody|forgot|to|run|check|deleted|skipped|careless|should|have|been|did|"
    "not|why|who|because|of|by|and|,|.|?|\n|human error|to blame|be more careful|the logs|obviously|was|it|'s|…|\u200d"
)
WORDS = st.sampled_from(PIECES.split("|"))


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
def test_whatever_is_flagged_has_a_clean_draft(text: str) -> None:
    for flag in lint(text, ("Zed",)):
        start, end = sentence_at(text, flag)
        assert start <= flag.start < end
        assert is_clean(reword(text, flag, ("Zed",)))
