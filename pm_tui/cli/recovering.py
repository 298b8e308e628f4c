"""`pm-tui recover`: saves what can be read of a damaged review."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pm_tui.cli.reading import file_of
from pm_tui.cli.saying import CommandFailed, named
from pm_tui.text import clean

if TYPE_CHECKING:
    from pm_tui.store.backups import Backup
    from pm_tui.store.salvage import Salvaged

SHOWN = 20
"""Places that are listed of what could not be read."""


def recover(parsed: argparse.Namespace) -> int:
    """Write what can be read of a damaged review to a new file, and say what that is."""
    from pm_tui.store import files, salvage
    from pm_tui.store.jsontext import Refused

    file = file_of(parsed.file)
    try:
        files.load(file)
    except files.Damaged as damaged:
        problem = str(damaged)
    except files.Unreadable as error:
        raise CommandFailed(str(error)) from None
    else:
        problem = ""
    try:
        saved = salvage.read(file)
    except Refused as refused:  # it has become something else meanwhile
        raise CommandFailed(f"{named(file)} cannot be opened: {refused.reason}.") from None
    written = _write(file, parsed.output, saved) if problem and saved.count else None
    backups = _good_backups(file)
    if parsed.json:
        said = json.dumps(_as_object(file, problem, written, saved, backups), ensure_ascii=False, indent=2)
    else:
        said = "\n".join(_lines(file, problem, written, saved, backups))
    print(clean(said))
    return 2 if problem and not written else 0


def _write(file: Path, output: str | None, saved: Salvaged) -> Path:
    from pm_tui.store.salvage import create, write

    if output is None:
        return write(file, saved.review)
    target = file_of(output)
    try:
        return create(target, saved.review, file)
    except FileExistsError:
        raise CommandFailed(f"{named(target)} exists already; give the recovered review another name.") from None


def _good_backups(file: Path) -> list[Backup]:
    from pm_tui import paths
    from pm_tui.store import backups

    try:
        return [backup for backup in backups.listed(file, paths.state_folder(os.environ)) if backup.revision]
    except OSError:
        return []


def _lines(file: Path, problem: str, written: Path | None, saved: Salvaged, backups: list[Backup]) -> list[str]:
    if not problem:
        return [f"{named(file)} is sound; open it: pm-tui open {named(file)}"]
    lines = [problem]
    lines.append(f"{saved.count} records could be read." if saved.count != 1 else "1 record could be read.")
    lines += saved.notes
    lines += [f"Not read, but kept: {piece}" for piece in saved.lost[:SHOWN]]
    if len(saved.lost) > SHOWN:
        lines.append(f"… and {len(saved.lost) - SHOWN} more places")
    if written:
        lines.append(f"Written to {named(written)}; what could not be read is kept in it too.")
    else:
        lines.append("Nothing was written.")
    if backups:
        when = f"{backups[0].time:%Y-%m-%d %H:%M:%S} UTC"
        lines.append(f"The newest backup is of {when} (r{backups[0].revision}): pm-tui backups {named(file)}")
    return lines


def _as_object(
    file: Path, problem: str, written: Path | None, saved: Salvaged, backups: list[Backup]
) -> dict[str, Any]:
    import msgspec

    return {
        "file": named(file),
        "problem": problem,
        "output": named(written) if written else None,
        "records": saved.count,
        "lost": msgspec.to_builtins(saved.lost),
        "notes": saved.notes,
        "backups": [named(backup.path) for backup in backups],
    }
