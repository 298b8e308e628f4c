"""Damage review files in every way that is known, and open them: nothing may end in a traceback or change the file.

    python benchmarks/mutations.py [--files 2000] [--screens 100] [--seed 6]

Each file is a sample, or a review with a record in every table, damaged in one to three ways. It is opened as the app
does, salvaged, and given to `pm-tui recover`; what that writes must open. Some are opened on the screen as well, and
there the first key has to lead to a working review if anything could be read. Prints the counts.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import gzip
import io
import json
import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from textual.pilot import Pilot

from pm_tui import cli, paths
from pm_tui.review.model import SINGLES, TABLES, Review
from pm_tui.review.records import to_tables
from pm_tui.settings import Settings, Values
from pm_tui.store import salvage
from pm_tui.store.files import Damaged, ReviewFile, Unreadable, load
from pm_tui.store.jsontext import serialise
from pm_tui.ui.app import PmTuiApp

Damage = Callable[[bytes, random.Random], bytes]
PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n"


@dataclasses.dataclass
class Outcome:
    """How many files there were and what came of them; `wrong` lists what must not be."""

    files: int = 0
    opened: int = 0
    damaged: int = 0
    placed: int = 0
    salvaged: int = 0
    records: int = 0
    lost: int = 0
    recovered: int = 0
    screens: int = 0
    working: int = 0
    wrong: list[str] = dataclasses.field(default_factory=list)


def sources() -> list[bytes]:
    """The files that are damaged."""
    rows = {name: (_filled(kind),) for name, kind in TABLES.items()}
    full = Review(**rows, **{name: _filled(kind) for name, kind in SINGLES.items()})
    stamp = {"pm_tui": {"1": {"schema": 1, "revision": 4}}, "later": {"1": {"x": [1, "two"]}}}
    made = serialise(to_tables(full) | stamp)
    compact = json.dumps(json.loads(made)).encode()
    return [made, compact, *(sample.read_bytes() for sample in sorted(paths.samples().glob("*.json")))]


def _filled(kind: type[msgspec.Struct]) -> Any:
    """A record with a text in every field that takes one."""
    texts = {
        field.name: f"{field.name} 🙂 “Zürich” {{x}}" for field in msgspec.structs.fields(kind) if field.type is str
    }
    texts.pop("rank", None)
    texts.pop("zone", None)
    return kind(**texts, **({"id": 1234567} if "id" in kind.__struct_fields__ else {}))


# --- damage


def _somewhere(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(start + int(chance.expovariate(1 / 60)), len(content))


def cut_end(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def cut_head(content: bytes, chance: random.Random) -> bytes:
    return content[chance.randrange(len(content) + 1) :]


def hole(content: bytes, chance: random.Random) -> bytes:
    start, end = _somewhere(content, chance)
    return content[:start] + content[end:]


def nul_block(content: bytes, chance: random.Random) -> bytes:
    start, end = _somewhere(content, chance)
    return content[:start] + b"\0" * (end - start) + content[end:]


def junk(content: bytes, chance: random.Random) -> bytes:
    start, end = _somewhere(content, chance)
    return content[:start] + chance.randbytes(chance.randrange(40)) + content[end:]


def bits(content: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.randrange(1, 9) if content else 0):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def repeated(content: bytes, chance: random.Random) -> bytes:
    start, end = _somewhere(content, chance)
    return content[:end] + content[start:]


def swapped(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted(_somewhere(content, chance)[0] for _ in range(2))
    return content[second:] + content[first:second] + content[:first]


def trailing(content: bytes, chance: random.Random) -> bytes:
    return content + chance.choice([b"}", b"\n{}", b"\0" * 4096, b"x", content, b"\x1b[31m"])


def merge_markers(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    start = chance.randrange(len(lines) + 1)
    middle = start + chance.randrange(4)
    end = middle + chance.randrange(4)
    ours, theirs, rest = lines[start:middle], lines[middle:end], lines[chance.choice([middle, end]) :]
    marked = [b"<<<<<<< HEAD\n", *ours, b"=======\n", *theirs, b">>>>>>> other\n"]
    return b"".join([*lines[:start], *marked, *rest])


def other_encoding(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32"]))


def western(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode("cp1252", "replace")


def bad_bytes(content: bytes, chance: random.Random) -> bytes:
    start, _ = _somewhere(content, chance)
    return content[:start] + chance.choice([b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88"]) + content[start:]


def mark_of_order(content: bytes, chance: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + content


def packed(content: bytes, chance: random.Random) -> bytes:
    return gzip.compress(content, mtime=0)


def page(content: bytes, chance: random.Random) -> bytes:
    return PAGE


def nothing(content: bytes, chance: random.Random) -> bytes:
    return chance.choice([b"", b"\0" * len(content), b"\n", b" "])


def in_a_value(content: bytes, chance: random.Random) -> bytes:
    """Put what JSON or we do not allow in the place of a value."""
    places = [at for at in range(len(content)) if content[at : at + 2] in (b": ", b":{")]
    if not places:
        return content
    at = chance.choice(places) + 1
    bent = [b"NaN", b"-Infinity", b"1e999", b"9" * 5000, b"[" * 10_000, b"[" * 10_000 + b"]" * 10_000, b'"\\ud800"']
    bent += [b"5", b"[]", b"{}", b"null", b'"\\u0000\\u001b[2J"', b"-", b'"', b"\\", b'{"a": 1, "a": 2}', b'"x"']
    return content[:at] + b" " + chance.choice(bent) + b"," + content[at:]


def wrong_types(content: bytes, chance: random.Random) -> bytes:
    """Change values of a file that still is JSON."""
    try:
        tables = json.loads(content)
    except (ValueError, RecursionError):
        return content
    odd = [
        None,
        5,
        -1,
        1.5,
        True,
        "x",
        "",
        [],
        {},
        [{}],
        {"1": 2},
        "9999-12-31T23:59:59Z",
        2**70,
        "Mars/Base",
        "\u202e",
    ]
    for _ in range(chance.randrange(1, 6)):
        part, inside = tables, chance.randrange(4)
        while isinstance(part, dict) and part:
            name = chance.choice(sorted(part))
            if not inside or not isinstance(part[name], dict):
                part[chance.choice([name, "odd", "-1", "007", "", "1\n"])] = chance.choice(odd)
                break
            part, inside = part[name], inside - 1
    return json.dumps(tables).encode()


def later_schema(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b'"schema": 1', b'"schema": %d' % chance.choice([2, 99, 2**60, 0, -1]))


def wrapped(content: bytes, chance: random.Random) -> bytes:
    before, after = chance.choice([(b"[", b"]"), (b'{"review": ', b"}"), (b'"', b'"'), (b"callback(", b");")])
    return before + content + after


DAMAGES: tuple[Damage, ...] = (
    cut_end, cut_head, hole, nul_block, junk, bits, repeated, swapped, trailing, merge_markers, other_encoding, western,
    bad_bytes, mark_of_order, packed, page, nothing, in_a_value, wrong_types, later_schema, wrapped,
)  # fmt: skip


def damaged(number: int, seed: int, whole: list[bytes]) -> bytes:
    """The file of that number: the same each time."""
    chance = random.Random(f"{seed}-{number}")
    content = whole[number % len(whole)]
    for damage in [DAMAGES[number % len(DAMAGES)], *chance.choices(DAMAGES, k=chance.choice([0, 0, 1, 2]))]:
        content = damage(content, chance)
    return content


# --- opening


def try_one(path: Path, outcome: Outcome) -> None:
    """Open, salvage and recover a file; note what came of it."""
    before, status = path.read_bytes(), path.stat()
    outcome.files += 1
    try:
        _open(path, outcome)
        saved = salvage.read(path)
        serialise(to_tables(saved.review))
        outcome.salvaged += saved.count > 0
        outcome.records += saved.count
        outcome.lost += len([str(piece) for piece in saved.lost])
        _recover(path, outcome)
    except Exception:
        outcome.wrong.append(f"{path.name}: {traceback.format_exc()}")
    if path.read_bytes() != before or path.stat().st_mtime_ns != status.st_mtime_ns:
        outcome.wrong.append(f"{path.name}: the file was changed")


def _open(path: Path, outcome: Outcome) -> None:
    try:
        loaded = load(path)
    except Unreadable as problem:
        outcome.damaged += 1
        outcome.placed += problem.line > 0
        if not (isinstance(problem, Damaged) and str(problem).isprintable() and str(path) in str(problem)):
            outcome.wrong.append(f"{path.name}: {problem!r}")
        return
    outcome.opened += 1
    copy = path.with_name("copy.json")
    ReviewFile(path, loaded).copied(copy, loaded.review)
    if to_tables(load(copy).review) != to_tables(loaded.review):
        outcome.wrong.append(f"{path.name}: it is another review after saving")
    copy.unlink()


def _recover(path: Path, outcome: Outcome) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = cli.main(["recover", str(path)])
    if code not in (0, 2) or "\x1b" in said.getvalue() or "Traceback" in said.getvalue():
        outcome.wrong.append(f"{path.name}: recover left with {code}: {said.getvalue()}")
    written = path.with_name(f"{path.stem}.recovered.json")
    if written.exists():
        outcome.recovered += 1
        load(written)
        written.unlink()


async def _until(ready: Callable[[], bool], pilot: Pilot[None]) -> None:
    """Wait, for some seconds at most, until a thread that reads or writes a file is done."""
    for _ in range(200):
        if ready():
            return
        await pilot.pause(0.05)


async def on_screen(path: Path, outcome: Outcome) -> None:
    """Open a file on the screen; if something can be read of it, one key must lead to a working review."""
    app = PmTuiApp(path.parent, Settings(Values(), ()), review=path)
    app.animation_level = "none"
    before = path.read_bytes()
    outcome.screens += 1
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            await _until(lambda: app.session is not None or len(app.screen_stack) > 1, pilot)
            await app.workers.wait_for_complete()
            await pilot.pause()
            if app.session is None and salvage.salvage(before).count:
                await pilot.press("s")
                await _until(lambda: app.session is not None, pilot)
            outcome.working += app.session is not None
            if app.session is None and salvage.salvage(before).count:
                outcome.wrong.append(f"{path.name}: the screen leads nowhere")
    except Exception:
        outcome.wrong.append(f"{path.name} on the screen: {traceback.format_exc()}")
    if path.read_bytes() != before:
        outcome.wrong.append(f"{path.name}: the screen has changed the file")


def run(files: int, screens: int, seed: int, say: Callable[[str], object] = print) -> Outcome:
    """Try so many files, and so many of them on the screen."""
    outcome = Outcome()
    whole = sources()
    for number in range(files):
        folder = Path(tempfile.mkdtemp(prefix="pm-tui-mutations-"))
        path = folder / f"file-{number}.json"
        path.write_bytes(damaged(number, seed, whole))
        try_one(path, outcome)
        if screens and number % max(files // screens, 1) == 0 and outcome.screens < screens:
            asyncio.run(on_screen(path, outcome))
        shutil.rmtree(folder)
        if number % 500 == 499:
            say(f"{number + 1} files")
    return outcome


def main() -> int:
    """Run it, print the counts; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--screens", type=int, default=100)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    outcome = run(given.files, given.screens, given.seed)
    print(f"{outcome.files:6} damaged files, {len(outcome.wrong)} tracebacks or changed files")
    print(
        f"{outcome.opened:6} open as they are, {outcome.damaged} do not; of these {outcome.placed} name line and column"
    )
    print(
        f"{outcome.salvaged:6} have something to salvage: {outcome.records} records; {outcome.lost} places are listed"
    )
    print(f"{outcome.recovered:6} were recovered to a new file that opens")
    print(f"{outcome.screens:6} on the screen, {outcome.working} of them a working review after at most one key")
    for wrong in outcome.wrong[:10]:
        print(f"WRONG: {wrong}")
    return int(bool(outcome.wrong))


if __name__ == "__main__":
    sys.exit(main())
