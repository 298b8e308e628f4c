"""Building blocks that panes share."""
