"""Where things are: what ships with the program, and what belongs to the user. No folder is made at import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs

SETTINGS_NAME = "pm-tui.toml"
"""The name of both settings files: the team's in the library, the user's in the configuration folder."""

_APP = "pm-tui"
_PACKAGE = Path(__file__).resolve().parent


def styles() -> Path:
    """Return the folder of the style sheets (`*.tcss`)."""
    return _shipped("styles")


def samples() -> Path:
    """Return the folder of the sample reviews (`*.json`)."""
    return _shipped("sample_data")


def user_settings(environ: Mapping[str, str]) -> Path:
    """Return the user's settings file: `PM_TUI_SETTINGS`, else `pm-tui.toml` in the platform's configuration folder."""
    named = environ.get("PM_TUI_SETTINGS")
    return absolute(named) if named else platformdirs.user_config_path(_APP, appauthor=False) / SETTINGS_NAME


def library_folder(argument: str | None, environ: Mapping[str, str]) -> Path:
    """Return the library: `argument`, else `PM_TUI_LIBRARY`, else `reviews` in the platform's user data folder."""
    named = argument or environ.get("PM_TUI_LIBRARY")
    return absolute(named) if named else platformdirs.user_data_path(_APP, appauthor=False) / "reviews"


def state_folder(environ: Mapping[str, str]) -> Path:
    """Return where backups are kept: `PM_TUI_STATE`, else the platform's folder for the state of programs."""
    named = environ.get("PM_TUI_STATE")
    return absolute(named) if named else platformdirs.user_state_path(_APP, appauthor=False)


def make_private(folder: Path) -> Path:
    """Make `folder`, and those above it that are missing, for their owner only (0700), and return it.

    A folder that exists keeps its mode: a team may share it on purpose. Raises OSError.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def absolute(named: str) -> Path:
    """Return the path that somebody named, `~` being their home folder."""
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError:  # ~name, and there is no such person: then it is a name like any other
        return Path(named).absolute()


def read_small(file: Path, most: int) -> bytes:
    """Return what a file holds; a pipe keeps nobody waiting. Raises ValueError for more than `most` bytes, OSError."""
    with os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as content:
        found = content.read(most + 1) or b""  # None: a pipe into which nobody has written yet
    if len(found) > most:
        raise ValueError(f"{file} is larger than {most} bytes")
    return found


def _shipped(name: str) -> Path:
    """Find a folder inside the installed package, or beside it in a checkout."""
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The folder {name} is missing from this installation of pm-tui. Please install it again.")
