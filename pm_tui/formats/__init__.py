"""Exporters and importers, one file each; only the one that is asked for is imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import cast

from pm_tui.formats.md_escape import without_mentions
from pm_tui.review.attached import Folder
from pm_tui.review.model import Review

EXPORTERS: dict[str, str] = {
    "markdown": "pm_tui.formats.markdown:render",
    "customer": "pm_tui.formats.customer:render",
    "mermaid": "pm_tui.formats.mermaid:render",
    "fishbone": "pm_tui.formats.mermaid_whys:fishbone",
    "fault-tree": "pm_tui.formats.mermaid_whys:fault_tree",
    "csv": "pm_tui.formats.actions_csv:render",
    "svg": "pm_tui.formats.svg:render",
}
"""Each format that a review can be written in, and the function that writes it."""


REFER_TO_FILES = ("markdown",)
"""The formats that refer to the files of evidence."""


def export(  # noqa: PLR0913 - what is written, all by name
    review: Review,
    name: str = "markdown",
    *,
    zone: str = "",
    now: dt.datetime,
    folder: Folder | None = None,
    mentions: bool = True,
) -> str:
    """The review in the format `name`. Times are in `zone` (IANA name), "" for the review's; `now` is aware.

    `folder` is where its files of evidence are, for the formats that refer to them. Without `mentions`, the Markdown
    notifies nobody and refers to no issue where it is posted (see `md_escape.without_mentions`). ValueError when there
    is no such format.
    """
    if name not in EXPORTERS:
        raise ValueError(f"no format “{name}”; there are: {', '.join(EXPORTERS)}")
    module, _, function = EXPORTERS[name].partition(":")
    write = cast(Callable[..., str], getattr(import_module(module), function))
    files = {"folder": folder} if folder and name in REFER_TO_FILES else {}
    text = write(review, zone=zone, now=now, **files)
    return text if mentions or name != "markdown" else without_mentions(text)
