"""Timelines as people copy them from documents, tables, chats and logs, with the rows that they hold.

A file of `layouts/` holds texts that begin with `=== name` and end with `=>`; below stand the rows: instant | author |
words. An instant is `2026-03-04 09:14Z`, `~` about, `/` between, `..` with an end, a date for a day, `?` unknown, and
`!` behind it where the review has to say that it took a guess. White space in words does not count.
"""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest

from pm_tui.formats import paste
from pm_tui.formats.paste_rows import PastedRow
from pm_tui.review import times
from pm_tui.review.model import Moment
from pm_tui.review.times import Setting

NOW = dt.datetime(2026, 3, 6, 12, 0, tzinfo=dt.UTC)
ZONE = "America/New_York"
FOLDER = Path(__file__).with_name("layouts")
MARKUP = re.compile(
    r"(?m:^\s*[0-9]{1,3}[.)]\s)|- \[x\]|</?(?:table|thead|tbody|tr|t[dh]|[uod]l|li|d[td]|br|b|strong)\b[^<>]*>"
)
Row = tuple[str, str, str]


def layouts() -> dict[str, tuple[str, Setting, list[Row]]]:
    found = {}
    for file in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"(?m)^=== ", file.read_text("utf-8"))[1:]:
            name, _, body = part.partition("\n")
            text, _, wanted = body.partition("\n=>")
            option, *rows = wanted.split("\n")
            date = re.search(r"date (\S+)", option)
            day = dt.date(2026, 3, 4) if not date else None if date[1] == "none" else dt.date.fromisoformat(date[1])
            setting = Setting(NOW, ZONE, None, day)
            found[f"{file.stem}: {name}"] = (text, setting, [row_wanted(row) for row in rows if row])
    return found


def row_wanted(line: str) -> Row:
    at, who, words = line.split("|", 2)
    guess = "!" if at.strip().endswith("!") else ""
    mark = "~" if at.startswith("~") else ""
    parts = re.split(r"(\.\.|/)", at.strip(" !~"))
    shown = "".join(part if part in {"..", "/", "?"} else instant(part) for part in parts)
    return f"{mark}{shown}{guess}", who.strip(), " ".join(words.split())


def instant(written: str) -> str:
    if len(written) == len("2026-03-04"):
        return written
    return plain(dt.datetime.fromisoformat(written))


def plain(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def shown(row: PastedRow) -> Row:
    at, end = row.line.at, row.line.end
    time = moment(at) + (f"..{moment(end)}" if end else "")
    return f"{time}{'!' if at.doubt and at.known else ''}", row.author, " ".join(row.line.text.split())


def moment(at: Moment) -> str:
    if at.earliest is None or at.latest is None:
        return "?"
    if at.certainty == "day":
        return times.show(at, ZONE, date=True)
    if at.certainty == "about":
        return f"~{plain(at.earliest + (at.latest - at.earliest) / 2)}"
    return plain(at.earliest) if at.certainty == "exact" else f"{plain(at.earliest)}/{plain(at.latest)}"


LAYOUTS = layouts()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_read_as_it_is_meant(name: str) -> None:
    text, setting, wanted = LAYOUTS[name]
    assert [shown(row) for row in paste.read(text, setting).rows if row.keep] == wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_word_of_a_layout_is_lost(name: str) -> None:
    text, setting, _ = LAYOUTS[name]
    read = paste.read(text, setting)
    lines = [row.line for row in read.rows if row.keep]
    told = [f"{line.at.text} {line.end.text if line.end else ''} {line.text} {' '.join(line.actors)}" for line in lines]
    kept = " ".join([*told, paste.dropped_source(read)])
    shown = unescape(MARKUP.sub(" ", text))
    assert set(re.findall(r"\w+", shown)) <= set(re.findall(r"\w+", kept))


@pytest.mark.parametrize("name", LAYOUTS)
def test_line_ends_and_hard_spaces_change_nothing(name: str) -> None:
    text, setting, _ = LAYOUTS[name]
    hard = re.sub(r"(?<=[0-9]) (?=[AP]M|UTC)", "\N{NARROW NO-BREAK SPACE}", text).replace("\n", "\r\n")
    plain_rows = [shown(row) for row in paste.read(text, setting).rows]
    assert [shown(row) for row in paste.read(hard, setting).rows] == plain_rows


@pytest.mark.parametrize("text", ["<!--" * 9000, "<td>" * 9000, "<" * 9000, "</" * 9000, "<table>" * 900, "&" * 9000])
def test_hostile_html_is_read(text: str) -> None:
    html = f"<ul>\n<li>09:14 UTC x</li>\n<li>{text}\n</ul>"
    assert paste.read(html, Setting(NOW, ZONE)).rows[0].line.text == "x"


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
@pytest.mark.parametrize("text", ["09:14 x\n23:50-00:10 y", "Amara  Wed 09:14\nx\nBob  Yesterday at 23:59\ny"])
def test_a_date_at_the_end_of_the_calendar_breaks_nothing(day: dt.date, text: str) -> None:
    assert len(paste.read(text, Setting(NOW, ZONE, None, day)).rows) == 2
