"""How people ask in a few words once the matter has been named: short, and each for one entry."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.checks.phrasings import words_of
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry
from knowledge.problem import Problem

MOST_WORDS = 8


def check(subject: Subject) -> Iterator[Problem]:
    """Yield follow-ups that are whole questions, and those that two entries of one file share.

    Entries of different files may share one: what was spoken of before tells them apart.
    """
    owners: dict[tuple[Path, tuple[str, ...]], Entry] = {}
    for entry in subject.entries:
        for language in LANGUAGES:
            seen: set[tuple[str, ...]] = set()
            for number, follow_up in enumerate(entry.follow_ups[language]):
                part = ("follow_ups", language, number)
                words = words_of(follow_up)
                if not words:
                    yield subject.problem(entry, "a follow-up without words; remove it", *part)
                    continue
                if len(words) > MOST_WORDS:
                    message = (
                        f"the follow-up {follow_up!r} has {len(words)} words; write at most "
                        f"{MOST_WORDS}, or put it among the phrasings if it names the matter"
                    )
                    yield subject.problem(entry, message, *part, error=False)
                owner = owners.setdefault((entry.file, words), entry)
                if owner is not entry or words in seen:
                    whose = "its own" if owner is entry else f"one of {owner.id}"
                    message = (
                        f"the follow-up {follow_up!r} is also {whose} in this file; "
                        "leave it with the entry that it fits best"
                    )
                    yield subject.problem(entry, message, *part, error=False)
                seen.add(words)
