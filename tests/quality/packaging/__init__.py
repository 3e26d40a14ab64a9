"""Whether the project installs: its locks, its wheel, and what the two need."""
