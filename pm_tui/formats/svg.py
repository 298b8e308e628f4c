"""The outage drawn to scale as SVG: one file that needs nothing else, for a document, a ticket or a slide.

It is light or dark as its reader prefers, tells its parts by pattern as well as by colour, has a title and a
description for screen readers, and holds no script and no reference to anything outside (SVG 2 and the
SVG Accessibility API Mappings of the W3C).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from functools import partial
from xml.sax.saxutils import escape

import msgspec

from pm_tui.formats.svg_style import STYLE
from pm_tui.review import zones
from pm_tui.review.intervals import Interval, words
from pm_tui.review.milestones import time_to
from pm_tui.review.model import Event, Review
from pm_tui.review.scene import Mark, Row, Scene, Span, Step, lanes, scene
from pm_tui.review.ticks import ticks
from pm_tui.review.times import show, zone_label
from pm_tui.review.vocabulary import MILESTONES
from pm_tui.text import clean, one_line

WIDTH, EDGE = 960, 24
LETTER = 7.5  # about the width of a letter at the size of the text
LINE = 22
NAME = 48  # letters of a row's text in the picture, at most; the whole stands in its title
BREAK = "no harm for a while"
NOTHING = "No row of the timeline has a time of day yet."


class _Layer(msgspec.Struct, frozen=True):
    """Some elements that stand together, and how high they are; their places count from the layer's top."""

    height: float
    elements: tuple[str, ...]


class _Plot(msgspec.Struct, frozen=True):
    """What is drawn, and the zone its times are shown in."""

    scene: Scene
    zone: str

    def x(self, instant: dt.datetime) -> float:
        """Where an instant stands; what lies outside stands at the edge."""
        return EDGE + min(1.0, max(0.0, self.scene.place(instant))) * (WIDTH - 2 * EDGE)


def render(review: Review, *, now: dt.datetime, zone: str = "") -> str:
    """The picture, in times of `zone` (IANA name), "" for the review's; `now` does not matter to it."""
    del now
    zone = zone or review.header.zone
    heading = one_line(clean(review.header.title)) or "Incident review"
    drawn = scene(review)
    if drawn is None:
        return _document(heading, NOTHING, LINE * 2, [_text(EDGE, LINE, NOTHING)])
    plot = _Plot(drawn, zone)
    body, top = [], 8.0
    for layer in _layers(plot, heading):
        body += [f'<g transform="translate(0 {top:g})">', *layer.elements, "</g>"]
        top += layer.height
    return _document(heading, _description(plot), top, body)


def _document(heading: str, description: str, height: float, body: list[str]) -> str:
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
        ' role="img" aria-labelledby="title desc">'
    )
    named = [f'<title id="title">{escape(heading)}</title>', f'<desc id="desc">{escape(description)}</desc>']
    ground = f'<rect class="ground" width="{WIDTH}" height="{height:g}"/>'
    return "\n".join([opening, *named, STYLE, ground, *body, "</svg>"]) + "\n"


def _layers(plot: _Plot, heading: str) -> Iterator[_Layer]:
    yield _Layer(LINE * 2, (_text(EDGE, 18, heading, "head"), _text(EDGE, 38, _caption(plot), "soft")))
    yield _axis(plot)
    if plot.scene.steps:
        yield _Layer(30, (*map(partial(_step, plot), plot.scene.steps), *map(partial(_break, plot), plot.scene.breaks)))
    yield _marks(plot)
    if plot.scene.impact:
        yield _impact(plot, plot.scene.impact)
    if plot.scene.gaps:
        yield _gaps(plot)
    yield _points(plot)
    yield _long(plot)
    yield _legend(plot)


def _description(plot: _Plot) -> str:
    """The picture in words: when each milestone came, how long each step took, what is not drawn."""
    drawn = plot.scene
    said = [f"{one_line(clean(mark.milestone))} {show(mark.event.at, plot.zone, date=True)}" for mark in drawn.marks]
    said += [_took(step.interval) for step in drawn.steps]
    said += [f"gap of {words(gap.length)}" for gap in drawn.gaps]
    said += [f"{BREAK} {_span(plot, span)}" for span in drawn.breaks]
    said += [f"impact {_span(plot, drawn.impact)}"] if drawn.impact else []
    return "; ".join([_caption(plot), *said, *drawn.remarks()]) + "."


def _span(plot: _Plot, span: Span) -> str:
    return " to ".join(
        f"{instant.astimezone(zones.place(plot.zone)):%Y-%m-%d %H:%M}" for instant in (span.begin, span.end)
    )


def _caption(plot: _Plot) -> str:
    drawn, there = plot.scene, zones.place(plot.zone)
    first, last = drawn.first.astimezone(there).date(), drawn.last.astimezone(there).date()
    parts = [f"{first:%Y-%m-%d}" + (f" to {last:%Y-%m-%d}" if last > first else "")]
    parts[0] += f" {zone_label(plot.zone, drawn.first)}"
    if drawn.length:
        parts.append(f"{words(drawn.length)}, started to resolved")
    return " · ".join(parts)


def _axis(plot: _Plot) -> _Layer:
    drawn = plot.scene
    elements = [f'<path class="axis" d="M{EDGE} 24H{WIDTH - EDGE}"/>']
    free = 0.0
    for instant, label in ticks(drawn.first, drawn.last, plot.zone, int((WIDTH - 2 * EDGE) / LETTER)):
        x = plot.x(instant)
        half = len(label) * LETTER / 2
        middle = min(max(x, EDGE + half), WIDTH - EDGE - half)
        elements.append(f'<path class="axis" d="M{x:g} 20V28"/>')
        if middle - half >= free:
            elements.append(_text(middle, 14, label, "soft middle"))
            free = middle + half + LETTER
    return _Layer(36, tuple(elements))


def _step(plot: _Plot, step: Step) -> str:
    begin, end = plot.x(step.begin), plot.x(step.end)
    title, name = _title(_took(step.interval)), _class(step.interval)
    return f'<rect class="step {name}" x="{begin:g}" y="2" width="{max(1, end - begin):g}" height="20">{title}</rect>'


def _class(interval: Interval) -> str:
    return interval.milestone if interval.milestone in MILESTONES else "own"


def _break(plot: _Plot, span: Span) -> str:
    """Where the harm had stopped and was to come back, the step is only a thin line."""
    begin, end = plot.x(span.begin), plot.x(span.end)
    return f'<rect class="ground" x="{begin:g}" y="6" width="{end - begin:g}" height="17">{_title(BREAK)}</rect>'


def _impact(plot: _Plot, span: Span) -> _Layer:
    begin, end = plot.x(span.begin), plot.x(span.end)
    room = "impact" if len("impact") * LETTER < end - begin else ""
    name = _text((begin + end) / 2, 16, room, "soft middle") if room else ""
    return _Layer(26, (f'<path class="impact" d="M{begin:g} 10V4H{end:g}V10"><title>impact</title></path>', name))


def _marks(plot: _Plot) -> _Layer:
    """The milestones with their names, on as many lines as it takes."""
    labels = []
    for mark in plot.scene.marks:
        x, text = plot.x(mark.at), _named(plot, mark)
        length = 12 + len(text) * LETTER
        right = x + length <= WIDTH - 4
        labels.append((x - 8 if right else x - length, x + length if right else x + 8, (mark, text, right)))
    placed, _ = lanes(labels, len(labels))
    elements: list[str] = []
    for number, lane in enumerate(placed):
        for mark, text, right in lane:
            x, y = plot.x(mark.at), number * LINE + 12
            diamond = f'<path class="mark" d="M{x:g} {y - 6}l6 6-6 6-6-6z"/>'
            label = _text(x + 10 if right else x - 10, y + 4, text, "" if right else "end")
            elements.append(f"<g>{_title(_told(plot, mark.event))}{diamond}{label}</g>")
    return _Layer(len(placed) * LINE + 4, tuple(elements))


def _named(plot: _Plot, mark: Mark) -> str:
    where = plot.scene.place(mark.at)
    outside = " (before)" if where < 0 else " (after)" if where > 1 else ""
    return one_line(clean(mark.milestone)) + (f" {mark.share:.0%}" if mark.share is not None else "") + outside


def _gaps(plot: _Plot) -> _Layer:
    elements = []
    for gap in plot.scene.gaps:
        begin, end, length = plot.x(gap.begin), plot.x(gap.end), f"gap, {words(gap.length)}"
        elements.append(f'<path class="gap" d="M{begin:g} 6v12m0-6H{end:g}m0-6v12"/>')
        if len(length) * LETTER < end - begin:
            elements.append(_text((begin + end) / 2, 28, length, "soft middle"))
    return _Layer(36, tuple(elements))


def _points(plot: _Plot) -> _Layer:
    rows = plot.scene.instants()
    elements = (
        f'<circle class="row" cx="{plot.x(row.begin):g}" cy="8" r="4">{_title(_told(plot, row.event))}</circle>'
        for row in rows
    )
    return _Layer(20 if rows else 0, tuple(elements))


def _long(plot: _Plot) -> _Layer:
    """What lasted or is uncertain on lanes, each with as much of its text as has room behind it."""
    long = [row for row in plot.scene.rows if row.long]
    placed, over = lanes((plot.x(row.begin), plot.x(row.end) + 2, row) for row in long)
    elements: list[str] = []
    for number, lane in enumerate(placed):
        nexts = [plot.x(row.begin) for row in lane[1:]]
        for row, free_until in zip(lane, [*nexts, WIDTH - EDGE], strict=True):
            elements.append(_band(plot, row, number * LINE, free_until))
    if over:
        elements.append(_text(EDGE, len(placed) * LINE + 14, f"+{len(over)} more at the same time", "soft"))
    return _Layer((len(placed) + bool(over)) * LINE, tuple(elements))


def _band(plot: _Plot, row: Row, top: float, free_until: float) -> str:
    begin, begun, ending, end = map(plot.x, (row.begin, row.begun, row.ending, row.end))
    parts = [
        f'<rect class="uncertain" x="{left:g}" y="{top + 3}" width="{max(2, right - left):g}" height="12"/>'
        for left, right in ((begin, begun), (ending, end))
        if left < right
    ]
    if row.begun < row.ending:
        width = max(2, ending - begun)
        parts.append(f'<rect class="lasting" x="{begun:g}" y="{top + 5}" width="{width:g}" height="8"/>')
    name = _cut(one_line(clean(row.event.text)), min(NAME, int((free_until - end - 12) / LETTER)))
    label = _text(end + 6, top + 13, name, "soft") if name else ""
    return f"<g>{_title(_told(plot, row.event))}{''.join(parts)}{label}</g>"


def _legend(plot: _Plot) -> _Layer:
    """Each pattern with its meaning, then what is not drawn."""
    drawn = plot.scene
    entries = [(f"step {_class(step.interval)}", _took(step.interval)) for step in drawn.steps]
    if any(row.uncertain for row in drawn.rows):
        entries.append(("uncertain", "uncertain"))
    if any(row.begun < row.ending for row in drawn.rows):
        entries.append(("lasting", "lasted"))
    if drawn.instants():
        entries.append(("row", "row"))
    elements, x, y = [], float(EDGE), 16
    for name, text in entries:
        if x + 30 + len(text) * LETTER > WIDTH - EDGE:
            x, y = float(EDGE), y + LINE
        shape = 'width="8" height="8" rx="4"' if name == "row" else 'width="18" height="12"'
        elements.append(f'<rect class="{name}" x="{x:g}" y="{y - 11}" {shape}/>')
        elements.append(_text(x + 24, y, text, "soft"))
        x += 44 + len(text) * LETTER
    y += LINE if entries else 0
    remarks = " · ".join(drawn.remarks())
    if remarks:
        elements.append(_text(EDGE, y, remarks, "soft"))
    return _Layer(y + 12, tuple(elements))


def _took(interval: Interval) -> str:
    length = f" {words(interval.step)}" if interval.step else ""
    share = f", {interval.share:.0%}" if interval.share is not None else ""
    return clean(time_to(interval.milestone)) + length + share


def _told(plot: _Plot, event: Event) -> str:
    """A row in words: its milestones, when it was, what happened."""
    until = f" to {show(event.end, plot.zone)}" if event.end is not None and event.end.known else ""
    return " ".join([*event.milestones, show(event.at, plot.zone) + until, event.text])


def _cut(text: str, letters: int) -> str:
    """The beginning of a text that takes no more room than `letters`; "" where hardly any of it would fit."""
    if sum(map(_letters, text)) <= letters:
        return text
    kept = ""
    for letter in text:
        if sum(map(_letters, kept + letter)) >= letters:
            return kept.rstrip() + "…" if len(kept) > 3 else ""
        kept += letter
    return kept


def _letters(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _title(text: str) -> str:
    return f"<title>{escape(one_line(clean(text)))}</title>"


def _text(x: float, y: float, text: str, name: str = "") -> str:
    """A line of text; every text of the authors comes through here, or through `_title`."""
    named = f' class="{name}"' if name else ""
    return f'<text{named} x="{x:g}" y="{y:g}">{escape(text)}</text>'
