"""Words that a narrow entry needs: they stand in every way that it is asked for."""

from collections.abc import Iterator

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry, EntryKind
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.finder.words import split
from knowledge.problem import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Find declared words in an entry that takes none, and phrasings that hold none of them."""
    for entry in subject.looked_at:
        if entry.needs is None:
            continue
        if entry.kind not in (EntryKind.ANSWER, EntryKind.GAP):
            message = f"needs: is for narrow entries, and this is kind: {entry.kind}; remove it"
            yield subject.problem(entry, message, "needs")
        elif any(entry.needs):
            yield from _without(subject, entry, Lexicon([Meaning(entry.id, *entry.needs)]))


def _without(subject: Subject, entry: Entry, lexicon: Lexicon) -> Iterator[Problem]:
    for language in LANGUAGES:
        for number, phrasing in enumerate(entry.phrasings[language]):
            if not lexicon.meanings(split(phrasing))[0]:
                message = (
                    f"{phrasing!r} holds none of the words under needs:, so who asks like this is "
                    "not given the entry; add a word of it there"
                )
                yield subject.problem(entry, message, "phrasings", language, number, error=False)
