"""How well and how fast the blame linter works.

    python benchmarks/blame.py FILE.jsonl [--corpus DIR]

FILE holds one JSON object a line: text, roster, where, flags (a list of {category, quote}; empty for a clean sentence).
By sentence: predicted if it gets any flag (hints do not count), true if it has any. Prints precision, recall and F1
with 95 % intervals (Wilson; bootstrap for F1), recall by category, words a second, and latency a paragraph. With
--corpus, every Markdown file below DIR is linted too, and each flag is shown in its context.
"""

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pm_tui.blame import Flag, lint

Record = dict[str, Any]


def shown(text: str, roster: list[str], where: str | None) -> list[Flag]:
    return [flag for flag in lint(text, roster, where) if flag.tier == "flag"]


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


def score(records: list[Record]) -> None:
    flags = [shown(record["text"], record["roster"], record.get("where")) for record in records]
    pairs = [(bool(found), bool(record["flags"])) for found, record in zip(flags, records, strict=True)]
    both = sum(said and true for said, true in pairs)
    print(f"sentences  {len(records)}")
    print("precision ", wilson(both, sum(said for said, _ in pairs)))
    print("recall    ", wilson(both, sum(true for _, true in pairs)))
    print("F1        ", f1_interval(pairs))
    there: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    named: Counter[str] = Counter()
    given: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for found, record in zip(flags, records, strict=True):
        true = {flag["category"] for flag in record["flags"]}
        said = {flag.category for flag in found}
        there.update(true)
        given.update(said)
        hit.update(true if said else ())
        named.update(true & said)
        false.update(() if true else said)
    print("\ncategory             sentences  flagged  as this category  false flags")
    for category in sorted(there | given):
        print(f"{category:20} {there[category]:9}  {hit[category]:7}  {named[category]:16}  {false[category]:11}")


def paragraphs(records: list[Record], size: int = 4) -> list[str]:
    texts = [record["text"] for record in records]
    return [" ".join(texts[k : k + size]) for k in range(0, len(texts), size)]


def speed(texts: list[str]) -> None:
    lint("warm up")
    taken = []
    for text in texts * 5:
        start = time.perf_counter()
        lint(text)
        taken.append(time.perf_counter() - start)
    words = 5 * sum(len(text.split()) for text in texts)
    taken.sort()
    p50, p99 = taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.99)] * 1000
    print(f"\nspeed      {words / sum(taken):,.0f} words/s; paragraph p50 {p50:.2f} ms, p99 {p99:.2f} ms")


def corpus(folder: Path) -> None:
    words = count = 0
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        words += len(text.split())
        for flag in shown(text, [], None):
            count += 1
            before, after = text[max(0, flag.start - 70) : flag.start], text[flag.end : flag.end + 70]
            context = f"{before}[{text[flag.start : flag.end]}]{after}".replace("\n", " ")
            print(f"  {path.name[:28]:28} {flag.category:17} …{context}…")
    print(f"corpus     {words} words, {count} flags, {1000 * count / max(1, words):.2f} per 1,000 words")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the blame linter.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    records = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    score(records)
    speed(paragraphs(records))
    if options.corpus:
        print()
        corpus(options.corpus)


if __name__ == "__main__":
    main()
