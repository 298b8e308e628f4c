"""Fractional indexing: a rank between any two ranks, so that an insert or a move changes one record.

A rank is a string over 0-9A-Za-z that never ends in "0"; ranks compare as plain strings. The scheme is the midpoint of
two fractions in base 62 (David Greenspan, "Implementing Fractional Indexing").
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def between(low: str, high: str) -> str:
    """A rank strictly between `low` and `high`; "" stands for the open end on either side.

    ValueError when `low` is not below `high`.
    """
    if high and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    return _middle(low, high)


def _middle(low: str, high: str) -> str:
    """The shortest fraction above `low` and below `high` that leaves room on both sides."""
    if high:
        shared = 0
        while shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _middle(low[shared:], high[shared:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last) // 2]
    if len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], "")


def spread(count: int, low: str = "", high: str = "") -> tuple[str, ...]:
    """`count` ascending ranks between `low` and `high`, short ones first found by halving."""
    if count == 0:
        return ()
    middle = between(low, high)
    left = count // 2
    return (*spread(left, low, middle), middle, *spread(count - left - 1, middle, high))


def valid(rank: str) -> bool:
    """Whether `between` can work with this rank (a file may hold anything)."""
    return bool(rank) and set(rank) <= set(DIGITS) and not rank.endswith("0")
