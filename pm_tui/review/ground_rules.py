"""What a group agrees on before it begins; a team's own rules may stand in their place (settings: `ground_rules`)."""

from __future__ import annotations

RULES: tuple[str, ...] = (
    "We look for how the system made it possible, not for whose fault it was.",
    "Nobody could know then what we know now.",
    "“Should have” becomes “what would have made it likely?”.",
    "Everybody is heard, and whoever was there speaks first.",
    "Fixes wait until we understand: we park them, and none is lost.",
    "What is said here stays blameless, also after this hour.",
)
"""The rules in the order in which they are read aloud."""

SHORT: tuple[str, str] = (
    "We look for how it became possible; nobody could know then what we know now.",
    "Everybody is heard. Fixes wait until we understand: park them.",
)
"""The same in two lines, for whoever comes later."""
