"""pm-tui: the review meeting after an incident, in a terminal."""

__version__ = "0.1.0"
