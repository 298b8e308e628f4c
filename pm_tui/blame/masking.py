"""What the linter does not read: code, links, quoted words, headings.

Masked characters become spaces one to one, so that offsets hold; line breaks stay.
"""

import re

_FENCE = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t][^\n]*$|^[^\n]*\n[ \t]*(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_INLINE = re.compile(
    r"`[^`\n]*`"
    r"|https?://[^\s<>]+"
    r"|\"[^\"\n]*\""
    r"|“[^“”\n]*”"
    r"|„[^„“”\n]*[“”]"
    r"|«[^«»\n]*»"
    r"|(?<![\w'’])['‘](?=\w)(?:[^'‘\n]|(?<=\w)'(?=\w))*(?<=[\w.,!?])['’](?!\w)"
)
_QUOTED_LINE = re.compile(r"^[ \t]*>[^\n]*$", re.MULTILINE)


def mask(text: str) -> str:
    """`text` of the same length, with what is not the author's own prose blanked out."""
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(_blank, text)
    if "#" in text or "\n" in text:
        text = _HEADING.sub(_blank, text)
    if ">" in text:
        text = _QUOTED_LINE.sub(_blank, text)
    return _INLINE.sub(_quoted, text)


def _blank(found: re.Match[str]) -> str:
    return "".join("\n" if letter == "\n" else " " for letter in found.group())


def _quoted(found: re.Match[str]) -> str:
    # One mark stays where a quotation stood, so that the words on both sides do not become neighbours.
    return "…" + " " * (len(found.group()) - 1)
