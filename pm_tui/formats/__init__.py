"""Exporters and importers, one file each; only the one that is asked for is imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import cast

from pm_tui.review.model import Review

EXPORTERS: dict[str, str] = {
    "markdown": "pm_tui.formats.markdown:render",
    "customer": "pm_tui.formats.customer:render",
    "mermaid": "pm_tui.formats.mermaid:render",
    "fishbone": "pm_tui.formats.mermaid_whys:fishbone",
    "fault-tree": "pm_tui.formats.mermaid_whys:fault_tree",
    "svg": "pm_tui.formats.svg:render",
}
"""Each format that a review can be written in, and the function that writes it."""


def export(review: Review, name: str = "markdown", *, zone: str = "", now: dt.datetime) -> str:
    """The review in the format `name`. Times are in `zone` (IANA name), "" for the review's; `now` is aware.

    ValueError when there is no such format.
    """
    if name not in EXPORTERS:
        raise ValueError(f"no format “{name}”; there are: {', '.join(EXPORTERS)}")
    module, _, function = EXPORTERS[name].partition(":")
    write = cast(Callable[..., str], getattr(import_module(module), function))
    return write(review, zone=zone, now=now)
