"""What commands say: sentences and documents; nothing of it is acted on by a terminal."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pm_tui.text import changed_characters, clean, one_line, told


class CommandFailed(Exception):
    """A command cannot go on; the message is one sentence for the person who typed it: what, where, what to do."""


def named(name: object) -> str:
    """A name from outside as it may be printed."""
    return one_line(clean(str(name)))


def heard(text: str) -> str:
    """A text that somebody gave to a command, clean; it is said when that changed it."""
    if changed := changed_characters(text):
        say(told(changed))
    return clean(text)


def write_document(document: str, file: Path, *, review: Path, force: bool) -> None:
    """Write an export for its owner only (0600); a file that is there is replaced only if `force` says so."""
    from pm_tui.store import document as documents

    if file.exists() and file.samefile(review):
        raise CommandFailed(f"{named(file)} is the review itself; give the export another name.")
    try:
        documents.write_document(file, document, replace=force)
    except FileExistsError:
        raise CommandFailed(f"{named(file)} exists already; --force replaces it.") from None
    except documents.InTheWay as reason:
        raise CommandFailed(f"{named(file)} {reason}; give the export another name.") from None


def toml(value: Any) -> str:
    """A value as a settings file has it."""
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(name, ensure_ascii=False)} = {toml(held)}" for name, held in value.items())
        return "{" + ", ".join(pairs) + "}"
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False, default=str)


def say(sentence: str) -> int:
    """Print a sentence on stderr and return the exit code of an error."""
    print(f"pm-tui: {sentence}", file=sys.stderr)
    return 2


def tell(said: str, *, failed: bool) -> int:
    """Print what came of a line at once, for it may be one of many that go on for hours; return its exit code."""
    if failed:
        return say(said)
    print(said, flush=True)
    return 0


def write_any_character() -> None:
    """Pipes and files get UTF-8 whatever the locale says; a terminal that lacks a character shows its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
