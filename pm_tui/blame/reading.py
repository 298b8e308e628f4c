"""How the model sees a sentence: people by their kind, words, kinds of words and letters, each hashed to a number.

Training and judging share this module, so that a weight always means the same. Hashes are CRC-32: equal everywhere.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from pm_tui.blame.patterns import is_past
from pm_tui.blame.rules import roles, words
from pm_tui.blame.tokens import ENDERS, Tokens, vocabulary

MASK = (1 << 19) - 1  # rows of words and of kinds have the numbers up to this one, rows of letters those behind
LETTERS = MASK + 1
SIZE = LETTERS + (1 << 18)
WORD_SEED = crc32(b"word")
KIND_SEED = crc32(b"kind")
WORD_REACH = 3  # words of a row that count together
KIND_REACH = 5
SPELLING = 0.25  # what a run of letters counts beside a row of words: there are many, and they overlap
HEAD_SPELLING = 0.5  # the same where it is told which category: stems say more of that than rows do
START, END = "^", "$"
_SPELLED = 30  # letters; longer "words" are not language
_RUNS = range(2, 6)

_FIRST = vocabulary("i we me us")
_SMALL = roles.CLOSERS | roles.BETWEEN | roles.DETERMINERS | vocabulary("because since as so due 0")
_GRAMMAR = {
    "[not]": vocabulary("not no never nobody none nothing neither nor without hardly noone nowhere"),
    "[be]": vocabulary("is are was were be been being am"),
    "[have]": vocabulary("have has had 've"),
}
_CLASSES = vocabulary("""
sacked standing error owned_fault manual incident lapse failing fail wreck bad weakly_bad bad_noun insult badly blindly
act_noun diligence obvious noticed right retrain sack moved strong_sack careful take_care warning beginner clever verb
duty_done carelessly_ing act_past very
""")
_KINDS = {
    **{word: f"[{name}]" for name in sorted(_CLASSES) for word in words.CLASSES[name]},
    **{word: word for word in _SMALL},
    **{word: name for name, members in _GRAMMAR.items() for word in members},
}


class Piece(NamedTuple):
    """A word of a sentence, or people as one piece; `first` and `last` are its place in the words of the text."""

    form: str
    first: int
    last: int


class Feature(NamedTuple):
    """One thing that can speak for or against blame: its number, and the pieces that it covers."""

    number: int
    first: int
    last: int


def spans(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First and last word (exclusive) of each sentence, its mark included."""
    first = 0
    for i, word in enumerate(tokens.words):
        if word in ENDERS:
            yield first, i + 1
            first = i + 1
    if first < len(tokens):
        yield first, len(tokens)


def pieces(said: Sequence[str], ends: Sequence[int], first: int, last: int) -> list[Piece]:
    """The pieces of the sentence `said[first:last]`; `ends[i]` is where a phrase of people at word i ends, or -1."""
    found = []
    i = first
    while i < last:
        end = min(ends[i], last)
        if end > i:
            found.append(Piece(whom(said, i, end), i, end))
        else:
            end = i + 1
            found.append(Piece("0" if said[i][0].isdigit() else said[i], i, end))
        i = end
    return found


def whom(said: Sequence[str], first: int, last: int) -> str:
    """The kind of people that the phrase `said[first:last]` names."""
    opening = said[first]
    if opening in _FIRST:
        return "<first>"
    if opening in roles.PRONOUNS or opening in roles.OBJECTS:
        return "<pronoun>"
    if opening in roles.INDEFINITE:
        return "<any>"
    phrase = said[first:last]
    if not roles.TEAMS.isdisjoint(phrase):
        return "<team>"
    if any(word in roles.NOUNS or word.rpartition("-")[2] in roles.ROLES for word in phrase):
        return "<role>"
    return "<name>"


def kind(form: str) -> str:
    """The kind of a piece: what the rules' tables or its ending say; small words are their own kind."""
    if form[0] == "<":
        return form if form in {"<first>", "<any>"} else "<person>"
    known = _KINDS.get(form)
    if known or not form[0].isalnum():
        return known or form
    if is_past(form):
        return "[past]"
    return next((f"[{end}]" for end in ("ing", "ly") if form.endswith(end) and len(form) > 4), "[word]")


def spelling(word: str) -> list[int]:
    """The numbers of the runs of two to five letters of a word."""
    if not word[0].isalnum() or len(word) > _SPELLED:
        return []
    framed = f"<{'0' if word[0].isdigit() else word}>"
    return [
        LETTERS + (crc32(framed[i : i + length].encode("utf-8", "surrogatepass")) % (SIZE - LETTERS))
        for length in _RUNS
        for i in range(len(framed) - length + 1)
    ]


def packed(form: str) -> bytes:
    """The bytes that stand for a word in a row of words; no word holds a space."""
    return b" " + form.encode("utf-8", "surrogatepass")


def features(said: Sequence[str], row: Sequence[Piece]) -> Iterator[Feature]:
    """All features of a sentence: rows of words, rows of kinds, letters."""
    forms = [START, *(piece.form for piece in row), END]
    yield from _rows([packed(form) for form in forms], WORD_SEED, WORD_REACH)
    yield from _rows([packed(kind(form)) for form in forms], KIND_SEED, KIND_REACH)
    for at, piece in enumerate(row, 1):
        for word in said[piece.first : piece.last]:
            for number in spelling(word):
                yield Feature(number, at, at + 1)


def _rows(parts: list[bytes], seed: int, reach: int) -> Iterator[Feature]:
    for i in range(len(parts)):
        number = seed
        for j in range(i, min(len(parts), i + reach)):
            number = crc32(parts[j], number)
            yield Feature(number & MASK, i, j + 1)
