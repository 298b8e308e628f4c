"""The only door from a user's text to the screen.

Widgets read markup in plain strings, so that a log line such as ``[/etc/x]`` would end the program; what leaves here is
never read as markup. The stored text is not changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, chop_cells
from rich.text import Text
from textual.content import Content

from pm_tui.text import clean

if TYPE_CHECKING:
    from textual.app import App
    from textual.notifications import SeverityLevel

LINE_BREAK = " ⏎ "
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
    "\u0711\u0730-\u074a\u07a6-\u07b0\u08d3-\u0902\u093a-\u094d\u0951-\u0957\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc"
    "\u0ec8-\u0ece\u0f71-\u0f84\u0f86-\u0fbc\u102b-\u103e\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f"
    "\u3099\u309a\ua66f-\ua67d\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_STORM = re.compile(f"({_MARK}{{4}}){_MARK}+")


def shown(text: str) -> str:
    """`text` as the screen may have it: clean, tabs as single spaces, at most four marks stacked on a character.

    Offsets hold, except behind such a stack.
    """
    return calm(clean(text).replace("\t", " "))


def calm(text: str) -> str:
    """`text` with at most four marks stacked on a character, so that none is drawn over the lines above and below."""
    return _STORM.sub(r"\1", text)


def plain(text: str, style: str = "") -> Content:
    """`text` for titles, labels, options and `Static`, in one `style`."""
    return Content.styled(shown(text), style)


def rich_plain(text: str, style: str = "") -> Text:
    """`text` for what takes Rich renderables, such as a strip that a widget draws itself."""
    return Text(shown(text), style, end="")


def cut(text: str, width: int) -> str:
    """The beginning of `text` that fits into `width` cells, with an ellipsis if something is missing."""
    if cell_len(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    return chop_cells(text, width - 1)[0].rstrip() + "…"


def one_line(text: str, width: int | None = None) -> str:
    """`text` on one line for places that have only one: line breaks are shown as ⏎; cut to `width` cells."""
    lines = (" ".join(line.split()) for line in shown(text).split("\n"))
    line = LINE_BREAK.join(filter(None, lines))
    return line if width is None else cut(line, width)


def notify(
    app: App[Any],
    text: str,
    *,
    title: str = "",
    severity: SeverityLevel = "information",
    timeout: float | None = None,
) -> None:
    """Tell the user `text` in a corner of the screen for `timeout` seconds."""
    app.notify(shown(text), title=shown(title), severity=severity, timeout=timeout, markup=False)
