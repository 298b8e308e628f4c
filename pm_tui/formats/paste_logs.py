"""Lines of logs whose time does not stand at the beginning: access logs, JSON, key=value, a level or a host first."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence

import msgspec

_TIME_KEYS = (
    "ts",
    "time",
    "timestamp",
    "@timestamp",
    "datetime",
    "date",
    "t",
    "when",
    "eventtime",
    "event_time",
    "asctime",
    "time_local",
    "time_iso8601",
    "created_at",
    "createdat",
    "occurred_at",
)
_TEXT_KEYS = (
    "msg",
    "message",
    "text",
    "event",
    "log",
    "short_message",
    "summary",
    "title",
    "textpayload",
    "eventname",
    "description",
    "body",
    "reason",
)
_WHO_KEYS = ("user", "author", "actor", "who")
_BRACKETED = re.compile(r"\[(?P<time>[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:[0-9:]{8}(?: [+-][0-9]{4})?)\]\s*")
_PAIRED = re.compile(r"(?:^|\s)(?:ts|time|timestamp|@timestamp|t)=(?:\"(?P<quoted>[^\"]+)\"|(?P<bare>\S+))\s*")
_BEFORE = re.compile(
    r"(?:<[0-9]{1,3}>[0-9]?\s*|\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|FATAL|PANIC)\]?[\s:|-]+|"
    r"\[(?:pod|container)/[^\]]+\]\s+|[\w.-]+\s+\|\s+|\[[A-Z]\s+)(?=[\[(]?(?P<time>[0-9A-Z]))",
)
_STAMP = r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]|(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} )[0-9]{2}:[0-9]{2}"
_WORDS_BEFORE = re.compile(
    rf"(?!\s*-\s)\s*(?:(?:[^\s|]{{1,40}}\s+){{1,3}}?(?=[\[(]?{_STAMP}:[0-9]{{2}})"
    rf"|(?:[^\s|]{{0,39}}[^\s|:]\s+){{1,3}}?(?={_STAMP}\b))"
)
"""What stands before a stamp; before one without seconds no label, as that is a field."""
_NAMED_OBJECT = re.compile(r"[^{}\"]{1,80}(?=\{\")")
_LONGEST_OBJECT = 200
"""Lines: no longer object of JSON is one entry of a log."""
_KLOG = re.compile(
    r"(?P<level>[IWEFD])(?P<year>20[0-9]{2})?(?P<month>[01][0-9])(?P<day>[0-3][0-9])\s+(?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)\s+"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class LogLine(msgspec.Struct, frozen=True):
    """A line of a log: the text of its time as it can be read, the time as it stands there, the words, who wrote it."""

    time: str
    raw: str
    text: str
    who: str = ""


def read_log_line(line: str) -> LogLine | None:
    """Find the time in a line of a log that does not begin with it; None if the line is none."""
    body = line.strip()
    if body.startswith("{"):
        return _json(body.rstrip(","))
    if body.endswith("}") and (found := _NAMED_OBJECT.match(body)) and (entry := _json(body[found.end() :])):
        return msgspec.structs.replace(entry, text=f"{found[0].strip()} {entry.text}")
    if found := _KLOG.match(body):
        month = int(found["month"])
        if 1 <= month <= 12:
            time = f"{_MONTHS[month - 1]} {found['day']} {found['year'] or ''} {found['clock']}"
            return LogLine(time, found[0].strip(), body[found.end() :])
    if found := _BRACKETED.search(body):
        return LogLine(found["time"], found["time"], (body[: found.start()] + body[found.end() :]).strip())
    if found := _PAIRED.search(body):
        time = found["quoted"] or found["bare"]
        rest = f"{body[: found.start()]} {body[found.end() :]}".strip()
        return LogLine(time, time, rest)
    return None


def columns_of(lines: Sequence[str]) -> frozenset[int]:
    """How many words stand before the stamps of a log, where two of its lines at least agree in that."""
    counts = Counter(len(found[0].split()) for line in lines if (found := _WORDS_BEFORE.match(line)))
    return frozenset(count for count, times in counts.items() if times > 1)


def before_time(line: str, columns: frozenset[int] = frozenset()) -> int:
    """Where the time of a line of a log begins, behind a level, a priority or the name of a container; 0 if nowhere.

    `columns` are those that `columns_of` found.
    """
    found = _WORDS_BEFORE.match(line)
    if found and len(found[0].split()) in columns:
        return found.end()
    found = _BEFORE.match(line)
    return found.end() if found else 0


def object_end(lines: Sequence[str], index: int) -> int:
    """The line after an object of JSON that begins here and goes over several lines; the line itself if none does."""
    if lines[index].strip() not in {"{", "[{"}:
        return index
    indent = len(lines[index]) - len(lines[index].lstrip())
    for end in range(index + 1, min(len(lines), index + _LONGEST_OBJECT)):
        if lines[end].strip().startswith("}") and len(lines[end]) - len(lines[end].lstrip()) <= indent:
            return end + 1
    return index


def _bare(value: object) -> object:
    """A time as it is, and out of the object that extended JSON puts around it."""
    return value.get("$date") if isinstance(value, dict) else value


def _json(body: str) -> LogLine | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    fields = {str(key).lower(): value for key, value in found.items()}
    times = (_bare(fields.get(key)) for key in _TIME_KEYS)
    time = next((time for time in times if isinstance(time, str | int | float)), None)
    inner = fields.get("jsonpayload")
    if isinstance(inner, dict):
        fields = {**fields, **{str(key).lower(): value for key, value in inner.items()}}
    text = next((fields[key] for key in _TEXT_KEYS if isinstance(fields.get(key), str)), None)
    who = next((fields[key] for key in _WHO_KEYS if isinstance(fields.get(key), str)), "")
    if time is None or isinstance(time, bool):
        return None
    written = f"{time:.6f}".rstrip("0").rstrip(".") if isinstance(time, float) else str(time)
    return LogLine(written, str(time), text if text is not None else body, who)
