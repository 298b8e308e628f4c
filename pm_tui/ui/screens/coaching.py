"""The coach on the screen: it asks about the flag that is nearest to the cursor, and rewords when asked to."""

from __future__ import annotations

from typing import NamedTuple

from textual import events, on
from textual.widgets import TextArea

from pm_tui.blame import Flag, questions_for
from pm_tui.blame.reword import reword, sentence_at
from pm_tui.confidential import KINDS, Find
from pm_tui.review import edits, exposed, fields, flags, meetings, moments, writing
from pm_tui.review.model import Why
from pm_tui.ui.key_names import short_key
from pm_tui.ui.screens.editing import EditingScreen
from pm_tui.ui.widgets.coach_line import CoachLine
from pm_tui.ui.widgets.key_line import KeyLine
from pm_tui.ui.widgets.prose_field import ProseField
from pm_tui.ui.widgets.record_list import RecordList
from pm_tui.ui.widgets.said_keys import key_of
from pm_tui.ui.widgets.underlined import Underlined

FLAG_KEYS = ("reword", "keep", "why-flag", "ask-why")
FIND_KEYS = ("reword", "keep", "why-flag")


class Flagged(NamedTuple):
    """What is underlined, the text that it stands in, and the place of that text."""

    place: str
    text: str
    flag: Underlined

    @property
    def quote(self) -> str:
        """The flagged words."""
        return self.text[self.flag.start : self.flag.end]


class CoachingScreen(EditingScreen):
    """A review with its coach."""

    confidential = False
    """Whether what is underlined here is confidential, rather than blame."""

    @property
    def footer_words(self) -> dict[str, str]:
        """What commands are called in the state that the review is in, and for what is underlined."""
        return super().footer_words | ({"reword": "Mask"} if self.confidential else {})

    def _flagged(self) -> Flagged | None:
        """The flag that is nearest to the cursor: in the field that is typed in, or in the chosen row."""
        pane = self.focused_pane()
        if pane and not pane.editing:
            row = pane.listing.row
            found = self._flags(row.place, row.text) if row and row.place else ()
            return Flagged(row.place, row.text, found[0]) if row and found else None
        place, field = (pane.editor.place, pane.editor.field) if pane else (self.prompt.place, self.prompt.field)
        flag = field.flag_at_cursor() if place else None
        return Flagged(place, field.text, flag) if flag else None

    @on(RecordList.Highlighted)
    @on(TextArea.SelectionChanged)
    def _move_on(self) -> None:
        self.query_one(CoachLine).forget()
        self._coach()

    def _coach(self) -> None:
        """Show the question of the flag that is nearest to the cursor."""
        found = self._flagged()
        line = self.query_one(CoachLine)
        line.show(found.flag if found else None, found.quote if found else "", presenting=self.presenting)
        line.murmur("" if found else self._moment())
        self._offer_keys(found)

    def _offer_keys(self, found: Flagged | None) -> None:
        """Let the key line begin with what can be done about what is underlined."""
        self.confidential = found is not None and isinstance(found.flag, Find)
        self.query_one(KeyLine).first = FIND_KEYS if self.confidential else FLAG_KEYS if found else ()

    def _moment(self) -> str:
        """While a meeting is held, what the words of the chosen row ask, unless that is taken up already."""
        pane = self.focused_pane()
        row = pane.listing.row if pane and not pane.editing and meetings.held(self.review) else None
        table, record, name = fields.split_place(row.key) if row else ("", 0, "")
        if row is None or table != "events" or name or not moments.topics(row.text):
            return ""
        if record in {event.id for event in moments.taken_up(self.review)}:
            return ""
        return (
            f"{moments.questions(row.text)[0]} ({short_key(key_of('interview', self.settings.values.keymap))} asks it)"
        )

    def show(self) -> None:
        """Let everything show the session's value, the keys of the coach too."""
        super().show()
        self._offer_keys(self._flagged())

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Another field, other flags; a pane that was left is saved at once."""
        self._coach()
        self.session.save_now()

    def _found(self) -> Flagged | None:
        """What is meant; it is said when nothing is underlined."""
        found = self._flagged()
        if found is None:
            self.say("Nothing is flagged here.")
        return found

    def _blamed(self) -> tuple[Flagged, Flag] | None:
        """The words of blame that are meant; it is said when there are none."""
        found = self._found()
        if found and isinstance(found.flag, Find):
            self.say(f"That is about words of blame; this reads like {KINDS[found.flag.kind].said}.")
        return (found, found.flag) if found and isinstance(found.flag, Flag) else None

    def action_explain_flag(self) -> None:
        """Say why such words are flagged, and what else could be asked."""
        found = self._found()
        if found and isinstance(found.flag, Find):
            said, mask = KINDS[found.flag.kind]
            self.say(f"It reads like {said}. A review is copied and kept for years. ^R puts {mask} there, ^O keeps it.")
        elif found and isinstance(found.flag, Flag):
            asked = questions_for(found.text, found.flag)
            self.query_one(CoachLine).explain(found.flag, found.quote, asked)

    def action_keep_flag(self) -> None:
        """Keep the flagged words: this flag stays away from this sentence."""
        found = self._found()
        if found is None or not self.may_change():
            return
        if isinstance(found.flag, Find):
            kept_inside = exposed.accept(self.session.review, found.flag.kind, found.quote, self.context.new_id)
            self.apply(kept_inside, "keep it", place=found.place)
            self.say("Kept inside, wherever it stands. For customers it is asked again. Ctrl+Z takes that back.")
        else:
            text, flag = self._stored(found, found.flag) or (found.text, found.flag)
            kept = flags.kept(found.place, text, flag, self.context.new_id)
            self.apply(edits.keep_flag(self.session.review, kept), "keep the words", place=found.place)
            self.say("Kept. Ctrl+Z brings the flag back; the summary (F5) lists what is kept.")

    def action_flag_off(self) -> None:
        """Flag nothing of this category in this review."""
        if (blamed := self._blamed()) and self.may_change():
            found, flag = blamed
            off = edits.switch_off(self.session.review, flag.category)
            self.apply(off, "switch a category off", place=found.place)
            self.say(f"Nothing is flagged as {flag.category} in this review. The summary (F5) changes that.")

    def action_hints(self) -> None:
        """Switch the softer finds off in this review, or on again."""
        if self.may_change():
            self.apply(edits.switch_off(self.session.review, flags.HINTS), "switch hints")
            self.say(f"Hints are {'off' if flags.HINTS in self.session.review.header.flags_off else 'on'} here.")

    def action_present(self) -> None:
        """Show of a flag its question only, and no hints; or all again."""
        self.presenting = not self.presenting
        self.repaint_flags()
        self.query_one(CoachLine).show(None, "")
        self._coach()
        if self._flagged() is None:
            self.say("In front of a group: of a flag its question only." if self.presenting else "Alone again.")

    def action_ask_why(self) -> None:
        """Make the coach's question a why: below the one that is chosen, or at the root."""
        blamed = self._blamed()
        if blamed is None or not self.may_change():
            return
        found, _ = blamed
        table, record, _ = fields.split_place(found.place)
        why = Why(id=self.context.new_id(), parent=record if table == "whys" else 0, text=found.flag.question)
        self.apply(edits.add(self.session.review, "whys", why), "ask why", place=f"whys:{why.id}:text")
        self.pane("whys").listing.select(f"whys:{why.id}")
        self.say("Asked among the whys (F3). Ctrl+Z takes it back.")

    # --- rewording

    def action_reword(self) -> None:
        """Put a draft without blame in the place of the flagged sentence, selected, so that typing replaces it.

        In the place of what is confidential comes its mask.
        """
        found = self._found()
        if found is None or not self.may_change():
            return
        if isinstance(found.flag, Find):
            self._mask(found, found.flag)
            return
        stored = self._stored(found, found.flag)
        pane = self.focused_pane()
        if pane and not pane.editing and pane.listing.row:
            pane.edit(found.place, pane.listing.row.key)
        if stored is None:
            self.say("This line cannot be read yet; finish it, then reword it.")
            return
        home, (text, flag) = flags.home_of(found.place), stored
        start, end = sentence_at(text, flag)
        draft = reword(text, flag, self.people, flags.where(self.session.review, home))
        written = writing.write(self.session.review, home, text[:start] + draft + text[end:], 0, self.context)
        self.session.break_typing()
        self.apply(written.review, "reword", place=found.place)
        self._show_draft(pane.editor.field if pane else self.prompt.field, found.place, draft)

    def _mask(self, found: Flagged, find: Find) -> None:
        """Put the mask in the place of the words, wherever they stand in that field."""
        text = writing.text_at(self.session.review, found.place)
        masked = text.replace(found.quote, find.mask)
        if masked == text:
            self.say("It stands elsewhere in this row: o shows all its fields.")
            return
        written = writing.write(self.session.review, found.place, masked, len(masked), self.context)
        self.session.break_typing()
        self.apply(written.review, "mask", place=found.place)
        pane = self.focused_pane()
        if pane is None or pane.editing:
            (pane.editor.field if pane else self.prompt.field).load(masked)
        self._coach()
        self.say(f"{find.mask} stands there now. What was there has been saved before: change the secret itself, too.")

    def _stored(self, found: Flagged, flag: Flag) -> tuple[str, Flag] | None:
        """The flag in the prose that is stored, without what else is typed in its line; None if that differs."""
        text = writing.text_at(self.session.review, flags.home_of(found.place))
        same = (
            other
            for other in self._flags(flags.home_of(found.place), text)
            if isinstance(other, Flag)
            and (other.category, text[other.start : other.end]) == (flag.category, found.quote)
        )
        nearest = min(same, key=lambda other: abs(other.start - flag.start), default=None)
        return (text, nearest) if nearest else None

    def _show_draft(self, field: ProseField, place: str, draft: str) -> None:
        text = writing.text_at(self.session.review, place)
        field.load(text)
        if (start := text.find(draft)) >= 0:
            field.select_span(start, start + len(draft))
        self._coach()
