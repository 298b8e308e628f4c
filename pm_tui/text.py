"""What every text from outside goes through before anything else sees it.

Terminals act on control characters, and bidirectional controls make a line read otherwise than it is stored ("Trojan
Source", Boucher and Anderson 2021). Both become visible symbols, one for one, so that offsets hold; characters that
cannot be seen at all and only hide inside words, or carry words of their own (tags, variation selectors), are removed.
"""

from __future__ import annotations

import re
import unicodedata

_SYMBOLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
_SYMBOLS |= {0x7F: "\N{SYMBOL FOR DELETE}"}
_SYMBOLS |= dict.fromkeys([*range(0x80, 0xA0), *range(0xFFF9, 0xFFFC)], "\N{REPLACEMENT CHARACTER}")
_SYMBOLS |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")  # half a pair: cannot be written as UTF-8
_NO_CHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]
_SYMBOLS |= dict.fromkeys(_NO_CHARACTERS, "\N{REPLACEMENT CHARACTER}")
_SYMBOLS |= dict.fromkeys([0x200E, 0x202A, 0x202D, 0x2066, 0x2068], "\N{RIGHTWARDS DASHED ARROW}")
_SYMBOLS |= dict.fromkeys([0x061C, 0x200F, 0x202B, 0x202E, 0x2067], "\N{LEFTWARDS DASHED ARROW}")
_SYMBOLS |= dict.fromkeys([0x202C, 0x2069], "\N{RIGHTWARDS ARROW TO BAR}")
_SYMBOLS |= dict.fromkeys([0x3164, 0xFFA0], "\N{OPEN BOX}")  # letters that look like a blank
_LINE_ENDS = dict.fromkeys([0x0D, 0x85, 0x2028, 0x2029], "\n")
_REMOVED = [0xAD, 0x34F, 0x17B4, 0x17B5, 0x180E, 0x200B, *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF]
_REMOVED += [*range(0xFFF0, 0xFFF9), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)]
_TABLE: dict[int, str | None] = {**_SYMBOLS, **_LINE_ENDS, **dict.fromkeys(_REMOVED)}

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff" + "".join(f"\\U{code:08x}" for code in _NO_CHARACTERS[34:]) + "]"
)
_FILLER = re.compile("\u115f(?![\u1161-\u11a7])|(?<![\u1100-\u115e])\u1160")  # stands in for half a Hangul syllable
_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u20e3\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"  # and arrows, symbols
)
_JOINING_SCRIPT = "[\u0600-\u109f\u1780-\u18af\u1b00-\u1cff\ua800-\uabff]"  # Arabic to Myanmar, Khmer, Mongolian, …
_LOOSE_JOINER = re.compile(rf"(?<!{_JOINING_SCRIPT})(?:\u200c|(?<![{_PICTURES}\ufe0f])\u200d|\u200d(?![{_PICTURES}]))")
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LOOSE_SELECTOR = re.compile(
    rf"(?<![{_PICTURES}{_IDEOGRAPHS}\u1000-\u109f\ua840-\ua877])[\ufe00-\ufe0f](?!(?<=[0-9#*]\ufe0f)\u20e3)"
    rf"|(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]|(?<![\u1820-\u18aa])[\u180b-\u180d\u180f]"
)
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f?)|[\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]+")


def clean(text: str) -> str:
    r"""Return `text` without anything that a terminal or a reader could mistake for something else.

    Line ends become ``\n``; tabs stay. Joiners and selectors stay inside emoji and in the scripts that need them.
    Idempotent.
    """
    if not _SUSPECT.search(text):
        return text
    text = _FILLER.sub(_SYMBOLS[0x3164], text.replace("\r\n", "\n")).translate(_TABLE)
    text = _TAGS.sub(lambda found: found[1] or "", text)  # those of a flag, such as Scotland's, stay
    return _LOOSE_JOINER.sub("", _LOOSE_SELECTOR.sub("", text))


def changed_characters(text: str) -> int:
    """How many characters `clean` would replace or remove; line ends do not count."""
    text = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    replaced = sum(ord(character) in _SYMBOLS for character in text) if _SUSPECT.search(text) else 0
    replaced += len(_FILLER.findall(text))
    return replaced + len(text) - len(clean(text))


def told(count: int) -> str:
    """What is said when `clean` has changed so many characters; "" for none."""
    if not count:
        return ""
    characters = "1 character" if count == 1 else f"{count} characters"
    return f"{characters} that a terminal could act on or nobody can see became visible or went."


def splits(text: str, at: int) -> bool:
    """Whether offset `at` lies inside what is seen as one character: emoji, flags, letters with marks."""
    if not 0 < at < len(text) or text[at] < "\u0300":
        return False
    before, behind = text[at - 1], text[at]
    if _is_regional(before) and _is_regional(behind):
        first = at - 1
        while first and _is_regional(text[first - 1]):
            first -= 1
        return (at - first) % 2 == 1
    joined = before == "\u200d" and unicodedata.category(behind) == "So"
    return joined or behind in _EXTENDING or unicodedata.category(behind) in ("Mn", "Me", "Mc")


_EXTENDING = {"\u200c", "\u200d", *map(chr, range(0x1F3FB, 0x1F400)), *map(chr, range(0xE0020, 0xE0080))}


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def one_line(text: str) -> str:
    """`text` as one line: every run of white space becomes a space."""
    return " ".join(text.split())
