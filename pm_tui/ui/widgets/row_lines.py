"""A row of a list as lines of text: what it says, where these words are cut, and in which style each part is drawn."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence

import msgspec
from rich.cells import cell_len, split_graphemes

from pm_tui.ui.plain import shown
from pm_tui.ui.widgets.underlined import LOOKS, Underlined

MOST_LETTERS = 20_000
"""Letters of a row's text that a list shows: some hundred lines. What nobody reads there is not measured either."""

MARK_WIDTH = 2  # of a state mark with its space; what stands below it is set off by as much
_WORD = re.compile(r"\n|[^\S\n]*[^\s]+[^\S\n]*|[^\S\n]+")


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row.

    `head` is a short first column, `second` another where there is room beside the words, `lead` a bold start of the
    text, `note` quieter lines below it.
    `guide` draws a tree: for each level whether its branch ends with this row. `place` names the text for the editor
    and for flags (see `review.fields`); a row without `key` cannot be chosen. `hint` stands in for an empty text.
    """

    key: str
    text: str = ""
    head: str = ""
    lead: str = ""
    note: str = ""
    guide: tuple[bool, ...] = ()
    kind: str = "record"
    place: str = ""
    hint: str = ""
    second: str = ""


def shortened(row: Row) -> Row:
    """The row as far as a list shows it; a note says how much is left out of its text."""
    if len(row.text) <= MOST_LETTERS and len(row.note) <= MOST_LETTERS:
        return row
    left = len(row.text) - MOST_LETTERS
    more = f"… letters left out here: {left:,}; the editor and the document have them." if left > 0 else ""
    note = "\n".join(filter(None, [more, row.note[:MOST_LETTERS]]))
    return msgspec.structs.replace(row, text=row.text[:MOST_LETTERS], note=note)


STYLES = (
    "head",
    "lead",
    "note",
    "guide",
    "hint",
    "interval",
    "gap",
    "heading",
    "unset",
    "past",
    "newest",
    "cursor",
    "flag",
    "soft",
    "confidential",
)
"""What rows and their parts are drawn in; each is a component class of the list."""


class Part(msgspec.Struct, frozen=True, gc=False):
    """A run of text in one style; `style` is one of `STYLES`, "" for plain."""

    text: str
    style: str = ""


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where to cut `text` into lines of at most `width` cells, as (start, end); at words, else inside them."""
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word == "\n":
            lines.append((start, end))
            start = end = match.end()
            used = 0
            continue
        cells = cell_len(word.rstrip())
        if used and used + cells > width:
            lines.append((start, end))
            start, used = match.start(), 0
        end = match.end()
        while used == 0 and cells > width:
            cut = _fitting(text, start, end, width)
            lines.append((start, cut))
            cells -= cell_len(text[start:cut])
            start = cut
        used += cell_len(text[max(start, match.start()) : end])
    lines.append((start, max(start, end)))
    return lines


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """The offset up to which `text` from `start` fills at most `width` cells; at least one whole character on."""
    if text[start : start + width + 1].isascii():  # the one more: nothing that joins the last
        return start + width
    end = min(end, start + 8 * width)  # no character that people write has more code points for a cell
    used = 0
    for first, last, cells in split_graphemes(text[start:end])[0]:
        used += cells
        if used > width:
            return start + (first or last)
    return end


Body = list[list[Part]]
"""The lines of a row, each as parts, without its head and what stands before that."""


def words_of(row: Row) -> tuple[object, ...]:
    """All that the lines of a row follow from, but for the width: two rows with the same words have the same lines."""
    return row.lead, row.text, row.note, row.hint, row.guide, row.place


def body(row: Row, width: int, most_guides: int, flags: Sequence[Underlined]) -> Body:
    """The lines of a row in `width` cells; of its guides no more than the last `most_guides`."""
    first, rest = _guides(row.guide[-most_guides:])
    inner = max(width - cell_len(first), 4)
    text = shown(row.lead + row.text)
    lines: Body = []
    if text or not row.hint:
        spans = _spans(row, flags)
        for start, end in wrap(text, inner):
            while spans and spans[0][1] <= start:
                spans.popleft()
            lines.append(_painted(text, start, end, spans))
    else:
        hint = shown(row.hint)
        lines += [[Part(hint[start:end], "hint")] for start, end in wrap(hint, inner)]
    note = shown(row.note)
    if note:
        indent = " " * len(row.lead) if len(row.lead) <= MARK_WIDTH else ""
        lines += [[Part(indent + note[start:end], "note")] for start, end in wrap(note, inner - len(indent))]
    return [[Part(rest if index else first, "guide"), *parts] for index, parts in enumerate(lines)]


def _guides(guide: tuple[bool, ...]) -> tuple[str, str]:
    """What is drawn before the first line of a row in a tree, and before the others."""
    if not guide:
        return "", ""
    above = "".join("   " if last else "│  " for last in guide[:-1])
    return above + ("└─ " if guide[-1] else "├─ "), above + ("   " if guide[-1] else "│  ")


def _spans(row: Row, flags: Sequence[Underlined]) -> deque[tuple[int, int, str]]:
    """What of a row's text is drawn in a style of its own, in order; flags count from the end of the lead."""
    offset = len(row.lead)
    spans = deque([(0, offset, "lead")] if offset else [])
    spans.extend((flag.start + offset, flag.end + offset, LOOKS[flag.tier]) for flag in flags)
    return spans


def _painted(text: str, start: int, end: int, spans: Iterable[tuple[int, int, str]]) -> list[Part]:
    """One line of the text, cut where its style changes; `spans` are in order, and may go on behind the line."""
    parts: list[Part] = []
    here = start
    for first, last, style in spans:
        if first >= end:
            break
        if last <= here:
            continue
        parts.append(Part(text[here : max(first, here)]))
        parts.append(Part(text[max(first, here) : min(last, end)], style))
        here = min(last, end)
    parts.append(Part(text[here:end].rstrip("\n")))
    return [part for part in parts if part.text]
