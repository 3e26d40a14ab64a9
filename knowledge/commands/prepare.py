"""`prepare`: learn from the entries now, so that the first start need not."""

import argparse
import time
from typing import TextIO

from knowledge.evaluation.run import set_up

NAME = "prepare"
HELP = "Learn from the entries and keep it, so that the bot starts at once."


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""
    del parser


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Fit the finder unless it is kept already."""
    begun = time.monotonic()
    bench = set_up(chosen.folder)
    seconds = time.monotonic() - begun
    out.write(f"ready to find among {len(bench.entries)} entries ({seconds:.1f} s)\n")
    return 0
