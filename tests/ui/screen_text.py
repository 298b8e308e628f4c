"""What a person sees, as text."""

from __future__ import annotations

import re

from textual.app import App

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def screen_text(app: App[object]) -> str:
    """The lines of the screen as they would be drawn now, without colours and trailing blanks."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def controls_in(text: str) -> list[str]:
    """The characters that would act on a terminal or turn the reading direction; line ends do not count."""
    return _CONTROLS.findall(text)
