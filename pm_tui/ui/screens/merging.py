"""Copies of the review that lie beside it are taken in: one edit, which undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pm_tui.archive.moving import TRASH, remove
from pm_tui.review.merging import merge
from pm_tui.review.model import Review
from pm_tui.store import attachments, copies, files
from pm_tui.store.files import Unreadable
from pm_tui.ui.plain import one_line
from pm_tui.ui.screens.editing import EditingScreen


class MergingScreen(EditingScreen):
    """A review into which its copies can be merged."""

    def action_merge(self) -> None:
        """Look for copies, and take in what they have."""
        if self.may_change():
            look = self._find_original if self.session.state.conflict else self._find_copies
            self.say("Looking for copies …")
            self.run_worker(look, thread=True, group="merge", exit_on_error=False)

    def _find_original(self) -> None:
        """After a conflict this is the copy: read the review itself, in a thread."""
        session = self.session
        session.flush()
        path = session.path.with_name(copies.original(session.path.name))
        try:
            loaded = files.load(path)
            base = copies.read(session.path, path, loaded.revision, session.state_folder).base
        except (Unreadable, OSError) as problem:
            self.app.call_from_thread(self.say, str(problem))
        else:
            self.app.call_from_thread(self._rejoin, path, loaded, base)

    def _rejoin(self, path: Path, loaded: files.Loaded, base: Review | None) -> None:
        """Take in what the review itself has, and go on in it."""
        merged, copy = merge(self.session.review, loaded.review, base), self.session.path
        self.session.rejoin(path, loaded, merged.review, "merge copies")
        self.catch_up()
        self.say(f"{one_line(path.name)}: {merged}. The review goes on in it; the copy goes to {TRASH}.")
        self.run_worker(partial(self._put_away, [copy]), thread=True, group="merge", exit_on_error=False)

    def _find_copies(self) -> None:
        """Read them, in a thread."""
        session = self.session
        path, review = session.path, session.review
        found: list[copies.Copy] = []
        problems: list[str] = []
        for copy in copies.beside(path, review):
            try:
                found.append(copies.read(copy, path, session.state.revision, session.state_folder))
                attachments.bring(attachments.beside(copy), attachments.beside(path))
            except (Unreadable, OSError) as problem:
                problems.append(str(problem))
        self.app.call_from_thread(self._merge, found, problems)

    def _merge(self, found: Sequence[copies.Copy], problems: Sequence[str]) -> None:
        review = self.session.review
        told: list[str] = []
        for copy in found:
            merged = copies.take(review, copy)
            review = merged.review
            told.append(f"{one_line(copy.path.name)}: {merged}.")
        if review is not self.session.review:
            self.apply(review, "merge copies")
            self.catch_up()
        if found:
            where = f"The copies go to {TRASH} when this is saved; Ctrl+Z takes the merge back."
            self.say(" ".join([*told, *problems, where]))
            paths = [copy.path for copy in found]
            self.run_worker(partial(self._put_away, paths), thread=True, group="merge", exit_on_error=False)
        else:
            self.say(" ".join(problems) or "There is no copy of this review beside it.")

    def _put_away(self, merged: Sequence[Path]) -> None:
        """Move copies that were merged to the trash once what they held is in the file; in a thread."""
        state = self.session.flush()
        if state.kind == "saved" and not state.conflict:
            for path in merged:
                remove(path)
