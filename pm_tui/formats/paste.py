"""A timeline pasted from anywhere: rows of a table, lines or bullets that begin with a time, headings with a time.

Every row becomes one event, its words as they stand there. A heading, a rule, a blank line and a line that only says
date or zone make none. What cannot be read as a time stays, as the text of an event whose time is unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from pm_tui.formats.paste_bearings import Bearings, Timed
from pm_tui.formats.paste_lines import FENCE, HEADING, bulletless, indent_of, is_bullet, joined, symbols_of, unwrapped
from pm_tui.formats.paste_tables import has_pipe, is_row, is_rule, read_table
from pm_tui.review import times
from pm_tui.review.eventline import EventLine, mentions
from pm_tui.review.model import Moment

_TITLE = re.compile(
    r"\W*(?:incident\s+)?time\s?-?line\b[^.]{0,60}|\"?(?:date|time(?:stamp)?|when)\b[^,;.]{0,20}[,;][\w \",;]{0,60}",
    re.IGNORECASE,
)
_POSTED = re.compile(r"posted\b[^.]*\.\s*(?=\S)", re.IGNORECASE)
_SAID = re.compile(
    r"(?P<who>[^\s:|][^:|]{0,40}?)(?:\s{2,}|\s*\t\s*)(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]m)?)",
    re.IGNORECASE,
)
_BLOCK = 7
"""The level of a line that is only a time, and opens the lines below it; headings have levels 1 to 6."""


class _Open(msgspec.Struct):
    """The event that lines may still be added to. `level` is that of its heading, 0 for a line or a bullet."""

    timed: Timed
    lines: list[str]
    indent: int = 0
    bullet: bool = False
    level: int = 0
    actors: tuple[str, ...] = ()


def read_paste(text: str, setting: times.Setting) -> tuple[EventLine, ...]:
    """Read a pasted timeline: an event for every row, in the order of the text.

    "All times in CET", or a zone in a title, counts for the lines after it; a line that is only a date sets the date. A
    row without a zone after rows that all name one is read in theirs, and marked. The words of a row stay as typed;
    whom and which links they mention is noted. `problem` says why a time could not be read.
    """
    lines = text.splitlines()
    if _times_stand_below(lines, setting):
        return tuple(_read_closed(lines, Bearings(setting)))
    return _Reader(lines, setting).read()


def looks_like_timeline(text: str) -> bool:
    """Whether a text of several lines is worth reading as a timeline: two of its rows at least have a time."""
    if len(text.strip().splitlines()) < 2:
        return False
    rows = read_paste(text, times.Setting(dt.datetime(2000, 1, 1, tzinfo=dt.UTC)))
    return sum(bool(row.at.text) for row in rows) >= 2


def _event(timed: Timed, text: str, actors: Sequence[str] = ()) -> EventLine:
    found = mentions(text)
    who = tuple(dict.fromkeys((*actors, *found.actors)))
    return EventLine(timed.at, timed.end, text, actors=who, links=found.links, problem=timed.problem)


# --- status pages: what happened, and the time below it --------------------------------------------------------------


def _times_stand_below(lines: Sequence[str], setting: times.Setting) -> bool:
    """Whether lines that are only a time close what they time rather than open it: words first, a time last."""
    bearings = Bearings(setting)
    bare = [line.strip() for line in lines if line.strip() and not bearings.take_date(unwrapped(line.strip()))]
    if any(_POSTED.match(line) for line in bare):
        return True
    last = bearings.time(unwrapped(bare[-1])) if len(bare) > 1 else None
    closes = last is not None and last.at.known and not last.rest
    return closes and not any(map(is_row, bare)) and not bearings.begins(unwrapped(bare[0]))


def _read_closed(lines: Sequence[str], bearings: Bearings) -> list[EventLine]:
    events: list[EventLine] = []
    words: list[str] = []
    for line in lines:
        body = unwrapped(_POSTED.sub("", line.strip()))
        if not words and (bearings.take_date(body) or bearings.take_zone(body)):
            continue
        timed = bearings.time(body)
        if timed is None or timed.rest:
            words.append(line.strip())
            continue
        events.append(_event(timed, joined(words)))
        words = []
    rest = joined(words)
    return [*events, _event(Timed(Moment()), rest)] if rest else events


# --- everything else: the time, and what happened --------------------------------------------------------------------


class _Reader:
    """Reads the lines of a paste one by one; `_open` is the event that the next line may belong to."""

    def __init__(self, lines: list[str], setting: times.Setting) -> None:
        self._lines = lines
        self._bearings = Bearings(setting)
        self._events: list[EventLine] = []
        self._open: _Open | None = None
        self._gap = False
        self._level = 0

    def read(self) -> tuple[EventLine, ...]:
        index = 0
        while index < len(self._lines):
            index = self._read_at(index)
        self._close()
        return tuple(self._events)

    def _read_at(self, index: int) -> int:
        """Read what begins at a line; return the line after it."""
        line = self._lines[index]
        if not line.strip():
            self._gap = True
            if self._open and self._open.level:
                self._open.lines.append("")
            return index + 1
        if FENCE.match(line):
            return self._fenced(index)
        end = self._table_end(index)
        if end > index:
            return self._table(index, end)
        if heading := HEADING.fullmatch(line):
            self._heading(index, heading["title"], len(heading["level"]))
        elif not is_rule(line):
            self._line(re.sub(r"^\s{0,3}>\s?", "", line))
        self._gap = False
        return index + 1

    def _table_end(self, index: int) -> int:
        """The line after the table that begins here; the line itself if none does."""
        below = self._lines[index + 1 : index + 2]
        headed = bool(below) and is_rule(below[0]) and has_pipe(below[0])
        if not is_row(self._lines[index]) and not (headed and has_pipe(self._lines[index])):
            return index
        end = index + 1
        while end < len(self._lines) and (line := self._lines[end]).strip():
            if not (is_row(line) or is_rule(line) or (headed and has_pipe(line))):
                break
            end += 1
        return end

    def _table(self, index: int, end: int) -> int:
        under_heading = self._open is not None and 0 < self._open.level < _BLOCK
        if under_heading and not any(map(self._bearings.begins, re.findall(r"[^|\s][^|]*", self._lines[index]))):
            rows = self._lines[index:end]  # a table of figures below "### 14:08" belongs to it
            if self._open and not any(self._bearings.begins(row.strip(" |")) for row in rows):
                self._open.lines += ["", *rows, ""]
                return end
        self._close()
        for row in read_table(self._lines[index:end], self._bearings):
            self._events.append(_event(row.timed, row.text, row.actors))
        return end

    def _fenced(self, index: int) -> int:
        """A block of code belongs to the event that it stands under; else its lines are lines."""
        end = index + 1
        while end < len(self._lines) and not FENCE.match(self._lines[end]):
            end += 1
        indent = indent_of(self._lines[index])
        if self._open and (self._open.level or indent > self._open.indent):
            block = self._lines[index : end + 1]
            self._open.lines += [line if line[:indent].strip() else line[indent:] for line in block]
            return end + 1
        self._lines[index : end + 1] = self._lines[index + 1 : end]
        return index

    def _heading(self, index: int, title: str, level: int) -> None:
        """A heading with a time is a row, its paragraphs the words; else it makes none, but may set date or zone."""
        body = unwrapped(title)
        if self._open and 0 < self._open.level < min(level, _BLOCK) and not self._bearings.begins(body):
            self._open.lines += ["", title, ""]
            return
        self._close()
        if not self._stands_alone(index) and self._bearings.take_date(body):
            return
        timed = self._bearings.time(body)
        if timed is None and level == self._level:  # among headings with times, one whose time nobody wrote
            timed = Timed(Moment(), None, title)
        if timed is None:
            if not self._bearings.take_date(body):
                self._bearings.take_title(title)
            return
        self._level = level
        self._start(timed, level=level)

    def _stands_alone(self, index: int) -> bool:
        """Whether what follows a heading, up to the next one, are words without any time: then they are its words."""
        words = False
        for line in self._lines[index + 1 :]:
            if HEADING.fullmatch(line):
                break
            if self._timed_body(line) is not None or is_row(line):
                return False
            words = words or bool(line.strip())
        return words

    def _line(self, line: str) -> None:
        body = unwrapped(bulletless(line))
        level = self._open.level if self._open else 0
        if self._open and level and not self._begins_row(line, level):
            self._open.lines.append(line.strip())
        elif self._bearings.take_zone(body) or (_TITLE.fullmatch(body) and not self._events and not self._open):
            self._bearings.take_title(body)
            self._close()
        elif self._bearings.take_date(body):
            self._close()
        else:
            self._row(line)

    def _begins_row(self, line: str, level: int) -> bool:
        """Whether a line below a heading with a time is a row of its own: a bullet or a paragraph with a time.

        Below a line that is only a time, every line with a time is a row, and one with a date or a zone ends it.
        """
        timed = self._timed_body(line) is not None
        if level < _BLOCK:
            return timed and (self._gap or (is_bullet(line) and not indent_of(line)))
        return timed or bool(_SAID.fullmatch(line.strip())) or self._bearings.take_zone(line)

    def _timed_body(self, line: str) -> str | None:
        """What a line says after bullet, symbols and marks, if that begins with a time."""
        whole = unwrapped(line.strip())
        if self._bearings.begins(whole):
            return whole
        body = bulletless(line)
        for bare in (unwrapped(body), unwrapped(body[len(symbols_of(body)) :])):
            if self._bearings.begins(bare):
                return bare
        return None

    def _row(self, line: str) -> None:
        indent, bullet, body = indent_of(line), is_bullet(line), self._timed_body(line)
        said = _SAID.fullmatch(line.strip()) if body is None else None
        timed = self._bearings.time(said["time"] if said else body or "")
        if timed is None:
            return self._words(line, indent, bullet)
        symbols = symbols_of(bulletless(line)).strip()
        if symbols and not said:
            timed = msgspec.structs.replace(timed, rest=f"{symbols} {timed.rest}".strip())
        level = 0 if timed.rest or bullet else _BLOCK
        actors = (said["who"].strip(),) if said else ()
        return self._start(timed, indent, bullet, level, actors)

    def _words(self, line: str, indent: int, bullet: bool) -> None:
        """A line without a time: more of the row above if it is indented or goes on after a bullet, else a row."""
        above = self._open
        if above and (indent > above.indent or (above.bullet and not bullet and not self._gap)):
            above.lines.append(line.strip())
        else:
            self._start(Timed(Moment(), None, bulletless(line)), indent, bullet)

    def _start(
        self, timed: Timed, indent: int = 0, bullet: bool = False, level: int = 0, actors: tuple[str, ...] = ()
    ) -> None:
        self._close()
        self._open = _Open(timed, [timed.rest] if timed.rest else [], indent, bullet, level, actors)

    def _close(self) -> None:
        if self._open:
            self._events.append(_event(self._open.timed, joined(self._open.lines), self._open.actors))
        self._open = None
