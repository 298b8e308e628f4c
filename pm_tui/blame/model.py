"""A learned second opinion on sentences in which the rules find nothing.

A linear model over hashed features (`reading`), trained by training/train.py; its weights lie beside this file. They
are loaded with the first sentence that needs them, or earlier by `load`. Plain Python, deterministic.
"""

from __future__ import annotations

import json
import pkgutil
import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from math import sqrt
from typing import NamedTuple, TypeVar, cast

from pm_tui.blame import reading
from pm_tui.blame.reading import END, HEAD_SPELLING, KIND_REACH, KIND_SEED, MASK, START, WORD_REACH, WORD_SEED, Piece
from pm_tui.blame.rules.rule import Category
from pm_tui.blame.tokens import vocabulary

WEIGHTS = "weights.bin"
_REMEMBERED = 20_000  # words; a review has a few thousand
_UNDERLINED = 12  # words at most

_LOOSE_STARTS = vocabulary(", ; : — – … ( ) and or but so that because when while if")
_LOOSE_ENDS = _LOOSE_STARTS | vocabulary(
    ". ? ! a an the his her their our my at on in by of for to than with from as is was"
)


class Weights(NamedTuple):
    """What training writes: eight-bit weights, each to be multiplied by its unit."""

    blame: array[int]
    unit: float
    bias: float
    cue: float
    heads: dict[Category, array[int]]
    head_unit: float
    head_bias: dict[Category, float]


def pack(weights: Weights) -> bytes:
    """The file of these weights: a line of JSON, then the numbers, compressed."""
    head = {
        "unit": weights.unit,
        "bias": weights.bias,
        "cue": weights.cue,
        "head_unit": weights.head_unit,
        "head_bias": weights.head_bias,
    }
    rows = [weights.blame, *(weights.heads[category] for category in weights.head_bias)]
    return zlib.compress(json.dumps(head).encode() + b"\n" + b"".join(row.tobytes() for row in rows), 9)


def unpack(packed: bytes) -> Weights:
    """The weights of such a file."""
    head, _, rows = zlib.decompress(packed).partition(b"\n")
    said = json.loads(head)
    size = reading.SIZE
    blame = array("b", rows[:size])
    length = (len(rows) - size) // max(1, len(said["head_bias"]))
    heads = {
        category: array("b", rows[size + k * length : size + (k + 1) * length])
        for k, category in enumerate(said["head_bias"])
    }
    return Weights(
        blame,
        said["unit"],
        said["bias"],
        said["cue"],
        heads,
        said["head_unit"],
        cast(dict[Category, float], said["head_bias"]),
    )


class _Known(NamedTuple):
    """What is remembered of a word: its bytes and hashes in both rows, and what it says by itself."""

    word: bytes
    kind: bytes
    word_number: int
    kind_number: int
    says: int


class _Row(NamedTuple):
    """What is known of the words of a sentence, each thing in a row of its own."""

    words: tuple[bytes, ...]
    kinds: tuple[bytes, ...]
    word_numbers: tuple[int, ...]
    kind_numbers: tuple[int, ...]
    says: tuple[int, ...]


class Model:
    """Judges sentences. Remembers words, so that most of the work is done once a word."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._weight = weights.blame.__getitem__
        self._heads = [head.__getitem__ for head in weights.heads.values()]
        self._fold = (len(next(iter(weights.heads.values()))) - 1).__and__  # a head's size is a power of two
        self._cue = weights.cue / weights.unit
        self._known: dict[str, _Known] = {}
        self._letters: dict[str, int] = {}
        self._voices: dict[str, list[float]] = {}
        self._opening, self._closing = self._learn(START), self._learn(END)

    def _learn(self, form: str) -> _Known:
        word, kind = reading.packed(form), reading.packed(reading.kind(form))
        numbers = zlib.crc32(word, WORD_SEED), zlib.crc32(kind, KIND_SEED)
        return _Known(word, kind, *numbers, sum(self._weight(number & MASK) for number in numbers))

    def _whole(self, word: str) -> _Known:
        """A word with its letters."""
        if word not in self._known:
            known = self._learn("0" if word[0].isdigit() else word)
            _remember(self._known, word, known._replace(says=known.says + self._spelled(word)))
        return self._known[word]

    def _people(self, form: str) -> _Known:
        if form not in self._known:
            _remember(self._known, form, self._learn(form))
        return self._known[form]

    def _each(self, said: Sequence[str]) -> list[_Known]:
        known = self._known.get
        return [known(word) or self._whole(word) for word in said]

    def _spelled(self, word: str) -> int:
        if word not in self._letters:
            _remember(self._letters, word, sum(map(self._weight, reading.spelling(word))))
        return self._letters[word]

    def score(self, said: Sequence[str], ends: Sequence[int], first: int, last: int) -> float | None:
        """How much the sentence `said[first:last]` speaks for blame; None if nothing in it is a cue.

        `ends` tells the people (`People.ends`). A cue is people, or a word that by itself speaks for blame.
        """
        known, i, total = [self._opening], first, 0
        people = [k for k in range(first, last) if ends[k] > k]
        for k in people:
            if k < i:
                continue  # inside the people before
            end = min(ends[k], last)
            known += self._each(said[i:k])
            known.append(self._people(reading.whom(said, k, end)))
            total += sum(map(self._spelled, said[k:end]))
            i = end
        known += self._each(said[i:last])
        known.append(self._closing)
        row = _Row(*zip(*known, strict=True))
        if not people and max(row.says[1:-1]) < self._cue:
            return None
        numbers: list[int] = []
        for _, more in _rows(row):
            numbers += more
        total += sum(row.says) + sum(map(self._weight, map(MASK.__and__, numbers)))
        return float(self._weights.bias + self._weights.unit * total / sqrt(len(known)))

    def place(self, said: Sequence[str], row: Sequence[Piece]) -> tuple[int, int]:
        """First and last piece (exclusive) of the run that speaks most for blame."""
        read = self._read(row)
        speaks = [float(says) for says in read.says]
        for at, piece in enumerate(row, 1):
            if piece.form[0] == "<":
                speaks[at] += sum(map(self._spelled, said[piece.first : piece.last]))
        for length, numbers in _rows(read):
            for at, weight in enumerate(map(self._weight, map(MASK.__and__, numbers))):
                if weight:
                    for k in range(at, at + length):
                        speaks[k] += weight / length
        first, last = _best_run(speaks[1:-1])
        while last - first > 1 and row[last - 1].form in _LOOSE_ENDS:
            last -= 1
        while last - first > 1 and row[first].form in _LOOSE_STARTS:
            first += 1
        return first, last

    def category(self, said: Sequence[str], row: Sequence[Piece]) -> Category:
        """The category that a sentence speaks for most."""
        read = self._read(row)
        numbers = [*read.word_numbers, *read.kind_numbers]
        for _, more in _rows(read):
            numbers += more
        numbers = self._met([number & MASK for number in numbers])
        voices = [self._voice(word) for piece in row for word in said[piece.first : piece.last]]
        spelled = map(sum, zip(*voices, strict=True))
        sums = [letters + sum(map(head, numbers)) for head, letters in zip(self._heads, spelled, strict=True)]
        unit, size = self._weights.head_unit, sqrt(len(row) + 2)
        biases = self._weights.head_bias
        return max(zip(sums, biases, strict=True), key=lambda said: unit * said[0] / size + biases[said[1]])[1]

    def _met(self, numbers: list[int]) -> list[int]:
        """The numbers, as heads count them, of the features that training has met; the others say nothing."""
        return list(map(self._fold, filter(self._weight, numbers)))

    def _voice(self, word: str) -> list[float]:
        """What the letters of a word say to each category."""
        if word not in self._voices:
            numbers = self._met(reading.spelling(word))
            sums = (sum(map(head, numbers)) for head in self._heads)
            _remember(self._voices, word, [HEAD_SPELLING * said for said in sums])
        return self._voices[word]

    def _read(self, row: Sequence[Piece]) -> _Row:
        middle = [self._people(form) if form[0] == "<" else self._whole(form) for form, _, _ in row]
        return _Row(*zip(self._opening, *middle, self._closing, strict=True))


_Of = TypeVar("_Of")


def _remember(memory: dict[str, _Of], word: str, what: _Of) -> None:
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[word] = what


def _rows(row: _Row) -> Iterator[tuple[int, list[int]]]:
    """The features that span several words: their length, and their hashes by the word that they begin with."""
    for parts, single, reach in (
        (row.words, row.word_numbers, WORD_REACH),
        (row.kinds, row.kind_numbers, KIND_REACH),
    ):
        numbers: Sequence[int] = single
        for length in range(2, min(reach, len(parts)) + 1):
            numbers = list(map(zlib.crc32, parts[length - 1 :], numbers))
            yield length, numbers


def _best_run(speaks: Sequence[float]) -> tuple[int, int]:
    """The run of a few words that has the largest sum."""
    best, first, last, total, start = float("-inf"), 0, 1, 0.0, 0
    for i, value in enumerate(speaks):
        if total <= 0:
            total, start = 0.0, i
        total += value
        if total > best and i - start < _UNDERLINED:
            best, first, last = total, start, i + 1
    return first, last


@cache
def load() -> Model:
    """The model, read from its file once. Call it early to have it ready; an OSError means that the file is missing."""
    return Model(unpack(pkgutil.get_data("pm_tui.blame", WEIGHTS) or b""))
