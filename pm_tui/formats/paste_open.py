"""The rows of a paste that is read line by line, the last of which is open: further lines may belong to it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pm_tui.formats.paste_bearings import Timed
from pm_tui.formats.paste_lines import joined
from pm_tui.formats.paste_rows import PastedRow, row_of


class OpenRow(msgspec.Struct):
    """The row that lines may still be added to. `level` is that of its heading, 0 for a line or a bullet."""

    timed: Timed
    lines: list[str]
    numbers: list[int]
    indent: int = 0
    bullet: bool = False
    level: int = 0
    actors: tuple[str, ...] = ()
    log: bool = False


class Rows:
    """The rows found so far, and the one that is open.

    `numbers` are those that the lines have in the paste, as lines may be taken out on the way; `at` is the place of the
    line that is being read.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = tuple(lines)
        self.numbers = list(range(len(lines)))
        self.at = 0
        self.found: list[PastedRow] = []
        self.open: OpenRow | None = None

    def add(self, timed: Timed, words: str, numbers: Sequence[int], actors: Sequence[str]) -> None:
        """Add a row to which nothing more belongs."""
        self.found.append(row_of(timed, words, self._lines, numbers, actors))

    def start(  # noqa: PLR0913 (one for each thing that an open row is)
        self,
        timed: Timed,
        indent: int = 0,
        bullet: bool = False,
        *,
        level: int = 0,
        actors: tuple[str, ...] = (),
        log: bool = False,
    ) -> None:
        """Open a row on the line that is being read."""
        self.close()
        words = [timed.rest] if timed.rest else []
        self.open = OpenRow(timed, words, [self.numbers[self.at]], indent, bullet, level, actors, log)

    def more(self, *words: str, count: int = 1) -> None:
        """Add words of the line that is being read, and of those below it, to the open row."""
        if self.open:
            self.open.lines += words
            self.open.numbers += self.numbers[self.at : self.at + count]

    def close(self) -> None:
        """Finish the open row."""
        if self.open:
            at = self.open
            alone = at.actors and not at.lines  # "Detected  14:23": nobody said anything, it is what happened
            text = " ".join(at.actors) if alone else joined(at.lines)
            self.add(at.timed, text, at.numbers, () if alone else at.actors)
        self.open = None
