"""What the document around the whys and actions still lacks: summary, impact, timeline, lessons, evidence, plain words.

Each check yields the place of what it is about and a sentence that says what would make it good. What a short review
may leave out is never asked for twice: a section that is empty as a whole is one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pm_tui.review.bounds import is_bound
from pm_tui.review.candidates import candidates
from pm_tui.review.fields import FIELDS
from pm_tui.review.flags import checked_texts
from pm_tui.review.intervals import countable, intervals
from pm_tui.review.milestones import milestone_events
from pm_tui.review.model import Review
from pm_tui.review.prompts import quote
from pm_tui.review.sentences import sentences, words
from pm_tui.review.times import show
from pm_tui.review.vocabulary import LessonKind, Milestone
from pm_tui.review.zones import find

Found = Iterator[tuple[str, str]]

MOST_SENTENCES, LONGEST_SUMMARY = 4, 120  # of the summary: sentences, words
LONGEST_SENTENCE = 40  # words; beyond, readers lose the beginning
LONGEST_REVIEW = 2000  # words; four printed pages

# --- three months later: what broke, why, what was learned, what was changed ----------------------------------------


def broke_unsaid(review: Review) -> Found:
    """No summary."""
    if not review.header.summary.strip():
        yield (
            "header:summary",
            "There is no summary. In three months, two to four sentences tell what broke, when, how long, "
            "and who was hit.",
        )


def why_unsaid(review: Review) -> Found:
    """No whys."""
    if not any(why.text.strip() for why in review.whys):
        yield (
            "whys:0:text",
            "Nothing says why it happened. Begin with what customers saw, and ask what made it possible.",
        )


def learned_unsaid(review: Review) -> Found:
    """No lessons of any kind."""
    if not any(lesson.text.strip() for lesson in review.lessons):
        yield (
            "add:lessons:learned",
            "Nothing says what was learned: what went well, what went poorly, where you were lucky, what you know now.",
        )


def changed_unsaid(review: Review) -> Found:
    """Nothing was or will be changed."""
    actions = [action for action in review.actions if action.title.strip() and action.state != "wont"]
    if not actions:
        yield "actions:0:line", "Nothing says what was changed, or will be. One small action that is done counts."
    elif all(action.state == "idea" for action in actions):
        yield (
            f"actions:{actions[0].id}:state",
            f"All that could change is an idea still ({len(actions)} of them). Which are taken on (s), which are not?",
        )


# --- summary and impact ---------------------------------------------------------------------------------------------


def summary_length(review: Review) -> Found:
    """A summary that is not two to four sentences, or longer than anybody reads."""
    said, count = sentences(review.header.summary), len(words(review.header.summary))
    if len(said) > MOST_SENTENCES or count > LONGEST_SUMMARY:
        yield (
            "header:summary",
            f"The summary has {len(said)} sentences and {count} words. Two to four sentences are read by everybody; "
            "the rest is told below.",
        )
    elif len(said) == 1:
        yield (
            "header:summary",
            "The summary is one sentence. Two to four have room for when, for how long, whom it hit and why.",
        )


def impact_unsaid(review: Review) -> Found:
    """Nothing is said of the impact at all."""
    if not _impact_texts(review):
        yield (
            "impact:experience",
            "The impact is empty. What did customers see, how many were hit, what did it cost? “None” is an answer.",
        )


def experience_unsaid(review: Review) -> Found:
    """There is an impact, and nothing says what it was like."""
    if _impact_texts(review) and not review.impact.experience.strip():
        yield "impact:experience", "Nothing says what customers saw. What did not work, in their words?"


_NUMBER = re.compile(
    r"\d|\b(?:none|no|nobody|zero|all|every|half|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I
)


def impact_without_numbers(review: Review) -> Found:
    """An impact in which no number stands; a near miss has none."""
    texts = _impact_texts(review)
    if not texts or review.header.incident_type == "near miss":
        return
    told = [text for name, text in texts.items() if name != "experience" and _NUMBER.search(text)]
    if not told and not re.search(r"\d", texts.get("experience", "")):
        yield (
            "impact:users",
            "The impact has no number. How many were hit, or which share of requests failed? “About” will do.",
        )


def _impact_texts(review: Review) -> dict[str, str]:
    names = [field.name for field in FIELDS["impact"] if field.kind != "moment"]
    return {name: text for name in names if (text := getattr(review.impact, name)).strip()}


# --- the timeline ---------------------------------------------------------------------------------------------------

_NEEDED: tuple[Milestone, ...] = ("started", "detected", "resolved")
_WISHED: tuple[Milestone, ...] = ("acknowledged", "identified", "mitigated")


def timeline_empty(review: Review) -> Found:
    """No row."""
    if not any(event.text.strip() for event in review.events):
        yield "events:0:line", "The timeline is empty. Begin with the first harm, the first sign and the end."


def milestone_missing(review: Review) -> Found:
    """One of the three without which nothing can be counted is not marked."""
    yield from _unmarked(review, _NEEDED, "Without it nothing can be counted.")


def milestone_unmarked(review: Review) -> Found:
    """One of the other milestones is not marked."""
    yield from _unmarked(review, _WISHED, "Each ends a step that raises a question of its own.")


def _unmarked(review: Review, names: tuple[Milestone, ...], gain: str) -> Found:
    over = () if review.header.incident_type != "near miss" else ("mitigated", "resolved")
    marked = milestone_events(review)
    missing = [name for name in names if name not in marked and name not in over]
    if not missing or not review.events:
        return
    proposed = {name: event for event, found in candidates(review).items() for name in found}
    first = missing[0]
    row = proposed.get(first) or review.events[-1 if first in ("mitigated", "resolved") else 0].id
    listed = " or ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
    them = "them" if len(missing) > 1 else "it"
    hint = ", or take the row that a ◇ proposes (M)" if first in proposed else ""
    yield f"events:{row}:line", f"No row is marked as {listed}. Mark {them} (m){hint}. {gain}"


def milestone_wrong(review: Review) -> Found:
    """A milestone that cannot be where it is, or has no time that can be counted."""
    marked = milestone_events(review)
    for interval in intervals(review):
        if interval.state == "invalid":
            at = show(marked[interval.milestone].at, review.header.zone)
            yield (
                f"events:{interval.event}:at",
                f"{interval.milestone.capitalize()} ({at}) lies before a milestone that has to come first. "
                "Is a time wrong, or a mark?",
            )
    for name, event in marked.items():
        if not countable(event.at):
            yield (
                f"events:{event.id}:at",
                f"The row marked as {name} has no time of day, so nothing is counted to it. ~14:20 will do.",
            )


def times_in_doubt(review: Review) -> Found:
    """A time that could be read in two ways."""
    for event in review.events:
        if event.at.doubt and not is_bound(event):
            yield (
                f"events:{event.id}:at",
                f"The time of {quote(event.text)} is a guess: {event.at.doubt.removesuffix('.')}. "
                "Write it with its offset, such as 14:20 +02:00.",
            )


def zone_unnamed(review: Review) -> Found:
    """Nobody has said in which zone the timeline is: no row names one, and the review has what each begins with."""
    rows = [event for event in review.events if countable(event.at) and not is_bound(event)]
    if not find(review.header.zone):
        yield (
            "header:zone",
            f"The zone {quote(review.header.zone)} is not known here, so times are read and shown in UTC. "
            "Set it (F5) as Europe/Berlin, America/New_York or UTC.",
        )
    elif rows and review.header.zone == "UTC" and not any(event.at.offset is not None for event in rows):
        yield (
            "header:zone",
            "No row names its time zone, so all are read as UTC. Set the zone (F5) if they were not; "
            "one time written with “UTC” says that they were.",
        )


def timeline_without_evidence(review: Review) -> Found:
    """No row of the timeline has anything that shows it."""
    rows = {event.id for event in review.events}
    if rows and not any(rows & {*piece.supports} for piece in review.evidence):
        yield (
            f"events:{review.events[0].id}:line",
            "No row has evidence. Put a link into the row (e), or the log lines, numbers or messages beside it (v).",
        )


def only_links(review: Review) -> Found:
    """Evidence that is only a link, and how much is kept in the review itself."""
    kept = [piece for piece in review.evidence if piece.text.strip() or piece.file]
    links = [piece for piece in review.evidence if piece.link.strip() and not (piece.text.strip() or piece.file)]
    if links:
        whole = len(kept) + len(links)
        yield (
            _place_of(review, links[0].about) or f"evidence:{links[0].id}:text",
            f"{len(kept)} of {whole} piece{'s' * (whole > 1)} of evidence kept here, {len(links)} only as a link. "
            "Links rot: copy the lines that matter.",
        )


def _place_of(review: Review, record: int) -> str:
    if any(event.id == record for event in review.events):
        return f"events:{record}:line"
    return f"whys:{record}:text" if any(why.id == record for why in review.whys) else ""


# --- lessons and words ----------------------------------------------------------------------------------------------

_SECTIONS: dict[LessonKind, tuple[str, str]] = {
    "well": ("Went well", "What worked that you want to keep?"),
    "poorly": ("Went poorly", "What made it harder than it had to be?"),
    "lucky": ("Where we were lucky", "What could have made it worse, and did not?"),
    "learned": ("What we learned", "What do you know now that you did not know before?"),
}


def sections_empty(review: Review) -> Found:
    """Lists of lessons without any, while others have some; one line for all, at the first of them."""
    present = {lesson.kind for lesson in review.lessons if lesson.text.strip()}
    missing = [kind for kind in _SECTIONS if kind not in present]
    if present and missing:
        names = ", ".join(f"“{_SECTIONS[kind][0]}”" for kind in missing)
        yield f"add:lessons:{missing[0]}", f"Nothing stands under {names}. {_SECTIONS[missing[0]][1]}"


def long_sentences(review: Review) -> Found:
    """The longest sentence of a text, if it is too long to be read in one go; whys have a check of their own."""
    texts = {"header:summary": review.header.summary, "impact:experience": review.impact.experience}
    texts |= {f"lessons:{row.id}:text": row.text for row in review.lessons}
    texts |= {f"answers:{row.id}:text": row.text for row in review.answers}
    for place, text in texts.items():
        longest = max(sentences(text), key=lambda sentence: len(words(sentence)), default="")
        if (count := len(words(longest))) > LONGEST_SENTENCE:
            yield (
                place,
                f"{quote(longest)} is a sentence of {count} words. Two or three short ones are easier to follow.",
            )


def length(review: Review) -> Found:
    """More than about four pages. There is no least: a short review is better than none."""
    count = sum(len(words(text)) for *_, text in checked_texts(review))
    if count > LONGEST_REVIEW:
        yield (
            "header:summary",
            f"The review has about {count} words, more than four pages. What would nobody miss?",
        )
