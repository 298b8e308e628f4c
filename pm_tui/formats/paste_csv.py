"""Values separated by commas, semicolons or tabs, with a header; cells may be quoted and hold several lines."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from pm_tui.formats.paste_bearings import Bearings
from pm_tui.formats.paste_rows import PastedRow, row_of
from pm_tui.formats.paste_tables import is_header, read_rows


def separator_of(lines: Sequence[str], bearings: Bearings) -> str:
    """What separates the values, "" if this is no such table: a header, and times in half of the rows at least."""
    first = next((line for line in lines if line.strip()), "")
    for mark in ("\t", ";", ","):
        if mark not in first or not is_header(_values([first], mark)[0][1]):
            continue
        rows = [values for _, values in _whole(_values(lines, mark), mark, bearings)][1:]
        timed = [values for values in rows if len(values) > 1 and any(map(bearings.begins, values))]
        if timed and 2 * len(timed) >= len(rows):
            return mark
    return ""


def read_csv(lines: Sequence[str], separator: str, bearings: Bearings) -> list[PastedRow]:
    """Read such a table: a row for each record, with all lines of its cells."""
    records = _whole(_values(lines, separator), separator, bearings)
    width = len(records[0][1])
    spans = dict(zip((start for start, _ in records), [start for start, _ in records[1:]] + [len(lines)], strict=True))
    cells = [(start, _fitted(values, width, separator)) for start, values in records]
    found = read_rows(cells, bearings, headed=True)
    return [
        row_of(row.timed, row.text, lines, _filled(lines, row.number, spans[row.number]), row.actors) for row in found
    ]


def _filled(lines: Sequence[str], start: int, stop: int) -> list[int]:
    return [number for number in range(start, stop) if lines[number].strip()]


def _values(lines: Sequence[str], separator: str) -> list[tuple[int, list[str]]]:
    """The records, each with the number of its first line."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, skipinitialspace=True)
    records: list[tuple[int, list[str]]] = []
    start = 0
    for values in reader:
        if values:
            records.append((start, [value.strip() for value in values]))
        start = reader.line_num
    return records


def _whole(records: list[tuple[int, list[str]]], separator: str, bearings: Bearings) -> list[tuple[int, list[str]]]:
    """Join what documents copy without quotes: the second line of a cell stands where a row without time begins."""
    if separator != "\t" or not records:
        return records
    width = len(records[0][1])
    whole = records[:1]
    for start, values in records[1:]:
        above = whole[-1][1]
        fits = len(whole) > 1 and len(above) < width and len(above) + len(values) - 1 <= width
        if fits and not any(map(bearings.begins, values)):
            whole[-1] = (whole[-1][0], [*above[:-1], f"{above[-1]}\n{values[0]}", *values[1:]])
        else:
            whole.append((start, values))
    return whole


def _fitted(values: list[str], width: int, separator: str) -> list[str]:
    """A sentence with commas that nobody quoted is one cell, the last."""
    if len(values) <= width:
        return values
    return [*values[: width - 1], f"{separator} ".join(value for value in values[width - 1 :] if value)]
