"""The review screen: header, panes, the prompt, the coach. It owns the session's value and is where edits arrive."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import TextArea

from pm_tui.blame import Flag
from pm_tui.formats import paste
from pm_tui.review import answering, edits, fields, flags, writing
from pm_tui.review.model import Evidence, Review
from pm_tui.review.prompts import Prompt
from pm_tui.review.writing import Context
from pm_tui.session import Session, Step
from pm_tui.settings import Settings
from pm_tui.store.saver import SaveState
from pm_tui.ui.commands import bindings
from pm_tui.ui.panes.prompt import PromptPane
from pm_tui.ui.panes.timeline import TimelinePane
from pm_tui.ui.screens.markdown import MarkdownScreen
from pm_tui.ui.screens.panes import PaneScreen
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.header_line import HeaderLine, save_words
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList
from pm_tui.ui.widgets.record_pane import RecordPane


class ReviewScreen(PaneScreen):
    """One review, open."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]

    class SaveStateChanged(Message):
        """The saver has news; sent from its thread."""

    def __init__(self, session: Session, settings: Settings, context: Context) -> None:
        super().__init__(Desk(context, self._flags, self._write))
        self.session = session
        self.settings = settings
        self.context = context
        session.on_state = self._hear_of_save
        self.set_reactive(PaneScreen.review, session.review)

    def on_mount(self) -> None:
        """Begin at the prompt if there is one, else at the timeline."""
        self._show()
        started = next((event.id for event in self.review.events if "started" in event.milestones), 0)
        self.pane("timeline").listing.select(f"events:{started}")
        self.action_go("prompt" if self.prompt.standings else "timeline")
        if self.session.notices:
            self.say(" ".join(self.session.notices))

    # --- the value

    def _flags(self, place: str, text: str) -> tuple[Flag, ...]:
        if not fields.is_prose(place):
            return ()
        values = self.settings.values
        return flags.flags(self.session.review, place, text, values.roster, values.flags_off)

    def _write(self, place: str, text: str, cursor: int) -> str:
        """What is typed at a place goes into the review with the key that completes it."""
        written = writing.write(self.session.review, place, text, cursor, self.context)
        self._apply(written.review, "typing", place=place, typing=place)
        self.call_after_refresh(self._coach)
        return written.problem or writing.understood(self.session.review, place)

    def _apply(self, review: Review, label: str, *, place: str = "", typing: str = "") -> None:
        if self.session.read_only:
            self.say("This review is open to read only.")
            return
        self.session.apply(review, label, place=place, typing=typing)
        self._show()

    def _show(self) -> None:
        """Let the panes and the header show the session's value; the one place where `review` is set."""
        self.review = self.session.review
        self._show_state()

    def _show_state(self) -> None:
        header = self.query_one(HeaderLine)
        header.title_text = fields.headline(self.session.review) or self.session.path.stem
        header.status = self.session.review.header.status
        header.saved = "read only" if self.session.read_only else save_words(self.session.state)

    def _hear_of_save(self, state: SaveState) -> None:
        """Called from the saver's thread, or from within `apply`."""
        del state
        self.post_message(self.SaveStateChanged())

    @on(SaveStateChanged)
    def _show_save(self) -> None:
        self._show_state()

    # --- what panes ask for

    @on(RecordPane.Wanted)
    def _change(self, event: RecordPane.Wanted) -> None:
        event.stop()
        review = event.change(self.session.review, self.context)
        row = event.pane.listing.row
        place = event.edit or (row.key if row else "")
        self._apply(review, event.label, place=place, typing=event.typing)
        if event.edit and not self.session.read_only:
            pane = self.pane_of(event.edit)
            self.point_at(pane.id or "timeline")
            pane.edit(event.edit)

    @on(RecordPane.EditorLeft)
    def _leave_editor(self, event: RecordPane.EditorLeft) -> None:
        """A new event goes to its place by time; a record that was added and left empty goes again."""
        table, record, _ = fields.split_place(event.place)
        if event.added and table == "events":
            settled = edits.settle(self.session.review, record)
            self._apply(settled, "add to timeline", place=event.place, typing=event.place)
        self.session.break_typing()
        if record and writing.is_blank(self.session.review, event.place):
            self.session.retract(event.place)
            if any(row.id == record for row in edits.rows(self.session.review, cast(edits.Table, table))):
                emptied = edits.delete(self.session.review, cast(edits.Table, table), record)
                self._apply(emptied, "delete an empty row", place=event.place)
            self._show()
        self._coach()

    @on(RecordPane.PromptWanted)
    def _to_prompt(self, event: RecordPane.PromptWanted) -> None:
        event.stop()
        if event.prompt:
            self.prompt.prompt_id = event.prompt
        self.action_go("prompt")

    @on(TimelinePane.Pasted)
    def _paste(self, event: TimelinePane.Pasted) -> None:
        """Several pasted lines become several events, in one step."""
        event.stop()
        review, after, new_id = self.session.review, event.after, self.context.new_id
        lines = paste.read_paste(event.text, writing.event_setting_below(review, after, self.context.now()))
        rows = [writing.event_of(line, new_id()) for line in lines]
        links = [
            Evidence(id=new_id(), about=row.id, link=link)
            for row, line in zip(rows, lines, strict=True)
            for link in line.links
        ]
        if rows:
            review = edits.add(edits.add(review, "events", *rows, after=after), "evidence", *links)
            self._apply(review, "paste", place=f"events:{rows[0].id}:line")
            self.say(f"{len(rows)} event{'s' * (len(rows) > 1)} added. Ctrl+Z takes them back.")

    # --- the prompt

    def _prompt(self) -> Prompt | None:
        """The prompt that is meant: that of the chosen row in a pane, else the one being answered."""
        pane = self.prompt
        focused = self.focused_pane()
        row = focused.listing.row if focused else None
        if row:
            table, record, _ = fields.split_place(row.key)
            ids = {row.key, f"why:{record}", f"poorly:{record}", f"lucky:{record}"} if table else {row.key}
            return next((s.prompt for s in pane.standings if s.prompt.id in ids), None)
        return pane.standing.prompt if pane.standing else None

    def _typed_at(self, prompt: Prompt) -> str:
        draft = edits.draft_at(self.session.review, f"prompt:{prompt.id}")
        return draft.text if draft else ""

    @on(PromptPane.Answered)
    def _answer(self, event: PromptPane.Answered) -> None:
        pane = self.prompt
        if pane.standing:
            review = answering.answer(self.session.review, pane.standing.prompt, event.texts, self.context.new_id)
            self._apply(review, "answer", place=pane.place)
            pane.resync()

    @on(PromptPane.WentOn)
    def _next(self) -> None:
        self.action_step_prompt(1)

    def action_step_prompt(self, by: int) -> None:
        """Go to the next prompt, or the one before."""
        self.session.break_typing()
        self.prompt.step(by)
        self.session.save_now()

    def action_next_open_prompt(self) -> None:
        """Go to the next prompt that is open."""
        self.prompt.step(1, only_open=True)

    def action_make_action(self) -> None:
        """Make an action from what is typed, from the latest answer, or for the chosen row."""
        prompt = self._prompt()
        if prompt is None:
            self.say("Choose a prompt or a row that raises one; then Ctrl+T makes an action of it.")
            return
        review, action = answering.make_action(self.session.review, prompt, self._typed_at(prompt), self.context.new_id)
        self._apply(review, "make an action", place=f"prompt:{prompt.id}")
        self.prompt.resync()
        if action.title:
            self.say(f"Action added: {action.title}. F4 gives it an owner and a day.")
        else:
            self.point_at("actions")
            self.pane_of(f"actions:{action.id}:line").edit(f"actions:{action.id}:line")

    def action_park(self) -> None:
        """Park what is typed, or the prompt itself."""
        if prompt := self._prompt():
            review = answering.park(self.session.review, prompt, self._typed_at(prompt), self.context.new_id)
            self._apply(review, "park", place=f"prompt:{prompt.id}")
            self.prompt.resync()
            self.say("Parked; it counts as open. The parking lot is in the summary (F5).")

    def action_let_go(self) -> None:
        """Let the prompt go, with what is typed as the reason."""
        if prompt := self._prompt():
            reason = self._typed_at(prompt)
            review = answering.let_go(self.session.review, prompt, reason, self.context.new_id)
            self._apply(review, "let go", place=f"prompt:{prompt.id}")
            self.prompt.resync()
            self.say("Let go." if reason else "Let go. A reason helps whoever reads this later: type it and press ^G.")

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
        self._show()
        for pane in self.query(RecordPane):
            pane.resync()
        self.prompt.resync()
        self._return_to(step.place)
        self.say(f"{word}: {step.label}.")

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

    # --- flags

    def _coach(self) -> None:
        """Show the question of the flag that is nearest to the cursor."""
        flag, quote = None, ""
        focused = self.focused
        pane = self.focused_pane()
        if isinstance(focused, ProseField):
            flag = focused.flag_at_cursor()
            quote = focused.text[flag.start : flag.end] if flag else ""
        elif pane and (row := pane.listing.row) and row.place:
            found = self._flags(row.place, row.text)
            flag = found[0] if found else None
            quote = row.text[flag.start : flag.end] if flag else ""
        self.query_one(CoachLine).show(flag, quote)

    @on(RecordList.Highlighted)
    @on(TextArea.SelectionChanged)
    def _coach_again(self) -> None:
        self._coach()

    def on_descendant_focus(self) -> None:
        """Another field, other flags; a pane that was left is saved at once."""
        self._coach()
        self.session.save_now()

    def action_reword(self) -> None:
        """Select the flagged words in their editor, so that the next key replaces them."""
        pane = self.focused_pane()
        if pane and not pane.editing and pane.listing.row and pane.listing.row.place:
            pane.edit(pane.listing.row.place, pane.listing.row.key)
        field = self.focused
        if isinstance(field, ProseField) and (flag := field.flag_at_cursor()):
            field.select_span(flag.start, flag.end)

    def action_keep_flag(self) -> None:
        """Keep the flagged words: this flag stays away, in this place, for good."""
        line = self.query_one(CoachLine)
        place = self._place()
        if line.flag and place:
            home = flags.home_of(place)
            review = edits.keep_flag(self.session.review, home, line.quote, line.flag.category, self.context.new_id)
            self._apply(review, "keep the words", place=place)
            for pane in self.query(RecordPane):
                pane.listing.repaint_flags()
            self._coach()
            self.say("Kept. Ctrl+Z brings the flag back.")

    def _place(self) -> str:
        pane = self.focused_pane()
        if pane is None:
            return self.prompt.place
        return pane.editor.place or (pane.listing.row.place if pane.listing.row else "")

    def action_explain_flag(self) -> None:
        """Say why such words are flagged."""
        self.query_one(CoachLine).explain()

    # --- the document

    def action_markdown(self) -> None:
        """Preview the Markdown, copy it, save it."""
        self.session.save_now()
        self.app.push_screen(MarkdownScreen(self.session.review, self.session.path, self.context.now()))

    def action_save(self) -> None:
        """Save now."""
        self.session.save_now()
        self.say("Saving now; it also happens by itself while you type.")

    def action_library(self) -> None:
        """Close this review."""
        self.dismiss()
