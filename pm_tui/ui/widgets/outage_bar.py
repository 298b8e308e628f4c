"""The outage to scale, in one line of blocks across the width of its pane."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from pm_tui.review.intervals import bar, duration, words
from pm_tui.review.model import Review
from pm_tui.review.vocabulary import MILESTONES


class OutageBar(Widget):
    """One line: a part for each step between milestones, as long as its share; nothing while nothing is marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"outage-bar--{name}" for name in (*MILESTONES[1:], "own", "none")}

    review: var[Review] = var(Review(), init=False)

    def watch_review(self, review: Review) -> None:
        """Hide while there is nothing to draw."""
        self.set_class(any(part for _, part in bar(review, 10)), "-drawn")
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The bar, and how long the whole was."""
        width = self.size.width
        if y or width < 1:
            return Strip.blank(width, self.rich_style)
        length = duration(self.review)
        label = f" {words(length)}" if length and width > 30 else ""
        segments = [Segment(blocks, self._style_of(name)) for blocks, name in bar(self.review, width - len(label))]
        return Strip([*segments, Segment(label, self.rich_style)]).adjust_cell_length(width, self.rich_style)

    def _style_of(self, name: str) -> Style:
        part = name if name in MILESTONES else "own" if name else "none"
        return self.get_component_rich_style(f"outage-bar--{part}")
