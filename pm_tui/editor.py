"""A text is edited in the user's own editor, $VISUAL or $EDITOR: a private file, opened without a shell."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from pm_tui.text import changed_characters, clean, one_line, told

VARIABLES = ("VISUAL", "EDITOR")
UNSET = "No editor is set: put its name into $EDITOR, as in EDITOR=nano, and start pm-tui again."


class Edited(msgspec.Struct, frozen=True):
    """What came back: the `text`, clean. `problem` is a sentence when the editor failed, `told` one about cleaning."""

    text: str
    problem: str = ""
    told: str = ""


def edit(text: str, environ: Mapping[str, str]) -> Edited:
    """Let the user edit a text; returns when the editor ends. Whatever goes wrong, a text comes back.

    The file is for its owner only, in a folder of its own, and is gone afterwards.
    """
    variable = next((name for name in VARIABLES if environ.get(name, "").strip()), "")
    if not variable:
        return Edited(text, UNSET)
    try:
        command = shlex.split(environ[variable], posix=os.name == "posix")
    except ValueError as error:
        return Edited(text, f"${variable} cannot be read ({error}); the text is as it was.")
    try:
        with tempfile.TemporaryDirectory(prefix="pm-tui-") as folder:  # makes it 0700
            return _edit(text, command, Path(folder) / "text.txt", variable)
    except OSError as error:
        return Edited(text, f"No file could be made for ${variable} ({error.strerror}); the text is as it was.")


def _edit(text: str, command: Sequence[str], file: Path, variable: str) -> Edited:
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
    ) as new:
        new.write(f"{text}\n")
    name = f"“{one_line(clean(Path(command[0]).name))}” (${variable})"  # a long path would fill a narrow screen
    try:
        with _interrupts_are_the_editors():
            code = subprocess.run([*command, str(file)], check=False).returncode
    except (OSError, ValueError) as error:  # a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        path = one_line(clean(command[0]))
        return Edited(text, f"“{path}” (${variable}) cannot be started: {reason}. The text is as it was.")
    try:
        raw = file.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return Edited(text, f"{name} left no file behind; the text is as it was.")
    problem = f"{name} {_ended(code)}; the text is as it was." if code else ""
    back = clean(raw).removesuffix("\n")
    return Edited(back, problem, told(changed_characters(raw)))


def _ended(code: int) -> str:
    if code > 0:
        return f"ended with an error ({code})"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ctrl+C ends or does in the editor what it does there, and nothing here."""
    before = signal.signal(signal.SIGINT, lambda *_: None)  # were it ignored, the editor would inherit that
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
