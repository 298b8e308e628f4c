from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pm_tui.review.eventline import EventLine, Mentions, mentions, read_line, write_line
from pm_tui.review.model import Event, Moment
from pm_tui.review.times import Setting
from pm_tui.review.vocabulary import EVENT_KINDS, MILESTONES

BERLIN = "Europe/Berlin"
NOW = dt.datetime(2026, 3, 20, 10, 0, tzinfo=dt.UTC)
SETTING = Setting(NOW, BERLIN, None, dt.date(2026, 3, 14))


def event_of(line: EventLine) -> Event:
    fields = {name: getattr(line, name) for name in ("at", "end", "text", "kind", "milestones", "actors")}
    return Event(id=1, **fields)


def untyped(line: EventLine) -> EventLine:
    """The line without what only says how its times were typed."""
    moments = {"at": line.at, "end": line.end}
    plain = {
        name: msgspec.structs.replace(at, text="", doubt="", zone="", day=None) if at else at
        for name, at in moments.items()
    }
    return msgspec.structs.replace(line, problem="", **plain)


def test_one_line_sets_time_words_milestone_actor_evidence_and_kind() -> None:
    line = read_line("14:31 Pager fires !detected @alice https://graphs.example/d?a=1 #alert", SETTING)
    at = dt.datetime(2026, 3, 14, 13, 31, tzinfo=dt.UTC)
    assert line == EventLine(
        at=Moment(at, at, None, "exact", "14:31", zone=BERLIN, day=SETTING.date),
        text="Pager fires",
        kind="alert",
        milestones=("detected",),
        actors=("alice",),
        links=("https://graphs.example/d?a=1",),
    )


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("Pager fires !d", "Pager fires", {"milestones": ("detected",)}),
        ("!m Rollback !RES done", "Rollback done", {"milestones": ("mitigated", "resolved")}),
        ("Rolled out #dep", "Rolled out", {"kind": "deploy"}),
        ("#deploy #alert both", "#alert both", {"kind": "deploy"}),
        ("see #12, #de and #deployments", "see #12, #de and #deployments", {}),
        ("!important ! !!d a!d", "!important ! !!d a!d", {}),
        ("npm@7 @here me@example.org @types/node", "npm@7 @here me@example.org @types/node", {}),
        ("@alice asks @bob-2.", "@alice asks @bob-2.", {"actors": ("alice", "bob-2")}),
        ("rolled back @alice @bob", "rolled back", {"actors": ("alice", "bob")}),
        ('rolled back @"Alice Smith"', "rolled back", {"actors": ("Alice Smith",)}),
        ("see https://a.b/c, it grows", "see https://a.b/c, it grows", {"links": ("https://a.b/c",)}),
        ("log <s3://bucket/a b>", "log", {"links": ("s3://bucket/a b",)}),
        ("[graph](https://a.b/c) and `@alice`", "[graph](https://a.b/c) and `@alice`", {}),
        (r"ask \@alice \!d \#deploy \https://a.b", "ask @alice !d #deploy https://a.b", {}),
        (r"a \\@alice b \n", r"a \@alice b \n", {}),
        ("a  <main> b", "a  <main> b", {}),
        ("", "", {}),
    ],
)
def test_marks_are_read_and_the_rest_stays(words: str, text: str, found: dict[str, object]) -> None:
    line = read_line(f"14:31 {words}", SETTING)
    given_marks = {
        name: getattr(line, name) for name in ("kind", "milestones", "actors", "links") if getattr(line, name)
    }
    assert (line.text, given_marks, line.problem) == (text, found, "")


def test_a_line_without_time_is_whole_and_no_problem() -> None:
    assert read_line("10 pods died at 14:23", SETTING) == EventLine(text="10 pods died at 14:23")


def test_a_time_that_cannot_be_read_is_a_problem_and_keeps_its_text() -> None:
    line = read_line("24:00 Pager fires !d", SETTING)
    assert (line.at, line.text, line.milestones) == (Moment(text="24:00"), "Pager fires", ("detected",))
    assert "24:00" in line.problem
    assert "for example" in line.problem


def test_a_text_mentions_people_and_links_and_stays() -> None:
    assert mentions("@alice pages @bob and @alice: https://a.b/c.") == Mentions(("alice", "bob"), ("https://a.b/c",))


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("14:31 Pager fires !d @alice #alert", "2026-03-14 14:31 Pager fires @alice !detected #alert"),
        ("14:31:05 UTC x", "2026-03-14 14:31:05 UTC x"),
        ("14:31 IST x", "2026-03-14 14:31 UTC+05:30 x"),
        ("~14:20 x", "~2026-03-14 14:20 x"),
        ("23:50-00:10 x", "2026-03-14 23:50 - 2026-03-15 00:10 x"),
        ("14:20..14:30 x", "2026-03-14 14:20 .. 2026-03-14 14:30 x"),
        ("2026-03-14 x", "2026-03-14 x"),
        ("2022-05-?? HH:mm x", "?(2022-05-?? HH:mm) x"),
        ("? x", "? x"),
        ("words only", "words only"),
        ("14:31: - 14:40 x", "2026-03-14 14:31: - 14:40 x"),
        ("14:31: UTC is our zone", "2026-03-14 14:31: UTC is our zone"),
        ("14:31", "2026-03-14 14:31"),
    ],
)
def test_an_event_is_written_as_it_is_edited(line: str, written: str) -> None:
    read = read_line(line, SETTING)
    assert write_line(event_of(read), read.links, BERLIN) == written


MARKS = st.sampled_from(
    [
        "!d",
        "!detected",
        "\\!d",
        "#deploy",
        "#alert",
        "#12",
        "@alice",
        "@bob.",
        "\\@bob",
        '@"A b"',
        "@here",
        "https://a.b/c",
        "https://a.b/c.",
        "<s3://b>",
        "<main>",
        "\\\\",
        "-",
        "14:40",
        "UTC",
        "pm",
        "?",
        "now",
        "+5m",
        ":",
        "~",
        "2026-03-14",
    ]
)
WORDS = st.lists(MARKS | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6), max_size=7).map(" ".join)
STARTS = st.sampled_from(
    [
        "",
        "?",
        "??:??",
        "14:31",
        "~14:31",
        "14:20-14:30",
        "23:50..00:10",
        "2026-03-14",
        "14:31 UTC",
        "2026-10-25 02:30",
        "2026-03-14T14:31:05.25+05:30",
        "2026-03-14 - 2026-03-15",
        "25:00",
        "2026-07-01 CET",
        "14:20 .. ~14:30 PST",
    ]
)


@given(STARTS, WORDS)
@example("14:31", "to 15:00 we waited")
@example("", "- 14:20 x")
@example("2026-03-14", "!d 14:40")
@example("2026-03-14", "- 14:40 x")
def test_what_is_written_reads_back_the_same(start: str, words: str) -> None:
    line = read_line(f"{start} {words}", SETTING)
    again = read_line(write_line(event_of(line), line.links, BERLIN), SETTING)
    assert untyped(again) == untyped(line)


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters='"'), min_size=1, max_size=12
)
LINKS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>"), min_size=1, max_size=12)


@given(
    WORDS.map(str.strip),
    st.sampled_from(EVENT_KINDS),
    st.lists(st.sampled_from(MILESTONES), unique=True, max_size=2),
    st.lists(NAMES | st.sampled_from(["alice", "bob", "A b"]), unique=True, max_size=3),
    st.lists(LINKS | st.sampled_from(["https://a.b/c", "s3://b", "link:x"]), unique=True, max_size=3),
)
def test_any_event_is_written_so_that_it_reads_back(
    text: str, kind: str, milestones: list[str], actors: list[str], links: list[str]
) -> None:
    at = dt.datetime(2026, 3, 14, 13, 31, tzinfo=dt.UTC)
    whole = EventLine(Moment(at, at, None, "exact"), None, text, kind, tuple(milestones), tuple(actors), tuple(links))
    assert untyped(read_line(write_line(event_of(whole), links, BERLIN), SETTING)) == whole


def test_the_second_pass_of_a_doubled_hour_is_written_with_its_offset() -> None:
    at = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    event = Event(id=1, at=Moment(at, at, None, "exact"), text="x")
    assert write_line(event, (), BERLIN) == "2026-10-25 02:30 UTC+01:00 x"
    assert read_line(write_line(event, (), BERLIN), SETTING).at.earliest == at


@given(WORDS, STARTS)
def test_no_word_of_a_line_is_lost(words: str, start: str) -> None:
    assume("\\" not in words)
    line = read_line(f"{start} {words}", SETTING)
    end = line.end.text if line.end else ""
    kept = " ".join([line.at.text, end, line.text, *line.actors, *line.links, *line.milestones, line.kind])
    for word in f"{start} {words}".split():
        bare = word.strip('!#@<>"\\.:-,;|–—=→?()')
        assert bare in kept or any(name.startswith(bare.lower()) for name in (*line.milestones, line.kind) if name)
