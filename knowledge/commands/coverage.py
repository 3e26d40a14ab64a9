"""`coverage`: which entry tells which fact, and how many ways of asking there are."""

import argparse
from collections import Counter
from typing import TextIO

from knowledge.checks.coverage import covering
from knowledge.checks.phrasings import really_different
from knowledge.checks.subject import Subject
from knowledge.entry import Entry, EntryKind
from knowledge.load import collect
from rules import load_rulebook
from rules.institutions import ANY, registry

NAME = "coverage"
HELP = "Print the table of facts, and the number of entries and phrasings."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""
    del parser


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Print the tables; 1 when a fact is not covered."""
    collection = collect(chosen.folder)
    subject = Subject(collection, load_rulebook(), chosen.folder, chosen.on)
    covered = covering(subject)
    width = max(map(len, covered), default=0)
    for fact, entries in covered.items():
        names = ", ".join(entry.id for entry in entries) or "NOT COVERED"
        out.write(f"{fact:<{width}}  {names}\n")
    told = sum(bool(entries) for entries in covered.values())
    out.write(f"\n{told} of {len(covered)} facts covered\n\n")
    out.write(_table(subject.entries))
    return 0 if told == len(covered) else 1


def _table(entries: list[Entry]) -> str:
    lines = ["institution  kind    entries  phrasings sr  phrasings en  different"]
    numbers = Counter((entry.institution, entry.kind) for entry in entries)
    for institution in (*registry().ids, ANY):
        for kind in EntryKind:
            if not numbers[institution, kind]:
                continue
            own = [e for e in entries if (e.institution, e.kind) == (institution, kind)]
            serbian = sum(len(entry.phrasings["sr"]) for entry in own)
            english = sum(len(entry.phrasings["en"]) for entry in own)
            different = sum(
                sum(1 for _ in really_different(ways))
                for entry in own
                for ways in entry.phrasings.values()
            )
            lines.append(
                f"{institution:<11}  {kind:<6}  {len(own):>7}  {serbian:>12}  {english:>12}  "
                f"{different:>9}"
            )
    return "\n".join(lines) + "\n"
