"""Widgets that act on a key as soon as they see it, before anybody above them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from pm_tui.ui.key_queue import Keystroke

if TYPE_CHECKING:
    from textual.widget import Widget as _Mixin
else:  # Textual takes styles and component classes from the first base that is a widget; a mixin must not be one
    _Mixin = object

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


class TakesKeys(_Mixin):
    """A widget that runs its own bindings itself. It stands before the widget's class in the bases."""

    async def take(self, event: Keystroke) -> bool:
        """Act on a key or a paste at once; False lets it bubble. By itself it runs the widget's bindings."""
        bindings = self._bindings.key_to_bindings.get(event.key, ()) if isinstance(event, events.Key) else ()
        for binding in bindings:
            if await self.app.run_action(binding.action, self):
                return True
        return False

    async def _on_key(self, event: events.Key) -> None:
        await self._take(event)

    async def _on_paste(self, event: events.Paste) -> None:
        await self._take(event)

    async def _take(self, event: Keystroke) -> None:
        event.prevent_default()
        if await self.take(event):
            event.stop()
