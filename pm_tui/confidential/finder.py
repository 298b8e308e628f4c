"""Finds what is confidential in a text. Pure, and quick enough for every key."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pm_tui.confidential.kinds import KINDS
from pm_tui.confidential.rules import RULES, Rule


class Find(NamedTuple):
    """What was found: `text[start:end]`, and its kind, a name of `KINDS`."""

    start: int
    end: int
    kind: str

    @property
    def tier(self) -> Literal["confidential"]:
        """How it is underlined, beside the tiers of blame language."""
        return "confidential"

    @property
    def mask(self) -> str:
        """What can stand in its place."""
        return KINDS[self.kind].mask

    @property
    def question(self) -> str:
        """What is asked about it; the words themselves are not said again."""
        return f"This reads like {KINDS[self.kind].said}. Does it have to stand here?"


@lru_cache(4096)
def find(text: str) -> tuple[Find, ...]:
    """What is confidential in `text`, in order, not overlapping. Never raises."""
    lowered = text.lower()
    finds: list[Find] = []
    taken = bytearray(len(text))  # a pasted log has thousands of finds: each looks at its own letters only
    for rule, pattern in _compiled():
        if not any(needed in lowered for needed in rule.needs):
            continue
        for found in pattern.finditer(text):
            start, end = found.span("it" if "it" in pattern.groupindex else 0)
            if rule.test(found) and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                finds.append(Find(start, end, rule.kind))
    return tuple(sorted(finds))


@cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules with their patterns, made when they are first needed: that takes as long as the rest of an export."""
    return tuple((rule, re.compile(rule.pattern)) for rule in RULES)


def masked(text: str) -> str:
    """The text with a mask in the place of each find."""
    for found in reversed(find(text)):
        text = text[: found.start] + found.mask + text[found.end :]
    return text
