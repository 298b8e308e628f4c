"""Pastes are read whole, whatever they hold.

Textual's parser takes an ESC in a paste for the start of a key: what follows comes as keys, ahead of what was before
it, and an end mark in the text ends the paste, so that the rest is pressed. Here a paste lasts to the last end mark
that has arrived before another paste begins, and goes past the parser.
"""

from __future__ import annotations

import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

_SURE = 3  # characters: ESC and ESC [ may be keys, and are left to the parser


class PasteParser(XTermParser):
    """Textual's parser, but for pastes."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._held = ""
        self._pasted: list[str] | None = None

    def feed(self, data: str) -> Iterable[Message]:
        """The messages in what the terminal has sent; "" says that it sends nothing more."""
        if not data:
            yield from super().feed(data)
            return
        data, self._held = self._held + data, ""
        while data:
            if self._pasted is not None:
                paste, data = self._paste(data)
                yield from paste
                continue
            keys, mark, data = data.partition(BRACKETED_PASTE_START)
            if mark:
                self._pasted = []
            else:
                self._held = _half(keys, BRACKETED_PASTE_START, least=_SURE)
            if keys := keys.removesuffix(self._held):
                yield from super().feed(keys)

    def _paste(self, data: str) -> tuple[list[Message], str]:
        """Take what of `data` belongs to the paste; the message, if that is its end, and what comes behind it."""
        assert self._pasted is not None
        text, mark, rest = data.partition(BRACKETED_PASTE_END)
        if not mark:
            self._held = _half(text, BRACKETED_PASTE_END)
            self._pasted.append(text.removesuffix(self._held))
            return [], ""
        more = rest.partition(BRACKETED_PASTE_START)[0]
        inside, again, _ = more.rpartition(BRACKETED_PASTE_END)
        if again:
            text += mark + inside
            rest = rest[len(inside) + len(again) :]
        pasted, self._pasted = "".join([*self._pasted, text]), None
        return [events.Paste(pasted)], rest


def _half(text: str, mark: str, least: int = 1) -> str:
    """The longest beginning of a mark, but not all of it, that ends a text; "" if that is shorter than `least`."""
    lengths = range(len(mark) - 1, least - 1, -1)
    return next((mark[:length] for length in lengths if text.endswith(mark[:length])), "")


def take_any_input() -> None:
    """Let the driver of this system use `PasteParser`, and go on after bytes that are no UTF-8.

    It makes parser and decoder itself, and takes no other in any other way; such a byte would end the program.
    """
    driver = import_module("textual.drivers.win32" if sys.platform == "win32" else "textual.drivers.linux_driver")
    driver.XTermParser = PasteParser  # type: ignore[attr-defined]
    driver.getincrementaldecoder = _lenient  # type: ignore[attr-defined]


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), "replace")
