"""`check`: everything that is wrong with the knowledge, with its place."""

import argparse
import os
import time
from typing import TextIO

from knowledge import packs
from knowledge.checks import run as run_checks
from knowledge.checks.subject import Subject
from knowledge.load import collect
from rules import load_rulebook
from rules.institutions import read_registry, registry, use
from rules.packs import SETTING, pack_folders

NAME = "check"
HELP = "Find what is wrong in entries, sources and facts; errors fail, warnings do not."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options on what to leave out."""
    parser.add_argument("--errors", action="store_true", help="leave warnings out")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="leave out the search for phrasings that another entry would win (it takes seconds)",
    )


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Print every problem, and a line with their number; 1 when there is an error.

    A pack is judged as at every start: what editors of the texts that come with the program hold
    themselves to is not asked of it.
    """
    begun = time.monotonic()
    before = registry()
    use(read_registry())
    try:
        collection = collect(chosen.folder)
        subject = Subject(collection, load_rulebook(), chosen.folder, chosen.on)
        problems = run_checks(subject, quick=chosen.quick)
    finally:
        use(before)
    errors = [problem for problem in problems if problem.error]
    told = errors if chosen.errors else problems
    out.writelines(f"{problem}\n" for problem in told)
    folders = tuple(pack_folders(os.environ.get(SETTING, "")))
    judged = packs.judge(folders)
    out.writelines(f"{line}\n" for line in judged.lines)
    out.writelines(f"{SETTING}: {folder.name} has no mistake\n" for folder in judged.sound)
    out.write(
        f"{len(collection.entries)} entries: {len(errors)} errors, "
        f"{len(problems) - len(errors)} warnings ({time.monotonic() - begun:.1f} s)\n"
    )
    left_out = [folder.name for folder in folders if folder not in judged.sound]
    if left_out:
        out.write(f"Not in this count, because left out: {', '.join(left_out)}\n")
    return 1 if errors or judged.lines else 0
