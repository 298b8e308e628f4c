"""The text of a review's file: strict JSON in, sorted and indented JSON out.

What comes in must come out again unchanged, so anything that Python's parser would bend is refused: a name that stands
twice in one object (the first would be lost), NaN and numbers too large for a float.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

import msgspec

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
_INDENT = 2
_ENCODER = msgspec.json.Encoder(order="sorted")
_BROKEN = "Restore the file from a copy, or repair that place in an editor"


class Refused(Exception):
    """A text that is no review. `line` and `column` count from 1; 0 when it is about the whole."""

    def __init__(self, reason: str, advice: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.line, self.column = reason, advice, line, column


def parse(content: bytes) -> dict[str, Any]:
    """The object that the file holds. Refused: it holds none, or one that could not be written back unchanged."""
    text = _decoded(content)
    if not text.strip():
        raise Refused("it is empty", "Restore it from a copy, or delete it and start the review anew")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=_float, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise _conflict(text) or Refused(f"it is no JSON ({error.msg})", _BROKEN, error.lineno, error.colno) from None
    except RecursionError:
        raise Refused("it is nested too deeply", _BROKEN) from None
    except ValueError as error:
        raise Refused(f"it holds what cannot be kept exactly ({error})", _BROKEN) from None
    if not isinstance(value, dict):
        raise Refused("it holds JSON, but no tables", "Choose a review that pm-tui has written", 1, 1)
    return value


def serialise(tables: dict[str, Any]) -> bytes:
    """The tables with sorted keys, indented, and a line end at the end: it reads well in a diff."""
    try:
        return indented(tables) + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair in what was kept raw: only an escape can hold it
        text = json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=_INDENT, allow_nan=False)
        return text.encode("utf-8", "backslashreplace") + b"\n"


def indented(value: Any, depth: int = 0) -> bytes:
    """The text of a value as it stands `depth` levels deep. UnicodeEncodeError: it holds half a surrogate pair."""
    lines = msgspec.json.format(_ENCODER.encode(value), indent=_INDENT)
    return lines.replace(b"\n", b"\n" + b" " * _INDENT * depth) if depth else lines  # in a text, a line end is "\\n"


def position(text: str, *names: str) -> tuple[int, int]:
    """Line and column, from 1, of the value that `names` lead to; (0, 0) when there is none."""
    decoder = json.JSONDecoder()
    at = _skip(text, 0)
    for name in names:
        at = _member(text, at, name, decoder)
        if not at:
            return 0, 0
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def _member(text: str, at: int, name: str, decoder: json.JSONDecoder) -> int:
    """Where the value of the member `name` starts in the object at `at`; 0 when it has none."""
    at = _skip(text, at + 1)
    while text[at] == '"':
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if key == name:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return 0


def _skip(text: str, at: int) -> int:
    """Where the white space at `at` ends."""
    while text[at] in " \t\r\n":
        at += 1
    return at


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("it is UTF-16", "Save it as UTF-8", 1, 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        raise Refused("it is not UTF-8", "Save it as UTF-8", before.count(b"\n") + 1, column) from None


def _conflict(text: str) -> Refused | None:
    """What to say when git has left both sides of a merge in the file."""
    marker = _CONFLICT.search(text)
    if not marker:
        return None
    advice = "Keep one side (git checkout --ours FILE, or --theirs) and open it again"
    line = text.count("\n", 0, marker.start()) + 1
    return Refused("git has left both sides of a merge in it", advice, line, 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'"{twice}" stands twice in one object')
    return made


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number is too large")
    return number


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
