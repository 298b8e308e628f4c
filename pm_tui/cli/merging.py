"""`pm-tui merge`: takes copies of a review into it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pm_tui.cli.reading import file_of
from pm_tui.cli.saying import CommandFailed, named, say

if TYPE_CHECKING:
    from pm_tui.store.files import Loaded


def merge(parsed: argparse.Namespace) -> int:
    """Merge copies into a review; exit code 2 when one of them cannot be read."""
    from pm_tui.store import copies, files
    from pm_tui.store.session_lock import Held, SessionLock

    file = file_of(parsed.file)
    try:
        loaded = files.load(file)
        lock = SessionLock.take(file)
    except files.Unreadable as error:
        raise CommandFailed(str(error)) from None
    except Held as held:
        raise CommandFailed(f"{held} Merge there: Ctrl+P, “Merge copies”.") from None
    try:
        chosen = [*map(file_of, parsed.copies)] or copies.beside(file, loaded.review)
        if not chosen:
            print(f"There is no copy of {named(file)} beside it.")
            return 0
        others = [copy for copy in chosen if copy.resolve() != file.resolve()]
        if not others:
            raise CommandFailed(f"{named(file)} is the review itself; name a copy of it.")
        return _merge(file, loaded, others)
    finally:
        if lock:
            lock.release()


def _merge(file: Path, loaded: Loaded, chosen: list[Path]) -> int:
    from pm_tui import paths
    from pm_tui.store import attachments, backups, copies, files, keeping

    root = paths.state_folder(os.environ)
    review, taken, code = loaded.review, [], 0
    for path in chosen:
        try:
            copy = copies.read(path, file, loaded.revision, root)
        except files.Unreadable as error:
            code = say(str(error))
            continue
        attachments.bring(attachments.beside(path), attachments.beside(file.resolve()))
        merged = copies.take(review, copy)
        review = merged.review
        taken.append(path)
        print(f"{named(path.name)}: {merged}.")
    if review is not loaded.review:
        if loaded.read_only:
            raise CommandFailed(f"{named(file)} cannot be changed: {named(loaded.notices[0])}")
        backups.keep(file, loaded.content, loaded.revision, root, keeping.utc_now())
        files.ReviewFile(file, loaded).save(review)
    _put_away(taken)
    return code


def _put_away(taken: list[Path]) -> None:
    """Move copies that were merged to the trash of their folder."""
    from pm_tui.archive.moving import TRASH, remove
    from pm_tui.store.session_lock import Held

    gone: list[Path] = []
    for path in taken:
        try:
            remove(path)
            gone.append(path)
        except Held as held:
            say(f"{named(path)} stays where it is. {held}")
    if gone:
        print(f"What was merged lies in {named(gone[0].parent / TRASH)} now.")
