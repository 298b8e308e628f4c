"""A learned second opinion on sentences in which the rules find nothing.

A linear model over hashed features (`reading`), trained by training/train.py; its weights lie beside this file. They
are loaded with the first sentence that needs them, or earlier by `load`. Plain Python, deterministic.
"""

from __future__ import annotations

import json
import pkgutil
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from math import sqrt
from typing import NamedTuple, cast

from pm_tui.blame import reading
from pm_tui.blame.reading import KIND_SEED, MASK, START, WORD_SEED, Piece
from pm_tui.blame.rules.rule import Category

WEIGHTS = "weights.bin"
_REMEMBERED = 20_000  # words; a review has a few thousand
_UNDERLINED = 12  # words at most


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


class Model:
    """Judges sentences. Remembers words, so that most of the work is done once a word."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._weight = weights.blame.__getitem__
        self._cue = weights.cue / weights.unit
        self._known: dict[str, _Known] = {}
        self._letters: dict[str, int] = {}
        self._opening, self._closing = self._learn(START), self._learn(reading.END)

    def _learn(self, form: str) -> _Known:
        word, kind = reading.packed(form), reading.packed(reading.kind(form))
        numbers = zlib.crc32(word, WORD_SEED), zlib.crc32(kind, KIND_SEED)
        return _Known(word, kind, *numbers, sum(self._weight(number & MASK) for number in numbers))

    def _remember(self, word: str) -> _Known:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        known = self._learn("0" if word[0].isdigit() else word)
        known = known._replace(says=known.says + self._spelled(word))
        self._known[word] = known
        return known

    def _spelled(self, word: str) -> int:
        if word not in self._letters:
            if len(self._letters) > _REMEMBERED:
                self._letters.clear()
            self._letters[word] = sum(map(self._weight, reading.spelling(word)))
        return self._letters[word]

    def score(self, said: Sequence[str], ends: Sequence[int], first: int, last: int) -> float | None:
        """How much the sentence `said[first:last]` speaks for blame; None if nothing in it is a cue.

        `ends` tells the people (`People.ends`). A cue is people, or a word that by itself speaks for blame.
        """
        row = [self._opening]
        total = 0
        cue = False
        i = first
        while i < last:
            end = ends[i]
            if end > i:
                cue = True
                end = min(end, last)
                form = reading.whom(said, i, end)
                known = self._known.get(form) or self._name(form)
                total += sum(map(self._spelled, said[i:end]))
                i = end
            else:
                known = self._known.get(said[i]) or self._remember(said[i])
                cue = cue or known.says >= self._cue
                i += 1
            row.append(known)
        if not cue:
            return None
        row.append(self._closing)
        words, kinds, numbers, kind_numbers, says = zip(*row, strict=True)
        total += sum(says) + self._rows(words, numbers, reading.WORD_REACH)
        total += self._rows(kinds, kind_numbers, reading.KIND_REACH)
        return float(self._weights.bias + self._weights.unit * total / sqrt(len(row)))

    def _name(self, form: str) -> _Known:
        self._known[form] = known = self._learn(form)
        return known

    def _rows(self, parts: Sequence[bytes], numbers: Sequence[int], reach: int) -> int:
        total = 0
        masked = MASK.__and__
        for length in range(1, min(reach, len(parts))):
            numbers = list(map(zlib.crc32, parts[length:], numbers))
            total += sum(map(self._weight, map(masked, numbers)))
        return total

    def place(self, said: Sequence[str], row: Sequence[Piece]) -> tuple[int, int]:
        """First and last piece (exclusive) of the run that speaks most for blame."""
        speaks = [0.0] * (len(row) + 2)
        for feature in reading.features(said, row):
            share = self._weight(feature.number) / (feature.last - feature.first)
            for at in range(feature.first, feature.last):
                speaks[at] += share
        return _best_run(speaks[1:-1])

    def category(self, said: Sequence[str], row: Sequence[Piece]) -> Category:
        """The category that a sentence, or a run of it, speaks for most."""
        numbers = [feature.number for feature in reading.features(said, row)]
        weights = self._weights
        size = sqrt(len(row) + 2)

        def speaks(category: Category) -> float:
            head = weights.heads[category]
            mask = len(head) - 1
            return weights.head_bias[category] + weights.head_unit * sum(head[n & mask] for n in numbers) / size

        return max(weights.heads, key=speaks)


def _best_run(speaks: Sequence[float]) -> tuple[int, int]:
    """The run with the largest sum, where every piece must speak louder than the sentence does on average."""
    least = sum(speaks) / len(speaks)
    best, first, last, total, start = float("-inf"), 0, 1, 0.0, 0
    for i, value in enumerate(speaks):
        if total <= 0:
            total, start = 0.0, i
        total += value - least
        if total > best and i - start < _UNDERLINED:
            best, first, last = total, start, i + 1
    return first, last


@cache
def load() -> Model:
    """The model, read from its file once. Call it early to have it ready; an OSError means that the file is missing."""
    return Model(unpack(pkgutil.get_data("pm_tui.blame", WEIGHTS) or b""))
