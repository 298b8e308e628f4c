"""Lines whose time does not come first: "Detected: 09:14", "Amara  09:14", "Pager fires (09:14)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pm_tui.formats.paste_bearings import Bearings
from pm_tui.formats.paste_counted import SPAN
from pm_tui.formats.paste_lines import bulletless, unwrapped
from pm_tui.formats.paste_speakers import NO_NAME

_SAID = re.compile(
    r"(?P<who>[^\s:|][^:|]{0,40}?)(?:\s{2,}|\s*\t\s*)(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]m)?)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:\*\*|__)?(?P<label>[A-Za-z][\w /()'-]{1,50}?)(?:\*\*|__)?(?:\s*[:=]|\s+[–—-])(?:\*\*|__)?\s+(?P<time>\S.*)|"
    r"(?P<label_>[A-Z][a-z]+(?: [a-z]+){0,3}? (?:at|on)) (?P<time_>[0-9].*)"
)
"""A field that holds a time: "Detected: 2026-03-04 09:14 UTC", "**Impact started at:** 09:02"."""
_SPACED = re.compile(r"(?P<label>\S.{0,60}?)\s{2,40}(?P<time>\S.{0,60})")
_BEHIND = re.compile(r"(?P<label>\S.{0,300}?)\s?[(\[](?P<time>[^()\[\]]{0,30}[0-9]:[0-9]{2}[^()\[\]]{0,30})[)\]][.:]?")
"""A time behind what happened: "Detected   2026-03-04 09:14", "Pager fires (09:14 UTC)"."""
_JOINT = re.compile(
    r"\s(?:(?:at|on|@|[-–—·•])\s+|(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*,?\s))|"
    r",\s+(?=[0-9])",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}.[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4},? [0-9]{1,2}:[0-9]{2}|"
    r"[a-z]{3}.*(?:[0-9]{1,2}:[0-9]{2}.*[0-9]{4}|[0-9]{4}.*[0-9]{1,2}:[0-9]{2})",
    re.IGNORECASE,
)
"""A date with a year and a clock at the end of a line: "Triggered at 2026-03-04 09:14 UTC"."""
_TOLD = re.compile(
    r"(?P<mark>\*\*|__|)(?P<who>[^\W\d][^()\[\]:|*]{0,40}?)(?P=mark)\s*"
    r"[(\[](?P<time>[^()\[\]]{0,30}[0-9]:[0-9]{2}[^()\[\]]{0,12})(?:[)\]]:|\])\s+(?=\S)"
)
_BARE = re.compile(r"[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?:\s?(?:h|hrs|hours|min|minutes))?")
_TAKES = re.compile(r"(?:\b(?:took|for|after|within|lasted|lasting)|=>)\W*$", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_a-z]\S*(?: [^\W\d_a-z]\S*){1,2}")
_TIMES = frozenset({"time", "timestamp", "when", "at"})
_DATES = frozenset({"date", "day", "incident date", "date of incident"})


class Said(msgspec.Struct, frozen=True):
    """A line parted into who speaks, the time and the words; without words the lines below are what was said."""

    who: str
    time: str
    words: str = ""


class Field(msgspec.Struct, frozen=True):
    """A field whose value is a time: its label is what happened then. `dates`: it says the date of the incident."""

    label: str
    value: str
    dates: bool = False


def said_of(line: str, bearings: Bearings) -> Said | None:
    """Read a line with a name before its time: "Amara  09:14", "Amara Okafor (09:14): text"."""
    body = line.strip()
    if (found := _SAID.fullmatch(body)) and not _lasts(found["who"], found["time"]):
        return Said(found["who"].strip(), found["time"])
    found = _TOLD.match(body)
    sure = found is not None and (":" in found[0][-3:] or _PERSON.fullmatch(found["who"]))
    if found is None or not sure or not bearings.ends(found["time"]):
        return None
    who, words = found["who"].strip(), body[found.end() :]
    if not (_PERSON.fullmatch(who) or (re.fullmatch(r"[\w.-]+", who) and who.casefold() not in NO_NAME)):
        return Said("", found["time"], f"{found['mark']}{who}{found['mark']}: {words}")
    return Said(who, found["time"], words)


def field_of(line: str, bearings: Bearings) -> Field | None:
    """Read a field whose value is a time, maybe with a remark in parentheses; None for other lines."""
    found = _FIELD.fullmatch(bulletless(line))
    if not found:
        return None
    label, value = found["label"] or found["label_"], unwrapped(found["time"] or found["time_"])
    if label.casefold() in _DATES:
        return Field(label, value, dates=True)
    if _lasts(label, value):
        return None
    alone = re.sub(r"\s*\([^()]*\)\s*$", "", value)  # "Mitigated: 10:02 UTC (rollback)"
    if not (bearings.ends(value) or bearings.ends(alone)):
        return None
    return Field("" if label.casefold() in _TIMES else label, value)


def times_behind(lines: Sequence[str]) -> bool:
    """Whether full times stand behind what happened, as they do in half of the lines at least; else they are words."""
    filled = [line for line in lines if line.strip()]
    return len(filled) > 1 and 2 * sum(bool(_tails(line.strip())) for line in filled) >= len(filled)


def behind(line: str, bearings: Bearings, *, usual: bool) -> Field | None:
    """Read a line that ends with its time; a sentence with a date only where that is `usual`."""
    body = bulletless(line)
    whole = filter(None, (_SPACED.fullmatch(body), _BEHIND.fullmatch(body)))
    parts = [(found["label"], found["time"]) for found in whole]
    parts += _tails(body) if usual else []
    return next((Field(label, time) for label, time in parts if bearings.ends(time) and not _lasts(label, time)), None)


def _lasts(label: str, time: str) -> bool:
    """Whether a label makes of the clock behind it a span of time: "Duration: 1:17", "Rollback took (0:17)"."""
    bare = _BARE.fullmatch(time.strip())
    return bool(bare and (SPAN.search(label) or _TAKES.search(label)))


def _tails(body: str) -> list[tuple[str, str]]:
    """Where a date and a time may begin that end a line, with the words before them."""
    joints = _JOINT.finditer(body, max(0, len(body) - 60))
    return [
        (body[: found.start()], body[found.end() :])
        for found in joints
        if found.start() and _FULL.search(body, found.end())
    ]
