"""What differs between two states of a review, for somebody who has to choose one: counts of records, then the text."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator

from pm_tui.formats import markdown
from pm_tui.review.model import Review
from pm_tui.review.records import to_tables

CONTEXT = 1
"""Lines that are the same, shown around those that are not."""


def difference(before: Review, after: Review, now: dt.datetime) -> list[str]:
    """Lines that say what going from one state to the other changes; none when nothing does. `now` is aware.

    First a line for each table, then the lines of the Markdown that go (`-`) and come (`+`).
    """
    changed = [*_tables(before, after)]
    if not changed:
        return []
    old, new = (markdown.render(review, zone="", now=now).splitlines() for review in (before, after))
    diff = [*difflib.unified_diff(old, new, n=CONTEXT, lineterm="")][2:]  # without the names of files
    return [*changed, "", *diff] if diff else changed


def _tables(before: Review, after: Review) -> Iterator[str]:
    old, new = to_tables(before), to_tables(after)
    for name in sorted(old.keys() | new.keys()):
        was, will = old.get(name, {}), new.get(name, {})
        counts = {
            "gone": len(was.keys() - will.keys()),
            "added": len(will.keys() - was.keys()),
            "changed": sum(was[key] != will[key] for key in was.keys() & will.keys()),
        }
        if any(counts.values()):
            yield f"{name}: " + ", ".join(f"{count} {what}" for what, count in counts.items() if count)
