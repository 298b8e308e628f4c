"""What is underlined in a text: blame language, or what is confidential. Both have a span, a tier and a question."""

from __future__ import annotations

from pm_tui.blame import Flag
from pm_tui.confidential import Find

Underlined = Flag | Find

LOOKS = {"flag": "flag", "hint": "soft", "confidential": "confidential"}
"""The styles of a list's row, by tier."""
