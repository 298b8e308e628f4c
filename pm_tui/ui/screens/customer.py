"""The customer version: what can be done with it, until everybody agrees and customers get it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from pm_tui.review import customer
from pm_tui.review.customer import Held
from pm_tui.review.model import Review
from pm_tui.ui.commands import bindings
from pm_tui.ui.screens.customer_text import CustomerTextScreen
from pm_tui.ui.screens.markdown import MarkdownScreen
from pm_tui.ui.widgets.question_line import QuestionLine
from pm_tui.ui.widgets.record_list import RecordList


class CustomerScreen(CustomerTextScreen):
    """Propose it, settle it, get it agreed on, look at what customers get."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("customer")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the text is typed, the keys of the rows are letters."""
        if not self.is_mounted or self.listing.has_focus:
            return True
        return action in ("undo", "redo") or not hasattr(type(self), f"action_{action}")

    def _change(self, change: Callable[[Review], Review], label: str, said: str) -> None:
        """Change the review, say so, and stay where one is. What cannot be is said instead."""
        if self.session.read_only:
            self.say("This review is open to read only.")
            return
        try:
            review = change(self.review)
        except ValueError as problem:
            self.say(str(problem))
            return
        self.session.break_typing()
        self.apply(review, label, place=customer.PLACE)
        self.field.forget_flags()
        self._show()
        self.say(said)

    def action_propose(self) -> None:
        """Write the first text."""
        now, new_id = self.desk.context.now(), self.desk.context.new_id
        self._change(
            lambda review: customer.propose(review, self.people, now, new_id),
            "propose a customer version",
            "Proposed. From now on it is yours, and nothing writes over it.",
        )
        self.field.move_cursor((0, 0))

    @on(RecordList.Activated)
    def action_edit(self) -> None:
        """Go to the text, at what is chosen."""
        self.add_class("-writing")
        self.field.focus()

    def action_mask(self) -> None:
        """Put the mask, or the role, in its place."""
        if row := self._settling():
            self._change(lambda review: customer.mask(review, row), "mask", f"{row.mask} stands there now.")

    def action_accept(self) -> None:
        """Let it stand for customers; once more: not."""
        if row := self._settling():
            new_id = self.desk.context.new_id
            said = "It is to be settled again." if row.accepted else "Accepted for customers. k takes that back."
            self._change(lambda review: customer.accept(review, row, new_id), "accept", said)

    def _settling(self) -> Held | None:
        row = self._chosen()
        if row is None:
            self.say("Choose a row of what is to be masked or accepted.")
        return row

    def action_seen(self) -> None:
        """Note that a change inside was looked at; the text stays as it is."""
        row = self.listing.row
        table, _, place = row.key.partition(":") if row else ("", "", "")
        if table != "change":
            self.say("Choose a row of what has changed inside.")
            return
        new_id = self.desk.context.new_id
        self._change(lambda review: customer.seen(review, place, new_id), "look at a change", "Noted as seen.")

    def action_taken_out(self) -> None:
        """Show what was taken out, line by line, or hide it."""
        self.taken_out = not self.taken_out
        self._show()

    def action_give(self) -> None:
        """Give the text to those who have to agree."""
        approvers = self.values.customer_approvers
        who = f"It waits for {', '.join(approvers)}." if approvers else "Whoever agrees (a) makes it approved."
        self._change(lambda review: customer.give(review, approvers, self.people), "give for review", who)

    def action_agree(self) -> None:
        """Note that somebody agrees on the text as it is."""
        now, new_id = self.desk.context.now(), self.desk.context.new_id

        def agreed(review: Review, who: str) -> Review:
            return customer.agree(review, who, self.people, now, new_id)

        def foretold(who: str) -> str:
            return f"Then it is {customer.told(agreed(self.review, who))}."

        def answered(who: str) -> None:
            self._change(
                lambda review: agreed(review, who), "agree", f"Noted: {customer.told(agreed(self.review, who))}."
            )

        waiting = customer.waiting_for(self.review)
        self.query_one(QuestionLine).ask("Who agrees on this text?", foretold, answered, waiting[0] if waiting else "")

    @on(QuestionLine.Closed)
    def _hide_question(self, event: QuestionLine.Closed) -> None:
        event.line.hide()
        self._to_list()

    def action_preview(self) -> None:
        """Show what customers get, to copy or to save."""
        if why := customer.kept_back(self.review, self.people):
            self.say(why)
            return
        now = self.desk.context.now()
        self.app.push_screen(MarkdownScreen(self.review, self.session.path, now, to="customer"))

    def action_undo(self) -> None:
        """Undo the last change, whatever it was."""
        step = self.session.undo()
        self._stepped(f"Undid: {step.label}." if step else "Nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was undone."""
        step = self.session.redo()
        self._stepped(f"Did again: {step.label}." if step else "Nothing to do again.")

    def _stepped(self, said: str) -> None:
        self.field.forget_flags()
        self._show()
        self.say(said)

    def action_leave(self) -> None:
        """Back to the review."""
        self.session.break_typing()
        self.session.save_now()
        self.dismiss()
