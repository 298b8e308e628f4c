"""The prompt that is being answered: its question, the answers so far, and the line in which the next one is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from pm_tui.review import coverage, edits
from pm_tui.review.coverage import Standing
from pm_tui.review.intervals import intervals
from pm_tui.review.model import Answer, Review
from pm_tui.ui.key_names import short_key
from pm_tui.ui.plain import plain
from pm_tui.ui.widgets.desk import Desk
from pm_tui.ui.widgets.frame import Frame
from pm_tui.ui.widgets.marks import PROMPT_MARKS, STALE_MARK
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.said_keys import in_your_keys, key_of
from pm_tui.ui.widgets.told import Told

NO_PROMPTS = "No prompt yet. Add events to the timeline (F2) and mark milestones (m): the review then asks by itself."
TYPE_HERE = "Type an answer. Enter adds it; Enter on the empty line goes on."
STILL_TRUE = "Still true? Esc, then k, says so. Or answer once more."
ANSWERS_SHOWN = 3


class PromptPane(Frame, Vertical):
    """One prompt. Enter on text adds an answer and stays; Enter on the empty line goes on."""

    footer_first = ("commit", "action", "park", "let-go", "next-prompt", "leave")
    footer_words: ClassVar[dict[str, str]] = {"commit": "Add, next", "leave": "Go to"}

    review: var[Review] = var(Review(), init=False)
    prompt_id: var[str] = var("", init=False)

    class Answered(Message):
        """Texts to be added as answers to the prompt that is shown."""

        def __init__(self, texts: list[str]) -> None:
            super().__init__()
            self.texts = texts

    class WentOn(Message):
        """Enter on the empty line: the next prompt, please."""

    class WentAway(Message):
        """Esc: the next letter says where to."""

    def __init__(self, desk: Desk, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.desk = desk
        self.standings: tuple[Standing, ...] = ()
        self.walk: tuple[str, ...] = ()
        self.shown = ""
        self._last: Standing | None = None
        self.titled = ""

    def compose(self) -> ComposeResult:
        """Question, forward line, answers, and the line to type in."""
        yield Told(id="question")
        yield Told(id="forward")
        yield Told(id="answers")
        with Horizontal(id="answer-line"):
            yield Static("›", id="answer-mark", markup=False)
            yield ProseField(max_lines=4, placeholder=TYPE_HERE)

    def on_mount(self) -> None:
        """Prepare the line in which answers are typed."""
        self.field.splits_paste = True
        self.field.writer = self._write
        self.field.completer = lambda before: self.desk.complete(self.place, before)
        self.redraw()

    def _write(self, text: str, cursor: int) -> None:
        self._stay()
        self.desk.write(self.place, text, cursor)

    def on_descendant_focus(self) -> None:
        """Whoever comes to answer stays at this prompt, also when it is answered."""
        self._stay()

    def _stay(self) -> None:
        if self.standing:
            self.set_reactive(PromptPane.prompt_id, self.standing.prompt.id)

    @property
    def field(self) -> ProseField:
        """The line in which answers are typed."""
        return self.query_one(ProseField)

    @property
    def place(self) -> str:
        """Where the text being typed is kept."""
        return f"prompt:{self.standing.prompt.id}" if self.standing else ""

    @property
    def standing(self) -> Standing | None:
        """The prompt that is shown, and where it stands.

        It is the one that was wished for, also when the review ceases to raise it while it is being answered: nobody's
        words go elsewhere. While the review does not raise that one, it is the first with a half answer, else the first
        open one.
        """
        drafts = {draft.place for draft in self.review.drafts}
        ways = (
            (s for s in self.standings if s.prompt.id == self.prompt_id),
            self._held(),
            (s for s in self.standings if f"prompt:{s.prompt.id}" in drafts),
            (s for s in self.standings if s.state in ("open", "parked")),
            self.standings,
        )
        return next((standing for way in ways for standing in way), None)

    def _held(self) -> tuple[Standing, ...]:
        """What was shown last, while its answer is being typed."""
        last = self._last
        typing = last and last.prompt.id == self.prompt_id and self.field.has_focus and self.field.text
        return (last,) if last and typing else ()

    def watch_review(self, old: Review, new: Review) -> None:
        """Redraw when prompts or answers may have changed."""
        parts = ("events", "whys", "lessons", "actions", "answers", "own_questions", "header")
        if self.is_mounted and any(getattr(old, part) is not getattr(new, part) for part in parts):
            self.redraw()

    def watch_prompt_id(self) -> None:
        """Show the other prompt with its half answer."""
        if self.is_mounted:
            self.redraw()

    def walk_through(self, prompts: tuple[str, ...]) -> None:
        """Go through these prompts only, in this order; () is all of them."""
        if prompts != self.walk:
            self.walk = prompts
            self.redraw()

    def _path(self) -> list[Standing]:
        """The prompts that are gone through, in order; among them the one that is shown."""
        known = {standing.prompt.id: standing for standing in self.standings}
        path = [known[prompt] for prompt in self.walk if prompt in known]
        if not path:
            return list(self.standings)
        return path if self.standing in path or self.standing is None else [self.standing, *path]

    def step(self, by: int, *, only_open: bool = False) -> None:
        """Go to another prompt; the last one is followed by the first."""
        path = self._path()
        here = path.index(self.standing) if self.standing in path else 0
        others = [*path[here + 1 :], *path[:here]][:: 1 if by > 0 else -1]
        wanted = (s.prompt.id for s in others if not only_open or s.state in ("open", "parked"))
        self.prompt_id = next(wanted, self.prompt_id)

    def redraw(self) -> None:
        """Show the prompt as it stands now."""
        self.standings = coverage.standings(self.review)
        standing = self._last = self.standing
        title = self._title(standing)
        if title != self.titled:  # another one draws the frame and all within it anew
            self.titled = title
            self.border_title = plain(title)
        self.query_one("#question", Told).say(standing.prompt.text if standing else self._no_prompts())
        self.query_one("#forward", Told).say(standing.prompt.forward if standing else "")
        self.query_one("#forward").display = bool(standing and standing.prompt.forward)
        self.query_one("#answers", Told).say("\n".join(_said(standing, self._key_of_list())) if standing else "")
        self.query_one("#answers").display = bool(standing and (standing.answers or standing.actions))
        self.query_one("#answer-line").display = standing is not None
        self.field.placeholder = STILL_TRUE if standing and standing.reopened else TYPE_HERE
        if self.place != self.shown:
            self.resync()

    def _no_prompts(self) -> str:
        return in_your_keys(NO_PROMPTS, self.desk.keymap, "timeline")

    def _key_of_list(self) -> str:
        return short_key(key_of("prompts", self.desk.keymap))

    def _title(self, standing: Standing | None) -> str:
        if standing is None:
            return "Prompt"
        if standing not in self.standings:
            return f"Prompt · {standing.prompt.title} · the review asks this no more"
        path = self._path()
        formula = _formula(self.review, standing.prompt.id)
        left = sum(s.state in ("open", "parked") for s in path)
        again = " · open again" if standing.reopened else ""
        place = f"Prompt {path.index(standing) + 1} of {len(path)}"
        return f"{place} · {standing.prompt.title}{formula}{again} · {left} open"

    def resync(self) -> None:
        """Show the half answer that the review holds for this prompt."""
        before, place = self.shown, self.place
        self.shown = place
        draft = edits.draft_at(self.review, place)
        if place != before:
            self.field.set_flagger(lambda line: self.desk.flags_typed(place, line))
        self.field.load(draft.text if draft else "", draft.cursor if draft else 0)
        if self.place != place:  # it was held only while it was being answered
            self.redraw()

    def on_click(self) -> None:
        """A click on the question goes to the line in which it is answered."""
        if self.standing:
            self.field.focus()

    # --- the keys of the line

    @on(ProseField.Committed)
    def _commit(self, event: ProseField.Committed) -> None:
        event.stop()
        text = event.text.strip()
        self.post_message(self.Answered([text]) if text else self.WentOn())

    @on(ProseField.PastedLines)
    def _paste(self, event: ProseField.PastedLines) -> None:
        event.stop()
        self._stay()
        self.post_message(self.Answered([line.strip() for line in event.text.splitlines() if line.strip()]))

    @on(ProseField.Left)
    def _leave(self, event: ProseField.Left) -> None:
        event.stop()
        self.post_message(self.WentAway())


def _formula(review: Review, prompt: str) -> str:
    """How the number of an interval's prompt is counted."""
    found = (row.step_formula for row in intervals(review) if prompt == f"interval:{row.milestone}")
    formula = next(found, "")
    return f" = {formula}" if formula else ""


def _said(standing: Standing, key: str) -> list[str]:
    """The latest answers and actions of a prompt, one line each; `key` leads to the others."""
    stale = {answer.id for answer in standing.stale}
    lines = [_line(standing, answer) for answer in standing.answers]
    for action in standing.actions:
        mark = STALE_MARK if action.made_from in stale else PROMPT_MARKS["action"]
        lines.append(f"{mark}action: {action.title}")
    hidden = len(lines) - ANSWERS_SHOWN
    more = [f"  … {hidden} more ({key})"] if hidden > 0 else []
    return more + lines[-ANSWERS_SHOWN:]


def _line(standing: Standing, answer: Answer) -> str:
    text = answer.text or {"parked": "parked", "let-go": "let go"}.get(answer.state, "")
    if rested := standing.rested_on(answer):
        return f"{STALE_MARK}{text} ({rested})"
    return PROMPT_MARKS[answer.state] + text
