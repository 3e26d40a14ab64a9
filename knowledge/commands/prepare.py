"""`prepare`: learn from the entries and write the model that is shipped with them."""

import argparse
import time
from pathlib import Path
from typing import TextIO

from knowledge.entry import Entry
from knowledge.finder import store
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.parts import FOLDER
from knowledge.second_opinion.encoder import load_encoder
from knowledge.second_opinion.learning import learn
from knowledge.second_opinion.opinion import SHIPPED as HEAD
from knowledge.understanding import SHIPPED, fit, material_of, origin_of, told

NAME = "prepare"
HELP = "Learn from the entries and write the model that is shipped with them (takes seconds)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of what to write."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; the exit status is 1 when the model was learned from other entries",
    )

    parser.add_argument(
        "--second-opinion",
        action="store_true",
        help="learn the second opinion as well (minutes at the first time; needs EXTRAS=semantic)",
    )


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Learn and write the model, unless it belongs to the entries already."""
    material = material_of(chosen.folder)
    status = _prepare_finder(chosen, *material, out)
    if chosen.second_opinion and status == 0:
        status = _prepare_second_opinion(chosen.folder, *material, out)
    return status


def _prepare_finder(
    chosen: argparse.Namespace,
    entries: list[Entry],
    meanings: list[Meaning],
    outside: list[str],
    out: TextIO,
) -> int:
    begun = time.monotonic()
    file = _shipped(chosen.folder, SHIPPED)
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


def _prepare_second_opinion(
    folder: Path, entries: list[Entry], meanings: list[Meaning], outside: list[str], out: TextIO
) -> int:
    begun = time.monotonic()
    encoder = load_encoder()
    if encoder is None:
        out.write(f"{NAME}: the second opinion needs a package: make run EXTRAS=semantic\n")
        return 1
    file = _shipped(folder, HEAD)
    origin = origin_of(entries, meanings, outside)
    head = learn(encoder, told(entries, outside), origin)
    head.write(file)
    seconds = time.monotonic() - begun
    out.write(f"second opinion of {encoder.name} learned, written to {file} ({seconds:.1f} s)\n")
    return 0


def _shipped(folder: Path, file: Path) -> Path:
    return file if folder == FOLDER else folder / file.name


def _fault(file: Path, wanted: store.Origin, shipped: store.Origin | None) -> str:
    if shipped is None:
        return f"{file} is missing or damaged"
    if shipped.basis != wanted.basis:
        return f"{file} was learned with another lexicon or another finder"
    changed = sorted(wanted.changed(shipped) | (shipped.labels.keys() - wanted.labels.keys()))
    names = ", ".join(name or "questions outside" for name in changed[:5])
    more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
    return f"{file} was learned before these changed: {names}{more}"
