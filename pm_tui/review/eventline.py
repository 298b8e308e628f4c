r"""An event in one line: "14:31 Pager fires !detected @alice https://… #alert".

The line begins with its time (see `times`); what follows are the words, with marks in between:

- `!detected` marks a milestone, ours or one that the caller knows as the team's own; `#deploy` says what kind of event
  it is. Both may be shortened as long as they are clear (`!d`; three letters at least for a kind), and are taken out of
  the words.
- `@alice`, `@"Alice Smith"` is who acted, `https://…` or `<scheme:…>` the evidence. At the end of the line they are
  taken out of the words; within the sentence they are noted and the words stay as they were typed.
- What is none of ours (`#12`, `npm@7`, `@here`, `!important`) is text. A backslash makes any mark text: `\@alice`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from pm_tui.review import times, zones
from pm_tui.review.bounds import is_bound
from pm_tui.review.milestones import MARKS, read_mark, writable
from pm_tui.review.model import Event, Moment
from pm_tui.review.timescan import scan
from pm_tui.review.timewords import looks
from pm_tui.review.vocabulary import EVENT_KINDS, EventKind

T = TypeVar("T")


class EventLine(msgspec.Struct, frozen=True):
    """What a line was read as.

    `problem` is "" or a sentence with an example; then the time is unknown, and `at.text` is what could not be read.
    """

    at: Moment = Moment()
    end: Moment | None = None
    text: str = ""
    kind: EventKind = ""
    milestones: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    problem: str = ""


class Mentions(msgspec.Struct, frozen=True):
    """Who and which evidence a text mentions, in its order, each once."""

    actors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


_MARK = re.compile(
    r"(?<!\S)(?P<slashes>\\*)(?:"
    r"!(?P<milestone>[^\W\d_]+)(?!\S)|\#(?P<kind>[A-Za-z]+)(?!\S)"
    r"|@(?:\"(?P<name>[^\"\n]+)\"|(?P<handle>\w(?:[\w.-]*\w)?))(?![\w/@])"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]'\"*])|<(?P<link>[a-z][a-z0-9+.-]*:[^<>\n]+)>)"
)
_EVERYONE = frozenset({"here", "channel", "everyone", "all", "team"})
_JOINTS = (" ", ": ", " | ")
"""What may part a time from its words; the first with which both read back."""

_BARE = "link:"
"""Before a link that is no address of the web, so that it can stand in a line: <link:graph 12 in the wiki>."""


def read_line(line: str, setting: times.Setting, marks: Sequence[str] = MARKS) -> EventLine:
    """Read an event from a line; `marks` are the milestones that are known.

    A line without a time is an event of unknown time; nothing of the line is lost.
    """
    try:
        read = times.split(line, setting)
    except times.TimeUnread as error:
        rest = line.lstrip()[len(error.raw) :]
        return msgspec.structs.replace(read_words(rest, marks), at=Moment(text=error.raw), problem=str(error))
    if read is None:
        return read_words(line, marks)
    span, rest = read
    return msgspec.structs.replace(read_words(rest, marks), at=span.at, end=span.end)


def mentions(text: str) -> Mentions:
    """Find who and which evidence a text mentions, and leave the text as it is."""
    marks = [mark for mark in _marks(text, MARKS) if not mark["slashes"]]
    return Mentions(_once(map(_actor, marks)), _once(map(_link, marks)))


def write_line(event: Event, links: Sequence[str], zone: str, known: Sequence[str] = MARKS) -> str:
    """Write an event as the line in which it is edited: `read_line` gives the same event, in the same zone.

    `known` are the milestones that it will know. One that is no single word has no place in a line, and is left out.
    The time is written with its date, in the display zone or with the offset that it was written with. An end that
    follows on a day or on an uncertain time, or comes before the beginning, has no place in a line, and is left out; so
    is a time that follows bounds.
    """
    text = _escaped(event, links, known)
    rest = mentions(text)
    marks = [handle(actor) for actor in event.actors if actor not in rest.actors]
    marks += [_address(link) for link in links if link not in rest.links]
    marks += [f"!{name}" for name in event.milestones if writable(name)]
    marks += [f"#{event.kind}"] if event.kind else []
    words = " ".join(part for part in (text, *marks) if part)
    at = Moment(text=event.at.text) if is_bound(event) else event.at
    return timed(at, event.end, words, zone)


def leading_name(text: str) -> tuple[str, str] | None:
    """The person that a text begins with as a mark, and the words behind it; None when it begins with none."""
    mark = _MARK.match(text)
    name = _actor(mark) if mark and not mark["slashes"] else None
    return (name, text[mark.end() :].lstrip()) if mark and name else None


def timed(at: Moment, end: Moment | None, words: str, zone: str) -> str:
    """Put a time, and its end, before words, so that `times.split` parts the two again."""
    time = write_time(at, end, zone)
    if not time:
        return f"? {words}" if _begins_with_time(words) else words
    lines = (f"{time}{joint}{words}".rstrip() for joint in _JOINTS)
    return next((line for line in lines if _clear(line, time, words, zone)), f"{time} | {words}")


# --- reading the words ----------------------------------------------------------------------------------------------


def read_words(rest: str, known: Sequence[str] = MARKS) -> EventLine:
    """Read the words after the time, or those of a line that has none: take out the marks that are no words."""
    marks = _marks(rest, known)
    plain = [mark for mark in marks if not mark["slashes"]]
    kinds = [name for mark in plain if (name := _kind(mark))]
    kind: EventKind = kinds[0] if kinds else ""
    trailing = _trailing(rest, marks)
    kept, stop = [], 0
    for mark in marks:
        kept.append(rest[stop : mark.start()])
        stop = mark.end()
        if mark["slashes"]:
            kept.append(mark[0][1:])
        elif _milestone(mark, known) or (kind and _kind(mark) == kind):
            stop = len(rest) - len(rest[stop:].lstrip(" "))
        elif _kind(mark) or mark not in trailing:
            kept.append(mark[0])
    kept.append(rest[stop:])
    found = mentions(rest)
    return EventLine(
        text="".join(kept).strip(),
        kind=kind,
        milestones=_once(_milestone(mark, known) for mark in plain),
        actors=found.actors,
        links=found.links,
    )


def _marks(text: str, known: Sequence[str]) -> list[re.Match[str]]:
    """The marks of a text that are ours, those behind a backslash too."""
    found = _MARK.finditer(text)
    return [mark for mark in found if _milestone(mark, known) or _kind(mark) or _actor(mark) or _link(mark)]


def _trailing(text: str, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks after which nothing but marks follows."""
    found: list[re.Match[str]] = []
    end = len(text.rstrip())
    for mark in reversed(marks):
        if mark["slashes"] or text[mark.end() : end].strip():
            break
        found.append(mark)
        end = mark.start()
    return found


def _milestone(mark: re.Match[str], known: Sequence[str]) -> str | None:
    return read_mark(mark["milestone"] or "", known)


def _kind(mark: re.Match[str]) -> EventKind | None:
    written = (mark["kind"] or "").lower()
    found = [kind for kind in EVENT_KINDS if len(written) >= 3 and kind.startswith(written)]
    return found[0] if len(found) == 1 else None


def _actor(mark: re.Match[str]) -> str | None:
    handle = mark["handle"] or ""
    return mark["name"] or (handle if handle.lower() not in _EVERYONE else None) or None


def _link(mark: re.Match[str]) -> str | None:
    return mark["url"] or (mark["link"] or "").removeprefix(_BARE) or None


def _once(items: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for item in items if item is not None))


# --- writing them ---------------------------------------------------------------------------------------------------


def _escaped(event: Event, links: Sequence[str], known: Sequence[str]) -> str:
    """Put a backslash before what `read_line` would take for a mark and the event does not have."""
    text = event.text.strip()
    marks = _marks(text, known)
    trailing = _trailing(text, marks)
    within = mentions("".join(f"{mark[0]} " for mark in marks if mark not in trailing))
    noted = event.actors[: len(within.actors)] == within.actors and tuple(links[: len(within.links)]) == within.links
    kept, stop = [], 0
    for mark in marks:
        mention = (_actor(mark) or _link(mark)) and not mark["slashes"] and mark not in trailing
        kept += [text[stop : mark.start()], "" if mention and noted else "\\", mark[0]]
        stop = mark.end()
    return "".join([*kept, text[stop:]])


def handle(actor: str) -> str:
    """A person as a mark in a line: `@alice`, `@"Alice Smith"`."""
    bare = re.fullmatch(r"\w(?:[\w.-]*\w)?", actor) and actor.lower() not in _EVERYONE
    return f"@{actor}" if bare else '@"' + re.sub(r"[\"\n]", "'", actor) + '"'


def _address(link: str) -> str:
    found = _MARK.fullmatch(link) or _MARK.fullmatch(f"<{link}>")
    if found and _link(found) == link:
        return found[0]
    return "<" + _BARE + link.replace("<", "%3C").replace(">", "%3E").replace("\n", " ") + ">"


def _begins_with_time(words: str) -> bool:
    """Whether words without a time would be read as if they began with one."""
    try:
        return bool(scan(words.lstrip()) or looks(words.lstrip()))
    except times.TimeUnread:
        return True


def _clear(line: str, time: str, words: str, zone: str) -> bool:
    """Whether it is clear where the time ends and the words begin; "14:23 - 14:40 x" would be a range."""
    try:
        alone = scan(line, zone)
    except times.TimeUnread:
        return False
    return alone is not None and alone.stop == len(time) and times.after_separator(line[alone.stop :]) == words


def write_time(at: Moment, end: Moment | None, zone: str) -> str:
    """Write a time, and its end, as `times.read` reads them in that zone; "" if nothing is known or was written."""
    if at.earliest is None or at.latest is None:
        balanced = re.fullmatch(r"(?:[^()\n]|\([^()\n]*\))*", at.text)
        raw = at.text if balanced else re.sub(r"[()\n]", " ", at.text)
        return raw if raw in {"", "?"} else f"?({raw})"
    if at.certainty == "day":
        return f"{times.show(at, zone, date=True)}{_offset(at)}"
    margin = times.ABOUT if at.certainty == "about" else dt.timedelta()
    start = ("~" if margin else "") + _point(at.earliest + margin, at, zone)
    if at.certainty == "between":
        return f"{start} - {_point(at.latest, at, zone)}"
    if end is None or end.earliest is None or end.certainty not in {"exact", "about"}:
        return start
    if times.middle(end) < times.middle(at):
        return start
    margin = times.ABOUT if end.certainty == "about" else dt.timedelta()
    return f"{start} .. {'~' if margin else ''}{_point(end.earliest + margin, end, zone)}"


def _point(utc: dt.datetime, moment: Moment, zone: str) -> str:
    """Write an instant with its date, in the offset it was written with, else in the display zone."""
    there = zones.place(zone) if moment.offset is None else dt.timezone(dt.timedelta(minutes=moment.offset))
    local = zones.shown(utc, there)
    wall = local.replace(tzinfo=None).isoformat(" ", "auto" if local.second or local.microsecond else "minutes")
    second_pass = moment.offset is None and local.fold
    offset = f" {times.offset_label(zones.minutes(local))}" if second_pass else _offset(moment)
    return wall + offset


def _offset(moment: Moment) -> str:
    return "" if moment.offset is None else f" {times.offset_label(moment.offset)}"
