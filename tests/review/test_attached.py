import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review import edits
from pm_tui.review.attached import attach, detach, digest_of, file_name, in_words, is_path, paths_in
from pm_tui.review.model import Event, Evidence, Review

FILE = "a" * 64 + ".png"


@pytest.mark.parametrize(
    ("pasted", "path"),
    [
        ("/tmp/graph.png", "/tmp/graph.png"),
        ("/tmp/my graph.png \n", "/tmp/my graph.png"),
        ("'/tmp/my graph.png' ", "/tmp/my graph.png"),
        ("'/tmp/it'\\''s.png'", "/tmp/it's.png"),
        ("/tmp/my\\ graph\\ \\(1\\).png", "/tmp/my graph (1).png"),
        ('"C:\\Users\\Ada\\my graph.png"', "C:\\Users\\Ada\\my graph.png"),
        ("C:\\Users\\Ada\\graph.png", "C:\\Users\\Ada\\graph.png"),
        ("file:///tmp/my%20graph.png", "/tmp/my graph.png"),
        ("file://localhost/tmp/%C3%A4.png", "/tmp/ä.png"),
        ("~/graph.png", "~/graph.png"),
        ("./it's.png", "./it's.png"),
    ],
)
def test_a_dropped_file_is_a_path_however_the_terminal_writes_it(pasted, path):
    assert is_path(pasted)
    assert path in paths_in(pasted)


@pytest.mark.parametrize("pasted", ["14:20 Pager fires", "https://x.org/1", "a/b.png", "", "/one\n/two", "- item"])
def test_other_pastes_are_no_paths(pasted):
    assert not is_path(pasted)


@given(st.text())
def test_any_text_is_read_as_paths_without_a_fault(typed):
    assert all(isinstance(path, str) for path in paths_in(typed))


@given(st.text(), st.binary(max_size=20))
def test_any_name_gives_a_safe_one(called, head):
    assert digest_of(file_name("0" * 64, called, head)) == "0" * 64


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", FILE.upper(), FILE + "/x", f"x/{FILE}", FILE[1:], FILE + "\n"]
)
def test_no_other_name_is_ours(name):
    assert digest_of(name) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (50 * 10**6, "50 MB"), (3 * 10**9, "3 GB")],
)
def test_sizes_are_read_at_a_glance(size, words):
    assert in_words(size) == words


def test_one_file_is_one_piece_of_evidence_whatever_it_supports():
    review = Review(events=(Event(id=1), Event(id=2), Event(id=3)))
    review, first = attach(review, Evidence(id=10, about=1, file=FILE))
    review, again = attach(review, Evidence(id=11, about=2, file=FILE))
    same, _ = attach(review, Evidence(id=12, about=2, file=FILE))
    assert same is review
    assert [piece.supports for piece in review.evidence] == [(1, 2)]
    assert (first.id, again.id) == (10, 10)
    assert [piece.supports for piece in detach(review, 10, 1).evidence] == [(2,)]
    assert detach(detach(review, 10, 1), 10, 2).evidence == ()
    assert [piece.supports for piece in edits.delete(review, "events", 1).evidence] == [(2,)]
    assert edits.delete(review, "events", 1, 2).evidence == ()
    assert edits.delete(review, "events", 3).evidence is review.evidence
