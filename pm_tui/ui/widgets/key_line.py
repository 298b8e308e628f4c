"""The last line of the screen: the keys that work now, the most useful first, and none of them cut in the middle."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from pm_tui.ui.commands import COMMANDS, SCOPES, Command
from pm_tui.ui.key_names import short_key
from pm_tui.ui.plain import shown

NARROW = 60  # columns; on fewer, two keys and help as a question mark
GAP = 2  # cells between two pairs

_SCOPE_RANKS = {scope: rank for rank, scope in enumerate(reversed(SCOPES))}


class Pair(NamedTuple):
    """A key and what it does, as they are shown; for the mouse the id of the command."""

    key: str
    label: str
    command: str = ""

    @property
    def width(self) -> int:
        """Cells that the pair takes."""
        return cell_len(self.key) + 1 + cell_len(self.label)


def fitting(pairs: Sequence[Pair], help_pair: Pair | None, width: int) -> list[Pair]:
    """The pairs that fit whole into `width` cells, earlier ones first, and help at the end.

    One that is too long makes room for shorter ones behind it. There is a cell before the first pair.
    """
    narrow = width < NARROW
    last = [help_pair._replace(label="?") if narrow else help_pair] if help_pair else []
    room = width - 1 + GAP - sum(pair.width + GAP for pair in last)
    if room < 0:
        return []
    chosen: list[Pair] = []
    for pair in pairs:
        if pair.width + GAP <= room and not (narrow and len(chosen) == 2):
            chosen.append(pair)
            room -= pair.width + GAP
    return chosen + last


def ordered(ids: Mapping[str, object], first: Sequence[str]) -> list[Command]:
    """The commands of these ids, the most useful first: `first`, then what the table of commands says."""

    def rank(command: Command) -> tuple[int, bool, int]:
        wish = first.index(command.id) if command.id in first else len(first)
        return wish, not command.footer, _SCOPE_RANKS[command.scope]

    return sorted((command for command in COMMANDS if command.id in ids), key=rank)


class KeyLine(Widget):
    """Key and label of the commands that the focused widget, its ancestors, the screen and the app take now.

    A click runs a command. A widget on the path from the focus up may define `footer_first: tuple[str, ...]`, ids of
    commands to be shown before all others, and `footer_words: Mapping[str, str]`, what a command is called there; one
    that is called "" is left out. The line follows the focus; when anything else changes what applies, call
    `refresh_bindings()`.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    urgent: reactive[tuple[str, ...]] = reactive((), init=False)
    """Commands that come before even `first`, while something is wrong."""
    first: reactive[tuple[str, ...]] = reactive((), init=False)
    """Commands that are shown before all others, for what is under the cursor now."""
    pairs: reactive[tuple[Pair, ...]] = reactive(())
    help_pair: reactive[Pair | None] = reactive(None)

    def __init__(self) -> None:
        super().__init__()
        self._homes: dict[str, tuple[DOMNode, str]] = {}
        self._following = False

    def on_mount(self) -> None:
        """Listen to what the screen says of its keys."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())

    def watch_first(self) -> None:
        """Put other keys first."""
        self._follow()

    def watch_urgent(self) -> None:
        """Put other keys before all others."""
        self._follow()

    def _follow(self) -> None:
        """Look which commands work, behind the next paint: what changed them is seen first.

        It is asked for each time: what waits for a paint while a screen lies over this one is gone with that screen.
        """
        self._following = True
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        """Look which commands work now; it is called when the focus or a binding changes, not with each key."""
        if not (self._following and self.is_attached):  # looked already, or the screen was left meanwhile
            return
        self._following = False
        screen = self.screen
        keys: dict[str, str] = {}
        self._homes = {}
        for key, (node, binding, enabled, _) in screen.active_bindings.items():
            if binding.id and enabled and binding.id not in keys:
                keys[binding.id] = shown(short_key(key))
                self._homes[binding.id] = node, binding.action
        path = [*screen.focused.ancestors_with_self] if screen.focused else [screen]
        first = [
            *self.urgent,
            *self.first,
            *(command for node in path for command in getattr(node, "footer_first", ())),
        ]
        words = ChainMap(*(getattr(node, "footer_words", {}) for node in path))
        pairs = [Pair(keys[c.id], words.get(c.id, c.label), c.id) for c in ordered(keys, first) if words.get(c.id, "?")]
        self.help_pair = next((pair for pair in pairs if pair.command == "help"), None)
        self.pairs = tuple(pair for pair in pairs if pair != self.help_pair)

    def _placed(self) -> Iterator[tuple[int, Pair]]:
        """The pairs that are seen, and the column at which each begins."""
        column = 1
        for pair in fitting(self.pairs, self.help_pair, self.size.width):
            yield column, pair
            column += pair.width + GAP

    def render_line(self, y: int) -> Strip:
        """The pairs in one line."""
        base, width = self.rich_style, self.size.width
        bold = base + self.get_component_rich_style("key-line--key", partial=True)
        segments: list[Segment] = []
        for _, pair in () if y else self._placed():
            segments += [Segment(" " * (GAP if segments else 1), base), Segment(pair.key, bold)]
            segments.append(Segment(f" {pair.label}", base))
        return Strip(segments).adjust_cell_length(width, base)

    def _at(self, x: int) -> str:
        """The id of the command whose pair stands at a column; "" between them."""
        return next((pair.command for start, pair in self._placed() if start <= x < start + pair.width), "")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say of the pair under the pointer what it does."""
        self.tooltip = next((command.help for command in COMMANDS if command.id == self._at(event.x)), None)

    async def on_click(self, event: events.Click) -> None:
        """Run the command that was clicked."""
        if home := self._homes.get(self._at(event.x)):
            node, action = home
            await self.app.run_action(action, node)
