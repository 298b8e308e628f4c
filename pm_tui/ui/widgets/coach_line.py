"""The line of the coach: one question about flagged words, and what can be said about them. No score, no count."""

from __future__ import annotations

from collections.abc import Sequence

from textual.timer import Timer
from textual.widgets import Static

from pm_tui.blame import Flag, explain, reminder
from pm_tui.confidential import Find
from pm_tui.ui.plain import one_line, plain
from pm_tui.ui.widgets.row_lines import wrap
from pm_tui.ui.widgets.underlined import Underlined

SAID_FOR = 12.0  # seconds
STATES = frozenset({"-flagging", "-saying", "-explaining", "-quiet"})


class CoachLine(Static):
    """Empty while nothing is flagged."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__("", id=id, markup=False)
        self.flag: Underlined | None = None
        self._timer: Timer | None = None
        self.quote = ""
        self._lines = -1
        self.quiet = ""

    def show(self, flag: Underlined | None, quote: str, *, presenting: bool = False) -> None:
        """Ask the question of a flag, or fall silent; in front of a group the words themselves are not repeated.

        What is confidential is never repeated. What is said, or explained, of the same flag stays.
        """
        if (flag, quote) == (self.flag, self.quote):
            return
        self.flag, self.quote = flag, quote
        self._become("-flagging" if flag else "-quiet" if self.quiet else "")
        quoted = "" if presenting or isinstance(flag, Find) else f"“{one_line(quote, 40)}” ─ "
        self._put(f"{quoted}{flag.question}" if flag else self.quiet)

    def say(self, text: str) -> None:
        """Say a sentence instead, until the flag or the cursor changes."""
        self.flag, self.quote = None, ""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SAID_FOR, self.hush) if text else None
        self._become("-saying" if text else "")
        self._put(text)
        if not text:
            self._murmur()

    def murmur(self, text: str) -> None:
        """Offer something quietly, while there is nothing else to say; "" for nothing."""
        if text != self.quiet:
            self.quiet = text
            if self.flag is None and not (self.has_class("-saying") or self.has_class("-explaining")):
                self._murmur()

    def _murmur(self) -> None:
        self._become("-quiet" if self.quiet else "")
        self._put(self.quiet)

    def hush(self) -> None:
        """Take back what was said; a flag's question stays."""
        if self.has_class("-saying"):
            self.say("")

    def forget(self) -> None:
        """End an explanation: the cursor has moved on."""
        if self.has_class("-explaining"):
            self.flag = None

    def explain(self, flag: Flag, quote: str, asked: Sequence[str]) -> None:
        """Say of what kind a flag is, why such words hurt, and what else could be asked, until the cursor moves on."""
        self.flag, self.quote = flag, quote
        self._become("-explaining")
        kind = flag.category if flag.tier == "flag" else f"{flag.category}, a hint"
        said = [f"“{one_line(quote, 40)}” ─ {kind}", explain(flag.category), reminder(flag.category, quote), *asked]
        self._put("\n".join(filter(None, said)))

    def _put(self, text: str) -> None:
        """Show a text; the panes above are laid out anew only if it takes more lines than the one before, or fewer."""
        width, least = self.size.width, self.styles.min_height
        lines = max(len(wrap(text, width)), int(least.value) if least else 0) if width else -1
        self.update(plain(text), layout=lines < 0 or lines != self._lines)
        self._lines = lines

    def _become(self, name: str) -> None:
        classes = self.classes - STATES | ({name} if name else set())
        if classes != self.classes:
            self.classes = classes  # at once, for each change styles the line anew
