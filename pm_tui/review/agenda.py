"""The stages of a meeting: their minutes when nobody says otherwise, and what they are called.

An hour: most of it belongs to the timeline (Etsy, "Debriefing Facilitation Guide": 35 to 40 minutes of 60).
"""

from __future__ import annotations

from pm_tui.review.gathering import Stage
from pm_tui.text import one_line

AGENDA: tuple[Stage, ...] = (
    Stage("open", 3),
    Stage("summary", 2),
    Stage("timeline", 35),
    Stage("intervals", 5),
    Stage("whys", 7),
    Stage("lessons", 4),
    Stage("actions", 3),
    Stage("close", 1),
)

TITLES: dict[str, str] = {
    "open": "Open",
    "summary": "Summary and impact",
    "timeline": "Timeline",
    "intervals": "Intervals",
    "whys": "Whys",
    "lessons": "Lessons",
    "actions": "Actions",
    "close": "Close",
}


def title(stage: str) -> str:
    """What a stage is called; a stage of the team's own by its key."""
    return TITLES.get(stage) or one_line(stage)
