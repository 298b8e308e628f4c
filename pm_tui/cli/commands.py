"""The commands. Each imports what it needs when it runs, so that checking and exporting never load the screen."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pm_tui.cli.reading import (
    file_of,
    library_folder,
    library_of,
    lines_of_input,
    load,
    look_at,
    read,
    say_notices,
    settings,
)
from pm_tui.cli.saying import CommandFailed, heard, named, say, tell, toml
from pm_tui.text import clean, one_line

if TYPE_CHECKING:
    from pm_tui.flagged import Found
    from pm_tui.settings import Settings, Values


DEMO = "checkout-eu-writes.json"
"""The sample that `pm-tui demo` opens."""

GIVE_WAY = 0.001
"""Seconds after which a thread that saves or reads lets a key go first; Python's own 5 ms are felt while typing."""


def library(parsed: argparse.Namespace) -> int:
    """Open the library."""
    return show(library_folder(parsed))


def demo(parsed: argparse.Namespace) -> int:
    """Open a sample in a library of its own."""
    import shutil
    import tempfile

    from pm_tui import paths

    need_terminal()
    library = Path(tempfile.mkdtemp(prefix="pm-tui-demo-"))
    for sample in paths.samples().glob("*.json"):
        shutil.copyfile(sample, library / sample.name)
    code = show(library, review=library / DEMO, state=library / "state")
    print(f"The demo stays in {library} until you delete it. Open it again: pm-tui --library {library}")
    return code


def new_review_file(parsed: argparse.Namespace) -> int:
    """Make a review and open it."""
    import datetime as dt

    from pm_tui import paths
    from pm_tui.archive.library import new_path, new_review
    from pm_tui.review import due
    from pm_tui.store.files import ReviewFile

    file = None if parsed.file is None else file_of(parsed.file)
    library = library_of(file, parsed) if file else library_folder(parsed)
    title = one_line(heard(parsed.title))
    values = settings(library).values
    because = due.read(heard(parsed.because))
    review = new_review(title, values.zone, dt.datetime.now(dt.UTC), because, values.own_questions)
    if file is None:
        file = new_path(library, title, review.header.date)
    if file.suffix != ".json":
        raise CommandFailed(f"A review is a .json file: try {named(file.with_suffix('.json'))}.")
    if file.exists():
        raise CommandFailed(f"{named(file)} exists already; open it with: pm-tui open {named(parsed.file)}")
    if not parsed.no_open:
        need_terminal()
    if not parsed.file:
        paths.make_private(library)
    ReviewFile.create(file, review)
    if parsed.no_open:
        print(named(file))
        return 0
    return show(library, review=file)


def open_review(parsed: argparse.Namespace) -> int:
    """Open a review, to work at it, to look at it or to follow it."""
    file = file_of(parsed.file)
    need_terminal()
    look_at(file)
    return show(library_of(file, parsed), review=file, read_only=parsed.read_only, following=parsed.follow)


def log(parsed: argparse.Namespace) -> int:
    """Add what happened to the inbox of a review."""
    from pm_tui import log

    file = file_of(parsed.file)
    review = load(file)
    piped = parsed.text in ([], ["-"])
    marked = piped or parsed.milestone or any("!" in text for text in parsed.text)
    wanted = log.Wanted(
        at=clean(parsed.at),
        milestone=clean(parsed.milestone),
        answer=clean(parsed.answer),
        who=one_line(heard(parsed.who)),
        park=parsed.park,
        team=settings(library_of(file, parsed)).values.milestones if marked else (),  # else not worth the reading
    )
    lines = map(heard, lines_of_input() if piped else [" ".join(parsed.text)])
    return max((tell(said, failed=failed) for said, failed in log.log(file, review, lines, wanted)), default=0)


def lint(parsed: argparse.Namespace) -> int:
    """Print the blame language that is found; exit code 1 when there is some."""
    from pm_tui import flagged

    values = settings(library_folder(parsed)).values
    names = [one_line(clean(name)) for name in parsed.roster.split(",")]
    roster = (*values.roster, *filter(None, names))
    seen: list[int] = []

    def finds() -> Iterator[Found]:
        for name in parsed.files or ["-"]:
            try:
                for found in _found(name, roster, values):
                    if parsed.tier == "hint" or found.flag.tier == "flag":
                        seen.append(1)
                        yield found
            except CommandFailed as error:
                seen.append(say(str(error)))

    for line in flagged.REPORTS[parsed.format](finds()):
        print(line)
    return max(seen, default=0)


def check(parsed: argparse.Namespace) -> int:
    """Print what keeps a review from being published; exit code 1 when something blocks."""
    import datetime as dt

    from pm_tui.review import check_report, checks
    from pm_tui.review.coverage_matrix import matrix
    from pm_tui.review.flags import Silenced

    file = file_of(parsed.file)
    review = load(file)
    values = settings(library_of(file, parsed)).values
    silenced = Silenced(values.flags_off, values.words)
    measure = checks.yardstick(review, values.roster, silenced, values.most_actions, values.deadline)
    found, table = checks.findings(review, dt.datetime.now(dt.UTC), measure), matrix(review)
    if parsed.json:
        print(json.dumps(check_report.as_object(named(file), found, table), ensure_ascii=False, indent=2))
    else:
        print(clean("\n".join(check_report.as_text(found, table))))
    return int(any(finding.blocks for finding in found))


def print_settings(parsed: argparse.Namespace) -> int:
    """Print where files are, every setting, and where its value comes from."""
    from pm_tui import paths, settings

    library = library_folder(parsed)
    loaded = settings.load(library, os.environ)
    if parsed.json:
        print(clean(json.dumps(_settings_as_json(library, loaded), ensure_ascii=False, indent=2, default=str)))
        return 0
    print(f"library          {named(library)}")
    print(f"backups          {named(paths.state_folder(os.environ))}")
    for scope, file in settings.files(library, os.environ).items():
        print(f"{scope}'s settings  {named(file)}{'' if file.exists() else '  (not there: the defaults are used)'}")
    for name, key in settings.KEYS.items():
        source = f"{key.scope}'s settings" if name in loaded.sources else "default"
        print(f"\n{name} = {toml(getattr(loaded.values, key.field))}\n    {key.help}  [{source}]")
    say_notices(loaded)
    return 0


def _settings_as_json(library: Path, loaded: Settings) -> dict[str, Any]:
    from pm_tui import paths, settings

    files = settings.files(library, os.environ)
    shipped = {"styles": str(paths.styles()), "samples": str(paths.samples())}
    values = {name: getattr(loaded.values, key.field) for name, key in settings.KEYS.items()}
    own = {"library": str(library), "backups": str(paths.state_folder(os.environ))}
    return {
        "paths": own | {"team": str(files["team"]), "user": str(files["user"])} | shipped,
        "values": {name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()},
        "from": {name: str(loaded.sources.get(name, "default")) for name in values},
        "notices": [str(notice) for notice in loaded.notices],
    }


def _found(name: str, roster: tuple[str, ...], values: Values) -> Iterator[Found]:
    """Yield the flags of one file (`-`: standard input) in reading order."""
    from pm_tui import flagged
    from pm_tui.review.flags import Silenced

    source = read(name)
    silenced = Silenced(values.flags_off, values.words)
    if name.endswith(".json"):
        return flagged.in_review(named(name), source, load(file_of(name)), roster, silenced)
    return flagged.in_text(named(name), source, roster, silenced)


def need_terminal() -> None:
    """The screen reads keys from stdin and paints on stderr; stdout is asked too, for whoever pipes the output."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise CommandFailed(
            "The screen needs a terminal, and input or output goes elsewhere. "
            "In a script, use: pm-tui export FILE, pm-tui lint FILE or pm-tui new FILE --no-open"
        )


def show(
    library: Path,
    *,
    review: Path | None = None,
    read_only: bool = False,
    following: bool = False,
    state: Path | None = None,
) -> int:
    """Open the screen and return its exit code; backups go to `state`, if it is not the user's own."""
    from pm_tui import paths, settings

    need_terminal()
    paths.make_private(library)
    from pm_tui.ui.app import PmTuiApp

    loaded = settings.load(library, os.environ)
    app = PmTuiApp(library, loaded, review=review, read_only=read_only)
    app.backups = state or paths.state_folder(os.environ)
    app.following = following
    if os.environ.get("PM_TUI_DEBUG"):
        app.note_stall = partial(_stall_noted, app.backups / "stalls.txt")
    app.collect_at_rest()
    sys.setswitchinterval(GIVE_WAY)
    app.run()
    if app.fault:
        app.unsaved.append(_fault_noted(app.fault, app.backups))
    return max([say(sentence) for sentence in app.unsaved], default=0) or app.return_code or 0


def _stall_noted(note: Path, stall: str) -> None:
    """Add what held the screen up to a file that can be sent with a report: times and places in the code, no text."""
    import datetime as dt

    with contextlib.suppress(OSError), open(note, "a", opener=partial(os.open, mode=0o600)) as file:
        file.write(f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC, {stall}\n")


def _fault_noted(fault: str, folder: Path) -> str:
    """Keep what a report needs, and say where it is."""
    from pm_tui import paths
    from pm_tui.store.storage import replace

    note = folder / "fault.txt"
    try:
        paths.make_private(folder)
        replace(note, clean(fault).encode(), 0o600)
        kept = f"What went wrong is noted in {named(note)}; look through it before you pass it on"
    except OSError:
        kept = one_line(clean(fault.strip().rpartition("\n")[2]))
    return f"A fault in pm-tui ended it; what you typed was saved first, unless it says otherwise above. {kept}."
