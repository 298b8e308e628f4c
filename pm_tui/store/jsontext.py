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

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |\r?$)", re.MULTILINE)
_INDENT = 2
_ENCODER = msgspec.json.Encoder(order="sorted")
_PAGE = re.compile(r"\s*<(?:!doctype|html|head|\?xml)\b", re.IGNORECASE)
_TOKEN = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*"(?=\s*:))|"(?:[^"\\]|\\.)*"|[{}\[\]]|(?P<number>-?(?:Infinity|NaN|\d[\d.eE+-]*))',
    re.DOTALL,
)
DEEPEST = 500
"""Objects and lists within each other that are called too deep, when reading has failed for that."""

_BROKEN = "Restore the file from a copy, or repair that place in an editor"


class Refused(Exception):
    """A text that is no review. `line` and `column` count from 1; 0 when it is about the whole."""

    def __init__(self, reason: str, advice: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.line, self.column = reason, advice, line, column


def parse(content: bytes) -> dict[str, Any]:
    """The object that the file holds. Refused: it holds none, or one that could not be written back unchanged."""
    text = _decoded(content)
    if not text.strip("\0 \t\r\n"):
        raise Refused("it is empty", "Restore it from a copy, or delete it and start the review anew")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_float, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        raise _known(text) or Refused(f"it is no JSON ({error.msg})", _BROKEN, error.lineno, error.colno) from None
    except RecursionError:
        raise Refused("it is nested too deeply", _BROKEN, *_culprit(text)) from None
    except ValueError as error:
        raise Refused(f"it holds what cannot be kept exactly ({error})", _BROKEN, *_culprit(text)) from None
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
    return _place(text, at)


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
    if content.startswith(b"\x1f\x8b"):
        raise Refused("it is compressed (gzip)", "Unpack it: gzip -dc FILE > NEW.json", 1, 1)
    if content.startswith(b"PK\x03\x04"):
        raise Refused("it is an archive", "Take the review out of it: pm-tui unpack FILE", 1, 1)
    if content.startswith(b"version https://git-lfs"):
        raise Refused("Git LFS has left only a pointer to it", "Fetch the file itself: git lfs pull", 1, 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        raise Refused("it is not UTF-8", "Save it as UTF-8", before.count(b"\n") + 1, column) from None


def _known(text: str) -> Refused | None:
    """What to say of what often takes the place of JSON; None when it is something else."""
    marker = _CONFLICT.search(text)
    if marker:
        advice = "Keep one side (git checkout --ours FILE, or --theirs) and open it again"
        return Refused("git has left both sides of a merge in it", advice, *_place(text, marker.start()))
    if _PAGE.match(text):
        return Refused("it is a web page", "Download the file itself, not the page that shows it", 1, 1)
    hole = text.find("\0")
    if hole >= 0:
        return Refused(
            "a part of it was never written (NUL bytes, as a power cut leaves them)", _BROKEN, *_place(text, hole)
        )
    return None


def _culprit(text: str) -> tuple[int, int]:
    """Line and column of the first thing in a text that JSON allows and we do not; (0, 0) when there is none."""
    names: list[set[str] | None] = []  # of each object that is open; None for a list
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in "{[":
            names.append(set() if word == "{" else None)
        elif word in "}]":
            names = names[:-1]
        here = names[-1] if names else None
        twice = token["name"] is not None and here is not None and word in here
        if twice or len(names) > DEEPEST or _is_bent(token["number"]):
            return _place(text, token.start())
        if token["name"] is not None and here is not None:
            here.add(word)
    return 0, 0


def _is_bent(number: str | None) -> bool:
    """Whether a number would not come out as it came in."""
    if number is None:
        return False
    try:
        _float(number) if set(number) & set(".eEIN") else int(number)
    except ValueError:
        return True
    return math.isnan(float(number))


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'"{twice}" stands twice in one object')
    return made


def _whole(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:  # Python reads no more than some thousand digits
        raise ValueError("a number is too large") from None


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number is too large")
    return number


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
