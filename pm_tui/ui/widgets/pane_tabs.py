"""The names of the panes in one line, with counts, where the screen shows only one of them."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

SHORT = 4  # letters of a name where there is little room


class PaneTabs(Widget):
    """One line: the name of each pane, and how much there is in it; the present one stands in brackets."""

    current: reactive[str] = reactive("")
    counts: reactive[dict[str, str]] = reactive(dict)
    """How much there is, by the pane's name; shown where there is room."""

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, titles: list[str]) -> None:
        super().__init__()
        self.titles = titles

    def _labels(self) -> list[tuple[str, str]]:
        """Pane and label: with counts, without, or only the beginnings of the names, whichever fits."""
        ways = (
            [(name, f"{name} {self.counts.get(name.lower(), '')}".strip()) for name in self.titles],
            [(name, name) for name in self.titles],
        )
        for way in ways:
            labels = [self._label(name, words) for name, words in way]
            if sum(cell_len(label) for _, label in labels) <= self.size.width:
                return labels
        return [self._label(name, name if name.lower() == self.current else name[:SHORT]) for name in self.titles]

    def _label(self, title: str, words: str) -> tuple[str, str]:
        name = title.lower()
        return name, f"[{words}]" if name == self.current else f" {words} "

    def render_line(self, y: int) -> Strip:
        """The line of names."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        bold = self.rich_style + Style(bold=True)
        segments = [Segment(label, bold if name == self.current else self.rich_style) for name, label in self._labels()]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Go to the pane whose name was clicked."""
        end = 0
        for name, label in self._labels():
            end += cell_len(label)
            if event.x < end:
                self.post_message(self.Chosen(name))
                return
