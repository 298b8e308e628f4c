"""The document as Markdown: look at it, copy it, save it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from pm_tui.formats import export
from pm_tui.review.attached import Folder
from pm_tui.review.exposed import counted, exposed
from pm_tui.review.model import Review
from pm_tui.store.document import write_document
from pm_tui.ui.clipboard import copy_to_desktop
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import one_line, plain
from pm_tui.ui.screens.overlay import Overlay
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField

Copier = Callable[[str], bool]
"""Copies to the desktop's clipboard and says whether that worked."""

TERMINAL_LIMIT = 74_000  # bytes; what terminals are known to take in one OSC 52 sequence, less its Base64


FOR_CUSTOMERS = "customer"
"""The format of the other version; this screen is left with it when that is asked for."""


class MarkdownScreen(Overlay[str | None]):
    """The preview of a format of the review. `c` copies, `s` saves, Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("markdown")]

    def __init__(  # noqa: PLR0913 - what is shown, most by name
        self,
        review: Review,
        path: Path,
        now: dt.datetime,
        copier: Copier | None = None,
        *,
        to: str = "markdown",
        folder: Folder | None = None,
    ) -> None:
        super().__init__()
        self.to = to
        self.written = partial(export, review, to, now=now, folder=folder)
        self.mentions = True
        self.text = self.written()
        self.path = path.with_suffix(".customer.md" if to == FOR_CUSTOMERS else ".md")
        found = () if to == FOR_CUSTOMERS else exposed(review)
        self.warning = f" {counted(len(found))}; the check (Shift+F9) lists where." if found else ""
        self.copier = copier or (lambda text: copy_to_desktop(text, os.environ))

    def compose(self) -> ComposeResult:
        """The text, and a line that says what happened."""
        lines = self.text.count("\n")
        name = "For customers" if self.to == FOR_CUSTOMERS else "Markdown"
        yield Static(plain(f" {name} · {lines} lines · c copies it, s saves it, Esc goes back"), id="markdown-title")
        yield ProseField(self.text, read_only=True, max_lines=100_000, id="markdown-text")
        yield Static("", id="markdown-said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Arrows and PgUp, PgDn scroll at once."""
        field = self.query_one("#markdown-text", ProseField)
        field.move_cursor((0, 0))
        field.focus()
        self.say("")

    def say(self, text: str) -> None:
        """Say what happened."""
        self.query_one("#markdown-said", Static).update(plain(text + self.warning))

    def action_mentions(self) -> None:
        """Let no @name or #12 notify or refer to anybody where the document is posted; or let them again."""
        self.mentions = not self.mentions
        self.text = self.written(mentions=self.mentions)
        self.query_one("#markdown-text", ProseField).load(self.text, 0)
        self.say(
            f"@name and #12 refer to {'others' if self.mentions else 'nobody'} where this is posted; m changes it."
        )

    def action_copy(self) -> None:
        """Copy, by the surest way there is."""
        self.say("Copying …")
        self._copy()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _copy(self) -> None:
        copied = self.copier(self.text)
        self.app.call_from_thread(self._copied, copied)

    def _copied(self, copied: bool) -> None:
        if copied:
            self.say(f"Copied to the clipboard: {len(self.text)} characters.")
            return
        size = len(self.text.encode("utf-8"))
        if size * 4 / 3 > TERMINAL_LIMIT:
            self.say("No clipboard here, and the text is too long for the terminal's. Press s to save a file.")
            return
        self.app.copy_to_clipboard(self.text)
        self.say("Sent to the terminal's clipboard (OSC 52). If pasting brings nothing, press s to save a file.")

    def action_write(self) -> None:
        """Save beside the review, under a name that is free."""
        target = self.path
        number = 2
        while os.path.lexists(target):
            target = self.path.with_name(f"{self.path.stem}-{number}.md")
            number += 1
        try:
            write_document(target, self.text)
        except OSError as error:
            self.say(f"Not saved: {one_line(error.strerror or 'the folder cannot be written')}. c copies it instead.")
            return
        self.say(f"Saved to {target}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The customer version leads to no other one."""
        return action != FOR_CUSTOMERS or self.to != FOR_CUSTOMERS

    def action_customer(self) -> None:
        """Go to the customer version."""
        self.dismiss(FOR_CUSTOMERS)

    def action_close(self) -> None:
        """Back to the review."""
        self.dismiss()
