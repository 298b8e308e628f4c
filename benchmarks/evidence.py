"""Whether the files of evidence stay with their review: copied, moved, deleted and restored, packed and unpacked.

    python benchmarks/evidence.py [FILES] [ROUNDS]

Each round makes a review with that many files (20) and prints, step by step, how many of them are there and hold what
their names say, and how many wrong ones are told: one is deleted and one is changed at the end. Then archives are
damaged at random: no byte of them may come to lie outside, and no wrong file may come of one. Exit code 1 otherwise.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pm_tui.archive import moving, packing
from pm_tui.review import attached
from pm_tui.review.model import Event, Evidence, Review
from pm_tui.store import attachments, backups
from pm_tui.store.attachments import Looker
from pm_tui.store.files import ReviewFile, load
from pm_tui.ui.widgets.event_rows import event_rows

MOST = 50 * 10**6
PNG = b"\x89PNG\r\n\x1a\n"
DAMAGED = 100


def make(folder: Path, files: int, draw: random.Random) -> Path:
    """A review with an event for each file of evidence, every third an image, from nothing to 200 kB."""
    path, review = folder / "review.json", Review()
    for number in range(files):
        source = folder / f"file {number}.{'png' if number % 3 == 0 else 'log'}"
        source.write_bytes(
            PNG * (number % 3 == 0) + draw.randbytes(draw.choice([0, 1, 1000, 200_000])) + b"%d" % number
        )
        kept = attachments.keep(attachments.beside(path), source, MOST)
        source.unlink()
        events = (*review.events, Event(id=number + 1, text=f"event {number}"))
        piece = Evidence(id=1000 + number, about=number + 1, file=kept.file, name=kept.name, size=kept.size)
        review, _ = attached.attach(Review(events=events, evidence=review.evidence), piece)
    ReviewFile.create(path, review)
    return path


def right(path: Path) -> int:
    """How many files of a review are there and hold what their names say."""
    return sum(look.state == "present" for look in looks(path).values())


def looks(path: Path) -> dict[str, attached.Look]:
    files = [piece.file for piece in load(path).review.evidence]
    return Looker().look(attachments.beside(path), files)


def told(path: Path) -> int:
    """How many rows of the timeline say that their file is missing or has changed."""
    review = load(path).review
    rows = event_rows(review, {event.id for event in review.events}, looks=looks(path))
    return sum(row.note.startswith(("MISSING", "CHANGED")) for row in rows)


def steps(folder: Path, files: int, draw: random.Random) -> dict[str, tuple[int, int]]:
    """Each step, and how many it should find and found."""
    path = make(folder, files, draw)
    found = {"attached": (files, right(path))}
    copy = moving.copy(path, folder / "copy.json")
    found["copied"] = (2 * files, right(copy) + right(path))
    copy = moving.move(copy, folder / "moved.json")
    found["moved"] = (files, right(copy))
    removed = moving.remove(copy)
    found["deleted"] = (files, right(removed.kept / copy.name))
    copy = moving.restore(removed)
    found["restored"] = (files, right(copy))
    state, now = folder / "state", dt.datetime(2026, 3, 6, tzinfo=dt.UTC)
    backup = backups.keep(path, path.read_bytes(), 1, state, now)
    assert backup, "it is the first one"
    ReviewFile(path, load(path)).save(Review())
    backups.restore(backup, path, state, now)
    found["from a backup"] = (files, right(path))
    packing.pack(path, folder / "packed.zip")
    unpacked, _ = packing.unpack(folder / "packed.zip", folder / "there")
    found["unpacked"] = (files, right(unpacked))
    first, second, *_ = (attachments.beside(unpacked) / piece.file for piece in load(unpacked).review.evidence)
    first.unlink()
    second.write_bytes(b"changed")
    found["wrong ones told on their rows"] = (2, told(unpacked))
    found["and by pack"] = (2, len(packing.pack(unpacked, folder / "less.zip").lacking))
    return found


def damaged(folder: Path, draw: random.Random) -> tuple[int, int]:
    """How many archives with some wrong bytes were refused, and how many did harm."""
    archive, bad = (folder / "packed.zip").read_bytes(), folder / "bad.zip"
    refused = harm = 0
    before = {path for path in folder.rglob("*") if "in" not in path.parts}
    for number in range(DAMAGED):
        content = bytearray(archive)
        for _ in range(draw.randint(1, 4)):  # where names and sizes stand, as often as anywhere
            content[draw.randrange(len(content)) if draw.random() < 0.5 else -draw.randint(1, 3000)] = draw.randrange(
                256
            )
        bad.write_bytes(content)
        try:
            review, _ = packing.unpack(bad, folder / "in" / str(number))
            files = [path.name for path in attachments.beside(review).iterdir()]
            harm += any(look.state != "present" for look in Looker().look(attachments.beside(review), files).values())
        except packing.ArchiveRefused:
            refused += 1
            harm += any((folder / "in" / str(number)).iterdir())
    return refused, harm + len({path for path in folder.rglob("*") if "in" not in path.parts} - before - {bad})


def main(files: int = 20, rounds: int = 3, say: Callable[[str], object] = print) -> int:
    """Run the rounds; 1 when anything is not as it should be."""
    wrong = 0
    for number in range(rounds):
        draw, begun = random.Random(number), time.perf_counter()
        with tempfile.TemporaryDirectory() as name:
            for step, (wanted, found) in steps(Path(name), files, draw).items():
                say(f"round {number + 1}: {step}: {found} of {wanted}")
                wrong += wanted != found
            refused, harm = damaged(Path(name), draw)
            say(f"round {number + 1}: damaged archives: {refused} of {DAMAGED} refused, {harm} did harm")
            wrong += harm
        say(f"round {number + 1}: {time.perf_counter() - begun:.1f} s")
    say(f"evidence: {rounds} rounds of {files} files, {wrong} faults")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
