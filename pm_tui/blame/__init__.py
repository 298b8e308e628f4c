"""The blame linter: text and roster in, flags out.

>>> [text[flag.start : flag.end] for text in ["Root cause: human error."] for flag in lint(text)]
['human error']
"""

from pm_tui.blame.biases import BIASES, Bias, biases_in, reminder
from pm_tui.blame.linter import Flag, lint
from pm_tui.blame.questions import explain, questions, questions_for
from pm_tui.blame.tokens import sentences

__all__ = [
    "BIASES",
    "Bias",
    "Flag",
    "biases_in",
    "explain",
    "lint",
    "questions",
    "questions_for",
    "reminder",
    "sentences",
]
