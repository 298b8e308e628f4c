"""A file that cannot be opened: what can still be read of it, its newest backup, and one key to go on with either."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import work
from textual.binding import BindingType

from pm_tui.formats.difference import difference
from pm_tui.store import backups, files, salvage
from pm_tui.store.backups import Backup
from pm_tui.store.files import Damaged, Loaded
from pm_tui.store.jsontext import Refused
from pm_tui.store.salvage import Salvaged
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import one_line
from pm_tui.ui.screens.asking import AskingScreen

SHOWN = 12
"""Places that are listed of what could not be read."""


class Found(NamedTuple):
    """What there is to go on with."""

    saved: Salvaged | None = None
    backup: Backup | None = None
    held: Loaded | None = None
    lines: tuple[str, ...] = ()


class RecoveryScreen(AskingScreen):
    """Dismissed with the path of a review that can be opened, as text, or None. The damaged file stays as it is.

    Only when that was asked for ("in place") the recovered review takes its name; the damaged one is kept beside it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("recovery")]
    SCOPE = "recovery"

    def __init__(self, path: Path, problem: Damaged, state: Path | None, now: dt.datetime) -> None:
        super().__init__(f"{one_line(path.name)} cannot be opened")
        self.path = path
        self.problem = problem
        self.state = state
        self.now = now
        self.found: Found | None = None
        self.in_place = False
        self.failed = ""

    def on_mount(self) -> None:
        """Look what there is, off the event loop."""
        self.look()

    @work(thread=True, exit_on_error=False)
    def look(self) -> None:
        """Read the file, and the newest backup that can be read."""
        found = look(self.path, self.state, self.now)
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Found) -> None:
        self.found = found
        self.tell()

    def said(self) -> str:
        """What is wrong, what can be read, which backup there is, and where it would go."""
        lines = [str(self.problem)]
        if self.found is None:
            return "\n".join([*lines, "Looking what can be read of it …"])
        saved, backup, held = self.found.saved, self.found.backup, self.found.held
        if saved and saved.count:
            lost = len(saved.lost)
            places = f"; {lost} place{'s' * (lost != 1)} cannot be read, but what stands there is kept" if lost else ""
            lines.append(f"{saved.count} record{'s' * (saved.count != 1)} can be read{places}.")
        else:
            lines.append("Nothing in it can be read as a part of a review.")
        if backup and held:
            lines.append(f"The newest good backup is of {backup.time.astimezone():%Y-%m-%d %H:%M}, r{held.revision}.")
        else:
            lines.append("There is no backup of it.")
        if self.offers("recover-in-place"):
            target = self.path if self.in_place else salvage.recovered_path(self.path)
            kept = "; the damaged file is kept beside it" if self.in_place else ""
            lines.append(f"The review will go on in {one_line(target.name)}{kept}.")
        return "\n".join([*lines, *filter(None, [self.failed])])

    def more(self) -> str:
        """What could not be read, and what the backup has otherwise."""
        if self.found is None:
            return ""
        saved = self.found.saved
        lost = [str(piece) for piece in saved.lost] if saved else []
        lines = ["Not read:", *lost[:SHOWN]] if lost else []
        lines += [f"… and {len(lost) - SHOWN} more"] if len(lost) > SHOWN else []
        if self.found.lines:
            lines += ["", "From what can be read (-) to the backup (+):", *self.found.lines]
        return "\n".join(lines)

    def offers(self, command: str) -> bool:
        """Only what there is."""
        found = self.found or Found()
        there = {"recover-salvage": bool(found.saved and found.saved.count), "recover-backup": found.held is not None}
        there["recover-in-place"] = any(there.values())
        return there.get(command, True)

    def action_in_place(self) -> None:
        """Give what is recovered the name of the damaged file, or a new one."""
        self.in_place = not self.in_place
        self.tell()

    async def action_choose(self, way: str) -> None:
        """Write the review that was chosen, and leave with its path."""
        found = self.found or Found()
        review = found.held.review if way == "backup" and found.held else found.saved.review if found.saved else None
        if review is None:
            return
        try:
            written = await asyncio.to_thread(salvage.write, self.path, review, in_place=self.in_place)
        except OSError as error:
            self.failed = f"It could not be written: {one_line(error.strerror or str(error))}."
            self.tell()
        else:
            self.dismiss(str(written))


def look(path: Path, state: Path | None, now: dt.datetime) -> Found:
    """What can be read of a file, and its newest backup that can be opened; `state` is the state folder."""
    try:
        saved = salvage.read(path)
    except (Refused, OSError):
        saved = None
    try:
        listed = backups.listed(path, state) if state else ()
    except OSError:
        listed = ()
    for backup in listed:
        try:
            held = files.load(backup.path)
        except files.Unreadable:
            continue
        lines = difference(saved.review, held.review, now) if saved and saved.count else []
        return Found(saved, backup, held, tuple(lines))
    return Found(saved)
