"""What was found, as Markdown: header, impact, evidence, lessons, response review."""

from __future__ import annotations

from collections.abc import Callable

from pm_tui.formats.md_blocks import bullets, facts
from pm_tui.formats.md_escape import bold, fenced, inline, lines, link, prose
from pm_tui.formats.md_moment import balanced, remarked, said, when
from pm_tui.formats.md_timeline import cite, kept
from pm_tui.review import customer
from pm_tui.review.attached import Folder, called, digest_of, in_words, lacking
from pm_tui.review.harm import impact_told
from pm_tui.review.model import Evidence, Moment, Review
from pm_tui.review.response import QUESTIONS
from pm_tui.review.vocabulary import LessonKind
from pm_tui.review.zones import find

NO_FOLDER = Folder()


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
            ("Times", _zone(zone)),
            ("Customer version", inline(customer.told(review))),
        ]
    )


def _zone(zone: str) -> str:
    """The zone that times are shown in: UTC when nobody knows the one that is named."""
    return inline(zone) if not zone or find(zone) else f"UTC ({inline(zone)} is not known)"


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


def evidence(review: Review, zone: str, folder: Folder = NO_FOLDER) -> str:
    """What the review keeps, in full, its files, and the links that belong to no row of the timeline and no why."""
    numbers = kept(review)
    elsewhere = {event.id for event in review.events} | {why.id for why in review.whys}
    loose = [piece for piece in review.evidence if piece.id not in numbers and not elsewhere & {*piece.supports}]
    cited = filter(None, (cite(piece, zone) for piece in loose))
    texts = [_kept(review, piece, numbers[piece.id], zone, folder) for piece in review.evidence if piece.id in numbers]
    return "\n\n".join(filter(None, (bullets([line] for line in cited), *texts)))


def _kept(review: Review, piece: Evidence, number: str, zone: str, folder: Folder) -> str:
    abouts = filter(None, (subject(review, record) for record in piece.supports))
    cited = _file(piece, folder, zone) if piece.file else [cite(piece, zone)]
    customers = "for customers" if piece.public else ""
    remarks = [*cited, *(f"about “{about}”" for about in abouts), customers]
    parts = [f"**{number}** {' · '.join(filter(None, remarks))}".rstrip()]
    parts += [fenced(piece.text)] if piece.text.strip() else []
    if address := _image(piece, folder):
        parts.append(f"![{inline(piece.caption or called(piece))}]({address})")
    return "\n\n".join(parts)


def _file(piece: Evidence, folder: Folder, zone: str) -> list[str]:
    """A link to a file with what is known of it, its caption and its link; without an address its name only."""
    lacks = lacking(piece, folder.looks)
    address = _address(piece, folder)
    name = f"[{inline(called(piece))}]({address})" if address and not lacks else inline(called(piece))
    taken = f"taken {when(piece.taken, zone)}" if piece.taken.known else ""
    known = filter(None, [in_words(piece.size), inline(lacks), inline(balanced(piece.source)), taken])
    return [remarked(name, known), inline(piece.caption), link(piece.link)]


def _image(piece: Evidence, folder: Folder) -> str:
    """The address of a file that is an image by its content, and what was attached; else ""."""
    look = folder.looks.get(piece.file)
    return _address(piece, folder) if look and look.image and look.state == "present" else ""


def _address(piece: Evidence, folder: Folder) -> str:
    return f"{folder.address}/{piece.file}" if folder.address and digest_of(piece.file) else ""


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
