"""The first line of the screen: which review this is, where it stands, and whether it is saved."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pm_tui.store.saver import SaveState
from pm_tui.ui.plain import cut, one_line, plain

NARROW = 60


class HeaderLine(Widget):
    """Title on the left; status, what the clock of the review says, and save state on the right, which is never cut."""

    title_text: reactive[str] = reactive("")
    status: reactive[str] = reactive("")
    clock: reactive[str] = reactive("")
    saved: reactive[str] = reactive("")
    meeting: reactive[tuple[str, ...]] = reactive(())
    """While a meeting goes on: its stage with the minutes left, then what there is room for."""

    def render(self) -> Content:
        """One line, whatever the width."""
        width = self.size.width
        if self.meeting:
            return self._in_meeting(width)
        told = [self.status, self.clock, self.saved]
        right = self.saved if width < NARROW else " · ".join(filter(None, told))
        left = cut(one_line(self.title_text), max(width - cell_len(right) - 3, 0))
        space = max(width - cell_len(left) - cell_len(right) - 2, 1)
        style = "bold reverse" if self.saved.startswith("NOT") else ""
        return plain(f" {left}", "bold") + plain(" " * space) + plain(right, style)

    def _in_meeting(self, width: int) -> Content:
        room = max(width - cell_len(self.saved) - 3, 0)
        parts = list(self.meeting if width < NARROW else ("MEETING", *self.meeting))
        while len(parts) > 1 and cell_len(" · ".join(parts)) > room:
            parts.pop()
        left = cut(one_line(" · ".join(parts)), room)
        space = max(width - cell_len(left) - cell_len(self.saved) - 2, 1)
        style = "bold reverse" if self.saved.startswith("NOT") else ""
        return plain(f" {left}", "bold") + plain(" " * space) + plain(self.saved, style)


def save_words(state: SaveState) -> str:
    """The save state in the words that the screen always shows one of."""
    conflict = " · CONFLICT COPY" if state.conflict else ""
    match state.kind:
        case "saved":
            return f"Saved r{state.revision}{conflict}"
        case "saving":
            return f"Saving{conflict}"
        case "unsaved":
            return f"Unsaved{conflict}"
        case _:
            return f"NOT SAVED: {one_line(state.reason, 60)}{conflict}"
