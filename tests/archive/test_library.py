import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.archive import library, moving
from pm_tui.review import deadline, life
from pm_tui.review.model import Action, Event, Header, Lesson, Moment, Review
from pm_tui.review.own import TeamQuestion
from pm_tui.store import attachments
from pm_tui.store.files import ReviewFile, load
from pm_tui.store.inbox import beside

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
    attachments.beside(second).mkdir()
    assert library.new_path(tmp_path, "Same", None).name == "same-3.json"


def made(path, title="", date=None, **fields):
    ReviewFile.create(path, Review(header=Header(title=title, date=date, severity="SEV2"), **fields))
    return path


def test_a_library_that_is_not_there_is_empty(tmp_path):
    assert library.entries(tmp_path / "none") == ()


def test_the_newest_incident_is_first_and_what_cannot_be_read_is_last(tmp_path):
    made(tmp_path / "old.json", "Old", dt.date(2025, 1, 1))
    made(tmp_path / "new.json", "New", dt.date(2026, 1, 1))
    made(tmp_path / "undated.json", "Undated")
    (tmp_path / "a.json").write_text("{\n<<<<<<< ours")
    found = library.entries(tmp_path)
    assert [entry.title for entry in found] == ["New", "Old", "Undated", ""]
    assert (found[0].path, found[0].severity, found[0].status) == (tmp_path / "new.json", "SEV2", "draft")
    assert found[3].problem.startswith("cannot be read: ")
    assert "(line 2)" in found[3].problem


def test_only_reviews_are_listed(tmp_path):
    review = made(tmp_path / "review.json")
    made(tmp_path / ".hidden.json")
    (tmp_path / "pm-tui.toml").write_text("")
    (tmp_path / "notes.md").write_text("")
    beside(review).write_text("the log")
    (tmp_path / "folder.json").mkdir()
    moving.remove(made(tmp_path / "deleted.json"))
    assert [entry.path for entry in library.entries(tmp_path)] == [review]


def test_conflict_copies_stand_with_their_review(tmp_path):
    review = made(tmp_path / "review.json")
    copies = [made(tmp_path / f"review.conflict-20260304T101112Z{end}.json") for end in ("", "-2")]
    orphan = made(tmp_path / "gone.conflict-20260304T101112Z.json")
    by_path = {entry.path: entry.conflicts for entry in library.entries(tmp_path)}
    assert by_path == {review: tuple(sorted(copies)), orphan: ()}


def test_a_conflict_copy_of_the_store_is_known_as_one(tmp_path):
    path = made(tmp_path / "review.json")
    ours, theirs = (ReviewFile(path, load(path)) for _ in range(2))
    theirs.save(Review(header=Header(title="theirs")))
    ours.save(Review(header=Header(title="ours")))
    (entry,) = library.entries(tmp_path)
    assert entry.title == "theirs"
    assert entry.conflicts == (ours.path,)


def test_an_entry_counts_what_is_open(tmp_path):
    actions = (Action(id=1, state="open"), Action(id=2, state="done"), Action(id=3))
    lessons = (Lesson(id=4, kind="poorly", text="The page came late."),)
    made(tmp_path / "one.json", actions=actions)
    made(tmp_path / "two.json", lessons=lessons)
    one, two = sorted(library.entries(tmp_path), key=lambda entry: entry.path.name)
    assert (one.open_actions, two.open_actions) == (2, 0)
    assert two.open_prompts == one.open_prompts + 1


def test_an_entry_tells_the_clock_of_its_review(tmp_path):
    now = dt.datetime(2026, 3, 6, 12, tzinfo=dt.UTC)

    def ended(name, hours, status="draft"):
        at = now - dt.timedelta(hours=hours)
        event = Event(id=1, at=Moment(at, at, None, "exact"), milestones=("resolved",))
        review = Review(header=Header(title=name), events=(event,))
        if status != "draft":
            review = life.set_status(review, status, at + dt.timedelta(hours=26), lambda: 2)
        ReviewFile.create(tmp_path / f"{name}.json", review)

    ended("a", 17)
    ended("b", 53)
    ended("c", 99, "approved")
    made(tmp_path / "d.json")
    found = library.entries(tmp_path, library.timing(deadline.Rule(), now))
    assert [(entry.clock, entry.overdue) for entry in found] == [
        ("31 h left", False),
        ("overdue by 5 h", True),
        ("done in 26 h", False),
        ("", False),
    ]
    assert {entry.clock for entry in library.entries(tmp_path)} == {""}


def test_a_new_review_holds_why_it_is_due_and_what_the_team_asks():
    now = dt.datetime(2026, 3, 6, 23, 30, tzinfo=dt.UTC)
    asked = (TeamQuestion("cost", "", "What did it cost?"), TeamQuestion("who", "Security", "Who saw it?"))
    review = library.new_review("Down", "Europe/Berlin", now, ("downtime",), asked)
    assert review.header == Header(title="Down", date=dt.date(2026, 3, 7), zone="Europe/Berlin", because=("downtime",))
    assert [question.text for question in review.own_questions] == ["What did it cost?", "Who saw it?"]
    assert len({question.id for question in review.own_questions} | {0}) == 3
