"""What the reviews of a library know: the people and the tags in them, so that nobody types a name twice."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from pm_tui.archive.library import review_files
from pm_tui.review.completion import tags_of
from pm_tui.review.model import roster
from pm_tui.store.files import Unreadable, load

MOST_REVIEWS = 300
MOST_NAMES = 2_000
LARGEST = 4_000_000
"""Bytes of a file; a larger one is not looked into for a few names."""


class Known(msgspec.Struct, frozen=True):
    """People and tags, each once, those of the review that was changed last in front."""

    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def known(
    folder: Path,
    *,
    but: Path | None = None,
    stop: Callable[[], bool] = lambda: False,
    rest: Callable[[float], object] = time.sleep,
) -> Known:
    """What the reviews in a folder know, `but` one; of many, those that were changed last. Never raises.

    Made for a thread beside the screen: after each file it rests as long as reading took (`rest` is given seconds),
    for threads take turns, and ends early when `stop` says so.
    """
    people: dict[str, None] = {}
    tags: dict[str, None] = {}
    for file in _latest_first(folder, but):
        if stop() or len(people) >= MOST_NAMES:
            break
        began = time.perf_counter()
        try:
            review = load(file).review
        except Unreadable:
            continue
        people |= dict.fromkeys(roster(review))
        tags |= dict.fromkeys(tags_of(review))
        rest(time.perf_counter() - began)
    return Known(tuple(people)[:MOST_NAMES], tuple(tags)[:MOST_NAMES])


def _latest_first(folder: Path, but: Path | None) -> list[Path]:
    own = but.resolve() if but else None
    aged: list[tuple[float, Path]] = []
    try:
        for file in review_files(folder):
            with contextlib.suppress(FileNotFoundError):  # it has just gone
                status = file.stat()
                if status.st_size <= LARGEST and file.resolve() != own:
                    aged.append((status.st_mtime, file))
    except OSError:
        return []
    return [file for _, file in sorted(aged, reverse=True)][:MOST_REVIEWS]
