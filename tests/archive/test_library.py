import datetime as dt
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.archive import library

DAY = dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("title", "date", "name"),
    [
        ("Checkout API refused writes", DAY, "2026-03-04-checkout-api-refused-writes.json"),
        ("Checkout: 12 % of requests", None, "checkout-12-of-requests.json"),
        ("", DAY, "2026-03-04.json"),
        ("", None, "review.json"),
        ("../../etc/passwd", None, "etc-passwd.json"),
        ("C:\\temp\\x", None, "c-temp-x.json"),
        (".hidden.", None, "hidden.json"),
        ("CON", None, "con-review.json"),
        ("lpt1", None, "lpt1-review.json"),
        ("Console", None, "console.json"),
        ("Zahlung für Köln", None, "zahlung-für-köln.json"),
        ("障害", None, "障害.json"),
        ("🔥🔥", DAY, "2026-03-04.json"),
        ("a\x00b\nc", None, "a-b-c.json"),
    ],
)
def test_a_new_review_is_named_after_its_date_and_title(tmp_path, title, date, name):
    assert library.new_path(tmp_path, title, date) == tmp_path / name


@given(st.text(), st.none() | st.dates())
def test_any_title_gives_a_name_that_every_system_takes(title, date):
    path = library.new_path(Path("/library"), title, date)
    assert path.parent == Path("/library")
    assert len(path.name.encode()) <= 160
    assert path.suffix == ".json"
    assert not path.name.startswith(".")
    assert not set(path.name) & set('<>:"/\\|?*\x00')
    assert path.stem not in {"con", "prn", "aux", "nul", "com1"}


def test_a_taken_name_gets_a_number(tmp_path):
    first = library.new_path(tmp_path, "Same", None)
    first.write_text("{}")
    second = library.new_path(tmp_path, "Same", None)
    assert second.name == "same-2.json"
    library.evidence_folder(second).mkdir()
    assert library.new_path(tmp_path, "Same", None).name == "same-3.json"


@pytest.fixture
def review(tmp_path):
    path = tmp_path / "one.json"
    path.write_text("the review")
    folder = library.evidence_folder(path)
    folder.mkdir()
    (folder / "graph.png").write_bytes(b"a picture")
    return path


def test_a_deleted_review_comes_back_with_its_evidence(review, tmp_path):
    removed = library.remove(review)
    assert [item.name for item in tmp_path.iterdir()] == [library.TRASH]
    assert library.restore(removed) == review
    assert review.read_text() == "the review"
    assert (library.evidence_folder(review) / "graph.png").read_bytes() == b"a picture"
    assert list((tmp_path / library.TRASH).iterdir()) == []


def test_a_review_comes_back_beside_one_that_took_its_name(review):
    removed = library.remove(review)
    review.write_text("another")
    restored = library.restore(removed)
    assert (restored.name, restored.read_text(), review.read_text()) == ("one-2.json", "the review", "another")
    assert (library.evidence_folder(restored) / "graph.png").exists()


def test_two_deleted_reviews_of_one_name_both_come_back(review):
    first = library.remove(review)
    review.write_text("another")
    second = library.remove(review)
    assert library.restore(second).read_text() == "another"
    assert library.restore(first).read_text() == "the review"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_trash_is_private(review, tmp_path):
    library.remove(review)
    assert stat.S_IMODE((tmp_path / library.TRASH).stat().st_mode) == 0o700


def test_what_cannot_be_deleted_stays_as_it_was(review, tmp_path, monkeypatch):
    whole = Path.rename

    def refuse_folders(path, target):
        if path.is_dir():
            raise PermissionError(13, "refused", os.fspath(path))
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", refuse_folders)
    with pytest.raises(PermissionError):
        library.remove(review)
    assert review.read_text() == "the review"
    assert list((tmp_path / library.TRASH).iterdir()) == []
