"""The commands that treat a review and what lies beside it as one: copy, move, delete, pack, unpack."""

from __future__ import annotations

import argparse
import errno
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pm_tui import paths
from pm_tui.cli.reading import file_of, library_folder, load
from pm_tui.cli.saying import CommandFailed, named, say
from pm_tui.text import clean


def copy(parsed: argparse.Namespace) -> int:
    """Copy a review and its files, and print where the copy is."""
    from pm_tui.archive import moving

    return _relocated(parsed, moving.copy)


def move(parsed: argparse.Namespace) -> int:
    """Move or rename a review, its files and its backups, and print where it is."""
    from pm_tui.archive import moving
    from pm_tui.store import backups

    def relocate(file: Path, to: Path) -> Path:
        moved = moving.move(file, to)
        try:
            backups.follow(file, moved, paths.state_folder(os.environ))
        except OSError as error:
            say(f"Its backups stay under the old name: {error.strerror}.")
        return moved

    return _relocated(parsed, relocate)


def _relocated(parsed: argparse.Namespace, relocate: Callable[[Path, Path], Path]) -> int:
    file, to = _review(parsed.file), file_of(parsed.to)
    if to.suffix != ".json" and not to.is_dir():
        raise CommandFailed(f"A review is a .json file: try {named(to.with_suffix('.json'))}, or name a folder.")
    with _sentences():
        print(named(relocate(file, to)))
    return 0


def delete(parsed: argparse.Namespace) -> int:
    """Move a review and its files to the trash, and say where that is."""
    from pm_tui.archive import moving

    file = file_of(parsed.file)
    if not os.path.lexists(file):
        raise CommandFailed(f"There is no {named(file)}.")
    if not (file.is_file() or file.is_symlink()):
        raise CommandFailed(f"{named(file)} is no file, so it is no review; nothing was deleted.")
    if not parsed.yes and not _agreed(f"Move {named(file)} and its files to the trash? [y/N] "):
        print("Nothing was deleted.")
        return 0
    with _sentences():
        removed = moving.remove(file)
    there, back = shlex.quote(named(removed.kept / file.name)), shlex.quote(named(file))
    print(f"It is in {named(removed.kept)}. Bring it back: pm-tui move {there} {back}")
    return 0


def pack(parsed: argparse.Namespace) -> int:
    """Make one archive of a review and its files; exit code 1 when a file is left out."""
    from pm_tui.archive import packing

    file = file_of(parsed.file)
    archive = file.with_suffix(".zip") if parsed.output is None else file_of(parsed.output)
    names = {piece.file: piece.name for piece in load(file).evidence if piece.file}
    with _sentences("--force replaces it"):
        packed = packing.pack(file, archive, force=parsed.force)
    for lacking, look in packed.lacking.items():
        say(f"{named(names.get(lacking) or lacking)} is {look.state}, so it is left out ({named(lacking)}).")
    print(f"{named(archive)} holds the review and {packed.files} file{'s' * (packed.files != 1)} of evidence.")
    return int(bool(packed.lacking))


def unpack(parsed: argparse.Namespace) -> int:
    """Put the review of an archive, with its files, into a folder, and print where it is."""
    from pm_tui.archive import packing

    folder = library_folder(parsed) if parsed.to is None else file_of(parsed.to)
    with _sentences("--force moves that one to the trash"):
        review, before = packing.unpack(file_of(parsed.archive), folder, force=parsed.force)
    print(named(review))
    if before:
        say(f"What was there is in {named(before.kept)}.")
    return 0


def _review(name: str) -> Path:
    file = file_of(name)
    if file.is_symlink():
        raise CommandFailed(f"{named(file)} is a link; name what it leads to: {named(file.resolve())}.")
    return file


def _agreed(question: str) -> bool:
    if not (sys.stdin and sys.stdin.isatty()):
        raise CommandFailed("Nobody is there to ask whether to delete it; --yes does it without a question.")
    return clean(input(question)).strip().lower() in ("y", "yes")


@contextmanager
def _sentences(otherwise: str = "nothing was overwritten") -> Iterator[None]:
    """Say what went wrong in a sentence each; `otherwise` is what can be done about a file that is there."""
    from pm_tui.archive.packing import ArchiveRefused
    from pm_tui.store.files import Unreadable
    from pm_tui.store.session_lock import Held

    try:
        yield
    except Held as held:
        raise CommandFailed(f"{held} Close it there first.") from None
    except (Unreadable, ArchiveRefused) as problem:
        raise CommandFailed(str(problem)) from None
    except FileExistsError as problem:
        raise CommandFailed(f"{named(problem.filename)} exists already; {otherwise}.") from None
    except OSError as problem:
        if problem.errno == errno.ENOENT and problem.filename2:  # a rename names both
            raise CommandFailed(f"There is no folder {named(Path(problem.filename2).parent)}.") from None
        raise
