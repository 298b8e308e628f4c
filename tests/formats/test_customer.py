from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from pm_tui.formats import export
from pm_tui.review import customer
from pm_tui.review.customer_records import Customer
from pm_tui.review.model import Review

NOW = dt.datetime(2026, 3, 14, 15, 0, tzinfo=dt.UTC)


def with_text(text: str) -> Review:
    return Review(customer=Customer(text=text, status="in review"))


def markdown(review: Review) -> str:
    return export(review, "customer", now=NOW)


def test_it_carries_draft_until_it_is_approved() -> None:
    review = with_text("# Down\n\nIt is up.")
    assert markdown(review) == "**DRAFT, not agreed on yet**\n\n# Down\n\nIt is up.\n"
    agreed = customer.agree(review, "Ada", (), NOW, lambda: 1)
    assert markdown(agreed) == "# Down\n\nIt is up.\n"
    assert markdown(customer.write(agreed, "Other")).startswith("**DRAFT")
    assert markdown(Review()) == ""


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("## What we change", "## What we change"),
        ("* an item", "- an item"),
        ("-", r"\-"),
        ("<b>[x](http://y)</b>", r"\<b>\[x\](http\://y)\</b>"),
        ("ask @ada about #12", "ask @&#8203;ada about #&#8203;12"),
        ("- @ada", "- @&#8203;ada"),
        ("1. one", r"1\. one"),
        ("#12 is no heading", r"\#&#8203;12 is no heading"),
    ],
)
def test_all_but_headings_and_items_are_words(line: str, written: str) -> None:
    assert markdown(with_text(f"x\n{line}")).split("\n")[-2] == written


def test_nothing_in_it_acts_on_a_terminal() -> None:
    assert "\x1b" not in markdown(with_text("\x1b]0;x\x07 red \u202e"))
    assert "\u202e" not in markdown(with_text("- \u202e"))


def test_inside_there_is_one_line_about_it() -> None:
    review = with_text("For customers")
    inside = export(review, "markdown", now=NOW)
    assert "Customer version:** in review" in inside
    assert "For customers" not in inside
    assert "Customer version" not in export(msgspec.structs.replace(review, customer=Customer()), "markdown", now=NOW)
