"""Which finds of the linter a review shows: who is known, what is kept, switched off, spared."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from pm_tui import formats
from pm_tui.review import edits, flags
from pm_tui.review.model import Event, Header, Kept, Lesson, Review, Why, roster

WHY = "whys:1:text"
FORGOT = "Zorblax forgot to check the config."
HINT = "We missed the second alert."


def quotes(review: Review, text: str, place: str = WHY, silenced: flags.Silenced = flags.NOTHING) -> list[str]:
    return [text[flag.start : flag.end] for flag in flags.flags(review, place, text, ("Zorblax", "Bob"), silenced)]


def keeping(text: str, place: str = WHY) -> Review:
    """A review that keeps the first flag of a text."""
    flag = flags.flags(Review(), place, text, ("Zorblax", "Bob"))[0]
    return edits.keep_flag(Review(), flags.kept(place, text, flag, lambda: 9))


def test_the_people_of_the_review_are_known() -> None:
    made = Review(header=Header(owner="Zorblax"))
    assert flags.flags(made, WHY, FORGOT, roster(made))
    skipped = "Zorblax skipped the backup."
    assert flags.flags(made, WHY, skipped, roster(made))
    assert not flags.flags(made, WHY, skipped, ())


def test_a_line_keeps_its_prose_in_a_field() -> None:
    assert flags.home_of("events:7:line") == "events:7:text"
    assert flags.home_of("actions:7:line") == "actions:7:title"
    assert flags.home_of(WHY) == WHY


@pytest.mark.parametrize(
    "text",
    [
        FORGOT,
        "It rained. " + FORGOT,
        "zorblax  forgot to check the config",
        FORGOT + " Then it rained.",
    ],
)
def test_what_is_kept_stays_kept_whatever_is_said_around_it(text: str) -> None:
    review = keeping(FORGOT)
    assert flags.flags(Review(), WHY, text, ("Zorblax",))
    assert quotes(review, text) == []
    assert quotes(review, text, "impact:experience") == []


def test_what_is_kept_before_its_stop_may_grow_at_its_place() -> None:
    review = keeping("Zorblax forgot to")
    assert quotes(review, FORGOT) == []
    assert quotes(review, FORGOT, "impact:experience") == ["Zorblax forgot to"]


@pytest.mark.parametrize(
    "text",
    [
        "Zorblax forgot to check the config before lunch.",
        "Bob forgot to check the config.",
        "Zorblax failed to check the config.",
    ],
)
def test_another_sentence_is_flagged_again(text: str) -> None:
    assert len(quotes(keeping(FORGOT), text)) == 1


def test_what_is_kept_names_its_sentence_and_place() -> None:
    review = keeping(f"It rained. {FORGOT}", "events:3:line")
    assert [msgspec.structs.replace(kept, rank="") for kept in review.kept] == [
        Kept(id=9, place="events:3:text", quote="Zorblax forgot to", category="person-as-cause", sentence=FORGOT)
    ]


def test_hints_and_categories_can_be_switched_off_by_settings_and_by_the_review() -> None:
    assert quotes(Review(), HINT) == ["We missed"]
    assert quotes(Review(), HINT, silenced=flags.Silenced(("hints",))) == []
    assert quotes(Review(), FORGOT, silenced=flags.Silenced(("hints",))) == ["Zorblax forgot to"]
    assert quotes(Review(), FORGOT, silenced=flags.Silenced(("person-as-cause",))) == []
    assert quotes(edits.switch_off(Review(), "hints"), HINT) == []
    assert quotes(edits.switch_off(Review(), "person-as-cause"), FORGOT) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("forgot",), []),
        (("FORGOT TO",), []),
        (("forgot to check",), []),
        (("forg",), ["Zorblax forgot to"]),
        (("config", ""), ["Zorblax forgot to"]),
        (("(",), ["Zorblax forgot to"]),
    ],
)
def test_words_of_the_team_are_never_flagged(words: tuple[str, ...], found: list[str]) -> None:
    assert quotes(Review(), FORGOT, silenced=flags.Silenced(words=words)) == found


@pytest.mark.parametrize("place", ["prompt:interval:detected", "answers:4:text"])
def test_an_answer_may_say_what_would_have_helped(place: str) -> None:
    for text in ["We should have had an alert on lag.", "We could have tested it.", "If only we had had access."]:
        assert quotes(Review(), text), text
        assert quotes(Review(), text, place) == [], text


@pytest.mark.parametrize(
    "text", ["Bob should have checked the logs.", "The operator could have asked.", "She should have called.", FORGOT]
)
def test_but_not_what_somebody_should_have_done(text: str) -> None:
    assert quotes(Review(), text, "prompt:interval:detected")


def test_nothing_of_what_is_kept_is_exported() -> None:
    base = Review(
        header=Header(title="Checkout"),
        events=(Event(id=1, text=FORGOT),),
        whys=(Why(id=2, text=FORGOT),),
        lessons=(Lesson(id=3, text=HINT),),
    )
    kept = Kept(id=4, place=WHY, quote="Quux", category="judgement", sentence="Quux quux", reason="Corge")
    header = msgspec.structs.replace(base.header, flags_off=("hindsight",))
    silenced = msgspec.structs.replace(base, kept=(kept,), header=header)
    now = dt.datetime(2026, 3, 14, tzinfo=dt.UTC)
    for name in formats.EXPORTERS:
        assert formats.export(silenced, name, now=now) == formats.export(base, name, now=now)
