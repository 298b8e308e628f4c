"""The first line of the screen: which review this is, where it stands, and whether it is saved."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pm_tui.store.saver import SaveState
from pm_tui.ui.plain import cut, one_line, plain


class HeaderLine(Widget):
    """Title on the left; status, what the clock of the review says, and save state on the right, which is never cut."""

    title_text: reactive[str] = reactive("")
    status: reactive[str] = reactive("")
    clock: reactive[str] = reactive("")
    saved: reactive[str] = reactive("")

    def render(self) -> Content:
        """One line, whatever the width."""
        width = self.size.width
        right = self.saved if width < 60 else " · ".join(filter(None, [self.status, self.clock, self.saved]))
        left = cut(one_line(self.title_text), max(width - cell_len(right) - 3, 0))
        space = max(width - cell_len(left) - cell_len(right) - 2, 1)
        style = "bold reverse" if self.saved.startswith("NOT") else ""
        return plain(f" {left}", "bold") + plain(" " * space) + plain(right, style)


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
