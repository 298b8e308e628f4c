"""What to do when a review cannot be saved: go on under another name, and never leave without having been told."""

from __future__ import annotations

import asyncio
import shlex
from functools import partial
from pathlib import Path

from pm_tui import paths
from pm_tui.session import Copy, Session
from pm_tui.store.saver import SaveState, reason_of
from pm_tui.text import clean
from pm_tui.ui.plain import notify
from pm_tui.ui.screens.card import CardScreen
from pm_tui.ui.screens.entering import EnteringScreen

QUESTION = "where to save it? A file or a folder"


class SavingScreen(EnteringScreen):
    """A review that can go on in another file."""

    told_unsaved = False

    def action_save(self) -> None:
        """Save now; where that has failed, offer another place as well."""
        self.session.save_now()
        if self.session.state.kind == "failed":
            self.action_save_elsewhere()
        elif not self.entry.asks:
            self.say("Saving now; it also happens by itself while you type.")

    def action_save_elsewhere(self) -> None:
        """Ask under which name the review goes on."""
        if self.may_change() and not self.entry.asks:
            self._ask_where(str(Path.home() / self.session.path.name))

    def _ask_where(self, text: str, said: str = "") -> None:
        def foretell(words: str) -> str:
            return f"Enter makes a new file, {paths.absolute(words.strip())}, and the review goes on there."

        self.entry.put(QUESTION, foretell, self._save_at, place="", text=text)
        self.entry.tell(said or foretell(text))

    def _save_at(self, words: str) -> None:
        self.say("Saving …")
        self.run_worker(partial(self._copy, words), thread=True, group="copy", exit_on_error=False)

    def _copy(self, words: str) -> None:
        """Write the copy; in a thread, for this drive may hang as well."""
        try:
            copy = self.session.copied(_meant(words, self.session.path))
        except OSError as error:
            problem = "there is a file of that name" if isinstance(error, FileExistsError) else reason_of(error)
            said = f"Not saved there: {problem}. Choose another place."
            self.call_after_refresh(self._ask_where, words, said)  # the line may be closing yet
        else:
            self.app.call_from_thread(self._go_on_in, copy)

    def _go_on_in(self, copy: Copy) -> None:
        before = self.session.path
        self.session.go_on_in(copy)
        self.show()
        self.say(f"Saved. The review goes on in {self.session.path}; {before.name} is as it was saved last.")

    # --- backups

    async def action_backups(self) -> None:
        """List the backups, and say how one is put back."""
        try:
            found = await asyncio.to_thread(self.session.backups)
        except OSError as error:
            self.say(f"The backups cannot be listed: {reason_of(error)}.")
            return
        lines = [
            f"{number}. {backup.time:%Y-%m-%d %H:%M} UTC{f', r{backup.revision}' if backup.revision else ''}"
            for number, backup in enumerate(found, 1)
        ]
        name = shlex.quote(clean(str(self.session.path)))
        how = f"In a shell, pm-tui backups {name} --restore N shows what would change, and puts one back."
        self.app.push_screen(CardScreen("Backups", [*lines, how] if lines else ["There are none yet."]))

    # --- leaving

    async def may_leave(self) -> bool:
        """Save what is unsaved; when that does not work, say so and stay, once."""
        state = await asyncio.to_thread(self.session.flush)
        saved, told = state.kind == "saved", self.told_unsaved
        self.told_unsaved = not saved
        if not (saved or told):
            reason = state.reason or "it takes too long"
            words = f"Not saved: {reason}. Ctrl+S saves it elsewhere; the same key again leaves without it."
            notify(self.app, words, severity="error", timeout=30)
        return saved or told

    async def action_library(self) -> None:
        """Close this review."""
        if await self.may_leave():
            self.dismiss()


def farewell(session: Session, state: SaveState) -> str:
    """What became of a review that could not be saved in the end."""
    path = clean(str(session.path))
    kept = f"What you had is kept; put it back with: pm-tui backups {shlex.quote(path)} --restore 1"
    lost = "No backup of it could be made either."
    return f"{path} was not saved: {state.reason or 'it took too long'}. {kept if session.rescued else lost}"


def _meant(words: str, now: Path) -> Path:
    """The file that somebody named: a folder means one in it, and reviews end in .json."""
    path = paths.absolute(words.strip())
    if path.is_dir():
        return path / now.name
    return path if path.suffix == ".json" else path.with_name(f"{path.name}.json")
