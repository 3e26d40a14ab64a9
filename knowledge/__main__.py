"""`python -m knowledge`: check, show, add and measure what the bot knows."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from knowledge import packs
from knowledge.commands import COMMANDS
from knowledge.parts import FOLDER
from knowledge.problem import KnowledgeError
from locales.clock import today
from rules import ParameterError


def main(arguments: Sequence[str] | None = None, prog: str = "python -m knowledge") -> int:
    """Run one command; return 0, 1 for what was found wrong, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog=prog, description="Check, show, add and measure what the bot knows."
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help=argparse.SUPPRESS)
    parser.add_argument(
        "--on", type=date.fromisoformat, help="the day for which values must hold (YYYY-MM-DD)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        own = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.arguments(own)
        own.set_defaults(run=command.run)
    chosen = parser.parse_args(arguments)
    for line in packs.install(os.environ):
        print(line, file=sys.stderr)
    chosen.on = chosen.on or today()
    try:
        return int(chosen.run(chosen, sys.stdout))
    except (KnowledgeError, ParameterError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
