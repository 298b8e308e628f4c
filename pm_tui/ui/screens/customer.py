"""The customer version: its text, and beside it what holds it back, what changed inside, and what was taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.messages import Update
from textual.widgets import TextArea

from pm_tui.blame import Flag
from pm_tui.confidential import Find
from pm_tui.review import customer
from pm_tui.review.customer import Held
from pm_tui.review.model import Review, roster
from pm_tui.session import Session
from pm_tui.settings import Values
from pm_tui.ui.commands import bindings
from pm_tui.ui.screens.markdown import MarkdownScreen
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.customer_rows import customer_rows, headline
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.header_line import HeaderLine
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.question_line import QuestionLine
from pm_tui.ui.widgets.record_list import RecordList
from pm_tui.ui.widgets.underlined import Underlined

EMPTY = (
    "Nothing for customers yet. u proposes a text from the summary, the impact and the events and actions that are "
    "public (p in their lists); from then on it is yours."
)


class Apply(Protocol):
    """Takes a new value as one step; see `Session.apply`."""

    def __call__(self, review: Review, label: str, *, place: str = "", typing: str = "") -> None:
        """Take the value."""


class CustomerScreen(Overlay[None]):
    """The list has the keys first; e goes to the text, Esc back. Every key in the text is in the review at once.

    `below` is the first line of the review's own screen, which knows what is saved; `apply` changes the review there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("customer")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal")]  # noqa: RUF012 - Textual declares it for instances
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-mid")]  # noqa: RUF012
    AUTO_FOCUS = "RecordList"
    footer_words: ClassVar[Mapping[str, str]] = {"commit": "New line", "leave": "Done"}

    def __init__(self, session: Session, desk: Desk, values: Values, below: HeaderLine, apply: Apply) -> None:
        super().__init__()
        self.session = session
        self.desk = desk
        self.values = values
        self.below = below
        self.apply = apply
        self.taken_out = False
        self.held: tuple[Held, ...] = ()

    def compose(self) -> ComposeResult:
        """The text and the list, a line for what there is to say, and one for who agrees."""
        yield HeaderLine()
        with Container(id="customer"):
            yield ProseField(
                self.review.customer.text, max_lines=100_000, read_only=self.session.read_only, id="customer-text"
            )
            yield RecordList(empty=EMPTY)
        yield CoachLine(id="coach")
        yield QuestionLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what there is."""
        self.field.set_flagger(self._underlined)
        self.field.writer = self._type
        self.field.move_cursor((0, 0))
        self.watch(self.below, "saved", self._show_saved)
        self._show()

    @property
    def review(self) -> Review:
        """The value that the session holds."""
        return self.session.review

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody whom the text must not name."""
        return (*roster(self.review), *self.values.roster)

    @property
    def footer_first(self) -> tuple[str, ...]:
        """The keys of what the chosen row, and then the text, calls for."""
        if not self.listing.has_focus:
            return ()
        table = self.listing.row.key.partition(":")[0] if self.listing.row else ""
        rows = {"held": ("mask", "accept-find"), "change": ("seen",), "taken-out": ("taken-out",)}
        wanted = {"": ("propose",), "draft": ("give",), "in review": ("agree-text",), "approved": ("preview",)}
        return (*rows.get(table, ()), *wanted[customer.state(self.review)])

    @property
    def field(self) -> ProseField:
        """Where the text is typed."""
        return self.query_one("#customer-text", ProseField)

    @property
    def listing(self) -> RecordList:
        """The rows beside it."""
        return self.query_one(RecordList)

    def _show_saved(self, saved: str) -> None:
        header = self.query_one(HeaderLine)
        header.saved = saved
        self.post_message(Update(header))  # "Saved" never outlives what was saved

    def _show(self) -> None:
        """Show what the session holds."""
        self.held = customer.held(self.review, self.review.customer.text, self.people)
        self.query_one(HeaderLine).title_text = headline(self.review, self.held)
        self.field.sync(self.review.customer.text)
        self.listing.show(tuple(customer_rows(self.review, self.held, taken_out=self.taken_out)))
        self.refresh_bindings()

    def _underlined(self, line: str) -> tuple[Underlined, ...]:
        """What is to be settled in a line of the text, and words that blame."""
        blamed: list[Underlined] = [row for row in self.desk.flags_typed(customer.PLACE, line) if isinstance(row, Flag)]
        open_here = (row for row in customer.held(self.review, line, self.people) if not row.accepted)
        blamed += [Find(row.start, row.end, row.kind) for row in open_here]
        return tuple(sorted(blamed, key=lambda row: row.start))

    def say(self, text: str) -> None:
        """Say a sentence until the next key."""
        self.query_one(CoachLine).say(text)

    # --- the text

    def _type(self, text: str, _cursor: int) -> None:
        self.apply(customer.write(self.review, text), "typing", place=customer.PLACE, typing=customer.PLACE)

    @on(ProseField.Edited)
    def _retold(self) -> None:
        if self.field.has_focus:
            self._show()

    @on(ProseField.Committed, "#customer-text")
    def _break_line(self) -> None:
        self.field.action_break_line()

    @on(ProseField.Left, "#customer-text")
    def _leave_text(self) -> None:
        self.session.break_typing()
        self.session.save_now()
        self._to_list()

    def _to_list(self) -> None:
        self.remove_class("-writing")
        self.listing.focus()

    @on(TextArea.SelectionChanged, "#customer-text")
    def _coach(self) -> None:
        """Ask about what is underlined nearest to the cursor."""
        flag = self.field.flag_at_cursor() if self.field.has_focus else None
        quote = self.field.text[flag.start : flag.end] if flag else ""
        self.query_one(CoachLine).show(flag, quote)

    @on(RecordList.Highlighted)
    def _point(self) -> None:
        """Select in the text what the chosen row is about."""
        row = self._chosen()
        if row and self.listing.has_focus:
            self.field.select_span(row.start, row.end)
            self.field.scroll_cursor_visible()
        self.refresh_bindings()

    def _chosen(self) -> Held | None:
        """What the chosen row is about, of what is to be settled."""
        row = self.listing.row
        table, _, index = row.key.partition(":") if row else ("", "", "")
        return self.held[int(index)] if table == "held" and int(index) < len(self.held) else None

    # --- commands

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

        waiting: Sequence[str] = customer.waiting_for(self.review)
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
