"""The review screen: what can be done with prompts, and with the whole document."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from pm_tui.review import answering, attached, customer, edits, fields, reminders
from pm_tui.review.checks import findings, yardstick
from pm_tui.review.coverage_matrix import matrix
from pm_tui.review.flags import Silenced
from pm_tui.review.prompts import Prompt
from pm_tui.store.attachments import address, beside
from pm_tui.ui.commands import bindings
from pm_tui.ui.panes.prompt import PromptPane
from pm_tui.ui.screens.attaching import AttachingScreen
from pm_tui.ui.screens.card import CardScreen
from pm_tui.ui.screens.check import CheckScreen
from pm_tui.ui.screens.coaching import CoachingScreen
from pm_tui.ui.screens.customer import CustomerScreen
from pm_tui.ui.screens.elsewhere import ElsewhereScreen
from pm_tui.ui.screens.listening import ListeningScreen
from pm_tui.ui.screens.markdown import MarkdownScreen
from pm_tui.ui.screens.meeting import MeetingScreen
from pm_tui.ui.screens.merging import MergingScreen
from pm_tui.ui.screens.replay import ReplayScreen
from pm_tui.ui.screens.saving import SavingScreen
from pm_tui.ui.screens.taking_in import TakingInScreen
from pm_tui.ui.widgets.header_line import HeaderLine


class ReviewScreen(
    MeetingScreen,
    AttachingScreen,
    SavingScreen,
    MergingScreen,
    TakingInScreen,
    ElsewhereScreen,
    ListeningScreen,
    CoachingScreen,
):
    """One review, open: an `EditingScreen` with all that can be done there, each part in a module of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]

    def on_mount(self) -> None:
        """Begin at the prompt if the records raise one, else at the timeline."""
        self.show()
        started = next((event.id for event in self.review.events if "started" in event.milestones), 0)
        self.pane("timeline").listing.select(f"events:{started}")
        raised = any(standing.prompt.kind != "own" for standing in self.prompt.standings)
        self.action_go("prompt" if raised else "timeline")
        if self.session.notices:
            first, *others = self.session.notices
            self.say(f"{first} … and {len(others)} more." if others else first)

    # --- the prompt

    def _prompt(self) -> Prompt | None:
        """The prompt that is meant: that of the chosen row in a pane, else the one being answered."""
        pane = self.prompt
        focused = self.focused_pane()
        row = focused.listing.row if focused else None
        if row:
            table, record, _ = fields.split_place(row.key)
            kinds = ("why", "poorly", "lucky", "learned", "parked", "moment")
            ids = {row.key, *(f"{kind}:{record}" for kind in kinds)} if table else {row.key}
            ids |= {answer.prompt for answer in self.review.answers if table == "answers" and answer.id == record}
            return next((s.prompt for s in pane.standings if s.prompt.id in ids), None)
        return pane.standing.prompt if pane.standing else None

    def _typed_at(self, prompt: Prompt) -> str:
        draft = edits.draft_at(self.session.review, f"prompt:{prompt.id}")
        return draft.text if draft else ""

    @on(PromptPane.Answered)
    def _answer(self, event: PromptPane.Answered) -> None:
        pane = self.prompt
        if pane.standing:
            review = answering.answer(self.session.review, pane.standing.prompt, event.texts, self.context.new_id)
            self.apply(review, "answer", place=pane.place)
            pane.resync()

    @on(PromptPane.WentOn)
    def _next(self) -> None:
        self.action_step_prompt(1)

    def action_step_prompt(self, by: int) -> None:
        """Go to the next prompt, or the one before."""
        self.session.break_typing()
        self.prompt.step(by)
        if self.stage:  # the room sees the row that is spoken of; an author's cursor stays where it was left
            self.point_at_row()
        self.session.save_now()

    def action_next_open_prompt(self) -> None:
        """Go to the next prompt that is open."""
        self.prompt.step(1, only_open=True)

    def action_make_action(self) -> None:
        """Make an action from what is typed, from the latest answer, or for the chosen row."""
        prompt = self._prompt()
        if not self.may_change():
            return
        if prompt is None:
            self.say("Choose a prompt or a row that raises one; then Ctrl+T makes an action of it.")
            return
        before, typed = self.session.review, self._typed_at(prompt)
        review, action = answering.make_action(before, prompt, typed, self.context.new_id, self.context.today(before))
        self.apply(review, "make an action", place=f"prompt:{prompt.id}")
        self.prompt.resync()
        if action.title:
            who = (
                f"{action.owner} takes it on" if action.owner else "@name at the end of an answer says who takes it on"
            )
            self.say(f"Action added: {action.title}. {who}.")
        else:
            self.point_at("actions")
            self.pane_of(f"actions:{action.id}:line").edit(f"actions:{action.id}:line")

    def action_park(self) -> None:
        """Park what is typed, or the prompt itself."""
        if self.may_change() and (prompt := self._prompt()):
            review = answering.park(self.session.review, prompt, self._typed_at(prompt), self.context.new_id)
            self.apply(review, "park", place=f"prompt:{prompt.id}")
            self.prompt.resync()
            self.say("Parked; it counts as open. The parking lot is in the summary (F5).")

    def action_let_go(self) -> None:
        """Let the prompt go, with what is typed as the reason."""
        if self.may_change() and (prompt := self._prompt()):
            reason = self._typed_at(prompt)
            review = answering.let_go(self.session.review, prompt, reason, self.context.new_id)
            self.apply(review, "let go", place=f"prompt:{prompt.id}")
            self.prompt.resync()
            self.say("Let go." if reason else "Let go. A reason helps whoever reads this later: type it and press ^G.")

    def action_open_question(self) -> None:
        """Keep what is typed, or the prompt itself, as an open question."""
        prompt = self._prompt()
        if not self.may_change():
            return
        if prompt is None:
            self.say("Choose a prompt or a row that raises one; on any other row, q asks.")
            return
        today, typed = self.context.today(self.session.review), self._typed_at(prompt)
        question = answering.open_question(prompt, typed, self.context.new_id(), today)
        review = edits.set_draft(self.session.review, f"prompt:{prompt.id}", "", 0, self.context.new_id)
        self.apply(edits.add(review, "questions", question), "open question", place=f"prompt:{prompt.id}")
        self.prompt.resync()
        who = f"{question.who} answers" if question.who else "@name at its end says who answers"
        when = f"by {question.by:%d %b}" if question.by else "“due 20 Mar” by when"
        self.say(f"Noted as an open question: {who}, {when}. All are in the summary (F5).")

    def action_flip(self) -> None:
        """Go to the prompt that was left; from there, to the row that it speaks of."""
        standing = self.prompt.standing
        if self.focused is not self.prompt.field or standing is None:
            self.action_go("prompt")
            return
        self.action_go(self.point_at_row() or "prompts")

    def action_still_true(self) -> None:
        """Say that what was answered at another number still holds."""
        if not self.may_change():
            return
        standing = self.prompt.standing
        prompt = self._prompt() or (standing.prompt if standing else None)
        review = answering.still_true(self.session.review, prompt) if prompt else self.session.review
        if prompt is None or review is self.session.review:
            self.say("No answer to this prompt was given at another number.")
            return
        self.apply(review, "still true", place=f"prompt:{prompt.id}")
        self.say(f"Still true at {prompt.basis}.")

    def action_redirect(self) -> None:
        """Put better questions before the room; nothing is changed, and the cursor stays where it is."""
        self.app.push_screen(CardScreen(reminders.REDIRECT_TITLE, reminders.REDIRECT))

    # --- the document

    def action_markdown(self) -> None:
        """Preview the Markdown, copy it, save it."""
        self.session.save_now()
        path = self.session.path
        files = attached.Folder(address(beside(path), path.parent), self.looks)
        markdown = MarkdownScreen(self.session.review, path, self.context.now(), folder=files)
        self.app.push_screen(markdown, lambda wanted: self.action_customer() if wanted else None)

    def action_customer(self) -> None:
        """Write the version that customers read, settle what holds it back, get it agreed on."""
        header = self.query_one(HeaderLine)
        screen = CustomerScreen(self.session, self.desk, self.settings.values, header, self.apply)
        self.app.push_screen(screen, lambda _: self.catch_up())

    def action_replay(self) -> None:
        """Look at the timeline as it became known, and come back to where one was."""
        if self.review.events:
            header = self.query_one(HeaderLine)
            replay = ReplayScreen(self.session, self.desk, header, presenting=self.presenting)
            self.app.push_screen(replay, lambda _: self.catch_up())
        else:
            self.say("There is no event in the timeline yet; F2 and a add one.")

    def action_check(self) -> None:
        """List what keeps the review from being published; the chosen finding leads to its place."""
        self.session.save_now()
        team, review = self.settings.values, self.session.review
        silenced = Silenced(team.flags_off, team.words, model=not self.advised)
        found = findings(
            review, self.context.now(), yardstick(review, team.roster, silenced, team.most_actions, team.deadline)
        )
        self.app.push_screen(CheckScreen(found, matrix(review), team.keymap), self._lead_to)

    def _lead_to(self, place: str | None) -> None:
        if place == customer.PLACE:
            self.action_customer()
        elif place:
            self._return_to(place)
