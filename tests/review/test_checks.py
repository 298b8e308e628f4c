"""What keeps a review from being published."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest
from hypothesis import example, given

from pm_tui import paths
from pm_tui.review import coverage, coverage_matrix, deadline
from pm_tui.review.checks import RULES, Finding, Yardstick, findings, yardstick
from pm_tui.review.coverage_matrix import lines, matrix, told
from pm_tui.review.fields import split_place
from pm_tui.review.flags import NOTHING, Silenced
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import (
    Action,
    Answer,
    Draft,
    Event,
    Evidence,
    Header,
    Impact,
    Lesson,
    Moment,
    Question,
    Review,
    Why,
)
from pm_tui.store.files import load
from tests.strategies import reviews

NOW = dt.datetime(2026, 3, 14, 23, 30, tzinfo=dt.UTC)


def at(clock: str) -> Moment:
    instant = dt.datetime.fromisoformat(f"2026-03-04T{clock}:00+00:00")
    return Moment(instant, instant, 0, "exact", clock)


TIMES = {
    "started": "09:02",
    "detected": "09:14",
    "acknowledged": "09:17",
    "identified": "09:59",
    "mitigated": "10:05",
    "resolved": "10:12",
}
EVENTS = tuple(
    Event(id=number, at=at(clock), text=f"row {name}", milestones=(name,))
    for number, (name, clock) in enumerate(TIMES.items(), 1)
)
WHYS = tuple(
    Why(id=20 + number, parent=20 + number - 1 if number else 0, text=text)
    for number, text in enumerate(
        (
            "The shop refused every order",
            "The write limit was missing",
            "A rollout does not ask what a service reads",
            "Service and config are tested apart",
            "What lies between two groups is on no list",
        )
    )
)
KINDS = ("prevention", "detection", "acknowledgement", "mitigation", "communication", "documentation")
ACTIONS = tuple(
    Action(
        id=40 + number,
        title=f"Refuse a config without key {number}",
        kind=kind,
        owner="Ada",
        due=dt.date(2026, 4, 1),
        ticket=f"PAY-{number}",
        state="open",
        answers=("why:24",),
    )
    for number, kind in enumerate(KINDS)
)
LESSONS = tuple(
    Lesson(id=50 + number, kind=kind, text=f"Lesson about {kind}")
    for number, kind in enumerate(("well", "poorly", "lucky", "learned"))
)
UNSETTLED = Review(
    header=Header(
        status="approved",
        title="Checkout refused orders",
        date=dt.date(2026, 3, 4),
        severity="SEV1",
        summary="On 4 March from 09:02 to 10:05 checkout refused every order. About 9,400 people could not pay.",
        zone="UTC",
    ),
    impact=Impact(experience="The cart filled, and paying failed.", users="about 9,400"),
    events=EVENTS,
    evidence=(Evidence(id=60, about=1, text="POST /orders 503"), Evidence(id=61, about=24, text="list of owners")),
    whys=WHYS,
    actions=ACTIONS,
    lessons=LESSONS,
)
GOOD = msgspec.structs.replace(
    UNSETTLED,
    answers=tuple(
        Answer(id=70 + number, prompt=standing.prompt.id, text="An answer.", basis=standing.prompt.basis)
        for number, standing in enumerate(coverage.standings(UNSETTLED))
        if standing.state == "open"
    ),
)


def found(review: Review, stick: Yardstick = Yardstick()) -> list[Finding]:  # noqa: B008
    return list(findings(review, NOW, stick))


def ids(review: Review, stick: Yardstick = Yardstick()) -> set[str]:  # noqa: B008
    return {finding.rule for finding in found(review, stick)}


def with_flags(review: Review, silenced: Silenced = NOTHING) -> Yardstick:
    return yardstick(review, ("Bob",), silenced, 7, deadline.Rule())


def changed(**fields: object) -> Review:
    return msgspec.structs.replace(GOOD, **fields)


def header(**fields: object) -> Review:
    return changed(header=msgspec.structs.replace(GOOD.header, **fields))


def test_nothing_is_said_of_a_review_that_is_whole() -> None:
    assert found(GOOD, with_flags(GOOD)) == []


def test_an_empty_review_hears_what_to_begin_with_and_nothing_else() -> None:
    rules = [finding.rule for finding in found(Review())]
    assert rules == [
        "broke-unsaid",
        "impact-unsaid",
        "timeline-empty",
        "why-unsaid",
        "learned-unsaid",
        "changed-unsaid",
    ]


def first(review: Review, rule: str, stick: Yardstick = Yardstick()) -> Finding:  # noqa: B008
    return next(finding for finding in found(review, stick) if finding.rule == rule)


CASES: list[tuple[Review, str, str]] = [
    (header(status="in review"), "overdue", "header:status"),
    (header(summary=""), "broke-unsaid", "header:summary"),
    (header(summary="Checkout was down for three hours. Many could not pay."), "disagrees", "header:summary"),
    (header(summary="Checkout was down."), "summary-length", "header:summary"),
    (header(summary="One. Two. Three. Four. Five."), "summary-length", "header:summary"),
    (header(summary=f"It was down. {'word ' * 119}"), "summary-length", "header:summary"),
    (header(summary=f"It was down. {'word ' * 41}"), "sentence-long", "header:summary"),
    (changed(impact=Impact()), "impact-unsaid", "impact:experience"),
    (changed(impact=Impact(users="9,400")), "experience-unsaid", "impact:experience"),
    (changed(impact=Impact(experience="Paying failed for many.")), "impact-numbers", "impact:users"),
    (changed(events=()), "timeline-empty", "events:0:line"),
    (changed(events=EVENTS[1:]), "milestone-missing", "events:2:line"),
    (changed(events=EVENTS[:5]), "milestone-missing", "events:5:line"),
    (changed(events=(*EVENTS[:3], *EVENTS[4:])), "milestone-unmarked", "events:1:line"),
    (
        changed(events=(*EVENTS, Event(id=9, at=at("12:00"), milestones=("started",)))[1:]),
        "milestone-wrong",
        "events:2:at",
    ),
    (
        changed(events=(*EVENTS[:5], Event(id=6, text="row", milestones=("resolved",)))),
        "milestone-wrong",
        "events:6:at",
    ),
    (changed(whys=()), "why-unsaid", "whys:0:text"),
    (changed(whys=WHYS[:3]), "why-shallow", "whys:22:text"),
    (changed(lessons=()), "learned-unsaid", "add:lessons:learned"),
    (changed(lessons=(LESSONS[1],)), "section-empty", "add:lessons:well"),
    (changed(actions=()), "changed-unsaid", "actions:0:line"),
    (
        changed(actions=tuple(msgspec.structs.replace(row, state="idea") for row in ACTIONS)),
        "changed-unsaid",
        "actions:40:state",
    ),
    (
        changed(actions=(msgspec.structs.replace(ACTIONS[0], state="idea"), *ACTIONS[1:])),
        "action-ideas",
        "actions:40:state",
    ),
    (
        changed(actions=(msgspec.structs.replace(ACTIONS[0], owner=""), *ACTIONS[1:])),
        "action-unowned",
        "actions:40:owner",
    ),
    (
        changed(actions=(msgspec.structs.replace(ACTIONS[0], due=None), *ACTIONS[1:])),
        "action-undated",
        "actions:40:due",
    ),
    (
        changed(actions=(msgspec.structs.replace(ACTIONS[0], ticket=""), *ACTIONS[1:])),
        "action-untracked",
        "actions:40:ticket",
    ),
    (
        changed(actions=(msgspec.structs.replace(ACTIONS[0], title="Improve monitoring"), *ACTIONS[1:])),
        "action-vague",
        "actions:40:line",
    ),
    (changed(meetings=(Meeting(id=5, attendees=(Attendee("Bo"),)),)), "action-to-ask", "actions:40:line"),
    (changed(answers=GOOD.answers[1:]), "prompts-open", "prompt:interval:detected"),
    (changed(answers=(Answer(id=99, text="a thought", state="parked"), *GOOD.answers)), "parked", "answers:99:text"),
    (
        changed(answers=(msgspec.structs.replace(GOOD.answers[0], state="let-go", text=""), *GOOD.answers[1:])),
        "let-go-unsaid",
        "prompt:interval:detected",
    ),
    (changed(questions=(Question(id=8, text="Who reads it?"),)), "question-open", "questions:8:text"),
    (changed(evidence=()), "no-evidence", "events:1:line"),
    (
        changed(evidence=(*GOOD.evidence, Evidence(id=62, about=2, link="https://x.example"))),
        "only-links",
        "events:2:line",
    ),
    (changed(evidence=(*GOOD.evidence, Evidence(id=62, link="https://x.example"))), "only-links", "evidence:62:text"),
    (changed(drafts=(Draft(id=3, place="events:2:line", text="14:2"),)), "half-typed", "events:2:line"),
    (header(zone="Mars/Base"), "zone-unnamed", "header:zone"),
]


@pytest.mark.parametrize(("review", "rule", "place"), CASES, ids=[f"{rule}-{place}" for _, rule, place in CASES])
def test_each_rule_finds_its_place(review: Review, rule: str, place: str) -> None:
    finding = first(review, rule)
    assert finding.place == place
    assert finding.text.endswith((".", "?"))
    assert "\n" not in finding.text


def test_whatever_blocks_comes_before_what_advises_and_weights_go_down() -> None:
    assert [rule.blocks for rule in RULES] == sorted((rule.blocks for rule in RULES), reverse=True)
    assert len({rule.id for rule in RULES}) == len(RULES)
    weights = [finding.weight for finding in found(Review(events=EVENTS, whys=WHYS))]
    assert weights == sorted(weights, reverse=True)
    assert weights


BLAMED = changed(lessons=(*LESSONS[1:], Lesson(id=50, text="Bob forgot to run the migration.")))


def test_flags_are_told_as_far_as_they_are_not_silenced() -> None:
    finding = first(BLAMED, "blame", with_flags(BLAMED))
    assert finding.place == "lessons:50:text"
    assert "Bob forgot" in finding.text
    off = Silenced(("person-as-cause",))
    assert "blame" not in ids(BLAMED, with_flags(BLAMED, off))
    assert "blame" not in ids(BLAMED)


def test_a_why_that_ends_at_a_person_is_told_once() -> None:
    review = changed(whys=(*WHYS[:4], Why(id=24, parent=23, text="Bob forgot to run the migration.")), actions=())
    rules = [finding.rule for finding in found(review, with_flags(review)) if finding.place.startswith("whys:24")]
    assert rules == ["ends-at-people"]


def test_more_open_actions_than_the_team_wants_are_counted() -> None:
    assert "actions-many" not in ids(GOOD, Yardstick(most_actions=6))
    assert "6 actions" in first(GOOD, "actions-many", Yardstick(most_actions=5)).text


def test_days_are_those_of_the_reviews_zone() -> None:
    question = Question(id=8, text="Who reads it?", who="Ada", by=dt.date(2026, 3, 14))
    assert "answers it by" in first(changed(questions=(question,)), "question-open").text
    kiritimati = msgspec.structs.replace(GOOD.header, zone="Pacific/Kiritimati")
    assert "was to be answered" in first(changed(questions=(question,), header=kiritimati), "question-open").text


def test_a_near_miss_needs_neither_an_end_nor_numbers() -> None:
    near = msgspec.structs.replace(GOOD.header, incident_type="near miss", summary="Nothing broke. It was close.")
    review = changed(header=near, events=EVENTS[:4], impact=Impact(experience="Nobody noticed anything."))
    assert not {"milestone-missing", "milestone-unmarked", "impact-numbers"} & ids(review)


def test_where_no_row_names_a_zone_it_is_asked_for() -> None:
    bare = [msgspec.structs.replace(row, at=msgspec.structs.replace(row.at, offset=None)) for row in EVENTS]
    assert first(changed(events=tuple(bare)), "zone-unnamed").place == "header:zone"
    assert "zone-unnamed" not in ids(changed(events=(EVENTS[0], *bare[1:])))


def test_a_zone_that_is_not_known_is_named_though_rows_have_their_own() -> None:
    assert "“Mars/Base” is not known" in first(header(zone="Mars/Base"), "zone-unnamed").text
    assert "“Mars/Base” is not known" in first(Review(header=Header(zone="Mars/Base")), "zone-unnamed").text


def test_a_short_review_is_never_told_that_it_is_short_and_a_long_one_is() -> None:
    long = changed(lessons=(*LESSONS, Lesson(id=80, text="A few short words. " * 600)))
    assert "review-long" in ids(long)
    assert "review-long" not in ids(GOOD)


@given(reviews())
@example(Review(drafts=(Draft(id=1, text="half"), Draft(id=2, place=":", text="whole"))))
def test_no_review_makes_a_check_fail_and_every_place_can_be_split(review: Review) -> None:
    for finding in findings(review, NOW, with_flags(review)):
        assert finding.text
        assert split_place(finding.place)[0]
    rows = matrix(review).rows
    assert sum(sum(row.values()) for row in rows.values()) == coverage.counts(review).total
    assert lines(matrix(review), 40)


@pytest.mark.parametrize("name", ["checkout-eu-writes", "near-miss-backup", "small-dns-typo"])
def test_no_sample_disagrees_with_itself(name: str) -> None:
    assert "disagrees" not in ids(load(paths.samples() / f"{name}.json").review)


# --- the matrix


def test_the_matrix_counts_by_kind_and_state() -> None:
    table = matrix(UNSETTLED)
    assert table.rows["interval"] == {"open": 5, "parked": 0, "answered": 0, "action": 0, "let-go": 0}
    assert table.rows["why"] == {"open": 4, "parked": 0, "answered": 0, "action": 1, "let-go": 0}
    assert list(table.rows) == [*coverage_matrix.KINDS, "learned"]
    assert (table.done, table.total) == (1, 13)
    assert json.loads(json.dumps(table.rows))["lucky"]["open"] == 1


def test_it_is_all_settled_only_when_nothing_is_open() -> None:
    assert matrix(GOOD).percentage == 100
    assert told(matrix(GOOD)) == "100 % settled: 13 of 13 questions"
    assert "No questions" in told(matrix(Review()))


@pytest.mark.parametrize("width", [40, 80])
def test_the_matrix_is_drawn_in_its_width(width: int) -> None:
    drawn = lines(matrix(UNSETTLED), width)
    assert len({len(line) for line in drawn}) == 1
    assert len(drawn[0]) <= width
    assert drawn[1].split() == ["intervals", "5", "·", "·", "·", "·"]
