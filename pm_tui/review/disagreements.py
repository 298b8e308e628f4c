"""Numbers in the summary and the impact that the records contradict: lengths, clock times, the day.

Silence is better than a false alarm: a number counts only in words that say what it is the number of, and only against
records that are there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from pm_tui.review import harm, zones
from pm_tui.review.intervals import Length, between, countable, duration, words
from pm_tui.review.lengths import LENGTH, claim
from pm_tui.review.milestones import MARKS, marked_rows, milestone_events, time_to
from pm_tui.review.model import Moment, Review
from pm_tui.review.sentences import sentences
from pm_tui.review.times import local, show
from pm_tui.review.timewords import Day, TimeUnread, clock_at, date_at

PLACES = ("header:summary", "impact:experience", "impact:sla")
"""The texts that are compared with the records."""


def disagreements(review: Review) -> Iterator[tuple[str, str]]:
    """The place of each text that the records contradict, and in one sentence what stands where."""
    for place in PLACES:
        table, _, name = place.partition(":")
        said: dict[str, None] = {}
        for number, sentence in enumerate(sentences(getattr(getattr(review, table), name))):
            first = number == 0 and place == PLACES[0]
            found = [*_steps(review, sentence), *_wholes(review, sentence), *_clocks(review, sentence, first=first)]
            said |= dict.fromkeys([*found, *(_days(review, sentence) if first else ())])
        yield from ((place, text) for text in said)


# --- lengths --------------------------------------------------------------------------------------------------------

_STEPS: dict[str, tuple[str, str, str]] = {  # to do it, done, the noun
    "detected": ("(?:detect|notice)", "(?:detected|noticed|discovered|paged|alerted)", "(?:detect|detection)"),
    "acknowledged": ("acknowledge", "acknowledged", "(?:acknowledge|acknowledgement)"),
    "identified": ("(?:identify|diagnose)", "(?:identified|diagnosed)", "(?:identify|identification|diagnose)"),
    "mitigated": ("(?:mitigate|contain)", "(?:mitigated|contained)", "(?:mitigate|mitigation)"),
    "resolved": (
        "(?:resolve|recover|restore|fix)",
        "(?:resolved|restored|recovered|fixed)",
        "(?:resolve|resolution|recover|recovery|restore)",
    ),
}


def _told(verb: str, done: str, noun: str) -> tuple[re.Pattern[str], ...]:
    """The words in which the length of a step is told."""
    frames = (
        rf"{LENGTH} (?:for us )?to {verb}\b",
        rf"{LENGTH} (?:until|before) (?:we|anyone|anybody|somebody|it was) {done}\b",
        rf"\b{done} (?:only )?after {LENGTH}",
        rf"\b{done} (?:only )?{LENGTH} later\b",
        rf"\btime to {noun}\b(?: was| is| of)?:? ?{LENGTH}",
    )
    return tuple(re.compile(frame, re.IGNORECASE) for frame in frames)


_STEP_FRAMES = {milestone: _told(*said) for milestone, said in _STEPS.items()}

_HARM = (
    r"\b(?:down|outage|unavailable|unreachable|offline|unable|could ?n[o’']t|could not|cannot|failed|failing|refused|"
    r"degraded|disrupted|disruption|incident|downtime|lasted|lasting|broken)\b"
)
_WHOLE_FRAMES = tuple(
    re.compile(frame, re.IGNORECASE)
    for frame in (
        rf"{_HARM}[^,;:.]{{0,80}}? for (?:a total of )?{LENGTH}",
        rf"\bfor {LENGTH},? [^,;:.]{{0,60}}?{_HARM}",
        rf"\b(?:lasted|lasting)(?: for)? {LENGTH}",
        rf"{LENGTH}[ -](?:outage|incident|disruption|downtime|of downtime|of outage|down)\b",
        rf"\b(?:outage|downtime|disruption) of {LENGTH}",
    )
)


WHICH = "Which of the two is right?"


def _steps(review: Review, sentence: str) -> Iterator[str]:
    """Lengths that are said to be those of a step."""
    for milestone, frames in _STEP_FRAMES.items():
        known = _lengths_to(review, milestone)
        for found in (found for frame in frames for found in frame.finditer(sentence)):
            if _contradicts(found, known):
                told = " or ".join(dict.fromkeys(words(length) for length in known[:2]))
                yield f"“{_bare(found[0])}”, but by the timeline {time_to(milestone)} is {told}. {WHICH}"


def _wholes(review: Review, sentence: str) -> Iterator[str]:
    """Lengths that are said to be those of the harm, or of a part of it."""
    known = _spans(review)
    for found in (found for frame in _WHOLE_FRAMES for found in frame.finditer(sentence)):
        if _contradicts(found, known):
            yield f"“{_bare(found['length'])}”, but by the timeline it took {words(known[0])}. {WHICH}"


def _contradicts(found: re.Match[str], known: Sequence[Length]) -> bool:
    said = claim(found)
    return bool(said and known) and not any(said.agrees(length) for length in known if said)


def _lengths_to(review: Review, milestone: str) -> list[Length]:
    """How long it may be said to have taken until a milestone: from the start, or from any milestone before."""
    marked = milestone_events(review)
    if "started" not in marked or not countable(marked["started"].at):
        return []  # it is mostly told from the first harm
    ends = ("resolved", "mitigated") if milestone == "resolved" else (milestone,)
    pairs = [(marked[name], marked[end]) for end in ends if end in marked for name in marked if name not in ends]
    found = [length for one, other in pairs if (length := _length(one.at, other.at))]
    return [*found, *_apart(review)] if found and milestone == "resolved" else found


def _spans(review: Review) -> list[Length]:
    """How long the harm may be said to have lasted: the whole first, then between any two milestones."""
    marks = [row for name in MARKS for row in marked_rows(review, name)]
    pairs = [length for one, other in combinations(marks, 2) if (length := _length(one.at, other.at))]
    whole = duration(review)
    return [*filter(None, [whole]), *_apart(review), *pairs] if whole or _apart(review) else []


def _apart(review: Review) -> list[Length]:
    """The lengths that are known beside the milestones: of the impact, of the time in a degraded state."""
    degraded = harm.degraded(review)
    found = [_length(review.impact.start, review.impact.end), degraded.length if degraded else None]
    return [length for length in found if length]


def _length(one: Moment, other: Moment) -> Length | None:
    return between(one, other) if countable(one) and countable(other) else None


# --- clock times ----------------------------------------------------------------------------------------------------

_NEAR = r"(?:(?P<about>about|around|~|approximately|approx\.?|roughly|shortly after|just before|just after) ?)?"
_CLOCK_FRAMES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b{frame} {_NEAR}(?=\d{{1,2}}[:.]\d\d)", re.IGNORECASE), milestones)
    for frame, milestones in (
        (r"(?:started|began|starting|beginning) (?:at|from)", ("started",)),
        (r"(?:detected|noticed|alerted|paged) at", ("detected",)),
        (r"(?:resolved|restored|recovered|fixed|mitigated|over) (?:at|by)", ("mitigated", "resolved")),
        (r"(?:from|between)", ()),
    )
)
_EXACT, _ROUGH = 2, 15  # minutes
_DAY_OF_MINUTES = 24 * 60


def _clocks(review: Review, sentence: str, *, first: bool) -> Iterator[str]:
    """Clock times that are said to be those of a milestone, or, with "from", of any row."""
    for frame, milestones in _CLOCK_FRAMES:
        for found in frame.finditer(sentence):
            wanted = ("started",) if first and not milestones else milestones
            known = _moments(review, wanted)
            if known and (clock := _misses(review, sentence, found, known)):
                there = show(known[0], review.header.zone)
                yield (
                    f"“{clock}”, but by the timeline it {wanted[-1]} at {there}. {WHICH}"
                    if wanted
                    else f"“{clock}”, but no row of the timeline has this time. {WHICH}"
                )


def _moments(review: Review, milestones: Sequence[str]) -> list[Moment]:
    """The moments that the time of one of these milestones may mean; of everything when none is named."""
    events = [row for name in milestones for row in marked_rows(review, name)] if milestones else review.events
    found = [moment for event in events for moment in (event.at, event.end) if moment]
    if not milestones or "started" in milestones:
        found.append(review.impact.start)
    if not milestones or "resolved" in milestones:
        found.append(review.impact.end)
    return [moment for moment in found if countable(moment)]


def _misses(review: Review, sentence: str, found: re.Match[str], known: Iterable[Moment]) -> str:
    """The clock time behind a frame as it is written, if it is none of the known ones; else ""."""
    try:
        read = clock_at(sentence, found.end())
    except TimeUnread:
        return ""
    if read is None:
        return ""
    clock, stop = read
    behind = stop + len(sentence[stop:]) - len(sentence[stop:].lstrip())
    zone = zones.zone_at(sentence, behind, review.header.zone)
    margin = _ROUGH if found["about"] else _EXACT
    said = clock.time.hour * 60 + clock.time.minute
    shown = [there for moment in known for there in _offsets(review, zone[0] if zone else None, moment)]
    near = any((said - (first - margin)) % _DAY_OF_MINUTES <= (last - first) + 2 * margin for first, last in shown)
    return "" if near else sentence[found.end() : zone[1] if zone else stop].strip()


def _offsets(review: Review, zone: zones.Zone | None, moment: Moment) -> Iterator[tuple[int, int]]:
    """The first and last minute of the day of a moment, in the zone that is named, or in those of the review."""
    assert moment.earliest
    assert moment.latest
    lasts = int((moment.latest - moment.earliest).total_seconds()) // 60
    if zone is None or zone.name:
        names = [zone.name] if zone else [review.header.zone, review.header.second_zone or review.header.zone, "UTC"]
        shifts = [zones.minutes(zones.shown(moment.earliest, zones.place(name))) for name in names]
    else:
        shifts = [zones.settle(zone, moment.earliest.year, review.header.zone)[0]]
    start = moment.earliest.hour * 60 + moment.earliest.minute
    yield from (((start + shift) % _DAY_OF_MINUTES, (start + shift) % _DAY_OF_MINUTES + lasts) for shift in shifts)


# --- the day --------------------------------------------------------------------------------------------------------

_ON = re.compile(r"(?:^|\b(?:on|from|since)) ?(?:the )?(?=\w)", re.IGNORECASE)


def _days(review: Review, sentence: str) -> Iterator[str]:
    """The day of the first sentence, when it is none of the review's, or has another weekday."""
    known = _known_days(review)
    written = [day for found in _ON.finditer(sentence) if (day := _day_at(sentence, found.end()))]
    if not known or not written:
        return
    matched = [(day, text, same) for day, text in written for same in known if _is(day, same)]
    if not matched:
        yield f"“{written[0][1]}”, but the incident is dated {known[0]}. {WHICH}"
    elif all(day.weekday not in (None, same.weekday()) for day, _, same in matched):
        yield f"“{matched[0][1]}”, but {matched[0][2]} was a {matched[0][2]:%A}. {WHICH}"


def _known_days(review: Review) -> list[dt.date]:
    moments = [*(event.at for event in review.events), review.impact.start, review.impact.end]
    times = [local(moment, review.header.zone) for moment in moments]
    return list(dict.fromkeys([*filter(None, [review.header.date]), *(time.date() for time in times if time)]))


def _day_at(sentence: str, start: int) -> tuple[Day, str] | None:
    try:
        read = date_at(sentence, start)
    except TimeUnread:
        return None
    return (read[0], sentence[start : read[1]].strip()) if read else None


def _is(day: Day, date: dt.date) -> bool:
    return (day.month, day.day) == (date.month, date.day) and day.year in (None, date.year)


def _bare(text: str) -> str:
    return text.strip(" ,.;:")
