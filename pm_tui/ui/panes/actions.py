"""The action items: what will change, by whom, by when, and what each one answers."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual.binding import BindingType

from pm_tui.review import edits, prompts
from pm_tui.review.model import Action, Review
from pm_tui.review.record import Record
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import cut
from pm_tui.ui.widgets.marks import ACTION_MARKS
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane


class ActionsPane(RecordPane):
    """What we will do about it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("actions")]
    TITLE = "Actions"
    EMPTY = "Nothing here yet. Ctrl+T makes an action from an answer; a adds one."

    def parts(self, review: Review) -> tuple[object, ...]:
        """The actions, and what the names of prompts are made of."""
        return (review.actions, review.events, review.whys, review.lessons, review.own_questions)

    def title(self, review: Review) -> str:
        """How many in which state."""
        counts = Counter[str](action.state for action in review.actions)
        said = [f"{counts[state]} {words[counts[state] > 1]}" for state, words in _STATE_WORDS.items() if counts[state]]
        return " · ".join(["Actions", *said])

    def rows(self, review: Review) -> list[Row]:
        """One row an action."""
        rows: list[Row] = []
        for action in review.actions:
            rows.append(_action_row(action, review))
            rows += self.details("actions", action.id)
        return rows

    def new_record(self, after: Row | None) -> tuple[edits.Table, Record, int | None]:
        """A new action goes behind the chosen one."""
        del after
        _, record = self.chosen()
        return "actions", Action(id=self.context.new_id()), record or None

    def action_state(self) -> None:
        """Say how far it is."""
        self.choose_field("How far is it (Esc: leave it)?", "actions", "state")

    def action_kind(self) -> None:
        """Say what kind it is."""
        self.choose_field("Which kind is it (Esc: leave it)?", "actions", "kind")


NAME_WIDTH = 36
_STATE_WORDS = {"idea": ("idea", "ideas"), "open": ("open",) * 2, "done": ("done",) * 2, "wont": ("won't do",) * 2}


def _action_row(action: Action, review: Review) -> Row:
    notes = [
        action.kind,
        action.owner or "no owner",
        f"{action.due:%d %b %Y}" if action.due else "no day",
        action.priority,
        action.ticket,
        action.reason if action.state == "wont" else "",
        *(f"answers {cut(prompts.name(review, prompt), NAME_WIDTH)}" for prompt in action.answers),
    ]
    return Row(
        key=f"actions:{action.id}",
        lead=ACTION_MARKS[action.state],
        text=action.title,
        note=" · ".join(note for note in notes if note),
        place=f"actions:{action.id}:line",
        hint="a new action: Page on write errors @platform due 20 Mar #detection PAY-118",
    )
