"""The keys that sentences name, as the user's keymap has them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pm_tui.ui.commands import COMMANDS
from pm_tui.ui.key_names import shown_keys

_KEY = re.compile(r"\b(?:(?:Ctrl|Shift)\+)+\w+|\bF[0-9]{1,2}\b")
_COMMANDS = {
    shown_keys(command.keys.partition(",")[0]): command.id
    for command in reversed(COMMANDS)  # where two scopes use a key, the wider one is meant
}


def key_of(command: str, keymap: Mapping[str, str]) -> str:
    """The first key of a command."""
    usual = next(row.keys for row in COMMANDS if row.id == command)
    return keymap.get(command, usual).partition(",")[0]


def in_your_keys(text: str, keymap: Mapping[str, str]) -> str:
    """A sentence that names the usual keys, with those of the keymap: "Ctrl+Z takes it back"."""

    def yours(found: re.Match[str]) -> str:
        command = _COMMANDS.get(found[0], "")
        return shown_keys(key_of(command, keymap)) if command in keymap else found[0]

    return _KEY.sub(yours, text) if keymap else text
