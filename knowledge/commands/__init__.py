"""The commands of `python -m knowledge`; each module is one.

A command has `NAME`, `HELP`, `arguments(parser)` and `run(chosen, out)`, which returns the exit
status.
"""

import argparse
from collections.abc import Sequence
from typing import Protocol, TextIO

from knowledge.commands import check, classify, coverage, evaluate, new, prepare, show


class CommandModule(Protocol):
    """What a module of this package offers."""

    NAME: str
    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's own arguments."""

    def run(self, chosen: argparse.Namespace, out: TextIO) -> int:
        """Do it; returns the exit status."""


COMMANDS: Sequence[CommandModule] = (check, new, show, coverage, evaluate, classify, prepare)
