"""Reading times again: what was assumed when a time was read turned out otherwise.

A moment remembers the zone and the day that were assumed for it (`Moment.zone`, `Moment.day`), so that its clock can be
read anew whatever form its text had. What the author wrote, a zone or a date, always stands.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from pm_tui.review import zones
from pm_tui.review.model import Moment
from pm_tui.review.times import Instant, Setting, middle, placed_at, read
from pm_tui.review.timescan import scan
from pm_tui.review.timewords import TimeUnread

_BARE = re.compile(r"~?\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?", re.ASCII)


def reread(moment: Moment, setting: Setting) -> Moment:
    """Read again what was assumed, after the review's zone or date was corrected; `named` stands for its zone.

    A time that named no zone keeps its clock, and one that named no date moves by as many days as the review's date
    did. What named both stays, and so does "now", an instant and no reading of a clock. What was unknown is tried
    again.
    """
    if not moment.known:
        return _tried_again(moment, setting)
    days = setting.date - moment.day if moment.day and setting.date else dt.timedelta()
    if not moment.zone and not days:
        return moment
    return _read_as(moment, _wall_clock(moment), days, setting if moment.zone else None)


def read_in(moment: Moment, zone: zones.Zone, setting: Setting) -> Moment:
    """Read a time again as one that was written in `zone`, unless its text names a zone itself."""
    if not moment.known or names_zone(moment.text, setting.zone) or moment.text == "now":
        return moment
    return _read_as(moment, _wall_clock(moment), dt.timedelta(), msgspec.structs.replace(setting, named=zone))


def names_zone(text: str, zone: str) -> bool:
    """Whether a text is a time that names its zone, read in a review's `zone` (an IANA name)."""
    if _BARE.fullmatch(text):  # as we write times ourselves: seen at once, where reading takes a while
        return False
    try:
        written = scan(text, zone)
    except TimeUnread:
        return False
    return written is not None and written.first.zone is not None


def _tried_again(moment: Moment, setting: Setting) -> Moment:
    try:
        return read(moment.text, setting).at if moment.text else moment
    except TimeUnread:
        return moment


def _wall_clock(moment: Moment) -> dt.tzinfo:
    """The clock that the author read: of the offset that was written, else of the zone that was assumed."""
    if moment.offset is not None:
        return dt.timezone(dt.timedelta(minutes=moment.offset))
    return zones.place(moment.zone)


def _read_as(moment: Moment, clock: dt.tzinfo, days: dt.timedelta, setting: Setting | None) -> Moment:
    """The moment whose clock is read `days` later, and in the zone of `setting` if there is one."""
    assert moment.earliest
    assert moment.latest

    def again(utc: dt.datetime) -> Instant:
        wall = utc.astimezone(clock) + days
        if setting is None:
            return Instant(wall.astimezone(dt.UTC), moment.offset)
        return placed_at(wall.date(), wall.time(), setting.named, setting)

    try:
        first = again(middle(moment))
        margin = middle(moment) - moment.earliest
        last = again(moment.latest).utc if moment.certainty in ("between", "day") else first.utc + margin
    except OverflowError:
        return moment
    of_the_clock = moment.doubt.startswith(f"{middle(moment).astimezone(clock):%H:%M} ")
    return msgspec.structs.replace(
        moment,
        earliest=first.utc - margin,
        latest=max(last, first.utc),
        offset=first.offset,
        zone=first.zone,
        day=moment.day + days if moment.day else None,
        doubt=first.doubt or ("" if of_the_clock else moment.doubt),
    )
