"""`python -m bot.editing.verify FOLDER ENTRY`: whether an entry can go live; a process of its own.

Prints what is wrong, a line each. Beside the checks of the knowledge, the new entry has to be found
by its own phrasings, and may take no question away from an entry that answers it today.
"""

import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.editing.overlay import OFFICES
from bot.office import HOME
from knowledge import Knowledge, KnowledgeError, load_knowledge, packs
from knowledge.checks import run as run_checks
from knowledge.checks.subject import Subject
from knowledge.load import collect
from rules import load_rulebook
from rules.strict_yaml import read_once

# What stands for a word that could tell who asked.
_LEFT_OUT = re.compile(r"\[[a-z]+\]")
# Of each entry so many phrasings are asked again.
_ASKED = 4
# Of its own phrasings so many the new entry has to be found by.
_FOUND = 0.8


def problems(folder: Path, name: str) -> Iterator[str]:
    """Yield what is wrong with an entry in a folder of knowledge."""
    rulebook = load_rulebook()
    today = datetime.now(HOME).date()
    subject = Subject(collect(folder), rulebook, folder, today)
    # What is wrong with an operator's own files is none of this entry's.
    offices = folder / OFFICES
    errors = [
        one
        for one in run_checks(subject, quick=True)
        if one.error and (one.file.is_relative_to(offices) or name in one.message)
    ]
    if errors:
        yield from (f"{one.file.name}:{one.line}: {one.message}" for one in errors)
        return
    before, after = load_knowledge(rulebook), load_knowledge(rulebook, folder)
    own = [one for many in after.entries[name].phrasings.values() for one in many]
    left_out = [one for one in own if _LEFT_OUT.search(one)]
    if left_out:
        yield f"{name}: a word is left out here, write it or another question: {left_out[0]!r}"
    missed = [one for one in own if _first(after, one) != name]
    if len(missed) > (1 - _FOUND) * len(own):
        told = f"{len(missed)} of its {len(own)} phrasings, such as {missed[0]!r}"
        yield f"{name} is not found by {told}"
    for entry in before.entries.values():
        asked = [one for many in entry.phrasings.values() for one in many[:_ASKED]]
        for question in asked:
            if _first(after, question) == name and _first(before, question) == entry.id:
                yield f"{name} would answer {question!r}, which {entry.id} answers"


def _first(knowledge: Knowledge, question: str) -> str | None:
    found = knowledge.find(question)
    return found[0].entry.id if found else None


def main(folder: Path, name: str) -> int:
    """Print the problems; 1 where there are any."""
    if os.environ.get("PACKS"):
        packs.install(os.environ)
    try:
        with read_once():
            found = list(problems(folder, name))
    except KnowledgeError as error:
        found = str(error).splitlines()
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
