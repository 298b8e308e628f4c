"""The team's own questions: from the settings into a review, which keeps the wording of the day."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pm_tui.review import edits
from pm_tui.review.gathering import OwnQuestion
from pm_tui.review.model import Review
from pm_tui.text import one_line


class TeamQuestion(NamedTuple):
    """A question as the settings have it; `section` is "" for one that belongs to none."""

    key: str
    section: str
    text: str


def of_team(questions: Mapping[str, str], sections: Mapping[str, Sequence[str]]) -> tuple[TeamQuestion, ...]:
    """The questions of a team: those with a key, then those of each section.

    The key of a question in a section follows from its words, so that their order may change.
    """
    found = [TeamQuestion(key, "", text) for key, text in questions.items()]
    for section, texts in sections.items():
        found += [TeamQuestion(f"{section}-{zlib.crc32(text.encode()):08x}", section, text) for text in texts]
    return tuple(found)


def take_in_own(review: Review, questions: Sequence[TeamQuestion], new_id: Callable[[], int]) -> Review:
    """Add the questions that the review does not have yet; what was asked once keeps its wording."""
    known = {asked.key for asked in review.own_questions}
    missing = {asked.key: asked for asked in questions if asked.key not in known and one_line(asked.text)}
    new = [OwnQuestion(id=new_id(), key=key, section=q.section, text=q.text) for key, q in missing.items()]
    return edits.add(review, "own_questions", *new)


def title(question: OwnQuestion) -> str:
    """What stands over a question: its section, if it has one."""
    section = one_line(question.section)
    return f"{section} · our question" if section else "our question"
