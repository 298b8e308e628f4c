"""The outage drawn to scale as lines of text: axis, steps, milestones, gaps, and what lasted or is uncertain.

Every part has a pattern of its own, so that it can be told from the others without colour. No text of the authors is
drawn but the names of their own milestones, and every character takes one cell.
"""

from __future__ import annotations

import datetime as dt
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from pm_tui.review import zones
from pm_tui.review.intervals import blocks, words
from pm_tui.review.milestones import time_to
from pm_tui.review.model import Review
from pm_tui.review.scene import Mark, Row, Scene, lanes, scene
from pm_tui.review.ticks import ticks
from pm_tui.review.times import zone_label
from pm_tui.review.vocabulary import MILESTONES, Milestone
from pm_tui.text import one_line

Other = Literal[
    "none", "caption", "axis", "own", "break", "milestone", "gap", "impact", "uncertain", "lasting", "row", "legend"
]
Part = Milestone | Other
PARTS: tuple[Part, ...] = (*MILESTONES, *get_args(Other))
"""What a piece can be; a milestone names the step that it ends, "own" one that ends at a milestone of the team's."""

NARROWEST = 10  # cells; below, a milestone and its name find no place
MARK, LEFT, RIGHT = "◆", "◂", "▸"
GAP, UNCERTAIN, LASTING, POINT = "╌", "≈", "━", "•"
BREAK, IMPACT = "·", "═"
SHORT: dict[str, tuple[str, str]] = {
    "started": ("started", "sta"),
    "detected": ("detected", "det"),
    "acknowledged": ("acknowl.", "ack"),
    "identified": ("identif.", "idn"),
    "mitigated": ("mitigated", "mit"),
    "resolved": ("resolved", "res"),
    "recurred": ("recurred", "rec"),
}
"""The milestones in few cells and in very few."""


class Piece(NamedTuple):
    """A text and the part of the picture that it is."""

    text: str
    part: Part


class _Line:
    """One line of cells, each with its part."""

    def __init__(self, width: int) -> None:
        self.cells: list[tuple[str, Part]] = [(" ", "none")] * width

    def put(self, start: int, text: str, part: Part) -> None:
        """Draw over what is there; what would stand outside is left out."""
        for place, letter in enumerate(text, start):
            if 0 <= place < len(self.cells):
                self.cells[place] = (letter, part)

    def pieces(self) -> tuple[Piece, ...]:
        """Neighbours of the same part as one piece."""
        return tuple(
            Piece("".join(letter for letter, _ in group), part)
            for part, group in groupby(self.cells, key=lambda cell: cell[1])
        )


class _Canvas(NamedTuple):
    """What is drawn, and on how many cells."""

    scene: Scene
    width: int

    def cell(self, instant: dt.datetime) -> int:
        """The cell of an instant; the first or last one for what lies outside."""
        return min(self.width - 1, max(0, int(self.scene.place(instant) * self.width)))


def draw(review: Review, width: int, *, legend: bool = True) -> tuple[tuple[Piece, ...], ...]:
    """The picture as lines of exactly `width` cells, in the zone of the review.

    No line at all while no row has a time of day, or in less than ten cells.
    """
    drawn = scene(review)
    if drawn is None or width < NARROWEST:
        return ()
    canvas = _Canvas(drawn, width)
    lines = [*_axis(canvas, review.header.zone), *_steps(canvas), *_marks(canvas)]
    lines += [*_impact(canvas), *_gaps(canvas), *_points(canvas), *_long(canvas)]
    if legend:
        lines += _legend(canvas)
    return tuple(line.pieces() for line in lines)


def _axis(canvas: _Canvas, zone: str) -> Iterator[_Line]:
    """The date with its zone, the labels that find room, and the line with their ticks."""
    drawn, width = canvas.scene, canvas.width
    yield _caption(canvas, zone)
    labels, line = _Line(width), _Line(width)
    line.put(0, "─" * width, "axis")
    free = 0
    for instant, label in ticks(drawn.first, drawn.last, zone, width):
        place = canvas.cell(instant)
        start = max(0, min(place - len(label) // 2, width - len(label)))
        if start >= free and len(label) <= width:
            labels.put(start, label, "axis")
            line.put(place, "┴", "axis")
            free = start + len(label) + 1
    yield labels
    yield line


def _caption(canvas: _Canvas, zone: str) -> _Line:
    drawn, there = canvas.scene, zones.place(zone)
    first, last = drawn.first.astimezone(there).date(), drawn.last.astimezone(there).date()
    parts = [f"{first:%Y-%m-%d}", f" – {last:%Y-%m-%d}" if last > first else "", f" {zone_label(zone, drawn.first)}"]
    parts.append(f" · {words(drawn.length)}" if drawn.length else "")
    line, text = _Line(canvas.width), ""
    for part in parts:
        if len(text + part) <= canvas.width:
            text += part
    line.put(0, text, "caption")
    return line


def _part(milestone: str) -> Part:
    return next((name for name in MILESTONES if name == milestone), "own")


def _signs(drawn: Scene) -> dict[str, str]:
    """The block of each step."""
    return blocks(step.interval.milestone for step in drawn.steps)


def _steps(canvas: _Canvas) -> Iterator[_Line]:
    """The steps from milestone to milestone, each in its pattern; where the harm had stopped for a while, dots."""
    if not canvas.scene.steps:
        return
    line, signs = _Line(canvas.width), _signs(canvas.scene)
    for step in canvas.scene.steps:
        begin, end = canvas.cell(step.begin), canvas.cell(step.end)
        name = step.interval.milestone
        line.put(begin, signs[name] * (end - begin + 1), _part(name))
    for pause in canvas.scene.breaks:
        begin, end = canvas.cell(pause.begin), canvas.cell(pause.end)
        line.put(begin + 1, BREAK * (end - begin - 1), "break")
    yield line


def _marks(canvas: _Canvas) -> Iterator[_Line]:
    """Every milestone with its name and the share of the step that it ends, on as many lines as it takes."""
    labels = []
    for mark in canvas.scene.marks:
        start, text = _label(canvas, mark)
        labels.append((start, start + len(text), (start, text)))
    yield from _packed(canvas, labels, "milestone", len(labels))


def _label(canvas: _Canvas, mark: Mark) -> tuple[int, str]:
    """Where the label of a milestone starts, and the longest one that fits beside its cell."""
    place, where = canvas.cell(mark.at), canvas.scene.place(mark.at)
    sign = LEFT if where < 0 else RIGHT if where > 1 else MARK
    share = f" {mark.share:.0%}" if mark.share is not None else ""
    whole = _one_cell_each(mark.milestone)
    short, tiny = SHORT.get(mark.milestone, (whole if len(whole) < 10 else f"{whole[:7]}.", whole[:3]))
    names = ([whole + share] if canvas.width >= 72 else []) + ([short + share] if canvas.width >= 32 else [])
    for name in (*names, tiny + share):
        if place + len(name) + 2 <= canvas.width:
            return place, f"{sign} {name}"
        if place >= len(name) + 1:
            return place - len(name) - 1, f"{name} {sign}"
    right = place + len(tiny) < canvas.width
    return (place, sign + tiny) if right else (place - len(tiny), tiny + sign)


def _one_cell_each(name: str) -> str:
    """The name of a milestone, which may be the authors' own, in characters that take one cell each."""
    letters = unicodedata.normalize("NFC", one_line(name))
    seen = (letter for letter in letters if unicodedata.category(letter) not in {"Mn", "Me", "Cf"})
    return "".join("?" if unicodedata.east_asian_width(letter) in "WF" else letter for letter in seen)


def _packed(canvas: _Canvas, labels: Iterable[tuple[int, int, tuple[int, str]]], part: Part, most: int) -> list[_Line]:
    """Texts with their places, on lines on which none touches another."""
    lines = []
    for lane in lanes(labels, most)[0]:
        line = _Line(canvas.width)
        for start, text in lane:
            line.put(start, text, part)
        lines.append(line)
    return lines


def _impact(canvas: _Canvas) -> Iterator[_Line]:
    """From where to where the impact was felt, when that is known apart from the incident."""
    if span := canvas.scene.impact:
        begin, end = canvas.cell(span.begin), canvas.cell(span.end)
        room, name = max(0, end - begin - 1), " impact "
        line = _Line(canvas.width)
        line.put(begin, "╞" + (name.center(room, IMPACT) if len(name) <= room else IMPACT * room), "impact")
        line.put(end, "╡" if end > begin else IMPACT, "impact")
        yield line


def _gaps(canvas: _Canvas) -> Iterator[_Line]:
    """Each gap with its length where that fits."""
    bands = []
    for gap in canvas.scene.gaps:
        begin, end = canvas.cell(gap.begin), canvas.cell(gap.end)
        length = f" {words(gap.length)} "
        room = end - begin - 1
        within = length.center(room, GAP) if len(length) <= room else GAP * room
        text = f"├{within}┤" if end > begin else GAP
        bands.append((begin, end + 1, (begin, text)))
    yield from _packed(canvas, bands, "gap", len(bands))


def _points(canvas: _Canvas) -> Iterator[_Line]:
    """The rows that are an instant and no milestone; where several share a cell, their number."""
    counts = Counter(canvas.cell(row.begin) for row in canvas.scene.instants())
    if not counts:
        return
    line = _Line(canvas.width)
    for place, count in counts.items():
        line.put(place, POINT if count == 1 else str(count) if count < 10 else "+", "row")
    yield line


def _long(canvas: _Canvas) -> Iterator[_Line]:
    """What lasted or is uncertain, side by side on lanes; behind the last lane, how many more there are."""
    long = [row for row in canvas.scene.rows if row.long]
    placed, over = lanes((canvas.cell(row.begin), canvas.cell(row.end) + 1, row) for row in long)
    for lane in placed:
        line = _Line(canvas.width)
        for row in lane:
            _band(canvas, line, row)
        yield line
    if over:
        line, text = _Line(canvas.width), f"+{len(over)}"
        line.put(min(canvas.cell(over[0].begin), canvas.width - len(text)), text, "lasting")
        yield line


def _band(canvas: _Canvas, line: _Line, row: Row) -> None:
    begin, end = canvas.cell(row.begin), canvas.cell(row.end)
    line.put(begin, UNCERTAIN * (end - begin + 1), "uncertain")
    if row.begun < row.ending:
        begun, ending = canvas.cell(row.begun), canvas.cell(row.ending)
        line.put(begun, LASTING * (ending - begun + 1), "lasting")
    if row.begin < canvas.scene.first:
        line.put(begin, LEFT, "lasting")
    if row.end > canvas.scene.last:
        line.put(end, RIGHT, "lasting")


def _legend(canvas: _Canvas) -> list[_Line]:
    """What each pattern means, with the numbers of the steps, and what is not drawn."""
    lines = [_Line(canvas.width)]
    free = 0
    for sign, part, text in _entries(canvas.scene):
        entry = f"{sign} {text}" if sign else text
        if free and free + len(entry) > canvas.width:
            lines.append(_Line(canvas.width))
            free = 0
        for number, piece in enumerate(textwrap.wrap(entry, canvas.width)):
            if number:
                lines.append(_Line(canvas.width))
            lines[-1].put(free, piece, "legend")
            if not number:
                lines[-1].put(free, sign, part)
            free = 0 if number else free
            end = free + len(piece)
        free = end + 2
    return lines


def _cut_off(drawn: Scene) -> bool:
    """Whether a milestone or something long lies beyond an edge."""
    far = [row.begin < drawn.first or row.end > drawn.last for row in drawn.rows]
    return any(far) or any(not 0 <= drawn.place(mark.at) <= 1 for mark in drawn.marks)


def _entries(drawn: Scene) -> Iterator[tuple[str, Part, str]]:
    """Each entry of the legend: its sign, the part whose sign it is, and what it means."""
    signs = _signs(drawn)
    for step in drawn.steps:
        name, length = step.interval.milestone, step.interval.step
        took = f" {words(length)}" if length else ""
        yield signs[name], _part(name), time_to(_one_cell_each(name)).removeprefix("time ") + took
    if drawn.breaks:
        yield BREAK, "break", "no harm for a while"
    if drawn.impact:
        yield IMPACT, "impact", "impact"
    if drawn.marks:
        shared = any(mark.share is not None for mark in drawn.marks)
        yield MARK, "milestone", "milestone, share of the outage" if shared else "milestone"
    if _cut_off(drawn):
        yield LEFT + RIGHT, "milestone", "goes on outside"
    if drawn.gaps:
        yield GAP, "gap", "gap"
    if any(row.uncertain for row in drawn.rows):
        yield UNCERTAIN, "uncertain", "uncertain"
    if any(row.begun < row.ending for row in drawn.rows):
        yield LASTING, "lasting", "lasted"
    if drawn.instants():
        yield POINT, "row", "row (a number: several)"
    for remark in drawn.remarks():
        yield "", "legend", remark
