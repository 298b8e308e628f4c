"""Several lines that are pasted into the timeline: shown as they were read, then taken in as events."""

from __future__ import annotations

from functools import partial

from textual import on

from pm_tui.formats import paste_taking
from pm_tui.formats.paste import Paste
from pm_tui.review import times, writing
from pm_tui.ui.panes.timeline import TimelinePane
from pm_tui.ui.screens.editing import EditingScreen
from pm_tui.ui.screens.paste import PasteScreen


class TakingInScreen(EditingScreen):
    """A review whose timeline takes in what is pasted."""

    @on(TimelinePane.Pasted)
    def _preview(self, event: TimelinePane.Pasted) -> None:
        """Show what several pasted lines were read as; they go into the timeline when that is right."""
        event.stop()
        if not self.may_change():
            return
        now, review = self.context.now(), self.session.review
        setting = writing.event_setting_below(review, event.after, now)
        screen = PasteScreen(event.text, setting, review.events, self.context.today(review))
        self.app.push_screen(screen, partial(self._paste, after=event.after))

    def _paste(self, pasted: Paste | None, after: int | None) -> None:
        """The kept rows become events; if some were dropped, their text becomes evidence. One step."""
        if pasted is None:
            return
        before = self.session.review
        today = self.context.today(before)
        review, rows = paste_taking.take(before, pasted, after, self.context.new_id, today)
        place = f"events:{rows[0].id}:line" if rows else ""
        self.apply(review, "paste", place=place)
        if not rows:
            self.say(
                "No row was kept, so none is added."
                + (" What was dropped is a source now." if review != before else "")
            )
            return
        self.pane("timeline").listing.select(f"events:{rows[0].id}")
        added = f"{len(rows)} event{'s' * (len(rows) != 1)} added"
        dated = f"; the review is dated {review.header.date} now" if review.header.date != before.header.date else ""
        late = len(times.out_of_order(review.events)) > len(times.out_of_order(before.events))
        order = ", out of order (s sorts)" if late else ""
        self.say(f"{added}{order}{dated}. Ctrl+Z takes {'it' if len(rows) == 1 else 'them'} back.")
