"""Every command once: footer, help, palette, key bindings and the README's key table are read from here.

A user's keymap (settings: `keymap`) gives a command other keys by its id. Keys never collide with those of text
editing: Ctrl+A, E, K, U, W, D, F, X, C, V belong to text fields, Ctrl+B to tmux, Alt to some keyboard layouts. Shift+F3
is left out: terminals send for it what also tells where the cursor is. Many send Shift+F1 to F12 as F13 to F24.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from textual.binding import Binding

Scope = Literal[
    "app",
    "review",
    "list",
    "timeline",
    "whys",
    "actions",
    "summary",
    "prompts",
    "meeting",
    "paste",
    "library",
    "markdown",
    "customer",
    "check",
    "replay",
    "held",
    "recovery",
    "keys",
    "field",
]

SCOPES: dict[Scope, str] = {
    "app": "Everywhere",
    "review": "In a review",
    "list": "On a row of any list",
    "timeline": "On the timeline",
    "whys": "On the whys",
    "actions": "On the actions",
    "summary": "On the summary",
    "prompts": "On the list of prompts",
    "meeting": "On the meeting",
    "paste": "In the preview of a paste",
    "library": "In the library",
    "markdown": "In the Markdown preview",
    "customer": "On the customer version",
    "check": "On the list of findings",
    "replay": "In the replay",
    "held": "When somebody else has the review open",
    "recovery": "When a file cannot be read",
    "keys": "On the page of keys",
    "field": "While typing",
}
"""Where a command works, in the words of the help screen; the wider scopes stand before the narrower ones."""


ROW_SCOPES: tuple[Scope, ...] = ("list", "timeline", "whys", "actions", "summary", "prompts", "meeting")
"""Commands about a row; while a row is edited, their keys are text."""


class Command(NamedTuple):
    """One command. `keys` are Textual's key names, the first one is shown; `action` is Textual's action string.

    The key line shows the commands that work now, as far as there is room: those with `footer` before the others, then
    a narrower scope before a wider one, then as the table has them.
    """

    id: str
    keys: str
    label: str
    help: str
    scope: Scope
    action: str
    footer: bool = False

    @property
    def binding(self) -> Binding:
        """The binding for a widget or screen of this scope."""
        return Binding(self.keys, self.action, self.label, id=self.id, tooltip=self.help)


COMMANDS: tuple[Command, ...] = (
    Command("help", "f1", "Help", "Show every key.", "app", "show_keys"),
    Command("palette", "ctrl+p", "Palette", "Find any command by its name.", "app", "command_palette"),
    Command("theme", "", "Theme", "Choose light, dark or high contrast.", "app", "change_theme"),
    Command("quit", "ctrl+q", "Quit", "Save and leave.", "app", "quit"),
    # --- the review
    Command("timeline", "f2", "Timeline", "Go to the timeline.", "review", "go('timeline')"),
    Command("whys", "f3", "Whys", "Go to the whys.", "review", "go('whys')"),
    Command("actions", "f4", "Actions", "Go to the action items.", "review", "go('actions')"),
    Command("summary", "f5", "Summary", "Summary, impact, lessons, questions.", "review", "go('summary')"),
    Command("prompts", "f6", "Prompts", "List every prompt and where it stands.", "review", "go('prompts')"),
    Command("prompt", "f7", "Prompt", "Go to the prompt that was left; from there, to its row.", "review", "flip"),
    Command("next-prompt", "pagedown", "Next", "The next prompt; nothing is answered.", "review", "step_prompt(1)"),
    Command("previous-prompt", "pageup", "Back", "The prompt before.", "review", "step_prompt(-1)"),
    Command("open-prompt", "ctrl+pagedown", "Next open", "The next prompt that is open.", "review", "next_open_prompt"),
    Command("action", "ctrl+t", "Action", "Make an action from the answer.", "review", "make_action"),
    Command("park", "ctrl+l", "Park", "Park the thought for later.", "review", "park"),
    Command("let-go", "ctrl+g", "Let go", "Let the prompt go; what is typed is the reason.", "review", "let_go"),
    Command(
        "still-true", "y", "Still true", "The answers hold, though the number is another now.", "review", "still_true"
    ),
    Command("reword", "ctrl+r", "Reword", "Put a draft without blame in the sentence's place.", "review", "reword"),
    Command("keep", "ctrl+o", "Keep", "Keep the flagged words; this flag stays away.", "review", "keep_flag"),
    Command(
        "why-flag", "f8", "Why flagged?", "Why such words are flagged, and more questions.", "review", "explain_flag"
    ),
    Command("ask-why", "f11", "Ask why", "Make the coach's question a why, below this one.", "review", "ask_why"),
    Command("flag-off", "", "Flag no such words here", "Not this category, in this review.", "review", "flag_off"),
    Command("hints", "", "Hints here", "Switch hints off in this review, or on.", "review", "hints"),
    Command(
        "redirect",
        "shift+f8,f20",
        "Redirect",
        "When somebody is blamed aloud: a card with better questions.",
        "review",
        "redirect",
    ),
    Command("present", "", "Present", "In front of a group, or alone: what the coach shows.", "review", "present"),
    Command(
        "note-event",
        "shift+f2,f14",
        "Note event",
        "Type an event over the prompt; go on there.",
        "review",
        "note_event",
    ),
    Command(
        "open-question",
        "shift+f7,f19",
        "Open question",
        "Keep it as a question: who answers, by when.",
        "review",
        "open_question",
    ),
    # --- the meeting
    Command("toggle-meeting", "shift+f12,f24", "Meeting", "Begin the meeting, or end it.", "review", "toggle_meeting"),
    Command("next-stage", "shift+f4,f16", "Next stage", "Go on to the next stage.", "review", "next_stage"),
    Command(
        "more-time", "shift+f5,f17", "3 more minutes", "Give this stage three more minutes.", "review", "more_time"
    ),
    Command("spread", "shift+f1,f13", "Spread", "Spread the time until the planned end.", "review", "spread"),
    Command(
        "pause-meeting",
        "shift+f6,f18",
        "Pause",
        "Let the meeting's clock stand still, or go on.",
        "review",
        "pause_meeting",
    ),
    Command(
        "latecomer", "shift+f11,f23", "Latecomer", "Add somebody who comes now, to catch up.", "review", "latecomer"
    ),
    Command("stage", "", "Stage", "Return to where the stage is held.", "review", "stage"),
    Command("previous-stage", "", "Stage before", "Go back to the stage before.", "review", "previous_stage"),
    Command("markdown", "f9", "Markdown", "Preview, copy or save the document.", "review", "markdown"),
    Command("customer", "", "For customers", "The version that customers read.", "review", "customer"),
    Command("check", "shift+f9,f21", "Check", "List what keeps the review from being published.", "review", "check"),
    Command("replay", "shift+f10,f22", "Replay", "Reveal the timeline as it became known.", "review", "replay"),
    Command("zoom", "f10", "Zoom", "Give the pane the whole screen, and back.", "review", "zoom"),
    Command("undo", "ctrl+z", "Undo", "Undo the last change, whatever it was.", "review", "undo"),
    Command("redo", "ctrl+y", "Redo", "Do again what was undone.", "review", "redo"),
    Command("save", "ctrl+s", "Save", "Save now; it also happens by itself.", "review", "save"),
    Command(
        "save-elsewhere", "", "Save elsewhere", "Save under another name, and go on there.", "review", "save_elsewhere"
    ),
    Command("merge", "", "Merge copies", "Take in what copies beside this review have.", "review", "merge"),
    Command(
        "editor", "", "Your editor", "Edit what is typed, or the chosen row, in $VISUAL or $EDITOR.", "review", "editor"
    ),
    Command("backups", "", "Backups", "List the backups, and how one is put back.", "review", "backups"),
    Command("library", "f12", "Library", "Close this review; back to the library.", "review", "library"),
    # --- any list
    Command("edit", "enter,e", "Edit", "Edit the row.", "list", "edit", footer=True),
    Command("add", "a,insert", "Add", "Add a row below.", "list", "add", footer=True),
    Command("details", "o", "Details", "Show and hide all fields of the row.", "list", "details"),
    Command("delete", "d,delete", "Delete", "Delete the row; Ctrl+Z brings it back.", "list", "delete", footer=True),
    Command("attach", "f", "Attach file", "Attach a file to the row: its path, or a paste.", "list", "attach"),
    Command("ask", "q", "Ask", "Note an open question about the row.", "list", "ask"),
    Command("move-up", "K,ctrl+up", "Move up", "Move the row up.", "list", "move(-1)"),
    Command("move-down", "J,ctrl+down", "Move down", "Move the row down.", "list", "move(1)"),
    Command("section-up", "left", "Section up", "Go to the section, or the day, before.", "list", "section(-1)"),
    Command("section-down", "right", "Section down", "Go to the next section, or day.", "list", "section(1)"),
    Command("back", "escape", "Prompt", "Return to the prompt that was left.", "list", "back", footer=True),
    # --- timeline, whys, actions
    Command("milestone", "m", "Milestone", "Mark the event as a milestone.", "timeline", "milestone", footer=True),
    Command("accept", "M", "Accept", "Mark the event as what its words suggest (◇).", "timeline", "accept"),
    Command("add-now", "n", "Add now", "Add an event at the present time.", "timeline", "add_now", footer=True),
    Command("duplicate", "D", "Duplicate", "Add the same row once more, to change it.", "timeline", "duplicate"),
    Command("learnt", "l", "Learnt", "Say when it became known, to whom, what was believed.", "timeline", "learnt"),
    Command("account", "c", "Account", "Add how somebody else tells it.", "timeline", "account"),
    Command("interview", "i", "Interview", "Ask the row how that moment looked from within.", "timeline", "interview"),
    Command("find", "slash", "Filter", "Show only rows with some words, @person, #kind.", "timeline", "filter"),
    Command("sort", "s", "Sort", "Sort the rows by time.", "timeline", "sort"),
    Command("bind", "b", "Bind", "Put the row after or before its neighbours instead of a time.", "timeline", "bind"),
    Command("swap", "x", "Swap", "Change places with the row of the same time.", "timeline", "swap"),
    Command("reread-zone", "z", "Reread", "Read times without a zone in the review's zone.", "timeline", "reread"),
    Command("second-zone", "Z", "Second zone", "Show every time in another zone too.", "timeline", "second_zone"),
    Command("evidence", "v", "Evidence", "Add evidence: text kept here, or a link.", "timeline", "evidence"),
    Command(
        "mark",
        "space",
        "Mark",
        "Mark the row, so that commands act on all marked ones.",
        "timeline",
        "mark",
        footer=True,
    ),
    Command("mark-down", "shift+down", "Mark down", "Mark this row and the next ones.", "timeline", "mark_to(1)"),
    Command("mark-up", "shift+up", "Mark up", "Mark this row and the ones above.", "timeline", "mark_to(-1)"),
    Command("mark-all", "A", "Mark all", "Mark all rows that are shown, or none.", "timeline", "mark_all"),
    Command("shift", "t", "Shift time", "Shift the times of the marked rows: +1d, -2h.", "timeline", "shift"),
    Command("row-zone", "w", "Zone", "Say in which zone the marked rows were written.", "timeline", "row_zone"),
    Command("public", "p", "Public", "Make the marked rows ones for customers, or internal.", "timeline", "public"),
    Command("event-kind", "k", "Kind", "Say what kind of event the marked rows are.", "timeline", "event_kind"),
    Command("tag", "g", "Tag", "Tag the marked rows; -name takes a tag off.", "timeline", "tag"),
    Command("deeper", "w", "Why?", "Ask why once more: add a why below this one.", "whys", "deeper", footer=True),
    Command("indent", "greater_than_sign,ctrl+right", "Indent", "Make it explain the why above.", "whys", "indent"),
    Command("outdent", "less_than_sign,ctrl+left", "Outdent", "Move it one level up.", "whys", "outdent"),
    Command("layer", "l", "Layer", "Immediate, precondition or underlying.", "whys", "layer", footer=True),
    Command("layers", "v", "Layers", "Show by layer which guards had holes, or the tree.", "whys", "by_layer"),
    Command(
        "for-room", "space", "For the room", "Ask it aloud in the meeting, or not.", "prompts", "for_room", footer=True
    ),
    Command(
        "private-note", "n", "Private note", "For you alone, not for the room.", "prompts", "private_note", footer=True
    ),
    Command("there", "space", "There", "Say that the person is there, or is not.", "meeting", "there", footer=True),
    Command("more-minutes", "plus", "+1 minute", "Plan a minute more for the stage.", "meeting", "minutes(1)"),
    Command("fewer-minutes", "minus", "-1 minute", "Plan a minute less for the stage.", "meeting", "minutes(-1)"),
    Command("agree", "G", "Agree", "The group agrees on the timeline as it is.", "meeting", "agree"),
    Command("state", "s", "State", "Idea, open, done or won't do.", "actions", "state", footer=True),
    Command("kind", "k", "Kind", "Prevention, detection, mitigation …", "actions", "kind", footer=True),
    Command("draft-summary", "D", "Draft", "Draft a summary from what is recorded, to be edited.", "summary", "draft"),
    # --- the summary
    Command(
        "for-the-room", "r", "For the room", "Mark a question for the meeting, or unmark it.", "summary", "mark_room"
    ),
    Command("propose-due", "u", "Proposed day", "Take the day that the severity asks for.", "actions", "propose_due"),
    Command("public-action", "p", "Public", "Let customers read of it, or not.", "actions", "public"),
    Command("consent", "y", "Owner says", "The owner has said yes, or is to be asked.", "actions", "consent"),
    # --- the preview of a paste
    Command("take", "enter", "Take", "Put the kept rows into the timeline.", "paste", "take", footer=True),
    Command("keep-row", "space", "Pick", "Keep the row, or drop it.", "paste", "keep", footer=True),
    Command("keep-all", "x", "None/all", "Drop all rows, or keep all.", "paste", "keep_all", footer=True),
    Command("join", "j", "Join", "Join the row to the one above.", "paste", "join", footer=True),
    Command("written-in", "z", "Zone", "Say in which zone it was written.", "paste", "zone", footer=True),
    Command("from-day", "d", "Date", "Say from which day it is.", "paste", "date", footer=True),
    Command("leave-paste", "escape", "Back", "Put nothing into the timeline.", "paste", "leave", footer=True),
    # --- the library
    Command("new", "n,a", "New", "Start a review.", "library", "new", footer=True),
    Command("open", "enter", "Open", "Open the review.", "library", "open", footer=True),
    Command("filter", "slash", "Filter", "Show only what holds these words.", "library", "filter", footer=True),
    Command("remove", "d,delete", "Delete", "Delete it; Ctrl+Z brings it back.", "library", "remove", footer=True),
    Command("restore", "ctrl+z", "Undo", "Bring the deleted review back.", "library", "restore"),
    # --- the Markdown preview
    Command("copy", "c", "Copy", "Copy the Markdown.", "markdown", "copy", footer=True),
    Command("write", "s", "Save", "Save the Markdown to a file.", "markdown", "write", footer=True),
    Command(
        "for-customers", "v", "For customers", "The version that customers read.", "markdown", "customer", footer=True
    ),
    Command(
        "mentions",
        "m",
        "Mentions",
        "Let @name and #12 refer to nobody where it is posted, or again.",
        "markdown",
        "mentions",
    ),
    Command("close", "escape,f9", "Back", "Back to the review.", "markdown", "close", footer=True),
    # --- the customer version
    Command("propose", "u", "Propose", "Propose the first text; later it is yours.", "customer", "propose"),
    Command("edit-text", "enter,e", "Edit", "Go to the text, at what is chosen.", "customer", "edit", footer=True),
    Command("mask", "m", "Mask", "Put a mask, or a role, in its place.", "customer", "mask"),
    Command("accept-find", "k", "Accept", "Let it stand for customers, or not.", "customer", "accept"),
    Command("seen", "y", "Seen", "The change inside was looked at.", "customer", "seen"),
    Command("taken-out", "d", "Taken out", "Show what customers do not read, line by line.", "customer", "taken_out"),
    Command("give", "r", "For review", "Give it to those who have to agree.", "customer", "give"),
    Command("agree-text", "a", "Agree", "Somebody agrees on the text as it is.", "customer", "agree"),
    Command("preview", "v", "Preview", "What customers get, to copy or to save.", "customer", "preview", footer=True),
    Command("customer-undo", "ctrl+z", "Undo", "Undo the last change, whatever it was.", "customer", "undo"),
    Command("customer-redo", "ctrl+y", "Redo", "Do again what was undone.", "customer", "redo"),
    Command("leave-customer", "escape", "Back", "Back to the review.", "customer", "leave", footer=True),
    # --- the findings
    Command("go-there", "enter", "Go there", "Go to the place where it is put right.", "check", "go", footer=True),
    Command("close-check", "escape,shift+f9,f21", "Back", "Back to the review.", "check", "close", footer=True),
    # --- the replay
    Command(
        "reveal", "right,space,enter,pagedown", "One more", "Reveal the next row.", "replay", "step(1)", footer=True
    ),
    Command("cover", "left,pageup", "One back", "Hide the newest row again.", "replay", "step(-1)", footer=True),
    Command("replay-start", "home", "Start", "Begin again at the first row.", "replay", "first"),
    Command("knew", "w", "Knew then", "Note what was known there and then.", "replay", "note", footer=True),
    Command("replay-undo", "ctrl+z", "Undo", "Undo the last change, whatever it was.", "replay", "undo"),
    Command("replay-redo", "ctrl+y", "Redo", "Do again what was undone.", "replay", "redo"),
    Command("leave-replay", "escape,shift+f10,f22", "Back", "Back to where you were.", "replay", "leave", footer=True),
    # --- a review that somebody else has open
    Command("held-read", "r", "Read only", "Look at it as it was saved last.", "held", "choose('read')", footer=True),
    Command(
        "held-follow",
        "f",
        "Follow",
        "See what is saved there; send answers, events.",
        "held",
        "choose('follow')",
        footer=True,
    ),
    Command(
        "held-copy", "c", "Copy", "Work at a copy beside it; merge both later.", "held", "choose('copy')", footer=True
    ),
    Command("held-wait", "w", "Wait", "Open it here as soon as it is free.", "held", "wait", footer=True),
    Command(
        "held-anyway",
        "o",
        "Open anyway",
        "Nobody has it open any more: open it.",
        "held",
        "choose('anyway')",
        footer=True,
    ),
    Command("held-leave", "escape,q", "Back", "Leave it to them.", "held", "leave", footer=True),
    # --- a file that cannot be read
    Command(
        "recover-salvage", "s", "Salvage", "Go on with what can be read.", "recovery", "choose('salvage')", footer=True
    ),
    Command(
        "recover-backup",
        "b",
        "Backup",
        "Go on with the newest good backup.",
        "recovery",
        "choose('backup')",
        footer=True,
    ),
    Command("recover-in-place", "i", "In place", "In its place, or beside it.", "recovery", "in_place", footer=True),
    Command("recover-leave", "escape,q", "Back", "Leave the file as it is.", "recovery", "leave", footer=True),
    # --- the page of keys
    Command("close-keys", "escape,f1,q", "Back", "Back to where you were.", "keys", "dismiss", footer=True),
    # --- a field
    Command("commit", "enter", "Done", "Keep what is typed; at a prompt, go on.", "field", "commit", footer=True),
    Command("leave", "escape", "Back", "Leave; what is half typed is kept.", "field", "leave", footer=True),
    Command(
        "complete", "tab", "Complete", "Take the end of the word that is offered.", "field", "complete", footer=True
    ),
    Command("break-line", "ctrl+n,ctrl+j,shift+enter", "New line", "Begin a new line.", "field", "break_line"),
)
"""The table. Ids are for life: keymaps name them."""

GO_TO: dict[str, str] = {
    "t": "timeline",
    "w": "whys",
    "a": "actions",
    "s": "summary",
    "p": "prompts",
    "h": "help",
    "y": "why-flag",
    "q": "ask-why",
    "k": "still-true",
    "r": "redirect",
    "m": "markdown",
    "c": "check",
    "f": "replay",
    "z": "zoom",
    "l": "library",
    "e": "note-event",
    "o": "open-question",
    "g": "meeting",
    "b": "toggle-meeting",
    "i": "stage",
    "n": "next-stage",
    "v": "previous-stage",
    "+": "more-time",
    "d": "spread",
    ".": "pause-meeting",
    "j": "latecomer",
}
"""After Esc in the prompt, one letter: the second way to what F-keys do, for keyboards and terminals that take them."""


def scope_of(ids: Iterable[str]) -> Scope:
    """The narrowest scope that any of these commands belongs to, but that of typing."""
    known = set(ids)
    scopes = {command.scope for command in COMMANDS if command.id in known} - {"field"}
    return next((scope for scope in reversed(SCOPES) if scope in scopes), "app")


def bindings(*scopes: Scope) -> list[Binding]:
    """The bindings of the commands of these scopes that have a key."""
    return [command.binding for command in COMMANDS if command.scope in scopes and command.keys]
