"""`python -m bot`."""

import os
import sys

from bot.cli import COMMANDS, main
from bot.cli.loading import end_while_loading


def _main() -> int:
    if any(COMMANDS[word].serves for word in sys.argv[1:2] if word in COMMANDS):
        end_while_loading()
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads the other end of the pipe has seen enough; the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(_main())
