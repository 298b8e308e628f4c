"""The line of the coach: one question about flagged words, and the keys to act on it. No score, no count."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Static

from pm_tui.blame import Flag, explain, reminder
from pm_tui.ui.plain import one_line, plain

SAID_FOR = 12.0  # seconds
KEYS = "^R reword · ^O keep · F8 why?"
MORE = "^R reword · ^O keep · F8 more"


class CoachLine(Static):
    """Empty while nothing is flagged."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__("", id=id, markup=False)
        self.flag: Flag | None = None
        self._timer: Timer | None = None
        self.quote = ""
        self._explained = False

    def show(self, flag: Flag | None, quote: str) -> None:
        """Ask the question of a flag, or fall silent."""
        if (flag, quote) == (self.flag, self.quote):
            return
        self.flag, self.quote, self._explained = flag, quote, False
        self.set_class(flag is not None, "-flagging")
        self.set_class(False, "-saying")
        self.update(plain(f"“{one_line(quote, 40)}” ─ {flag.question}   {KEYS}") if flag else "")

    def say(self, text: str) -> None:
        """Say a sentence instead, until the flag or the cursor changes."""
        self.flag, self.quote = None, ""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SAID_FOR, self.hush) if text else None
        self.set_class(bool(text), "-saying")
        self.set_class(False, "-flagging")
        self.update(plain(text))

    def hush(self) -> None:
        """Take back what was said; a flag's question stays."""
        if self.has_class("-saying"):
            self.say("")

    def explain(self) -> None:
        """Say why such words are flagged, and asked again, which bias may be at work, until the cursor moves on."""
        if self.flag:
            category = self.flag.category
            why = reminder(category, self.quote) if self._explained else explain(category)
            self._explained = not self._explained
            self.update(plain(f"{why}   {MORE if self._explained else KEYS}"))
