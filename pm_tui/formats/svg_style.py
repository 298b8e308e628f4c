"""The colours and patterns of the SVG picture, light and dark."""

from __future__ import annotations

_TILES = {
    "detected": "",
    "acknowledged": '<path d="M0 8L8 0M-2 2L2-2M6 10L10 6"/>',
    "identified": '<path d="M0 0L8 8M-2 6L2 10M6-2L10 2"/>',
    "mitigated": '<circle cx="4" cy="4" r="1"/>',
    "resolved": '<path d="M0 4H8"/>',
    "own": '<path d="M0 0H4V4H0zM4 4H8V8H4z"/>',
    "uncertain": '<path d="M0 8L8 0M-2 2L2-2M6 10L10 6"/>',
}
"""What is drawn over the ground of each part: nothing, lines this way, lines that way, dots, lines across, squares."""

_COLOURS = {
    "ground": ("#ffffff", "#14171c"),
    "ink": ("#1c1f24", "#e4e2dc"),
    "soft": ("#5d6470", "#9aa1ab"),
    "detected": ("#a83224", "#e07a6a"),
    "acknowledged": ("#8a5a00", "#e0b060"),
    "identified": ("#3d6b50", "#9db4a0"),
    "mitigated": ("#235789", "#7aa2c8"),
    "resolved": ("#2f6b36", "#8fbf8f"),
    "own": ("#6b3d7a", "#b897c4"),
}
"""Each colour on a light ground and on a dark one."""


def _rules(place: int) -> str:
    colour = {name: pair[place] for name, pair in _COLOURS.items()}
    rules = [
        f".ground{{fill:{colour['ground']}}}",
        f"text,.mark,.lasting{{fill:{colour['ink']}}}",
        f".soft{{fill:{colour['soft']}}}",
        f".row{{fill:{colour['ground']};stroke:{colour['ink']}}}",
        f".axis{{stroke:{colour['soft']}}}",
        f".gap,.impact{{stroke:{colour['detected']}}}",
        f".tile path{{stroke:{colour['ground']}}}",
        f".tile circle{{fill:{colour['ground']}}}",
        f"#uncertain path,.uncertain{{stroke:{colour['soft']}}}",
        f"#uncertain rect{{fill:{colour['ground']}}}",
    ]
    rules += [f"#{name} rect{{fill:{colour[name]}}}" for name in _TILES if name != "uncertain"]
    return "".join(rules)


_FIXED = (
    "text{font:13px ui-sans-serif,system-ui,sans-serif}.head{font-size:16px;font-weight:600}.middle{text-anchor:middle}"
    ".end{text-anchor:end}.axis,.gap,.impact,.tile path{fill:none;stroke-width:1.5}.gap{stroke-dasharray:4 3}"
    ".row{stroke-width:1.5}"
)
_FILLS = "".join(f".{name}{{fill:url(#{name})}}" for name in _TILES)
_PATTERNS = "".join(
    f'<pattern id="{name}" class="tile" width="8" height="8" patternUnits="userSpaceOnUse">'
    f'<rect width="8" height="8"/>{tile}</pattern>'
    for name, tile in _TILES.items()
)

STYLE = (
    f"<style>{_FIXED}{_FILLS}{_rules(0)}@media (prefers-color-scheme: dark){{{_rules(1)}}}</style>\n"
    f"<defs>{_PATTERNS}</defs>"
)
"""The style sheet and the patterns, as elements of the picture."""
