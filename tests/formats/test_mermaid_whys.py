"""The fishbone and the fault tree as Mermaid: what they draw, and that no text of the authors breaks them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.formats import export
from pm_tui.formats.mermaid_whys import EMPTY, MOST, draw_fault_tree, draw_fishbone
from pm_tui.review.model import Action, Header, Review, Why

NOW = dt.datetime(2026, 3, 9, 12, 0, tzinfo=dt.UTC)
REVIEW = Review(
    header=Header(title="Checkout refused writes"),
    whys=(
        Why(id=70, text="The region had no config", dimension="technical", gate="and"),
        Why(id=50, parent=70, text="The rollout skips a region", dimension="technical", gate="or"),
        Why(id=60, parent=70, text="Two teams own the list", dimension="organisation"),
        Why(id=90, text="Customers told us first"),
    ),
)
DRAWERS = (draw_fishbone, draw_fault_tree)
Draw = Callable[[Review], str]


def test_the_fishbone_hangs_each_why_on_its_dimension_or_on_the_why_it_explains() -> None:
    assert draw_fishbone(REVIEW).splitlines() == [
        "flowchart LR",
        '    head(["Checkout refused writes"])',
        '    bone_technical["Technical"] ==> head',
        '    bone_organisation["Organisation"] ==> head',
        '    bone_unsaid["Unsaid"] ==> head',
        '    w1["The region had no config"] --> bone_technical',
        '    w2["The rollout skips a region"] --> w1',
        '    w3["Two teams own the list"] --> bone_organisation',
        '    w4["Customers told us first"] --> bone_unsaid',
    ]


def test_the_fault_tree_leads_from_the_incident_through_the_gates_that_are_set() -> None:
    assert draw_fault_tree(REVIEW).splitlines() == [
        "flowchart TB",
        '    head[["Checkout refused writes"]]',
        '    w1["The region had no config"]',
        '    w2(["The rollout skips a region"])',
        '    w3(["Two teams own the list"])',
        '    w4(["Customers told us first"])',
        '    w1 --> gate_w1{{"AND · all were needed"}}',
        "    head --> w1",
        "    gate_w1 --> w2",
        "    gate_w1 --> w3",
        "    head --> w4",
    ]


def test_both_are_exports_and_say_so_when_there_is_nothing_to_draw() -> None:
    assert export(REVIEW, "fishbone", now=NOW) == draw_fishbone(REVIEW) + "\n"
    assert export(REVIEW, "fault-tree", now=NOW) == draw_fault_tree(REVIEW) + "\n"
    assert export(Review(), "fishbone", now=NOW) == export(Review(), "fault-tree", now=NOW) == EMPTY + "\n"


@pytest.mark.parametrize("draw", DRAWERS)
def test_more_whys_than_can_be_drawn_are_counted(draw: Draw) -> None:
    whys = tuple(Why(id=number, rank=f"{number:04}1", text="x" * 500, gate="and") for number in range(1, MOST + 8))
    chart = draw(Review(whys=whys))
    assert '    more["and 7 more"] -.- head' in chart.splitlines()
    assert len(re.findall(r"-->|==>|-\.-", chart)) < 500
    assert len(chart) < 50_000, "the longest text that Mermaid draws"


def test_the_document_holds_them_once_they_say_more_than_the_list() -> None:
    document = export(REVIEW, now=NOW)
    assert f"## Fishbone\n\n```mermaid\n{draw_fishbone(REVIEW)}\n```\n" in document
    assert f"## Fault tree\n\n```mermaid\n{draw_fault_tree(REVIEW)}\n```\n" in document
    assert document.index("## Whys") < document.index("## Fishbone")
    plain = export(Review(whys=(Why(id=1, text="One"),)), now=NOW)
    assert "mermaid" not in plain
    assert "Guards" not in plain


def test_the_document_says_of_each_factor_what_will_be_done_or_why_not() -> None:
    review = Review(
        whys=(
            Why(id=1, text="No alarm", layer="underlying", guard="alarm *", accepted="rare |\nand short"),
            Why(id=2, text="Slow", gate="or"),
        ),
        actions=(Action(id=3, title="Add one", owner="Ops", state="wont", answers=("why:1", "why:2")),),
    )
    assert (
        "- No alarm *(underlying, contributing factor)*\n"
        "  Action: Add one (Ops, won’t do)\n"
        "  Accepted: rare \\|<br>and short\n"
        "- Slow *(contributing factor)*\n"
        "  Action: Add one (Ops, won’t do)\n"
    ) in export(review, now=NOW)
    assert "| Layer | Guard | Hole |\n| --- | --- | --- |\n| underlying | alarm \\* | No alarm |\n" in export(
        review, now=NOW
    )


HOSTILE = (
    *('"', "`", "```", "\n```\n", "\\", "\\n", '"]; end', "]", "])", "]]", "}}", "-->", "A --> B", "|x|", ";", "#35;"),
    *("&quot;", "<script>", "</div>", '%%{init: {"theme": "x"}}%%', "---", "===", "1. a", "1) a", "- b", "* c", "+ d"),
    *("> e", "_x_", "a_b", "**x**", "$$x$$", "~~x~~", "@{shape: x}", "a@b.c", "www.a.example", "https://x.example"),
    *("end", "subgraph", "graph", "click a", "style x", "direction LR", "direction  TBD", "x direction RL y"),
    *("accTitle: x", "::: cls", "fa:fa-x", "[a](b)", "日本", "🙂", "\u2028", "\x1b[2J", "", " ", "\t"),
)
LINES = (
    re.compile(r"flowchart (?:LR|TB)"),
    re.compile(r'    \w+(?:\["[^"]*"\]|\(\["[^"]*"\]\)|\[\["[^"]*"\]\])(?: (?:-->|==>) \w+)?'),
    re.compile(r'    \w+ --> \w+(?:\{\{"[^"]*"\}\})?'),
)
ACTED_ON = re.compile(
    r"[\\`#;<>{}|&$*@\n\t\x1b\u2028]|::|%%|www\.|direction\s+(?:TB|TD|BT|RL|LR)|https:|\b_|_\b(?![\]])"
)


def assert_sound(chart: str) -> None:
    for line in chart.splitlines():
        assert any(pattern.fullmatch(line) for pattern in LINES), line
    for label in re.findall(r'"([^"]*)"', chart):
        assert label
        assert not ACTED_ON.search(label), label
        assert not re.match(r"\s|[-+=]|\d+[.)]", label), label


@pytest.mark.parametrize("draw", DRAWERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_gets_a_meaning(draw: Draw, text: str) -> None:
    whys = (Why(id=1, text=text, gate="or"), Why(id=2, parent=1, text=f"{text} {text}", dimension="culture"))
    chart = draw(Review(header=Header(title=text), whys=whys))
    assert_sound(chart)
    assert len(chart.splitlines()) == len(draw(Review(header=Header(title="x"), whys=whys)).splitlines())


@given(st.lists(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=5).map("".join), max_size=5))
def test_no_mixture_of_texts_gets_a_meaning(texts: list[str]) -> None:
    whys = tuple(Why(id=number, parent=number // 2, text=text) for number, text in enumerate(texts, 1))
    for draw in DRAWERS:
        chart = draw(Review(header=Header(title="".join(texts)), whys=whys))
        if whys:
            assert_sound(chart)
        assert "```mermaid\n```" not in export(Review(whys=whys), now=NOW)
