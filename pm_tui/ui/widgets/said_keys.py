"""The keys that sentences name, as the user's keymap has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pm_tui.ui.commands import COMMANDS, Scope
from pm_tui.ui.key_names import shown_keys

_KEY = re.compile(
    r"“[^”]*”|\b(?:(?:Ctrl|Shift)\+)+\w+|\bF[0-9]{1,2}\b|(?P<letter>(?<=\()[A-Za-z](?=\))|(?<=[Pp]ress )[A-Za-z]\b)"
)
"""A key, or words that are quoted: these are somebody's own. A letter is a key in parentheses or after "press"."""
_COMMANDS = {
    shown_keys(command.keys.partition(",")[0]): command.id
    for command in reversed(COMMANDS)  # where two scopes use a key, the wider one is meant
}


def key_of(command: str, keymap: Mapping[str, str]) -> str:
    """The first key of a command."""
    usual = next(row.keys for row in COMMANDS if row.id == command)
    return keymap.get(command, usual).partition(",")[0]


def in_your_keys(text: str, keymap: Mapping[str, str], *scopes: Scope) -> str:
    """A sentence that names the usual keys, with those of the keymap: "Ctrl+Z takes it back".

    A single letter means another command in each list: the first of the `scopes` that knows it says which.
    """

    def yours(found: re.Match[str]) -> str:
        command = _of_letter(found[0], scopes) if found["letter"] else _COMMANDS.get(found[0], "")
        return shown_keys(key_of(command, keymap)) if command in keymap else found[0]

    return _KEY.sub(yours, text) if keymap else text


def _of_letter(letter: str, scopes: Sequence[Scope]) -> str:
    found = (row.id for scope in scopes for row in COMMANDS if row.scope == scope and letter in row.keys.split(","))
    return next(found, "")
