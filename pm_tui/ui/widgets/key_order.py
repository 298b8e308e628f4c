"""Keys take effect in the order in which they were pressed, also when many arrive in one read.

Textual runs a widget's own bindings one turn of the loop later than the letters around them (Textualize/textual#6605):
under load, a backspace deletes the wrong letter. The same holds for what a key sets off above the widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.dom import DOMNode

if TYPE_CHECKING:
    from textual.widget import Widget as _Mixin
else:  # Textual takes styles and component classes from the first base that is a widget; a mixin must not be one
    _Mixin = object

Keystroke = events.Key | events.Paste

_SPILL_SECONDS = 0.05  # nobody types Enter this soon after a circumflex; the parser does


class Spill:
    """Tells apart what is no key but the rest of a paste that held an ESC.

    Textual hands that over as keys, a circumflex in place of the ESC, all in one breath.
    """

    def __init__(self) -> None:
        self._last = 0.0
        self._spilling = False

    def holds(self, event: events.Key) -> bool:
        """Whether this key belongs to such a paste; to be asked about every key, in order."""
        at_once = event.time - self._last < _SPILL_SECONDS
        spilt = self._spilling and at_once and event.character is not None
        self._spilling = spilt or event.key == "circumflex_accent"
        self._last = event.time
        return spilt


class KeyOrder(_Mixin):
    """A widget that finishes one key before it looks at the next. It stands before the widget's class in the bases."""

    _held: list[Keystroke] | None = None

    async def take(self, event: Keystroke) -> bool:
        """Act on a key or a paste at once; False lets it bubble. By itself it runs the widget's bindings."""
        bindings = self._bindings.key_to_bindings.get(event.key, ()) if isinstance(event, events.Key) else ()
        for binding in bindings:
            if await self.app.run_action(binding.action, self):
                return True
        return False

    def hold_keys(self) -> None:
        """Let later keys wait until all ancestors have dealt with what was sent up so far.

        If the focus is elsewhere by then, the keys go there.
        """
        if self._held is None:
            self._held = []
            self.when_dealt_with(self._release)

    def when_dealt_with(self, callback: Callable[[], object]) -> None:
        """Call back when all ancestors have handled the messages that this widget has posted so far.

        The question climbs twice from queue to queue, for an ancestor may send up a message of its own.
        """
        self._climb([*self.ancestors_with_self] * 2, callback)

    def _climb(self, path: list[DOMNode], callback: Callable[[], object]) -> None:
        while path:
            if path.pop(0).call_later(self._climb, path, callback):
                return
        if not self.call_later(callback):
            self._pass_on()

    async def _on_key(self, event: events.Key) -> None:
        await self._in_turn(event)

    async def _on_paste(self, event: events.Paste) -> None:
        await self._in_turn(event)

    async def _in_turn(self, event: Keystroke) -> None:
        event.prevent_default()
        if self._held is not None:
            event.stop()
            self._held.append(event)
        elif await self.take(event):
            event.stop()
        else:
            self.hold_keys()

    async def _release(self) -> None:
        if self.app.focused is not self:
            self._pass_on()
        held, self._held = self._held or [], None
        for event in held:
            if self._held is not None:  # one of the keys before this one was for an ancestor
                self._held.append(event)
            elif not await self.take(event) and self.parent:
                self.parent.post_message(event.stop(False))
                self.hold_keys()

    def _pass_on(self) -> None:
        held, self._held = self._held or [], None
        for event in held:
            self.app.post_message(events.Paste(event.text) if isinstance(event, events.Paste) else event.copy())
