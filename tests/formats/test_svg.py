"""The picture for documents: sound XML, self-contained, complete, and deaf to what a text says."""

import datetime as dt
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm_tui.formats import export
from pm_tui.formats.svg import NOTHING, WIDTH
from pm_tui.review.intervals import countable, milestone_events
from pm_tui.review.model import Event, Header, Moment, Review
from pm_tui.review.scene import scene
from pm_tui.text import clean, one_line
from tests.strategies import reviews

NOW = dt.datetime(2026, 3, 9, 13, 30, tzinfo=dt.UTC)
NINE = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
SVG = "{http://www.w3.org/2000/svg}"


def at(begin, end=None):
    latest = begin if end is None else end
    return Moment(NINE + begin * MINUTE, NINE + latest * MINUTE, None, "exact" if end is None else "between")


OUTAGE = Review(
    header=Header(title="Checkout refused writes", zone="Europe/Berlin"),
    events=(
        Event(id=1, at=at(0), text="Rollout", milestones=("started",)),
        Event(id=2, at=at(12), text="Pager", milestones=("detected",)),
        Event(id=3, at=at(15, 25), text="Somebody suspects the config"),
        Event(id=4, at=at(20), text="Restart", end=at(40)),
        Event(id=5, at=at(30), text="First ticket", key=True),
        Event(id=6, at=at(60), text="Rollback done", milestones=("resolved",)),
        Event(id=7, at=Moment(text="?"), text="Nobody knows when"),
    ),
)


def parsed(review, zone=""):
    return ET.fromstring(export(review, "svg", zone=zone, now=NOW))


def words(root):
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def titles(root):
    return [element.text for element in root.iter(f"{SVG}title")]


def of_class(root, name):
    return [element for element in root.iter() if name in element.get("class", "").split()]


def test_it_says_what_it_shows_to_those_who_do_not_see_it():
    root = parsed(OUTAGE)
    assert root.get("role") == "img"
    named = [
        next(element for element in root if element.get("id") == key) for key in root.get("aria-labelledby").split()
    ]
    assert [element.tag for element in named] == [f"{SVG}title", f"{SVG}desc"]
    assert named[0].text == "Checkout refused writes"
    assert named[1].text == (
        "2026-03-04 CET · 1 h, started to resolved; started 2026-03-04 10:00; detected 2026-03-04 10:12;"
        " resolved 2026-03-04 11:00; time to detect 12 min, 20%; time to resolve 48 min, 80%; gap of 20 min;"
        " 1 row without a time of day."
    )


def test_it_draws_every_part_to_scale():
    root = parsed(OUTAGE)
    steps = [(float(step.get("x")), float(step.get("width"))) for step in of_class(root, "step")][:2]
    whole = sum(width for _, width in steps)
    assert [round(width / whole, 3) for _, width in steps] == [0.2, 0.8]
    assert len(of_class(root, "mark")) == 3
    assert {"started", "detected 20%", "resolved 80%", "Restart", "gap, 20 min", "1 row without a time of day"} <= {
        *words(root)
    }
    assert {"10:15–10:25 Somebody suspects the config", "10:30 First ticket", "10:20 to 10:40 Restart"} <= {
        *titles(root)
    }


def test_the_times_are_those_of_the_zone_asked_for():
    assert "09:00" in words(parsed(OUTAGE, "UTC"))
    assert "10:00" in words(parsed(OUTAGE))


def test_every_pattern_that_is_used_is_there_and_differs_from_the_others():
    root = parsed(OUTAGE)
    tiles = {pattern.get("id"): [ET.tostring(child) for child in pattern][1:] for pattern in root.iter(f"{SVG}pattern")}
    style = root.find(f"{SVG}style").text
    assert set(re.findall(r"url\(#(\w+)\)", style)) == set(tiles)
    steps = ("detected", "acknowledged", "identified", "mitigated", "resolved")
    assert len({str(tiles[name]) for name in steps}) == len(steps)
    assert "@media (prefers-color-scheme: dark)" in style


def test_nothing_to_draw_is_said():
    assert words(parsed(Review())) == [NOTHING]


def test_no_label_of_the_axis_touches_another():
    for minutes in range(5, 400, 7):
        events = (*OUTAGE.events, Event(id=99, at=at(minutes)))
        root = parsed(msgspec.structs.replace(OUTAGE, events=events))
        labels = [text for text in of_class(root, "middle") if re.fullmatch(r"\d\d:\d\d", text.text)]
        places = [float(label.get("x")) for label in labels]
        assert len(places) > 2
        assert all(after - before > 5 * 7.5 for before, after in pairwise(places))


HOSTILE = [
    "]]><script>alert(1)</script>",
    "<![CDATA[ x",
    "&amp; &#x41; &undefined;",
    "\x00\x1b[31m\ufffe\ud800",
    "--><!--",
    "\"/>'",
    "\u202eabc",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text(text):
    events = tuple(msgspec.structs.replace(event, text=text) for event in OUTAGE.events)
    hostile = Review(header=Header(title=text, zone="Europe/Berlin"), events=events)
    root, plain = parsed(hostile), parsed(OUTAGE)
    assert {element.tag for element in root.iter()} == {element.tag for element in plain.iter()}
    assert titles(root)[0] == one_line(clean(text))
    assert f"10:30 {one_line(clean(text))}" in titles(root)


@given(reviews() | st.just(OUTAGE))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_any_review_is_sound_xml_that_refers_to_nothing_outside(review):
    document = export(review, "svg", now=NOW)
    root = ET.fromstring(document)
    allowed = ["svg", "title", "desc", "style", "defs", "pattern", "rect", "path", "circle", "g", "text"]
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= set(allowed)
    assert not [name for element in root.iter() for name in element.attrib if "href" in name or name.startswith("on")]
    assert "@import" not in root.find(f"{SVG}style").text
    assert all(target.startswith("#") for target in re.findall(r"url\((.)", root.find(f"{SVG}style").text))
    assert document == export(review, "svg", now=NOW)
    if scene(review):
        assert len(of_class(root, "mark")) == sum(countable(event.at) for event in milestone_events(review).values())
        for element in root.iter(f"{SVG}rect"):
            assert -0.01 <= float(element.get("x", "0")) <= WIDTH


def test_the_chart_draws_gaps_and_ranges_too():
    chart = export(OUTAGE, "mermaid", now=NOW).splitlines()
    assert [line.strip() for line in chart if line.strip().startswith("section")] == [
        "section Steps",
        "section Milestones",
        "section Gaps",
        "section Key events",
        "section Uncertain times",
        "section What lasted",
    ]
    assert "    gap, 20 min :done, 2026-03-04 10:40:00, 2026-03-04 11:00:00" in chart
    assert "    between Somebody suspects the config :active, 2026-03-04 10:15:00, 2026-03-04 10:25:00" in chart
    assert "    lasting Restart :2026-03-04 10:20:00, 2026-03-04 10:40:00" in chart
    assert "    at First ticket :milestone, 2026-03-04 10:30:00, 0d" in chart


def test_the_chart_leaves_out_the_days_before_as_the_picture_does():
    events = (Event(id=9, at=at(-9000), text="Long ago", key=True), *OUTAGE.events)
    assert "Long ago" not in export(msgspec.structs.replace(OUTAGE, events=events), "mermaid", now=NOW)


def test_an_empty_chart_is_a_chart():
    assert export(Review(), "mermaid", now=NOW) == "gantt\n    title Nothing to draw yet\n"
