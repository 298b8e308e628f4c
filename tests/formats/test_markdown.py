import datetime as dt

import msgspec
import pytest
from markdown_it import MarkdownIt

from pm_tui.formats import EXPORTERS, export
from pm_tui.formats.markdown import render
from pm_tui.formats.paste import read_paste
from pm_tui.review import edits
from pm_tui.review.attached import Folder, Look
from pm_tui.review.model import (
    Event,
    Evidence,
    Header,
    Lesson,
    Moment,
    Review,
)
from pm_tui.review.times import Setting
from tests.formats.documents import (
    GFM,
    NOW,
    REVIEW,
    SNIPPETS,
    at,
    changed,
    check,
    doc,
    row,
)


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


def test_a_zone_that_nobody_knows_is_not_said_to_be_the_one_of_the_times():
    review = Review(header=Header(title="x", zone="Mars/Olympus"))
    assert "- **Times:** UTC (Mars/Olympus is not known)\n" in export(review, now=NOW)
