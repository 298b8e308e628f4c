"""Trains the model of the blame linter from the labelled sentences beside this script.

    python training/train.py [FILE.jsonl …] [--clean FOLDER] [--out FILE | --judge]

Each FILE (default: all beside this script) is taken as one author. --clean names a folder of Markdown whose sentences
count as clean, but for those on which the rules find something. --judge writes nothing: it trains once for each
author left out, and for each fifth of the clean folder, and prints how well the model and the linter do there.
Equal input gives the same file, byte for byte.
"""

import argparse
import json
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pm_tui.blame import Flag, lint, reading
from pm_tui.blame.linter import HINT
from pm_tui.blame.masking import mask
from pm_tui.blame.model import WEIGHTS, Model, Weights, pack
from pm_tui.blame.people import People, roster_words
from pm_tui.blame.reading import Piece
from pm_tui.blame.rules.table import RULES
from pm_tui.blame.tokens import Tokens

STRENGTH = 6.0  # inverse of the regularisation
HEAD_STRENGTH = 3.0
HEAD_SIZE = 1 << 15
CUE = 1.0  # what a word must say by itself to be a cue
THRESHOLDS = np.arange(-1, 4.01, 0.25)  # that --judge prints


@dataclass
class Sentence:
    """A sentence as the linter reads it, with the categories and pieces of the spans that are marked in it."""

    author: str
    item: int
    said: list[str]
    ends: list[int]
    row: list[Piece]
    starts: list[int]
    stops: list[int]
    marks: list[tuple[str, int, int]] = field(default_factory=list)


@dataclass
class Item:
    """A labelled text: who wrote it, and what is marked in it (start, end, category)."""

    author: str
    text: str
    roster: tuple[str, ...]
    marks: list[tuple[int, int, str]]


def labelled(path: Path) -> Iterable[Item]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        marks = []
        for flag in record["flags"]:
            start = record["text"].index(flag["quote"])
            marks.append((start, start + len(flag["quote"]), flag["category"]))
        yield Item(path.stem, record["text"], tuple(record["roster"]), marks)


def carried() -> Iterable[Item]:
    """The sentences that the rules carry, but for those that count in one part of a review only."""
    for rule in [rule for rule in RULES if not rule.where]:
        yield from (Item("rules", text, (), []) for text in rule.quiet)
        for text in rule.fires:
            marks = [(flag.start, flag.end, flag.category) for flag in lint(text, model=False)]
            yield Item("rules", text, (), marks)


def clean(folder: Path) -> Iterable[Item]:
    """Each sentence of each document on which the rules find nothing; a fifth of the documents is one author."""
    for number, path in enumerate(sorted(folder.rglob("*.md"))):
        text = path.read_text(encoding="utf-8", errors="replace")
        tokens = Tokens(mask(text))
        flags = lint(text, model=False)
        for first, last in reading.spans(tokens):
            if last - first == 1:
                continue
            start, end = tokens.starts[first], tokens.ends[last - 1]
            if all(flag.end <= start or flag.start >= end for flag in flags):
                yield Item(f"clean{number % 5}", text[start:end], (), [])


def sentences(items: Sequence[Item]) -> Iterable[Sentence]:
    for number, item in enumerate(items):
        tokens = Tokens(mask(item.text))
        people = People(tokens, roster_words(item.roster))
        for first, last in reading.spans(tokens):
            row = reading.pieces(tokens.words, people.ends, first, last)
            if last - first == 1:
                continue  # a line break or a mark
            sentence = Sentence(item.author, number, tokens.words, people.ends, row, tokens.starts, tokens.ends)
            for start, end, category in item.marks:
                inside = [
                    k
                    for k, piece in enumerate(row)
                    if tokens.starts[piece.first] < end and tokens.ends[piece.last - 1] > start
                ]
                if inside:
                    sentence.marks.append((category, inside[0], inside[-1] + 1))
            yield sentence


def matrix(read: Sequence[tuple[Sequence[str], Sequence[Piece]]]) -> sparse.csr_matrix:
    """One line for each sentence: how often it has each feature, over the root of its length."""
    numbers: list[int] = []
    sizes: list[float] = []
    ends = [0]
    for said, row in read:
        numbers += [feature.number for feature in reading.features(said, row)]
        sizes += [1 / np.sqrt(len(row) + 2)] * (len(numbers) - ends[-1])
        ends.append(len(numbers))
    columns = np.array(numbers)
    values = np.array(sizes) * np.where(columns >= reading.LETTERS, reading.SPELLING, 1.0)
    table = sparse.csr_matrix((values, columns, np.array(ends)), (len(read), reading.SIZE))
    table.sum_duplicates()
    return table


def learn(table: sparse.csr_matrix, truth: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression; a feature that only one sentence has counts for nothing."""
    common = np.flatnonzero(table.getnnz(axis=0) > 1)
    machine = LogisticRegression(C=strength, solver="liblinear", random_state=0, intercept_scaling=10)
    machine.fit(table[:, common], truth)
    weights = np.zeros(table.shape[1])
    weights[common] = machine.coef_[0]
    return weights, float(machine.intercept_[0])


def train(given: Sequence[Sentence]) -> Weights:
    """The weights that these sentences teach."""
    blame, bias = learn(matrix([(s.said, s.row) for s in given]), np.array([bool(s.marks) for s in given]), STRENGTH)
    blame[reading.LETTERS :] *= reading.SPELLING
    unit = float(np.abs(blame).max()) / 127
    small = eight_bits(blame, unit)
    marked = [(s.said, s.row[first:last], category) for s in given for category, first, last in s.marks]
    marked += [(s.said, s.row, s.marks[0][0]) for s in given if s.marks]
    met = (np.array(small) != 0).astype(float)
    met[reading.LETTERS :] *= reading.HEAD_SPELLING / reading.SPELLING
    table = folded(matrix([(said, row) for said, row, _ in marked]) @ sparse.diags(met))
    heads, head_bias = {}, {}
    for category in sorted({category for _, _, category in marked}):
        truth = np.array([name == category for _, _, name in marked])
        heads[category], head_bias[category] = learn(table, truth, HEAD_STRENGTH)
    head_unit = max(float(np.abs(head).max()) for head in heads.values()) / 127
    eight = {category: eight_bits(head, head_unit) for category, head in heads.items()}
    return Weights(small, unit, bias, CUE, eight, head_unit, head_bias)


def folded(table: sparse.csr_matrix) -> sparse.csr_matrix:
    """The columns laid over each other until a head's size is left."""
    cells = table.tocoo()
    small = sparse.csr_matrix((cells.data, (cells.row, cells.col % HEAD_SIZE)), (table.shape[0], HEAD_SIZE))
    small.sum_duplicates()
    return small


def eight_bits(weights: np.ndarray, unit: float) -> "array[int]":
    return array("b", np.clip(np.rint(weights / unit), -127, 127).astype(np.int8).tobytes())


@dataclass
class Opinion:
    """What rules and model, which has not seen its author, say of one text."""

    item: Item
    rules: Sequence[Flag]
    score: float = -9.0
    alone: float = -9.0
    right: bool = False
    overlap: bool = False
    gated: int = 0


def judge(items: Sequence[Item], read: Sequence[Sentence]) -> list[Opinion]:
    opinions = [Opinion(item, lint(item.text, item.roster, model=False)) for item in items]
    for author in sorted({item.author for item in items}):
        model = Model(train([sentence for sentence in read if sentence.author != author]))
        for sentence in read:
            if sentence.author == author:
                listen(model, sentence, opinions[sentence.item])
        print(f"trained without {author}", file=sys.stderr)
    return opinions


def listen(model: Model, sentence: Sentence, opinion: Opinion) -> None:
    row, starts, ends = sentence.row, sentence.starts, sentence.stops
    score = model.score(sentence.said, sentence.ends, row[0].first, row[-1].last)
    if score is None:
        opinion.gated += 1
        return
    opinion.alone = max(opinion.alone, score)
    start, end = starts[row[0].first], ends[row[-1].last - 1]
    if score <= opinion.score or any(flag.start < end and flag.end > start for flag in opinion.rules):
        return
    first, last = model.place(sentence.said, row)
    category = model.category(sentence.said, row)
    opinion.score = score
    touched = [name for name, low, high in sentence.marks if low < last and high > first]
    opinion.overlap, opinion.right = bool(touched), category in touched


def report(opinions: Sequence[Opinion]) -> None:
    """Prints for a row of thresholds what the model finds alone and beside the rules, by author."""
    clean_words = sum(len(o.item.text.split()) for o in opinions if o.item.author.startswith("clean"))
    authors = sorted({o.item.author for o in opinions if not o.item.author.startswith("clean")})
    groups = {author: [o for o in opinions if o.item.author == author] for author in authors}
    groups = {"a-e": [o for author in "abcde" for o in groups.get(author, [])]} | groups
    for name, group in groups.items():
        print(f"\n{name}: {len(group)} texts, {sum(bool(o.item.marks) for o in group)} blame")
        for tier in ("flag", "hint"):
            said = [any(tier == "hint" or flag.tier == "flag" for flag in o.rules) for o in group]
            print(f"  rules {tier:5}        {share(group, said)}")
        for threshold in THRESHOLDS:
            alone = share(group, [o.alone >= threshold for o in group])
            both = share(group, [any(f.tier == "flag" for f in o.rules) or o.score >= threshold for o in group])
            print(f"  score {threshold:5.2f}  model {alone}  both {both}")
    print(f"\nclean folder, {clean_words} words: finds of the model per 1,000 words, by threshold")
    for threshold in THRESHOLDS:
        count = sum(o.score >= threshold for o in opinions if o.item.author.startswith("clean"))
        print(f"  {threshold:5.2f}  {1000 * count / max(1, clean_words):.2f}")
    marked = [o for o in opinions if o.item.marks]
    alone, ruled = [o for o in marked if o.score >= HINT], [o for o in marked if o.rules]
    print(f"\ntrue finds of the model where the rules are silent: {len(alone)}", end=", ")
    print(f"on an overlapping span {mean(o.overlap for o in alone)}, with its category {mean(o.right for o in alone)}")
    print(f"of {len(ruled)} true finds of the rules: with the category {mean(named(o) for o in ruled)}")
    joint = [named(o) or (o.score >= HINT and o.right) for o in marked if o.rules or o.score >= HINT]
    print(f"of {len(joint)} true finds of both together: with the category {mean(joint)}")
    silent = [o for o in opinions if o.item.marks and o.alone == -9.0]
    print(f"the gate loses {len(silent)} of {sum(bool(o.item.marks) for o in opinions)} blaming texts")


def named(opinion: Opinion) -> bool:
    """Whether a flag of the rules has the category of a mark that it overlaps."""
    return any(
        flag.category == category and flag.start < end and flag.end > start
        for flag in opinion.rules
        for start, end, category in opinion.item.marks
    )


def mean(values: Iterable[bool]) -> str:
    return f"{np.mean(list(values)):.3f}"


def share(group: Sequence[Opinion], said: Sequence[bool]) -> str:
    true = [bool(o.item.marks) for o in group]
    both = sum(a and b for a, b in zip(said, true, strict=True))
    return f"P {both / max(1, sum(said)):.3f} R {both / max(1, sum(true)):.3f}"


def written(options: argparse.Namespace) -> list[Item]:
    items = [*(item for path in options.files for item in labelled(path)), *carried()]
    return items + (list(clean(options.clean)) if options.clean else [])


def main() -> None:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description="Train the model of the blame linter.")
    parser.add_argument("files", nargs="*", type=Path, default=sorted(here.glob("*.jsonl")))
    parser.add_argument("--clean", type=Path)
    parser.add_argument("--out", type=Path, default=here.parent / "pm_tui" / "blame" / WEIGHTS)
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args()
    items = written(options)
    read = list(sentences(items))
    if options.judge:
        report(judge(items, read))
    else:
        packed = pack(train(read))
        options.out.write_bytes(packed)
        print(f"{len(read)} sentences, {len(packed)} bytes: {options.out}")


if __name__ == "__main__":
    main()
