"""`pm-tui backups`: lists the backups of a review, shows one, puts one back."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pm_tui.cli.reading import file_of
from pm_tui.cli.saying import CommandFailed, named
from pm_tui.text import clean

if TYPE_CHECKING:
    from pm_tui.review.model import Review
    from pm_tui.store.backups import Backup


def backups(parsed: argparse.Namespace) -> int:
    """List, show or restore backups."""
    from pm_tui import paths
    from pm_tui.store.backups import listed

    file, root = file_of(parsed.file), paths.state_folder(os.environ)
    found = listed(file, root)
    if parsed.show is not None:
        _show(_chosen(found, parsed.show, file))
    elif parsed.restore is not None:
        _restore(file, _chosen(found, parsed.restore, file), root, asked=not parsed.yes)
    elif parsed.json:
        print(json.dumps([_as_object(n, backup) for n, backup in enumerate(found, 1)], ensure_ascii=False, indent=2))
    elif found:
        print("\n".join(_line(number, backup) for number, backup in enumerate(found, 1)))
    else:
        print(f"There are no backups of {named(file)}; they are made while it is open.")
    return 0


def _chosen(found: tuple[Backup, ...], number: int, file: Path) -> Backup:
    if 0 < number <= len(found):
        return found[number - 1]
    if not found:
        raise CommandFailed(f"There are no backups of {named(file)}.")
    raise CommandFailed(f"There is no backup {number} of {named(file)}: choose one from 1 to {len(found)}.")


def _read(path: Path) -> tuple[Review | None, str]:
    """The review in a file, and why it cannot be read."""
    from pm_tui.store import files

    try:
        return files.load(path).review, ""
    except files.Unreadable as error:
        return None, str(error)


def _records(backup: Backup) -> int | None:
    """How many records a backup holds, None when it cannot be read."""
    from pm_tui.review.model import TABLES

    review, _ = _read(backup.path)
    return sum(len(getattr(review, table)) for table in TABLES) + len(review.set_aside) if review else None


def _as_object(number: int, backup: Backup) -> dict[str, Any]:
    return {
        "number": number,
        "time": f"{backup.time:%Y-%m-%dT%H:%M:%SZ}",
        "revision": backup.revision,
        "size": backup.size,
        "records": _records(backup),
        "path": named(backup.path),
    }


def _line(number: int, backup: Backup) -> str:
    records = _records(backup)
    said = "cannot be read" if records is None else f"{records:5} record{'s' * (records != 1)}"
    revision = f"r{backup.revision}" if backup.revision else "-"
    return f"{number:3}  {backup.time:%Y-%m-%d %H:%M:%S} UTC  {revision:>6}  {_size(backup.size):>8}  {said}"


def _size(size: int) -> str:
    return f"{size} B" if size < 1000 else f"{size / 1024:.0f} KiB" if size < 2**20 else f"{size / 2**20:.1f} MiB"


def _show(backup: Backup) -> None:
    from pm_tui import formats

    review, problem = _read(backup.path)
    if not review:
        raise CommandFailed(problem)
    print(formats.export(review, now=dt.datetime.now(dt.UTC)), end="")


def _restore(file: Path, backup: Backup, root: Path, *, asked: bool) -> None:
    from pm_tui.store.backups import restore
    from pm_tui.store.jsontext import Refused

    review, problem = _read(backup.path)
    if not review:
        raise CommandFailed(problem)
    now = dt.datetime.now(dt.UTC)
    if asked:
        print(clean("\n".join(_change(file, review, now))))
        if not _is_yes():
            print("Nothing was changed.")
            return
    try:
        written = restore(backup, file, root, now)
    except Refused as refused:
        raise CommandFailed(f"{named(file)} cannot be replaced: {refused.reason}.") from None
    print(f"{named(written)} is as it was on {backup.time:%Y-%m-%d at %H:%M:%S} UTC (r{backup.revision}).")
    if written == file.resolve():
        print("What it replaced is a backup now, the first of the list.")
    else:
        print(f"Somebody was changing {named(file)} meanwhile, so that file was left alone.")


def _change(file: Path, review: Review, now: dt.datetime) -> list[str]:
    """What restoring would change, in lines."""
    from pm_tui.formats.difference import difference

    if not os.path.lexists(file):
        return [f"{named(file)} has gone; the backup would be put there."]
    current, problem = _read(file)
    if not current:
        return [problem, "The backup would take its place; what is there now would be kept as a backup."]
    lines = difference(current, review, now)
    return [f"What restoring would change in {named(file)}:", *lines] if lines else ["The file holds the same already."]


def _is_yes() -> bool:
    if not (sys.stdin and sys.stdin.isatty()):
        raise CommandFailed("Nothing was changed: add --yes to restore without being asked.")
    return input("Restore it? [y/N] ").strip().lower() in ("y", "yes")
