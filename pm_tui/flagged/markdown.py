"""Markdown and plain text, as far as they are somebody's prose: what to check, and as which part of a review.

Nothing is cut out: what is no prose becomes blanks, character for character, so that offsets hold. Code, quotations and
headings are left to the linter, which blanks them out itself.

    <!-- pm-tui-ignore judgement -->     the next block keeps what is flagged as that; several with commas, or none: all
    <!-- pm-tui-off --> … <!-- pm-tui-on -->     nothing in between is checked
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pm_tui.blame import lint
from pm_tui.flagged.found import Found, Lines
from pm_tui.review.flags import NOTHING, Silenced
from pm_tui.text import clean, one_line

WHERE: tuple[tuple[str, str], ...] = (
    ("timeline", r"timeline|chronology|sequence of events|what happened"),
    ("poorly", r"poorly|badly|wrong|not (?:go )?(?:so )?well|could (?:be|have been) better"),
    ("lucky", r"luck"),
    ("well", r"well|worked|good"),
    ("action", r"action|follow.?up|next steps|remediation|to.?dos?"),
    ("why", r"why|cause|contribut|analysis|trigger"),
    ("impact", r"impact"),
    ("summary", r"summary|overview|abstract|tl;?dr"),
)
"""Which part of a review a section is, by a word of its heading; the first that fits."""

_WHERE = tuple((where, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for where, words in WHERE)
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?P<title>.*)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--(?P<said>.*?)(?:-->|\Z)", re.DOTALL)
_ASKED = re.compile(r"\s*pm-tui-(?P<what>ignore|off|on)\b(?P<names>[\w\s,-]*)", re.IGNORECASE)
_TARGET = re.compile(
    r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)|(?<=\])\[[^\]\n]*\]|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*$", re.MULTILINE
)
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[ \t]*\|.*", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_WRAPPED = re.compile(r"^(?![ \t]*[#|>`~])(?:.{60,}|.+(?=\n[ \t]*[^\W\d_A-Z]))\n(?=[ \t]*[^\W\d_])", re.MULTILINE)
"""A line that the next one goes on with, to the linter a new sentence: it is long, or a small letter follows."""


class _Stretch(NamedTuple):
    """Lines of one section, under one set of wishes: from `start` to `end`; `spared` are categories left alone."""

    start: int
    end: int
    where: str | None
    spared: frozenset[str]


_ALL = frozenset({"*"})


def in_text(name: str, source: str, known: tuple[str, ...], silenced: Silenced = NOTHING) -> Iterator[Found]:
    """Yield the flags of plain text or Markdown, in order. `known` are people's names.

    A sentence may run over several lines; such a flag ends with its first line.
    """
    lines = [clean(line).replace("\n", " ") for line in re.split("\r\n|\r|\n", source)]  # one for one, as editors count
    text = "\n".join(lines)
    places, prose = Lines(text), _prose(text)
    for stretch in _stretches(text):
        if stretch.spared == _ALL:
            continue
        for flag in lint(prose[stretch.start : stretch.end], known, stretch.where):
            if flag.category in stretch.spared or silenced.spares(prose[stretch.start : stretch.end], flag):
                continue
            start, end = flag.start + stretch.start, flag.end + stretch.start
            line, column = places.place(start)
            last = min(column + end - start, len(lines[line]))
            yield Found(name, line + 1, column + 1, last + 1, one_line(text[start:end]), flag)


def _prose(text: str) -> str:
    """The text of the same length, without front matter, comments, targets of links and the frames of tables."""
    for pattern in (_FRONT_MATTER, _COMMENT, _TARGET, _TABLE_RULE, _EMPHASIS):
        text = pattern.sub(_blank, text)
    text = _WRAPPED.sub(lambda found: f"{found[0][:-1]} ", text)
    return _TABLE_ROW.sub(lambda row: row[0].replace("|", "\n"), text)


def _blank(found: re.Match[str]) -> str:
    return "".join("\n" if letter == "\n" else " " for letter in found[0])


def _stretches(text: str) -> Iterator[_Stretch]:
    """Part the text where its section, or what is wished for, changes."""
    at = 0
    for (where, spared), lines in groupby(_lines(text), key=lambda line: (line[1], line[2])):
        length = sum(len(line) + 1 for line, _, _ in lines)
        yield _Stretch(at, at + length, where, spared)
        at += length


def _lines(text: str) -> Iterator[tuple[str, str | None, frozenset[str]]]:
    """Each line with its section and the categories that are left alone in it."""
    sections: list[tuple[int, str | None]] = []
    fence = ""
    wishes = _Wishes()
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence and (heading := _HEADING.match(line)):
            depth = len(heading["marks"])
            sections = [section for section in sections if section[0] < depth]
            above = sections[-1][1] if sections else None
            sections.append((depth, _where(heading["title"]) or above))
        yield line, sections[-1][1] if sections else None, wishes.of("" if fence else line, blank=not line.strip())


def _where(title: str) -> str | None:
    return next((where for where, words in _WHERE if words.search(title)), None)


class _Wishes:
    """What the comments so far ask for."""

    def __init__(self) -> None:
        self._off = False
        self._next: frozenset[str] = frozenset()
        self._block: frozenset[str] = frozenset()

    def of(self, line: str, *, blank: bool) -> frozenset[str]:
        """The categories that are left alone in this line, `_ALL` for every one."""
        asked = [found for comment in _COMMENT.finditer(line) if (found := _ASKED.match(comment["said"]))]
        for wish in asked:
            if wish["what"].lower() == "ignore":
                names = frozenset(re.findall(r"[\w-]+", wish["names"].lower().replace("--", " ")))
                self._next = self._next | names if names else _ALL
            else:
                self._off = wish["what"].lower() == "off"
        if blank:
            self._block = frozenset()
        elif not asked or _COMMENT.sub("", line).strip():
            self._block, self._next = self._block | self._next, frozenset()
        return _ALL if self._off or "*" in self._block else self._block
