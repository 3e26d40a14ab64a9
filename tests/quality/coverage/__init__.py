"""Every fact of the sources, held against the entries and against what the assistant answers."""
