"""The zone that the lines of a pasted timeline have said: in a statement, a title, a column, or with the times."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pm_tui.review import zones
from pm_tui.review.timescan import Written

_STATEMENT = re.compile(
    r"\b(?:all\s+(?:the\s+)?(?:event\s+)?(?:times?|timestamps?|dates?(?:\s+and\s+times?)?)|(?:times?|timestamps?|clocks?)\s+"
    r"(?:below\s+|here\s+)?(?:are|is|given|shown|in)|time\s*-?zones?|(?<=[(\[])times?(?=:?\s(?-i:[A-Z]))|"
    r"alle\s+(?:uhr)?zeit(?:en|angaben|stempel)|(?:uhrzeiten|zeit(?:en|angaben|stempel))\s+(?:sind|in)|zeitzone|"
    r"(?:hours|heures|horas|orari)\s+(?:sont\s+|son\s+|están\s+)?(?:en|in)|fuseau(?:\s+horaire)?|(?:zona|huso)\s+horari[ao])"
    r"\b(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:[(\[,]|\bin\b|[-–—:])\s*(?P<zone>[^()\[\],:–—]+)")
_BRACKETED = re.compile(r"[(\[](?!HH|AM|PM|MM|DD|YYYY)(?P<zone>[A-Z]{3,5}|[A-Z]\w+/\w+)[)\]]")
_ZONELIKE = re.compile(r"\b(?:in|are|as)\s+\(?(?P<zone>[A-Z]\w+/\w+(?:/\w+)?|[A-Z]{2,5})\b")


def find_zone(text: str) -> zones.Zone | None:
    """Find the zone that a statement or a title names: an offset before a place, a place before an abbreviation."""
    found: list[zones.Zone] = []
    for word in re.finditer(r"(?<![A-Za-z])[A-Za-z]", text):
        try:
            read = zones.zone_at(text, word.start())
        except zones.OffsetOutOfRange:
            read = None
        found += [read[0]] if read else []
    if not found:
        return None
    offset = next((zone for zone in found if zone.written[-1].isdigit()), None)
    named = next((zone for zone in found if zone.name), None)
    chosen = offset or named or found[0]
    if offset and found[0].offsets and offset.offsets[0] not in found[0].offsets:
        doubt = f"{found[0].written} is not {offset.written}; read as {zones.label(offset.offsets[0])}."
        return msgspec.structs.replace(chosen, doubt=doubt)
    return chosen


def only_zone(text: str) -> zones.Zone | None:
    """The zone that a text names and nothing else, None if it says more or less."""
    bare = f"({text.strip()})"  # where "Pacific" and "Berlin" are zones
    try:
        read = zones.zone_at(bare, 1)
    except zones.OffsetOutOfRange:
        return None
    return read[0] if read and read[1] == len(bare) - 1 else None


def zone_of_all(lines: Sequence[str]) -> zones.Zone | None:
    """Find the zone of "all times in UTC", wherever that stands; None where two lines say different ones."""
    said = [find_zone(found["rest"]) for line in lines if "all" in line.lower() and (found := _STATEMENT.search(line))]
    named = {zone.written: zone for zone in said if zone}
    return next(iter(named.values())) if len(named) == 1 and None not in said else None


class ZonesSaid:
    """The zone that counts for times without one, as it stands after the lines read so far.

    `named` is what was said, None while nothing was. With `fixed` it was chosen for the whole paste, and stands against
    what a title says. `assumed` tells whether a time so far was read in a zone that the paste does not say.
    """

    def __init__(self, chosen: zones.Zone | None, said: zones.Zone | None, *, fixed: bool) -> None:
        self._fixed = fixed
        self._chosen = chosen
        self.named = chosen if fixed else said or chosen
        self._unknown = ""
        self._of_rows: list[zones.Zone] = []
        self.assumed = False

    def take_alone(self, text: str) -> bool:
        """Take the zone from a text that is nothing but its name, maybe with "times" behind it."""
        zone = only_zone(re.sub(r"\s{1,3}time(?:stamp)?s$", "", text.strip(" ()[]:."), flags=re.IGNORECASE))
        if zone:
            self._set(zone)
        return zone is not None

    def take_statement(self, text: str) -> str | None:
        """Take the zone from "All times in CET"; return the words before it, None where nothing is stated."""
        found = _STATEMENT.search(text)
        zone = find_zone(found["rest"]) if found else None
        unknown = _ZONELIKE.search(found["rest"]) if found and zone is None else None
        if found is None or (zone is None and unknown is None):
            return None
        self._set(zone, unknown["zone"] if unknown else "")
        return text[: found.start()].strip(" ([,:–-")

    def take_title(self, title: str) -> None:
        """Take the zone from the title of a section: "Timeline (UTC)", "Timeline in CET"."""
        zone = next((zone for found in _TITLED.finditer(title) if (zone := only_zone(found["zone"]))), None)
        if zone:
            self._set(zone)

    def take_column(self, title: str) -> None:
        """Take the zone from the title of a column of times: "Time (UTC)", "Time CEST", "Date and Time in CET"."""
        zone = find_zone(title)
        unknown = _BRACKETED.search(title) if zone is None else None
        if zone or unknown:
            self._set(zone, unknown["zone"] if unknown else "")

    def _set(self, zone: zones.Zone | None, unknown: str = "") -> None:
        if not self._fixed:
            self.named, self._unknown = zone, unknown

    def for_time(self, written: Written | None) -> zones.Zone | None:
        """The zone of a time that names none: the one said, else that of the rows above, if they all name the same."""
        clock = written is not None and written.first.clock
        if not clock or self.named or len({zone.written for zone in self._of_rows}) != 1:
            return self.named
        zone = self._of_rows[-1]
        doubt = f"No zone was written; read in {zone.written}, like the row above."
        return msgspec.structs.replace(zone, doubt=doubt)

    def in_the_dark(self, written: Written) -> str:
        """Say why nobody can tell the zone of a time; "" where that can be told."""
        if self._unknown and not written.first.zone and written.first.clock:
            return f"The zone “{self._unknown}” is not known."
        return ""

    def follow(self, written: Written) -> None:
        """Note in which zone a time was read."""
        if written.first.clock is None:
            return
        if written.first.zone:
            self._of_rows.append(written.first.zone)
        else:
            self.assumed = self.assumed or self.named is self._chosen

    def uncertain(self, written: Written) -> bool:
        """Whether a time names no zone where nothing but rows of several zones do."""
        return bool(written.first.clock) and not written.first.zone and not self.named and len(self._of_rows) > 1
