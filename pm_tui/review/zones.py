"""Time zones as people write them: our own table of abbreviations, offsets such as UTC+5:30, and IANA names.

Offsets are in minutes east of UTC. An abbreviation means its own offset at any time of the year: "CET" is UTC+1 in July
too, because that is what was written. The tables follow the IANA time zone database and the list of abbreviations of
the Unicode CLDR; an abbreviation that several countries use has its meanings in a row, the likeliest first.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import msgspec

UTC = dt.UTC
FARTHEST_WEST, FARTHEST_EAST = -12 * 60, 14 * 60

_HOURS = {
    -11: "SST",
    -10: "HST TAHT",
    -9: "AKST GAMT HDT",
    -8: "PST AKDT",
    -7: "MST PDT",
    -6: "CST MDT GALT",
    -5: "EST CDT COT PET ECT ACT",
    -4: "EDT VET BOT CLT GYT AST AMT",
    -3: "ART BRT UYT CLST PYST GFT SRT ADT WGT PMST",
    -2: "BRST FNT GST WGST PMDT",
    -1: "AZOT CVT EGT",
    0: "UTC GMT UT UCT Z WET AZOST EGST ZULU",
    1: "CET MEZ WEST WAT BST",
    2: "CEST MESZ EET CAT SAST IST MEST",
    3: "EEST MSK IDT EAT TRT FET AST",
    4: "MSD GST AZT GET SAMT MUT RET SCT AMT VOLT",
    5: "PKT UZT TMT TJT YEKT AQTT MVT",
    6: "BTT KGT OMST ALMT BST",
    7: "ICT WIB KRAT NOVT HOVT CXT",
    8: "HKT SGT MYT PHT WITA AWST ULAT IRKT CST BNT",
    9: "JST KST WIT YAKT TLT PWT",
    10: "AEST VLAT ChST PGT CHUT",
    11: "AEDT SBT NCT MAGT SAKT VUT BST",
    12: "NZST FJT PETT ANAT MHT TVT",
    13: "NZDT TOT PHOT",
    14: "LINT",
}
_PARTS = {
    "NST": -210,
    "NDT": -150,
    "MART": -570,
    "IRST": 210,
    "IRDT": 270,
    "AFT": 270,
    "NPT": 345,
    "MMT": 390,
    "CCT": 390,
    "SLST": 330,
    "ACST": 570,
    "ACDT": 630,
    "LHST": 630,
    "CHAST": 765,
    "CHADT": 825,
}
_SEVERAL = {  # the likeliest first
    "IST": (330, 120, 60),  # India, Israel, Ireland
    "CST": (-360, 480, -300),  # North America, China, Cuba
    "BST": (60, 360, 660),  # Britain, Bangladesh, Bougainville
    "AST": (-240, 180),  # Atlantic, Arabia
    "GST": (240, -120),  # Gulf, South Georgia
    "AMT": (-240, 240),  # Amazon, Armenia
    "SST": (-660, 480),  # Samoa, Singapore
    "ACT": (-300, 570),  # Acre, Australian Central
}
ABBREVIATIONS: dict[str, tuple[int, ...]] = {
    **{name.upper(): (hours * 60,) for hours, names in _HOURS.items() for name in names.split()},
    **{name: (minutes,) for name, minutes in _PARTS.items()},
    **_SEVERAL,
}
"""What an abbreviation can mean, in minutes east of UTC."""

_AMERICAN = {"EASTERN": -5, "CENTRAL": -6, "MOUNTAIN": -7, "PACIFIC": -8}
_BY_RULE = {  # names without "standard" or "daylight": they follow the clocks of the place
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "EST/EDT": "America/New_York",
    "CST/CDT": "America/Chicago",
    "MST/MDT": "America/Denver",
    "PST/PDT": "America/Los_Angeles",
    "GMT/BST": "Europe/London",
    "CET/CEST": "Europe/Berlin",
    "EET/EEST": "Europe/Helsinki",
    "UK TIME": "Europe/London",
    "EASTERN TIME": "America/New_York",
    "CENTRAL TIME": "America/Chicago",
    "MOUNTAIN TIME": "America/Denver",
    "PACIFIC TIME": "America/Los_Angeles",
}
_IN_FULL = {
    **{f"{name} STANDARD TIME": hours * 60 for name, hours in _AMERICAN.items()},
    **{f"{name} DAYLIGHT TIME": hours * 60 + 60 for name, hours in _AMERICAN.items()},
    "UTC/GMT": 0,
    "GMT/UTC": 0,
    "COORDINATED UNIVERSAL TIME": 0,
    "GREENWICH MEAN TIME": 0,
    "BRITISH SUMMER TIME": 60,
    "WESTERN EUROPEAN TIME": 0,
    "CENTRAL EUROPEAN TIME": 60,
    "CENTRAL EUROPEAN SUMMER TIME": 120,
    "EASTERN EUROPEAN TIME": 120,
    "EASTERN EUROPEAN SUMMER TIME": 180,
    "INDIAN STANDARD TIME": 330,
    "INDIA STANDARD TIME": 330,
    "CHINA STANDARD TIME": 480,
    "JAPAN STANDARD TIME": 540,
    "AUSTRALIAN EASTERN STANDARD TIME": 600,
    "AUSTRALIAN EASTERN DAYLIGHT TIME": 660,
}
_PLACES = {part: place for name, place in _BY_RULE.items() for part in name.split("/")}
_COMMON = frozenset(
    {"UTC", "GMT", "Z", "CET", "CEST", "MEZ", "MESZ", "EET", "EEST", "WET", "MSK", "BST", "IST", "SAST"}
    | {"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST", "ET", "CT", "MT", "PT", "BRT"}
    | {"AEST", "AEDT", "ACST", "ACDT", "AWST", "NZST", "NZDT", "JST", "KST", "HKT", "SGT"}
)


class Zone(msgspec.Struct, frozen=True):
    """A zone as it was written: either the `offsets` it may mean, likeliest first, or the IANA `name` of a place."""

    written: str
    offsets: tuple[int, ...] = ()
    name: str = ""
    doubt: str = ""


class OffsetOutOfRange(ValueError):
    """An offset that no place on Earth uses, such as UTC+25."""


@lru_cache(maxsize=64)
def find(name: str) -> dt.tzinfo | None:
    """Return the zone of an IANA name, None if there is none of that name.

    Beside them lie other files: what this machine takes for its own zone, and clocks that count leap seconds.
    """
    if name == "UTC":
        return UTC
    if not re.fullmatch(r"(?!(?i:localtime$|posixrules$|posix/|right/))[A-Za-z][\w+-]*(?:/[\w+-]+)*", name, re.ASCII):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # zoneinfo raises any of them for a name that is none
        return None


def place(name: str) -> dt.tzinfo:
    """Return the zone of an IANA name, UTC if there is none of that name; `zone_label` then says UTC as well."""
    return find(name) or UTC


def shown(instant: dt.datetime, there: dt.tzinfo) -> dt.datetime:
    """Return an instant on the clocks of a place; at the ends of the calendar, which they leave, as it is."""
    try:
        return instant.astimezone(there)
    except OverflowError:
        return instant


def minutes(moment: dt.datetime) -> int:
    """Return the offset of an aware time in minutes east of UTC."""
    offset = moment.utcoffset()
    return round(offset.total_seconds() / 60) if offset is not None else 0


_OFFSET = r"(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?(?![0-9]|:[0-9])"
_BARE_OFFSET = re.compile(_OFFSET)
_UTC_OFFSET = re.compile(rf"(?:UTC|GMT)(?: (?=[+-][0-9]{{1,2}}(?::|\s*(?:$|[)\],|–—-]))))?{_OFFSET}", re.IGNORECASE)
"""UTC+1, UTC +01:00, (UTC +1); but no "UTC -5 % of requests"."""
_IANA = re.compile(r"[A-Z][A-Za-z_]+/[A-Z][A-Za-z_+-]*(?:/[A-Z][A-Za-z_]+)?")
_NAME = re.compile(
    rf"(?:{'|'.join(_IN_FULL)}|(?:UK|{'|'.join(_AMERICAN)}) time|[A-Za-z]{{1,5}}(?:/[A-Za-z]{{3,4}})?)"
    r"(?![\w/@']|-[A-Z])",
    re.IGNORECASE,
)
_AMERICAN_HALF = re.compile(rf"(?<=m[ .])(?P<name>{'|'.join(_AMERICAN)})(?!\w)", re.IGNORECASE)
"""The zones of North America by their first word, which only a clock of twelve hours tells from another word."""
_TIME_OF = re.compile(r"(?P<place>[A-Z][a-z]+(?:[ _-][A-Z][a-z]+)?|local|server) time(?![\w-]| out\b)")
_CITY = re.compile(r"(?P<place>[A-Z][a-z]+(?:[ _-][A-Z][a-z]+)?)(?![\w/@'-])")
_CITY_ALONE = re.compile(r"\s*(?:$|[–—:|;]|-\s)")
_REGIONS = ("Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian")
_MEASURED = frozenset(
    {"Response", "Load", "Wait", "Query", "Build", "Request", "Run", "First", "Last", "Real", "Recovery"}
)
_NO_IANA = re.compile(r"[A-Z][A-Za-z]*/[A-Z][a-z]{3,}(?!\w)")
_UTC = re.compile(r"(?:UTC|GMT)(?=-[A-Z0-9])", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[-–—:|,;)\].*_]|->|=>|→)")


def offset_at(text: str, start: int) -> tuple[Zone, int] | None:
    """Read a bare offset (+01:00, -0500, +01) at a place of the text; return it and where it ends."""
    found = _BARE_OFFSET.match(text, start)
    return (_fixed(found), found.end()) if found else None


def zone_at(text: str, start: int, likely: str = "UTC") -> tuple[Zone, int] | None:
    """Read a zone at a place of the text: UTC+5:30, an IANA name, or an abbreviation; return it and where it ends.

    An abbreviation that is rare (and maybe a word: CAT, EAT, WEST), or in small letters, counts only when nothing but
    punctuation follows, or when `likely` (an IANA name) is a place that uses it: "14:23 CAT 5 cable" names no zone.
    """
    if found := _UTC_OFFSET.match(text, start):
        try:
            return _fixed(found), found.end()
        except OffsetOutOfRange:  # "09:00 UTC-15:00" goes on until three
            if not re.search(r"-[0-9]{2}:", found[0]):
                raise
    if (found := _IANA.match(text, start)) and find(found[0]):
        return Zone(found[0], name=found[0]), found.end()
    if (found := _TIME_OF.match(text, start)) and (zone := _of_city(found)):
        return zone, found.end()
    found = _UTC.match(text, start) or _NAME.match(text, start)
    zone = named(found[0]) if found else None
    if zone is None or found is None:
        return _american(text, start) or _city_alone(text, start, likely)
    name = zone.written.upper()
    if zone.written == "z":  # "14:23 z" names no zone, "14:23Z" does
        return None
    plain = (
        (zone.written == name and (name in _COMMON or zone.name))
        or " " in name
        or name in {"UTC", "GMT", "UTC/GMT", "GMT/UTC"}
        or name in _used_in(likely)
    )
    return (zone, found.end()) if plain or _ENDS.match(text, found.end()) else None


def _american(text: str, start: int) -> tuple[Zone, int] | None:
    """Read "Pacific" behind AM or PM, or in parentheses."""
    found = _AMERICAN_HALF.match(text, start)
    if not found and text[start - 1 : start] == "(" and (aside := re.match(r"(\w+)\)", text[start : start + 10])):
        found = re.match(rf"(?P<name>{'|'.join(_AMERICAN)})$", aside[1], re.IGNORECASE)
        return (Zone(aside[1], name=_BY_RULE[f"{found['name'].upper()} TIME"]), start + found.end()) if found else None
    return (Zone(found[0], name=_BY_RULE[f"{found['name'].upper()} TIME"]), found.end()) if found else None


def _city_alone(text: str, start: int, likely: str) -> tuple[Zone, int] | None:
    """Read a city in parentheses, or with nothing but punctuation behind: that it names the zone is a guess."""
    found = _CITY.match(text, start)
    if not found:
        return None
    stop = found.end()
    aside = text[start - 1 : start] == "(" and text[stop : stop + 1] == ")"
    zone = _of_city(found) if aside or _CITY_ALONE.match(text, stop) else None
    if zone is None:
        return None
    return (
        msgspec.structs.replace(zone, doubt="" if zone.name == likely else f"“{zone.written}” was taken for a zone."),
        stop,
    )


def _of_city(found: re.Match[str]) -> Zone | None:
    """The zone of "Berlin time", after the cities that the IANA database names zones for; None for other words."""
    name = _cities().get(found["place"].replace(" ", "_"))
    return Zone(found[0], name=name) if name else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """The zones that are named for a city, by its name."""
    parted = [name.split("/") for name in available_timezones()]
    return {parts[1]: "/".join(parts) for parts in parted if len(parts) == 2 and parts[0] in _REGIONS}


def passed_over(text: str, start: int, likely: str = "UTC") -> str:
    """Return what stands at a place of the text, may be a zone and was taken for words, "" if nothing does.

    That is an abbreviation, "local time", "Gotham time", a city, or what looks like a name of IANA and is none.
    """
    found = _NAME.match(text, start)
    if found and found[0] in ABBREVIATIONS:
        return found[0]
    found = _TIME_OF.match(text, start)
    if found and found["place"].split()[-1] not in _MEASURED:
        return found[0]
    found = _CITY.match(text, start)
    if found and (city := _of_city(found)) and city.name != likely:
        return found["place"]
    found = _NO_IANA.match(text, start)
    return found[0] if found else ""


def named(written: str) -> Zone | None:
    """Return the zone of an abbreviation or a name such as "Pacific time", in large or small letters."""
    name = written.upper()
    if name in _BY_RULE:
        return Zone(written, name=_BY_RULE[name])
    if name in _IN_FULL:
        return Zone(written, offsets=(_IN_FULL[name],))
    return Zone(written, offsets=ABBREVIATIONS[name]) if name in ABBREVIATIONS else None


def place_of(written: str) -> str:
    """The IANA name of the place whose clocks have an abbreviation (CET: Europe/Berlin); "" if we name none for it."""
    return _PLACES.get(written.upper(), "")


def _fixed(found: re.Match[str]) -> Zone:
    size = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    offset = -size if found["sign"] == "-" else size
    if int(found["minutes"] or 0) > 59 or not FARTHEST_WEST <= offset <= FARTHEST_EAST:
        raise OffsetOutOfRange(found[0])
    return Zone(found[0], offsets=(offset,))


@lru_cache(maxsize=64)
def _offsets_of(name: str, year: int) -> dict[int, str]:
    """Return the offsets that a place uses in winter and in summer of a year, with their abbreviations."""
    halves = (dt.datetime(year, month, 1, tzinfo=place(name)) for month in (1, 7))
    return {minutes(half): half.tzname() or "" for half in halves}


def _used_in(name: str) -> set[str]:
    return set(_offsets_of(name, 2020).values())


def uses(name: str, offset: int) -> bool:
    """Whether a place (IANA name) uses an offset in winter or in summer."""
    return offset in _offsets_of(name, 2020)


def settle(zone: Zone, year: int, likely: str) -> tuple[int, str]:
    """Choose what an abbreviation means; return its offset, and a sentence if that was a guess.

    The review's zone `likely` settles it when it uses the abbreviation in that year, or exactly one of its offsets and
    has no name of its own for that: where UTC-5 is EST, CST is another.
    """
    if len(zone.offsets) == 1:
        return zone.offsets[0], zone.doubt
    used = _offsets_of(likely, year)
    by_name = [offset for offset in zone.offsets if used.get(offset) == zone.written.upper()]
    by_offset = [offset for offset in zone.offsets if not used.get(offset, "none").isalpha()]
    for fitting in (by_name, by_offset):
        if len(fitting) == 1:
            return fitting[0], zone.doubt
    meanings = ", ".join(label(offset) for offset in zone.offsets)
    return zone.offsets[0], f"{zone.written} can mean {meanings}; read as {label(zone.offsets[0])}."


def label(offset: int) -> str:
    """Write an offset in minutes east of UTC: "UTC", "UTC+05:30"."""
    if not offset:
        return "UTC"
    hours, rest = divmod(abs(offset), 60)
    return f"UTC{'-' if offset < 0 else '+'}{hours:02}:{rest:02}"
