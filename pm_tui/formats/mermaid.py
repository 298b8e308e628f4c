"""The outage as a Mermaid chart, which GitHub and GitLab draw: a bar for each step, a mark for each milestone.

A name in a Gantt chart ends at a colon, and quotes, semicolons, number signs, doubled percent signs and angle brackets
mean something to Mermaid or to the page around it. Such characters are replaced by look-alikes, for it has no escapes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pm_tui.review.intervals import TIME_TO, Interval, countable, intervals, milestone_events, words
from pm_tui.review.model import Event, Moment, Review
from pm_tui.review.times import local
from pm_tui.text import clean, one_line

NAME_WIDTH = 60

_LOOK_ALIKES = str.maketrans(
    {
        ":": "∶",
        ";": ",",
        "#": "＃",
        "%": "％",
        '"': "″",
        "'": "’",
        "`": "’",
        "<": "‹",
        ">": "›",
        "{": "(",
        "}": ")",
        "[": "(",
        "]": ")",
        "|": "/",
        "\\": "/",
        "&": "＆",
        "$": "＄",
        "~": "∼",
    }
)


def harmless(text: str, width: int = NAME_WIDTH) -> str:
    """The text on one line of at most `width` characters, without a character that Mermaid would act on."""
    line = one_line(clean(text)).translate(_LOOK_ALIKES)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def gantt(review: Review, zone: str) -> str:
    """The source of the chart, in times of `zone` (IANA name); "" while no interval is recorded.

    The whole chart keeps the offset that the zone has at its beginning, so that a bar keeps its length when the clocks
    change on the way.
    """
    steps = [interval for interval in intervals(review) if interval.since]
    if not steps:
        return ""
    reached = {step.milestone for step in steps} | {step.since for step in steps}
    marked = {milestone: event for milestone, event in milestone_events(review).items() if milestone in reached}
    key_rows = [event for event in review.events if event.key and not event.milestones and countable(event.at)]
    clock = _clock(min((event.at for event in marked.values()), key=_middle), zone)
    chart = ["gantt", "dateFormat YYYY-MM-DD HH:mm:ss", "axisFormat %H:%M", "section Steps"]
    chart += [_bar(step, marked[step.since], marked[step.milestone], clock) for step in steps if step.since]
    chart += ["section Milestones", *(_mark(name, event, clock) for name, event in marked.items())]
    if key_rows:
        chart += ["section Key events", *(_mark("at", event, clock) for event in key_rows)]
    return "\n    ".join(chart)


Clock = Callable[[Moment], str]


def _bar(step: Interval, before: Event, after: Event, clock: Clock) -> str:
    length = f", {words(step.step)}" if step.step else ""
    # Where uncertain times overlap, the end that is drawn must still not come before the start.
    return f"{TIME_TO[step.milestone]}{length} :{clock(before.at)}, {max(clock(before.at), clock(after.at))}"


def _mark(label: str, event: Event, clock: Clock) -> str:
    # The label comes first, so that no text of the authors can begin a line and be read as a keyword.
    return f"{label} {harmless(event.text)} :milestone, {clock(event.at)}, 0d"


def _clock(first: Moment, zone: str) -> Clock:
    """What writes a moment, half way through what is known of it, with the offset that `zone` has at `first`."""
    there = local(first, zone)
    offset = (there.utcoffset() if there else None) or dt.timedelta()
    return lambda moment: f"{_middle(moment).astimezone(dt.timezone(offset)):%Y-%m-%d %H:%M:%S}"


def _middle(moment: Moment) -> dt.datetime:
    assert moment.earliest
    assert moment.latest
    return moment.earliest + (moment.latest - moment.earliest) / 2
