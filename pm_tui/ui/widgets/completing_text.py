"""Text that offers the end of a word in grey behind the cursor; Tab, or Right, takes it."""

from __future__ import annotations

from collections.abc import Callable

from pm_tui.review.completion import Completion
from pm_tui.ui.widgets.flagged_text import FlaggedText

Completer = Callable[[str], Completion | None]
"""From the text before the cursor to how it may go on."""


class CompletingText(FlaggedText):
    """Flagged text with a completer. An offer changes nothing, and is gone with the next key that does not fit."""

    completer: Completer | None = None
    _offer: Completion | None = None

    def update_suggestion(self) -> None:
        """Offer the end of the word at the cursor, where the word ends there."""
        had, self._offer = self._offer, self._completion()
        self.suggestion = self._offer.rest if self._offer else ""
        if self.is_mounted and (had is None) != (self._offer is None):
            self.refresh_bindings()

    def _completion(self) -> Completion | None:
        row, column = self.cursor_location
        after = self.document.get_line(row)[column : column + 1]
        if self.completer is None or self.read_only or not self.selection.is_empty or after.strip():
            return None
        return self.completer(self.document.get_line(row)[:column])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show Tab only while something is offered."""
        return super().check_action(action, parameters) if action != "complete" else self._offer is not None

    def holds_tab(self) -> bool:
        """Whether Tab stays here: whoever types on must not find himself on a list, where letters are commands."""
        return self.completer is not None and self._offer is None and bool(self.text) and not self.read_only

    def action_complete(self) -> None:
        """Take what is offered."""
        if offer := self._offer:
            row, column = self.cursor_location
            self._replace_via_keyboard(offer.text, (row, offer.start), (row, column))

    def action_cursor_right(self, select: bool = False) -> None:
        """Take what is offered, as Tab does, else move."""
        if self._offer and not select:
            self.action_complete()
        else:
            super().action_cursor_right(select)
