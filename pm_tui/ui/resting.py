"""When Python looks for garbage in cycles: while the screen stands still, so that no key waits for it.

Textual leaves some thousand objects in cycles with every repaint, and looking for them takes ten to a hundred
milliseconds.
"""

from __future__ import annotations

import gc

from textual.app import App
from textual.timer import Timer

REST = 0.05
"""Seconds after a paint until what is new is looked through."""

LONG_REST = 10
"""How many times as long until everything is."""


class RestingApp(App[None]):
    """An app that can collect garbage at rest."""

    _collects = False
    _rest: Timer | None = None
    _rests = 0

    def collect_at_rest(self) -> None:
        """Look for garbage at rest from now on, and not in what is loaded already; between rests hardly ever."""
        gc.freeze()
        gc.set_threshold(20_000, 50, 1_000)
        self._collects = True

    def post_display_hook(self) -> None:
        """A paint ends a rest."""
        self._rests = 0
        if self._rest:
            self._rest.reset()
        elif self._collects:
            self._rest = self.set_interval(REST, self._collect)

    def _collect(self) -> None:
        self._rests += 1
        if self._rests == 1:
            gc.collect(0)
        elif self._rests == LONG_REST and self._rest:
            gc.collect()
            self._rest.pause()
