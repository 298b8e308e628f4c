"""A line to type in at the foot of a list, hidden until it is asked for."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from pm_tui.ui.plain import plain
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.told import Told


class AskLine(Vertical):
    """A sign, the words that are typed, and below them what is told about these. A subclass says what they mean."""

    footer_first = ("commit", "leave")

    def __init__(self, sign: str, placeholder: str) -> None:
        super().__init__(classes="ask-line")
        self.sign = sign
        self.placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The sign and the words, and what is told."""
        with Horizontal():
            yield Static(plain(f"{self.sign} "), classes="sign")
            yield ProseField(max_lines=1, placeholder=self.placeholder)
        yield Told(classes="told")

    def on_mount(self) -> None:
        """Hear of every key."""
        self.field.writer = lambda words, _cursor: self.typed(words)

    @property
    def field(self) -> ProseField:
        """Where the words are typed."""
        return self.query_one(ProseField)

    @property
    def is_open(self) -> bool:
        """Whether the line is seen."""
        return self.display

    def open(self) -> None:
        """Show the line and take the keys."""
        self.display = True
        self.field.focus()

    def tell(self, text: str) -> None:
        """Say something about what is typed."""
        told = self.query_one(".told", Told)
        told.say(text)
        told.display = bool(text)

    # --- what a subclass says

    def typed(self, words: str) -> None:
        """Other words stand there."""
        raise NotImplementedError

    def committed(self, words: str) -> None:
        """Enter was pressed."""
        raise NotImplementedError

    def left(self) -> None:
        """Esc was pressed."""
        raise NotImplementedError

    @on(ProseField.Committed)
    def _commit(self, event: ProseField.Committed) -> None:
        event.stop()
        self.committed(event.text)

    @on(ProseField.Left)
    def _leave(self, event: ProseField.Left) -> None:
        event.stop()
        self.left()

    @on(ProseField.Grew)
    def _stay_one_line(self, event: ProseField.Grew) -> None:
        event.stop()
