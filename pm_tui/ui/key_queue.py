"""Keys take effect one after the other, in the order in which they were pressed, also when many arrive in one read.

Textual sends each key on at once to the widget that has the focus at that moment. But a widget runs its bindings one
turn of the loop later than it types letters (Textualize/textual#6605), and what a key sets off above it, another
screen or another focus among them, comes later still: under load, a backspace deletes the wrong letter, and letters
go where the keys were before. So the next key waits here until everybody has dealt with the one before.
"""

from __future__ import annotations

from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode

Keystroke = events.Key | events.Paste


class KeyQueueApp(App[None]):
    """An app that acts on one key or paste at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[Keystroke] = deque()
        self._asked: DOMNode | None = None

    @property
    def keys_wait(self) -> bool:
        """Whether there are keys that have not had all their effect."""
        return self._asked is not None

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for its turn; everything else is dealt with as it comes."""
        if not isinstance(event, Keystroke) or event.is_forwarded:
            await super().on_event(event)
            return
        self._keys.append(event)
        gone = self._asked and not (self._asked.is_attached or self._asked.is_running)
        if self._asked is None or gone:  # who is gone gives no answer
            await self._next_key()

    async def _next_key(self) -> None:
        self._asked = None
        if self._keys:
            origin = self.focused or self.screen
            self._asked = self
            await super().on_event(self._keys.popleft())
            await self._ask([*origin.ancestors_with_self] * 2, settled=False)

    async def _ask(self, path: list[DOMNode], *, settled: bool) -> None:
        """Go from queue to queue, behind the messages that wait there, until all have dealt with theirs.

        Twice, for an ancestor may send up a message of its own; then once from where the focus is by now, which may be
        a screen that is still being made.
        """
        while path:
            self._asked = path.pop(0)
            if self._asked.call_later(self._ask, path, settled=settled):
                return
        if settled or not self.screen_stack:
            await self._next_key()
        else:
            await self._ask([self.screen, *(self.focused or self.screen).ancestors_with_self], settled=True)
