"""The coach's keys, each one undo: reword, keep, ask why, why flagged; hints; in front of a group; what is kept."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from pm_tui.review.model import Action, Event, Header, Lesson, Review, Why
from pm_tui.settings import Values
from pm_tui.ui.widgets.coach_line import CoachLine
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, WatchedApp
from tests.ui.test_review_screen import underlined

Play = Callable[..., WatchedApp]

BLAME = "Bob forgot to check the config."
DRAFT = "The config was not checked because … (what stood in the way?)."
HINT = "We missed the second alert."
VALUES = Values(roster=("Bob",))


def with_why(text: str, *more: Why) -> Review:
    return msgspec.structs.replace(OUTAGE, whys=(Why(id=50, rank="V", text=text), *more))


def coach(player: Player) -> str:
    return str(player.screen.query_one(CoachLine).content)


def key_line(player: Player) -> str:
    return player.text.splitlines()[-1]


def test_the_draft_takes_the_place_of_the_sentence_and_one_undo_takes_it_back(at_screen: Play) -> None:
    typed = f"It rained. {BLAME} Then it dried."

    async def act(player: Player) -> None:
        await player.type(typed)
        field = player.screen.prompt.field
        field.move_cursor((0, 20))
        await player.settle()
        await player.press("ctrl+r")
        assert field.text == f"It rained. {DRAFT} Then it dried."
        assert field.selected_text == DRAFT
        assert underlined(player) == []
        await player.press("ctrl+z")
        assert field.text == typed
        await player.press("ctrl+r")
        await player.type("Nothing called for it.")
        assert field.text == "It rained. Nothing called for it. Then it dried."
        await player.press("ctrl+z", "ctrl+z")
        assert field.text == typed

    at_screen(act, OUTAGE, values=VALUES)


def test_a_chosen_row_is_reworded_in_its_editor(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "ctrl+r")
        assert player.review.whys[0].text == DRAFT
        assert player.pane("whys").editor.field.selected_text == DRAFT
        await player.press("ctrl+z")
        assert player.review == with_why(BLAME)

    at_screen(act, with_why(BLAME), values=VALUES)


@pytest.mark.parametrize("key", ["f2", "f4"])
def test_the_marks_of_a_line_are_left_alone(at_screen: Play, key: str) -> None:
    event = Event(id=5, rank="V", text=BLAME, milestones=("detected",), actors=("Bob",))
    action = Action(id=6, rank="V", title="Remind engineers to read the runbook", owner="Kim", kind="detection")
    review = Review(header=Header(date=OUTAGE.header.date), events=(event,), actions=(action,))

    async def act(player: Player) -> None:
        await player.press(key, "ctrl+r")
        changed, made = player.review.events[0], player.review.actions[0]
        if key == "f2":
            assert changed == msgspec.structs.replace(event, text=DRAFT)
        else:
            assert made == msgspec.structs.replace(
                action, title="Make it easy to read the runbook: … (what would change?)"
            )
        await player.press("ctrl+z")
        assert player.review == review

    at_screen(act, review, values=VALUES)


def test_a_line_that_cannot_be_read_is_not_reworded(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "a")
        await player.type("25:61 Bob forgot to check it")
        before = player.review
        await player.press("ctrl+r")
        assert player.review == before

    at_screen(act, OUTAGE, values=VALUES)


def test_nothing_flagged_nothing_done(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("The alert came late")
        before = player.review
        for key in ["ctrl+r", "ctrl+o", "f8", "f11"]:
            await player.press(key)
            player.sees("Nothing is flagged here.")
        assert player.review == before

    at_screen(act, OUTAGE, values=VALUES)


def test_the_question_becomes_a_why_below_the_chosen_one(at_screen: Play) -> None:
    question = "What would have made it easy to check the config?"

    async def act(player: Player) -> None:
        await player.press("f3", "f11")
        assert [(why.parent, why.text) for why in player.review.whys] == [(0, BLAME), (50, question)]
        assert player.row == question
        await player.press("ctrl+z")
        assert player.review == with_why(BLAME)

    at_screen(act, with_why(BLAME), values=VALUES)


def test_from_elsewhere_it_becomes_a_why_at_the_root_and_typing_goes_on(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type(BLAME)
        whys = player.review.whys
        await player.press("f11")
        assert [why.parent for why in player.review.whys if why not in whys] == [0]
        await player.type(" Then")
        assert player.screen.prompt.field.text == f"{BLAME} Then"
        await player.press("ctrl+z", "ctrl+z")
        assert player.review.whys == whys

    at_screen(act, OUTAGE, values=VALUES)


def test_why_flagged_shows_the_rest(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type(BLAME)
        player.sees_not("person-as-cause")
        await player.press("f8")
        player.sees("“Bob forgot to” ─ person-as-cause", "When the story ends at a person")
        player.sees("What would have made it easy to check the config?", "What did they see and expect just then?")
        await player.type(" ")
        player.sees_not("When the story ends at a person")

    at_screen(act, OUTAGE, values=VALUES)


def test_after_esc_a_letter_does_what_f8_and_f11_do(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type(BLAME)
        await player.press("escape", "y")
        player.sees("person-as-cause")
        before = len(player.review.whys)
        await player.press("escape", "q")
        assert len(player.review.whys) == before + 1

    at_screen(act, OUTAGE, values=VALUES)


def test_the_keys_of_the_coach_come_first_while_something_is_flagged(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("Bob for")
        assert "Reword" not in key_line(player)[:20]
        await player.type("got to check")
        assert key_line(player).split()[:7] == ["^R", "Reword", "^O", "Keep", "F8", "Why", "flagged?"]
        await player.resize(40, 12)
        assert key_line(player).split()[:4] == ["^R", "Reword", "^O", "Keep"]
        await player.press("ctrl+o")
        assert "Reword" not in key_line(player)[:20]

    at_screen(act, OUTAGE, values=VALUES)


# --- hints and a group


def test_a_hint_is_underlined_and_can_be_switched_off_here(at_screen: Play) -> None:
    review = with_why(HINT)

    async def act(player: Player) -> None:
        await player.press("f3")
        assert underlined(player) == ["We missed"]
        await player.press("f8")
        player.sees("a hint")
        await player.app.run_action("hints", player.screen)
        await player.settle()
        assert underlined(player) == []
        assert player.review.header.flags_off == ("hints",)
        await player.press("ctrl+z")
        assert underlined(player) == ["We missed"]
        assert player.review == review

    at_screen(act, review, values=VALUES)


def test_a_hint_waits_for_the_end_of_the_sentence(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type(HINT.removesuffix("."))
        assert underlined(player) == []
        await player.type(".")
        assert underlined(player) == ["We missed"]

    at_screen(act, OUTAGE, values=VALUES)


def test_hints_can_be_switched_off_for_good(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3")
        assert underlined(player) == []

    at_screen(act, with_why(HINT), values=Values(hints=False))


def test_a_category_is_switched_off_here_with_one_undo(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3")
        await player.app.run_action("flag_off", player.screen)
        await player.settle()
        assert underlined(player) == []
        assert player.review.header.flags_off == ("person-as-cause",)
        await player.press("ctrl+z")
        assert player.review == with_why(BLAME)
        assert underlined(player) == ["Bob forgot to"]

    at_screen(act, with_why(BLAME), values=VALUES)


def test_in_front_of_a_group_a_flag_is_its_underline_and_its_question(at_screen: Play) -> None:
    review = with_why(BLAME, Why(id=51, rank="W", text=HINT))

    async def act(player: Player) -> None:
        await player.press("f3")
        assert underlined(player) == ["Bob forgot to"]
        assert coach(player) == "What would have made it easy to check the config?"
        await player.press("f8")
        player.sees("person-as-cause")
        await player.app.run_action("present", player.screen)
        await player.settle()
        assert underlined(player) == ["Bob forgot to", "We missed"]
        assert coach(player).startswith("“Bob forgot to” ─ ")
        await player.app.run_action("present", player.screen)
        await player.settle()
        assert coach(player) == "What would have made it easy to check the config?"

    at_screen(act, review, values=Values(roster=("Bob",), presenting=True))


def test_words_of_the_team_are_not_underlined(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3")
        assert underlined(player) == []

    at_screen(act, with_why(BLAME), values=Values(roster=("Bob",), words=("forgot to",)))


# --- what is kept


def test_kept_words_are_listed_given_a_reason_and_taken_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "ctrl+o", "f5")
        player.pane("summary").listing.select(f"kept:{player.review.kept[0].id}")
        await player.settle()
        player.sees("Kept words", "“Bob forgot to”", BLAME)
        await player.press("enter")
        await player.type("Bob said it so himself")
        await player.press("enter")
        assert player.review.kept[0].reason == "Bob said it so himself"
        await player.press("d")
        assert player.review.kept == ()
        player.sees_not("Kept words")
        await player.press("ctrl+z")
        assert player.review.kept[0].reason == "Bob said it so himself"
        await player.press("ctrl+z")
        assert player.review.kept[0].reason == ""
        await player.press("ctrl+z")
        assert player.review == with_why(BLAME)

    at_screen(act, with_why(BLAME), values=VALUES)


def test_leaving_the_reason_empty_keeps_the_words_kept(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "ctrl+o", "f5")
        kept = player.review.kept
        player.pane("summary").listing.select(f"kept:{kept[0].id}")
        await player.press("enter", "escape")
        assert player.review.kept == kept

    at_screen(act, with_why(BLAME), values=VALUES)


def test_words_kept_while_they_are_typed_stay_kept_while_the_sentence_grows(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("Bob forgot to")
        await player.press("ctrl+o")
        await player.type(" check the config")
        assert underlined(player) == []
        await player.type(". Kim forgot to call")
        assert underlined(player) == ["Kim forgot to"]

    at_screen(act, OUTAGE, values=VALUES)


def test_a_lesson_that_is_flagged_is_reworded_with_its_kind_known(at_screen: Play) -> None:
    review = Review(header=OUTAGE.header, lessons=(Lesson(id=7, rank="V", kind="poorly", text=BLAME),))

    async def act(player: Player) -> None:
        await player.press("f5")
        player.pane("summary").listing.select("lessons:7")
        await player.press("ctrl+r")
        assert player.review.lessons[0].text == DRAFT

    at_screen(act, review, values=VALUES)


def test_rows_stand_still_while_the_coach_speaks_on_80_columns(at_screen: Play) -> None:
    rows = (*OUTAGE.events, Event(id=99, rank="z", at=OUTAGE.events[-1].at, text=BLAME))
    review = msgspec.structs.replace(OUTAGE, events=rows)

    async def act(player: Player) -> None:
        await player.press("f2", "home")
        listing, line = player.pane("timeline").listing, player.screen.query_one(CoachLine)
        before = listing.region
        player.sees_not("What would have made it easy")
        await player.press("end")
        player.sees("What would have made it easy to check the config?")
        assert listing.region == before
        assert line.region.bottom == 23  # above the keys
        await player.press("space", "ctrl+z")
        player.sees("Nothing to undo.")
        assert listing.region == before
        await player.press("end", "e", "f8")
        assert not player.pane("timeline").editor.region.overlaps(line.region)  # what is explained is long
        await player.press("escape")
        assert listing.region == before

        await player.press("f")
        player.screen.say("Somebody logged an event.")
        await player.settle()
        player.sees("? the path of a file", "Somebody logged an event.")
        await player.press("escape")
        await player.press("f7")
        await player.type(f"half an answer. {BLAME}")
        player.sees("What would have made it easy to check the config?")
        field = player.screen.prompt.field
        assert not field.region.overlaps(line.region)  # what is typed is never covered

        await player.press("f2", "f10")
        assert not listing.region.overlaps(line.region)

    at_screen(act, review, values=VALUES, size=(80, 24))
