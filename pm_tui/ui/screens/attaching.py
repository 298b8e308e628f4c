"""Files of evidence on the screen: asked for in a line at its foot, copied and looked at in threads."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from pm_tui.paths import absolute
from pm_tui.review import attached, edits
from pm_tui.review.attached import Look
from pm_tui.review.completion import Completion
from pm_tui.review.model import UNKNOWN, Evidence, Moment
from pm_tui.session import Copy
from pm_tui.store import attachments
from pm_tui.store.attachments import Attached, Looker, NotAttached
from pm_tui.ui.plain import one_line
from pm_tui.ui.screens.saving import SavingScreen
from pm_tui.ui.widgets.editing_list import PROVED
from pm_tui.ui.widgets.evidence_rows import row_key
from pm_tui.ui.widgets.record_pane import RecordPane

LOOK_SECONDS = 30
"""How often it is looked whether the files are still there."""

PASTED = "pasted.txt"
AS_THE_FILE_SAYS = "as the file says"
SUPPORTED: tuple[edits.Table, ...] = ("events", *PROVED)
"""The tables whose rows evidence can support."""
MEGABYTE = 10**6


class AttachingScreen(SavingScreen):
    """A review whose rows files can be attached to; one that is missing or has changed is said on its row."""

    looking = look_again = False

    def on_mount(self) -> None:
        """Look at the files once all is painted, and now and then."""
        self.looker = Looker()
        self.names: dict[str, tuple[str, ...]] = {}
        self.call_after_refresh(self.look)
        self.set_interval(LOOK_SECONDS, self.look)

    # --- looking

    def look(self) -> None:
        """See whether the files are what was attached; one look at a time, for the drive may hang."""
        files = [piece.file for piece in self.session.review.evidence if piece.file]
        if self.looking:
            self.look_again = True
        elif files:
            self.looking = True
            self.run_worker(partial(self._look_at, files), thread=True, group="looking", exit_on_error=False)

    def _look_at(self, files: list[str]) -> None:
        worker = get_current_worker()
        looks = self.looker.look(attachments.beside(self.session.path), files, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_looks, looks)

    def _show_looks(self, looks: dict[str, Look]) -> None:
        again, self.looking, self.look_again = self.look_again, False, False
        if again:
            self.look()
        if looks == self.looks:
            return
        lost = sum(look.state != "present" and look != self.looks.get(file) for file, look in looks.items())
        self.looks = looks
        for pane in self.panes:
            pane.redraw()
        if lost:
            files, its = ("1 file", "its row says") if lost == 1 else (f"{lost} files", "their rows say")
            self.say_quietly(f"{files} of evidence missing or changed since attached; {its} which.")

    def _go_on_in(self, copy: Copy) -> None:
        """The files of a review that goes on elsewhere follow it there, in a thread: where it was may hang."""
        here = attachments.beside(self.session.path)
        super()._go_on_in(copy)
        there = attachments.beside(self.session.path)
        self.run_worker(partial(self._bring, here, there), thread=True, group="attaching", exit_on_error=False)

    def _bring(self, here: Path, there: Path) -> None:
        with contextlib.suppress(OSError):  # a file that could not follow is missing there, and its row says so
            attachments.bring(here, there)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.look)

    # --- attaching

    @on(RecordPane.AttachWanted)
    def _attach_or_ask(self, event: RecordPane.AttachWanted) -> None:
        event.stop()
        if not self.may_change():
            return
        if event.pasted:
            self._keep(event.pasted, event.about, event.otherwise)
        else:
            self._ask(event.about)

    def _ask(self, about: int) -> None:
        """Ask for a path; a text that is pasted there becomes a file of its own."""
        self.names.clear()
        question = "the path of a file, or drag it here; a pasted text is kept as a file"
        self.entry.put(question, _foretell, lambda words: self._keep(words, about), place="evidence:0:link")
        self.entry.field.completer = self._complete_path

    def _complete_path(self, before: str) -> Completion | None:
        """The end of the name that is being typed, once the folder it is in has been read."""
        folder, slash, typed = before.rpartition("/")
        folder += slash
        if not before.strip() or "\n" in before:
            return None
        if folder not in self.names:
            self.names[folder] = ()
            self.run_worker(partial(self._read_names, folder), thread=True, exit_on_error=False)
        names = (name for name in self.names[folder] if typed or name[0] != ".")
        name = next((name for name in names if name.startswith(typed) and name != typed), "")
        return Completion(len(before) - len(typed), name, name[len(typed) :]) if name else None

    def _read_names(self, folder: str) -> None:
        names = attachments.names_in(absolute(folder or "."))
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._offer, folder, names)

    def _offer(self, folder: str, names: tuple[str, ...]) -> None:
        self.names[folder] = names
        self.entry.field.update_suggestion()

    def _keep(self, words: str, about: int, otherwise: Message | None = None) -> None:
        work = partial(self._copy_in, words, about, otherwise)
        self.run_worker(work, thread=True, group="attaching", exit_on_error=False)
        if otherwise is None:
            self.say("Copying …")

    def _copy_in(self, words: str, about: int, otherwise: Message | None) -> None:
        """Copy what the words name, or keep them. In a thread: a disk, or a network, may take its time."""
        worker = get_current_worker()
        folder = attachments.beside(self.session.path)
        most = self.settings.values.evidence_megabytes * MEGABYTE
        try:
            if "\n" in words.strip() or attached.is_long(words):
                kept = attachments.keep_text(folder, words, PASTED, most)
            elif path := attachments.found(attached.paths_in(words)):
                kept = attachments.keep(folder, path, most, lambda: worker.is_cancelled)
            elif otherwise:
                self.post_message(otherwise)
                return
            else:
                raise NotAttached(f"There is no file {one_line(words)}. Give its path, or drag it onto this window.")
        except NotAttached as problem:
            told = partial(self.say, str(problem))
        else:
            told = partial(self._kept, kept, about)
        if not worker.is_cancelled:
            self.app.call_from_thread(told)

    def _kept(self, kept: Attached, about: int) -> None:
        """The file is beside the review: now the review names it."""
        review = self.session.review
        table = next((name for name in SUPPORTED if any(row.id == about for row in edits.rows(review, name))), "")
        about = about if table else 0  # the row may have been deleted meanwhile
        review, piece = attached.attach(review, _piece(kept, about, self.context.new_id()))
        if review is self.session.review:
            self.say(f"{kept.name} is attached to this row already.")
            return
        self.apply(review, "attach a file", place=f"evidence:{piece.id}")
        self.look()
        pane = self.pane_of(f"{table}:{about}")
        pane.open_details |= {about}
        pane.redraw()
        if not pane.editing:
            pane.listing.select(row_key(piece, about))
        more = f"; it supports {len(piece.supports)} rows now" if piece.also else ". Enter says what it shows"
        self.say(f"Attached {kept.name} ({attached.in_words(kept.size)}){more}.")


def _piece(kept: Attached, about: int, number: int) -> Evidence:
    """The evidence that a file is, taken when the file was last changed, as far as that is known."""
    taken = Moment(kept.changed, kept.changed, None, "exact", doubt=AS_THE_FILE_SAYS) if kept.changed else UNKNOWN
    source = "" if kept.changed else "paste"
    return Evidence(id=number, about=about, file=kept.file, name=kept.name, size=kept.size, source=source, taken=taken)


def _foretell(words: str) -> str:
    """What an answer would do; nothing is read for that."""
    lines = words.strip().count("\n") + 1
    return f"A text of {lines} lines, to be kept as a file." if lines > 1 else "Enter copies it beside the review."
