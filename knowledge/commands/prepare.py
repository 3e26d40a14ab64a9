"""`prepare`: learn from the entries and write the model that is shipped with them."""

import argparse
import time
from pathlib import Path
from typing import TextIO

from knowledge.finder import store
from knowledge.finder.lexicon import Lexicon
from knowledge.load import FOLDER
from knowledge.understanding import SHIPPED, fit, material_of, origin_of

NAME = "prepare"
HELP = "Learn from the entries and write the model that is shipped with them (takes seconds)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to write."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; the exit status is 1 when the model was learned from other entries",
    )


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Learn and write the model, unless it belongs to the entries already."""
    begun = time.monotonic()
    file = SHIPPED if chosen.folder == FOLDER else chosen.folder / SHIPPED.name
    entries, meanings, outside = material_of(chosen.folder)
    wanted, shipped = origin_of(entries, meanings, outside), store.read_origin(file)
    if shipped is not None and shipped.name == wanted.name:
        out.write(f"{file.name} belongs to these {len(entries)} entries\n")
        return 0
    if chosen.check:
        out.write(
            f"{_fault(file, wanted, shipped)}; run python -m knowledge prepare and commit it\n"
        )
        return 1
    store.write(file, wanted, fit(entries, outside, Lexicon(meanings)).trained)
    seconds = time.monotonic() - begun
    out.write(f"learned from {len(entries)} entries, written to {file} ({seconds:.1f} s)\n")
    return 0


def _fault(file: Path, wanted: store.Origin, shipped: store.Origin | None) -> str:
    if shipped is None:
        return f"{file} is missing or damaged"
    if shipped.basis != wanted.basis:
        return f"{file} was learned with another lexicon or another finder"
    changed = sorted(wanted.changed(shipped) | (shipped.labels.keys() - wanted.labels.keys()))
    names = ", ".join(name or "questions outside" for name in changed[:5])
    more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
    return f"{file} was learned before these changed: {names}{more}"
