"""What fills the terminal: the library, a review, dialogs."""
