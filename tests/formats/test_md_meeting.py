from __future__ import annotations

import datetime as dt

import pytest
from markdown_it import MarkdownIt

from pm_tui.formats import EXPORTERS, export
from pm_tui.formats.paste import read_paste
from pm_tui.review import edits, meetings
from pm_tui.review.gathering import Attendee, Meeting, Note, Stage, Turn
from pm_tui.review.model import Review
from pm_tui.review.times import Setting
from tests.ui.outage import OUTAGE

NOW = dt.datetime(2026, 3, 5, 14, 0, tzinfo=dt.UTC)
GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def at(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def meeting(**more: object) -> Meeting:
    agenda = (Stage("open", 3), Stage("timeline", 35, 30.4), Stage("close", 1))
    people = (Attendee("Ann", "facilitator"), Attendee("Bo", present=False), Attendee("Cy", joined=at(20)))
    return Meeting(id=70, began=NOW, ends=at(60), agenda=agenda, attendees=people, **more)  # type: ignore[arg-type]


TURNS = (
    Turn(id=81, meeting=70, stage="open", began=NOW, ended=at(4)),
    Turn(id=82, meeting=70, stage="timeline", began=at(4), ended=at(30)),
    Turn(id=83, meeting=70, stage="timeline", began=at(35), ended=at(45)),
    Turn(id=84, meeting=70, stage="close", began=at(45), ended=at(45.2)),
)


def held(**more: object) -> Review:
    return edits.add(edits.add(OUTAGE, "meetings", meeting(**more)), "turns", *TURNS)


def section(heading: str, review: Review, now: dt.datetime = NOW) -> list[str]:
    _, _, rest = export(review, now=now).partition(f"\n## {heading}\n\n")
    return rest.partition("\n\n---")[0].splitlines()


def test_the_log_of_a_meeting_says_who_when_and_what_the_minutes_went_to() -> None:
    review = meetings.agree(held(rules_at=at(2), learned=5, again=0, next=dt.date(2026, 3, 12)), at(25))
    review = edits.change(edits.change(review, "events", 2, text="x"), "meetings", 70, ended=at(46))
    assert section("At the meeting", review) == [
        "2026-03-05 14:00 UTC to 2026-03-05 14:46 UTC. Ground rules confirmed at 2026-03-05 14:02 UTC."
        " Timeline agreed at 2026-03-05 14:25 UTC; 1 row changed since.",
        "",
        "- Ann (facilitator)",
        "- Bo (not there)",
        "- Cy (joined 2026-03-05 14:20 UTC)",
        "",
        "| Stage | Planned (min) | Given (min) | Actual (min) |",
        "| --- | --- | --- | --- |",
        "| Open | 3 | 3 | 4 |",
        "| Timeline | 35 | 30 | 36 |",
        "| Close | 1 | 1 | under 1 |",
        "",
        "5 learned something, 0 would come again. Next meeting: 2026-03-12.",
    ]


def test_times_are_in_the_zone_of_the_export() -> None:
    assert "2026-03-05 15:00 CET" in export(held(), zone="Europe/Berlin", now=NOW)


def test_a_meeting_is_told_to_the_minute() -> None:
    blink = dt.timedelta(seconds=7, microseconds=668_462)
    review = held(ended=at(50) + blink, rules_at=at(1) + blink, agreed_at=at(40) + blink)
    first = meeting().attendees[2]
    late = Attendee(first.name, joined=at(20) + blink)
    review = edits.change(review, "meetings", 70, began=NOW + blink, attendees=(late,))
    assert section("At the meeting", review)[:3] == [
        "2026-03-05 14:00 UTC to 2026-03-05 14:50 UTC. Ground rules confirmed at 2026-03-05 14:01 UTC. "
        "Timeline agreed at 2026-03-05 14:40 UTC; 4 rows changed since.",
        "",
        "- Cy (joined 2026-03-05 14:20 UTC)",
    ]


def test_while_a_meeting_goes_on_its_minutes_count_until_the_export() -> None:
    running = edits.change(held(), "turns", 84, ended=None)
    rows = section("At the meeting", running, at(50))
    assert rows[0] == "2026-03-05 14:00 UTC. Planned until 2026-03-05 15:00 UTC."
    assert "| Close | 1 | 1 | 5 |" in rows
    assert meetings.present_turn(running).ended is None  # type: ignore[union-attr]


def test_a_stage_that_is_in_the_agenda_no_more_keeps_its_minutes() -> None:
    review = edits.change(held(ended=at(46)), "meetings", 70, agenda=(Stage("open", 3),))
    assert "| Timeline |  |  | 36 |" in section("At the meeting", review)


def test_several_meetings_stand_under_one_heading_each_with_its_day() -> None:
    review = edits.add(held(ended=at(46)), "meetings", Meeting(id=71, attendees=(Attendee("Di"),)))
    assert "## At the meeting" not in export(review, now=NOW)
    rows = section("Meetings", review)
    assert rows[0] == "### 2026-03-05 14:00 UTC"
    assert rows[-3:] == ["### Planned", "", "- Di"]


@pytest.mark.parametrize("form", EXPORTERS)
def test_private_notes_and_the_prompts_to_ask_are_in_no_export(form: str) -> None:
    secret = "Let Bo finish, he is worn out"
    review = held(ended=at(46), asked=("own:let-bo-finish",), picked=True)
    noted = edits.add(review, "notes", *(Note(id=90 + n, prompt=p, text=secret) for n, p in enumerate(PROMPTS)))
    written = export(noted, form, now=NOW)
    assert "worn out" not in written
    assert "let-bo-finish" not in written
    assert written == export(review, form, now=NOW)


PROMPTS = ("", "interval:detected", "gap:2", "why:1", "moment:2", "own:cost")

HOSTILE = (
    "| a |",
    "# x",
    "- y",
    "a\n---",
    "<b>",
    "`c",
    "[l](http://x)",
    "**",
    "\x1b]52;c;AA\x07",
    "1. z",
    "\n\n",
    "$x$",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_and_no_title_of_a_stage_makes_structure(text: str) -> None:
    def told(text: str) -> list[str]:
        people = (Attendee(text, text), Attendee("Bo", text, present=False))
        review = held(ended=at(46))
        review = edits.change(review, "meetings", 70, attendees=people, agenda=(Stage(text, 3), Stage("b", 4)))
        review = edits.change(review, "turns", 82, stage=text)
        kinds = []
        for token in GFM.parse(export(review, now=NOW)):
            kinds += [f"{token.type} {token.tag}"]
            kinds += [child.type for child in token.children or () if not child.type.startswith("text")]
        return kinds

    assert told(text) == told("word")


def test_the_whole_document_pasted_again_has_no_row_of_the_meeting() -> None:
    setting = Setting(NOW, "UTC")
    with_meeting = read_paste(export(held(ended=at(46), rules_at=at(2)), now=NOW), setting)
    assert [row.text for row in with_meeting] == [row.text for row in read_paste(export(OUTAGE, now=NOW), setting)]
