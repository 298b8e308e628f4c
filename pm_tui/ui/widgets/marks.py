"""The signs that stand before a row and say its state, so that colour never has to."""

from __future__ import annotations

from typing import Final

PROMPT_MARKS: Final = {"open": "○ ", "answered": "✓ ", "action": "● ", "parked": "‖ ", "let-go": "– "}
STALE_MARK: Final = "↻ "
"""Before what was said at another number, and settles its prompt no more."""
NOTE_MARK: Final = "✎ "
"""Before what the facilitator notes for herself."""
ACTION_MARKS: Final = {"idea": "○ ", "open": "● ", "done": "✓ ", "wont": "✗ "}
MARKED: Final = "●"
