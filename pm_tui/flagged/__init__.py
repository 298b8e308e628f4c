"""Where the flags of a file stand, in the lines and columns that an editor shows."""

from pm_tui.flagged.found import Found
from pm_tui.flagged.markdown import in_text
from pm_tui.flagged.report import REPORTS
from pm_tui.flagged.review import in_review

__all__ = ["REPORTS", "Found", "in_review", "in_text"]
