"""`python -m bot.editing.verify FOLDER ENTRY…`: whether an entry can go live; its own process.

The entry is the first one named; the others are those that stand beside it in the folder already.
Prints what is wrong, a line each. Beside the checks of the knowledge, the new entry has to be found
by its own phrasings, and may take no question away that is answered right today: phrasings of other
entries, and the labelled questions of the knowledge. Without an entry: whether the folder loads.
"""

import math
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path

from knowledge import Knowledge, KnowledgeError, load_knowledge, packs
from knowledge.checks import run as run_checks
from knowledge.checks.subject import Subject
from knowledge.evaluation.question import FOLDER, STRANGERS, read_questions
from knowledge.finder import Finder
from knowledge.finder.calibration import Circumstances
from knowledge.load import collect
from knowledge.parts import OFFICES
from knowledge.understanding import material_of, prepare
from locales.clock import today
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
    collection = collect(folder)
    # What is wrong with an operator's own files is none of this entry's.
    offices = folder / OFFICES
    of_offices = frozenset(
        one.id for one in collection.entries.values() if one.file.is_relative_to(offices)
    )
    subject = Subject(collection, rulebook, folder, today(), of_offices)
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
    own = [one for many in collection.entries[name].phrasings.values() for one in many]
    left_out = [one for one in own if _LEFT_OUT.search(one)]
    if left_out:
        yield f"{name}: a word is left out here, write it or another question: {left_out[0]!r}"
        return
    before, after = load_knowledge(rulebook), prepare(*material_of(folder, collection))
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
    name: str, before: Knowledge, after: Finder, question: str, right: Collection[str]
) -> bool:
    """Return whether a question that is answered right is so no more, and that by this entry."""
    # Asked first, for it holds of few of the twenty thousand.
    if _score(after, question, name) < before.thresholds.suggest:
        return False
    was, now = before.find(question, limit=1), after.rank(question, limit=1)
    least = before.thresholds.answer
    return _is_answered(((one.entry.id, one.score) for one in was), right, least) and not (
        _is_answered(now, right, least)
    )


def _score(finder: Finder, question: str, name: str) -> float:
    """Return the score that a finder gives one label: `rank` puts all in order first."""
    shares, outside = finder.log_probabilities(question, (name,))
    words = finder.read(question)
    about = Circumstances(math.exp(outside), finder.weighting.unknown(words), len(words.stems))
    return finder.trained.calibration.scores([math.exp(shares[name])], about)[0]


def _is_answered(ranked: Iterable[tuple[str, float]], right: Collection[str], least: float) -> bool:
    return any(label in right and score >= least for label, score in islice(ranked, 1))


def _first(finder: Finder, question: str) -> str | None:
    return next((label for label, _ in finder.rank(question, limit=1)), None)


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
