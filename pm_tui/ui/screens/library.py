"""The library: every review in the folder, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from pm_tui.archive.library import Entry, entries
from pm_tui.archive.moving import Removed, remove, restore
from pm_tui.review import due
from pm_tui.store.session_lock import Held
from pm_tui.ui.commands import bindings
from pm_tui.ui.plain import one_line, plain
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList, Row
from pm_tui.ui.widgets.said_keys import in_your_keys
from pm_tui.ui.widgets.told import Told

EMPTY = "No reviews here yet. Press n to start one; pm-tui demo shows a full one."


class LibraryScreen(Screen[None]):
    """List, filter, new, open, delete with undo."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("library")]

    class Opened(Message):
        """That review should be opened."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class NewWanted(Message):
        """A new review of that title should be made and opened; `because` says why it is due."""

        def __init__(self, title: str, because: tuple[str, ...] = ()) -> None:
            super().__init__()
            self.title = title
            self.because = because

    def __init__(
        self,
        folder: Path,
        read: Callable[[Path], tuple[Entry, ...]] = entries,
        keymap: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self.keymap = keymap
        self.folder = folder
        self.read = read
        self.found: tuple[Entry, ...] = ()
        self.removed: list[Removed] = []
        self.typing = ""
        self.title_typed = ""

    def compose(self) -> ComposeResult:
        """The list, and a line to type a filter or a title in."""
        yield Static(plain(f" Reviews in {one_line(str(self.folder))}"), id="library-title")
        yield RecordList(empty=in_your_keys(EMPTY, self.keymap, "library"))
        yield Static("", id="library-said", markup=False)
        yield ProseField(max_lines=2)
        yield Told(id="library-told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the folder."""
        self.query_one(RecordList).focus()
        self.refresh_entries()

    def on_screen_resume(self) -> None:
        """A review that was open may have changed."""
        self.refresh_entries()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def refresh_entries(self) -> None:
        """Read the folder, off the event loop."""
        found = self.read(self.folder)
        self.app.call_from_thread(self._show, found)

    def _show(self, found: tuple[Entry, ...]) -> None:
        self.found = found
        self._filter()

    def _filter(self) -> None:
        words = self.query_one(ProseField).text.lower().split() if self.typing == "filter" else []
        rows = [row for entry in self.found if _matches(row := _row(entry), words)]
        self.query_one(RecordList).show(tuple(rows))

    def say(self, text: str) -> None:
        """Say what happened."""
        self.query_one("#library-said", Static).update(plain(text))

    # --- commands

    def _chosen(self) -> Path | None:
        row = self.query_one(RecordList).row
        return Path(row.key) if row else None

    @on(RecordList.Activated)
    def action_open(self) -> None:
        """Open the chosen review."""
        if path := self._chosen():
            self.post_message(self.Opened(path))

    def action_new(self) -> None:
        """Ask for a title."""
        self._ask("new", "what broke, as a customer would say it")
        self._tell(due.WHEN)

    def _ask_why(self) -> None:
        """Ask why it is due; Enter goes on without an answer."""
        self._ask("because", "why is it due? 1 3, SLA (Enter skips)")
        self._tell(due.numbered())

    def action_filter(self) -> None:
        """Ask for words."""
        self._ask("filter", "words to look for; Enter goes to the list, Esc shows all")

    def _ask(self, what: str, placeholder: str) -> None:
        self.typing = what
        field = self.query_one(ProseField)
        field.load("")
        field.placeholder = plain(placeholder)
        self.add_class("-typing")
        self._tell("")
        field.writer = (lambda text, cursor: self._filter()) if what == "filter" else None
        field.focus()

    def _tell(self, text: str) -> None:
        told = self.query_one("#library-told", Told)
        told.say(text)
        told.display = bool(text)

    @on(ProseField.Committed)
    def _take(self, event: ProseField.Committed) -> None:
        if self.typing == "filter":
            self.query_one(RecordList).focus()
        elif self.typing == "new" and event.text.strip():
            self.title_typed = event.text.strip()
            self._ask_why()
        else:
            if self.typing == "because":
                self.post_message(self.NewWanted(self.title_typed, due.read(event.text)))
            self._stop_typing()

    @on(ProseField.Left)
    def _go_back(self) -> None:
        """Esc shows all reviews again; from the reasons it goes back to the title."""
        if self.typing == "because":
            self.action_new()
            self.query_one(ProseField).load(self.title_typed)
        else:
            self._stop_typing()

    def _stop_typing(self) -> None:
        self.typing = ""
        self._tell("")
        self.remove_class("-typing")
        self._filter()
        self.query_one(RecordList).focus()

    def action_remove(self) -> None:
        """Delete the chosen review; it can be brought back."""
        if path := self._chosen():
            try:
                self.removed.append(remove(path))
            except OSError as error:
                self.say(f"{path.name} could not be deleted: {error.strerror}.")
                return
            except Held as held:
                self.say(f"{path.name} was not deleted. {held}")
                return
            self.say(f"Deleted {path.name}. Ctrl+Z brings it back.")
            self.refresh_entries()

    def action_restore(self) -> None:
        """Bring the last deleted review back."""
        if self.removed:
            try:
                path = restore(self.removed.pop())
            except OSError as error:
                self.say(f"It could not be brought back: {error.strerror}.")
                return
            self.say(f"{path.name} is back.")
            self.refresh_entries()


def _row(entry: Entry) -> Row:
    date = entry.date.isoformat() if entry.date else ""
    prompts, actions = entry.open_prompts, entry.open_actions
    said = [
        f"{prompts} open prompt{'s' * (prompts != 1)}" if prompts else "",
        f"{actions} open action{'s' * (actions != 1)}" if actions else "",
        f"{len(entry.conflicts)} written beside it, because the file had changed" if entry.conflicts else "",
    ]
    notes = [entry.problem] if entry.problem else [entry.severity, entry.status, entry.clock, *said, entry.path.name]
    return Row(
        key=str(entry.path),
        head=date or "no date",
        text=entry.title or entry.path.stem,
        note=" · ".join(note for note in notes if note),
        kind="unset" if entry.problem else "record",
    )


def _matches(row: Row, words: list[str]) -> bool:
    said = f"{row.head} {row.text} {row.note}".lower()
    return all(word in said for word in words)
