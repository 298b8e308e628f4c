"""What somebody who comes later needs to hear: the rules, the impact, what is agreed, where we are. Times are UTC."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pm_tui.review import meetings
from pm_tui.review.ground_rules import RULES, SHORT
from pm_tui.review.intervals import duration, words
from pm_tui.review.model import Moment, Review
from pm_tui.review.times import show
from pm_tui.text import one_line

TITLE = "Welcome. This is where we are"
TITLES_SHOWN = 5
LINE_WIDTH = 160  # characters of what customers experienced


def lines(
    review: Review,
    now: dt.datetime,
    *,
    rules: Sequence[str] = RULES,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, ...]:
    """The lines of one screen, with an empty one between its parts.

    `rules` are the ground rules in force: ours are told in two lines, of a team's own the first two. `titles` names
    stages by their keys.
    """
    told = SHORT if tuple(rules) == RULES else tuple(rules[:2])
    parts = (_here(review, now, titles), told, _impact(review), _agreed(review))
    return tuple(line for part in parts if part for line in ("", *part))[1:]


def _impact(review: Review) -> tuple[str, ...]:
    """What customers met, then the numbers, as far as they are known."""
    hit, lasted = review.impact, duration(review)
    met = _cut(one_line(hit.experience) or one_line(review.header.summary))
    numbers = [one_line(hit.users), one_line(hit.error_rate), one_line(hit.money)]
    numbers.append(f"{words(lasted)} from the first harm to the end" if lasted else "")
    said = tuple(filter(None, (met, " · ".join(filter(None, numbers)))))
    return said or ("What it did to whom is not written down yet.",)


def _agreed(review: Review) -> tuple[str, ...]:
    meeting = meetings.latest(review)
    answers = sum(answer.state == "answered" for answer in review.answers)
    said = ["The timeline is not agreed yet."]
    if meeting and meeting.agreed_at:
        changed = len(meetings.changed_since_agreed(review))
        since = f"; {_count(changed, 'row')} changed since" if changed else ""
        said = [f"The timeline was agreed at {_clock(review, meeting.agreed_at)}{since}."]
    said.append(f"{_count(answers, 'answer')} and {_count(len(review.actions), 'action')} so far.")
    named = [one_line(action.title) for action in review.actions if action.title.strip()]
    said += [f"· {_cut(title)}" for title in named[-TITLES_SHOWN:]]
    more = len(named) - TITLES_SHOWN
    return (*said, f"· … and {more} more, in the actions") if more > 0 else tuple(said)


def _here(review: Review, now: dt.datetime, titles: Mapping[str, str]) -> tuple[str, ...]:
    """The stage, what it has left, and when the meeting ends."""
    meeting, key, left = meetings.held(review), meetings.present_stage(review), meetings.left(review, now)
    if meeting is None or not key:
        return ()
    minutes = round(abs(left) / dt.timedelta(minutes=1)) if left is not None else 0
    way = "left" if left is None or left >= meetings.ZERO else "over its time"
    stage = one_line(titles.get(key, "")) or one_line(key[:1].upper() + key[1:])
    here = f"Now: {stage}" + (f", {_count(minutes, 'minute')} {way}." if left is not None else ".")
    paused = " We pause." if meetings.paused(review) else ""
    ends = f" We end at {_clock(review, meeting.ends)}." if meeting.ends else ""
    return (here + paused + ends,)


def _clock(review: Review, at: dt.datetime) -> str:
    return show(Moment(at, at, None, "exact"), review.header.zone)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _cut(text: str) -> str:
    return text if len(text) <= LINE_WIDTH else text[: LINE_WIDTH - 1].rstrip() + "…"
