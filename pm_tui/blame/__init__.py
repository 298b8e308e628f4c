"""The blame linter: text and roster in, flags out."""
