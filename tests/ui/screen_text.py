"""What a person sees, as text."""

from __future__ import annotations

from textual.app import App
from textual.widget import Widget


def screen_text(app: App[object]) -> str:
    """The lines of the screen as the compositor last drew them, without colours and trailing blanks."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def widget_text(widget: Widget) -> str:
    """The lines of one widget, without colours and trailing blanks."""
    strips = widget.render_lines(widget.size.region)
    return "\n".join(strip.text.rstrip() for strip in strips)
