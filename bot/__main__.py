"""`python -m bot`: the same as the installed command `razmena`."""

import sys

from bot.cli.program import run_program

if __name__ == "__main__":
    sys.exit(run_program("python -m bot"))
