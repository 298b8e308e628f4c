import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pm_tui.formats import EXPORTERS, export
from pm_tui.formats.markdown import render
from pm_tui.formats.md_escape import is_web
from pm_tui.formats.paste import read_paste
from pm_tui.review import edits
from pm_tui.review.attached import Folder, Look
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
from pm_tui.review.times import Setting
from pm_tui.review.vocabulary import Milestone
from pm_tui.text import clean, one_line
from tests.strategies import reviews

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


def section(heading: str, markdown: str) -> list[str]:
    _, _, rest = markdown.partition(f"\n## {heading}\n\n")
    return rest.partition("\n\n## ")[0].splitlines()


def test_the_title_carries_date_severity_and_name():
    assert doc().splitlines()[0] == "# 2026-03-04 SEV1 Checkout API refused writes"
    assert doc(Review()).splitlines()[0] == "# Incident review"


def test_only_what_has_content_is_a_section():
    headings = [line for line in doc().splitlines() if line.startswith("#")]
    assert headings == [
        "# 2026-03-04 SEV1 Checkout API refused writes",
        "## Summary",
        "## Impact",
        "## Milestones",
        "## Timeline",
        "## Evidence",
        "## Whys",
        "## Guards with holes",
        "## Fishbone",
        "## Fault tree",
        "## What went well",
        "## Where we were lucky",
        "## Response review",
        "### Detection",
        "## Actions",
        "## Open questions",
        "## Questions and answers",
        "## Parking lot",
        "## Answered earlier",
        "## At the meeting",
    ]
    assert "##" not in doc(Review())


def test_the_timeline_holds_every_row_with_date_zone_and_doubts():
    known = "known 2026-03-04 10:30 CET to Bo; until then believed: cache"
    assert section("Timeline", doc()) == [
        "| When | What happened | Who | Kind | Known | Known then | Evidence |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| 2026-03-04 09:02 CET | **started** Rollout reaches eu-west |  | deploy |  |  |  |",
        "| 2026-03-04 09:14 CET | **detected** Pager: write errors at 12 % | pager |  |  |  |"
        " [Errors](https://grafana.example.org/d?a=1&amp;b=\\(2\\)) (Grafana), E1 |",
        "| 2026-03-04 09:17 CET | **acknowledged** On-call opens the incident | Ann, Bo |  |  |  |  |",
        f"| 2026-03-04 09:20–09:25 CET | Somebody suspects the config |  |  | {known} | Two graphs were red |  |",
        "| unknown (written as “around lunch”) | A customer writes |  |  |  |  |  |",
        "| 2026-03-04 09:10 CET (out of order) | First ticket |  |  |  |  |  |",
        "| 2026-03-04 10:02 CET to 2026-03-04 10:05 CET | **resolved** Rollback done |  | key |  |  |  |",
        "",
        "Told differently:",
        "",
        "- Bo, 2026-03-04 09:26 CET, about “Somebody suspects the config”: It was after the call",
    ]


def test_a_bound_row_says_between_which_times_it_lies():
    review = edits.bind(edits.bind(REVIEW, 5, after=4, before=7), 6, after=3, before=0)
    rows = section("Timeline", doc(review))
    assert rows[6].startswith("| 2026-03-04 09:20–10:02 CET (written as “around lunch”) | A customer writes")
    assert rows[7].startswith("| unknown (written as “2026-03-04 09:10”; after 2026-03-04 09:17 CET) | First")


def test_a_range_that_follows_from_bounds_is_a_range_in_every_export():
    detected = edits.change(REVIEW, "events", 2, at=Moment())
    review = edits.bind(detected, 2, after=6, before=3)
    assert "7–15 min" not in doc(REVIEW)
    assert "8–15 min (detected − started)" in doc(review)
    assert "time to detect, 8–15 min" in export(review, "mermaid", now=NOW)
    assert "8–15 min" in export(review, "svg", now=NOW)


def test_a_second_clock_has_a_column_that_reading_the_table_again_passes_over():
    review = edits.change_single(REVIEW, "header", second_zone="Asia/Kolkata")
    rows = section("Timeline", doc(review))
    assert rows[0].startswith("| When | Time in Asia/Kolkata | What happened |")
    assert rows[2].startswith("| 2026-03-04 09:02 CET | 2026-03-04 13:32 | **started** Rollout")
    setting = Setting(NOW, "UTC")
    again, plain = (read_paste("\n".join(section("Timeline", doc(one))), setting) for one in (review, REVIEW))
    assert again == plain
    assert [line.at.earliest for line in again if line.at.known] == [
        event.at.earliest for event in REVIEW.events if event.at.known
    ]


def test_another_zone_changes_what_is_shown():
    assert "| 2026-03-04 13:47 UTC+05:45 | **started**" in doc(zone="Asia/Kathmandu")


def test_milestones_stand_with_their_formulas_and_states():
    found = section("Milestones", doc())
    assert found[3] == (
        "| detected | 2026-03-04 09:14 CET | time to detect | 12 min (detected − started) |"
        " 12 min (detected − started) | 20 % | recorded |"
    )
    assert found[4].endswith("| 15 min (acknowledged − started) | 3 min (acknowledged − detected) | 5 % | recorded |")
    assert found[5] == "| identified |  | time to identify |  |  |  | pending |"
    assert "The outage lasted 1 hour, started to resolved." in found


def test_the_chart_draws_steps_and_milestones_in_wall_clock_time():
    chart = next(token.content for token in GFM.parse(doc()) if token.info == "mermaid").splitlines()
    assert chart[0] == "gantt"
    assert "    time to detect, 12 min :2026-03-04 09:02:00, 2026-03-04 09:14:00" in chart
    assert "    detected Pager∶ write errors at 12 ％ :milestone, 2026-03-04 09:14:00, 0d" in chart
    assert "gantt" not in doc(msgspec.structs.replace(REVIEW, events=REVIEW.events[:1]))


def test_a_bar_keeps_its_length_when_the_clocks_change():
    night = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)  # 02:30 in Berlin, half an hour before the doubled hour
    after = night + dt.timedelta(hours=1)
    events = (
        Event(id=1, at=Moment(night, night, None, "exact"), milestones=("started",)),
        Event(id=2, at=Moment(after, after, None, "exact"), milestones=("detected",)),
    )
    review = Review(header=Header(zone="Europe/Berlin"), events=events)
    assert ":2026-10-25 02:30:00, 2026-10-25 03:30:00" in doc(review)
    assert "| detected | 2026-10-25 02:30 CET |" in doc(review)


def test_whys_are_a_nested_list_with_their_layers_and_contributing_factors():
    assert section("Whys", doc()) == [
        "- Writes were refused *(immediate)*",
        "  All of those below were needed:",
        "  - eu-west had no config *(precondition, technical, contributing factor)*",
        "    Accepted: two regions only",
        "  - The check reads only *(contributing factor)*",
        "    Action: Page on refused writes (Platform, open)",
    ]
    assert section("Guards with holes", doc()) == [
        "| Layer | Guard | Hole |",
        "| --- | --- | --- |",
        "| immediate |  | Writes were refused |",
        "| precondition | config check | eu-west had no config |",
    ]


def test_actions_say_in_words_what_they_answer():
    assert section("Actions", doc()) == [
        "| Action | Kind | Owner | Due | State | Ticket | What it answers |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| Page on refused writes | detection | Platform | 2026-03-20 | open |"
        " [https\\://tracker.example.org/PAY-118](https://tracker.example.org/PAY-118) |"
        " time to detect; why: “The check reads only” |",
        "| Rebuild it all |  |  |  | won’t do: too large |  |  |",
    ]


def test_prompts_come_with_answers_actions_and_reasons():
    found = section("Questions and answers", doc())
    assert found[0] == ("3 of 14 questions are settled: 0 answered, 2 made an action, 1 let go. 11 open.")
    assert found[2].startswith("- **time to detect** · 12 minutes from “Rollout reaches eu-west” to “Pager")
    assert found[3:5] == ["  - A check that writes", "  - Action: Page on refused writes"]
    assert "  - Let go: We pay for it from May" in found
    assert section("Parking lot", doc()) == ["- Ask billing", "- Let go: Ask the cache team"]
    assert section("Answered earlier", doc()) == ["- What led there?", "  An old script"]


def test_evidence_is_kept_in_full_and_only_web_addresses_are_links():
    assert section("Evidence", doc()) == [
        "- On disk *file\\:///etc/passwd*",
        "",
        "**E1** Log lines (taken 2026-03-04 10:30 CET) · about “Pager: write errors at 12 %”",
        "",
        "````text",
        "09:14 ERROR 503",
        "```",
        "end",
        "````",
    ]


def test_files_of_evidence_are_links_and_images_only_by_their_content():
    files = [letter * 64 + ".png" for letter in "abc"] + ["../../etc/passwd"]
    pieces = [
        Evidence(id=60, about=2, also=(3,), file=files[0], name="](x) ![a](b)\n# c.png", size=1500, public=True),
        Evidence(id=61, file=files[1], name="no image.png", caption="<b>*x*</b>", size=3, source="a (b", taken=at(90)),
        Evidence(id=62, file=files[2], name="gone.png", size=3),
        Evidence(id=63, file=files[3], name="passwd", size=3),
    ]
    folder = Folder(
        "my%20review.files",
        {files[0]: Look("present", image=True), files[1]: Look("present"), files[2]: Look("missing")},
    )
    review = msgspec.structs.replace(REVIEW, evidence=tuple(pieces))
    found = section("Evidence", render(review, now=NOW, folder=folder))
    assert found[0].startswith(f"**E1** [\\](x) !\\[a\\](b) # c.png](my%20review.files/{files[0]}) (1.5 kB) · about “")
    assert found[0].endswith(" · for customers")
    assert found[0].count("about") == 2
    assert found[2] == f"![\\](x) !\\[a\\](b) # c.png](my%20review.files/{files[0]})"
    known = "(3 bytes; a \\[b; taken 2026-03-04 10:30 CET)"
    assert found[4] == f"**E2** [no image.png](my%20review.files/{files[1]}) {known} · \\<b>\\*x\\*\\</b>"
    assert found[6] == "**E3** gone.png (3 bytes; MISSING: it is not there any more)"
    assert found[8] == "**E4** passwd (3 bytes)"
    tokens = MarkdownIt("commonmark").parse("\n".join(found))
    inner = [child for token in tokens for child in token.children or ()]
    assert [child.attrGet("src") for child in inner if child.type == "image"] == [f"my%20review.files/{files[0]}"]
    assert [child.attrGet("href") for child in inner if child.type == "link_open"] == [
        f"my%20review.files/{file}" for file in files[:2]
    ]


def test_the_rest_of_the_document():
    markdown = doc()
    assert section("Summary", markdown) == ["Writes failed.", "For an hour.", "", "Reads did not."]
    assert section("Open questions", markdown) == [
        "- Was it the cache? (about “Somebody suspects the config”; asked of Bo; by 2026-03-20; open)"
    ]
    assert section("Response review", markdown) == ["### Detection", "", "**What told us?**", "", "The pager."]
    assert section("At the meeting", markdown)[:2] == ["- Ann (facilitator)", "- Bo (not there)"]
    assert markdown.endswith("\n\n---\n\nExported 2026-03-09 14:30 CET.\n")


def test_export_goes_by_the_name_of_the_format():
    assert export(REVIEW, now=NOW) == doc()
    assert "markdown" in EXPORTERS
    with pytest.raises(ValueError, match="markdown"):
        export(REVIEW, "papyrus", now=NOW)


# What follows: whatever the authors write, the document keeps its structure and their words.

SNIPPETS = (
    *"\\`*_[]()<>~|$&#-+=:!.;\"'{}%@^ \t\n",
    *("**", "__", "~~", "```", "~~~", "---", "===", "- [ ] ", "1. ", "1) ", "    ", "\n\n", "\r\n", "\u2028", "\u202e"),
    *("[a](http://b)", "![a](b)", "<b>", "<!-- ", "-->", "<http://a>", "&copy;", "&#35;", "\\|", "| a |\n| - |\n| b |"),
    *("# h", "## h ##", "> q", "[a]: http://b", "[^1]", "[^1]: n", "$x$", "%%{init}%%", "\x1b]52;c;AA\x07", "\x00"),
    *("https://a.example/(b)|c_d_`e`?f=<g>&copy;=1", "HTTP://x", "www.x.example", "javascript:alert(1)", "\u200b"),
    *("word", "snake_case_name", "end", "section", "e\u0301", "日本", "👩‍👩‍👧", "\u00a0", "5"),
)
nasty = st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=7).map("".join)

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


@pytest.mark.parametrize("text", [*SNIPPETS, "a\n---", "a\n:--", "a\n | - |", "C # ##", "x\\", "\\\\|", "* a\n* b"])
def test_no_snippet_of_markdown_in_any_field_makes_structure(text):
    check(changed(REVIEW, lambda _: text))
    check(changed(REVIEW, lambda old: f"{old} {text}"))


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_in_any_field_makes_structure(data):
    texts = data.draw(st.lists(nasty, min_size=1, max_size=12))
    taken = iter(range(10**6))
    check(changed(REVIEW, lambda old: texts[next(taken) % len(texts)] if old else old))


@given(reviews())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_any_review_renders_with_its_words(review):
    check(review)


def chart(review: Review) -> list[str]:
    return next(token.content for token in GFM.parse(doc(review)) if token.info == "mermaid").splitlines()


@pytest.mark.parametrize("text", SNIPPETS)
def test_no_text_gets_a_meaning_in_the_chart(text):
    plain = chart(REVIEW)
    drawn = chart(changed(REVIEW, lambda _: text))
    assert len(drawn) == len(plain)
    for line, original in zip(drawn, plain, strict=True):
        assert line.count(":") == original.count(":")
        assert not set(line) & set(";#\"'`<>{}\\%") - set(original)
        assert line.split()[0] == original.split()[0]


@pytest.mark.parametrize("text", ["section", "a: b", "x#;%{}", "[y](http://b)\nsection z", "@e <b>"])
def test_no_milestone_of_a_team_gets_a_meaning_in_the_chart_or_the_document(text):
    def named(name: str) -> Review:
        own = row(9, 6, "The incident is declared", name)
        return msgspec.structs.replace(REVIEW, events=(*REVIEW.events, own))

    plain, drawn = chart(named("declared")), chart(named(text))
    assert len(drawn) == len(plain)
    for line, original in zip(drawn, plain, strict=True):
        assert line.count(":") == original.count(":")
        assert line.split()[0] == original.split()[0]
    check(named(text))


def test_addresses_do_not_become_links_by_themselves():
    review = Review(lessons=(Lesson(id=1, text="see https://a.example and www.b.example or mailto:c@d.example"),))
    assert section("What went well", doc(review)) == [
        "- see https\\://a.example and www\\.b.example or mailto\\:c@d.example",
        "",
        "---",
        "",
        "Exported 2026-03-09 13:30 UTC.",
    ]
