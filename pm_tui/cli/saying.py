"""What commands say: sentences and documents; nothing of it is acted on by a terminal."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pm_tui.text import clean, one_line


class CommandFailed(Exception):
    """A command cannot go on; the message is one sentence for the person who typed it: what, where, what to do."""


def named(name: object) -> str:
    """A name from outside as it may be printed."""
    return one_line(clean(str(name)))


def write_document(document: str, file: Path, *, review: Path, force: bool) -> None:
    """Write an export for its owner only (0600); what is there is replaced only if `force` says so."""
    if file.exists() and file.samefile(review):
        raise CommandFailed(f"{named(file)} is the review itself; give the export another name.")
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if force else os.O_EXCL), 0o600)
    except FileExistsError:
        raise CommandFailed(f"{named(file)} exists already; --force replaces it.") from None
    with os.fdopen(opened, "w", encoding="utf-8", newline="\n") as target:
        target.write(document)


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
