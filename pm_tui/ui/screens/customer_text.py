"""The customer version as it is seen and typed: its text, and beside it what holds it back and what changed inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
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
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.customer_rows import customer_rows, headline
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.header_line import HeaderLine
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.question_line import QuestionLine
from pm_tui.ui.widgets.record_list import RecordList
from pm_tui.ui.widgets.said_keys import in_your_keys
from pm_tui.ui.widgets.underlined import Underlined

EMPTY = (
    "Nothing for customers yet. Press u to propose a text from the summary, the impact and the events and actions that "
    "are public (p in their lists); from then on it is yours."
)


class Apply(Protocol):
    """Takes a new value as one step; see `Session.apply`."""

    def __call__(self, review: Review, label: str, *, place: str = "", typing: str = "") -> None:
        """Take the value."""


class CustomerTextScreen(Overlay[None]):
    """The list has the keys first; e goes to the text, Esc back. Every key in the text is in the review at once.

    `below` is the first line of the review's own screen, which knows what is saved; `apply` changes the review there.
    """

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
            yield RecordList(empty=in_your_keys(EMPTY, self.values.keymap, "customer"))
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
