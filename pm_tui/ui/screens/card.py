"""A card before everybody's eyes: a title and a few lines, large and calm. One key goes back; nothing is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.told import Told

FEW = 6
"""Up to so many lines stand apart from each other."""
SCROLLS = ("up", "down", "pageup", "pagedown", "home", "end")
STAYS = ("ctrl+q", "f1", "ctrl+p")
"""What works everywhere works here too."""


class CardScreen(Overlay[None]):
    """Any key goes back, but those that scroll a card that is longer than the screen."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]  # noqa: RUF012 - Textual declares it for instances
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-mid")]  # noqa: RUF012

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.words = title
        self.lines = tuple(lines)
        self.set_class(len(self.lines) <= FEW, "-spacious")

    def compose(self) -> ComposeResult:
        """The card in the middle; an empty line stays one."""
        with VerticalScroll(id="card"):
            yield Told(id="card-title")
            for _ in self.lines:
                yield Told(classes="card-line")
        yield Told(id="card-back")

    def on_mount(self) -> None:
        """Say it."""
        self.query_one("#card-title", Told).say(self.words)
        for line, told in zip(self.lines, self.query(".card-line").results(Told), strict=True):
            told.say(line or " ")
        self.call_after_refresh(self._say_how)

    def on_resize(self) -> None:
        """What fitted may not fit now."""
        self.call_after_refresh(self._say_how)

    def _say_how(self) -> None:
        self.query_one("#card-back", Told).say(
            "↓ shows more. Any other key goes back." if self._scrolls else "Any key goes back."
        )

    @property
    def _scrolls(self) -> bool:
        return self.query_one("#card", VerticalScroll).max_scroll_y > 0

    def on_key(self, event: events.Key) -> None:
        """Scroll, or go back."""
        if event.key in STAYS or not self.is_active:
            return
        event.stop()
        event.prevent_default()
        card = self.query_one("#card", VerticalScroll)
        if event.key in SCROLLS and self._scrolls:
            scroll = {"up": card.scroll_up, "down": card.scroll_down, "home": card.scroll_home, "end": card.scroll_end}
            scroll.get(event.key, card.scroll_page_up if event.key == "pageup" else card.scroll_page_down)(
                animate=False
            )
        else:
            self.dismiss()

    def on_click(self) -> None:
        """A click goes back too."""
        self.dismiss()
