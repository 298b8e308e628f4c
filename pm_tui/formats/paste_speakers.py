"""Who speaks, where that stands in the line: <nick> text, [09:14] Amara Okafor: text, From Amara to Everyone: text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]m)?"
_LABELLED = re.compile(rf"\s*\[{_TIME}\]\s*(?P<who>[^\W\d][^:<>\[\]|]{{0,40}}):\s+\S", re.IGNORECASE)
_BRACKETED = re.compile(rf"\s*\[{_TIME}\]", re.IGNORECASE)
_FULL = re.compile(r"[^\W\d_a-z][\w'’.-]*\s+(?:(?:van|von|de|der|da|di|la|bin|al)\s+)*[^\W\d_a-z][\w'’-]*(?:\s\S+)?")
_LEVELS = "alert critical debug error fatal info note notice todo trace warn warning"
_STATES = (
    "acknowledged closed declared deployed detected end ende beginn fix fixed impact investigating mitigated "
    "monitoring resolved restarted start started status update"
)
_HAPPENS = (
    "alarm deploy deployment detection escalation failover incident migration mitigation outage page pager recovery "
    "release resolution restart rollback rollout störung"
)
NO_NAME = frozenset(f"{_LEVELS} {_STATES} {_HAPPENS}".split())
"""Words that stand where a name does and are none: levels of a log, states of an incident, what happens in one."""
_NICK = re.compile(r"<\s?[@+%&~]?(?P<who>[\w.+|-]{1,30})>\s+(?=\S)")
_TELEPHONE = re.compile(r"\W?\[?[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4},\s")
_NAMED = re.compile(r"(?P<who>[^\W\d][^:<>\[\]]{0,40}):\s+(?=\S)")
_CALL = re.compile(r"\s*[0-9]{1,2}:[0-9]{2}:[0-9]{2}\s")
_FROM = re.compile(r"From\s+(?P<who>\S.{0,40}?)(?:\s+to\s+\S.{0,40}?)?\s*:(?:\s+|$)", re.IGNORECASE)

_WROTE = re.compile(
    r"(?:schrieb\s+(?P<who_>\S[^<>\n]{0,40}?)(?:\s+<[^<>]*>)?"
    r"|(?P<who>\S[^<>\n]{0,40}?)\s+(?:<[^<>]*>\s+)?(?:wrote|a écrit|escribió|ha scritto|schreef))\s?:$"
)


def speakers_of(lines: Sequence[str]) -> frozenset[str]:
    """Find whose names stand behind the times in brackets; empty where the labels are no names.

    A name has two capitals, or comes again; "Error:" and "Note:" are none.
    """
    labels = Counter(found["who"].strip() for line in lines if (found := _LABELLED.match(line)))
    named = {who for who in labels if who.casefold() not in NO_NAME}
    sure = sum(labels[who] for who in named if _FULL.fullmatch(who) or labels[who] > 1)
    bracketed = sum(bool(_BRACKETED.match(line)) for line in lines)
    return (
        frozenset(named) if 2 * sure >= sum(labels.values()) and 2 * sum(labels.values()) >= bracketed else frozenset()
    )


def speaker(line: str, words: str, speakers: frozenset[str]) -> tuple[str, str] | None:
    """Part the words of a line, which stand behind its time, into who speaks and what; None if nobody is named."""
    found = _NICK.match(words) or _WROTE.match(words)
    if found is None and _CALL.match(line):
        found = _FROM.match(words)
    if found is None and (named := _NAMED.match(words)) and (_TELEPHONE.match(line) or _is_one(line, named, speakers)):
        found = named
    if found is None:
        return None
    who = next(part for name, part in found.groupdict().items() if name.startswith("who") and part)
    return who.strip(), words[found.end() :]


def _is_one(line: str, named: re.Match[str], speakers: frozenset[str]) -> bool:
    return named["who"].strip() in speakers and bool(_BRACKETED.match(line))
