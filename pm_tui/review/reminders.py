"""What a facilitator has at hand: a reminder for the stage at which a bias is likely, and better questions than "who".

The five biases, their names and their sources are in `blame.biases`. A summary tells the first story that fits, a
timeline is read from its end, long intervals are efforts that went on, whys run towards a person, and a lesson that all
agree on is one that nobody has checked.
"""

from __future__ import annotations

REMINDERS: dict[str, str] = {
    "summary": "We find what we look for: what would speak against this summary?",
    "timeline": "We know the end; they did not. Stay at each row with what it showed then.",
    "intervals": "What is spent pulls us on: what would have made it easy to turn here?",
    "whys": "We see people where there were circumstances: what was the day like there?",
    "lessons": "If all agree at once, ask once more: when was this last seen to be true?",
}
"""By the key of a stage: confirmation, hindsight, sunk cost, fundamental attribution, common belief."""


def reminder(stage: str) -> str:
    """One line on the bias that is likely at a stage, named by its key; "" where none is more likely than another."""
    return REMINDERS.get(stage, "")


REDIRECT_TITLE = "Let us look at it from there"
REDIRECT: tuple[str, ...] = (
    "What did it look like at that moment, on that screen?",
    "What made it possible: in the tools, the process, the day?",
    "Who else could have sat there, and what would they have seen?",
)
"""What to ask instead when somebody is blamed aloud."""
