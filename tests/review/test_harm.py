from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from pm_tui.formats import export
from pm_tui.review.harm import degraded, degraded_told, impact_told
from pm_tui.review.intervals import between
from pm_tui.review.model import Event, Impact, Moment, Review
from pm_tui.review.picture import draw
from pm_tui.review.scene import scene
from tests.review.test_intervals import at, minutes, row
from tests.review.test_milestones import CAME_BACK, NOW, timelines

MINUTE = dt.timedelta(minutes=1)


def review(*events: Event) -> Review:
    return Review(events=events)


def test_the_time_in_a_degraded_state_is_the_sum_of_its_stretches() -> None:
    found = degraded(CAME_BACK)
    assert found
    assert [(stretch.begin.id, stretch.end.id, stretch.length) for stretch in found.stretches] == [
        (1, 2, minutes(40)),
        (3, 4, minutes(30)),
    ]
    said = "Degraded for 1 h 10 min in 2 stretches: 09:00–09:40, 10:00–10:30"
    assert degraded_told(CAME_BACK, "UTC") == said
    assert f"{said}." in export(CAME_BACK, now=NOW)


@pytest.mark.parametrize(
    "events",
    [
        (),
        (row(1, at(0), "started"), row(2, at(40), "resolved")),
        (row(1, at(0), "started"), row(2, at(40), "mitigated"), row(3, at(60), "recurred")),
        (row(1, at(0), "started"), row(2, at(40), "recurred"), row(3, at(60), "mitigated")),
        (row(1, at(0), "mitigated"), row(2, at(40), "recurred"), row(3, at(60), "mitigated")),
        (row(1, at(0), "started"), row(2, Moment(), "mitigated"), row(3, at(4), "recurred"), row(4, at(6), "resolved")),
    ],
    ids=["nothing", "once", "still on", "nobody saw it stop", "no start", "no time"],
)
def test_what_cannot_be_known_has_no_number(events: tuple[Event, ...]) -> None:
    assert degraded(review(*events)) is None
    assert degraded_told(review(*events), "UTC") == ""


def test_an_uncertain_time_makes_a_range_that_fits_in_the_whole() -> None:
    found = degraded(
        review(
            row(1, at(0), "started"),
            row(2, at(60, 90), "mitigated"),
            row(3, at(70, 80), "recurred"),
            row(4, at(120), "resolved"),
        )
    )
    assert found
    assert found.length == minutes(100, 120)


def test_stretches_of_several_days_are_said_with_their_dates() -> None:
    day = 24 * 60
    events = (row(1, at(0), "started"), row(2, at(9), "resolved"), row(3, at(day), "recurred"))
    told = degraded_told(review(*events, row(4, at(day + 6), "resolved")), "UTC")
    assert told == (
        "Degraded for 15 min in 2 stretches: 2026-03-04 09:00–2026-03-04 09:09, 2026-03-05 09:00–2026-03-05 09:06"
    )


def test_the_picture_leaves_out_where_it_did_not_hurt() -> None:
    lines = ["".join(piece.text for piece in line) for line in draw(CAME_BACK, 60)]
    assert "░" * 21 + "·" * 9 + "░" * 15 + "▄" * 15 in next(line for line in lines if "░" in line)
    assert any("· no harm for a while" in line for line in lines)
    assert any("◆ recurred" in line for line in lines)
    assert all("no harm" in export(CAME_BACK, to, now=NOW) for to in ("svg", "mermaid"))


@given(timelines)
def test_it_never_hurts_longer_than_from_first_to_last(review: Review) -> None:
    found = degraded(review)
    if found:
        ends = [stretch.end for stretch in found.stretches]
        whole = between(found.stretches[0].begin.at, ends[-1].at)
        assert whole
        assert dt.timedelta() <= found.length.shortest <= found.length.longest <= whole.longest
        assert sum("recurred" in event.milestones for event in review.events) >= len(found.breaks)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (at(10), at(90), "Impact lasted 1 h 20 min; the incident 2 h"),
        (at(10, 20), at(90), "Impact lasted 1 h 10 min – 1 h 20 min; the incident 2 h"),
        (at(10), Moment(), ""),
        (Moment(), at(10), ""),
        (at(10), at(5), "The impact ends before it begins: is one of its times wrong?"),
    ],
)
def test_the_impact_has_a_length_of_its_own(start: Moment, end: Moment, told: str) -> None:
    hit = Review(events=CAME_BACK.events, impact=Impact(start=start, end=end))
    assert impact_told(hit) == told
    assert told in export(hit, now=NOW)
    drawn = scene(hit)
    assert drawn
    assert bool(drawn.impact) == told.startswith("Impact")
    assert (" impact " in "".join(piece.text for line in draw(hit, 60, legend=False) for piece in line)) == bool(
        drawn.impact
    )


def test_an_impact_without_an_incident_is_said_alone() -> None:
    assert impact_told(Review(impact=Impact(start=at(0), end=at(5)))) == "Impact lasted 5 min"
