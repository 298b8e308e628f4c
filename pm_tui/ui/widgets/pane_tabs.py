"""The names of the panes in one line, where the screen is too small to show several."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget


class PaneTabs(Widget):
    """One line: F-key and name of each pane, the present one marked."""

    current: reactive[str] = reactive("")

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, titles: list[str]) -> None:
        super().__init__()
        self.titles = titles

    def _labels(self) -> list[tuple[str, str]]:
        """Pane and label; short where there is little room."""
        short = self.size.width < 60
        labels = []
        for title in self.titles:
            name = title.lower()
            here = name == self.current
            labels.append((name, f"[{title}]" if here else f" {title[:4] if short else title} "))
        return labels

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
            end += len(label)
            if event.x < end:
                self.post_message(self.Chosen(name))
                return
