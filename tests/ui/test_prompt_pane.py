from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pm_tui.review.model import Review, Why
from tests.ui.outage import OUTAGE
from tests.ui.player import Player, play

Play = Callable[..., object]


def answers(player: Player) -> list[tuple[str, str, str]]:
    return [(row.prompt, row.text, row.state) for row in player.review.answers]


def shown(player: Player) -> str:
    standing = player.screen.prompt.standing
    return standing.prompt.id if standing else ""


def test_enter_adds_an_answer_and_stays_and_goes_on_when_empty(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.sees("Prompt 1 of 9 · time to detect", "12 minutes from", "How could this be shorter?", "Next time, ")
        await player.type("no synthetic check")
        await player.press("enter")
        await player.type("only customers could notice")
        await player.press("enter")
        assert answers(player) == [
            ("interval:detected", "no synthetic check", "answered"),
            ("interval:detected", "only customers could notice", "answered"),
        ]
        assert player.review.answers[0].asked.endswith("How could this be shorter?")
        player.sees("✓ no synthetic check", "✓ only customers could notice", "8 open")
        assert shown(player) == "interval:detected"
        await player.press("enter")
        assert shown(player) == "interval:acknowledged"
        player.sees("Prompt 2 of 9")
        player.sees_not("no synthetic check")
        await player.press("pageup")
        player.sees("Prompt 1 of 9", "✓ no synthetic check")
        await player.press("ctrl+z")
        player.sees("✓ no synthetic check")
        player.sees("only customers could notice")  # in the line again, as it was typed
        assert player.screen.prompt.field.text == "only customers could notice"
        assert len(answers(player)) == 1

    at_screen(act, OUTAGE)


def test_several_pasted_lines_are_several_answers(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.paste("one\r\n\r\n  two\r\nthree\r\n")
        assert [text for _, text, _ in answers(player)] == ["one", "two", "three"]
        player.sees("✓ one", "✓ two", "✓ three")
        await player.paste("just one line")
        assert len(answers(player)) == 3
        assert player.screen.prompt.field.text == "just one line"
        await player.press("ctrl+u", "ctrl+z", "ctrl+z", "ctrl+z")
        assert player.review == OUTAGE

    at_screen(act, OUTAGE)


def test_half_an_answer_survives_going_elsewhere_and_reopening(tmp_path: Path) -> None:
    async def begin(player: Player) -> None:
        await player.press("pagedown")
        await player.type("half an ans")
        await player.press("left", "left", "left", "f2", "home", "K", "a")
        await player.type("09:03 one more")
        await player.press("enter", "enter", "f7")
        assert (shown(player), player.screen.prompt.field.text) == ("interval:acknowledged", "half an ans")
        assert player.screen.focused is player.screen.prompt.field
        assert player.screen.prompt.field.cursor == 8
        await player.press("pagedown")
        assert player.screen.prompt.field.text == ""
        await player.press("pageup")
        assert player.screen.prompt.field.text == "half an ans"

    async def go_on(player: Player) -> None:
        assert (shown(player), player.screen.prompt.field.text) == ("interval:acknowledged", "half an ans")
        player.sees("half an ans")
        await player.press("end")
        await player.type("wer")
        await player.press("enter")
        assert answers(player) == [("interval:acknowledged", "half an answer", "answered")]
        assert player.review.drafts == ()

    play(tmp_path, begin, OUTAGE)
    play(tmp_path, go_on)


def test_an_action_from_what_is_typed_and_from_the_latest_answer(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("page on write errors")
        await player.press("ctrl+t")
        (action,) = player.review.actions
        assert (action.title, action.kind, action.answers, action.made_from) == (
            "page on write errors",
            "detection",
            ("interval:detected",),
            player.review.answers[0].id,
        )
        assert player.screen.prompt.field.text == ""
        player.sees("Action added: page on write errors", "● action: page on write errors", "○ page on write errors")
        player.sees("answers time to")
        await player.press("pagedown")
        await player.type("rota with two people")
        await player.press("enter", "ctrl+t")
        assert player.review.actions[1].title == "rota with two people"
        assert player.review.actions[1].made_from == player.review.answers[1].id
        await player.press("ctrl+z")
        assert len(player.review.actions) == 1
        assert shown(player) == "interval:acknowledged"

    at_screen(act, OUTAGE)


def test_an_action_without_words_opens_its_editor(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("ctrl+t")
        await player.type("Page the rota @platform")
        await player.press("enter")
        assert [(action.title, action.owner) for action in player.review.actions] == [("Page the rota", "platform")]
        assert player.review.actions[0].answers == ("interval:detected",)
        await player.press("f7", "pagedown", "ctrl+t", "escape")
        assert len(player.review.actions) == 1

    at_screen(act, OUTAGE)


@pytest.mark.parametrize(("key", "state", "mark"), [("ctrl+l", "parked", "‖"), ("ctrl+g", "let-go", "–")])
def test_park_and_let_go(at_screen: Play, key: str, state: str, mark: str) -> None:
    async def act(player: Player) -> None:
        await player.type("too late")
        await player.press(key)
        assert answers(player) == [("interval:detected", "too late", state)]
        assert player.screen.prompt.field.text == ""
        player.sees(f"{mark} too late")
        player.sees("9 open" if state == "parked" else "8 open")
        await player.press("pagedown", "ctrl+z")
        assert shown(player) == "interval:detected"
        assert player.screen.prompt.field.text == "too late"
        await player.press("ctrl+u", key)
        assert answers(player) == [("interval:detected", "", state)]

    at_screen(act, OUTAGE)


def test_the_list_of_prompts(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("one answer")
        await player.press("enter", "f6")
        player.sees("Prompts · 8 of 9 open", "✓ 12 minutes from", "○ 3 minutes from", "one answer")
        await player.press("home", "down", "enter", "ctrl+u")
        await player.type("another answer")
        await player.press("enter")
        assert [text for _, text, _ in answers(player)] == ["another answer"]
        await player.press("down", "enter")
        assert shown(player) == "interval:acknowledged"
        assert player.screen.focused is player.screen.prompt.field
        await player.press("f6", "home", "down", "d")
        assert answers(player) == []
        player.sees("9 of 9 open")

    at_screen(act, OUTAGE)


def test_prompts_go_round_and_skip_to_the_open_ones(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.press("pageup")
        player.sees("Prompt 9 of 9")
        await player.press("pagedown", "pagedown")
        player.sees("Prompt 2 of 9")
        await player.type("done")
        await player.press("enter", "pageup", "ctrl+pagedown")
        player.sees("Prompt 3 of 9")

    at_screen(act, OUTAGE)


def test_a_prompt_that_is_no_longer_raised_keeps_its_answers(at_screen: Play) -> None:
    review = msgspec.structs.replace(OUTAGE, whys=(Why(id=50, rank="V", text="no check"),))

    async def act(player: Player) -> None:
        for _ in range(3):
            await player.press("pagedown")
        assert shown(player) == "why:50"
        await player.type("an answer")
        await player.press("enter", "f3", "d")
        assert player.review.whys == ()
        assert shown(player) != "why:50"
        await player.press("f6", "end")
        player.sees("Answered earlier", "an answer")
        await player.press("ctrl+z")
        assert shown(player) == "why:50"

    at_screen(act, review)


def test_without_events_there_is_no_prompt(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        player.sees("No prompt yet.")
        await player.press("pagedown", "pageup", "ctrl+t", "ctrl+l", "ctrl+g", "f7", "ctrl+r", "ctrl+o", "f8")
        assert player.review.answers == ()
        assert player.review.actions == ()

    at_screen(act, Review())


def test_a_prompt_whose_number_changed_is_open_again_until_it_is_said_that_the_answer_holds(at_screen: Play) -> None:
    async def act(player: Player) -> None:
        await player.type("no synthetic check")
        await player.press("enter", "f2")
        player.sees("8 open")
        player.pane("timeline").listing.select("events:2")
        await player.press("enter", "ctrl+u", "ctrl+u")
        await player.type("09:16 Pager: write errors at 12 % !detected")
        await player.press("enter")
        player.sees("↕ 14 min to detect", "· open again · 9 open", "Still true? Esc, then k")
        player.sees("↻ no synthetic check (answered at 12 min, now 14 min)")
        await player.press("escape", "escape", "k")
        player.sees("✓ no synthetic check", "8 open", "Still true at 14 min.")
        player.sees_not("open again", "↻")
        await player.press("ctrl+z")
        player.sees("· open again · 9 open")
        await player.press("f6")
        player.sees("Prompts · 9 of 9 open", "open again, y if it is still true", "answered at 12 min, now 14 min")
        await player.press("home", "down", "y")
        player.sees("Prompts · 8 of 9 open")
        await player.press("f7")
        await player.type("any")
        await player.press("f2", "y")
        player.sees("No answer to this prompt was given at another number.")
        assert [row.basis for row in player.review.answers] == ["14 min"]

    at_screen(act, OUTAGE)
