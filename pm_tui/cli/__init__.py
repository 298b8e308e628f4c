"""The command line of pm-tui."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from pm_tui.cli.parser import make_parser
from pm_tui.cli.saying import CommandFailed, named, say, write_any_character

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `EXIT_CODES`). Never lets an expected error out as a traceback."""
    write_any_character()
    parsed = make_parser().parse_args(arguments, argparse.Namespace(library=None))
    try:
        code: int = parsed.run(parsed)
        if sys.stdout:  # a shell can close it: >&-
            sys.stdout.flush()
    except CommandFailed as error:
        return say(str(error))
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except KeyboardInterrupt:
        return 128 + 2
    except OSError as error:
        return say(f"{named(error.filename)} cannot be used: {error.strerror}." if error.filename else str(error))
    return code
