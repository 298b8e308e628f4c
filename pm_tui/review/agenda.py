"""The agenda of a meeting: its stages in order, with the minutes that each is given, and what they are called.

Most of the hour belongs to the timeline (Etsy, "Debriefing Facilitation Guide": 35 to 40 minutes of 60).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
"""An hour, most of it on the timeline."""

MINUTES: Mapping[str, float] = MappingProxyType({stage.key: stage.minutes for stage in AGENDA})
"""The same as the settings have it: stage to minutes, in order."""

MOST_MINUTES = 480  # of one stage

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
"""What the stages that we know are called; any other is one of the team's own, called by its key."""


def title(key: str) -> str:
    """The name of a stage in words."""
    return TITLES.get(key) or one_line(key[:1].upper() + key[1:])


def stages(minutes: Mapping[str, float]) -> tuple[Stage, ...]:
    """The stages of an agenda in the settings."""
    return tuple(Stage(key, given) for key, given in minutes.items())
