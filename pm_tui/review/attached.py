"""Files of evidence: how they are named, which records they support, and what is to be said of them.

A file lies in the folder `NAME.files` beside the review, named by the SHA-256 of what it holds: so it is never
overwritten by another, the same content is one file, and whether it has changed can be told from its name.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from pm_tui.review import edits
from pm_tui.review.model import Evidence, Review
from pm_tui.text import one_line

State = Literal["present", "missing", "changed"]

HEAD = 16
"""Bytes from the start of a file that tell whether it is an image."""

LONG, LONG_LINES = 16_000, 200
"""Characters and lines above which a pasted text becomes a file."""

_NAME = re.compile(r"([0-9a-f]{64})(?:\.[a-z0-9]{1,8})?")
_SUFFIX = re.compile(r"[^.]\.([A-Za-z0-9]{1,8})$")
_SAFE = re.compile(r"txt|log|csv|tsv|jsonl?|md|pdf|har|pcap|eml|diff|patch|sql|ya?ml|toml|zip|gz")
"""Extensions with which nothing is run when somebody opens the file."""
_IMAGES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
)
_LIKE_A_PATH = re.compile(r"""['"]?(?:/|~/|\.{1,2}/|file://|[A-Za-z]:[\\/]|\\\\)""")


class Look(NamedTuple):
    """How a file was found: whether it is still what was attached, and whether it is an image by its content."""

    state: State
    image: bool = False


NO_LOOKS: Mapping[str, Look] = MappingProxyType({})


class Folder(NamedTuple):
    """The folder of a review's files for whoever refers to them: its address, and how each file in it was found."""

    address: str = ""
    looks: Mapping[str, Look] = NO_LOOKS


def is_long(pasted: str) -> bool:
    """Whether a pasted text is better kept as a file than in the review."""
    return len(pasted) > LONG or pasted.count("\n") > LONG_LINES


def digest_of(name: str) -> str:
    """The SHA-256 (hex) by which a file of evidence is named; "" for any other name, which is none of ours."""
    named = _NAME.fullmatch(name)
    return named[1] if named else ""


def file_name(digest: str, called: str, head: bytes) -> str:
    """The name for a file of that SHA-256 (hex), with an extension by its first bytes, else by what it was called."""
    suffix = _SUFFIX.search(called)
    by_name = suffix[1].lower() if suffix and _SAFE.fullmatch(suffix[1].lower()) else "bin"
    return f"{digest}.{image(head) or by_name}"


def image(head: bytes) -> str:
    """The extension of an image that begins with these bytes; "" for what is none."""
    return next((extension for magic, extension in _IMAGES if magic.match(head)), "")


def is_path(pasted: str) -> bool:
    """Whether a pasted text looks like the path of a file, as terminals paste one that is dropped on them."""
    text = pasted.strip()
    return bool(_LIKE_A_PATH.match(text)) and "\n" not in text


def paths_in(typed: str) -> tuple[str, ...]:
    """The paths that a text may mean, the likeliest first: as it stands, without quotes and backslashes, of file://."""
    text = typed.strip()
    if text.startswith("file://"):
        return (unquote(urlsplit(text).path),)
    try:
        words = shlex.split(text)
    except ValueError:  # a quote without its other half is part of the name
        words = []
    return tuple(dict.fromkeys([text, *(words if len(words) == 1 else []), text.strip("\"'")])) if text else ()


def in_words(size: int) -> str:
    """A number of bytes as it is read: 12 kB."""
    for unit, bytes_each in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_each:
            return f"{size / bytes_each:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"


def called(piece: Evidence) -> str:
    """What a file is called on the screen and in a document."""
    return one_line(piece.name) or "file"


def lacking(piece: Evidence, looks: Mapping[str, Look]) -> str:
    """What is wrong with the file of a piece of evidence, in words; "" while nothing is known to be."""
    match looks[piece.file].state if piece.file in looks else "present":
        case "missing":
            return "MISSING: it is not there any more"
        case "changed":
            return "CHANGED since it was attached"
        case _:
            return ""


def attach(review: Review, piece: Evidence) -> tuple[Review, Evidence]:
    """Add a file to what the record `piece.about` rests on, and return its evidence: the one of the same file, if any.

    One file is one piece of evidence, whatever it supports.
    """
    known = next((row for row in review.evidence if row.file == piece.file), None)
    if known is None:
        return edits.add(review, "evidence", piece), piece
    also = tuple(dict.fromkeys((*known.also, piece.about)))
    if piece.about in known.supports:
        return review, known
    return edits.change(review, "evidence", known.id, also=also), msgspec.structs.replace(known, also=also)


def detach(review: Review, evidence: int, record: int) -> Review:
    """Take a piece of evidence off one record; it goes when it supports no other. KeyError: there is none."""
    piece: Evidence = edits.find(review, "evidence", evidence)
    left = [supported for supported in piece.supports if supported != record]
    if not left or record not in piece.supports:
        return edits.delete(review, "evidence", evidence)
    return edits.change(review, "evidence", evidence, about=left[0], also=tuple(left[1:]))
