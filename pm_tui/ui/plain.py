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
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
_STORM = re.compile(f"({_MARK}{{4}}){_MARK}+")


def shown(text: str) -> str:
    """`text` as the screen may have it: clean, tabs as single spaces, at most four marks stacked on a character.

    Offsets hold, except behind such a stack.
    """
    return _STORM.sub(r"\1", clean(text).replace("\t", " "))


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
