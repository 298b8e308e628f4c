r"""User text as GitHub-flavoured Markdown that shows the same words and nothing else.

CommonMark lets a backslash stand before any ASCII punctuation; only what could begin a structure gets one, so that the
source still reads well. The rules are those of CommonMark 0.31 and the GFM specification (tables, strikethrough,
autolinks), and GitHub's formulas between dollar signs.
"""

from __future__ import annotations

import re

from pm_tui.text import clean, one_line

_ANYWHERE = re.compile(
    r"[\\`*\[\]<~|$]"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
    r"|&(?=[#A-Za-z])"  # an entity
    r"|:(?=//)|(?<=mailto):|(?<=xmpp):|(?<=www)\."  # what would become a link by itself
    r"|#(?=#*$)",  # the closing marks of a heading
    re.IGNORECASE,
)
_AT_THE_START = re.compile(r"^(?:[-+>#=:]|\d+(?=[.)]))")
_NOTHING = "&#8203;"
"""A blank of no width, as Markdown: it parts what GitHub and GitLab would take for a name or a number."""
_MENTION = re.compile(
    r"@(?=[\w\\])|(?:(?<!(?<!\\)&)#|[!&]|\bGH-)(?=\d)|\bGHSA-(?=\w)"
    r"|\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,40}\b",  # a commit
    re.IGNORECASE,
)
_PIECE = re.compile(".{1,6}")  # seven letters of a commit are enough to find it
_TARGET = re.compile(r"(?<!\\)((?:\\\\)*\]\((?:\\.|[^()\\])*\))")
"""The target of a link; where the bracket has a backslash before it, it is text."""
_WRITTEN = re.compile(r"\\(?P<mark>[!-/:-@\[-`{-~])|<br\s*/?>", re.IGNORECASE)
_FENCE = re.compile("`{3,}")
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def inline(text: str) -> str:
    """The text on one line, for a heading, a cell or within a sentence."""
    return _escaped(one_line(clean(text)))


def _escaped(line: str) -> str:
    return _AT_THE_START.sub(_start, _ANYWHERE.sub(lambda found: "\\" + found[0], line))


def _start(found: re.Match[str]) -> str:
    """A number at the start of a line is kept from becoming a list by its point; a mark, by a backslash before it."""
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"


def with_breaks(text: str) -> str:
    """The text where there is room for one line only, in a cell or an item; its line ends are written as `<br>`."""
    return "<br>".join(map(_escaped, clean(text).strip().split("\n")))


def name(text: str) -> str:
    """A name in an enumeration: what could end it has a backslash too."""
    return re.sub(r"\\.|[,;:]", lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", inline(text))


def written(markdown: str) -> str:
    """The text that `inline`, `with_breaks` or `name` wrote as this."""
    return _WRITTEN.sub(lambda found: found["mark"] or "\n", markdown.replace(_NOTHING, ""))


def lines(text: str) -> tuple[str, ...]:
    """The lines of the text, each as `inline` writes it; blank lines are left out."""
    return tuple(filter(None, (inline(line) for line in clean(text).split("\n"))))


def prose(text: str) -> str:
    """The text as paragraphs: a blank line stays a blank line, a line end stays a line end."""
    paragraphs = re.split(r"\n\s*\n", clean(text))
    return "\n\n".join(filter(None, ("\n".join(lines(paragraph)) for paragraph in paragraphs)))


def bold(text: str) -> str:
    """The text on one line in bold; "" when it has no words."""
    words = inline(text)
    return f"**{words}**" if words else ""


def is_web(address: str) -> bool:
    """Whether this is one address of the web: nothing else is made a link."""
    return bool(_WEB.match(address)) and not re.search(r"\s", address)


def link(address: str, label: str = "") -> str:
    """A link to a web address, named `label`, else by the address; any other address stays text."""
    address = clean(address).strip()
    if not is_web(address):
        return " ".join(filter(None, (inline(label), inline(address))))
    target = re.sub(r"[\\()<>|`]", r"\\\g<0>", address).replace("&", "&amp;")
    return f"[{inline(label) or inline(address)}]({target})"


def linked(target: str) -> str:
    """The address that `link` wrote as the target of a link."""
    return written(target.replace("&amp;", "&"))


def without_mentions(markdown: str) -> str:
    """A whole document in which `@name`, `#12`, `GH-45`, a commit or an e-mail address is nothing but its words.

    GitHub and GitLab look for them in the text that is shown, so that a backslash does not help; code and the targets
    of links they leave alone, and so does this.
    """
    lines, fence = [], ""
    for line in markdown.split("\n"):
        if fence:
            lines.append(line)
            fence = "" if line.strip() == fence else fence
            continue
        if found := _FENCE.match(line.strip()):
            fence = found[0]
        parts = _TARGET.split(line)
        lines.append("".join(part if place % 2 else _MENTION.sub(_parted, part) for place, part in enumerate(parts)))
    return "\n".join(lines)


def _parted(found: re.Match[str]) -> str:
    """What was found, with a blank of no width behind it, or between the pieces of a commit."""
    pieces = _PIECE.findall(found[0])
    return _NOTHING.join(pieces if len(pieces) > 1 else [*pieces, ""])


def fenced(text: str, language: str = "text") -> str:
    """The text as it is in a fenced block, with a fence longer than any in it."""
    body = clean(text)
    longest = max((len(run) for run in _FENCE.findall(body)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{body}\n{fence}"
