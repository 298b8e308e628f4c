"""A whole meeting, by keys alone, in a real terminal: from the ground rules to approved."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from pathlib import Path

import pytest

from pm_tui import paths
from pm_tui.cli.commands import DEMO
from pm_tui.formats import export
from pm_tui.review import coverage, meetings
from pm_tui.review.model import Review
from pm_tui.store.files import load
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

MEETING, STAGE, EVENT = "\x1b[24;2~", "\x1b[1;2S", "\x1b[1;2Q"
"""Shift+F12, Shift+F4 and Shift+F2, as terminals send them."""
PAUSE, SPREAD, LATE, REDIRECT = "\x1b[17;2~", "\x1b[1;2P", "\x1b[23;2~", "\x1b[19;2~"
ACTION, PARK, LET_GO, QUIT = "\x14", "\x0c", "\x07", "\x11"
ENTER, ESCAPE, END, F7 = "\r", "\x1b", "\x1b[F", "\x1b[18~"

STAGES = ("Summary and impact", "Timeline", "Intervals", "Whys", "Lessons", "Actions", "Close")


def clock(terminal: Terminal, stage: str) -> str:
    """Wait until the header names a stage."""
    terminal.wait_for(f"MEETING · {stage}")
    return terminal.screen.display[0]


def begin(terminal: Terminal) -> None:
    """Confirm the ground rules, welcome somebody who comes late, and go on to the intervals."""
    terminal.wait_for("Prompt 4 of", "Saved r1")
    terminal.type(MEETING)
    clock(terminal, "Open")
    terminal.wait_for("Ground rules", "Enter: the group has heard them")
    terminal.type(ENTER)
    terminal.wait_for("✓ confirmed at")
    terminal.type(LATE)
    terminal.wait_for("who has come? Name, role")
    terminal.type("Wren Abara, storage")
    terminal.wait_for("Wren Abara, storage: there from now on")
    terminal.type(ENTER)
    terminal.wait_for("Wren Abara: Welcome", "Now: Open")
    terminal.type(" ")
    terminal.wait_for("Ground rules")
    for stage in STAGES[:3]:
        terminal.type(STAGE)
        clock(terminal, stage)


def ask(terminal: Terminal) -> None:
    """Answer, with what comes up meanwhile: an event, blame said aloud, a pause; park a thought, let a prompt go."""
    terminal.wait_for("Prompt 1 of 2 · time to identify")
    terminal.type("half an answer")
    terminal.wait_for("half an answer")
    terminal.type(EVENT)
    terminal.wait_for("an event in one line")
    terminal.type("09:44 Two of us wait for access that only reads")
    terminal.wait_for("2026-03-04 09:44")
    terminal.type(ENTER)
    terminal.wait_for("In the timeline: 2026-03-04 09:44", "half an answer")
    terminal.type(REDIRECT)
    terminal.wait_for("What did it look like at that moment")
    terminal.type(" ")
    terminal.wait_for("half an answer")
    terminal.type(" that became whole @Tomasz_Wilk")
    terminal.wait_for("became whole")
    terminal.type(ACTION)
    terminal.wait_for("Action added: half an answer that became whole. Tomasz Wilk takes it on.")
    terminal.type(PAUSE)
    clock(terminal, "Intervals paused")
    terminal.type(PAUSE)
    terminal.wait_for("Intervals 4:")
    terminal.type(SPREAD)
    terminal.wait_for("Spread until the planned end")
    terminal.type(STAGE)
    clock(terminal, "Whys")
    terminal.wait_for("Prompt 1 of")
    terminal.type("look at it with the platform team" + PARK)
    terminal.wait_for("Parked; it counts as open.")
    terminal.type(STAGE)
    clock(terminal, "Lessons")
    terminal.wait_for("Begin with what worked", "Prompt 1 of")
    terminal.type(F7)
    terminal.wait_for("Enter Add, next")
    terminal.type("nothing that we could change" + LET_GO)
    terminal.wait_for("Let go.")


def close(terminal: Terminal) -> None:
    """Read back, and have every reviewer's verdict."""
    for stage in STAGES[5:]:
        terminal.type(STAGE)
        clock(terminal, stage)
    terminal.wait_for("Reading back", "half an answer that became whole")
    for reviewer in COMMITTEE:
        terminal.type(END)
        terminal.wait_for("+ add a verdict")
        terminal.type(ENTER)
        terminal.wait_for("Ana approved by mail")
        terminal.type(f"{reviewer} approved in the meeting: good")
        terminal.wait_for(f"{reviewer} · approved · in the meeting · good")
        terminal.type(ENTER)
        terminal.wait_for("approve")
    terminal.wait_for("The review is approved.")
    terminal.type(MEETING)
    terminal.wait_for("The meeting is over.", "approved")
    terminal.type(QUIT)
    assert terminal.wait_for_end() == 0


COMMITTEE: tuple[str, ...] = load(paths.samples() / DEMO).review.header.committee


def told(review: Review) -> str:
    """The document that the meeting ends with."""
    return export(review, now=dt.datetime(2026, 3, 6, tzinfo=dt.UTC))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_a_whole_meeting_by_keys_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    file = tmp_path / DEMO
    shutil.copyfile(paths.samples() / DEMO, file)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH")}
    env = {**kept, "HOME": str(tmp_path), "TEXTUAL_ANIMATIONS": "none"}
    command = [sys.executable, "-m", "pm_tui", "open", str(file)]
    with Terminal(command, columns=size[0], rows=size[1], env=env) as terminal:
        begin(terminal)
        ask(terminal)
        close(terminal)
    review = load(file).review
    meeting = review.meetings[-1]
    assert review.header.status == "approved"
    assert meeting.rules_at
    assert meeting.ended
    assert [person.name for person in meeting.attendees if person.joined] == ["Wren Abara"]
    assert list(dict.fromkeys(turn.stage for turn in review.turns)) == [stage.key for stage in meeting.agenda]
    assert any(stage.given is not None for stage in meeting.agenda)
    assert len(meetings.turns(review, meeting.id)) == len(meeting.agenda) + 1  # one stage was paused
    states = {standing.state for standing in coverage.standings(review)}
    assert {"action", "parked", "let-go"} <= states
    document = told(review)
    assert "## At the meeting" in document
    assert "| Stage | Planned" in document
    assert "questions are settled" in document
    row = next(line for line in document.splitlines() if line.startswith("| half an answer that became whole"))
    assert "time to identify" in row
    assert "Tomasz Wilk" in row
    assert "Two of us wait for access that only reads" in document
