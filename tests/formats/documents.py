"""A review that has something everywhere, its document, and whether a text in it makes structure."""

import datetime as dt
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pm_tui.formats.markdown import render
from pm_tui.formats.md_escape import is_web
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import (
    Account,
    Action,
    Answer,
    Event,
    Evidence,
    Header,
    Impact,
    Lesson,
    Moment,
    Question,
    Response,
    Review,
    Why,
)
from pm_tui.review.vocabulary import Milestone
from pm_tui.text import clean, one_line

GFM = MarkdownIt("commonmark", {"maxNesting": 200}).enable(["table", "strikethrough"])


NOW = dt.datetime(2026, 3, 9, 13, 30, tzinfo=dt.UTC)


NINE = dt.datetime(2026, 3, 4, 8, tzinfo=dt.UTC)  # 09:00 in Berlin


def at(minutes: float, latest: float | None = None) -> Moment:
    ends = [NINE + dt.timedelta(minutes=end) for end in (minutes, minutes if latest is None else latest)]
    return Moment(*ends, None, "exact" if latest is None else "between")


def row(number: int, minutes: float, text: str, *milestones: Milestone, **more: Any) -> Event:
    return Event(id=number, at=at(minutes), text=text, milestones=milestones, **more)


REVIEW = Review(
    header=Header(
        title="Checkout API refused writes",
        date=dt.date(2026, 3, 4),
        severity="SEV1",
        zone="Europe/Berlin",
        summary="Writes failed.\nFor an hour.\n\nReads did not.",
        owner="Ann",
        tags=("config", "eu-west"),
        repeats=("https://reviews.example.org/12",),
    ),
    impact=Impact(experience="Nobody could pay.", users="12 %", start=at(3)),
    meetings=(Meeting(id=90, attendees=(Attendee("Ann", "facilitator"), Attendee("Bo", present=False))),),
    events=(
        row(1, 2, "Rollout reaches eu-west", "started", kind="deploy"),
        row(2, 14, "Pager: write errors at 12 %", "detected", actors=("pager",)),
        row(3, 17, "On-call opens the incident", "acknowledged", actors=("Ann", "Bo")),
        Event(
            id=4,
            at=at(20, 25),
            text="Somebody suspects the config",
            learnt=at(90),
            learnt_by=("Bo",),
            believed="cache",
            knew="Two graphs were red",
        ),
        Event(id=5, at=Moment(text="around lunch"), text="A customer writes"),
        row(6, 10, "First ticket"),
        row(7, 62, "Rollback done", "resolved", end=at(65), key=True),
    ),
    accounts=(Account(id=91, about=4, teller="Bo", at=at(26), text="It was after the call"),),
    evidence=(
        Evidence(id=51, about=2, link="https://grafana.example.org/d?a=1&b=(2)", caption="Errors", source="Grafana"),
        Evidence(id=52, about=2, text="09:14 ERROR 503\n```\nend", caption="Log lines", taken=at(90)),
        Evidence(id=53, link="file:///etc/passwd", caption="On disk"),
    ),
    whys=(
        Why(id=21, text="Writes were refused", layer="immediate", gate="and"),
        Why(
            id=22,
            parent=21,
            text="eu-west had no config",
            layer="precondition",
            dimension="technical",
            guard="config check",
            accepted="two regions only",
        ),
        Why(id=23, parent=21, text="The check reads only"),
    ),
    lessons=(Lesson(id=31, kind="lucky", text="A colleague was awake"), Lesson(id=32, text="Rollback worked")),
    response=(Response(id=61, key="how-detected", asked="What told us?", text="The pager."),),
    questions=(Question(id=71, about=4, text="Was it the cache?", who="Bo", by=dt.date(2026, 3, 20)),),
    actions=(
        Action(
            id=41,
            title="Page on refused writes",
            kind="detection",
            owner="Platform",
            due=dt.date(2026, 3, 20),
            state="open",
            ticket="https://tracker.example.org/PAY-118",
            answers=("interval:detected", "why:23"),
        ),
        Action(id=42, title="Rebuild it all", state="wont", reason="too large"),
    ),
    answers=(
        Answer(id=81, prompt="interval:detected", asked="…", text="A check that writes"),
        Answer(id=82, prompt="lucky:31", text="We pay for it from May", state="let-go"),
        Answer(id=83, text="Ask billing", state="parked"),
        Answer(id=85, text="Ask the cache team", state="let-go"),
        Answer(id=84, prompt="why:99", asked="What led there?", text="An old script"),
    ),
)


def doc(review: Review = REVIEW, zone: str = "") -> str:
    return render(review, now=NOW, zone=zone)


NOT_PROSE = {"prompt", "answers", "key", "place", "rank", "zone", "milestones", "refused"}


def changed(value: Any, change: Any) -> Any:
    """The value with `change` applied to every text that people write."""
    if isinstance(value, tuple):
        return tuple(changed(item, change) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(type(value)):
        old = getattr(value, field.name)
        if field.name in NOT_PROSE and not (isinstance(value, Review) and field.name == "answers"):
            continue
        if field.type is str:
            fields[field.name] = change(old)
        elif field.type == tuple[str, ...]:
            fields[field.name] = tuple(change(item) for item in old)
        else:
            fields[field.name] = changed(old, change)
    return msgspec.structs.replace(value, **fields)


def harmless(text: str) -> str:
    """As many lines, of nothing but a word; a web address stays one."""
    address = clean(text).strip()
    if is_web(address):
        return "https://example.org"
    if not one_line(clean(text)).strip(" ?"):
        return text
    return "\n".join("word" if line.strip() else "" for line in clean(text).split("\n"))


def skeleton(markdown: str) -> list[str]:
    """The structure of a document without its words."""
    found: list[str] = []
    for token in GFM.parse(markdown):
        found.append(f"{token.type} {token.tag} {token.info}")
        found += [child.type for child in token.children or () if child.type not in {"text", "text_special"}]
    return found


def words_of(token: Token) -> str:
    return "".join("\n" if child.type == "softbreak" else child.content for child in token.children or ())


def shown(review: Review) -> list[str]:
    """What people wrote and must be able to read again."""
    header = review.header
    texts = [header.title, header.summary, header.severity, *header.tags, *header.responders, *header.committee]
    texts += [review.impact.experience, review.impact.money, review.header.change]
    texts += [event.text for event in review.events]
    texts += [name for event in review.events for name in (*event.actors, *event.tags)]
    texts += [text for event in review.events for text in (event.believed, event.knew, *event.learnt_by)]
    texts += [text for account in review.accounts for text in (account.teller, account.text)]
    texts += [text for why in review.whys for text in (why.text, why.guard, why.accepted)]
    texts += [lesson.text for lesson in review.lessons]
    texts += [text for action in review.actions for text in (action.title, action.owner, action.reason, action.proof)]
    texts += [text for question in review.questions for text in (question.text, question.answer)]
    texts += [answer.text for answer in review.answers] + [row.text for row in review.response]
    return texts + [attendee.name for meeting in review.meetings for attendee in meeting.attendees]


def check(review: Review) -> None:
    markdown = doc(review)
    assert skeleton(markdown) == skeleton(doc(changed(review, harmless)))
    tokens = GFM.parse(markdown)
    blocks = "\n".join(one_line(words_of(token)) for token in tokens if token.type == "inline")
    for text in shown(review):
        for line in clean(text).split("\n"):
            assert one_line(line) in blocks
    fences = [token.content for token in tokens if token.type == "fence" and token.info == "text"]
    assert fences == [clean(piece.text) + "\n" for piece in review.evidence if piece.text.strip()]


SNIPPETS = (
    *"\\`*_[]()<>~|$&#-+=:!.;\"'{}%@^ \t\n",
    *("**", "__", "~~", "```", "~~~", "---", "===", "- [ ] ", "1. ", "1) ", "    ", "\n\n", "\r\n", "\u2028", "\u202e"),
    *("[a](http://b)", "![a](b)", "<b>", "<!-- ", "-->", "<http://a>", "&copy;", "&#35;", "\\|", "| a |\n| - |\n| b |"),
    *("# h", "## h ##", "> q", "[a]: http://b", "[^1]", "[^1]: n", "$x$", "%%{init}%%", "\x1b]52;c;AA\x07", "\x00"),
    *("https://a.example/(b)|c_d_`e`?f=<g>&copy;=1", "HTTP://x", "www.x.example", "javascript:alert(1)", "\u200b"),
    *("word", "snake_case_name", "end", "section", "e\u0301", "日本", "👩‍👩‍👧", "\u00a0", "5"),
)
