"""The command line: every command, its options and its help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from pm_tui import __version__
from pm_tui.cli import commands, exporting, filing
from pm_tui.cli.backups import backups
from pm_tui.cli.merging import merge
from pm_tui.cli.recovering import recover
from pm_tui.cli.saying import named

EXIT_CODES = (
    "exit codes: 0 all is well, 1 flags were found (lint), something blocks (check, export) or a file is missing "
    "(pack), 2 something went wrong"
)


Command = Callable[..., argparse.ArgumentParser]
"""Adds a command of that name, with its function, what it is about, and an example."""


class _Parser(argparse.ArgumentParser):
    """Says what was wrong in one line, without what a terminal would act on."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Let what takes any number of words take those behind an option, too: log FILE --park TEXT."""
        parsed, left = super().parse_known_args(args, namespace)
        for action in self._actions:
            takes_one = action.nargs is None and action.option_strings
            if takes_one and getattr(parsed, action.dest, None) in ([], "--"):  # --title=-- until and since Python 3.13
                self.error(f"argument {'/'.join(action.option_strings)}: “--” is no value")
        many = next((action.dest for action in self._actions if action.nargs == "*"), "")
        if not many or any(word.startswith("-") for word in left):
            return parsed, left
        setattr(parsed, many, [*getattr(parsed, many), *left])
        return parsed, []

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"pm-tui: {named(message)}. See: {self.prog} --help\n")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
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
    parser.set_defaults(run=commands.library)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Any, about: str, example: str) -> argparse.ArgumentParser:
        added = subparsers.add_parser(
            name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}.",
            epilog=f"example: {example}\n\n{EXIT_CODES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[shared],
        )
        added.set_defaults(run=run)
        return added

    command("demo", commands.demo, "try a sample review in a temporary library", "pm-tui demo")
    _add_writing(command)
    _add_reading(command)
    _add_keeping(command)
    _add_filing(command)

    shown = command(
        "settings", commands.print_settings, "print paths and settings, and where they come from", "pm-tui settings"
    )
    shown.add_argument("--json", action="store_true", help="as one JSON object")
    return parser


def _add_writing(command: Command) -> None:
    """The commands that begin a review, open it or add to it."""
    new = command("new", commands.new_review_file, "start a review", 'pm-tui new --title "Checkout was down"')
    new.add_argument("file", nargs="?", metavar="FILE", help="the .json file to make (default: one in the library)")
    new.add_argument("--title", default="", help="what broke, as a customer would say it")
    new.add_argument(
        "--because",
        default="",
        metavar="A,B",
        help="why it is reviewed: downtime, escalation, SLA, data, slow, near miss",
    )
    new.add_argument("--no-open", action="store_true", help="make the file and print its name")

    opened = command("open", commands.open_review, "open a review", "pm-tui open checkout.json")
    opened.add_argument("file", metavar="FILE", help="the review")
    opened.add_argument("--read-only", action="store_true", help="look, without changing anything")
    opened.add_argument("--follow", action="store_true", help="show what another pm-tui saves; notes go to its inbox")

    log = command("log", commands.log, "add to a review, open or not", 'pm-tui log checkout.json "14:20 Pager fires"')
    log.add_argument("file", metavar="FILE", help="the review")
    log.add_argument("text", nargs="*", metavar="TEXT", help="what happened, as on the timeline (else lines of stdin)")
    log.add_argument("--at", default="", metavar="TIME", help="when (default: the time TEXT begins with, else now)")
    log.add_argument("--milestone", default="", metavar="NAME", help="what it marks, like detected")
    log.add_argument("--answer", default="", metavar="PROMPT", help="answer a prompt: its number or its words")
    log.add_argument("--park", action="store_true", help="park TEXT as a thought for later")
    log.add_argument("--who", default="", metavar="NAME", help="who acted, or who said it")


def _add_reading(command: Command) -> None:
    """The commands that read a review, or any text, and change nothing."""
    export = command(
        "export", exporting.export, "print a review as a document", "pm-tui export checkout.json > review.md"
    )
    export.add_argument("file", metavar="FILE", help="the review")
    export.add_argument("--to", default="markdown", metavar="FORMAT", help="the format (default: markdown)")
    export.add_argument("--zone", help="show times in this zone (default: the review's)")
    export.add_argument(
        "--no-mentions",
        dest="mentions",
        action="store_false",
        help="let no @name or #12 notify or refer to anybody where the Markdown is posted",
    )
    export.add_argument("--output", metavar="PATH", help="write to this file instead of stdout")
    export.add_argument("--force", action="store_true", help="replace the output if it exists")
    export.add_argument("--strict", action="store_true", help="print nothing if something in it may be confidential")
    export.add_argument("--draft", action="store_true", help="the customer version before everybody agrees on it")

    lint = command("lint", commands.lint, "find blame language in text, Markdown or a review", "pm-tui lint notes.md")
    lint.add_argument("files", nargs="*", metavar="FILE", help="what to check (default, and -: stdin)")
    lint.add_argument("--roster", default="", metavar="A,B", help="names of people to know")
    lint.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help="how to say it")
    lint.add_argument("--tier", choices=("flag", "hint"), default="flag", help="hint: the softer finds too")

    check = command(
        "check", commands.check, "say what keeps a review from being published", "pm-tui check checkout.json"
    )
    check.add_argument("file", metavar="FILE", help="the review")
    check.add_argument("--json", action="store_true", help="as one JSON object")


def _add_filing(command: Command) -> None:
    """The commands that treat a review and what lies beside it as one."""
    for name, run, about in (
        ("copy", filing.copy, "copy a review and its files of evidence"),
        ("move", filing.move, "move or rename a review and its files of evidence"),
    ):
        moved = command(name, run, about, f"pm-tui {name} checkout.json payments.json")
        moved.add_argument("file", metavar="FILE", help="the review")
        moved.add_argument("to", metavar="TO", help="the .json file that it becomes, or a folder")

    deleted = command("delete", filing.delete, "move a review and its files to the trash", "pm-tui delete old.json")
    deleted.add_argument("file", metavar="FILE", help="the review")
    deleted.add_argument("--yes", action="store_true", help="do not ask")

    packed = command(
        "pack", filing.pack, "make one archive of a review and its files of evidence", "pm-tui pack checkout.json"
    )
    packed.add_argument("file", metavar="FILE", help="the review")
    packed.add_argument("--output", metavar="PATH", help="the archive (default: FILE with .zip)")
    packed.add_argument("--force", action="store_true", help="replace the archive if it exists")

    unpacked = command("unpack", filing.unpack, "read an archive that pack has made", "pm-tui unpack checkout.zip")
    unpacked.add_argument("archive", metavar="ARCHIVE", help="the archive")
    unpacked.add_argument("--to", metavar="DIR", help="the folder for it (default: the library)")
    unpacked.add_argument("--force", action="store_true", help="replace a review of that name; it goes to the trash")


def _add_keeping(command: Command) -> None:
    """The commands that look after files: backups, copies, what is damaged."""
    kept = command(
        "backups", backups, "list the backups of a review, or put one back", "pm-tui backups checkout.json --restore 1"
    )
    kept.add_argument("file", metavar="FILE", help="the review; it need not be there any more")
    kept.add_argument("--show", type=int, metavar="N", help="print backup N as Markdown")
    kept.add_argument("--restore", type=int, metavar="N", help="put backup N in its place; what it replaces is kept")
    kept.add_argument("--yes", action="store_true", help="restore without showing what changes and asking")
    kept.add_argument("--json", action="store_true", help="list them as JSON")

    merged = command("merge", merge, "take copies of a review into it", "pm-tui merge checkout.json")
    merged.add_argument("file", metavar="FILE", help="the review")
    merged.add_argument("copies", nargs="*", metavar="COPY", help="what to take in (default: the copies beside it)")

    saved = command("recover", recover, "save what can be read of a damaged review", "pm-tui recover checkout.json")
    saved.add_argument("file", metavar="FILE", help="the damaged file; it is left as it is")
    saved.add_argument("--output", metavar="PATH", help="the new file (default: NAME.recovered.json beside it)")
    saved.add_argument("--json", action="store_true", help="say what was read as one JSON object")
