"""How well and how fast what is confidential is found.

    python benchmarks/confidential.py [--half tuned|"held out"|unseen|all] [--show] [--floor 0.85]

Counts spans: one is found if a find of its kind covers it; a find that touches none is one too many. A sentence that
is to stay as it is counts as flagged once. Exit code 1 if precision or recall of the half is below the floor. The
sentences are in tests/confidential/sentences.jsonl; --show prints what went wrong, which must not be done for what is
held out or unseen: rules are changed for the tuned ones only.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pm_tui.confidential import find
from pm_tui.confidential.rules import RULES
from tests.confidential.labelled import Sentence, sentences


def counted(sentence: Sentence) -> Counter[tuple[str, str]]:
    """Found, missed and too many, by kind."""
    finds, counts = find(sentence.text), Counter[tuple[str, str]]()
    for start, end, kind in sentence.spans:
        covered = any(row.kind == kind and row.start <= start and end <= row.end for row in finds)
        counts["found" if covered else "missed", kind] += 1
    for row in finds:
        right = any(row.kind == kind and row.start < end and start < row.end for start, end, kind in sentence.spans)
        counts["too many", row.kind] += not right
    return counts


def share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def microseconds(texts: list[str], rounds: int = 20) -> float:
    began = time.process_time()
    for _ in range(rounds):
        for text in texts:
            find.__wrapped__(text)
    return (time.process_time() - began) / rounds / len(texts) * 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tuned", "held out", "unseen", "all"), default="unseen")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--floor", type=float, default=0.85)
    parsed = parser.parse_args()
    chosen = [row for row in sentences() if parsed.half in (row.half, "all")]
    counts: Counter[tuple[str, str]] = Counter()
    for row in chosen:
        here = counted(row)
        counts += here
        if parsed.show and any(here[what, kind] for what, kind in here if what != "found"):
            print({key: count for key, count in here.items() if count}, row.text, find(row.text))
    harmless = [row for row in chosen if not row.spans]
    print(f"{parsed.half}: {len(chosen)} sentences, {len(harmless)} of them harmless")
    print(f"{'kind':14} precision recall   found missed too many")
    totals = Counter[str]()
    for kind in dict.fromkeys(rule.kind for rule in RULES):
        found, missed, more = (counts[what, kind] for what in ("found", "missed", "too many"))
        totals.update({"found": found, "missed": missed, "too many": more})
        print(
            f"{kind:14} {share(found, found + more):9.2f} {share(found, found + missed):6.2f}"
            f" {found:7} {missed:6} {more:8}"
        )
    precision = share(totals["found"], totals["found"] + totals["too many"])
    recall = share(totals["found"], totals["found"] + totals["missed"])
    print(f"{'all':14} {precision:9.3f} {recall:6.3f} {totals['found']:7} {totals['missed']:6} {totals['too many']:8}")
    print(f"harmless sentences flagged: {sum(bool(find(row.text)) for row in harmless)} of {len(harmless)}")
    print(f"{microseconds([row.text for row in chosen]):.0f} µs a line")
    return int(min(precision, recall) < parsed.floor)


if __name__ == "__main__":
    sys.exit(main())
