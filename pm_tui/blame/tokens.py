"""Words of a text with their places, and where its sentences end.

A contraction is read as its two words ("didn't" as "did not", "Bob's" as "bob" and "'s"), both standing at the
place of the whole written word, so that a span found in the words is always a run of whole words in the text.
"""

import re
from functools import lru_cache


def vocabulary(text: str) -> frozenset[str]:
    """The words of a table that is written as running text."""
    return frozenset(text.split())


INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
ENDERS = frozenset(".?!\n")
BREAKS = ENDERS | {";"}

_LETTER = rf"[\w\u0300-\u036f{INVISIBLE}]"
_TOKEN = re.compile(
    rf"\d+(?::\d+)+"
    rf"|[@#]?{_LETTER}+(?:['’.\-‑]{_LETTER}+)*(?:@{_LETTER}+(?:[.\-]{_LETTER}+)+|(?<=s)['’](?=\s))?"
    rf"|[.,;:?!()\n—–…]"
)
_DROP = str.maketrans({**dict.fromkeys(INVISIBLE), "’": "'", "‑": "-"})

_ABBREVIATED = vocabulary("mr mrs ms dr st prof sr jr vs approx e.g i.e")
_BARE = {
    word.replace("'", ""): word
    for word in vocabulary(
        "didn't don't doesn't can't couldn't shouldn't wouldn't wasn't weren't hasn't haven't hadn't won't isn't "
        "aren't should've could've would've must've might've"
    )
} | {
    heard + tail: f"{word}'ve"
    for word, heard in (
        ("should", "should"),
        ("could", "could"),
        ("would", "would"),
        ("should", "shud"),
        ("could", "cud"),
    )
    for tail in ("a", "of", "ve")
}
_REMEMBERED = 20_000  # words; a review has a few thousand
_STEMS = {"ca": "can", "wo": "will", "sha": "shall"}
_TAILS = {"'ve": "have", "'ll": "will", "'re": "are", "'m": "am", "'d": "'d", "'s": "'s"}


class Tokens:
    """Parallel lists: the word as it is looked up, its start and end in the text, and whether it is capitalised."""

    __slots__ = ("capital", "ends", "starts", "words")

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.capital: list[bool] = []
        words, starts, ends, capital = self.words, self.starts, self.ends, self.capital
        for found in _TOKEN.finditer(text):
            written = found.group()
            start, end = found.span()
            if written == "." and self._abbreviation_before(start):
                continue
            parts, big = _read(written)
            for part in parts:
                words.append(part)
                starts.append(start)
                ends.append(end)
                capital.append(big)

    def __len__(self) -> int:
        return len(self.words)

    def _abbreviation_before(self, start: int) -> bool:
        """Whether a full stop at `start` belongs to an initial or a title ("S. Patel", "Dr. Lin")."""
        if not self.words or self.ends[-1] != start:
            return False
        last = self.words[-1]
        return last in _ABBREVIATED or (len(last) == 1 and last.isalpha() and self.capital[-1])


@lru_cache(_REMEMBERED)
def _read(written: str) -> tuple[tuple[str, ...], bool]:
    """The words that a written word stands for, and whether it is capitalised."""
    word = (written if written.isascii() else written.translate(_DROP)).lower()
    if written[:2] == "IT" and not written[2:3].isalnum():
        word = "i.t." + word[2:]  # the department, not the pronoun
    return _parts(word) if word else (), written[0].isupper()  # no word: nothing but invisible characters


def _parts(word: str) -> tuple[str, ...]:
    word = _BARE.get(word, word)
    if word == "cannot":
        return ("can", "not")
    if "'" not in word or len(word) == 1:
        return (word,)
    if word.endswith("'"):
        return (word[:-1], "'s")
    stem, mark, tail = word.rpartition("'")
    if tail == "t" and stem.endswith("n"):
        return (_STEMS.get(stem[:-1], stem[:-1]), "not")
    if mark + tail in _TAILS and stem:
        return (*_parts(stem), _TAILS[mark + tail])
    return (word,)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of `text`, in order; what stands between them is white space.

    A line break always ends a sentence; a full stop after an initial or a title does not.
    """
    tokens = Tokens(text)
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for word, begin, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        if word == "\n":
            if start is not None:
                spans.append((start, begin))
            start = None
            continue
        start = begin if start is None else start
        if word in ENDERS:
            spans.append((start, end))
            start = None
    if start is not None:
        spans.append((start, tokens.ends[-1]))
    return spans
