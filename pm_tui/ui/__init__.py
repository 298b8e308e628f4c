"""The screens. The only part of pm-tui that knows Textual."""
