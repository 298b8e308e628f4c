from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm_tui.formats import paste
from pm_tui.review import times
from pm_tui.review.times import Setting

NOW = dt.datetime(2026, 3, 5, 12, 0, tzinfo=dt.UTC)
SETTING = Setting(NOW, "UTC", None, dt.date(2026, 3, 4))
Row = tuple[str, str, str]


def kept(text: str, setting: Setting = SETTING) -> list[Row]:
    """The kept rows of a paste: instant in UTC, author, words."""
    rows = [row for row in paste.read(text, setting).rows if row.keep]
    return [(times.show(row.line.at, "UTC", date=True), row.author, row.line.text) for row in rows]


CHATS: dict[str, tuple[str, list[Row]]] = {
    "Slack, name and time on two lines": (
        "Amara Okafor\n  9:14 AM\nCheckout fails\nin eu-west\n9:15\nI page (edited)\n:eyes:\n2\n"
        "Bob Lee\n  9:17 AM\nLooking\n",
        [
            ("2026-03-04 09:14", "Amara Okafor", "Checkout fails\nin eu-west"),
            ("2026-03-04 09:15", "Amara Okafor", "I page"),
            ("2026-03-04 09:17", "Bob Lee", "Looking"),
        ],
    ),
    "Slack, 24 hours on one line, with dividers": (
        "Tuesday, March 3rd\nAmara Okafor  23:58\nlate\nWednesday, March 4th\nNew\n"
        "Amara Okafor:palm_tree:  00:03\nlater\n2 replies\nBob Lee  00:09\ndone\n",
        [
            ("2026-03-03 23:58", "Amara Okafor", "late"),
            ("2026-03-04 00:03", "Amara Okafor", "later"),
            ("2026-03-04 00:09", "Bob Lee", "done"),
        ],
    ),
    "Slack, times in brackets": (
        "Amara Okafor [9:14 AM]\nCheckout fails\n[9:15]\nmore\nPagerDuty APP [9:16 AM]\nTriggered: errors\n",
        [
            ("2026-03-04 09:14", "Amara Okafor", "Checkout fails"),
            ("2026-03-04 09:15", "Amara Okafor", "more"),
            ("2026-03-04 09:16", "PagerDuty", "Triggered: errors"),
        ],
    ),
    "Slack, a thread with its days": (
        "Thread\nBob Lee\n  Yesterday at 11:50 PM\nroll back?\n2 replies\nCarol van Dam\n"
        "  Today at 12:02 AM\nyes\nbob.lee\n  Mar 5th at 12:04 AM\ndone\n",
        [
            ("2026-03-04 23:50", "Bob Lee", "roll back?"),
            ("2026-03-05 00:02", "Carol van Dam", "yes"),
            ("2026-03-05 00:04", "bob.lee", "done"),
        ],
    ),
    "Slack, noon passes below one author": (
        "Amara Okafor\n  11:58 AM\na\n12:01\nb\n12:04\nc\nBob Lee\n  12:05 PM\nd\n",
        [
            ("2026-03-04 11:58", "Amara Okafor", "a"),
            ("2026-03-04 12:01", "Amara Okafor", "b"),
            ("2026-03-04 12:04", "Amara Okafor", "c"),
            ("2026-03-04 12:05", "Bob Lee", "d"),
        ],
    ),
    "Teams, day first settled by another row": (
        "[13/2/2026 09:14] Amara Okafor\nfirst sign\n[4/3/2026 09:15] Bob Lee\nOn it\n👍 1\n",
        [("2026-02-13 09:14", "Amara Okafor", "first sign"), ("2026-03-04 09:15", "Bob Lee", "On it")],
    ),
    "Teams, month first settled by another row": (
        "[2/13/2026 9:14 AM] Amara Okafor\nfirst sign\n[3/4/2026 9:15 PM] Bob Lee (Guest)\nOn it\n",
        [("2026-02-13 09:14", "Amara Okafor", "first sign"), ("2026-03-04 21:15", "Bob Lee", "On it")],
    ),
    "Teams, name and time on one line": (
        "Amara Okafor  09:14\nCheckout fails\nEdited\nBob Lee  09:17\nOn it\n1 Like reaction.\n"
        "Yesterday\nBob Lee  21:00\nearlier\n",
        [
            ("2026-03-04 09:14", "Amara Okafor", "Checkout fails"),
            ("2026-03-04 09:17", "Bob Lee", "On it"),
            ("2026-03-04 21:00", "Bob Lee", "earlier"),
        ],
    ),
    "Teams, three lines": (
        "Amara Okafor\n \n09:14\nCheckout fails\n\nlike 2\nBob Lee\n \n09:17\nOn it\nCarol van Dam joined the chat.\n",
        [
            ("2026-03-04 09:14", "Amara Okafor", "Checkout fails"),
            ("2026-03-04 09:17", "Bob Lee", "On it"),
        ],
    ),
    "Teams, days in the header": (
        "[Yesterday 11:58 PM] Amara Okafor\nlate\n[Today 12:03 AM] Amara Okafor\nlater\n",
        [("2026-03-04 23:58", "Amara Okafor", "late"), ("2026-03-05 00:03", "Amara Okafor", "later")],
    ),
    "Discord, today and yesterday": (
        "Amara — Yesterday at 11:58 PM\nlate\nstill late\n[11:59 PM]\nmore\nbob — Today at 12:03 AM\nfixed (edited)\n",
        [
            ("2026-03-04 23:58", "Amara", "late\nstill late"),
            ("2026-03-04 23:59", "Amara", "more"),
            ("2026-03-05 00:03", "bob", "fixed"),
        ],
    ),
    "Discord, dates": (
        "Amara — 02/13/2026 9:14 AM\nfirst sign\nCarl-bot APP — 03/04/2026 9:15 AM\nalert\n[9:16 AM]again\n",
        [
            ("2026-02-13 09:14", "Amara", "first sign"),
            ("2026-03-04 09:15", "Carl-bot", "alert"),
            ("2026-03-04 09:16", "Carl-bot", "again"),
        ],
    ),
    "Discord, day first": (
        "Amara — 13/02/2026 09:14\nfirst sign\nbob — 04/03/2026 09:15\nok then\n",
        [("2026-02-13 09:14", "Amara", "first sign"), ("2026-03-04 09:15", "bob", "ok then")],
    ),
    "Discord, three lines": (
        "Amara\n — \nToday at 9:14 AM\nfirst sign\nbob\n — \nToday at 9:15 AM\non it\n",
        [("2026-03-05 09:14", "Amara", "first sign"), ("2026-03-05 09:15", "bob", "on it")],
    ),
    "IRC": (
        "[09:14] <amara> checkout fails\n[09:15] <bob> on it\n",
        [("2026-03-04 09:14", "amara", "checkout fails"), ("2026-03-04 09:15", "bob", "on it")],
    ),
    "a telephone": (
        "13/02/2026, 09:14 - Amara: first\n04/03/2026, 09:15 - Bob Lee: on it\n",
        [("2026-02-13 09:14", "Amara", "first"), ("2026-03-04 09:15", "Bob Lee", "on it")],
    ),
    "weekdays between days": (
        "March 2, 2026\nAmara Okafor  09:14\na\nWednesday\nBob Lee  09:15\nb\n",
        [("2026-03-02 09:14", "Amara Okafor", "a"), ("2026-03-04 09:15", "Bob Lee", "b")],
    ),
}


@pytest.mark.parametrize("name", CHATS)
def test_a_chat_is_read_as_its_client_copies_it(name: str) -> None:
    text, rows = CHATS[name]
    assert kept(text) == rows


FORMS: dict[str, tuple[str, list[str]]] = {
    "ISO log": (
        "2026-03-04T09:14:02.123Z ERROR x\n2026-03-04 09:14:03,5 INFO y\n\tat z\n",
        ["2026-03-04 09:14:02 ERROR x", "2026-03-04 09:14:03 INFO y at z"],
    ),
    "syslog": (
        "Mar  4 09:14:02 host app[1]: x\nMar  4 09:14:03 host app[1]: y",
        ["2026-03-04 09:14:02 host app[1]: x", "2026-03-04 09:14:03 host app[1]: y"],
    ),
    "new syslog": ("<34>1 2026-03-04T09:14:02Z host app - - x", ["2026-03-04 09:14:02 <34>1 host app - - x"]),
    "epochs": (
        "1772615642 a\n1772615643000 b\n[1772615644.5] c",
        ["2026-03-04 09:14:02 a", "2026-03-04 09:14:03 b", "2026-03-04 09:14:04 c"],
    ),
    "Apache": (
        '10.0.0.1 - - [04/Mar/2026:10:14:02 +0100] "GET / HTTP/1.1" 503 12',
        ['2026-03-04 09:14:02 10.0.0.1 - - "GET / HTTP/1.1" 503 12'],
    ),
    "Apache errors": ("[Wed Mar 04 09:14:02.123456 2026] [core:error] x", ["2026-03-04 09:14:02 [core:error] x"]),
    "nginx": ("2026/03/04 09:14:02 [error] 12#12: *1 x", ["2026-03-04 09:14:02 [error] 12#12: *1 x"]),
    "JSON": (
        '{"ts": 1772615642.5, "msg": "a"}\n{"@timestamp":"2026-03-04T09:14:03Z","message":"b"}\n'
        '{"time":1772615644000,"event":"c"}',
        ["2026-03-04 09:14:02 a", "2026-03-04 09:14:03 b", "2026-03-04 09:14:04 c"],
    ),
    "key=value": ('time="2026-03-04T09:14:02Z" level=error msg="x y"', ['2026-03-04 09:14:02 level=error msg="x y"']),
    "Kubernetes": (
        "E0304 09:14:02.797466       1 ssh.go:200] Failed\nweb-1  | 2026-03-04T09:14:03Z starting",
        ["2026-03-04 09:14:02 1 ssh.go:200] Failed", "2026-03-04 09:14:03 web-1  | starting"],
    ),
    "level first": (
        "ERROR 2026-03-04 09:14:02 x\n[INFO] 2026-03-04T09:14:03Z y",
        ["2026-03-04 09:14:02 ERROR x", "2026-03-04 09:14:03 [INFO] y"],
    ),
    "CSV": (
        'Time,Who,Event\n2026-03-04 09:14,Amara,"Checkout, fails\nbadly"\n09:15,Bob,on it, now\n',
        ["2026-03-04 09:14:00 Checkout, fails badly", "2026-03-04 09:15:00 on it, now"],
    ),
    "CSV with semicolons": (
        'date;time;author;message\n2026-03-04;09:14;Amara;say ""x""\n2026-03-04;09:15;Bob;y\n',
        ['2026-03-04 09:14:00 say ""x""', "2026-03-04 09:15:00 y"],
    ),
    "TSV": ('timestamp\tuser\ttext\n1772615642\tAmara\t"a\nb"\n', ["2026-03-04 09:14:02 a b"]),
    "pipes without a rule": (
        "Time | Who | What\n09:14 | Amara | x\n09:20 | Bob | y",
        ["2026-03-04 09:14:00 x", "2026-03-04 09:20:00 y"],
    ),
    "key events": (
        "## Key events\n**Impact started at:** 2026-03-04 09:02 UTC\nDetected: 09:14 UTC\n"
        "- Mitigated at 10:02 UTC\n- Owner: Amara",
        [
            "2026-03-04 09:02:00 Impact started at",
            "2026-03-04 09:14:00 Detected",
            "2026-03-04 10:02:00 Mitigated at",
            "? Owner: Amara",
        ],
    ),
    "a date field": (
        "Date: 3 March 2026\n09:14 x\nResolved: 10:00",
        ["2026-03-03 09:14:00 x", "2026-03-03 10:00:00 Resolved"],
    ),
    "odd clocks": (
        "noon a\n1423Z b\n20260304T1424Z c\n14h25 d\n15:26 Berlin time e",
        [
            "2026-03-04 12:00:00 a",
            "2026-03-04 14:23:00 b",
            "2026-03-04 14:24:00 c",
            "2026-03-04 14:25:00 d",
            "2026-03-04 14:26:00 e",
        ],
    ),
    "a time behind": (
        "Pager fires (09:14)\nDetected     2026-03-04 09:15 UTC\nAt 09:16 UTC, all fails",
        ["2026-03-04 09:14:00 Pager fires", "2026-03-04 09:15:00 Detected", "2026-03-04 09:16:00 all fails"],
    ),
    "CSV with the names of a program": (
        'created_at,user,body\n2026-03-04T09:14:00Z,amara,"x, y"\n',
        ["2026-03-04 09:14:00 x, y"],
    ),
    "numbers with a clock": ("4/3 09:14 a\n13/3 09:15 b", ["2026-03-04 09:14:00 a", "2026-03-13 09:15:00 b"]),
    "a dotted day": ("[13.03.26, 09:14:02] Amara: a", ["2026-03-13 09:14:02 a"]),
}


@pytest.mark.parametrize("name", FORMS)
def test_logs_tables_and_fields(name: str) -> None:
    text, rows = FORMS[name]
    read = [row.line for row in paste.read(text, SETTING).rows]
    shown = [f"{times.show(line.at, 'UTC', date=True, seconds=True)} {line.text}" for line in read]
    assert [" ".join(row.split()) for row in shown] == [" ".join(row.split()) for row in rows]


FORTY: list[Row] = [
    ("2026-03-03 22:58", "Amara Okafor", "Checkout in eu-west answers with 503, anyone deploying?"),
    ("2026-03-03 22:59", "Amara Okafor", "error rate is at 4 %"),
    ("2026-03-03 23:01", "PagerDuty", "Triggered: checkout write errors above 1 %"),
    ("2026-03-03 23:02", "Bob Lee", "Looking"),
    ("2026-03-03 23:06", "Bob Lee", "The config rollout reached eu-west at 22:55 it skips the write path"),
    ("2026-03-03 23:09", "Carol van Dam", "I open the incident as SEV1"),
    ("2026-03-03 23:11", "Amara Okafor", "Customers write to support (12 tickets)"),
    ("2026-03-03 23:14", "Carol van Dam", "Status page is up"),
    ("2026-03-03 23:20", "Bob Lee", "Shall we roll back or fix forward?"),
    ("2026-03-03 23:25", "Carol van Dam", "roll back"),
    ("2026-03-03 23:59", "Dan Wu", "it needs the schema of last week, checking"),
    ("2026-03-04 00:12", "Dan Wu", "the schema is fine"),
    ("2026-03-03 23:31", "Amara Okafor", "error rate is at 12 %"),
    ("2026-03-03 23:32", "Amara Okafor", "only in eu-west"),
    ("2026-03-03 23:36", "Bob Lee", "Rollback started"),
    ("2026-03-03 23:38", "Bob Lee", "it waits for the approval"),
    ("2026-03-03 23:40", "Carol van Dam", "approved"),
    ("2026-03-03 23:44", "Bob Lee", "rollback is at 30 %"),
    ("2026-03-03 23:49", "Bob Lee", "rollback is at 70 %"),
    ("2026-03-03 23:53", "Deploy Bot", "Rollback of config 4411 finished in eu-west"),
    ("2026-03-03 23:55", "Amara Okafor", "error rate falls: 6 %"),
    ("2026-03-03 23:58", "Amara Okafor", "3 %"),
    ("2026-03-04 00:01", "Bob Lee", "0.4 % and steady"),
    ("2026-03-04 00:04", "Bob Lee", "mitigated from my side"),
    ("2026-03-04 00:06", "Carol van Dam", "I tell support"),
    ("2026-03-04 00:10", "Amara Okafor", "queue of failed orders: 812"),
    ("2026-03-04 00:15", "Dan Wu", "I replay them"),
    ("2026-03-04 00:16", "Dan Wu", "dry run first"),
    ("2026-03-04 00:28", "Dan Wu", "dry run is clean"),
    ("2026-03-04 00:30", "Carol van Dam", "go"),
    ("2026-03-04 00:52", "Dan Wu", "all 812 replayed"),
    ("2026-03-04 00:55", "Amara Okafor", "two duplicates, both refunded"),
    ("2026-03-04 00:57", "PagerDuty", "Resolved: checkout write errors above 1 %"),
    ("2026-03-04 01:02", "Bob Lee", "I keep watching for an hour"),
    ("2026-03-04 02:03", "Bob Lee", "quiet"),
    ("2026-03-04 02:05", "Carol van Dam", "resolved, thank you all. Review on Thursday"),
    ("2026-03-04 02:06", "Amara Okafor", "good night"),
]


@pytest.mark.parametrize("name", ["slack_copy.txt", "slack_copy_24h.txt"])
def test_forty_messages_with_a_thread_an_edit_and_midnight(name: str) -> None:
    text = Path(__file__).with_name(name).read_text("utf-8")
    assert [(at, who, " ".join(words.split())) for at, who, words in kept(text)] == FORTY
    assert sum(bool(row.line.at.text) for row in paste.read(text, SETTING).rows) == 40


def test_what_a_chat_leaves_open_is_unknown() -> None:
    text = "Amara  11:58 PM\na\nWednesday, March 4th\n12:03\nb\nBob Lee  2 days ago\nc\n"
    rows = paste.read(text, SETTING).rows
    assert [(row.line.at.known, row.line.at.text, row.author) for row in rows[1:]] == [
        (False, "12:03", "Amara"),
        (False, "2 days ago", "Bob Lee"),
    ]


def test_a_zone_over_a_chat_counts_for_it() -> None:
    text = "All times in CET\nAmara  09:14\nx\nBob  09:15\ny\n"
    assert kept(text) == [("2026-03-04 08:14", "Amara", "x"), ("2026-03-04 08:15", "Bob", "y")]


@pytest.mark.parametrize(
    "text", [":a: " * 300 + "x", "👀" * 500 + "x", "x" + " " * 20000 + "y", "(" * 5000, "_" * 5000, "1/2/" * 2000]
)
def test_hostile_lines_are_read_at_once(text: str) -> None:
    read = paste.read(f"Amara  09:14\nx\n{text}\nBob  09:15\ny", SETTING)
    assert len([row for row in read.rows if row.line.at.known]) == 2


def test_bystanders_of_a_chat_are_proposed_for_dropping() -> None:
    text = "Amara  9:14 AM\nx\n:eyes: 2\n2 replies\nBob  9:15 AM\njoined #inc-42.\nCarol  9:16 AM\n:tada:\n"
    dropped = [row.line.text for row in paste.read(text, SETTING).rows if not row.keep]
    assert dropped == [":eyes: 2 2 replies", "joined #inc-42.", ":tada:"]


@pytest.mark.parametrize(
    "text",
    [
        "[4/5/2026 09:14] Amara Okafor\nx\n[5/6/2026 09:15] Bob Lee\ny",
        "[13/5/2026 09:14] Amara Okafor\nx\n[5/13/2026 09:15] Bob Lee\ny\n[4/5/2026 09:16] Bob Lee\nz",
        "[4/5/2026 09:14] Amara Okafor\nx\nBob Lee  09:15\ny",
    ],
)
def test_a_day_that_could_be_two_is_none(text: str) -> None:
    for row in paste.read(text, SETTING).rows:
        assert not row.line.at.known or "13" in row.line.at.text
        assert row.line.at.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[4/3/2026 23:58] Amara Okafor\nx\n[5/3/2026 00:03] Bob Lee\ny", "swapped"),
        ("Tuesday, March 4th\nAmara Okafor  09:14\nx", "Wednesday"),
        ("Amara  23:50\na\nBob  00:10\nb\nAmara  23:55\nx", "day before"),
        ("Amara  23:50\na\nBob  00:10\nb\nMonday\nAmara  23:55\nx", "Monday"),
        ("14:20 Gotham time x", "Gotham time"),
        ("14:20 (Berlin) x", "Berlin"),
    ],
)
def test_a_guess_is_marked(text: str, says: str) -> None:
    assert says in paste.read(text, SETTING).rows[-1].line.at.doubt


@pytest.mark.parametrize(
    "text",
    [
        "When Bob deployed, nothing happened\nThen, all broke",
        "123456789012345 is no time",
        "9999999999 users",
        "1772615642% up",
        "Version 1.2.3 | 4",
    ],
)
def test_words_that_only_look_like_a_form(text: str) -> None:
    assert not any(row.line.at.text for row in paste.read(text, SETTING).rows)


WORDS = re.compile(r"\w+")
LINES = st.sampled_from(
    [line for text, _ in (*CHATS.values(), *FORMS.values()) for line in text.split("\n")]
    + ["", "---", "| Time | Event |", "|---|---|", "| 09:14 | p |", "```", "## Repair", "All times in CET", "    deep"]
)


@given(st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=60))
def test_every_line_is_in_one_row_or_said_to_be_skipped(text: str) -> None:
    read = paste.read(text, SETTING)
    lines = text.splitlines()
    told = [*read.skipped, *(paste.Skipped(n, lines[n]) for row in read.rows for n in row.numbers)]
    assert sorted(line.number for line in told if WORDS.search(line.text)) == [
        number for number, line in enumerate(lines) if WORDS.search(line)
    ]
    assert all(row.source == "\n".join(lines[number] for number in row.numbers) for row in read.rows)


@given(st.lists(LINES, max_size=14).map("\n".join), st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=6))
def test_no_word_is_lost_whatever_is_dropped_and_joined(text: str, steps: list[tuple[bool, int]]) -> None:
    read = paste.read(text, SETTING)
    for join, index in steps:
        if index < len(read.rows):
            read = paste.join_up(read, index) if join else paste.toggle(read, index)
    lines = [row.line for row in read.rows if row.keep]
    told = [f"{line.at.text} {line.end.text if line.end else ''} {line.text} {' '.join(line.actors)}" for line in lines]
    assert set(WORDS.findall(text)) <= set(WORDS.findall(" ".join([*told, paste.dropped_source(read)])))


def test_times_under_a_day_whose_year_nobody_can_tell_are_not_taken_for_today() -> None:
    later = times.Setting(dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC), "UTC")
    told, untold = (
        paste.read("Tuesday, March 3\n09:14 a\n09:15 b", later),
        paste.read("March 3\n09:14 a\n09:15 b", later),
    )
    assert [times.show(row.line.at, "UTC", date=True) for row in told.rows] == ["2026-03-03 09:14", "2026-03-03 09:15"]
    assert [(row.line.at.known, row.line.at.text) for row in untold.rows] == [(False, "09:14"), (False, "09:15")]
