"""What GitHub and GitLab would take for a name, an issue or a commit is only words, when that is wished."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pm_tui.formats import export
from pm_tui.formats.md_escape import fenced, inline, link, without_mentions, written
from pm_tui.review.model import Event, Evidence, Header, Review

NOW = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)
LOOKS_FOR = re.compile(r"@\w|#\d|!\d|&\d|\bGH-\d|\bGHSA-\w|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\b")
COMMIT = "a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0"
HARMLESS = "decaf, 12 %, 20260304, A & B, 3 # 4, defaced, x @ y, $HOME, ~5"


def shown(markdown: str) -> str:
    """The words outside of code and targets, as such a site looks through them."""
    inlines = [token for token in MarkdownIt().parse(markdown) if token.type == "inline"]
    return "\n".join(child.content for token in inlines for child in token.children or ())


@pytest.mark.parametrize(
    "text",
    [
        f"same as #123, GH-45, org/repo#7, {COMMIT}",
        "@ann @org/team @here, gh-9 GHSA-abcd-2345-wxyz a1b2c3d. \\#5 &#12; x",
        "group/project!12 &3 &7 user@a1b2c3d4 mail ann@example.org",
        "@_x #1#2 @@a ##3 (#4) [#5] `#6`",
        "[see](@ann) \\](#5) \\\\](#6)",
    ],
)
def test_no_name_issue_or_commit_is_found_in_it(text):
    source = inline(text)
    harmless = without_mentions(source)
    assert LOOKS_FOR.search(shown(source))
    assert not LOOKS_FOR.search(shown(harmless))
    assert shown(harmless).replace("\u200b", "") == shown(source)
    assert written(harmless) == written(source)
    assert without_mentions(harmless) == harmless


def test_other_words_stay_as_they_are():
    assert without_mentions(inline(HARMLESS)) == inline(HARMLESS)


@given(st.lists(st.sampled_from([*"@#!&\\`*[]()<> \na1", "GH-", "&#8203;", "a1b2c3d", "](", "```"])).map("".join))
@settings(max_examples=60)
def test_the_words_stay_whatever_they_are(text):
    source = inline(text)
    harmless = without_mentions(source)
    assert shown(harmless).replace("\u200b", "") == shown(source).replace("\u200b", "")
    assert not LOOKS_FOR.search(shown(harmless))


def test_code_and_targets_of_links_are_left_alone():
    ending = link("https://x.example/#12", "C:\\")
    document = "\n".join([fenced("@ann #12"), link("https://x.example/@ann?a=1&b=(2)#12", "see #12"), "@ann", ending])
    found = without_mentions(document).split("\n")
    assert found[:3] == ["```text", "@ann #12", "```"]
    assert found[3] == "[see #&#8203;12](https://x.example/@ann?a=1&amp;b=\\(2\\)#12)"
    assert found[4:] == ["@&#8203;ann", "[C:\\\\](https://x.example/#12)"]


def test_the_export_does_so_on_request():
    review = Review(
        header=Header(title="Same as #123", summary="@ann looks"),
        events=(Event(id=1, rank="V", text=f"revert {COMMIT}"),),
        evidence=(Evidence(id=2, rank="V", text="#5 in a log"),),
    )
    assert LOOKS_FOR.search(shown(export(review, now=NOW)))
    harmless = export(review, now=NOW, mentions=False)
    assert not LOOKS_FOR.search(shown(harmless))
    assert "#5 in a log" in harmless
    assert export(review, "csv", now=NOW, mentions=False) == export(review, "csv", now=NOW)
