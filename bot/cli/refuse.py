"""Exit statuses, and ending with a line that says why."""

import sys

CANNOT_START = 2
FAULT = 1
INTERRUPTED = 130


def refuse(*lines: str) -> int:
    """Say on standard error why the command cannot go on; return the exit status for that."""
    for line in lines:
        print(f"razmena: {line}", file=sys.stderr)
    return CANNOT_START
