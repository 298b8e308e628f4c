"""What people wrote shows as its words and makes no structure."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.documents import REVIEW, SNIPPETS, changed, check
from tests.strategies import reviews

nasty = st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=7).map("".join)


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
