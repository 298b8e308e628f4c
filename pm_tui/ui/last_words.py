"""How the screen ends when the program has a fault: without a traceback, which would show what is in the review."""

from __future__ import annotations

import traceback

from textual.app import App


class LastWordsApp(App[None]):
    """An app that ends calmly. `fault` is the traceback without values, "" while all is well."""

    fault = ""

    def _fatal_error(self) -> None:
        """Take the place of Textual's, which prints every value that the fault had at hand."""
        self.fault = self.fault or traceback.format_exc()
        self._close_messages_no_wait()
