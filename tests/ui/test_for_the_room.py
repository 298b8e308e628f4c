"""The response review in front of the room: what is marked for it, and how much is left to readers."""

from __future__ import annotations

from collections.abc import Callable

from pm_tui.review import edits, meetings
from pm_tui.review.gathering import Stage
from pm_tui.review.model import Response, Review
from pm_tui.review.response import QUESTIONS
from tests.ui.outage import OUTAGE
from tests.ui.player import NOW, Player

Play = Callable[..., object]
FIRST, SECOND = QUESTIONS[0], QUESTIONS[8]


def begun(review: Review) -> Review:
    review, meeting = meetings.planned(review, lambda: 701)
    review = meetings.begin(review, meeting.id, (Stage("summary", 30),), NOW)
    return meetings.enter(review, "summary", NOW, 702)


def keys(player: Player) -> list[str]:
    return [row.key for row in player.pane("summary").listing.rows if row.key.startswith("response:")]


def test_r_marks_a_question_answered_or_not_and_undo_takes_it_back(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        player.pane("summary").listing.select(f"response:{FIRST.key}")
        await player.press("r")
        assert [(row.key, row.asked, row.room) for row in player.review.response] == [(FIRST.key, FIRST.text, True)]
        player.sees("● What told us first", "Marked for the room (●).")
        await player.press("r")
        assert player.review.response == ()
        await player.press("r", "ctrl+z", "ctrl+z", "ctrl+z")
        assert player.review == OUTAGE
        player.pane("summary").listing.select("header:title")
        await player.press("r")
        assert player.review == OUTAGE
        assert len(keys(player)) == len(QUESTIONS)

    at_screen(act, OUTAGE)


def test_the_keys_of_a_prompt_work_from_its_note(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f6", "space", "n")
        await player.type("ask quietly")
        await player.press("enter")
        pane, picked = player.pane("prompts"), player.review.meetings[0].asked
        assert pane.listing.row
        assert pane.listing.row.key.startswith("notes:")
        await player.press("space")
        assert set(player.review.meetings[0].asked) ^ set(picked) == {player.review.notes[0].prompt}
        await player.press("n")
        assert pane.editing

    at_screen(act, OUTAGE)


def test_r_is_a_letter_while_an_answer_is_typed(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        player.pane("summary").listing.select(f"response:{FIRST.key}")
        await player.press("enter", "r", "enter")
        assert [(row.text, row.room) for row in player.review.response] == [("r", False)]

    at_screen(act, OUTAGE)


def test_the_room_sees_what_is_marked_and_how_many_others_there_are(at_screen: Play) -> None:
    marked = edits.add(
        OUTAGE,
        "response",
        Response(id=1, key=SECOND.key, asked=SECOND.text, room=True),
        Response(id=2, key=FIRST.key, asked=FIRST.text, text="a customer"),
    )

    async def act(player: Player) -> None:
        await player.press("f5")
        assert keys(player) == [f"response:{SECOND.key}"]
        pane = player.pane("summary")
        await player.press("end")
        others = len(QUESTIONS) - 1
        player.sees(f"● {SECOND.text[:20]}", f"{others} questions are for readers (Enter shows them)")
        await player.press("enter")
        assert len(keys(player)) == len(QUESTIONS)
        pane.listing.select(f"response:{FIRST.key}")
        await player.press("r", "end", "enter")
        assert keys(player) == [f"response:{FIRST.key}", f"response:{SECOND.key}"]
        assert any(row.text.startswith(f"{others - 1} questions are") for row in pane.listing.rows)

    at_screen(act, begun(marked))


def test_with_nothing_marked_the_room_still_learns_of_the_others(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5", "end")
        assert keys(player) == []
        player.sees(f"{len(QUESTIONS)} questions are for readers")

    at_screen(act, begun(OUTAGE))
