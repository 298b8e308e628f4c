"""What a review is, and what follows from it. Pure: no file, no screen, no clock of its own."""
