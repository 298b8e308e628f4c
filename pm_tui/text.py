"""What every text from outside goes through before anything else sees it.

Terminals act on control characters, and bidirectional controls make a line read otherwise than it is stored ("Trojan
Source", Boucher and Anderson 2021). Both become visible symbols, one for one, so that offsets hold; characters that
cannot be seen at all and only hide inside words are removed.
"""

from __future__ import annotations

import re

_SYMBOLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
_SYMBOLS |= {0x7F: "\N{SYMBOL FOR DELETE}"}
_SYMBOLS |= dict.fromkeys([*range(0x80, 0xA0), *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
_SYMBOLS |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")  # half a pair: cannot be written as UTF-8
_SYMBOLS |= dict.fromkeys([0x200E, 0x202A, 0x202D, 0x2066, 0x2068], "\N{RIGHTWARDS DASHED ARROW}")
_SYMBOLS |= dict.fromkeys([0x061C, 0x200F, 0x202B, 0x202E, 0x2067], "\N{LEFTWARDS DASHED ARROW}")
_SYMBOLS |= dict.fromkeys([0x202C, 0x2069], "\N{RIGHTWARDS ARROW TO BAR}")
_SYMBOLS |= {0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x0D: "\n"}
_REMOVED = [0xAD, 0x180E, 0x200B, *range(0x2060, 0x2065), *range(0x206A, 0x2070), 0xFEFF]
_TABLE: dict[int, str | None] = {**_SYMBOLS, **dict.fromkeys(_REMOVED)}

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_JOINING_SCRIPT = "[\u0600-\u109f\u1780-\u18af\u1b00-\u1cff\ua800-\uabff]"  # Arabic to Myanmar, Khmer, Mongolian, …
_PICTURE = "[\u00a9\u00ae\u200d\u203c-\u3299\ufe0f\U0001f000-\U0001faff]"
_LOOSE_JOINER = re.compile(
    rf"(?<!{_PICTURE})(?<!{_JOINING_SCRIPT})[\u200c\u200d]|\u200d(?!{_PICTURE}|{_JOINING_SCRIPT})(?<!{_JOINING_SCRIPT}.)"
)
_FLAG_TAGS = re.compile("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")


def clean(text: str) -> str:
    r"""Return `text` without anything that a terminal or a reader could mistake for something else.

    Line ends become ``\n``; tabs stay. Joiners stay inside emoji and in the scripts that need them. Idempotent.
    """
    if not _SUSPECT.search(text):
        return text
    text = text.replace("\r\n", "\n").translate(_TABLE)
    return _FLAG_TAGS.sub("", _LOOSE_JOINER.sub("", text))


def changed_characters(text: str) -> int:
    """How many characters `clean` would replace or remove; line ends do not count."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = clean(text)
    if len(cleaned) == len(text):
        return sum(old != new for old, new in zip(text, cleaned, strict=True))
    kept = _LOOSE_JOINER.sub("", text.translate(dict.fromkeys(_REMOVED)))
    kept = _FLAG_TAGS.sub("", kept)
    return len(text) - len(kept) + sum(old != new for old, new in zip(kept, cleaned, strict=False))


def one_line(text: str) -> str:
    """`text` as one line: every run of white space becomes a space."""
    return " ".join(text.split())
