"""Chats as copied from the clients of Slack, Microsoft Teams and Discord: who and when over what was said.

The name and the time stand on one line or on two; a time alone is the next message of the same author. Replies counts,
reactions and messages about the channel itself make rows that are proposed for dropping; day dividers set the date.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from pm_tui.formats.paste_bearings import Bearings, Timed
from pm_tui.formats.paste_days import NAMES_OF_DAYS
from pm_tui.formats.paste_order import day_before
from pm_tui.formats.paste_rows import PastedRow, row_of
from pm_tui.review.model import Moment
from pm_tui.review.timewords import plain

Client = Literal["", "Slack", "Teams", "Discord"]

_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\b\.?)?"
_DATE = (
    r"(?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:[a-z]{3,9}\.?\s+[0-9]{1,2}(?:st|nd|rd|th)?|"
    r"[0-9]{1,2}(?:st|nd|rd|th|\.)?\s+[a-z]{3,9}\.?)(?:,?\s+[0-9]{4})?|[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,4})?\.?|"
    r"[0-9]{1,2}[-/][a-z]{3}[-/][0-9]{2,4}|"
    rf"{NAMES_OF_DAYS}|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?)"
)
_AGO = r"[0-9]{1,2} (?:minute|hour|day|week|month)s? ago"
_TIME = (
    rf"(?:(?:{_DATE},?\s+(?:(?:at|um|à|às|om|alle)\s+)?)?{_CLOCK}(?:\s(?:UTC|GMT|[A-Z]{{2,4}}T))?|{_AGO}"
    rf"|{_CLOCK},?\s+{_DATE})"
)
_NAME = r"[^\s\[\]|#>*`-][^\[\]|\t]{0,58}?"
_WROTE = r"(?:commented|replied|wrote|posted|(?:added|left) a comment)\s+(?:on\s+|[-–—]\s+)?"
_SHAPES: tuple[tuple[Client, str], ...] = (
    ("Discord", rf"\s*(?P<name>{_NAME})\s+[—–]\s+(?P<time>{_TIME})\s*"),
    ("Slack", rf"\s*(?P<name>{_NAME})\s*\[(?P<time>{_TIME})\]:?\s*"),
    ("Teams", rf"\s*\[(?P<time>{_TIME})\]\s*(?P<name>{_NAME}):?\s*"),
    ("", rf"\s*(?P<name>{_NAME})\s+[·•]\s+(?P<time>{_TIME})\s*"),
    ("", rf"\s*(?P<name>{_NAME}),\s*\[(?P<time>{_TIME})\]:?\s*"),
    ("", rf"\s*(?P<name>{_NAME})\s+{_WROTE}(?P<time>{_TIME}|{_DATE})\s*"),
    ("", rf"\s*(?P<name>{_NAME})(?:\s{{2,}}|\s*\t\s*|\s*,\s+)(?P<time>{_TIME})\s*"),
    ("", rf"\s*(?P<name>{_NAME})\s(?P<time>{_TIME})\s*"),
)
_HEADERS = [(client, re.compile(pattern, re.IGNORECASE)) for client, pattern in _SHAPES]
_INLINE = re.compile(rf"\s*\[(?P<time>{_TIME})\]\s*(?:<(?P<nick>[^<>\s]+)>\s*)?(?P<text>\S.*)", re.IGNORECASE)
_ALONE = re.compile(rf"\s*\[?(?P<time>{_TIME})\]?\s*", re.IGNORECASE)
_SURNAME_FIRST = re.compile(r"[^\W\d_a-z][\w'’-]*, [^\W\d_a-z][\w'’-]*")
_UNDER_NAME = re.compile(
    rf"\s*(?:@[\w.-]{{1,40}}|[A-Z][a-z]+(?: [a-z]+)?)\s*[·•]\s*(?P<time>{_TIME})\s*", re.IGNORECASE
)
"""The line below a name: "@amara · 4 Mar 2026, 9:14 AM", "Work notes • 2026-03-04 09:14:02"."""
_APP = re.compile(r"\s*(?:APP|BOT|WORKFLOW|✓\s*(?:APP|BOT)|(?<=[a-z ])(?:APP|BOT))\s*$")
_UNDER_APP = re.compile(r"^\s*(?:APP|BOT)(?=\s\s)")
_EMOJI = r"(?::[\w+'-]+:(?::skin-tone-[0-9]:)?|[\u2190-\u2bff\u3000-\u303f\U0001f000-\U0001faff\ufe0f\u200d])"
_DECORATED = re.compile(rf"(?:\s*{_EMOJI}|\s*\((?:she|he|they|guest|external|unverified)[^)]*\))+\s*$", re.IGNORECASE)
_WORD = r"[^\W\d_a-z][\w'’.-]*"
_PERSON = re.compile(
    rf"{_WORD}(?:\s+(?:(?:van|von|de|der|da|di|la|bin|al)\s+)*(?:{_WORD}|\([^)]*\))){{1,4}}|[a-z][\w.-]{{1,30}}|{_WORD}"
)
_FULL = re.compile(rf"{_WORD}\s+(?:(?:van|von|de|der|da|di|la|bin|al)\s+)*{_WORD}(?:\s+{_WORD})*")
_ACCOUNT = re.compile(rf"{_FULL.pattern}|[a-z]\w*[._-][\w.-]*\w")
_CAPITAL = re.compile(rf"{_FULL.pattern}|{_WORD}")
_ASIDE = re.compile(
    rf"(?:{_EMOJI}\s*(?:[0-9]{{1,3}}\s*)?)+|[0-9]{{1,3}}|[0-9]+ repl(?:y|ies)\b.*|last reply\b.*|"
    r"view (?:thread|newer replies|all [0-9]+ .*)|replied to a thread:.*|"
    r"also sent to the channel|sent (?:from|via) .*|"
    r"\(?edited\)?|[0-9]+ \w+ reactions?\.?|add reaction|see (?:more|less)|show (?:more|less)|"
    r"(?:like|heart|laugh|surprised|sad|angry)\s+[0-9]+",
    re.IGNORECASE,
)
_REPLIES = re.compile(r"[0-9]+ repl(?:y|ies)\b|replied to a thread", re.IGNORECASE)
_ROOM = r"(?:the |this )?(?:#\S+|channel|chat|conversation|meeting|call|group|huddle)"
_CHANNEL = re.compile(
    rf"(?:has |have )?(?:(?:joined|left|archived|renamed|cleared|created|was added to|was removed from) {_ROOM}|"
    r"(?:set|changed) the (?:channel|chat|group|meeting) (?:topic|name|description|purpose)|un-?pinned a message|"
    r"pinned a message|started a (?:huddle|call|thread)|set up a reminder|Reminder:).*|"
    rf"added [^.!?]{{1,60}} to {_ROOM}\.?",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    rf"[^.!?]{{1,60}} (?:joined|left) {_ROOM}\.?|(?:meeting|call|huddle) (?:started|ended).*|"
    rf"[^.!?]{{1,60}} (?:added|removed) [^.!?]{{1,60}} (?:to|from) {_ROOM}\.?|"
    r"[^.!?]{1,60} pinned a message to this channel\..*",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"new(?: messages)?|last read|thread|unread|[-–—_]{2,}.*|this is the (?:very )?beginning of .*|image|gif",
    re.IGNORECASE,
)
_EDITED = re.compile(r"\s?\((?:edited|bearbeitet)\)$|^edited$", re.IGNORECASE | re.MULTILINE)
_HALF = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
_ROUND = 12 * 60
"""The minutes after which a clock of twelve hours shows the same again."""
_LONGEST = 120
"""Characters: no longer line is the head of a message."""
_QUIET = dt.timedelta(hours=4)
_NEARLY_A_DAY = dt.timedelta(hours=16)


class Head(msgspec.Struct, frozen=True):
    """The beginning of a message: who and when, the line after it, and words that stand on the same line."""

    name: str
    time: str
    stop: int
    client: Client = ""
    text: str = ""


def heads_of(lines: Sequence[str]) -> dict[int, Head]:
    """Find where messages of a chat begin, by line; empty if the lines are none."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    found: dict[int, Head] = {}
    for place, number in enumerate(filled):
        if head := _head(lines, number):
            found[number] = msgspec.structs.replace(head, stop=number + 1)
        elif head := _tall_head(lines, filled[place : place + 4], found):
            found[number] = head
    return _trusted(lines, filled, found)


def _head(lines: Sequence[str], number: int) -> Head | None:
    line = plain(lines[number].replace("\t", "  ").replace("**", ""))
    if len(line) > _LONGEST:
        return None
    for index, (client, pattern) in enumerate(_HEADERS):
        found = pattern.fullmatch(line)
        if not found:
            continue
        name = author_of(found["name"])
        called = {2: _CAPITAL, 3: _FULL, len(_HEADERS) - 1: _ACCOUNT}.get(index, _PERSON).fullmatch(name)
        if called and not (index > 2 and name[-1] in ":,;."):
            return Head(name, found["time"], number + 1, client)
    return None


def _tall_head(lines: Sequence[str], numbers: Sequence[int], found: dict[int, Head]) -> Head | None:
    """A name, maybe "APP", and a time, each on a line of its own, over what was said."""
    if len(numbers) < 3 or any(len(lines[number]) > _LONGEST for number in numbers[:3]):
        return None
    dash = bool(re.fullmatch(r"\s*[—–]\s*", lines[numbers[1]]))
    app = dash or bool(_APP.fullmatch(lines[numbers[1]].strip()))
    if app and len(numbers) < 4:
        return None
    below, after = (numbers[2], numbers[3]) if app else (numbers[1], numbers[2])
    name, time = author_of(lines[numbers[0]].strip()), _UNDER_APP.sub("", plain(lines[below]))
    under = _UNDER_NAME.fullmatch(time)
    alone = under or _ALONE.fullmatch(re.sub(r"^\s*[—–-]\s+", "", time))
    if not name or not alone or _ALONE.fullmatch(plain(lines[after])) or _ALONE.fullmatch(plain(lines[numbers[0]])):
        return None
    person = _PERSON.fullmatch(name) or _SURNAME_FIRST.fullmatch(name)
    if not person or _ASIDE.fullmatch(lines[numbers[0]].strip()):
        return None
    dashed = dash or bool(re.match(r"\s*[—–]", time))
    known = any(head.name == name for head in found.values())
    sure = app or dashed or under or time[:1].isspace() or bool(re.search(r"[ap]\.?m\b|day\b", time, re.IGNORECASE))
    first = not found and name[0].isupper()
    if sure or known or first or _FULL.fullmatch(name) or _SURNAME_FIRST.fullmatch(name):
        client: Client = "Discord" if dashed else "Slack"
        return Head(name, alone["time"], below + 1, client)
    return None


def _trusted(lines: Sequence[str], filled: Sequence[int], found: dict[int, Head]) -> dict[int, Head]:
    """Keep the heads if they are those of a chat: most have words below, and a chat begins near the top."""
    following = dict(pairwise([*filled, -1]))
    spoken = 0
    for head in found.values():
        below = following[filled[bisect_left(filled, head.stop) - 1]]
        spoken += below >= 0 and below not in found
    sure = len(found) > 1 or any(head.client and _FULL.fullmatch(head.name) for head in found.values())
    return found if sure and 2 * spoken > len(found) else {}


def author_of(name: str) -> str:
    """A name without what clients put behind it: APP, a status emoji, (she/her)."""
    for _ in range(3):
        name = _DECORATED.sub("", _APP.sub("", name.strip()))
    return name.strip().rstrip(":")


def client_of(heads: dict[int, Head]) -> Client:
    """Which client a chat was copied from, as far as its heads tell."""
    clients = Counter(head.client for head in heads.values() if head.client)
    return clients.most_common(1)[0][0] if clients else ""


class _Message(msgspec.Struct):
    timed: Timed
    author: str
    words: list[str]
    numbers: list[int]


class ChatReader:
    """Reads the lines of a chat; `heads` are those that `heads_of` found."""

    def __init__(self, lines: Sequence[str], bearings: Bearings, heads: dict[int, Head]) -> None:
        self._lines, self._bearings, self._heads = lines, bearings, heads
        self._twelve = any(_HALF.search(head.time) for head in heads.values())
        self._rows: list[PastedRow] = []
        self._message: _Message | None = None
        self._aside: list[int] = []
        self._author = ""
        self._root: Moment | None = None

    def read(self) -> list[PastedRow]:
        """Read them all: a row for each message, and one for what stands beside it."""
        number = 0
        while number < len(self._lines):
            number = self._read_at(number)
        self._close()
        return self._rows

    def _read_at(self, number: int) -> int:
        line = self._lines[number].strip()
        head = self._heads.get(number)
        if head:
            self._author = head.name
            self._start(head.time, [at for at in range(number, head.stop) if self._lines[at].strip()])
            return head.stop
        alone = _ALONE.fullmatch(plain(line))
        inline = None if alone else _INLINE.fullmatch(plain(line))
        if not line:
            self._blank()
        elif self._divides(line) or (self._message is None and self._bearings.take_zone(line)):
            self._close()
            self._root = None
        elif self._beside(line):
            self._put_aside(number, line)
        elif alone and (self._message or self._author):
            self._start(alone["time"], [number])
        elif inline and (self._author or inline["nick"]):
            self._author = inline["nick"] or self._author
            self._start(inline["time"], [number], inline["text"])
        else:
            self._say(number, self._lines[number])
        return number + 1

    def _divides(self, line: str) -> bool:
        """A line of the client itself: a day, or "New" above what was not read yet."""
        bare = re.sub(r"^[-–—_\s]{2,}|[-–—_\s∨⌄]{2,}$", "", line).strip()
        return bool(_FRAME.fullmatch(line)) or (bool(bare) and self._bearings.take_date(bare))

    def _beside(self, line: str) -> bool:
        """Whether a line stands beside the message: never its first, and a number only below a reaction."""
        if (self._message and not self._message.words) or (line.isdigit() and not self._aside):
            return False
        return bool(_ASIDE.fullmatch(line) or _NOTICE.fullmatch(line))

    def _blank(self) -> None:
        if self._message and self._message.words and not self._aside:
            self._message.words.append("")

    def _say(self, number: int, line: str) -> None:
        if self._aside and self._message:  # more words of the message behind its reactions
            self._rows_aside()
        if self._message is None:
            self._close()
            self._message = _Message(Timed(Moment()), "", [], [])
        self._message.words.append(line.rstrip())
        self._message.numbers.append(number)

    def _put_aside(self, number: int, line: str) -> None:
        if self._message and _EDITED.fullmatch(line):
            self._message.numbers.append(number)
            return
        if _REPLIES.match(line):
            self._root = self._message.timed.at if self._message else self._root
        self._aside.append(number)

    def _start(self, time: str, numbers: list[int], text: str = "") -> None:
        self._close()
        timed = self._time(time) or Timed(Moment(text=time))
        self._message = _Message(timed, self._author, [text] if text else [], numbers)

    def _time(self, time: str) -> Timed | None:
        """Read the time of a message: with the half of the day of the message above, and back from a thread.

        Between two days the clients write a divider. So a message that seems nearly a day later than the one above was
        before it: a thread went on past midnight, and the channel goes on from where the thread began.
        """
        above, typed = self._bearings.above, self._with_half(time)
        timed = self._bearings.time(typed) if typed else None
        dated = not re.fullmatch(_CLOCK, time, re.IGNORECASE)
        if timed is None or dated or above is None or not _leaps(above, timed.at, in_thread=bool(self._root)):
            return timed
        self._bearings.return_to(self._root if self._root and self._root.known else day_before(above))
        again = self._bearings.time(typed)
        if again is None or again.at.earliest == timed.at.earliest:
            return timed
        doubt = again.at.doubt or "Read as of the day before the row above, as channels go on behind a thread."
        return msgspec.structs.replace(again, at=msgspec.structs.replace(again.at, doubt=doubt))

    def _with_half(self, time: str) -> str:
        """Slack leaves AM and PM away below the first message: 9:15 below 9:14 PM is in the evening.

        "" where no message above tells which half of the day is meant.
        """
        above = self._bearings.above
        short = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", time)
        if not self._twelve or not short or not 1 <= int(short[1]) <= 12:
            return time
        last = _HALF.search(above.text) if above else None
        if last is None or above is None:
            return ""
        before = re.search(r"([0-9]{1,2}):([0-9]{2})", above.text)
        half = last[0].strip()[0].lower()
        if before and _minutes(short) < _minutes(before) and _minutes(short) + _ROUND - _minutes(before) < 60:
            half = "a" if half == "p" else "p"
        return f"{time} {half.upper()}M"

    def _close(self) -> None:
        message, self._message = self._message, None
        if message:
            text = _EDITED.sub("", "\n".join(message.words)).strip()
            keep = not (_CHANNEL.fullmatch(text) or not text or re.fullmatch(rf"(?:{_EMOJI}\s*)+", text))
            actors = (message.author,) if message.author else ()
            self._rows.append(row_of(message.timed, text, self._lines, message.numbers, actors, keep=keep))
        if self._aside:
            self._rows_aside()

    def _rows_aside(self) -> None:
        numbers, self._aside = self._aside, []
        words = " ".join(self._lines[number].strip() for number in numbers)
        self._rows.append(row_of(Timed(Moment()), words, self._lines, numbers, keep=False))


def _leaps(above: Moment, at: Moment, *, in_thread: bool) -> bool:
    longest = _QUIET if in_thread else _NEARLY_A_DAY
    return bool(above.earliest and at.earliest and at.earliest - above.earliest > longest)


def _minutes(clock: re.Match[str]) -> int:
    return int(clock[1]) % 12 * 60 + int(clock[2])
