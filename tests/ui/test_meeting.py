"""The meeting on the screen: its stages, its clock, and what comes up meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

from pm_tui.formats import export
from pm_tui.review import coverage, edits, meetings
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import Answer, Lesson, Review, Why
from pm_tui.store.files import load
from pm_tui.ui.widgets.entry_line import EntryLine
from tests.ui import player as playing
from tests.ui.outage import OUTAGE
from tests.ui.player import NOW, Player, WatchedApp

Play = Callable[..., WatchedApp]

PEOPLE = Meeting(id=500, rank="V", attendees=(Attendee("Ana", "facilitator"), Attendee("Bo", "on call")))
MET = edits.add(msgspec.structs.replace(OUTAGE, meetings=(PEOPLE,)), "whys", Why(id=60, text="no check on the path"))


async def tick(player: Player) -> None:
    """What the screen does each second."""
    player.screen._tick()
    await player.settle()


def header(player: Player) -> str:
    return player.text.splitlines()[0]


def test_a_meeting_is_walked_through_stage_by_stage_and_ends(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12")
        assert header(player).startswith(" MEETING · Open 3:00 · ends 16:00")
        seen = []
        for _ in range(8):
            seen.append((header(player).split(" · ")[1].rpartition(" ")[0], player.screen.pane_name))
            await player.press("shift+f4")
        assert seen == [
            ("Open", "meeting"),
            ("Summary and impact", "summary"),
            ("Timeline", "timeline"),
            ("Intervals", "timeline"),
            ("Whys", "whys"),
            ("Lessons", "summary"),
            ("Actions", "actions"),
            ("Close", "meeting"),
        ]
        player.sees("This is the last stage.")
        await player.press("shift+f12")
        assert "MEETING" not in header(player)
        assert player.review.meetings[0].ended == NOW
        await player.press("shift+f12")  # too soon: it goes on where it was
        assert header(player).startswith(" MEETING · Close")
        assert len(player.review.meetings) == 1

    at_screen(act, MET)


def test_the_other_panes_are_names_with_counts_and_the_prompt_of_the_stage_is_asked(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f4")
        player.sees("[Timeline 4]", "Whys 1", "Prompt 1 of", "2 left here", "How could this be shorter?")
        assert player.screen.focused is player.screen.prompt.field
        row = player.pane("timeline").listing.row
        assert row
        assert row.key == player.screen.prompt.prompt_id  # the room sees the row that is spoken of
        await player.press("f3")
        player.sees("[Whys 1]", "no check on the path")
        assert meetings.present_stage(player.review) == "intervals"
        await player.press("f7")
        assert player.screen.focused is player.screen.prompt.field

    at_screen(act, MET)


def test_at_zero_a_line_names_the_keys_and_takes_nothing(at_screen: Play, later: Callable[[float], None]) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f4")
        await player.type("half an")
        later(6)
        await tick(player)
        player.sees("Intervals +1:00 over", "The time for Intervals is over: Shift+F5 three more minutes")
        await player.type(" answer")
        assert player.screen.prompt.field.text == "half an answer"
        await player.press("shift+f5")
        player.sees("Intervals 2:00")
        player.sees_not("is over:")
        assert player.screen.focused is player.screen.prompt.field

    at_screen(act, MET)


def test_a_pause_stops_the_clock_and_spreading_makes_up_for_it(at_screen: Play, later: Callable[[float], None]) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f6")
        player.sees("MEETING · Timeline paused · ends 16:00", "Paused.")
        later(20)
        await player.press("shift+f6")
        player.sees("Timeline 35:00")
        await player.press("shift+f1")  # 40 minutes are left for 55 planned ones
        player.sees("Timeline 25:27", "Spread until the planned end")

    at_screen(act, MET)


def test_undo_takes_back_words_and_never_the_clock(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "enter")
        assert player.review.meetings[0].rules_at == NOW
        await player.press("shift+f4", "ctrl+z")
        assert player.review.meetings[0].rules_at is None
        assert meetings.present_stage(player.review) == "summary"
        assert len(player.review.turns) == 2

    at_screen(act, MET)


def test_an_event_is_typed_over_a_half_typed_answer(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f4")
        prompt = player.screen.prompt.prompt_id
        await player.type("half an answer")
        await player.press("left", "left", "shift+f2")
        await player.type("09:13 First customer writes")
        player.sees("2026-03-04 09:13")
        await player.press("enter")
        assert [event.text for event in player.review.events][1] == "First customer writes"
        field = player.screen.prompt.field
        assert (player.screen.focused, field.text, field.cursor) == (field, "half an answer", 12)
        assert player.screen.prompt.prompt_id == prompt
        await player.press("shift+f2")
        await player.type("09:15 left half")
        await player.press("escape")
        assert player.screen.focused is field
        await player.press("shift+f2")
        assert player.screen.query_one(EntryLine).field.text == "09:15 left half"

    at_screen(act, MET)


def test_an_event_without_a_time_stands_behind_the_row_that_is_spoken_of(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f2")
        await player.type("somebody had seen it before")
        await player.press("enter")
        about = player.screen.prompt.standing.prompt.about  # type: ignore[union-attr]
        places = [event.id for event in player.review.events]
        assert player.review.events[places.index(about) + 1].text == "somebody had seen it before"

    at_screen(act, MET)


def test_from_a_prompt_to_an_action_with_its_owner_is_one_key(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("Page on write errors above 1 % @Bo due 2026-04-01")
        await player.press("ctrl+t")
        action = player.review.actions[-1]
        assert (action.title, action.owner, action.due) == ("Page on write errors above 1 %", "Bo", dt.date(2026, 4, 1))
        assert action.answers == ("interval:detected",)

    at_screen(act, MET)


def test_a_prompt_becomes_an_open_question_with_who_and_when(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("What did the pager see? @Ana due 2026-04-01")
        await player.press("shift+f7")
        question = player.review.questions[-1]
        assert (question.text, question.who, question.by) == ("What did the pager see?", "Ana", dt.date(2026, 4, 1))
        assert player.screen.prompt.field.text == ""
        await player.press("shift+f7")
        assert "How could this be shorter?" in player.review.questions[-1].text

    at_screen(act, MET)


def test_what_was_picked_is_asked_in_that_order_and_notes_stay_private(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f6")
        player.sees("proposed for the room")
        first = player.pane("prompts").listing.row
        assert first
        await player.press("n")
        await player.type("ask Bo gently")
        await player.press("enter")
        player.sees("✎ ask Bo gently")
        player.pane("prompts").listing.select(first.key)
        await player.press("J")
        player.sees("For the room · Intervals")
        picked = player.review.meetings[0].asked
        assert picked.index(first.key) == 1
        await player.press("shift+f12", "f6")
        player.sees_not("ask Bo gently")
        await player.press("n")
        player.sees("Private notes stay off a shared screen.")
        await player.press("shift+f4", "shift+f4", "shift+f4")
        assert player.screen.prompt.prompt_id == picked[0]
        await player.press("pagedown")
        assert player.screen.prompt.prompt_id == first.key
        assert "gently" not in export(player.review, now=NOW)

    at_screen(act, MET)


def test_the_agenda_is_planned_and_the_end_set_before_it_begins(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.screen.action_go("meeting")
        await player.settle()
        pane = player.pane("meeting")
        pane.listing.select("stage:timeline")
        await player.press("+", "+", "-", "enter")
        await player.type("20")
        await player.press("enter")
        pane.listing.select("ends")
        await player.press("enter")
        await player.type("15:45")
        player.sees("ends 15:45")
        await player.press("enter")
        await player.press("shift+f12")
        assert header(player).startswith(" MEETING · Open 3:00 · ends 15:45")
        assert [stage.minutes for stage in player.review.meetings[0].agenda][2] == 20

    at_screen(act, msgspec.structs.replace(MET, header=msgspec.structs.replace(MET.header, date=NOW.date())))


def test_the_timeline_is_agreed_and_what_changes_later_is_counted(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.screen.action_go("meeting")
        await player.press("shift+f12")
        pane = player.pane("meeting")
        pane.listing.select("agree")
        await player.press("enter")
        player.sees("✓ agreed at 15:00")
        await player.press("shift+f2")
        await player.type("09:13 news")
        await player.press("enter")
        assert meetings.changed_since_agreed(player.review) == {player.review.events[1].id}
        await player.press("f2")
        player.sees("changed since it was agreed")

    at_screen(act, MET, size=(120, 60))


def test_closing_the_app_pauses_the_meeting_and_opening_goes_on(tmp_path: Path, later: Callable[[float], None]) -> None:
    async def begin(player: Player) -> None:
        await player.press("shift+f12", "shift+f4")
        later(1)

    async def go_on(player: Player) -> None:
        player.sees("MEETING · Summary and impact paused")
        await player.press("shift+f6")
        player.sees("MEETING · Summary and impact 1:00")

    playing.play(tmp_path, begin, MET)
    review: Review = load(tmp_path / "review.json").review
    assert review.turns[-1].ended == NOW + dt.timedelta(minutes=1)
    playing.play(tmp_path, go_on, None)


def test_at_the_smallest_size_one_key_flips_between_prompt_and_row(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f4")
        lines = player.text.splitlines()
        assert lines[0].startswith(" Intervals 5:00")
        assert any(word in lines[0] for word in ("Saved", "Saving", "Unsaved"))
        assert lines[-1].split()[-2:] == ["F1", "?"]
        player.sees("How could this be")
        await player.press("f7")
        player.sees("12 min to detect")
        player.sees_not("How could this be")
        await player.press("f7")
        player.sees("How could this be")

    at_screen(act, MET, size=(40, 12))


def test_after_esc_a_letter_does_what_shift_and_an_f_key_do(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f7", "f7", "escape", "b")
        assert "MEETING" in header(player)
        await player.press("f7", "escape", "n")
        assert meetings.present_stage(player.review) == "summary"

    at_screen(act, MET)


def test_without_a_meeting_its_keys_say_how_to_begin_one(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        for key in ("shift+f4", "shift+f5", "shift+f6", "shift+f1"):
            await player.press(key)
            player.sees("No meeting goes on. Shift+F12 begins one.")
        assert player.review.turns == ()

    at_screen(act, MET)


def test_each_stage_reminds_of_its_bias_once(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4")
        player.sees("We know the end; they did not.")
        await player.press("down")
        player.screen.action_previous_stage()
        player.screen.action_next_stage()
        await player.settle()
        player.sees_not("We know the end; they did not.")

    at_screen(act, MET)


def test_keys_that_come_with_the_one_that_leaves_a_card_are_typed_below_it(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        for opens, leaves in (("shift+f8", " "), ("f9", "escape"), ("shift+f9", "escape")):
            await player.press("ctrl+u", opens)
            for key in (leaves, *"whole"):
                player.app.post_message(playing.key_event(key))
            await player.settle()
            assert player.app.screen is player.screen, opens
            assert player.screen.prompt.field.text == "whole", opens
            await player.press(opens, leaves)
            player.app.post_message(playing.key_event(leaves))
            await player.settle()

    at_screen(act, MET)


def test_what_was_parked_comes_up_again_before_the_close(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("shift+f12", "shift+f4", "shift+f4", "shift+f4")
        await player.type("for the platform team")
        await player.press("ctrl+l", "shift+f4", "shift+f4", "shift+f4")
        player.sees("MEETING · Actions", "2 left here", "for the platform team")
        await player.press("pagedown")
        player.sees("“ask the billing team”. What becomes of it")
        await player.type("they were asked @Ana")
        await player.press("ctrl+t")
        assert player.review.actions[-1].owner == "Ana"
        assert player.review.actions[-1].answers == ("parked:70",)
        assert coverage.parked(player.review) == (player.review.answers[-2],)

    thought = Answer(id=70, rank="V", text="ask the billing team", state="parked")
    at_screen(act, msgspec.structs.replace(MET, answers=(thought,)))


def test_a_lesson_that_was_learned_is_tied_to_an_action(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        player.pane("summary").listing.select("lessons:80")
        await player.press("ctrl+t")
        assert player.review.actions[-1].answers == ("learned:80",)

    learned = Lesson(id=80, rank="V", kind="learned", text="a new region reads every config")
    at_screen(act, msgspec.structs.replace(MET, lessons=(learned,)))
