"""What panes need of the screen that they stand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pm_tui.blame import Flag
from pm_tui.review.attached import Look
from pm_tui.review.completion import Completion
from pm_tui.review.flags import settled
from pm_tui.review.writing import Context
from pm_tui.ui.widgets.underlined import Underlined

Flagger = Callable[[str, str], tuple[Underlined, ...]]
"""What is underlined in a text at a place."""

Completer = Callable[[str, str], Completion | None]
"""How the text before the cursor may go on at a place."""


class Desk(NamedTuple):
    """Clock and ids, the flags, where what is typed goes, the team's own hints for some places, its zone and numbers.

    `write` puts a text at a place and says what it was read as. It is called with each key, not told by a message:
    "Saved" must never be seen beside a letter that is not in the file. `complete` offers the end of a word, `in_front`
    is whether a group looks on. `zone` is an IANA name, `due` the days until an action is due, by severity; above
    `most_actions` open ones it is asked which go first. `looks` says how the files of evidence were found, `keymap` the
    keys that the user gave to commands, by their ids.
    """

    context: Context
    flags: Flagger
    write: Callable[[str, str, int], str]
    complete: Completer
    hints: Mapping[str, str] = MappingProxyType({})
    zone: str = "UTC"
    in_front: Callable[[], bool] = bool
    due: Mapping[str, int] = MappingProxyType({})
    most_actions: int = 7
    looks: Callable[[], Mapping[str, Look]] = dict
    keymap: Mapping[str, str] = MappingProxyType({})

    def blamed(self, place: str, text: str) -> tuple[Flag, ...]:
        """The words of blame in a text at a place."""
        return tuple(flag for flag in self.flags(place, text) if isinstance(flag, Flag))

    def flags_typed(self, place: str, line: str) -> tuple[Underlined, ...]:
        """What is underlined in a line that is being typed at a place."""
        found = self.flags(place, line)
        waiting = {flag for flag in found if isinstance(flag, Flag)}
        waiting -= set(settled(line, tuple(waiting)))
        return tuple(flag for flag in found if flag not in waiting)
