"""One flag with its place in a file."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from pm_tui.blame import Flag


class Found(NamedTuple):
    """A flag and its place: lines and columns count from 1, in characters; `end_column` is the first one behind it."""

    file: str
    line: int
    column: int
    end_column: int
    quote: str
    flag: Flag


class Lines:
    """The lines of a text, to turn offsets into places."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 0."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]
