from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from pm_tui.formats.paste import read_paste
from pm_tui.review import clocks, edits, several, writing
from pm_tui.review.model import Event, Header, Review
from pm_tui.review.times import Setting, show
from pm_tui.review.writing import Context

NOW = dt.datetime(2026, 3, 4, 18, tzinfo=dt.UTC)
BERLIN = "Europe/Berlin"
DAYS = [dt.date(2026, 3, day) for day in (4, 5)]
LINES = ["14:10 Plain", "14:12 UTC Zoned", "2026-03-03 14:13 Dated", "2026-03-04 14:14 Shifted", "14:15 Bound"]
CHAT = "Ann — Today at 9:14 AM\nChat\nBo — Today at 9:15 AM\nMore"


def written() -> Review:
    """Rows of every kind, read in UTC and from the fourth."""
    ids = count(10)
    context = Context(now=lambda: NOW, new_id=lambda: next(ids))
    review = Review(header=Header(date=DAYS[0]))
    for line in LINES:
        review = edits.add(review, "events", Event(id=(record := next(ids))))
        review = writing.write(review, f"events:{record}:line", line, 0, context).review
    chat, _ = read_paste(CHAT, Setting(NOW, "UTC", None, DAYS[0]))
    review = edits.add(review, "events", writing.event_of(chat, next(ids)))
    rows = {event.text: event.id for event in review.events}
    review = several.shift(review, [rows["Shifted"]], dt.timedelta(hours=1))
    return edits.bind(review, rows["Bound"], after=rows["Plain"], before=0)


def shown(review: Review) -> dict[str, str]:
    return {event.text: show(event.at, "UTC", date=True) for event in review.events}


@pytest.mark.parametrize(
    ("changed", "said", "moved"),
    [
        ({}, "", {}),
        (
            {"zone": BERLIN},
            "3 rows were read in UTC; z on the timeline reads them in Europe/Berlin.",
            {"Plain": "2026-03-04 13:10", "Dated": "2026-03-03 13:13", "Chat": "2026-03-04 08:14"},
        ),
        (
            {"date": DAYS[1]},
            "2 rows were read from 2026-03-04; z on the timeline reads them from 2026-03-05.",
            {"Plain": "2026-03-05 14:10", "Zoned": "2026-03-05 14:12"},
        ),
        (
            {"zone": BERLIN, "date": DAYS[1]},
            "4 rows were read in UTC and from 2026-03-04; "
            "z on the timeline reads them in Europe/Berlin and from 2026-03-05.",
            {
                "Plain": "2026-03-05 13:10",
                "Zoned": "2026-03-05 14:12",
                "Dated": "2026-03-03 13:13",
                "Chat": "2026-03-04 08:14",
            },
        ),
    ],
)
def test_only_what_was_assumed_is_read_again(changed: dict[str, object], said: str, moved: dict[str, str]) -> None:
    before = written()
    corrected = edits.change_single(before, "header", **changed)
    assert clocks.read_otherwise(corrected) == said
    after = writing.reread_times(corrected, NOW)
    assert shown(after) == shown(before) | moved
    assert not clocks.read_otherwise(after)
    assert writing.reread_times(after, NOW) is after
    back = edits.change_single(after, "header", zone="UTC", date=DAYS[0])
    assert shown(writing.reread_times(back, NOW)) == shown(before)
