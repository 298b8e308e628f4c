"""A text of the program or of the review that changes now and then."""

from __future__ import annotations

from textual.widgets import Static

from pm_tui.ui.plain import plain


class Told(Static):
    """Plain text, never markup. Saying the same again costs nothing: no layout, no paint."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__("", id=id, classes=classes, markup=False)
        self.said = ""

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.said:
            self.said = text
            self.update(plain(text))
