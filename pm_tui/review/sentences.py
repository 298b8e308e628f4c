"""A text as people read it: its sentences and words, whatever its lines are."""

from __future__ import annotations

import re

from pm_tui.text import one_line

_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_END = re.compile(r"[.!?…]+[”\"'’)\]]*\s+(?=[“\"'‘(\[]?[^\Wa-z])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|no|nr|dr|mr|mrs|st|[A-Za-z])|\b\d{1,2})\.\s+$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_](?:[\w'’./:%-]*[^\W_])?")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences, each on one line. A line that was only wrapped goes on; an empty line or a bullet ends one."""
    found: list[str] = []
    for block in _BLOCK.split(text):
        line, start = f"{one_line(block)} ", 0
        for end in _END.finditer(line):
            if not _ABBREVIATED.search(line[start : end.end()]):
                found.append(line[start : end.end()].strip())
                start = end.end()
        found.append(line[start:].strip())
    return tuple(filter(None, found))


def words(text: str) -> list[str]:
    """The words; a number, a clock time, a link or a path is one."""
    return _WORD.findall(text)
