"""The outage to scale: axis, steps, milestones, gaps, and what lasted or is uncertain, as high as it takes."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from pm_tui.review.model import Review
from pm_tui.review.picture import PARTS, Piece, draw


class OutagePicture(Widget):
    """Shows `picture.draw` of its review, with the legend if `legend`; it has no height while there is nothing to draw.

    Every part is styled by its component class `outage-picture--PART`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"outage-picture--{part}" for part in PARTS}

    review: var[Review] = var(Review(), init=False)
    legend: var[bool] = var(True, init=False)

    _lines: tuple[tuple[Piece, ...], ...] = ()
    _drawn_for: tuple[Review, int, bool] | None = None

    def watch_review(self, before: Review, review: Review) -> None:
        """Draw anew when the rows, the impact or the zone changed; while nobody sees it, that moves nothing else."""
        same = before.events is review.events and before.impact is review.impact and before.header is review.header
        if not same:
            self.refresh(layout=self.display)

    def watch_legend(self) -> None:
        """Make room for the legend, or give it back."""
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of the picture at this width."""
        return len(self._picture(width))

    def render_line(self, y: int) -> Strip:
        """One line of the picture."""
        width = self.size.width
        lines = self._picture(width)
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        styles = {part: self.get_component_rich_style(f"outage-picture--{part}") for _, part in lines[y]}
        return Strip([Segment(text, styles[part]) for text, part in lines[y]], width)

    def _picture(self, width: int) -> tuple[tuple[Piece, ...], ...]:
        """The lines at this width; drawn once for as long as nothing changes."""
        wanted = (self.review, width, self.legend)
        known = self._drawn_for
        if known is None or known[0] is not self.review or known[1:] != wanted[1:]:
            self._drawn_for = wanted
            self._lines = draw(self.review, width, legend=self.legend)
        return self._lines
