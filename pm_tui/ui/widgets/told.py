"""A text of the program or of the review that changes now and then."""

from __future__ import annotations

from textual.widgets import Static

from pm_tui.ui.plain import plain
from pm_tui.ui.widgets.row_lines import wrap


class Told(Static):
    """Plain text, never markup. Saying the same again costs nothing, and as many lines as before no layout."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__("", id=id, classes=classes, markup=False)
        self.said = ""
        self._lines = (0, 0)

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.said:
            self.said = text
            width = self.size.width
            lines = (width, len(wrap(text, width)) if width else 0)
            self.update(plain(text), layout=not width or lines != self._lines)
            self._lines = lines
