"""A review as GitHub-flavoured Markdown: every section that has content, in the order in which people read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from pm_tui.formats import md_findings as findings
from pm_tui.formats import md_followup as followup
from pm_tui.formats import md_life as life
from pm_tui.formats import md_meeting as gatherings
from pm_tui.formats import md_timeline as history
from pm_tui.formats import md_whys as causes
from pm_tui.formats.md_moment import when
from pm_tui.review import meetings
from pm_tui.review.attached import Folder
from pm_tui.review.model import Moment, Review

Section = Callable[[Review, str], str]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Summary", findings.summary),
    ("Impact", findings.impact),
    ("Milestones", history.milestones),
    ("Timeline", history.timeline),
    ("Evidence", findings.evidence),
    ("Whys", causes.whys),
    ("Guards with holes", causes.guards),
    ("Fishbone", causes.fishbone),
    ("Fault tree", causes.fault_tree),
    ("What went well", findings.lessons("well")),
    ("What went poorly", findings.lessons("poorly")),
    ("Where we were lucky", findings.lessons("lucky")),
    ("What surprised us", findings.lessons("surprise")),
    ("What we learned", findings.lessons("learned")),
    ("Response review", findings.response),
    ("Actions", followup.actions),
    ("Open questions", followup.questions),
    ("Questions and answers", followup.prompts),
    ("Parking lot", followup.parking),
    ("Answered earlier", followup.earlier),
    ("At the meeting", gatherings.only),
    ("Meetings", gatherings.several),
    ("Verdicts and status", life.approval),
)
"""Each heading and what writes the section: (review, zone) -> Markdown, "" when it has no content."""


def render(review: Review, *, now: dt.datetime, zone: str = "", folder: Folder = findings.NO_FOLDER) -> str:
    """The whole review. Times are shown in `zone` (IANA name), "" for the review's; `now` (aware) dates the export.

    `folder` is where its files of evidence are.
    """
    zone = zone or review.header.zone
    review = meetings.pause(review, now)  # in a copy: what a meeting has spent is counted until the export
    parts = [f"# {findings.title(review)}", findings.header(review, zone)]
    sections = dict(SECTIONS) | {"Evidence": partial(findings.evidence, folder=folder)}
    for heading, section in sections.items():
        body = section(review, zone)
        if body:
            parts += [f"## {heading}", body]
    today = now.replace(microsecond=0)
    exported = when(Moment(today, today, None, "exact"), zone)
    return "\n\n".join([*parts, "---", f"Exported {exported}."]) + "\n"
