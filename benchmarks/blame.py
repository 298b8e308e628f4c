"""How well and how fast the blame linter works.

    python benchmarks/blame.py [FILE.jsonl] [--by both|rules|model] [--corpus DIR [--show]]

FILE holds one JSON object a line: text, roster, where, flags (a list of {category, quote}; empty for a clean sentence).
By sentence: predicted if it gets any find of the tier, true if it has any mark; with 95 % intervals (Wilson; bootstrap
for F1). Sentences of FILE are never printed. With --corpus, every Markdown file below DIR is linted by sections, as
`pm-tui lint` does it; --show prints each find in its context. Speed is that of one process, on the texts given, and
beside it stands proselint, if it is installed.
"""

import argparse
import importlib
import json
import math
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pm_tui.blame import Flag, lint, reading
from pm_tui.blame.masking import mask
from pm_tui.blame.model import load
from pm_tui.blame.people import People, roster_words
from pm_tui.blame.tokens import Tokens

Record = dict[str, Any]
Lint = Callable[..., Sequence[Flag]]
WAYS: dict[str, Lint] = {
    "both": lint,
    "rules": partial(lint, model=False),
    "model": partial(lint, rules=False),
}
TIERS = {"flag": ("flag",), "flag and hint": ("flag", "hint")}


def wilson(hits: int, of: int) -> str:
    if not of:
        return "  none"
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return f"{share:.3f}  [{middle - half:.3f}, {middle + half:.3f}]  ({hits} of {of})"


def f1(pairs: list[tuple[bool, bool]]) -> float:
    both = sum(said and true for said, true in pairs)
    return 2 * both / max(1, sum(said for said, _ in pairs) + sum(true for _, true in pairs))


def f1_interval(pairs: list[tuple[bool, bool]]) -> str:
    dice = random.Random(0)
    drawn = sorted(f1(dice.choices(pairs, k=len(pairs))) for _ in range(1000))
    return f"{f1(pairs):.3f}  [{drawn[25]:.3f}, {drawn[974]:.3f}]"


def score(records: list[Record], way: Lint) -> None:
    finds = [way(record["text"], record["roster"], record.get("where")) for record in records]
    print(f"sentences  {len(records)}, {sum(bool(record['flags']) for record in records)} with blame")
    for name, tiers in TIERS.items():
        kept = [[find for find in found if find.tier in tiers] for found in finds]
        pairs = [(bool(found), bool(record["flags"])) for found, record in zip(kept, records, strict=True)]
        both = sum(said and true for said, true in pairs)
        print(f"\n{name}")
        print("  precision ", wilson(both, sum(said for said, _ in pairs)))
        print("  recall    ", wilson(both, sum(true for _, true in pairs)))
        print("  F1        ", f1_interval(pairs))
        by_category(records, kept)


def by_category(records: list[Record], finds: Sequence[Sequence[Flag]]) -> None:
    there, hit, named, given, false = (Counter[str]() for _ in range(5))
    right = of = 0
    for found, record in zip(finds, records, strict=True):
        true, said = {mark["category"] for mark in record["flags"]}, {find.category for find in found}
        there.update(true)
        given.update(said)
        hit.update(true if said else ())
        named.update(true & said)
        false.update(() if true else said)
        if true and said:
            of += 1
            right += any(fits(find, mark, record["text"]) for find in found for mark in record["flags"])
    print("  right category on an overlapping span", wilson(right, of))
    print("  category             sentences  found  as this category  false finds")
    for category in sorted(there | given):
        row = f"{there[category]:9}  {hit[category]:5}  {named[category]:16}  {false[category]:11}"
        print(f"  {category:20} {row}")


def fits(find: Flag, mark: dict[str, str], text: str) -> bool:
    start = text.index(mark["quote"])
    return find.category == mark["category"] and find.start < start + len(mark["quote"]) and find.end > start


def gate(texts: Sequence[tuple[str, Sequence[str], bool]]) -> None:
    """How many sentences the model passes over, and how many texts with blame it does not read at all."""
    model = load()
    sentences = closed = lost = 0
    for text, roster, blame in texts:
        tokens = Tokens(mask(text))
        ends = People(tokens, roster_words(roster)).ends
        scores = [model.score(tokens.words, ends, *span) for span in reading.spans(tokens) if span[1] - span[0] > 1]
        sentences += len(scores)
        closed += scores.count(None)
        lost += blame and all(said is None for said in scores)
    print(f"gate       passes over {closed} of {sentences} sentences, {closed / max(1, sentences):.2f}", end="")
    print(f"; texts with blame lost: {lost}")


def speed(texts: list[str], way: Callable[[str], object], name: str) -> None:
    """The best of five rounds, for other programs run beside this one; the latencies are of all rounds."""
    way("warm up")
    words = sum(len(text.split()) for text in texts)
    rounds, taken = [], []
    for _ in range(5):
        for text in texts:
            start = time.perf_counter()
            way(text)
            taken.append(time.perf_counter() - start)
        rounds.append(sum(taken[-len(texts) :]))
    taken.sort()
    p50, p99 = taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.99)] * 1000
    print(f"{name:10} {words / min(rounds):9,.0f} words/s; p50 {p50:.2f} ms, p99 {p99:.2f} ms")


def of_length(texts: Sequence[str], words: int) -> list[str]:
    """The texts in a row, cut anew into paragraphs of so many words."""
    row = " ".join(texts).split()
    return [" ".join(row[k : k + words]) for k in range(0, max(1, len(row) - words + 1), words)]


def speeds(name: str, texts: list[str]) -> None:
    paragraphs = of_length(texts, 150)
    print(f"\nspeed on {name}, paragraphs of 150 words")
    for by, way in WAYS.items():
        speed(paragraphs, way, by)
    if peer := proselint():
        speed(paragraphs, peer, "proselint")


def proselint() -> Callable[[str], object] | None:
    try:
        tools, checks, registry = (
            importlib.import_module(f"proselint.{part}") for part in ("tools", "checks", "registry")
        )
    except ImportError:
        return None
    registry.CheckRegistry().register_many(checks.__register__)
    return lambda text: tools.LintFile("text", text).lint()


def import_time() -> None:
    def taken(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - start

    bare, with_it = (min(taken(code) for _ in range(7)) for code in ("", "import pm_tui.blame"))
    load.cache_clear()
    start = time.perf_counter()
    load()
    weights = time.perf_counter() - start
    print(f"\nimport     {1000 * (with_it - bare):.0f} ms over bare Python; weights {1000 * weights:.0f} ms")


def corpus(folder: Path, by: str, show: bool) -> list[str]:
    """Counts the finds in a folder, and returns its paragraphs."""
    counts: Counter[str] = Counter()
    texts = []
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        texts += [part for part in text.split("\n\n") if part.strip()]
        for find in WAYS[by](text):
            counts[find.tier] += 1
            if show:
                before, after = text[max(0, find.start - 70) : find.start], text[find.end : find.end + 70]
                context = f"{before}[{text[find.start : find.end]}]{after}".replace("\n", " ")
                print(f"  {path.name[:24]:24} {find.tier} {find.category:17} …{context}…")
    words = sum(len(text.split()) for text in texts)
    for tier in ("flag", "hint"):
        print(f"corpus     {words} words, {counts[tier]} {tier}s, {1000 * counts[tier] / max(1, words):.2f} per 1,000")
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the blame linter.")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--by", choices=tuple(WAYS), default="both")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--show", action="store_true", help="print the finds of the corpus in their context")
    options = parser.parse_args()
    if options.file:
        records = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
        score(records, WAYS[options.by])
        gate([(record["text"], record["roster"], bool(record["flags"])) for record in records])
        speeds(options.file.name, [record["text"] for record in records])
    if options.corpus:
        texts = corpus(options.corpus, options.by, options.show)
        gate([(text, (), False) for text in texts])
        speeds(options.corpus.name, texts)
    import_time()


if __name__ == "__main__":
    main()
