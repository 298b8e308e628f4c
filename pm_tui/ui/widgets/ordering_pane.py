"""A pane whose rows have an order in time: sort, swap, bind to neighbours, read times again, a second clock."""

from __future__ import annotations

from typing import NamedTuple

from pm_tui.review import bounds, clocks, edits, writing
from pm_tui.review.model import Review
from pm_tui.ui.widgets.chooser import Choice, Chooser, keyed
from pm_tui.ui.widgets.marking_pane import MarkingPane

OTHER_ZONE = "other…"


class Offer(NamedTuple):
    """A choice of where an event lies, and the ids of the rows after and before which that is (0: none)."""

    choice: Choice
    bounds: tuple[int, int]


def neighbour_choices(review: Review, event: int) -> dict[str, Offer]:
    """After the row above, before the row below, between them, or neither, as far as there are such rows."""
    place = [row.id for row in review.events].index(event)
    above = review.events[place - 1] if place else None
    below = review.events[place + 1] if place + 1 < len(review.events) else None
    zone = review.header.zone
    offers = []
    if above:
        offers.append(Offer(Choice("a", "after", bounds.label(above, zone)), (above.id, 0)))
    if below:
        offers.append(Offer(Choice("b", "before", bounds.label(below, zone)), (0, below.id)))
    if above and below:
        offers.append(Offer(Choice("x", "between", "both of them"), (above.id, below.id)))
    offers.append(Offer(Choice("n", "neither", "as it was typed"), (0, 0)))
    return {offer.choice.name: offer for offer in offers}


class OrderingPane(MarkingPane):
    """The commands about time and order."""

    def action_sort(self) -> None:
        """Sort the rows by time; rows of unknown time stay behind the row they follow."""

        def ordered(review: Review, _: writing.Context) -> Review:
            after = edits.sort_events(review)
            if after is review:
                raise ValueError("The rows stand in the order of their times already.")
            return after

        self.want("sort the timeline", ordered)

    def action_reread(self) -> None:
        """Read the times that named no zone or date anew, in the review's zone and from its date."""

        def reread(review: Review, context: writing.Context) -> Review:
            again = writing.reread_times(review, context.now())
            if again is review:
                raise ValueError("Nothing to read again: every time is in the review's zone, or names its own.")
            return again

        def said(before: Review, after: Review) -> str:
            count = sum(old != new for old, new in zip(before.events, after.events, strict=True))
            return f"{count} row{'s' * (count != 1)} read again in {after.header.zone}. Ctrl+Z takes it back."

        self.want("reread the times", reread, said=said)

    def action_bind(self) -> None:
        """Ask after or before which of its neighbours the chosen event lies; its time then follows them."""
        record = self.chosen_event()
        if not record:
            return
        choices = neighbour_choices(self.review, record)

        def bind(name: str) -> None:
            after, before = choices[name].bounds
            self.want(
                "bind a row",
                lambda review, context: writing.bind(review, record, context, after=after, before=before),
            )

        self.choose("Where does it lie?", [offer.choice for offer in choices.values()], bind)

    def action_swap(self) -> None:
        """Let the chosen event change places with the one of the same time."""
        record = self.chosen_event()
        if record:
            self.want("swap rows", lambda review, _: edits.swap_equal(review, record))

    def action_second_zone(self) -> None:
        """Ask for the zone of a second column of times."""
        zones = clocks.offered(self.review, self.desk.zone)

        def take(name: str) -> None:
            if name == OTHER_ZONE:
                self.want("set the second zone", lambda review, _: review, edit="header:second_zone")
            else:
                zone = name if name in zones else ""
                self.want(
                    "set the second zone", lambda review, _: edits.change_single(review, "header", second_zone=zone)
                )

        self.query_one(Chooser).ask("Show times also in which zone?", keyed([*zones, OTHER_ZONE, "none"]), take)
