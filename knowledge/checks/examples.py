"""More ways of asking: written in one alphabet, and each leading to one entry only."""

from collections.abc import Iterator

from knowledge.checks.letters import faults
from knowledge.checks.phrasings import words_of
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.examples import placed_examples
from knowledge.problem import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Find examples without words, in mixed letters, or that stand elsewhere as well."""
    owners = {
        words_of(phrasing): entry.id
        for entry in subject.entries
        for language in LANGUAGES
        for phrasing in entry.phrasings[language]
    }
    for one in placed_examples(subject.collection.parts):
        words = words_of(one.text)
        messages = [message for _, message in faults(one.text)]
        owner = owners.setdefault(words, one.entry)
        if not words:
            messages.append("an example without words; remove it")
        elif owner != one.entry:
            messages.append(
                f"{one.text!r} is also asked for {owner}; it can lead to one entry only"
            )
        for message in messages:
            yield Problem(one.file, one.line, f"{one.entry}: {message}")
