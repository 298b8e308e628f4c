"""The labelled sentences, about half of them harmless.

Those "tuned" and "held out" were written before the rules, by the author of the rules, and parted by lot; a harder list
that followed was added to the tuned ones. Those "unseen" were written last, and no rule was changed for them.

In `sentences.jsonl`, ⟦kind=words⟧ is to be found. ⟨ghp_|w36⟩ is made when the file is read: "ghp_" and 36 letters and
digits by lot, so that no token stands in the repository. The letter says from what: see `LETTERS`.
"""

from __future__ import annotations

import json
import random
import re
import string
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("sentences.jsonl")
LETTERS = {
    "A": string.ascii_letters,
    "B": string.ascii_letters + string.digits + "+/",
    "Q": string.ascii_uppercase[:8] + string.digits[2:],
    "U": string.ascii_uppercase + "234567",
    "a": string.ascii_lowercase + string.digits,
    "b": string.ascii_letters + string.digits + "-_",
    "d": string.digits,
    "h": "0123456789abcdef",
    "w": string.ascii_letters + string.digits,
}
_MADE = re.compile("⟨([^⟩]*)⟩")
_RANDOM = re.compile(r"([A-Za-z])(\d+)")
_MARKED = re.compile("⟦([^=⟧]*)=([^⟧]*)⟧")


class Sentence(NamedTuple):
    """A text, what is to be found in it as (start, end, kind), and its half: "tuned", "held out" or "unseen"."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    half: str


def sentences() -> list[Sentence]:
    """Every sentence, the same each time."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [_read(row["text"], row["half"], random.Random(number)) for number, row in enumerate(rows)]


def made(written: str, dice: random.Random) -> str:
    """A token made of its parts: `ghp_|w36`."""
    return "".join(
        "".join(dice.choices(LETTERS[piece[1]], k=int(piece[2]))) if (piece := _RANDOM.fullmatch(part)) else part
        for part in written.split("|")
    )


def _read(written: str, half: str, dice: random.Random) -> Sentence:
    marked = _MADE.sub(lambda found: made(found[1], dice), written)
    text, spans, at = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        at = found.end()
    return Sentence(text + marked[at:], tuple(spans), half)
