"""What commands read: reviews, texts, settings, where the library is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pm_tui.cli.saying import CommandFailed, named, say

if TYPE_CHECKING:
    from pm_tui.review.attached import Folder
    from pm_tui.review.model import Review
    from pm_tui.settings import Settings


LONGEST = 64 * 2**20
"""Bytes of a text that is checked: a device gives them without an end."""

MOST_NOTICES = 20
"""Sentences about a review that is damaged in many places."""


def library_folder(parsed: argparse.Namespace) -> Path:
    """The library that is meant."""
    from pm_tui import paths

    return paths.library_folder(parsed.library, os.environ)


def library_of(file: Path, parsed: argparse.Namespace) -> Path:
    """The library of a review that was named: the folder it lies in, unless --library says otherwise."""
    return library_folder(parsed) if parsed.library else file.parent


def settings(library: Path) -> Settings:
    """The settings in force; what cannot be used is said."""
    from pm_tui import settings

    loaded = settings.load(library, os.environ)
    say_notices(loaded)
    return loaded


def say_notices(loaded: Settings) -> None:
    """Say on stderr what of the settings cannot be used."""
    for notice in loaded.notices:
        say(str(notice))


def load(file: Path) -> Review:
    """The review in a file, with what waits in its inbox; what of it cannot be used is said."""
    from pm_tui.store import files, inbox

    try:
        loaded = files.load(file)
    except files.Unreadable as error:
        raise CommandFailed(str(error)) from None
    review, logged_since = inbox.taken_in(file, loaded.review)
    for notice in loaded.unread[:MOST_NOTICES]:
        say(f"{named(file)}: {notice}")
    if (more := len(loaded.unread) - MOST_NOTICES) > 0:
        say(f"{named(file)}: {more} more like these.")
    for notice in logged_since.notices:
        say(notice)
    return review


def files_of(file: Path, review: Review, document: Path) -> Folder:
    """The files of evidence of a review, as a document in the folder `document` refers to them."""
    from pm_tui.review.attached import Folder
    from pm_tui.store import attachments

    folder = attachments.beside(file.resolve())
    looks = attachments.Looker().look(folder, [piece.file for piece in review.evidence if piece.file])
    return Folder(attachments.address(folder, document), looks)


def look_at(file: Path) -> None:
    """Fail if there is no review that the screen could open, or help to recover."""
    from pm_tui import paths
    from pm_tui.store import backups, files, salvage

    try:
        files.load(file)
    except files.Damaged as error:
        if not (salvage.read(file).count or backups.listed(file, paths.state_folder(os.environ))):
            raise CommandFailed(str(error)) from None
    except files.Unreadable as error:
        raise CommandFailed(str(error)) from None


def file_of(name: str) -> Path:
    """The path that a name from the command line means. CommandFailed: it names nothing, as "$FILE" does when unset."""
    from pm_tui import paths

    if not name.strip() or "\0" in name:
        raise CommandFailed(f"“{named(name)}” is no name of a file.")
    return paths.absolute(name)


def lines_of_input() -> Iterator[str]:
    """The lines of standard input as they come; bytes that are no UTF-8 become a sign for that."""
    return (line.decode("utf-8", "replace") for line in (sys.stdin.buffer if sys.stdin else ()))


def read(name: str) -> str:
    """The text of a file, or of standard input for "-"."""
    if name == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise CommandFailed("There is nothing to check: name a file, or pipe a text in.")
        raw = sys.stdin.buffer.read(LONGEST + 1)
    else:
        try:
            with file_of(name).open("rb") as file:
                raw = file.read(LONGEST + 1)
        except OSError as error:
            raise CommandFailed(f"{named(name)} cannot be read: {error.strerror}.") from None
    if len(raw) > LONGEST:
        raise CommandFailed(f"{named(name)} is larger than {LONGEST // 2**20} MiB; check the part that people wrote.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{named(name)} is not UTF-8 (byte {error.start + 1}); convert it first.") from None
