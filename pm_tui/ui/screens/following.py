"""A second screen: a review that another pm-tui has open, to look at, and to send notes to.

It shows what the other one saves, and what the room should not see: private notes, the next prompts, flags. What is
entered here goes to the inbox of the review; until then it stays in this program's memory.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

import msgspec
from textual import on
from textual.message import Message

from pm_tui.review import coverage, edits, logged, meetings
from pm_tui.review.coverage import Standing
from pm_tui.review.logged import Entry, Origin
from pm_tui.review.model import Review
from pm_tui.review.prompts import Prompt
from pm_tui.review.writing import Context
from pm_tui.session import Session
from pm_tui.settings import Settings
from pm_tui.store import inbox
from pm_tui.store.watching import Followed, Follower, Watch
from pm_tui.text import one_line
from pm_tui.ui.panes.prompt import PromptPane
from pm_tui.ui.panes.prompts import PromptsPane
from pm_tui.ui.screens.entering import ENTRY
from pm_tui.ui.screens.review import ReviewScreen
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.header_line import HeaderLine
from pm_tui.ui.widgets.marks import NOTE_MARK
from pm_tui.ui.widgets.told import Told

NEXT_SHOWN = 3
FOLLOWING = (
    "Following: answers, parked thoughts and events (Shift+F2) go to the other screen; the rest is changed there."
)
CHANGED_THERE = ("action", "let-go", "open-question", "still-true", "reword", "keep", "ask-why")
"""Commands of the prompt and the coach that do nothing here but say so."""


class FollowScreen(ReviewScreen):
    """A review as another program saves it; answers and parked thoughts are sent there."""

    seen_by_room = False

    class Saved(Message):
        """The other program has saved; sent from the thread that looks."""

        def __init__(self, followed: Followed) -> None:
            super().__init__()
            self.followed = followed

    class Sent(Message):
        """Entries are in the inbox, or `problem` says why not; sent from the thread that writes."""

        def __init__(self, entries: Sequence[Entry], problem: str) -> None:
            super().__init__()
            self.entries = entries
            self.problem = problem

    def __init__(self, session: Session, settings: Settings, context: Context) -> None:
        session.become(msgspec.structs.replace(session.review, drafts=()))
        super().__init__(session, settings, context)
        self.presenting = False
        self.revision = session.state.revision
        self._sending = threading.Lock()

    def on_mount(self) -> None:
        """Make room for what only this screen shows."""
        self.query_one(PromptsPane).private = True
        self.query_one(PromptsPane).redraw()
        self.prompt.mount(Told(id="private"), after="#answers")
        self.watch(self.prompt, "prompt_id", self._show_private, init=False)
        self.call_after_refresh(self._show_private)

    # --- what the other one saves

    def new_watch(self) -> Watch[Followed]:
        """Look at the file of the review as well."""
        follower = Follower(self.session.path)
        return Watch(follower.news, lambda followed: self.post_message(self.Saved(followed)))

    @on(Saved)
    def _follow(self, event: Saved) -> None:
        """Show what was saved; what was half typed here stays, and what is half typed there stays there."""
        followed = event.followed
        if followed.review is None:
            self.say_quietly(f"{followed.problem} Shown is what was read last.")
            return
        self.revision = followed.revision
        self._become(msgspec.structs.replace(followed.review, drafts=self.session.review.drafts))

    def _become(self, review: Review) -> None:
        self.session.become(review)
        self.show()

    def show(self) -> None:
        """Let everything show the value, the private part too."""
        super().show()
        self._show_private()

    def _show_state(self) -> None:
        super()._show_state()
        self.query_one(HeaderLine).saved = f"FOLLOWING r{self.revision}"

    def _show_private(self) -> None:
        """The notes to the prompt, and what comes after it."""
        standing = self.prompt.standing
        if standing is None or not self.prompt.query("#private"):
            return
        notes = [note.text for note in self.session.review.notes if note.prompt == standing.prompt.id]
        lines = [f"{NOTE_MARK}{text}" for text in notes if text.strip()]
        later = [one_line(prompt.title) for prompt in _later(self.session.review, standing)]
        lines += [f"Next: {' · '.join(later)}"] if later else []
        self.prompt.query_one("#private", Told).say("\n".join(lines))

    @property
    def footer_words(self) -> dict[str, str]:
        """What is changed on the other screen only is not offered here."""
        return super().footer_words | dict.fromkeys(CHANGED_THERE, "")

    # --- what is sent there

    def may_change(self) -> bool:
        """Nothing is changed here; it is said what can be done instead."""
        self.say(FOLLOWING)
        return False

    def _write(self, place: str, text: str, cursor: int) -> str:
        """Half an answer stays here, until Enter sends it."""
        if not place.startswith("prompt:"):
            return super()._write(place, text, cursor)
        self.query_one(CoachLine).hush()
        self._become(edits.set_draft(self.session.review, place, text, cursor, self.context.new_id))
        return ""

    def origin(self) -> Origin:
        """Where the next entry comes from: now, here, with an id of its own."""
        return Origin(self.context.now(), self.context.new_id(), team=self.context.milestones)

    def send(self, *entries: Entry) -> None:
        """Put entries into the inbox of the review, which is slow, in a thread; `Sent` tells how that went."""
        self.run_worker(partial(self._send, entries), thread=True, group="send", exit_on_error=False)

    def _send(self, entries: Sequence[Entry]) -> None:
        problem = ""
        with self._sending:
            try:
                inbox.append(self.session.path, entries)
            except (OSError, ValueError) as error:
                problem = (isinstance(error, OSError) and error.strerror) or str(error)
        self.post_message(self.Sent(entries, problem))
        self.watch_on.now()

    @on(Sent)
    def _tell_sent(self, event: Sent) -> None:
        """Say that it is sent; what could not be comes back into the line that it was typed in."""
        if not event.problem:
            self.say("Sent to the other screen.")
            return
        lost = "; ".join(entry.text for entry in event.entries if not self._taken_back(entry))
        was = f"It was: {one_line(lost)}" if lost else "What you typed is still here."
        self.say(f"Not sent: {one_line(event.problem)}. {was}")

    def _taken_back(self, entry: Entry) -> bool:
        """Whether the words stand again where they were typed; elsewhere something else may be typed by now."""
        place = f"prompt:{entry.prompt}"
        free = bool(entry.prompt) and not edits.draft_at(self.session.review, place)
        if free:
            self._type_again(place, entry.text)
        return free

    def _type_again(self, place: str, text: str) -> None:
        self._become(edits.set_draft(self.session.review, place, text, len(text), self.context.new_id))
        self.prompt.resync()

    def may_enter(self) -> bool:
        """What is entered is sent, so it may always be."""
        return True

    def keep_entry(self, words: str) -> None:
        """Keep what is being typed in the line in this program's memory."""
        self._become(edits.set_draft(self.session.review, ENTRY, words, len(words), self.context.new_id))

    def read_event(self, words: str) -> str:
        """What the words are understood as. ValueError: they cannot be read, and why."""
        review = self.session.review
        return logged.understood(logged.event_entry(review, words, self.origin()), review)

    def add_event(self, words: str) -> None:
        """Send the event to the other screen."""
        entry = logged.event_entry(self.session.review, words, self.origin())
        self._become(edits.set_draft(self.session.review, ENTRY, "", 0, self.context.new_id))
        self.send(entry)

    @on(PromptPane.Answered)
    def _send_answers(self, event: PromptPane.Answered) -> None:
        event.prevent_default()
        if self.prompt.standing:
            self._send_from(self.prompt.standing.prompt, event.texts, parked=False)

    def action_park(self) -> None:
        """Send what is typed as a parked thought, or park the prompt itself."""
        if prompt := self._prompt():
            self._send_from(prompt, [self._typed_at(prompt)], parked=True)

    def _send_from(self, prompt: Prompt, texts: Sequence[str], *, parked: bool) -> None:
        entries = [logged.answer_entry(prompt, text, self.origin(), parked=parked) for text in texts]
        self._type_again(f"prompt:{prompt.id}", "")
        self.send(*entries)


def _later(review: Review, standing: Standing) -> list[Prompt]:
    """The open prompts that come next: of those to be asked aloud, if this meeting has some, else of all."""
    meeting = meetings.in_hand(review)
    known = {other.prompt.id: other for other in coverage.standings(review)}
    order = [known[prompt] for prompt in (meeting.asked if meeting else ()) if prompt in known] or [*known.values()]
    ids = [other.prompt.id for other in order]
    here = ids.index(standing.prompt.id) + 1 if standing.prompt.id in ids else 0
    return [other.prompt for other in order[here:] if other.state in ("open", "parked")][:NEXT_SHOWN]
