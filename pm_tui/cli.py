"""The commands. Each imports what it needs when it runs, so that checking and exporting never load the screen."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pm_tui import __version__
from pm_tui.text import clean, one_line

if TYPE_CHECKING:
    from pm_tui.flagged import Found
    from pm_tui.review.model import Review
    from pm_tui.settings import Settings, Values

EXIT_CODES = "exit codes: 0 all is well, 1 flags were found (lint), 2 something went wrong"
DEMO = "checkout-eu-writes.json"
"""The sample that `pm-tui demo` opens."""


class CommandFailed(Exception):
    """A command cannot go on; the message is one sentence for the person who typed it: what, where, what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `EXIT_CODES`). Never lets an expected error out as a traceback."""
    _write_any_character()
    parsed = _parser().parse_args(arguments, argparse.Namespace(library=None))
    try:
        code: int = parsed.run(parsed)
        if sys.stdout:  # a shell can close it: >&-
            sys.stdout.flush()
    except CommandFailed as error:
        return _say(str(error))
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except KeyboardInterrupt:
        return 128 + 2
    except OSError as error:
        return _say(f"{_named(error.filename)} cannot be used: {error.strerror}." if error.filename else str(error))
    return code


# --- the commands ---------------------------------------------------------------------------------------------------


def _library(parsed: argparse.Namespace) -> int:
    return _show(_library_folder(parsed))


def _demo(parsed: argparse.Namespace) -> int:
    import shutil
    import tempfile

    from pm_tui import paths

    _need_terminal()
    library = Path(tempfile.mkdtemp(prefix="pm-tui-demo-"))
    for sample in paths.samples().glob("*.json"):
        shutil.copyfile(sample, library / sample.name)
    code = _show(library, review=library / DEMO)
    print(f"The demo stays in {library} until you delete it. Open it again: pm-tui --library {library}")
    return code


def _new(parsed: argparse.Namespace) -> int:
    import datetime as dt

    from pm_tui import paths
    from pm_tui.archive.library import new_path, new_review
    from pm_tui.store.files import ReviewFile

    library = _library_of(_file(parsed.file), parsed) if parsed.file else _library_folder(parsed)
    title = one_line(clean(parsed.title))
    review = new_review(title, _settings(library).values.zone, dt.datetime.now(dt.UTC))
    file = _file(parsed.file) if parsed.file else new_path(library, title, review.header.date)
    if file.suffix != ".json":
        raise CommandFailed(f"A review is a .json file: try {_named(file.with_suffix('.json'))}.")
    if file.exists():
        raise CommandFailed(f"{_named(file)} exists already; open it with: pm-tui open {_named(parsed.file)}")
    if not parsed.no_open:
        _need_terminal()
    if not parsed.file:
        paths.make_private(library)
    ReviewFile.create(file, review)
    if parsed.no_open:
        print(_named(file))
        return 0
    return _show(library, review=file)


def _open(parsed: argparse.Namespace) -> int:
    file = _file(parsed.file)
    _need_terminal()
    _load(file)
    return _show(_library_of(file, parsed), review=file, read_only=parsed.read_only)


def _export(parsed: argparse.Namespace) -> int:
    import datetime as dt

    from pm_tui import formats
    from pm_tui.review import zones

    if parsed.to not in formats.EXPORTERS:
        raise CommandFailed(f"There is no format {_named(parsed.to)}; known: {', '.join(formats.EXPORTERS)}.")
    if parsed.zone is not None and not zones.find(parsed.zone):
        raise CommandFailed(f"There is no time zone {_named(parsed.zone)}; write it like Europe/Berlin or UTC.")
    file = _file(parsed.file)
    document = formats.export(_load(file), parsed.to, zone=parsed.zone or "", now=dt.datetime.now(dt.UTC))
    if parsed.output:
        _write_document(document, _file(parsed.output), review=file, force=parsed.force)
    else:
        print(document, end="")
    return 0


def _lint(parsed: argparse.Namespace) -> int:
    from pm_tui import flagged

    values = _settings(_library_folder(parsed)).values
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
                seen.append(_say(str(error)))

    for line in flagged.REPORTS[parsed.format](finds()):
        print(line)
    return max(seen, default=0)


def _print_settings(parsed: argparse.Namespace) -> int:
    from pm_tui import settings

    library = _library_folder(parsed)
    loaded = settings.load(library, os.environ)
    if parsed.json:
        print(clean(json.dumps(_settings_as_json(library, loaded), ensure_ascii=False, indent=2)))
        return 0
    print(f"library          {_named(library)}")
    for scope, file in settings.files(library, os.environ).items():
        print(f"{scope}'s settings  {_named(file)}{'' if file.exists() else '  (not there: the defaults are used)'}")
    for name, key in settings.KEYS.items():
        source = f"{key.scope}'s settings" if name in loaded.sources else "default"
        print(f"\n{name} = {_toml(getattr(loaded.values, key.field))}\n    {key.help}  [{source}]")
    _say_notices(loaded)
    return 0


def _settings_as_json(library: Path, loaded: Settings) -> dict[str, Any]:
    from pm_tui import paths, settings

    files = settings.files(library, os.environ)
    shipped = {"styles": str(paths.styles()), "samples": str(paths.samples())}
    values = {name: getattr(loaded.values, key.field) for name, key in settings.KEYS.items()}
    return {
        "paths": {"library": str(library), "team": str(files["team"]), "user": str(files["user"])} | shipped,
        "values": {name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()},
        "from": {name: str(loaded.sources.get(name, "default")) for name in values},
        "notices": [str(notice) for notice in loaded.notices],
    }


# --- what the commands share ----------------------------------------------------------------------------------------


def _show(library: Path, *, review: Path | None = None, read_only: bool = False) -> int:
    """Open the screen and return its exit code."""
    from pm_tui import paths, settings

    _need_terminal()
    paths.make_private(library)
    from pm_tui.ui.app import PmTuiApp

    app = PmTuiApp(library, settings.load(library, os.environ), review=review, read_only=read_only)
    app.collect_at_rest()
    app.run()
    return app.return_code or 0


def _need_terminal() -> None:
    """The screen reads keys from stdin and paints on stderr; stdout is asked too, for whoever pipes the output."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise CommandFailed(
            "The screen needs a terminal, and input or output goes elsewhere. "
            "In a script, use: pm-tui export FILE, pm-tui lint FILE or pm-tui new FILE --no-open"
        )


def _library_folder(parsed: argparse.Namespace) -> Path:
    from pm_tui import paths

    return paths.library_folder(parsed.library, os.environ)


def _library_of(file: Path, parsed: argparse.Namespace) -> Path:
    """The library of a review that was named: the folder it lies in, unless --library says otherwise."""
    return _library_folder(parsed) if parsed.library else file.parent


def _settings(library: Path) -> Settings:
    from pm_tui import settings

    loaded = settings.load(library, os.environ)
    _say_notices(loaded)
    return loaded


def _say_notices(loaded: Settings) -> None:
    for notice in loaded.notices:
        _say(str(notice))


def _load(file: Path) -> Review:
    from pm_tui.store import files

    try:
        return files.load(file).review
    except files.Unreadable as error:
        raise CommandFailed(str(error)) from None


def _file(named: str) -> Path:
    from pm_tui import paths

    return paths.absolute(named)


def _named(name: object) -> str:
    """A name from outside as it may be printed."""
    return one_line(clean(str(name)))


def _write_document(document: str, file: Path, *, review: Path, force: bool) -> None:
    """Write an export for its owner only (0600); what is there is replaced only if `force` says so."""
    if file.exists() and file.samefile(review):
        raise CommandFailed(f"{_named(file)} is the review itself; give the export another name.")
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if force else os.O_EXCL), 0o600)
    except FileExistsError:
        raise CommandFailed(f"{_named(file)} exists already; --force replaces it.") from None
    with os.fdopen(opened, "w", encoding="utf-8", newline="\n") as target:
        target.write(document)


def _toml(value: Any) -> str:
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    pairs = (f"{json.dumps(command)} = {json.dumps(keys, ensure_ascii=False)}" for command, keys in value.items())
    return "{" + ", ".join(pairs) + "}"


def _say(sentence: str) -> int:
    """Print a sentence on stderr and return the exit code of an error."""
    print(f"pm-tui: {sentence}", file=sys.stderr)
    return 2


def _write_any_character() -> None:
    """Pipes and files get UTF-8 whatever the locale says; a terminal that lacks a character shows its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _found(name: str, roster: tuple[str, ...], values: Values) -> Iterator[Found]:
    """Yield the flags of one file (`-`: standard input) in reading order."""
    from pm_tui import flagged
    from pm_tui.review.flags import Silenced

    source = _read(name)
    silenced = Silenced(values.flags_off, values.words)
    if name.endswith(".json"):
        return flagged.in_review(_named(name), source, _load(_file(name)), roster, silenced)
    return flagged.in_text(_named(name), source, roster, silenced)


def _read(name: str) -> str:
    if name == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise CommandFailed("There is nothing to check: name a file, or pipe a text in.")
        raw = sys.stdin.buffer.read()
    else:
        try:
            raw = Path(name).read_bytes()
        except OSError as error:
            raise CommandFailed(f"{_named(name)} cannot be read: {error.strerror}.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{_named(name)} is not UTF-8 (byte {error.start + 1}); convert it first.") from None


# --- the command line -----------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what was wrong in one line, without what a terminal would act on."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"pm-tui: {_named(message)}. See: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--library", metavar="DIR", help="folder of reviews (else PM_TUI_LIBRARY, else your own)")
    parser = _Parser(
        prog="pm-tui",
        description="Walk a team through the review meeting after an incident. Without a command: your library.",
        epilog=f"example: pm-tui demo\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"pm-tui {__version__}")
    parser.set_defaults(run=_library)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Any, about: str, example: str) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}.",
            epilog=f"example: {example}\n\n{EXIT_CODES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[shared],
        )
        added.set_defaults(run=run)
        return added

    command("demo", _demo, "try a sample review in a temporary library", "pm-tui demo")

    new = command("new", _new, "start a review", 'pm-tui new --title "Checkout was down"')
    new.add_argument("file", nargs="?", metavar="FILE", help="the .json file to make (default: one in the library)")
    new.add_argument("--title", default="", help="what broke, as a customer would say it")
    new.add_argument("--no-open", action="store_true", help="make the file and print its name")

    opened = command("open", _open, "open a review", "pm-tui open checkout.json")
    opened.add_argument("file", metavar="FILE", help="the review")
    opened.add_argument("--read-only", action="store_true", help="look, without changing anything")

    export = command("export", _export, "print a review as a document", "pm-tui export checkout.json > review.md")
    export.add_argument("file", metavar="FILE", help="the review")
    export.add_argument("--to", default="markdown", metavar="FORMAT", help="the format (default: markdown)")
    export.add_argument("--zone", help="show times in this zone (default: the review's)")
    export.add_argument("--output", metavar="PATH", help="write to this file instead of stdout")
    export.add_argument("--force", action="store_true", help="replace the output if it exists")

    lint = command("lint", _lint, "find blame language in text, Markdown or a review", "pm-tui lint notes.md")
    lint.add_argument("files", nargs="*", metavar="FILE", help="what to check (default, and -: stdin)")
    lint.add_argument("--roster", default="", metavar="A,B", help="names of people to know")
    lint.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help="how to say it")
    lint.add_argument("--tier", choices=("flag", "hint"), default="flag", help="hint: the softer finds too")

    shown = command(
        "settings", _print_settings, "print paths and settings, and where they come from", "pm-tui settings"
    )
    shown.add_argument("--json", action="store_true", help="as one JSON object")
    return parser
