"""One file for each pane of the review screen. Panes do not know each other."""
