"""Whys, actions, and what stands in the summary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
from textual import events

from pm_tui.review import writing
from pm_tui.review.fields import FIELDS
from pm_tui.review.model import Action, Review, Why
from tests.ui.outage import OUTAGE
from tests.ui.player import EMPTY, Player

Play = Callable[..., object]


def tree(player: Player) -> list[tuple[str, str]]:
    by_id = {why.id: why.text for why in player.review.whys}
    return [(why.text, by_id.get(why.parent, "")) for why in player.review.whys]


def test_a_tree_of_whys(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f3", "a")
        await player.type("Checkout refused writes")
        await player.press("enter", "escape", "w")
        await player.type("no config for the write path")
        await player.press("enter", "w")
        await player.type("the rollout skips a region")
        await player.press("enter", "a")
        await player.type("the check reads only")
        await player.press("enter", "escape")
        assert tree(player) == [
            ("Checkout refused writes", ""),
            ("no config for the write path", "Checkout refused writes"),
            ("the rollout skips a region", "no config for the write path"),
            ("the check reads only", "no config for the write path"),
        ]
        player.sees("Whys · 3 deep", "├─ the rollout skips a", "contributing factor")
        assert player.row == "the check reads only"
        await player.press("<")
        assert dict(tree(player))["the check reads only"] == "Checkout refused writes"
        assert player.row == "the check reads only"
        await player.press(">")
        assert tree(player)[3] == ("the check reads only", "no config for the write path")
        await player.press("K")
        assert [text for text, _ in tree(player)][2:] == ["the check reads only", "the rollout skips a region"]
        assert player.row == "the check reads only"
        await player.press("l", "p")
        assert player.review.whys[2].layer == "precondition"
        player.sees("precondition")
        before = player.review
        await player.press("home", "down", "d")
        assert tree(player) == [("Checkout refused writes", "")]
        await player.press("ctrl+z")
        assert player.review == before
        assert player.row == "no config for the write path"

    at_screen(act)


def test_a_why_that_ends_at_a_person_asks_to_go_deeper(at_screen: Play) -> None:
    review = Review(whys=(Why(id=1, rank="1", text="Root cause: human error."),))

    async def act(player: Player) -> None:
        await player.press("f3")
        player.sees("go one deeper: what made", "that possible?")
        await player.press("ctrl+o")
        player.sees_not("go one deeper")
        await player.press("ctrl+z")
        player.sees("go one deeper")
        await player.press("w")
        await player.type("The tool asks nothing")
        player.sees_not("go one deeper")

    at_screen(act, review, size=(120, 40))


def test_every_step_on_a_why_is_undone_and_done_again(at_screen: Play) -> None:
    whys = (
        Why(id=1, rank="1", text="top"),
        Why(id=2, rank="2", text="one", parent=1),
        Why(id=3, rank="3", text="two", parent=1),
    )

    async def act(player: Player) -> None:
        for keys in ["d", ">", "<", "K", "l u", "e x enter", "w y enter", "q y enter"]:
            await player.press("f3", "end", *keys.split())
            changed = player.review
            assert changed.whys != whys or changed.questions
            await player.press("escape", "f3", "home", "ctrl+z")
            assert player.review.whys == whys, keys
            assert player.review.questions == ()
            await player.press("ctrl+y")
            assert player.review == changed
            await player.press("ctrl+z")

    at_screen(act, Review(whys=whys), size=(80, 24))


def test_an_action_in_one_line(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f4", "a")
        await player.type("Page on write errors above 1 % @platform due 20 Mar #detection PAY-118")
        player.sees("owner platform", "PAY-118")
        await player.press("enter", "escape")
        (action,) = player.review.actions
        assert (action.title, action.owner, action.due, action.kind, action.ticket, action.state) == (
            "Page on write errors above 1 %",
            "platform",
            dt.date(2026, 3, 20),
            "detection",
            "PAY-118",
            "idea",
        )
        player.sees("Actions · 1 idea", "Mar 2026", "platform")
        await player.press("s", "d")
        assert player.review.actions[0].state == "done"
        player.sees("✓ Page on write errors", "1 done")
        await player.press("ctrl+z")
        assert player.review.actions[0].state == "idea"
        await player.press("k", "m")
        assert player.review.actions[0].kind == "mitigation"
        await player.press("o")
        player.sees("How we will know")
        player.pane("actions").listing.select(f"actions:{action.id}:due")
        await player.press("enter", "ctrl+u")
        await player.type("someday")
        await player.press("enter")
        assert player.review.actions[0].due is None
        player.sees("being typed:", "someday")

    at_screen(act)


def test_actions_move_and_go(at_screen: Play) -> None:
    actions = tuple(Action(id=n, rank=str(n), title=f"act {n}") for n in (1, 2, 3))

    async def act(player: Player) -> None:
        await player.press("f4", "end", "K")
        assert [action.id for action in player.review.actions] == [1, 3, 2]
        assert player.row == "act 3"
        await player.press("d")
        assert [action.id for action in player.review.actions] == [1, 2]
        assert player.row == "act 2"
        await player.press("ctrl+z")
        assert player.row == "act 3"
        await player.press("ctrl+z")
        assert player.review.actions == actions

    at_screen(act, Review(actions=actions))


LESSONS = ["well", "poorly", "lucky", "surprise"]


def test_lessons_questions_and_response(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        listing = player.pane("summary").listing
        for kind in LESSONS:
            assert listing.select(f"add:lessons:{kind}")
            await player.press("enter")
            await player.type(f"it went {kind}")
            await player.press("enter", "enter")
        assert [row.text for row in player.review.lessons] == [f"it went {row.kind}" for row in player.review.lessons]
        assert [row.kind for row in player.review.lessons] == LESSONS
        assert {"poorly", "lucky"} <= {standing.prompt.kind for standing in player.screen.prompt.standings}
        assert listing.select("add:questions")
        await player.press("enter")
        await player.type("was the backup usable?")
        await player.press("enter", "enter")
        (question,) = player.review.questions
        assert question.text == "was the backup usable?"
        listing.select(f"questions:{question.id}")
        await player.press("o")
        for name, text in {"who": "Dana", "by": "2026-03-20", "answer": "yes", "state": "answered"}.items():
            assert listing.select(f"questions:{question.id}:{name}")
            await player.press("enter")
            await player.press("ctrl+u")
            await player.type(text)
            await player.press("enter")
        (question,) = player.review.questions
        assert (question.who, question.by, question.answer, question.state) == (
            "Dana",
            dt.date(2026, 3, 20),
            "yes",
            "answered",
        )
        player.sees("✓ was the backup usable?")
        assert listing.select("response:how-detected")
        await player.press("enter")
        await player.type("a customer called")
        await player.press("enter")
        assert [(row.key, row.text) for row in player.review.response] == [("how-detected", "a customer called")]
        player.sees("a customer called")

    at_screen(act, size=(60, 40))


VALUES = {"date": "2026-03-14", "moment": "2026-03-14 14:23", "names": "Ann, Bo", "zone": "Europe/Berlin", "choice": ""}


def test_every_field_of_the_document_can_be_written(at_screen: Play) -> None:
    """The first field of each kind by hand, the others by a paste: how they are read goes by their kind."""
    by_hand: set[str] = set()

    async def act(player: Player) -> None:
        await player.press("f5")
        pane = player.pane("summary")
        written = {}
        for table in ("header", "impact", "meeting"):
            for field in FIELDS[table]:
                place = f"{table}:{field.name}"
                before = player.review
                text = field.choices[-1] if field.choices else VALUES.get(field.kind, f"my {field.name}")
                if field.kind in by_hand:
                    pane.edit(place)
                    pane.editor.field.select_span(0, len(pane.editor.field.text))
                    assert await pane.editor.field.take(events.Paste(text)), place
                else:
                    await player.settle()
                    await player.press(*["enter"] * pane.editing)
                    assert pane.listing.select(place), place
                    await player.press("enter", "ctrl+u")
                    await player.type(text)
                    await player.press("enter")
                    player.sees(f"{field.label}: {text}")
                    by_hand.add(field.kind)
                assert not player.review.drafts, place
                assert writing.value_text(player.review, place), place
                assert player.review != before or field.kind == "date", place
                written[place] = f"{field.label}: {text}"
        await player.settle()
        await player.press("enter")
        shown = {row.place: f"{row.lead}{row.text}" for row in pane.listing.rows}
        for place, words in written.items():
            assert words in shown[place]

    at_screen(act, EMPTY, size=(80, 24))


def test_what_cannot_be_read_in_a_field_is_said_and_kept(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f5")
        pane = player.pane("summary")
        for place, text, said in [
            ("header:date", "2026-13-99", "2026-13-99"),
            ("header:zone", "Atlantis", "not a time zone"),
            ("header:status", "lost", "is not one of"),
            ("impact:start", "25:61", "25:61"),
        ]:
            pane.listing.select(place)
            await player.press("enter", "ctrl+u")
            await player.type(text)
            assert said in pane.editor.told
            await player.press("escape")
            player.sees(f"being typed: {text}")
        assert (player.review.header.zone, player.review.header.status) == ("UTC", "draft")
        assert len(player.review.drafts) == 4

    at_screen(act, OUTAGE)


def test_a_question_about_a_row(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("f2", "end", "q")
        await player.type("who was told?")
        await player.press("enter")
        assert [(row.about, row.text) for row in player.review.questions] == [(4, "who was told?")]
        player.sees("who was told?")
        await player.press("f2", "end", "q", "escape")
        assert len(player.review.questions) == 1

    at_screen(act, msgspec.structs.replace(OUTAGE))
