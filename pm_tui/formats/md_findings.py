"""What was found, as Markdown: header, impact, evidence, lessons, response review."""

from __future__ import annotations

from collections.abc import Callable

from pm_tui.formats.md_blocks import bullets, facts
from pm_tui.formats.md_escape import bold, fenced, inline, lines, link, prose
from pm_tui.formats.md_moment import said, when
from pm_tui.formats.md_timeline import cite, kept
from pm_tui.review import customer
from pm_tui.review.harm import impact_told
from pm_tui.review.model import Evidence, Moment, Review
from pm_tui.review.response import QUESTIONS
from pm_tui.review.vocabulary import LessonKind


def title(review: Review) -> str:
    """Date, severity and name of the incident."""
    header = review.header
    date = header.date.isoformat() if header.date else ""
    return inline(" ".join(filter(None, (date, header.severity, header.title)))) or "Incident review"


def header(review: Review, zone: str) -> str:
    """Who and what the review is about, as a list without what is not filled in."""
    head = review.header
    return facts(
        [
            ("Status", inline(head.status)),
            ("Incident date", head.date.isoformat() if head.date else ""),
            ("Severity", inline(head.severity)),
            ("Type", inline(head.incident_type)),
            ("Reviewed because", _names(head.because)),
            ("Services", _names(head.services)),
            ("Environments", _names(head.environments)),
            ("Change", link(head.change)),
            ("Detected by", inline(head.detected_by)),
            ("Owner", inline(head.owner)),
            ("Reviewers", _names(head.committee)),
            ("Facilitator", inline(head.facilitator)),
            ("Note-taker", inline(head.note_taker)),
            ("Incident commander", inline(head.commander)),
            ("Responders", _names(head.responders)),
            ("Interviewed", _names(head.interviewees)),
            ("Tags", _names(head.tags)),
            ("Seen before in", ", ".join(filter(None, (link(earlier) for earlier in head.repeats)))),
            ("Times", inline(zone)),
            ("Customer version", inline(customer.told(review))),
        ]
    )


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(filter(None, (inline(name) for name in names)))


def summary(review: Review, zone: str) -> str:
    """The summary as it was written."""
    return prose(review.header.summary)


def impact(review: Review, zone: str) -> str:
    """What it did to whom."""
    hit = review.impact
    numbers = facts(
        [
            ("Segment", inline(hit.segment)),
            ("Region", inline(hit.region)),
            ("Users", inline(hit.users)),
            ("Error rate", inline(hit.error_rate)),
            ("Money", inline(hit.money)),
            ("SLA", inline(hit.sla)),
            ("Data lost", inline(hit.lost)),
            ("Support requests", inline(hit.support)),
            ("Felt from", _known(hit.start, zone)),
            ("Felt until", _known(hit.end, zone)),
        ]
    )
    lasted = impact_told(review)
    lasted += "." if lasted and not lasted.endswith("?") else ""
    return "\n\n".join(filter(None, (prose(hit.experience), numbers, lasted)))


def _known(moment: Moment, zone: str) -> str:
    return when(moment, zone) if said(moment) else ""


def evidence(review: Review, zone: str) -> str:
    """What the review keeps, in full, and the links that belong to no row of the timeline and no why."""
    numbers = kept(review)
    elsewhere = {event.id for event in review.events} | {why.id for why in review.whys}
    loose = [piece for piece in review.evidence if piece.id not in numbers and piece.about not in elsewhere]
    cited = filter(None, (cite(piece, zone) for piece in loose))
    texts = [_kept(review, piece, numbers[piece.id], zone) for piece in review.evidence if piece.id in numbers]
    return "\n\n".join(filter(None, (bullets([line] for line in cited), *texts)))


def _kept(review: Review, piece: Evidence, number: str, zone: str) -> str:
    about = subject(review, piece.about)
    remarks = [cite(piece, zone), f"about “{about}”" if about else ""]
    return f"**{number}** {' · '.join(filter(None, remarks))}".rstrip() + f"\n\n{fenced(piece.text)}"


def subject(review: Review, record: int) -> str:
    """The words of the record that something is about; "" for the review as a whole."""
    texts = {event.id: event.text for event in review.events} | {why.id: why.text for why in review.whys}
    texts |= {account.id: account.text for account in review.accounts}
    texts |= {lesson.id: lesson.text for lesson in review.lessons}
    texts |= {answer.id: answer.text for answer in review.answers}
    texts |= {action.id: action.title for action in review.actions}
    return inline(texts.get(record, ""))


def lessons(kind: LessonKind) -> Callable[[Review, str], str]:
    """The section of one kind of lesson."""

    def section(review: Review, zone: str) -> str:
        found = (lines(lesson.text) for lesson in review.lessons if lesson.kind == kind)
        return bullets(item for item in found if item)

    return section


def response(review: Review, zone: str) -> str:
    """The questions of the response review that have an answer, by group, in the wording that was asked."""
    known = {question.key: question for question in QUESTIONS}
    order = {key: place for place, key in enumerate(known)}
    answered = sorted(
        (row for row in review.response if row.text.strip()), key=lambda row: order.get(row.key, len(order))
    )
    parts: list[str] = []
    last = ""
    for row in answered:
        group = known[row.key].group if row.key in known else "More"
        if group != last:
            parts.append(f"### {group}")
        last = group
        asked = row.asked or (known[row.key].text if row.key in known else row.key)
        parts += [bold(asked), prose(row.text)]
    return "\n\n".join(filter(None, parts))
