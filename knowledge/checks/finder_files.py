"""The finder's files beside the entries.

Lexicon, aspects, outside questions, accepted pairs, thresholds.
"""

from collections.abc import Iterator

from knowledge.accepted import ACCEPTED, read_accepted
from knowledge.aspect_files import read_aspects
from knowledge.checks import letters
from knowledge.checks.phrasings import words_of
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.files import read
from knowledge.nearest_name import did_you_mean
from knowledge.problem import KnowledgeError, Problem
from knowledge.threshold_file import read_thresholds
from knowledge.understanding import read_meanings, read_outside


def check(subject: Subject) -> Iterator[Problem]:
    """Yield everything that keeps the finder from learning, or teaches it two opposite things."""
    yield from _lexicon(subject)
    yield from _aspects(subject)
    yield from _outside(subject)
    yield from _accepted(subject)
    try:
        read_thresholds(subject.folder / "thresholds.yaml")
    except KnowledgeError as error:
        yield from error.problems


def _lexicon(subject: Subject) -> Iterator[Problem]:
    problems: list[Problem] = []
    meanings = read_meanings(subject.folder / "lexicon.yaml", problems)
    yield from problems
    document = read(subject.folder / "lexicon.yaml", []) if meanings and not problems else None
    if document is None:
        return
    for number, meaning in enumerate(meanings):
        for language, words in (("sr", meaning.serbian), ("en", meaning.english)):
            for place, word in enumerate(words):
                for _, message in letters.faults(word):
                    line = document.line((number, language, place))
                    yield Problem(document.file, line, message)


def _aspects(subject: Subject) -> Iterator[Problem]:
    problems: list[Problem] = []
    meanings = read_meanings(subject.folder / "lexicon.yaml", [])
    aspects = read_aspects(subject.folder / "aspects.yaml", meanings, problems)
    yield from problems
    document = read(subject.folder / "aspects.yaml", []) if aspects and not problems else None
    if document is None:
        return
    for number, aspect in enumerate(aspects):
        for language, words in (("sr", aspect.serbian), ("en", aspect.english)):
            for place, word in enumerate(words):
                for _, message in letters.faults(word):
                    line = document.line((number, language, place))
                    yield Problem(document.file, line, message)


def _outside(subject: Subject) -> Iterator[Problem]:
    file = subject.folder / "outside.yaml"
    problems: list[Problem] = []
    outside = read_outside(file, problems)
    yield from problems
    document = read(file, []) if file.exists() and not problems else None
    if document is None:
        return
    phrasings = {
        words_of(phrasing): entry
        for entry in subject.entries
        for language in LANGUAGES
        for phrasing in entry.phrasings[language]
    }
    for language in LANGUAGES:
        for place, question in enumerate(outside[language]):
            entry = phrasings.get(words_of(question))
            if entry is not None:
                message = (
                    f"{question!r} is also a phrasing of {entry.id} ({entry.file}:{entry.line}); "
                    "either that answers it or nothing does: remove one of the two"
                )
                yield Problem(file, document.line((language, place)), message)


def _accepted(subject: Subject) -> Iterator[Problem]:
    """Yield accepted pairs in a wrong form, or of entries that do not exist."""
    problems: list[Problem] = []
    accepted = read_accepted(subject.folder / ACCEPTED, problems)
    yield from problems
    known = subject.collection.entries
    for pair, line in accepted.items():
        for name in pair:
            if name not in known:
                message = f"the entry {name!r} does not exist{did_you_mean(name, known)}"
                yield Problem(subject.folder / ACCEPTED, line, message)
