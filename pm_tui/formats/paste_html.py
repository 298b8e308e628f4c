"""Pasted HTML as the lines that it shows: rows of pipes, bullets, headings, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

import msgspec

from pm_tui import text

_BLOCK = re.compile(r"\s*</?(?:table|thead|tbody|tr|t[dh]|[uod]l|li|d[td]|p|h[1-6]|div)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"`[^`\n]*`|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_OPENS = {**_HEADINGS, "li": "- ", "dd": ": ", "dt": "", "p": "", "div": "", "tr": "| "}
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style"})


class ShownLine(msgspec.Struct, frozen=True):
    """A line that the HTML shows, and the numbers of the lines that it came from."""

    text: str
    numbers: tuple[int, ...]


def readable(written: str) -> str:
    """Write entities and line breaks as what they show: &amp; as &, <br> as a new line; code in backticks stays."""
    shown = _ENTITY.sub(lambda found: found[0] if found[0][0] == "`" else unescape(found[0]), _BREAK.sub("\n", written))
    return text.clean(shown) if shown != written else written


def is_html(lines: Sequence[str]) -> bool:
    """Whether lines are HTML: half of them at least begin with the tag of a block."""
    filled = [line for line in lines if line.strip()]
    return len(filled) > 1 and 2 * sum(bool(_BLOCK.match(line)) for line in filled) >= len(filled)


def shown_lines(lines: Sequence[str]) -> list[ShownLine]:
    """Read the lines that HTML shows."""
    reader = _Shown()
    reader.feed(_uncommented("\n".join(lines)))
    reader.close()
    return reader.finished()


def _uncommented(html: str) -> str:
    """Take comments out, but for their line ends: the parser takes the square of the time for many that stay open."""
    first, *parts = html.split("<!--")
    kept = [first]
    for part in parts:
        comment, _, after = part.partition("-->")
        kept += ["\n" * comment.count("\n"), after]
    return "".join(kept)


class _Shown(HTMLParser):
    """Gathers the lines; a table within a cell is part of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[ShownLine] = []
        self._words, self._prefix = "", ""
        self._first = 0
        self._depth = 0
        self._silent = 0
        self._titles = False

    def finished(self) -> list[ShownLine]:
        """The lines, after everything was fed."""
        self._close()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a cell or a new line."""
        del attrs
        self._silent += tag in _SILENT
        self._depth += tag == "table"
        if self._depth > 1:
            self._words += " "
        elif tag in _OPENS and not (self._depth and tag != "tr"):
            self._close()
            self._prefix, self._first = _OPENS[tag], self.getpos()[0] - 1
        elif tag in _CELLS:
            self._titles = tag == "th"
        elif tag in {"b", "strong"} and not self._depth:
            self._words += "**"
        elif tag == "br":
            self._words += "\n" if not self._depth else "<br>"

    def handle_endtag(self, tag: str) -> None:
        """End a block or a cell."""
        self._silent -= tag in _SILENT and self._silent > 0
        self._depth -= tag == "table" and self._depth > 0
        if self._depth > 1:
            return
        if tag in _CELLS:
            self._words = self._words.rstrip() + " | "
        elif tag in {"b", "strong"} and not self._depth:
            self._words += "**"
        elif tag in _OPENS and (tag == "tr" or not self._depth):
            self._close()

    def handle_data(self, data: str) -> None:
        """Add words; a pipe in a cell is no border."""
        if not self._silent:
            self._words += re.sub(r"\s+", " ", data.replace("|", "\\|") if self._depth else data)

    def _close(self) -> None:
        words, last = " ".join(self._words.split()), self.getpos()[0] - 1
        numbers = tuple(range(self._first, last + 1))
        if words.strip("| *"):
            self._lines.append(ShownLine(text.clean(self._prefix + words), numbers))
            if self._titles:
                self._lines.append(ShownLine("|---|", ()))
        self._words, self._prefix, self._first, self._titles = "", "", last, False
