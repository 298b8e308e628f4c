"""The line that says that the time of a stage is over, and which keys answer it. It never takes the focus."""

from __future__ import annotations

from collections.abc import Sequence

from pm_tui.ui.widgets.told import Told

NARROW = 70


class TimeUp(Told):
    """Seen while a stage is over its time."""

    def show(self, stage: str, following: str, keys: Sequence[str]) -> None:
        """Say that a stage is over; `keys` are those for more minutes, for moving on and for parking."""
        more, on, park = keys
        if self.app.size.width < NARROW:
            self.say(f"Time is over: {more} +3 · {on} on · {park} park")
        else:
            ways = [
                f"{more} three more minutes",
                f"{on} {f'on to {following}' if following else 'end'}",
                f"{park} park it",
            ]
            self.say(f"The time for {stage} is over: {' · '.join(ways)}")
        self.display = True

    def hide(self) -> None:
        """There is time."""
        self.display = False
