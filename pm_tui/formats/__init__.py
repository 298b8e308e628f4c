"""A table of exporters and a table of importers, one file each."""
