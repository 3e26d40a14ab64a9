"""`python -m rules`: ask the rules from a terminal, or from another program."""

import sys

from rules.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
