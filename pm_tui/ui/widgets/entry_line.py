"""A line at the foot of the screen for what comes up while something else is typed: an event, a latecomer."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from pm_tui.review.completion import Completion
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.question_line import Foretell, QuestionLine


class EntryLine(QuestionLine):
    """A question over everything; the keys go back to where they came from, with the half typed words there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.home: Widget | None = None
        self.place = ""

    def put(
        self, question: str, foretell: Foretell, answered: Callable[[str], object], *, place: str, text: str = ""
    ) -> None:
        """Ask; `place` says what the words are completed and flagged as."""
        if not self.is_open:
            self.home = self.screen.focused
        self.place = place
        self.field.completer = self._complete
        self.field.set_flagger(lambda line: self.desk.flags_typed(place, line))
        self.ask(question, foretell, answered, text)

    def _complete(self, before: str) -> Completion | None:
        return self.desk.complete(self.place, before)
