"""The text of a damaged file: unpacked, decoded as well as it goes, both sides of a merge apart."""

from __future__ import annotations

import re
import zlib

from pm_tui.store.storage import LARGEST

_GZIP = b"\x1f\x8b"
_CHUNK = 1024
_MOST_PACKED = 3  # layers
_BOMS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_WESTERN = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)
}  # what an editor that knows no UTF-8 has most likely meant
_SYMBOLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
_MARKER = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$", re.MULTILINE)


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and sentences about what was done to get it. Never fails; positions are those of the decoded text."""
    notes: list[str] = []
    for _ in range(_MOST_PACKED):
        if content.startswith(_GZIP):
            content = _unpacked(content)
            notes.append("It was compressed (gzip).")
    encoding = next((name for bom, name in _BOMS.items() if content.startswith(bom)), "") or _wide(content)
    if encoding:
        text = content.decode(encoding, "replace")
        notes.append(f"It was {encoding.upper()} instead of UTF-8.")
    else:
        raw = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
        text = raw.translate(_WESTERN)
        bad = sum(0xDC80 <= ord(letter) <= 0xDCFF for letter in raw) if raw != text else 0
        if bad:
            notes.append(f"{bad} byte{'s are' if bad > 1 else ' is'} no UTF-8, and read as Western European letters.")
    if "\0" in text:
        notes.append(f"{text.count(chr(0))} NUL bytes stand where something was never written.")
    return text.translate(_SYMBOLS), tuple(notes)


def _unpacked(content: bytes) -> bytes:
    """What a compressed file gives, up to where it is damaged."""
    unpacking = zlib.decompressobj(31)
    parts: list[bytes] = []
    room = LARGEST
    for start in range(0, len(content), _CHUNK):
        try:
            parts.append(unpacking.decompress(content[start : start + _CHUNK], room))
        except zlib.error:
            break
        room -= len(parts[-1])
        if room <= 0 or unpacking.eof:
            break
    return b"".join(parts)


def _wide(content: bytes) -> str:
    """The encoding of a text of which every other byte is nothing, "" for any other."""
    sample = content[:1000]
    if len(sample) < 8:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) * 0.4 or min(even, odd) > len(sample) * 0.1:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def sides(text: str) -> tuple[str, ...]:
    """The text as each side of a merge has it, ours first; the text alone if it holds no markers of one.

    What belongs to the other side becomes spaces, so that every place stays where it was.
    """
    markers = list(_MARKER.finditer(text))
    if not any(marker[1].startswith(("<", ">")) for marker in markers):
        return (text,)
    ours, theirs = list(text), list(text)
    start, state = 0, ""
    for marker in [*markers, None]:
        end = marker.start() if marker else len(text)
        for side, hidden in ((ours, "|="), (theirs, "<|")):
            if state and state in hidden:
                side[start:end] = _blank(text[start:end])
        if marker is None:
            break
        for side in (ours, theirs):
            side[marker.start() : marker.end()] = " " * len(marker[0])
        start, state = marker.end(), marker[1][0].replace(">", "")
    return "".join(ours), "".join(theirs)


def _blank(text: str) -> str:
    return "".join(letter if letter == "\n" else " " for letter in text)
