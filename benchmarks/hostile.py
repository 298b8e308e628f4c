"""Feed the program hostile input and count what goes wrong.

    python -m benchmarks.hostile [--file tests/bad_inputs.json] [--screen 200]

Each line of the list goes to the fields that it names: typed, read from a file that holds it raw, saved, loaded,
exported in every format, given to commands as a title or as the name of a file, to the editor, to the times. Then the
real program is opened in a pseudo-terminal on a review that holds all of them, everything is looked at, up to
`--screen` of them are pasted, and what it writes to the terminal is searched for bytes that are not its own.

The list is a list of `{"name", "field", "value"}`, or such lists by name. A value may be in pieces, [text, times].
`text` is how it is kept, if not as it is; `replaced` how many characters a notice speaks of; `flags` a word that the
blame check flags.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import re
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import msgspec

from benchmarks.hostile_terminal import CONTROLS, on_screen
from pm_tui import cli, editor
from pm_tui.archive.library import new_path
from pm_tui.formats import EXPORTERS, actions_csv, export
from pm_tui.review import flags, writing
from pm_tui.review.model import Action, Event, Header, Review, Why
from pm_tui.review.writing import Context
from pm_tui.store.files import ReviewFile, Unreadable, load
from pm_tui.text import changed_characters, clean, one_line
from tests.formats import documents

LIST = Path(__file__).parent.parent / "tests/bad_inputs.json"
NOW = documents.NOW
PLACES = {
    "timeline.text": "events:1:text",
    "paste into timeline.text": "events:1:text",
    "action.text": "actions:2:title",
    "action.owner": "actions:2:owner",
    "why.text": "whys:3:text",
    "incident.title": "header:title",
    "impact.users": "impact:users",
}
REFUSING = {
    "timeline.time": "events:1:at",
    "incident.date": "header:date",
    "incident.zone": "header:zone",
    "action.due": "actions:2:due",
}
DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)")
REVIEW = Review(
    header=Header(title="Checkout is down", zone="UTC", date=NOW.date()),
    events=(Event(id=1, rank="V", text="Pager fires"),),
    actions=(Action(id=2, rank="V", title="Page earlier"),),
    whys=(Why(id=3, rank="V", text="No alarm"),),
)


class Line(NamedTuple):
    """A line of the list; `values` are all the texts that it names."""

    name: str
    field: str
    values: tuple[Any, ...]
    expected: dict[str, Any]

    def kept(self, value: str) -> str:
        """How a value is kept."""
        return str(self.expected.get("text", clean(value)))


def lines(file: Path = LIST) -> list[Line]:
    """All lines of a list."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    rows = raw if isinstance(raw, list) else [row for rows in raw.values() for row in rows]
    return [Line(row["name"], row["field"].partition(" (")[0], _values(row["value"]), row) for row in rows]


def _values(value: Any) -> tuple[Any, ...]:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return ("".join(text * times for text, times in value),)
    return tuple(value) if isinstance(value, list) else (value,)


def texts(given: Sequence[Line]) -> list[str]:
    """Every text of the list that people write."""
    return [value for line in given if line.field in PLACES for value in line.values if isinstance(value, str)]


# --- what is looked at, each saying what is wrong


def problems(line: Line, *, documents: bool = True) -> list[str]:
    """What goes wrong with a line; without `documents` no export is made of it alone, which takes longest."""
    found = []
    for value in line.values:
        for look in LOOKS.get(line.field, ()):
            if look is exported and not documents:
                continue
            try:
                found += [f"{look.__name__}: {said}" for said in look(line, value)]
            except Exception:
                found.append(f"{look.__name__}: {traceback.format_exc()}")
    return found


def typed(line: Line, value: str) -> list[str]:
    """It is kept as expected at the field that it names, and counted as expected."""
    place = PLACES[line.field]
    written = writing.write(REVIEW, place, clean(value), 0, context())
    kept = writing.value_text(written.review, place)
    return [
        *wrong("kept", kept.strip(), line.kept(value).strip()),
        *wrong("counted", changed_characters(value), line.expected.get("replaced", changed_characters(value))),
        *controls("what is kept", kept),
    ]


def saved(line: Line, value: str) -> list[str]:
    """It comes back from a file the same, raw or clean, with a notice that counts; no control is in the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.json"
        review = everywhere(clean(value))
        ReviewFile.create(path, review)
        again = load(path)
        found = wrong("loaded", again.review, review) + controls("the file", path.read_text(encoding="utf-8"))
        found += wrong("notices", again.notices, ())
        raw = {
            "pm_tui": {"1": {"schema": 1, "revision": 1}},
            "events": {"1": {"text": value, "rank": "V"}},
        }
        path.write_text(json.dumps(raw))
        before = path.read_bytes()
        dirty = load(path)
        found += wrong("cleaned", dirty.review.events[0].text, line.kept(value))
        count = line.expected.get("replaced", changed_characters(value))
        told = [notice for notice in dirty.notices if notice.startswith(f"{count} character")]
        found += wrong("told", len(told), int(count > 0)) + wrong("bytes", path.read_bytes() == before, True)
    return found


def exported(line: Line, value: str) -> list[str]:
    """No format holds a control, more structure than ours, a formula or a broken picture."""
    del line
    documents.check(documents.changed(documents.REVIEW, lambda _: value))
    found = sound_documents(documents.changed(documents.REVIEW, lambda old: f"{old} {value}"))
    for row in csv.reader(io.StringIO(export(everywhere(clean(value)), "csv", now=NOW), newline="")):
        found += wrong("cells", len(row), len(actions_csv.COLUMNS))
        found += [f"formula: {cell!r}" for cell in row if cell.strip().startswith(tuple("=+-@＝＋－＠|%"))]
    return found


def sound_documents(review: Review) -> list[str]:
    """What is wrong with the documents of a review that is `test_documents.REVIEW` with other texts."""
    documents.check(review)
    found = []
    for name in EXPORTERS:
        found += controls(name, export(review, name, now=NOW).replace("\r\n", "\n"))
    tags = {element.tag for element in ET.fromstring(export(documents.REVIEW, "svg", now=NOW)).iter()}
    for element in ET.fromstring(export(review, "svg", now=NOW)).iter():
        found += wrong("SVG", (element.tag in tags, [*map(str, element.attrib)]), (True, known(element)))
    return found


def known(element: ET.Element) -> list[str]:
    """The attributes of an element of the picture that can neither run nor load anything."""
    return [name for name in element.attrib if not re.match(r"on|href|.*}href|xlink|src|style", name)]


def flagged(line: Line, value: str) -> list[str]:
    """The blame check is not misled."""
    word = line.expected.get("flags", "")
    kept = line.kept(value)
    found = " ".join(kept[flag.start : flag.end] for flag in flags.flags(REVIEW, "events:1:text", kept, ()))
    return [] if word in found else [f"“{word}” is not among the flags: {found!r}"]


def as_a_title(line: Line, value: str) -> list[str]:
    """A file that is named by it has a name that every system takes; a second one gets another."""
    del line
    with tempfile.TemporaryDirectory() as folder:
        name = new_path(Path(folder), one_line(clean(value)), None).name
        (Path(folder) / name).touch()
        second = new_path(Path(folder), one_line(clean(value)), None).name
        code, said = command("--library", folder, "new", "--no-open", "--title", value.replace("\x00", ""))
    sound = len(name.encode()) < 200 and not re.search(r'[\x00-\x1f<>:"/\\|?*]|^[-. ]|[. ]$', name)
    return [
        *([] if sound and not DEVICES.match(name) and name.endswith(".json") else [f"name: {name!r}"]),
        *wrong("second", second == name, False),
        *wrong("exit code", code, 0),
        *controls("what is said", said),
    ]


def refused(line: Line, value: str) -> list[str]:
    """It is refused in place: kept as a draft with a sentence that has an example; nothing else changes."""
    written = writing.write(REVIEW, REFUSING[line.field], clean(value), 0, context())
    left = msgspec.structs.replace(written.review, drafts=())
    return [
        *wrong("kept", [draft.text for draft in written.review.drafts], [clean(value)]),
        *wrong("the rest", left, REVIEW),
        *([] if re.search(r"\d|Europe", written.problem.replace(clean(value), "")) else [f"said: {written.problem}"]),
        *controls("what is said", written.problem),
    ]


def edited(line: Line, value: str) -> list[str]:
    """An editor of that name leaves the text, names its variable, and runs no shell."""
    del line
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        before = {*Path(tempfile.gettempdir()).glob("pm-tui-*")}
        done = editor.edit("kept", {"EDITOR": value})
        made = [file.name for file in {*Path(tempfile.gettempdir()).glob("pm-tui-*")} - before]
        made += [file.name for file in Path(folder).iterdir()]
    return [
        *wrong("text", done.text, "kept"),
        *wrong("named", "$EDITOR" in done.problem, True),
        *wrong("left behind", made, []),
        *wrong("pwned", Path("/tmp/pwned").exists(), False),
        *controls("what is said", done.problem),
    ]


def named(line: Line, value: str) -> list[str]:
    """A file of that name is said to be missing, or is made, opened and exported, in plain words."""
    del line
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / value.lstrip("/")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        for arguments in (["export", str(path)], ["new", str(path), "--no-open"], ["export", str(path)]):
            code, said = command(*arguments)
            found += controls("what is said", said) + ([] if code in (0, 2) else [f"exit code {code}"])
    return found


def unreadable(line: Line, value: dict[str, str]) -> list[str]:
    """A file that is no review is left as it is, and the message names it."""
    del line
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.json"
        path.write_bytes(value["bytes"].encode())
        try:
            said = str(load(path).notices)
        except Unreadable as problem:
            said = str(problem)
        left = path.read_bytes() == value["bytes"].encode()
    return [*wrong("unchanged", left, True), *wrong("named", "review.json" in said, True)]


TEXT: tuple[Callable[..., list[str]], ...] = (typed, saved, exported, flagged, as_a_title)
LOOKS: dict[str, tuple[Callable[..., list[str]], ...]] = {
    **dict.fromkeys(PLACES, TEXT),
    **dict.fromkeys(REFUSING, (refused,)),
    "$EDITOR": (edited,),
    "file name": (named,),
    "path of the library": (named,),
    "library file": (unreadable,),
}


def context() -> Context:
    """A clock and ids."""
    numbers = iter(range(100, 10**6))
    return Context(lambda: NOW, lambda: next(numbers))


def everywhere(text: str) -> Review:
    """A review with that text in each field of the list."""
    return msgspec.structs.replace(
        REVIEW,
        header=msgspec.structs.replace(REVIEW.header, title=text),
        events=(Event(id=1, rank="V", text=text),),
        actions=(Action(id=2, rank="V", title=text, owner=text, reason=text),),
        whys=(Why(id=3, rank="V", text=text),),
    )


def command(*arguments: str) -> tuple[int, str]:
    """Run a command here; its exit code and all that it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = cli.main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
    return code, said.getvalue()


def wrong(what: str, found: object, expected: object) -> list[str]:
    return [] if found == expected else [f"{what}: {str(found)[:300]!r} and not {str(expected)[:300]!r}"]


def controls(where: str, text: str) -> list[str]:
    return [f"{where} holds {character!r}" for character in sorted(set(CONTROLS.findall(text)))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=LIST)
    parser.add_argument("--screen", type=int, default=200)
    parsed = parser.parse_args()
    given = lines(parsed.file)
    counted: Counter[str] = Counter()
    for line in given:
        found = problems(line)
        tried = line.field in LOOKS
        counted["tried" if tried else "tried elsewhere"] += 1
        counted["wrong"] += bool(found)
        counted["tracebacks"] += sum("Traceback" in said for said in found)
        for said in found:
            print(f"{line.name}: {said}")
        if not tried:
            print(f"{line.name}: {line.field} is tried elsewhere")
    print(f"{len(given)} lines: {dict(counted)}")
    kept, strange_bytes = on_screen(texts(given), parsed.screen)
    pasted = min(parsed.screen, len(texts(given)))
    print(f"in the terminal: {pasted} pasted, {kept} answers kept, not its own: {dict(strange_bytes)}")


if __name__ == "__main__":
    main()
