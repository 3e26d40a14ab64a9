"""The program as it is started: by `razmena`, or by `python -m bot`."""

import os
import sys

from bot.cli import COMMANDS, main
from bot.cli.loading import end_while_loading


def razmena() -> int:
    """Run the installed command `razmena`; return the exit status."""
    return run_program("razmena")


def run_program(name: str) -> int:
    """Run the command that the command line names; return the exit status.

    Args:
        name: how the program was started, for its help.
    """
    if any(COMMANDS[word].serves for word in sys.argv[1:2] if word in COMMANDS):
        end_while_loading()
    try:
        status = main(sys.argv[1:], name)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads the other end of the pipe has seen enough; the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status
