"""`python -m bot.editing.verify FOLDER ENTRY…`: whether an entry can go live; its own process.

The entry is the first one named; the others are those that stand beside it in the folder already.
Prints what is wrong, a line each. Beside the checks of the knowledge, the new entry has to be found
by its own phrasings, and may take no question away that is answered right today: phrasings of other
entries, and the labelled questions of the knowledge. Without an entry: whether the folder loads.
"""

import os
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.office import HOME
from knowledge import Knowledge, KnowledgeError, load_knowledge, packs
from knowledge.checks import run as run_checks
from knowledge.checks.subject import Subject
from knowledge.evaluation.question import FOLDER, STRANGERS, read_questions
from knowledge.knowledge import Match
from knowledge.load import collect
from knowledge.parts import OFFICES
from rules import load_rulebook
from rules.strict_yaml import read_once

# What stands for a word that could tell who asked.
_LEFT_OUT = re.compile(r"\[[a-z]+\]")
# Of its own phrasings so many the new entry has to be found by.
_FOUND = 0.8


def problems(folder: Path, name: str, others: Collection[str] = ()) -> Iterator[str]:
    """Yield what is wrong with an entry in a folder of knowledge.

    Args:
        folder: the knowledge with the entry in it.
        name: the entry's id.
        others: the ids of those that are approved already.
    """
    rulebook = load_rulebook()
    today = datetime.now(HOME).date()
    subject = Subject(collect(folder), rulebook, folder, today)
    # What is wrong with an operator's own files is none of this entry's.
    offices = folder / OFFICES
    of_offices = {one.id for one in subject.entries if one.file.is_relative_to(offices)}
    more = sorted(of_offices - {name, *others})
    if more:
        yield f"one draft makes one entry, and this one holds {', '.join([name, *more])}"
        return
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
    for question, right in _asked_today(before):
        if _is_taken(name, before, after, question, right):
            yield f"{name} would answer {question!r}, which {' or '.join(right)} answers"


def _asked_today(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what people may ask, with the entries that answer it."""
    for entry in knowledge.entries.values():
        for phrasings in entry.phrasings.values():
            yield from ((one, (entry.id,)) for one in phrasings)
    for questions in (FOLDER, STRANGERS):
        for one in read_questions(questions):
            if one.entry is not None:
                yield one.text, (one.entry, *one.also)


def _is_taken(
    name: str, before: Knowledge, after: Knowledge, question: str, right: Collection[str]
) -> bool:
    """Return whether a question that is answered right is so no more, and that by this entry."""
    found = after.find(question)
    if all(one.entry.id != name or one.score < after.thresholds.suggest for one in found):
        return False
    return _is_answered(before, before.find(question), right) and not _is_answered(
        after, found, right
    )


def _is_answered(knowledge: Knowledge, found: Sequence[Match], right: Collection[str]) -> bool:
    best = found[0] if found else None
    return best is not None and best.entry.id in right and best.score >= knowledge.thresholds.answer


def _first(knowledge: Knowledge, question: str) -> str | None:
    found = knowledge.find(question)
    return found[0].entry.id if found else None


def _unloadable(folder: Path) -> Iterator[str]:
    """Yield why a folder cannot be answered from."""
    load_knowledge(load_rulebook(), folder)
    yield from ()


def main(folder: Path, *names: str) -> int:
    """Print the problems; 1 where there are any."""
    if os.environ.get("PACKS"):
        packs.install(os.environ)
    try:
        with read_once():
            found = list(problems(folder, names[0], names[1:]) if names else _unloadable(folder))
    except KnowledgeError as error:
        found = str(error).splitlines()
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
