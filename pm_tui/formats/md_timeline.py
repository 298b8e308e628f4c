"""What happened when, as Markdown: the milestones with their intervals, the chart, and the timeline."""

from __future__ import annotations

from pm_tui.formats.md_blocks import bullets, table
from pm_tui.formats.md_escape import bold, fenced, inline, link
from pm_tui.formats.mermaid import gantt
from pm_tui.review import bounds
from pm_tui.review.harm import degraded_told
from pm_tui.review.intervals import Interval, Length, duration, intervals, words
from pm_tui.review.milestones import milestone_events, time_to, which
from pm_tui.review.model import Account, Event, Evidence, Moment, Review
from pm_tui.review.prompts import quote
from pm_tui.review.times import out_of_order, show, zone_label

SECOND_CLOCK = "Time in "
"""What the title of the column begins with that has the same times in the review's second zone."""


def when(moment: Moment, zone: str, *, bound: str = "") -> str:
    """A moment with its date and zone; what is doubtful about it stands behind it in brackets.

    `bound` says what else is known of one that lies between other rows.
    """
    remarks = [remark for remark in (bound, moment.doubt.rstrip(".")) if remark]
    if moment.earliest is None or moment.latest is None:
        remarks = [f"written as “{moment.text}”", *remarks] if moment.text.strip(" ?") else remarks
        return inline(_remarked("unknown", remarks))
    seconds = bool(moment.earliest.second or moment.latest.second)
    text = show(moment, zone, date=True, seconds=seconds)
    if moment.certainty != "day":
        text += f" {zone_label(zone, moment.earliest)}"
    return inline(_remarked(text, remarks))


def _remarked(text: str, remarks: list[str]) -> str:
    return f"{text} ({'; '.join(remarks)})" if remarks else text


def kept(review: Review) -> dict[int, str]:
    """The evidence that is kept in the review as text: its id and the number by which the document names it."""
    texts = [evidence.id for evidence in review.evidence if evidence.text.strip()]
    return {evidence: f"E{number}" for number, evidence in enumerate(texts, 1)}


def cite(evidence: Evidence, zone: str) -> str:
    """A piece of evidence in a few words: its link or caption, its source, when it was taken."""
    name = evidence.caption if inline(evidence.caption) else evidence.source
    details = [inline(evidence.source)] if inline(evidence.caption) and inline(evidence.source) else []
    if evidence.taken.known:
        details.append(f"taken {when(evidence.taken, zone)}")
    return _remarked(link(evidence.link, name), details).strip()


def evidence_of(review: Review, record: int, zone: str) -> str:
    """What proves this record: links, and the numbers of what the review keeps."""
    numbers = kept(review)
    found = [evidence for evidence in review.evidence if evidence.about == record]
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
    """Every row of the timeline, in the order of the rows, each with its date and zone; tags where there are any."""
    back = out_of_order(review.events)
    tagged = any(event.tags for event in review.events)
    second = review.header.second_zone if review.header.second_zone != zone else ""
    clock = (f"{SECOND_CLOCK}{inline(second)}",) if second else ()
    columns = ("When", *clock, "What happened", "Who", "Kind", *(("Tags",) if tagged else ()), "Known", "Evidence")
    rows = [_row(review, event, zone, back=event.id in back, tagged=tagged) for event in review.events]
    if second:
        again = [show(event.at, second, date=True) if event.at.known else "" for event in review.events]
        rows = [(at, also, *rest) for (at, *rest), also in zip(rows, again, strict=True)]
    told = bullets([_account(review, account, zone)] for account in _in_order(review))
    return "\n\n".join(filter(None, [table(columns, rows) if rows else "", told and f"Told differently:\n\n{told}"]))


def _in_order(review: Review) -> list[Account]:
    """The second accounts in the order of their events, those whose event is not there last."""
    places = {event.id: place for place, event in enumerate(review.events)}
    return sorted(review.accounts, key=lambda account: places.get(account.about, len(places)))


def _bound(review: Review, event: Event, zone: str) -> str:
    """What the time of an event that lies between rows does not say by itself."""
    if not bounds.is_bound(event):
        return ""
    if event.at.known:
        return f"written as “{event.at.text}”" if event.at.text else ""
    return bounds.words(event, {row.id: row for row in review.events}, zone, date=True)


def _row(review: Review, event: Event, zone: str, *, back: bool, tagged: bool) -> tuple[str, ...]:
    at = when(event.at, zone, bound=_bound(review, event, zone))
    if event.end is not None and event.end.known:
        at += f" to {when(event.end, zone)}"
    if back:
        at += " (out of order)"
    marks = "".join(f"{bold(milestone)} " for milestone in event.milestones)
    return (
        at,
        (marks + inline(event.text)).strip(),
        ", ".join(inline(actor) for actor in event.actors),
        ", ".join(filter(None, (event.kind, "key" if event.key else ""))),
        *((", ".join(map(inline, event.tags)),) if tagged else ()),
        _known(event, zone),
        evidence_of(review, event.id, zone),
    )


def _known(event: Event, zone: str) -> str:
    """When it became known and to whom, and what was believed until then."""
    at = when(event.learnt, zone) if event.learnt.known or event.learnt.text.strip(" ?") else ""
    people = ", ".join(filter(None, map(inline, event.learnt_by)))
    since = " ".join(filter(None, ["known", at, f"to {people}" if people else ""])) if at or people else ""
    believed = inline(event.believed)
    return "; ".join(filter(None, [since, f"until then believed: {believed}" if believed else ""]))


def _account(review: Review, account: Account, zone: str) -> str:
    """How somebody else tells an event, with the words of the event that it is about."""
    at = when(account.at, zone) if account.at.known or account.at.text.strip(" ?") else ""
    text = next((event.text for event in review.events if event.id == account.about), "")
    about = f"about {inline(quote(text))}" if text.strip() else ""
    said = ", ".join(filter(None, [inline(account.teller) or "somebody", at, about]))
    return f"{said}: {inline(account.text) or '…'}"
