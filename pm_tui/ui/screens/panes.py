"""How the panes share the screen: which are shown, which has the keys, how one gets from one to another."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import Reactive, reactive, var
from textual.screen import Screen
from textual.widget import Widget

from pm_tui.review import fields
from pm_tui.review.edits import Table, rows
from pm_tui.review.model import Review
from pm_tui.ui.commands import GO_TO
from pm_tui.ui.panes.actions import ActionsPane
from pm_tui.ui.panes.meeting import MeetingPane
from pm_tui.ui.panes.prompt import PromptPane
from pm_tui.ui.panes.prompts import PromptsPane
from pm_tui.ui.panes.summary import SummaryPane
from pm_tui.ui.panes.timeline import TimelinePane
from pm_tui.ui.panes.whys import WhysPane
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.entry_line import EntryLine
from pm_tui.ui.widgets.header_line import HeaderLine
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.pane_tabs import PaneTabs
from pm_tui.ui.widgets.record_pane import RecordPane
from pm_tui.ui.widgets.time_up import TimeUp

PANES: tuple[type[RecordPane], ...] = (TimelinePane, WhysPane, ActionsPane, SummaryPane, PromptsPane, MeetingPane)

ASIDE = ("summary", "prompts", "meeting")
"""The panes that take the place of whys and actions."""

PANE_OF_TABLE = {
    "events": "timeline",
    "accounts": "timeline",
    "whys": "whys",
    "actions": "actions",
    "answers": "prompts",
    "notes": "prompts",
    "meetings": "meeting",
    "verdicts": "meeting",
}
"""Where a record is shown; what is not named here stands in the summary."""


CLASSED = "PaneTabs, #panes, .record-pane, #prompt, #prompt > *, #coach, OutageBar, OutagePicture, Chooser"
"""All on the screen whose styles ask for a class of the screen."""

PROVEN: tuple[Table, ...] = ("events", "whys", "actions")
"""The tables whose panes show the evidence of their rows."""


class PaneScreen(Screen[None]):
    """Header, panes, prompt, coach, footer. Styles decide by the screen's classes what is seen at which size."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it for instances
        (0, "-narrow"),
        (100, "-normal"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-short"),
        (18, "-mid"),
        (34, "-tall"),
    ]

    focused: Reactive[Widget | None] = reactive(None, repaint=False)
    """As Textual has it, but for painting the whole screen anew whenever the keys go elsewhere."""
    review: var[Review] = var(Review(), init=False)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pane_name = "timeline"
        self.going = False

    def compose(self) -> ComposeResult:
        """Everything there is."""
        yield HeaderLine()
        yield PaneTabs([pane.TITLE for pane in PANES])
        with Container(id="panes"):
            for kind in PANES:
                yield kind(self.desk, id=kind.TITLE.lower()).data_bind(PaneScreen.review)
        yield PromptPane(self.desk, id="prompt").data_bind(PaneScreen.review)
        yield TimeUp()
        yield CoachLine(id="coach")
        yield EntryLine(self.desk)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Draw what changed below another screen: what waited for a paint then has gone with that screen."""
        for pane in self.panes:
            pane.finish()

    @property
    def panes(self) -> tuple[RecordPane, ...]:
        """All panes, shown or not; they are always the same."""
        return tuple(self.query_one("#panes").query_children(RecordPane))

    @property
    def prompt(self) -> PromptPane:
        """The prompt that is being answered."""
        return self.query_one(PromptPane)

    def pane(self, name: str) -> RecordPane:
        """The pane of that name."""
        return self.query_one(f"#{name}", RecordPane)

    def pane_of(self, place: str) -> RecordPane:
        """The pane in which a place is shown."""
        table, record, _ = fields.split_place(place)
        loose = {answer.id for answer in self.review.answers if not answer.prompt}
        if record in loose:
            return self.pane("summary")
        if table == "evidence":
            table = self._table_proved_by(record)
        return self.pane(PANE_OF_TABLE.get(table, "summary"))

    def _table_proved_by(self, evidence: int) -> str:
        """The table of the record that evidence is shown under; "" for the review as a whole."""
        about = next((piece.about for piece in self.review.evidence if piece.id == evidence), None)
        if about is None:  # it has just been taken away
            return "events"
        return next((name for name in PROVEN if any(row.id == about for row in rows(self.review, name))), "")

    def home_of(self, scope: str) -> RecordPane | None:
        """The pane to which the commands of a scope belong; those of every list belong to the pane shown last."""
        names = {kind.TITLE.lower() for kind in PANES}
        return self.pane(scope if scope in names else self.pane_name) if scope in {*names, "list"} else None

    def focused_pane(self) -> RecordPane | None:
        """The pane that has the keys; None at the prompt."""
        focused = self.focused
        return (
            next((node for node in focused.ancestors_with_self if isinstance(node, RecordPane)), None)
            if focused
            else None
        )

    def update_node_styles(self, animate: bool = True) -> None:
        """Style anew what the classes of the screen bear on: Textual would do so with all there is, at great length."""
        self.app.stylesheet.update_nodes([self, *self.query(CLASSED)], animate=animate)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Draw the frame of the pane that has the keys boldly; only over such a pane the coach may lie over the prompt.

        By a class and not by `:focus-within`, for which Textual styles the whole screen anew at every change of focus.
        Who has the keys is asked of the screen: of two changes in a row, the news of the first may come last.
        """
        around = self.focused.ancestors_with_self if self.focused else []
        for frame in (*self.panes, self.prompt):
            frame.set_class(frame in around, "-focused")
        self.query_one(CoachLine).set_class(any(isinstance(node, RecordPane) for node in around), "-over")

    def point_at(self, name: str) -> None:
        """Show a pane, or the prompt, without giving it the keys."""
        if name != "prompt":
            self.pane_name = name
        for pane in self.panes:
            pane.set_class(pane.id == self.pane_name, "-current")
        classes = self.classes - {"-at-prompt", "-aside"} - ({"-zoomed"} if name == "prompt" else set())
        classes |= {"-at-prompt"} if name == "prompt" else set()
        classes |= {"-aside"} if self.pane_name in ASIDE else set()
        if classes != self.classes:
            self.classes = classes  # at once, for each change of the screen's classes styles all of it anew
        seen = name != "prompt" or "-meeting" in classes  # in a meeting the pane is seen above its prompt
        self.query_one(PaneTabs).current = self.pane_name if seen else name

    def action_go(self, name: str) -> None:
        """Go to a pane or to the prompt; what is being typed stays where it is."""
        self.going = False
        self.point_at(name)
        if name == "prompt":
            field = self.prompt.field
            (field if self.prompt.standing else self.pane(self.pane_name).listing).focus()
        else:
            pane = self.pane(name)
            (pane.editor.field if pane.editing else pane.listing).focus()

    def action_zoom(self) -> None:
        """Give the pane the whole screen, and back."""
        if self.focused_pane():
            self.toggle_class("-zoomed")
        else:
            self.say("Go to a pane first (F2 to F6); then F10 gives it the whole screen.")

    def say(self, text: str) -> None:
        """Say a sentence in the coach's line; it goes with the next key."""
        self.query_one(CoachLine).say(text)

    def say_quietly(self, text: str) -> None:
        """Say a sentence that nobody asked for: not over an explanation, nor over a question where to go."""
        if text and not self.going and not self.query_one(CoachLine).has_class("-explaining"):
            self.say(text)

    @on(PaneTabs.Chosen)
    def _choose_tab(self, event: PaneTabs.Chosen) -> None:
        self.action_go(event.name)

    # --- Esc, then a letter

    @on(PromptPane.WentAway)
    def _ask_where_to(self) -> None:
        self.going = True
        self.set_focus(None)
        self.query_one(CoachLine).add_class("-going")
        self.say("Go to (Esc stays): " + " · ".join(f"{key} {name}" for key, name in self.ways().items()))

    def ways(self) -> dict[str, str]:
        """Where the letters after Esc lead now."""
        return {key: name for key, name in GO_TO.items() if name not in OF_A_STAGE}

    async def on_key(self, event: events.Key) -> None:
        """The letter after Esc; any other goes back to the prompt and is typed there, and a key without one acts."""
        if not self.going:
            return
        self.query_one(CoachLine).remove_class("-going").say("")
        self.action_go("prompt")
        if not event.is_printable and event.key != "escape":
            return
        event.stop()
        event.prevent_default()
        command = GO_TO.get(event.character or "")
        if command:
            await self.run_action(GO_ACTIONS[command])
        elif event.character and event.is_printable:
            self.prompt.field.insert(event.character)


OF_A_STAGE = ("stage", "next-stage", "previous-stage", "more-time", "spread", "pause-meeting")
"""What is offered only while a meeting goes on."""

GO_ACTIONS = {name: f"go('{name}')" for name in ("timeline", "whys", "actions", "summary", "prompts", "meeting")} | {
    "help": "app.show_keys",
    "why-flag": "explain_flag",
    "ask-why": "ask_why",
    "still-true": "still_true",
    "redirect": "redirect",
    "markdown": "markdown",
    "check": "check",
    "replay": "replay",
    "zoom": "zoom",
    "library": "library",
    "stage": "stage",
    "toggle-meeting": "toggle_meeting",
    "next-stage": "next_stage",
    "previous-stage": "previous_stage",
    "more-time": "more_time",
    "spread": "spread",
    "pause-meeting": "pause_meeting",
    "latecomer": "latecomer",
    "note-event": "note_event",
    "open-question": "open_question",
}
"""The action strings behind `GO_TO`."""
