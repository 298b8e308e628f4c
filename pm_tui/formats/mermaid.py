"""The outage as a Mermaid chart, which GitHub and GitLab draw: a bar for what took time, a mark for each milestone.

A name in a Gantt chart ends at a colon, and quotes, semicolons, number signs, doubled percent signs and angle brackets
mean something to Mermaid or to the page around it. Such characters are replaced by look-alikes, for it has no escapes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from pm_tui.review import zones
from pm_tui.review.intervals import words
from pm_tui.review.milestones import MARKS, time_to
from pm_tui.review.model import Event, Review
from pm_tui.review.scene import Scene, Step, scene
from pm_tui.text import clean, one_line

NAME_WIDTH = 60
EMPTY = "gantt\n    title Nothing to draw yet"

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


def render(review: Review, *, now: dt.datetime, zone: str = "") -> str:
    """The chart alone, in times of `zone` (IANA name), "" for the review's; `now` does not matter to it."""
    del now
    chart = gantt(review, zone or review.header.zone)
    return (chart or EMPTY) + "\n"


def gantt(review: Review, zone: str) -> str:
    """The source of the chart, in times of `zone` (IANA name); "" while nothing in the timeline takes any time.

    It draws what the picture of the outage draws (`scene`), save that of the rows that are an instant it names the key
    ones only. The whole chart keeps the offset that the zone has at its beginning, so that a bar keeps its length when
    the clocks change on the way.
    """
    drawn = scene(review)
    if drawn is None or not (drawn.steps or drawn.gaps or any(row.long for row in drawn.rows)):
        return ""
    clock = _clock(drawn.first, zone)
    chart = ["gantt", "dateFormat YYYY-MM-DD HH:mm:ss", "axisFormat %H:%M"]
    for heading, lines in _sections(drawn, clock):
        chart += [f"section {heading}", *lines] if lines else []
    return "\n    ".join(chart)


Clock = Callable[[dt.datetime], str]


def _sections(drawn: Scene, clock: Clock) -> Iterator[tuple[str, list[str]]]:
    """Each heading with its lines.

    A line begins with a word of ours, so that no text of the authors can be read as a keyword.
    """
    rows, points = drawn.rows, drawn.instants()
    yield "Steps", [_step(step, clock) for step in drawn.steps]
    yield "Milestones", [_point(_name(mark.milestone), mark.event, clock(mark.at)) for mark in drawn.marks]
    yield "No harm for a while", [f"no harm :done, {clock(span.begin)}, {clock(span.end)}" for span in drawn.breaks]
    yield "Impact", [f"impact :crit, {clock(span.begin)}, {clock(span.end)}" for span in (drawn.impact,) if span]
    yield "Gaps", [f"gap, {words(gap.length)} :done, {clock(gap.begin)}, {clock(gap.end)}" for gap in drawn.gaps]
    yield "Key events", [_point("at", row.event, clock(row.begin)) for row in points if row.event.key]
    vague = [(row.event, f"active, {clock(row.begin)}, {clock(row.begun)}") for row in rows if row.begin < row.begun]
    yield "Uncertain times", [_bar("between", event, span) for event, span in vague]
    lasted = [(row.event, f"{clock(row.begun)}, {clock(row.end)}") for row in rows if row.begun < row.end]
    yield "What lasted", [_bar("lasting", event, span) for event, span in lasted]


def _step(step: Step, clock: Clock) -> str:
    interval = step.interval
    length = f", {words(interval.step)}" if interval.step else ""
    return f"{harmless(time_to(interval.milestone))}{length} :{clock(step.begin)}, {clock(step.end)}"


def _name(milestone: str) -> str:
    return milestone if milestone in MARKS else f"milestone {harmless(milestone)},"


def _point(label: str, event: Event, at: str) -> str:
    return f"{label} {harmless(event.text)} :milestone, {at}, 0d"


def _bar(label: str, event: Event, span: str) -> str:
    return f"{label} {harmless(event.text)} :{span}"


def _clock(first: dt.datetime, zone: str) -> Clock:
    """What writes an instant with the offset that `zone` has at `first`."""
    offset = first.astimezone(zones.place(zone)).utcoffset() or dt.timedelta()
    return lambda instant: f"{instant.astimezone(dt.timezone(offset)):%Y-%m-%d %H:%M:%S}"
