"""The rows of any pasted timeline: lines or bullets that begin with a time, tables, headings with a time, log lines.

Every row becomes one event, its words as they stand there. A heading, a rule, a blank line and a line that only says
date or zone make none. What cannot be read as a time stays, as the text of an event whose time is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pm_tui.formats.paste_bearings import Bearings, Timed
from pm_tui.formats.paste_fields import Field, behind, field_of, said_of, times_behind
from pm_tui.formats.paste_lines import (
    FENCE,
    HEADING,
    bulletless,
    indent_of,
    is_bullet,
    symbols_of,
    undefined,
    unquoted,
    unwrapped,
)
from pm_tui.formats.paste_logs import before_time, columns_of, object_end, read_log_line
from pm_tui.formats.paste_open import Rows
from pm_tui.formats.paste_rows import PastedRow
from pm_tui.formats.paste_speakers import speaker, speakers_of
from pm_tui.formats.paste_tables import cells, has_pipe, in_columns, is_header, is_row, is_rule, read_table
from pm_tui.review.model import Moment

_TITLE = re.compile(
    r"\W*(?:incident\s+)?(?:time\s?-?line|chronolog(?:y|ie)|zeitleiste|cronología|cronologia)\b[^.]{0,60}|"
    r"\"?(?:date|time(?:stamp)?|when)\b[^,;.]{0,20}[,;][\w \",;]{0,60}|"
    r"\.\. [\w-]+::.*|:[\w-]+:.*|\[[\w%]+[=,].*|\{\w+(?::.*)?\}",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[0-9]:[0-9]{2}:[0-9]{2}")
_STAMP = re.compile(r".{4,30}[0-9]:[0-9]{2}:[0-9]{2}")
"""A date and a time with seconds: what follows without a time is a trace rather than another row."""
_AT = re.compile(
    r"(?:At|On|From|Am|Um|Von|Le|De|El|À|A las|Em|Às|Op|Om|Ore|Alle|Kl\.?|Klo)\s+(?=\S)|"
    r"(?:am|um|le|el|à|ore|alle|kl\.?|klo|om|from|von|de)\s+(?=[0-9])|@(?=[A-Z][a-z]+ [0-9])"
)
_BY = re.compile(r"By\s+(?=[0-9~A-Z])")
_COLUMN = re.compile(
    r"(?:date|(?:date|day) (?:and|&) time|time(?:stamp)?|when|event|description|what|who|owner|status|details?|notes?|"
    r"actions?|comments?)(?: \([^()]{2,30}\))?",
    re.IGNORECASE,
)
_CELL = re.compile(r"^\s*\|(?=[^|]*$)")
"""The border of a cell that stands on a line of its own, as in AsciiDoc."""
_DIVIDER = re.compile(r"^\s*-{3,}\s+(?:Day changed(?: to)?\s+)?(?=\S)")
_BLOCK = 7
"""The level of a line that is only a time, and opens the lines below it; headings have levels 1 to 6."""


class Reader:
    """Reads the lines of a paste one by one."""

    def __init__(self, lines: Sequence[str], bearings: Bearings) -> None:
        self._lines = list(lines)
        self._bearings = bearings
        self._rows = Rows(lines)
        self._gap = False
        self._level = 0
        self._usual = times_behind(lines)
        self._speakers, self._columns = speakers_of(lines), columns_of(lines)

    def read(self) -> list[PastedRow]:
        """Read them all: a row for each event, in the order of the text."""
        index = 0
        while index < len(self._lines):
            index = self._read_at(index)
        self._rows.close()
        return self._rows.found

    def _read_at(self, index: int) -> int:
        """Read what begins at a line; return the line after it."""
        line, self._rows.at = self._lines[index], index
        if not line.strip():
            self._gap = True
            if self._rows.open and self._rows.open.level:
                self._rows.more("")
            return index + 1
        if FENCE.match(line):
            return self._fenced(index)
        end = object_end(self._lines, index)
        if end > index and self._log(" ".join(self._lines[index:end])):
            self._rows.more(count=end - index)
            return end
        end = self._table_end(index)
        if end > index:
            return self._table(index, end)
        if heading := HEADING.fullmatch(line):
            self._heading(index, heading["title"], len(heading["level"]))
        elif not is_rule(line) and line.strip() not in {"[", "]"}:
            self._line(unquoted(line))
        self._gap = False
        return index + 1

    def _table_end(self, index: int) -> int:
        """The line after the table that begins here; the line itself if none does."""
        below = self._lines[index + 1 : index + 2]
        ruled = bool(below) and is_rule(below[0]) and bool(re.search(r"-\s*[|+]|[|+]\s*:?-", below[0]))
        headed = ruled or (bool(below) and has_pipe(below[0]) and is_header(cells(self._lines[index])))
        if HEADING.fullmatch(self._lines[index]):
            return index
        if not is_row(self._lines[index]) and not (headed and has_pipe(self._lines[index])):
            return index
        end = index + 1
        while end < len(self._lines) and (line := self._lines[end]).strip():
            if not (is_row(line) or is_rule(line) or (headed and has_pipe(line))):
                break
            end += 1
        return end

    def _table(self, index: int, end: int) -> int:
        under_heading = self._rows.open is not None and 0 < self._rows.open.level < _BLOCK
        if under_heading and not any(map(self._bearings.begins, re.findall(r"[^|\s][^|]*", self._lines[index]))):
            rows = self._lines[index:end]  # a table of figures below "### 14:08" belongs to it
            if self._rows.open and not any(self._bearings.begins(row.strip(" |")) for row in rows):
                self._rows.more("", *rows, "", count=end - index)
                return end
        self._rows.close()
        for row in read_table(self._lines[index:end], self._bearings):
            number = self._rows.numbers[index + row.number]
            spoken = None if row.actors else speaker(self._lines[index + row.number], row.text, self._speakers)
            who, words = ((spoken[0],), spoken[1]) if spoken else (row.actors, row.text)
            self._rows.add(row.timed, words, [number], who)
        return end

    def _fenced(self, index: int) -> int:
        """A block of code belongs to the event that it stands under; else its lines are lines."""
        end = index + 1
        while end < len(self._lines) and not FENCE.match(self._lines[end]):
            end += 1
        indent = indent_of(self._lines[index])
        if self._rows.open and (self._rows.open.level or indent > self._rows.open.indent):
            block = self._lines[index : end + 1]
            self._rows.more(*(line if line[:indent].strip() else line[indent:] for line in block), count=len(block))
            return end + 1
        self._lines[index : end + 1] = self._lines[index + 1 : end]
        self._rows.numbers[index : end + 1] = self._rows.numbers[index + 1 : end]
        return index

    def _heading(self, index: int, title: str, level: int) -> None:
        """A heading with a time is a row, its paragraphs the words; else it makes none, but may set date or zone."""
        body = unwrapped(title)
        if self._rows.open and 0 < self._rows.open.level < min(level, _BLOCK) and not self._bearings.begins(body):
            self._rows.more("", title, "")
            return
        self._rows.close()
        if not self._stands_alone(index) and self._bearings.take_date(body):
            return
        timed = self._bearings.time(body)
        if timed is None and self._field(title):
            return
        if timed is None and level == self._level:  # among headings with times, one whose time nobody wrote
            timed = Timed(Moment(), None, title)
        if timed is None:
            if not self._bearings.take_date(body):
                self._bearings.take_title(title)
            return
        self._level = level
        self._rows.start(timed, level=level)

    def _stands_alone(self, index: int) -> bool:
        """Whether what follows a heading, up to the next one, are words without any time: then they are its words."""
        words = False
        for line in self._lines[index + 1 :]:
            if HEADING.fullmatch(line):
                break
            if _timed_body(unquoted(line), self._bearings) is not None or is_row(line):
                return False
            words = words or bool(line.strip())
        return words

    def _line(self, line: str) -> None:
        line = _DIVIDER.sub("", _CELL.sub("", line))
        body = unwrapped(bulletless(line))
        level = self._rows.open.level if self._rows.open else 0
        if self._rows.open and level and not self._begins_row(line, level):
            self._rows.more(undefined(line))
        elif not self._rows.found and not self._rows.open and (titles := self._titles(body)):
            for title in titles:
                self._bearings.zones.take_column(title)
        elif self._bearings.take_zone(body) or (
            _TITLE.fullmatch(body) and not self._rows.found and not self._rows.open
        ):
            self._bearings.take_title(body)
            self._rows.close()
        elif self._bearings.take_date(body) or self._bearings.take_zero(body):
            self._rows.close()
        else:
            self._row(line)

    def _titles(self, line: str) -> list[str]:
        """The titles of columns over the first row: side by side, or each on a line as documents copy their cells."""
        if self._bearings.begins(line):
            return []
        return [line] if _COLUMN.fullmatch(line) else in_columns(line)

    def _begins_row(self, line: str, level: int) -> bool:
        """Whether a line below a heading with a time is a row of its own: a bullet or a paragraph with a time.

        Below a line that is only a time, every line with a time is a row, and one with a date or a zone ends it.
        """
        timed = _timed_body(line, self._bearings) is not None
        if level < _BLOCK:
            return timed and (self._gap or (is_bullet(line) and not indent_of(line)))
        return timed or bool(said_of(line, self._bearings)) or self._bearings.take_zone(line)

    def _row(self, line: str) -> None:
        indent, bullet, body = indent_of(line), is_bullet(line), _timed_body(line, self._bearings)
        if body is None and (self._log(line) or self._field(line)):
            return None
        said = said_of(line, self._bearings) if body is None else None
        timed = self._bearings.time(said.time if said else body or "")
        if said and timed:
            timed = msgspec.structs.replace(timed, rest=said.words)
        if timed is None and (field := behind(line, self._bearings, usual=self._usual)) and self._labelled(field, line):
            return None
        if timed is None:
            return self._words(line, indent, bullet)
        symbols = symbols_of(bulletless(line)).strip()
        if _BY.match(bulletless(line)):
            symbols = "By"
            at = msgspec.structs.replace(timed.at, doubt=timed.at.doubt or "It says “by”: it may have been earlier.")
            timed = msgspec.structs.replace(timed, at=at)
        actors = (said.who,) if said and said.who else ()
        spoken = speaker(line, timed.rest, self._speakers) if not said else None
        if spoken:
            actors, timed = (spoken[0],), msgspec.structs.replace(timed, rest=spoken[1])
        if symbols and not said:
            timed = msgspec.structs.replace(timed, rest=f"{symbols} {timed.rest}".strip())
        level = 0 if timed.rest or bullet else _BLOCK
        log = not bullet and (bool(spoken) or bool(_STAMP.match(timed.at.text)))
        return self._rows.start(timed, indent, bullet, level=level, actors=actors, log=log)

    def _words(self, line: str, indent: int, bullet: bool) -> None:
        """A line without a time: more of the row above if it is indented or goes on after a bullet, else a row."""
        above = self._rows.open
        if above and (indent > above.indent or (above.bullet and not bullet and not self._gap)):
            self._rows.more(line.strip())
        elif (
            above and above.log and not self._gap and not bullet and not _CLOCK.search(line)
        ):  # a trace below the line that it belongs to
            self._rows.more("", line.rstrip())
        else:
            if not bullet or bulletless(line)[:1].isdigit():
                self._bearings.take_heading(bulletless(line))
            self._rows.start(Timed(Moment(), None, bulletless(line)), indent, bullet)

    def _log(self, line: str) -> bool:
        """A line of a log whose time stands somewhere else than at the beginning."""
        skip = before_time(line, self._columns)
        timed = self._bearings.time(unwrapped(line[skip:]).lstrip("[")) if skip else None
        if timed is not None:
            self._rows.start(
                msgspec.structs.replace(timed, rest=f"{line[:skip].strip()} {timed.rest}".strip(" :")),
                log=bool(_STAMP.match(timed.at.text)),
            )
            return True
        found = read_log_line(line)
        timed = self._bearings.time(unwrapped(found.time)) if found else None
        if found is None or timed is None or timed.rest:
            return False
        at = msgspec.structs.replace(timed.at, text=found.raw)
        self._rows.start(
            msgspec.structs.replace(timed, at=at, rest=found.text), actors=(found.who,) * bool(found.who), log=True
        )
        return True

    def _field(self, line: str) -> bool:
        """A field whose value is a date or a time: its label is what happened then."""
        field = field_of(line, self._bearings)
        if field and field.dates and self._bearings.take_date(field.value):
            self._rows.close()
            return True
        ends = field is not None and (not field.dates or self._bearings.ends(field.value))
        return bool(field and ends and self._labelled(field, line))

    def _labelled(self, field: Field, line: str) -> bool:
        """Begin the row of a label whose time stands behind it; False where that cannot be read."""
        timed = self._bearings.time_of(field.label, field.value)
        if timed is not None:
            words = f"{field.label} {timed.rest.strip(' .')}".strip()
            self._rows.start(msgspec.structs.replace(timed, rest=words), indent_of(line), is_bullet(line))
        return timed is not None


def _timed_body(line: str, bearings: Bearings) -> str | None:
    """What a line says after bullet, symbols and marks, if that begins with a time."""
    whole = unwrapped(line.strip())
    if bearings.begins(whole):
        return whole
    body = bulletless(line)
    opening = _AT.match(body) or _BY.match(body)
    for bare in (unwrapped(body), unwrapped(body[opening.end() if opening else len(symbols_of(body)) :])):
        if bearings.begins(bare):
            return bare
    return None
