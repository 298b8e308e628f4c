"""What happened when, as Markdown: the milestones with their intervals, the chart, and the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pm_tui.formats.md_blocks import bullets, table
from pm_tui.formats.md_escape import bold, fenced, inline, is_web, link, name, with_breaks
from pm_tui.formats.md_moment import OUT_OF_ORDER, balanced, remarked, said, when, written_as
from pm_tui.formats.mermaid import gantt
from pm_tui.review import bounds
from pm_tui.review.harm import degraded_told
from pm_tui.review.intervals import Interval, Length, duration, intervals, words
from pm_tui.review.milestones import milestone_events, time_to, which
from pm_tui.review.model import Account, Event, Evidence, Review
from pm_tui.review.prompts import quote
from pm_tui.review.times import out_of_order, show
from pm_tui.text import clean

COLUMNS = ("When", "What happened", "Who", "Kind", "Tags", "Known", "Known then", "Evidence")
SECOND_CLOCK = "Time in "
"""What the title of the column begins with that has the same times in the review's second zone."""
TOLD = "Told differently:"
BELIEVED = "until then believed: "
SOMEBODY = "somebody"
NO_WORDS = "…"
"""What stands for the teller, and for the words, of an account that has none."""


def kept(review: Review) -> dict[int, str]:
    """The evidence that is kept with the review, as text or file: its id and the number by which it is named."""
    texts = [evidence.id for evidence in review.evidence if evidence.text.strip() or evidence.file]
    return {evidence: f"E{number}" for number, evidence in enumerate(texts, 1)}


def cite(evidence: Evidence, zone: str) -> str:
    """A piece of evidence in a few words: its link or caption, its source, when it was taken.

    An address that is none of the web is in italics, so that it can be told from a caption.
    """
    captioned = bool(inline(evidence.caption))
    label = evidence.caption if captioned else evidence.source
    details = [inline(balanced(evidence.source))] if captioned and inline(evidence.source) else []
    if evidence.taken.known:
        details.append(f"taken {when(evidence.taken, zone)}")
    address = inline(evidence.link)
    web = is_web(clean(evidence.link).strip())
    named = link(evidence.link, label) if web else " ".join(filter(None, (name(label), address and f"*{address}*")))
    return remarked(named, details).strip()


def evidence_of(review: Review, record: int, zone: str) -> str:
    """What proves this record: links, and the numbers of what the review keeps."""
    numbers = kept(review)
    found = [evidence for evidence in review.evidence if record in evidence.supports]
    return ", ".join(filter(None, (numbers.get(evidence.id) or cite(evidence, zone) for evidence in found)))


def milestones(review: Review, zone: str) -> str:
    """The milestones, the intervals with their formulas and states, and the chart; "" while none is marked."""
    marked = milestone_events(review)
    if not marked:
        return ""
    columns = ("Milestone", "When", "Interval", "From the start", "From the milestone before", "Share", "State")
    started = marked.get("started")
    start_row = ("started", when(started.at, zone) if started else "", "", "", "", "", "" if started else "pending")
    rows: list[tuple[str, ...]] = [start_row]
    for interval in intervals(review):
        event = marked.get(interval.milestone)
        at = when(event.at, zone) if event else ""
        rows.append(_interval(interval, at, which(review, interval.milestone, zone)))
    whole = duration(review)
    hurt = degraded_told(review, zone)
    chart = gantt(review, zone)
    parts = [
        table(columns, rows),
        f"The outage lasted {words(whole, spelled=True)}, started to resolved." if whole else "",
        f"{inline(hurt)}." if hurt else "",
        fenced(chart, "mermaid") if chart else "",
    ]
    return "\n\n".join(filter(None, parts))


def _interval(interval: Interval, at: str, which_row: str) -> tuple[str, ...]:
    """The columns of an interval; `which_row` says which of several rows it was counted to."""
    from_start, step = (
        "; ".join(filter(None, (formula, which_row))) for formula in (interval.formula, interval.step_formula)
    )
    return (
        inline(interval.milestone),
        at,
        inline(time_to(interval.milestone)),
        _length(interval.from_start, from_start),
        _length(interval.step, step),
        f"{interval.share * 100:.0f} %" if interval.share is not None else "",
        interval.state,
    )


def _length(length: Length | None, formula: str) -> str:
    return f"{words(length)} ({inline(formula)})" if length else ""


def timeline(review: Review, zone: str) -> str:
    """Every row of the timeline in the order of the rows, each with its date and zone, and the second accounts.

    `paste_own` reads it back: what is written here otherwise has to be read there otherwise.
    """
    back = out_of_order(review.events)
    rows = [_row(review, event, zone, back=event.id in back) for event in review.events]
    columns: tuple[str, ...] = COLUMNS
    second = review.header.second_zone if review.header.second_zone != zone else ""
    if second:
        columns = (columns[0], f"{SECOND_CLOCK}{inline(second)}", *columns[1:])
        again = [inline(show(event.at, second, date=True)) if event.at.known else "" for event in review.events]
        rows = [(at, also, *rest) for (at, *rest), also in zip(rows, again, strict=True)]
    named = dict(
        zip((event.id for event in review.events), abouts([event.text for event in review.events]), strict=True)
    )
    told = bullets([_account(account, named.get(account.about, ""), zone)] for account in _in_order(review))
    return "\n\n".join(filter(None, [table(columns, rows) if rows else "", told and f"{TOLD}\n\n{told}"]))


def _in_order(review: Review) -> list[Account]:
    """The second accounts in the order of their events, those whose event is not there last."""
    places = {event.id: place for place, event in enumerate(review.events)}
    return sorted(review.accounts, key=lambda account: places.get(account.about, len(places)))


def _bound(review: Review, event: Event, zone: str) -> str:
    """What the time of an event that lies between rows does not say by itself."""
    if not bounds.is_bound(event):
        return ""
    if event.at.known:
        return written_as(event.at.text) if event.at.text else ""
    return bounds.words(event, {row.id: row for row in review.events}, zone, date=True)


def _row(review: Review, event: Event, zone: str, *, back: bool) -> tuple[str, ...]:
    at = when(event.at, zone, bound=_bound(review, event, zone))
    if event.end is not None and said(event.end):
        at += f" to {when(event.end, zone)}"
    if back:
        at += f" ({OUT_OF_ORDER})"
    marks = "".join(f"{bold(milestone)} " for milestone in event.milestones)
    return (
        at,
        (marks + with_breaks(event.text)).strip(),
        ", ".join(filter(None, map(name, event.actors))),
        ", ".join(filter(None, (event.kind, "key" if event.key else ""))),
        ", ".join(filter(None, map(name, event.tags))),
        _known(event, zone),
        with_breaks(event.knew),
        evidence_of(review, event.id, zone),
    )


def _known(event: Event, zone: str) -> str:
    """When it became known and to whom, and what was believed until then."""
    at = when(event.learnt, zone) if said(event.learnt) else ""
    people = ", ".join(filter(None, map(name, event.learnt_by)))
    since = " ".join(filter(None, ["known", at, f"to {people}" if people else ""])) if at or people else ""
    believed = with_breaks(event.believed)
    return "; ".join(filter(None, [since, f"{BELIEVED}{believed}" if believed else ""]))


def _account(account: Account, about: str, zone: str) -> str:
    """How somebody else tells an event, with the words of the event that it is about."""
    at = when(account.at, zone) if said(account.at) else ""
    teller = ", ".join(filter(None, [name(account.teller) or SOMEBODY, at, about]))
    return f"{teller}: {with_breaks(account.text) or NO_WORDS}"


def abouts(texts: Sequence[str]) -> list[str]:
    """How an account names each of the events with these words: by them, and by the row where others have the same."""
    quoted = [inline(quote(text)) if text.strip() else "" for text in texts]
    named = Counter(quoted)
    return [_about(row, said, alone=named[said] == 1) for row, said in enumerate(quoted, 1)]


def _about(row: int, quoted: str, *, alone: bool) -> str:
    if not quoted:
        return f"about row {row}"
    return f"about {quoted}" if alone else f"about {quoted} (row {row})"
