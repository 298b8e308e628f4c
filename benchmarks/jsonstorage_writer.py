"""A bare editor that saves with TinyDB as it comes, for `kill.py` to compare with.

    python benchmarks/jsonstorage_writer.py FILE

What is typed is kept in one table, which is emptied and filled again at each save, as TinyDB's interface has it. It
saves half a second after the last key and on Ctrl+S. PM_TUI_TEST_SLOW_SAVE slows its fsync as it slows ours.
"""

from __future__ import annotations

import os
import select
import sys
import time
import tty
from typing import Any

import tinydb.storages
from tinydb import TinyDB

PAUSE = 0.5


def main() -> None:
    tty.setraw(sys.stdin)
    _slow_down(float(os.environ.get("PM_TUI_TEST_SLOW_SAVE", "0")))
    database = TinyDB(sys.argv[1])
    table = database.table("review")
    text, revision, unsaved = "", 0, True
    while True:
        _show("Unsaved" if unsaved else f"Saved r{revision}", text)
        ready, _, _ = select.select([sys.stdin], [], [], PAUSE if unsaved else None)
        keys = os.read(sys.stdin.fileno(), 1024).decode() if ready else ""
        text += keys.replace("\x13", "")
        unsaved = unsaved or bool(keys)
        if unsaved and (not ready or "\x13" in keys):
            _show("Saving", text)
            table.truncate()
            table.insert({"text": text, "revision": revision + 1})
            revision, unsaved = revision + 1, False


def _slow_down(seconds: float) -> None:
    """Let TinyDB's fsync take that much longer."""
    fsync: Any = os.fsync

    def slow(handle: int) -> None:
        time.sleep(seconds)
        fsync(handle)

    tinydb.storages.os.fsync = slow


def _show(state: str, text: str) -> None:
    os.write(sys.stdout.fileno(), f"\x1b[2J\x1b[H{state}\r\n{text}".encode())


if __name__ == "__main__":
    main()
