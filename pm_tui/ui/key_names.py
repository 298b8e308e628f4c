"""What keys are called: in the help, in the line of keys, in the README."""

from __future__ import annotations

from textual.keys import REPLACED_KEYS, key_to_character

_NAMES = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "ctrl": "Ctrl",
    "shift": "Shift",
}


def shown_keys(keys: str) -> str:
    """Key names as the README and the help screen print them: `ctrl+t` is Ctrl+T, `pagedown` is PgDn."""
    return " or ".join(_shown_key(key) for key in keys.split(","))


def character_of(key: str) -> str | None:
    """The character that a key types; Textual forgets those that have a name of its own, such as slash and plus."""
    return key_to_character(REPLACED_KEYS.get(key, key))


def _shown_key(key: str) -> str:
    character = character_of(key)
    if character and character.isprintable() and not character.isspace():
        return character
    return "+".join(_NAMES.get(part, part.capitalize()) for part in key.split("+"))


def short_key(key: str) -> str:
    """A key as the key line prints it, where room is dear: ^T, F2, Enter."""
    return _shown_key(key).replace("Ctrl+", "^")
