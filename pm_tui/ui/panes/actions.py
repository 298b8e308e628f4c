"""The action items: what will change, by whom, by when, and what each one answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import ClassVar

from textual.binding import BindingType

from pm_tui.review import edits, meetings, prompts
from pm_tui.review.action_coach import coach, proposed_due
from pm_tui.review.model import Action, Review
from pm_tui.review.record import Record
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import cut, one_line
from pm_tui.ui.widgets.marks import ACTION_MARKS
from pm_tui.ui.widgets.record_list import Row
from pm_tui.ui.widgets.record_pane import RecordPane


class ActionsPane(RecordPane):
    """What we will do about it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("actions")]
    TITLE = "Actions"
    EMPTY = "Nothing here yet. Ctrl+T makes an action from an answer; press a to add one."

    def parts(self, review: Review) -> tuple[object, ...]:
        """The actions, their evidence, what the names of prompts are made of, and what the coach looks at."""
        named = (review.actions, review.evidence, review.events, review.whys, review.lessons, review.own_questions)
        return (*named, review.meetings, review.header.severity)

    def title(self, review: Review) -> str:
        """How many in which state; first the open ones when they are more than the team wants at a time."""
        counts = Counter[str](action.state for action in review.actions)
        said = {
            state: f"{counts[state]} {words[counts[state] > 1]}"
            for state, words in _STATE_WORDS.items()
            if counts[state]
        }
        if counts["open"] > self.desk.most_actions:
            first = f"{said.pop('open')}, more than {self.desk.most_actions}: which go first?"
            return " · ".join(["Actions", first, *said.values()])
        return " · ".join(["Actions", *said.values()])

    def rows(self, review: Review) -> list[Row]:
        """One row an action."""
        rows: list[Row] = []
        for action in review.actions:
            rows.append(_action_row(action, review, self._advice(action, review)))
            rows += self.details("actions", action.id)
        return rows

    def _advice(self, action: Action, review: Review) -> str:
        """What the coach has to say of an action, and the proposed day; in a meeting both are silent.

        What its row shows as missing is not said again.
        """
        if meetings.held(review):
            return ""
        day = self._proposed(action, review)
        said = [piece.short for piece in coach(review, action, self.context.today(review)) if piece.fault not in SEEN]
        return " · ".join([*said, *([f"u takes {day:%d %b %Y}"] if day else [])])

    def _proposed(self, action: Action, review: Review) -> dt.date | None:
        return proposed_due(review, action, self.desk.due, self.context.today(review))

    def new_record(self, after: Row | None) -> tuple[edits.Table, Record, int | None]:
        """A new action goes behind the chosen one."""
        del after
        _, record = self.chosen()
        return "actions", Action(id=self.context.new_id()), record or None

    def action_state(self) -> None:
        """Say how far it is."""
        self.choose_field("How far is it (Esc: leave it)?", "actions", "state")

    def action_propose_due(self) -> None:
        """Take the day that the severity asks for."""
        table, record = self.chosen()
        if table != "actions":
            return

        def take(review: Review, _: object) -> Review:
            action: Action = edits.find(review, "actions", record)
            day = self._proposed(action, review)
            if day is None:
                raise ValueError(_no_day(action, review))
            return edits.change(review, "actions", record, due=day)

        self.want("take the proposed day", take)

    def action_public(self) -> None:
        """Let customers read of it; once more: not."""
        table, record = self.chosen()
        if table == "actions":
            self.want(
                "make public",
                lambda review, _: edits.change(
                    review, "actions", record, public=not edits.find(review, "actions", record).public
                ),
            )

    def action_consent(self) -> None:
        """Say that the owner has said yes; once more: is to be asked."""
        table, record = self.chosen()
        if table != "actions":
            return

        def take(review: Review, _: object) -> Review:
            action: Action = edits.find(review, "actions", record)
            if not action.owner.strip():
                raise ValueError("Nobody owns it yet: Enter, then @name, says who sees it through.")
            return edits.change(review, "actions", record, consent="to ask" if action.consent == "yes" else "yes")

        self.want("note what the owner says", take)

    def action_kind(self) -> None:
        """Say what kind it is."""
        self.choose_field("Which kind is it (Esc: leave it)?", "actions", "kind")


NAME_WIDTH = 36
_STATE_WORDS = {"idea": ("idea", "ideas"), "open": ("open",) * 2, "done": ("done",) * 2, "wont": ("won't do",) * 2}


SEEN = frozenset({"unowned", "undated", "untracked"})
"""What of the coach's advice the row itself shows."""


def _no_day(action: Action, review: Review) -> str:
    """Why no day is proposed."""
    if action.due or action.state in ("done", "wont"):
        return "It needs no other day: it has one, or it is over."
    severity = review.header.severity.strip()
    if not severity:
        return "Without a severity (F5) no day can be proposed; Enter, then due +14d, sets one."
    return f"The settings say no days for {one_line(severity)}; Enter, then due +14d, sets one."


def _consent(action: Action) -> str:
    if action.consent == "to ask" and action.asker:
        return f"{action.asker} asks"
    return {"yes": "said yes", "to ask": "to ask"}.get(action.consent, "")


def _action_row(action: Action, review: Review, advice: str) -> Row:
    notes = [
        action.kind,
        action.owner or "no owner",
        _consent(action) if action.owner else "",
        f"{action.due:%d %b %Y}" if action.due else "no day",
        action.priority,
        action.ticket,
        "for customers" if action.public else "",
        action.reason if action.state == "wont" else "",
        *(f"answers {cut(prompts.name(review, prompt), NAME_WIDTH)}" for prompt in action.answers),
    ]
    return Row(
        key=f"actions:{action.id}",
        lead=ACTION_MARKS[action.state],
        text=action.title,
        note="\n".join(filter(None, [" · ".join(note for note in notes if note), advice])),
        place=f"actions:{action.id}:line",
        hint="a new action: Page on write errors @platform due 20 Mar #detection PAY-118",
    )
