"""The shapes that the lines of a pasted timeline come in: headings, bullets, marks around a time, code, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pm_tui.review.timescan import scan
from pm_tui.review.timewords import TimeUnread

HEADING = re.compile(r"\s{0,3}(?P<level>#{1,6})\s+(?P<title>.*?)\s*#*\s*")
FENCE = re.compile(r"\s*(?:```+|~~~+)\s*[\w+.#-]*\s*$")
_MARK = r"(?:[-*+•‣◦·▪–—]|\d{1,3}[.)]|o(?=\t|\s+[0-9~]))"  # an "o" is the inner bullet of word processors
_BULLET = re.compile(rf"\s*{_MARK}\s+(?:[-*]\s+)?(?:\[[ xX]\]\s+)?(?P<body>.*)")
_SYMBOLS = re.compile(r"(?:(?::\w+:|[^\w\s?~≈～∼+\-([{*_`|>#\"'@!/\\.<]+)\s*)+(?=\S)")
_WRAP = re.compile(r"(?:\*\*|__|\*|_|`|\"|\[|\(|<)(?=\S)")
_CLOSING = {"[": "]", "(": ")", "<": ">"}
_EPOCH = re.compile(r"1[0-9]{9}(?:[.,]?[0-9]{1,9})?")
_DAY_BEFORE_CLOCK = re.compile(  # 4/3/2026 09:14, Yesterday 9:14 AM
    r"(?:[0-9]{1,2}[/.][0-9]{1,2}(?:[/.](?:[0-9]{4}|[0-9]{2}))?|today|yesterday|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?)"
    r",?\s+(?:at\s+)?(?=[0-9]{1,2}:[0-9]{2})",
    re.IGNORECASE,
)
_SOME_DAY = "2000-01-31 "
_BETWEEN = re.compile(r"[\s:,;|–—-]*")


_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_TERM = re.compile(r"^:\s+(?=\S)")


def unquoted(line: str) -> str:
    """The line without the marks of a quotation, "> "; one of a quoted quotation too."""
    return _QUOTE.sub("", line, count=1)


def undefined(line: str) -> str:
    """The line without the colon that opens a definition in Markdown."""
    return _TERM.sub("", line.strip(), count=1)


def indent_of(line: str) -> int:
    """How far a line is indented, in columns; a tab goes to the next multiple of four."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a list, numbered or not."""
    return bool(_BULLET.fullmatch(line))


def bulletless(line: str) -> str:
    """The line without its bullet, number or check box."""
    found = _BULLET.fullmatch(line)
    return found["body"].strip() if found else line.strip()


def symbols_of(text: str) -> str:
    """The emoji, arrows and such that a text begins with, "" if none."""
    found = _SYMBOLS.match(text)
    return found[0] if found else ""


def unwrapped(text: str) -> str:
    """Take the marks from around a time at the beginning: **14:23** x, [14:23] x; of **14:23 x** make 14:23 **x**."""
    for _ in range(3):
        opening = _WRAP.match(text)
        closing = _CLOSING.get(opening[0], opening[0]) if opening else ""
        end = _closed_at(text, opening[0], closing, opening.end()) if opening else -1
        if opening is None or end < 0:
            break
        inner, after = text[opening.end() : end], text[end + len(closing) :]
        stop = _time_ends(unwrapped(inner))
        if not stop:
            break
        inner = unwrapped(inner)
        gap = _BETWEEN.match(inner, stop)
        words = gap.end() if gap else stop
        if inner[words:]:
            inner = f"{inner[:words]}{opening[0]}{inner[words:]}{closing}"
        text = f"{inner} {after}" if after[:1].isalnum() or after[:1] in {"(", "["} else inner + after
    return text


def _closed_at(text: str, opening: str, closing: str, start: int) -> int:
    """The place of the mark that closes what is open at `start`, past brackets within: [09:14 [CET]]; -1 if none."""
    end = text.find(closing, start)
    while opening != closing and end >= 0 and text.count(opening, start, end) > text.count(closing, start, end):
        end = text.find(closing, end + 1)
    return end


def _time_ends(text: str) -> int:
    if found := _EPOCH.fullmatch(text):
        return found.end()
    if found := _DAY_BEFORE_CLOCK.match(text):
        return found.end() + max(0, _time_ends(_SOME_DAY + text[found.end() :]) - len(_SOME_DAY))
    try:
        written = scan(text)
    except TimeUnread as error:
        return len(error.raw) if text.startswith(error.raw) else 0
    return written.stop if written and not written.now else 0


def joined(lines: Sequence[str]) -> str:
    """Join the lines of an event: those of a paragraph by spaces; code, lists and paragraphs keep their lines."""
    text, fenced, apart = "", False, True
    for line in lines:
        fence = bool(FENCE.match(line))
        alone = fenced or fence or not line.strip()
        text += ("\n" if apart or alone or is_bullet(line) else " ") + line
        apart = alone
        fenced = fenced != fence
    return re.sub(r"\n{3,}", "\n\n", text).strip()
