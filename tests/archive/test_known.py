"""The people and tags that a library knows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pm_tui.archive import known as module
from pm_tui.archive.known import Known, known
from pm_tui.review.gathering import Attendee, Meeting
from pm_tui.review.model import Action, Event, Header, Review
from pm_tui.store.files import ReviewFile


def put(folder: Path, name: str, review: Review, age: int = 0) -> Path:
    path = folder / name
    ReviewFile.create(path, review)
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


def owned(*names: str, tags: tuple[str, ...] = ()) -> Review:
    return Review(header=Header(responders=names, tags=tags))


def test_people_and_tags_come_from_everywhere_in_a_review_each_once(tmp_path: Path) -> None:
    put(
        tmp_path,
        "one.json",
        Review(
            header=Header(owner="Ann", tags=("eu", "db")),
            events=(Event(id=1, actors=("Bo",), tags=("db", "cache")),),
            actions=(Action(id=2, owner="Cy"),),
            meetings=(Meeting(id=3, attendees=(Attendee("Di"), Attendee("Ann"))),),
        ),
    )
    found = known(tmp_path, rest=lambda _: None)
    assert set(found.people) == {"Ann", "Bo", "Cy", "Di"}
    assert len(found.people) == 4
    assert found.tags == ("eu", "db", "cache")


def test_what_was_changed_last_stands_in_front_and_the_review_itself_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a.json", owned("old", tags=("x",)), age=20)
    put(tmp_path, "b.json", owned("new", "old", tags=("y",)), age=10)
    own = put(tmp_path, "c.json", owned("own", tags=("z",)))
    assert known(tmp_path, but=own, rest=lambda _: None) == Known(("new", "old"), ("y", "x"))


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"header": ', encoding="utf-8")
    (tmp_path / "package.json").write_text('{"name": "other"}', encoding="utf-8")
    (tmp_path / ".hidden.json").write_text("{}", encoding="utf-8")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere.json")
    put(tmp_path, "good.json", owned("Ann"))
    assert known(tmp_path, rest=lambda _: None).people == ("Ann",)
    assert known(tmp_path / "no folder") == Known()


def test_it_stops_when_it_is_told_to_and_at_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        put(tmp_path, f"{number}.json", owned(f"p{number}"), age=number)
    rests: list[float] = []
    assert known(tmp_path, rest=rests.append, stop=lambda: len(rests) == 2).people == ("p0", "p1")
    assert all(seconds > 0 for seconds in rests)
    monkeypatch.setattr(module, "MOST_REVIEWS", 3)
    assert len(known(tmp_path, rest=rests.append).people) == 3
    monkeypatch.setattr(module, "MOST_NAMES", 2)
    assert len(known(tmp_path, rest=rests.append).people) == 2
    monkeypatch.setattr(module, "LARGEST", 10)
    assert known(tmp_path, rest=rests.append) == Known()
