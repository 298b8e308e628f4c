"""Many reviews: index, search, repeats, follow-through, trends."""
