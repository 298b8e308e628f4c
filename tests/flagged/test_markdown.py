"""What of a Markdown file is prose, as which part of a review it is read, and what its comments switch off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.flagged import in_text
from pm_tui.flagged.markdown import _stretches
from pm_tui.review.flags import Silenced

BLAME = "Bob forgot to run the migration."


def found(text: str, *off: str) -> list[tuple[int, str, str]]:
    return [(find.line, find.quote, find.flag.category) for find in in_text("notes.md", text, ("Bob",), Silenced(off))]


def lines(text: str, *off: str) -> list[int]:
    return [line for line, _, _ in found(text, *off)]


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: {BLAME}\n---\n",
        f"`{BLAME}`",
        f"```\n{BLAME}\n```",
        f"> {BLAME}",
        f"# {BLAME}",
        f"<!-- {BLAME} -->",
        f"<!-- {BLAME}\n{BLAME} -->",
        f'A customer wrote: "{BLAME}"',
        "[the log](https://x.org/Bob(forgot)to-run)",
        "[note]: https://x.org 'Bob forgot to run it'",
        "| Who | What |\n| --- | --- |\n| Bob | forgot to run |",
    ],
)
def test_what_is_no_prose_of_the_author_is_not_read(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"- [ ] {BLAME}",
        "1. [Bob](https://x.org/bob) forgot to run the migration.",
        "Bob **forgot** to run it.",
        "Bob _forgot_ to run it.",
        f"| When | What |\n| --- | --- |\n| 09:14 | {BLAME} |",
        f"| 09:14 | {BLAME} | <!-- a remark --> |",
    ],
)
def test_prose_is_read_in_any_dress(text: str) -> None:
    assert [category for _, _, category in found(text)] == ["person-as-cause"]


def test_a_section_says_which_part_of_a_review_it_is() -> None:
    text = "# Review\nx\n## Root causes\nx\n### Detail\nx\n## What went wrong\nx\n```\n# Actions\n```\n# Actions\nx"
    assert [stretch.where for stretch in _stretches(text)] == [None, "why", "poorly", "action"]


@given(st.text(alphabet="# \n`~<!->|apm-tuignoreof,xBob", max_size=80))
def test_the_stretches_cover_the_text_and_nothing_raises(text: str) -> None:
    stretches = list(_stretches(text))
    assert [stretch.start for stretch in stretches] == [0, *(stretch.end for stretch in stretches)][:-1]
    assert stretches[-1].end == len(text) + 1
    assert all(find.line >= 1 for find in in_text("x", text, ("Bob",)))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"<!-- pm-tui-ignore person-as-cause -->\n{BLAME}\n\n{BLAME}", [4]),
        (f"<!-- pm-tui-ignore person-as-cause -->\n\n{BLAME}\n{BLAME}\n\n{BLAME}", [6]),
        (f"<!-- pm-tui-ignore -->\n{BLAME}\n\n{BLAME}", [4]),
        (f"<!-- pm-tui-ignore judgement -->\n{BLAME}", [2]),
        (f"<!-- PM-TUI-IGNORE judgement, person-as-cause -->\n{BLAME}", []),
        (f"{BLAME} <!-- pm-tui-ignore person-as-cause -->", []),
        (f"<!-- pm-tui-off -->\n{BLAME}\n\n{BLAME}\n<!-- pm-tui-on -->\n{BLAME}", [6]),
        (f"<!-- pm-tui-off -->\n\n# Actions\n\n{BLAME}", []),
        (f"```\n<!-- pm-tui-off -->\n```\n{BLAME}", [4]),
    ],
)
def test_comments_switch_off_for_a_block_or_a_stretch(text: str, left: list[int]) -> None:
    assert lines(text) == left


def test_a_category_can_be_off_for_all() -> None:
    assert lines(BLAME) == [1]
    assert lines(BLAME, "person-as-cause") == []
