"""The steps of one review: what undo takes back and redo does again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import msgspec

from pm_tui.review.model import Review

MOST_STEPS = 1000
TYPING_PAUSE = 2.0
"""Seconds without a key after which typing starts a new step."""


class Step(msgspec.Struct, frozen=True):
    """A step in the history: what it did, where, and the value that undo or redo came back to.

    `stamped` is how many stamps that value already holds (see `History.stamp`).
    """

    label: str
    place: str
    review: Review
    stamped: int = 0


class History:
    """Steps that can be taken back, steps that were, and stamps, which are neither."""

    def __init__(self) -> None:
        self._undo: deque[Step] = deque(maxlen=MOST_STEPS)
        self._redo: list[Step] = []
        self._stamps: list[Callable[[Review], Review]] = []
        self._typing = ""
        self._typed_at = 0.0

    def add(self, before: Review, label: str, place: str, typing: str, now: float) -> None:
        """Remember a step away from `before`, at `now` seconds of a clock.

        Edits with the same `typing` (not "") are one step, until there is a pause, `break_typing` or another edit.
        """
        if not (typing and typing == self._typing and now - self._typed_at <= TYPING_PAUSE):
            self._undo.append(Step(label, place, before, len(self._stamps)))
        self._redo.clear()
        self._typing, self._typed_at = typing, now

    def stamp(self, change: Callable[[Review], Review]) -> None:
        """Let a change be in earlier values too, when they come back."""
        self._stamps.append(change)

    def break_typing(self) -> None:
        """Let the next edit start a new step."""
        self._typing = ""

    def undo(self, present: Review) -> Step | None:
        """The last step, with the value to come back to; None when there is none."""
        return self._go(self._undo, self._redo, present)

    def redo(self, present: Review) -> Step | None:
        """The last step that was undone, with the value to come back to; None when there is none."""
        return self._go(self._redo, self._undo, present)

    def retract(self, place: str) -> Review | None:
        """Forget the latest steps at a place; the value before them, or None when there are none."""
        step = None
        while self._undo and self._undo[-1].place == place:
            step = self._undo.pop()
        return self._with_stamps(step).review if step else None

    def _go(self, back: deque[Step] | list[Step], forth: deque[Step] | list[Step], present: Review) -> Step | None:
        if not back:
            return None
        step = back.pop()
        forth.append(msgspec.structs.replace(step, review=present, stamped=len(self._stamps)))
        return self._with_stamps(step)

    def _with_stamps(self, step: Step) -> Step:
        self.break_typing()
        review = step.review
        for change in self._stamps[step.stamped :]:
            review = change(review)
        return msgspec.structs.replace(step, review=review)
