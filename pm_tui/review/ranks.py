"""Fractional indexing: a rank between any two ranks, so that an insert or a move changes one record.

A rank is a string over 0-9A-Za-z that never ends in "0"; ranks compare as plain strings. The scheme is the midpoint of
two fractions in base 62 (David Greenspan, "Implementing Fractional Indexing").
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def between(low: str, high: str) -> str:
    """A rank strictly between `low` and `high`; "" stands for the open end on either side.

    At an open end it is the next number rather than a midpoint, so that ten thousand rows added one by one end with
    ranks of five letters. ValueError when `low` is not below `high`.
    """
    if high and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    if bool(low) == bool(high):
        return _middle(low, high)
    return _after(low) if low else _before(high)


def spread(count: int, low: str = "", high: str = "") -> tuple[str, ...]:
    """`count` ascending ranks between `low` and `high`, found by halving. ValueError: see `between`."""
    if count and high and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    return _halved(count, low, high)


def _halved(count: int, low: str, high: str) -> tuple[str, ...]:
    if count == 0:
        return ()
    middle = _middle(low, high)
    left = count // 2
    return (*_halved(left, low, middle), middle, *_halved(count - left - 1, middle, high))


def _middle(low: str, high: str) -> str:
    """The shortest fraction above `low` and below `high` that leaves room on both sides."""
    made = ""
    while True:
        shared = 0
        while shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
            shared += 1
        made, low, high = made + high[:shared], low[shared:], high[shared:]
        first = DIGITS.index(low[0]) if low else 0
        last = DIGITS.index(high[0]) if high else len(DIGITS)
        if last - first > 1:
            return made + DIGITS[(first + last) // 2]
        if len(high) > 1:
            return made + high[0]
        made, low, high = made + DIGITS[first], low[1:], ""


def _after(low: str) -> str:
    """The next number of the same width; each "z" in front adds two digits, so that the numbers do not run out."""
    width = 2 * (len(low) - len(low.lstrip(DIGITS[-1]))) + 1
    return _rank(_number(low, width) + 1, width)


def _before(high: str) -> str:
    """The number before, likewise; each "0" in front adds two digits."""
    zeros = len(high) - len(high.lstrip(DIGITS[0]))
    width = 2 * zeros + 1
    if _number(high, width) <= len(DIGITS) ** zeros:  # the first of its width
        width += 2
    return _rank(_number(high, width) - 1, width)


def _number(rank: str, width: int) -> int:
    number = 0
    for digit in rank[:width].ljust(width, DIGITS[0]):
        number = number * len(DIGITS) + DIGITS.index(digit)
    return number


def _rank(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, len(DIGITS))
        digits.append(DIGITS[digit])
    return "".join(reversed(digits)).rstrip(DIGITS[0])


def valid(rank: str) -> bool:
    """Whether `between` can work with this rank (a file may hold anything)."""
    return bool(rank) and set(rank) <= set(DIGITS) and not rank.endswith("0")
