"""A review whose texts can be edited in another program, the user's editor."""

from __future__ import annotations

import os

from textual.app import SuspendNotSupported

from pm_tui import editor
from pm_tui.editor import Edited
from pm_tui.review import writing
from pm_tui.ui.plain import notify
from pm_tui.ui.screens.editing import EditingScreen


class ElsewhereScreen(EditingScreen):
    """The screen makes room for the editor; the app stands still until it ends."""

    def action_editor(self) -> None:
        """Edit what is being typed, or the text of the chosen row, in $VISUAL or $EDITOR."""
        place = self._place_to_edit()
        if not place:
            self.say("Choose a row with a text, or the prompt; then the editor opens it.")
        elif self.may_change():
            self._edit_elsewhere(place)

    def _place_to_edit(self) -> str:
        pane = self.focused_pane()
        if pane is None:
            return self.prompt.place if self.focused is self.prompt.field else ""
        row = pane.listing.row
        return pane.editor.place if pane.editing else row.place if row else ""

    def _edit_elsewhere(self, place: str) -> None:
        before = self._text_at(place)
        self.session.save_now()
        edited = Edited(before)
        try:
            with self.app.suspend():
                edited = editor.edit(before, os.environ)  # never raises: the screen would not come back
        except SuspendNotSupported:
            self.say("This terminal cannot be lent to an editor; type here instead.")
            return
        self._take_back(place, before, edited)

    def _text_at(self, place: str) -> str:
        return writing.text_at(self.session.review, place, self.context.milestones)

    def _take_back(self, place: str, before: str, edited: Edited) -> None:
        """Put the text into its place as one step. What a failed editor left is that step too, but undone."""
        if edited.text == before:
            self.say(edited.problem or "The editor changed nothing.")
            return
        meanwhile = self._text_at(place) != before
        written = writing.write(self.session.review, place, edited.text, len(edited.text), self.context)
        self.session.break_typing()
        self.apply(written.review, "edit in your editor", place=place)
        self.session.break_typing()
        if edited.problem:
            self.session.undo()
        self.show()
        for pane in self.panes:
            pane.resync()
        self.prompt.resync()
        if edited.told:
            notify(self.app, edited.told)
        if edited.problem:
            self.say(f"{edited.problem} Ctrl+Y takes what it had written.")
        elif meanwhile:
            self.say("The text had changed meanwhile: yours stands, and Ctrl+Z brings back the other.")
        else:
            self.say(written.problem or "Taken from your editor. Ctrl+Z brings back what was here.")
