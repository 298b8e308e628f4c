"""The three themes: dark, light, high contrast."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#7aa2c8",
    secondary="#9db4a0",
    accent="#e0b060",
    foreground="#e4e2dc",
    background="#14171c",
    surface="#191d23",
    panel="#262c35",
    warning="#e0b060",
    error="#e07a6a",
    success="#8fbf8f",
    dark=True,
    variables={"muted": "#9aa1ab"},
)
LIGHT = Theme(
    name="light",
    primary="#235789",
    secondary="#3d6b50",
    accent="#8a5a00",
    foreground="#1c1f24",
    background="#f7f5f0",
    surface="#ffffff",
    panel="#e6e2d8",
    warning="#8a5a00",
    error="#a83224",
    success="#2f6b36",
    dark=False,
    variables={"muted": "#5d6470"},
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffb000",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    warning="#ffd700",
    error="#ff8080",
    success="#00ff66",
    dark=True,
    variables={"muted": "#d8d8d8", "footer-key-foreground": "#ffff00"},
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)
