"""Times that count from a beginning of their own: T0, T+5m, T-1h30m; and those that do not say what they count."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

_UNITS = (
    r"(?:(?P<hours>[0-9]{1,3})\s?h(?:ours?|rs?)?)?\s?(?:(?P<minutes>[0-9]{1,5})\s?m(?:in(?:ute)?s?)?)?"
    r"\s?(?:(?P<seconds>[0-9]{1,6})\s?s(?:ec(?:ond)?s?)?)?(?!\w|:[0-9])"
)
_FROM_ZERO = re.compile(rf"T\s?(?P<sign>[+−–-])\s?(?=[0-9]){_UNITS}")
_ZERO = re.compile(r"T\s?[+=-]?\s?0(?:\s?(?:h|m(?:in)?|s))?(?![\w+]|:[0-9])|T[+-]?00:00(?::00)?(?!\w|:[0-9])")
_OPEN = re.compile(
    r"(?:T\s?[+−–-]|\+)\s?[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?!\w|:[0-9])"
    r"|[0-9]{1,2}:[0-9]{2}:[0-9]{2}[.,][0-9]{3}\s*(?:,|-->)\s*[0-9]{1,2}:[0-9]{2}:[0-9]{2}[.,][0-9]{3}"
)
"""+00:05 are minutes or hours, from whatever; 00:05:12.345 --> 00:05:15.345 is the place in a recording."""
SPAN = re.compile(
    r"\b(?:elapsed|total|duration|lasted|length|delta|offset|since (?:start|t0)|(?:down|up)time|time to \w+|"
    r"m?tt[a-z])\b",
    re.IGNORECASE,
)
"""The name of a span of time: what stands behind it or below it is none of day."""
_PARTING = re.compile(r"\s*(?:[=:(@]|[–—-](?=\s)|\bat\b|\bis\b)?\s*")


class Counted(msgspec.Struct, frozen=True):
    """A time that counts: where it ends in its text, and how long after T0, None where nobody can tell."""

    stop: int
    passed: dt.timedelta | None = None

    @property
    def zero(self) -> bool:
        """Whether this is T0 itself."""
        return self.passed == dt.timedelta()


def counted(text: str) -> Counted | None:
    """Read what counts at the beginning of a text; None if nothing does."""
    if found := _OPEN.match(text):
        bare = _ZERO.match(text)
        return Counted(found.end(), dt.timedelta() if bare else None)
    if found := _ZERO.match(text):
        return Counted(found.end(), dt.timedelta())
    found = _FROM_ZERO.match(text)
    if found is None or not any(found[unit] for unit in ("hours", "minutes", "seconds")):
        return None
    parts = {unit: int(found[unit] or 0) for unit in ("hours", "minutes", "seconds")}
    passed = dt.timedelta(**parts)
    return Counted(found.end(), passed if found["sign"] == "+" else -passed)


def after_zero(text: str, stop: int) -> int:
    """Where behind "T0" the time may stand that it names: T0 = 09:02, T0 (09:02 UTC), T0: 2026-03-04 09:02."""
    parting = _PARTING.match(text, stop)
    return parting.end() if parting else stop
