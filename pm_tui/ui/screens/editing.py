"""A review on the screen as something that changes: edits arrive here, and undo starts here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from textual import on
from textual.message import Message
from textual.messages import Update
from textual.worker import get_current_worker

from pm_tui.archive.known import Known, known
from pm_tui.blame import model
from pm_tui.review import clocks, deadline, edits, exposed, fields, flags, life, writing
from pm_tui.review.attached import Look
from pm_tui.review.blank import is_blank
from pm_tui.review.completion import Completion, complete
from pm_tui.review.history import Step
from pm_tui.review.model import TABLES, Review, roster
from pm_tui.review.writing import Context
from pm_tui.session import Session
from pm_tui.settings import Settings
from pm_tui.store.saver import SaveState
from pm_tui.ui.screens.panes import PaneScreen
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.header_line import HeaderLine, save_words
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.question_line import QuestionLine
from pm_tui.ui.widgets.record_pane import RecordPane, Said
from pm_tui.ui.widgets.said_keys import in_your_keys
from pm_tui.ui.widgets.underlined import Underlined


class EditingScreen(PaneScreen):
    """The panes over a session, which owns the value; the screen's `review` mirrors it."""

    class SaveStateChanged(Message):
        """The saver has news; sent from its thread."""

    def __init__(self, session: Session, settings: Settings, context: Context) -> None:
        hints = {"header:severity": ", ".join(settings.values.severities)}
        team = settings.values
        desk = Desk(
            context,
            self._flags,
            self._write,
            self._complete,
            hints,
            team.zone,
            lambda: self.presenting,
            team.due,
            team.most_actions,
            lambda: self.looks,
            team.keymap,
        )
        super().__init__(desk)
        self.session = session
        self.settings = settings
        self.context = context
        self.conflict = ""
        self.looks: dict[str, Look] = {}
        self.warning = ""
        self.presenting = settings.values.presenting
        self.advised = False
        self.elsewhere = Known()
        self.people = (*roster(session.review), *settings.values.roster)
        session.on_state = self._hear_of_save
        self.set_reactive(PaneScreen.review, session.review)

    def on_mount(self) -> None:
        """Keep the clock going; read what takes a moment, the model and other reviews' names, after the first paint."""
        self.set_interval(60, self._show_state)
        for read in (self._be_advised, self._look_around):
            self.call_after_refresh(partial(self.run_worker, read, thread=True, exit_on_error=False))

    def _be_advised(self) -> None:
        model.load()
        self.advised = True
        self.app.call_from_thread(self.repaint_flags)

    def _look_around(self) -> None:
        """Learn the names and tags of the library."""
        path, worker = self.session.path, get_current_worker()
        self.elsewhere = known(path.parent, but=path, stop=lambda: worker.is_cancelled)

    def _flags(self, place: str, text: str) -> tuple[Underlined, ...]:
        """Words that blame, where prose is, and what is confidential, wherever it stands."""
        found: list[Underlined] = [*exposed.finds(self.session.review, text)]
        if not fields.is_prose(place):
            return tuple(found)
        values = self.settings.values
        hints = () if values.hints and not self.presenting else (flags.HINTS,)
        silenced = flags.Silenced((*values.flags_off, *hints), values.words, model=not self.advised)
        found += flags.flags(self.session.review, place, text, self.people, silenced)
        return tuple(sorted(found, key=lambda flag: flag.start))

    def _write(self, place: str, text: str, cursor: int) -> str:
        """What is typed at a place goes into the review with the key that completes it."""
        written = writing.write(self.session.review, place, text, cursor, self.context)
        self.apply(written.review, "typing", place=place, typing=place)
        return written.problem or writing.understood(self.session.review, place)

    def _complete(self, place: str, before: str) -> Completion | None:
        people = (*self.people, *self.elsewhere.people)
        return complete(self.session.review, place, before, people, self.elsewhere.tags)

    def may_change(self) -> bool:
        """Whether this review may be changed; it is said when it may not."""
        if self.session.read_only:
            self.say("This review is open to read only.")
        return not self.session.read_only

    def say(self, text: str) -> None:
        """Say a sentence in the coach's line, with the user's keys; it goes with the next key."""
        super().say(in_your_keys(text, self.settings.values.keymap))

    def apply(self, review: Review, label: str, *, place: str = "", typing: str = "") -> None:
        """Take a new value as one step; see `Session.apply`."""
        if not self.may_change():
            return
        self.session.apply(review, label, place=place, typing=typing)
        self.query_one(CoachLine).hush()
        self.show()

    def show(self) -> None:
        """Let the panes and the header show the session's value; the one place where `review` is set."""
        before, self.review = self.review, self.session.review
        people = (*roster(self.review), *self.settings.values.roster)
        changed = before.kept is not self.review.kept or before.accepted is not self.review.accepted
        silenced = changed or before.header.flags_off != self.review.header.flags_off
        if silenced or people != self.people:
            self.people = people
            self.repaint_flags()
        if pane := self.focused_pane():
            self.post_message(Update(pane.listing))  # ahead of its own request: the rows are in the first frame
        self._show_state()

    def catch_up(self) -> None:
        """Show the session's value, also where somebody is typing: it came from elsewhere."""
        self.show()
        for pane in self.panes:
            pane.resync()
        self.prompt.resync()

    def repaint_flags(self) -> None:
        """Draw the flags again, wherever there are some, after what is flagged has changed."""
        for pane in self.panes:
            pane.listing.repaint_flags()
        for field in self.query(ProseField):
            field.forget_flags()

    @property
    def footer_words(self) -> dict[str, str]:
        """What commands are called in the state that the review is in."""
        return {"save": "Save elsewhere"} if self.session.state.kind == "failed" else {}

    def _show_state(self) -> None:
        header = self.query_one(HeaderLine)
        header.title_text = fields.headline(self.session.review) or self.session.path.stem
        header.status = self.session.review.header.status
        header.clock = deadline.running(self.session.review, self.settings.values.deadline, self.context.now())
        header.saved = "read only" if self.session.read_only else save_words(self.session.state)
        self.query_one(KeyLine).urgent = ("save",) if self.session.state.kind == "failed" else ()
        self.post_message(Update(header))  # ahead of the letter's own request: "Saved" never outlives what was saved

    def _hear_of_save(self, state: SaveState) -> None:
        """Called from the saver's thread, or from within `apply`."""
        del state
        self.post_message(self.SaveStateChanged())

    @on(SaveStateChanged)
    def _show_save(self) -> None:
        self._show_state()
        conflict, warning = self.session.state.conflict, self.session.state.warning
        if warning and not self.warning:
            self.say(f"{warning} The review itself is saved as before.")
        self.warning = warning
        if conflict and conflict != self.conflict:
            self.conflict = conflict
            self.say(f"The file was changed by another program. Both are kept: yours goes on in {Path(conflict).name}.")

    # --- what panes ask for

    @on(RecordPane.Wanted)
    def _change(self, event: RecordPane.Wanted) -> None:
        event.stop()
        before = self.session.review
        try:
            review = event.change(before, self.context)
        except KeyError:  # asked for a row that an earlier key has just taken away
            return
        except ValueError as problem:
            self.say(str(problem))
            return
        row = event.pane.listing.row
        place = event.edit or (row.key if row else "")
        label = event.label if isinstance(event.label, str) else event.label(before, review)
        self.apply(review, label, place=place, typing=event.typing)
        if event.said and not self.session.read_only:
            self.call_after_refresh(self._say_done, event.said, before, review)  # the rows are painted first
        if event.edit and not self.session.read_only:
            pane = self.pane_of(event.edit)
            self.point_at(pane.id or "timeline")
            pane.edit(event.edit)

    def _say_done(self, said: Said, before: Review, after: Review) -> None:
        self.say(said(before, after) if after is not before else "Nothing was there to change.")

    @on(QuestionLine.Closed)
    def _hide_question(self, event: QuestionLine.Closed) -> None:
        event.line.hide()
        self.refresh(layout=True, repaint=False)  # ahead of the line's own request, as with rows

    @on(RecordPane.EditorLeft)
    def _leave_editor(self, event: RecordPane.EditorLeft) -> None:
        """A new event goes to its place by time; a record that was added and left empty goes again."""
        table, record, _ = fields.split_place(event.place)
        known = table in TABLES and any(
            row.id == record for row in edits.rows(self.session.review, cast(edits.Table, table))
        )
        if event.added and table == "events" and known:
            settled = edits.settle(self.session.review, record)
            self.apply(settled, "add to timeline", place=event.place, typing=event.place)
        self.session.break_typing()
        if event.place in ("header:zone", "header:date") and (told := clocks.read_otherwise(self.session.review)):
            self.say(told)
        if event.place == life.PLACE and (told := life.told(self.session.review)):
            self.say(told)
        if known and is_blank(self.session.review, event.place):
            self.session.retract(event.place)
            if any(row.id == record for row in edits.rows(self.session.review, cast(edits.Table, table))):
                emptied = edits.delete(self.session.review, cast(edits.Table, table), record)
                self.apply(emptied, "delete an empty row", place=event.place)
            self.show()

    @on(RecordPane.PromptWanted)
    def _to_prompt(self, event: RecordPane.PromptWanted) -> None:
        event.stop()
        if self.session.read_only and event.prompt not in {"", *(row.prompt.id for row in self.prompt.standings)}:
            return  # it is raised by a change that was not made
        if event.prompt:
            self.prompt.prompt_id = event.prompt
        self.action_go("prompt")

    # --- undo

    def action_undo(self) -> None:
        """Undo the last change, whatever it was, and go to where it was."""
        self._step_back(self.session.undo(), "Undid")

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._step_back(self.session.redo(), "Did again")

    def _step_back(self, step: Step | None, word: str) -> None:
        if step is None:
            self.say("Nothing to undo." if word == "Undid" else "Nothing to do again.")
            return
        self.catch_up()
        self._return_to(step.place)
        self.call_after_refresh(self.say, f"{word}: {step.label}.")

    def _return_to(self, place: str) -> None:
        """Bring the cursor to a place."""
        if place.startswith("prompt:"):
            self.prompt.prompt_id = place.removeprefix("prompt:")
            self.action_go("prompt")
        elif place:
            pane = self.pane_of(place)
            self.action_go(pane.id or "summary")
            if not pane.editing:
                pane.listing.select(pane.row_of(place))
