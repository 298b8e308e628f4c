"""Lengths of time as people write them in a sentence: "12 minutes", "1 h 10 min", "nearly two hours"."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from pm_tui.review.intervals import Length

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {name: float(number) for number, name in enumerate(_NAMES, 1)} | {"an": 1.0, "half an": 0.5}
_UNITS = {"m": dt.timedelta(minutes=1), "h": dt.timedelta(hours=1), "d": dt.timedelta(days=1)}

_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(_NAMES)})"
_UNIT = r"(?:minutes?|mins?|min|hours?|hrs?|hr|h|days?)"
_PART = rf"(?:{_NUMBER}[ -]?{_UNIT}|(?:half )?an hour)"
_ABOUT = r"(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|~|≈|circa|ca\.)"

LENGTH = rf"(?:(?P<about>{_ABOUT}) ?)?(?P<length>{_PART}(?:,? (?:and )?{_PART})?)(?!\w)"
"""A length and whether it is meant roughly; seconds, weeks and "more than" are left alone: they are no exact claim."""

_ONE = re.compile(rf"({_NUMBER}|half an|an)[ -]?({_UNIT})(?!\w)", re.IGNORECASE)
_ROUGHLY = 0.2


class Claim(NamedTuple):
    """A length that a text claims, with how far off the truth may be for it to be well said."""

    length: dt.timedelta
    margin: dt.timedelta

    def agrees(self, known: Length) -> bool:
        """Whether the claim is a fair way to say a known length."""
        return known.shortest - self.margin <= self.length <= known.longest + self.margin


def claim(found: re.Match[str]) -> Claim | None:
    """What a match of `LENGTH` claims; None for what is no length at all."""
    total, margin = dt.timedelta(), dt.timedelta()
    for number, unit in _ONE.findall(found["length"]):
        size, written = _UNITS[unit[0].lower()], number.lower().replace(",", ".")
        try:
            total += size * (_NUMBERS.get(written) or float(written))
        except OverflowError:
            return None
        margin = size / 2 if size > _UNITS["m"] else size
        if "." in written or written == "half an":
            margin = size / 6
    if not total:
        return None
    return Claim(total, max(margin, total * _ROUGHLY) if found["about"] else margin)
