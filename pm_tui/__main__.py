"""Run pm-tui: `pm-tui …` or `python -m pm_tui …`."""

import sys

from pm_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
